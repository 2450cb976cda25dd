package csv

import (
	"slices"
	"strings"

	"github.com/withinreach/withinreach/program"
)

// joinHosts are where meetings take place online; what stands behind them is
// a way in. registerPages are those on which one signs up.
var (
	joinHosts     = []string{"zoom.us/", "zoomgov.com/", "meet.google.com/", "teams.microsoft.com/", "teams.live.com/", "webex.com/", "gotomeet", "gotomeeting.com/", "meet.jit.si/", "whereby.com/"}
	registerPages = []string{"/register", "/meeting/register", "/webinar/register"}
	// wayWords announce a way in, and wayParts are in all of them, so that
	// most cells need no closer look.
	wayWords = []string{"passcode", "pass code", "password", "meeting id", "zoom id", "access code", " pin:", "contraseña", "código de acceso", "codigo de acceso", "clave:", "id de la reunión", "id de reunión"}
	wayParts = []string{"pass", " id", "id de", "pin:", "contrase", "acce", "clave:"}
)

// cutSecrets takes ways to join out of the cells of the row under way, wherever
// somebody put them, and remembers from which fields.
func (r *reader) cutSecrets(x *record) {
	clear(r.cut)
	for i, cell := range r.s.cells {
		if len(cell) < 8 || i >= len(r.l.columns) || r.l.columns[i] == Secret || r.l.columns[i] == Personal {
			continue
		}
		rest, cut := withoutSecrets(cell)
		if !cut {
			continue
		}
		r.s.cells[i] = rest
		r.cut[r.l.columns[i]] = true
		x.note(program.Warning, "join-link-left-out", string(r.l.columns[i]), "",
			"column "+letter(i)+" holds a way to join or a passcode; it was left out, for it is not for the public")
	}
}

// isSecret reports whether a text, in small letters, holds a way to join.
func isSecret(lower string) bool {
	if strings.IndexByte(lower, '/') >= 0 && slices.ContainsFunc(joinHosts, func(h string) bool { return strings.Contains(lower, h) }) &&
		!slices.ContainsFunc(registerPages, func(p string) bool { return strings.Contains(lower, p) }) {
		return true
	}
	has := func(part string) bool { return strings.Contains(lower, part) }
	return slices.ContainsFunc(wayParts, has) && (slices.ContainsFunc(wayWords, has) || strings.HasPrefix(lower, "pin:"))
}

// withoutSecrets drops each line or sentence that holds a way to join.
func withoutSecrets(text string) (rest string, cut bool) {
	if !isSecret(strings.ToLower(text)) {
		return text, false
	}
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		var sentences []string
		for s := range strings.SplitSeq(line, ". ") {
			if !isSecret(strings.ToLower(s)) {
				sentences = append(sentences, s)
			}
		}
		if len(sentences) > 0 || line == "" {
			kept = append(kept, strings.Join(sentences, ". "))
		}
	}
	if rest = strings.TrimSpace(strings.Join(kept, "\n")); isSecret(strings.ToLower(rest)) {
		return "", true
	}
	return rest, true
}
