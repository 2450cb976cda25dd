package meetings

import (
	"regexp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// JoinOf returns the public way into an online meeting and what the public
// learns about it. A passcode is taken out wherever it stands, and reported: it
// is for those who ask. Of notes, the paragraphs about one are left out.
func (c *Collector) JoinOf(link, phone string, notes ...string) (j directory.Join, by directory.JoinBy) {
	var inLink, inPhone bool
	j.URL, inLink = c.link(strings.TrimSpace(link))
	j.Phone, inPhone = dial(phone)
	secret := inLink || inPhone
	var kept []string
	for paragraph := range strings.SplitSeq(strings.Join(notes, "\n\n"), "\n\n") {
		switch {
		case secretNote.MatchString(paragraph):
			secret = true
		case paragraph != "" && !slices.Contains(kept, paragraph):
			kept = append(kept, paragraph)
		}
	}
	j.Note = strings.Join(kept, "\n\n")
	if secret {
		c.Find(program.Warning, "passcode-removed", "join", "", "the source publishes a passcode; it is left out, for people to ask for")
	}
	switch {
	case j.URL == "" && j.Phone == "":
		return j, directory.OnRequest
	case secret:
		return j, directory.WithoutPasscode
	}
	return j, directory.Public
}

// link returns an address without its passcode, and whether it had one.
func (c *Collector) link(link string) (clean string, secret bool) {
	lower := strings.ToLower(link)
	switch {
	case link == "":
		return "", false
	case !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "http://"):
		c.Find(program.Warning, "link-unread", "join", "", "not an address that begins with https://; left out")
		return "", false
	}
	clean = passcode.ReplaceAllString(link, "")
	if secret = clean != link; secret {
		if i := strings.IndexAny(clean, "?&"); i >= 0 {
			clean = clean[:i] + "?" + clean[i+1:]
		}
	}
	return strings.TrimRight(clean, "?&"), secret
}

// dial returns a number to dial without the passcode at its end, and whether it
// had one.
func dial(phone string) (clean string, secret bool) {
	clean = strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789+,*#", r) {
			return r
		}
		return -1
	}, phone)
	if i := strings.Index(clean, ",*"); i >= 0 {
		return strings.TrimRight(clean[:i], ","), true
	}
	return clean, false
}

// Public returns a text without the passcodes that stand in it, and reports
// them.
func (c *Collector) Public(field, text string) string {
	if !mayTell(text) || !secretNote.MatchString(text) {
		return text
	}
	clean := written.ReplaceAllString(text, "${1}[removed]")
	if clean != text {
		c.Find(program.Warning, "passcode-removed", field, "", "a passcode stands in the text; it is left out, for people to ask for")
	}
	return clean
}

// mayTell reports whether a text has what one with a passcode has. It saves
// most texts from a closer look.
func mayTell(text string) bool {
	if !strings.ContainsAny(text, "0123456789!@#$%") {
		return false
	}
	text = strings.ToLower(text)
	for _, word := range []string{"pass", "pw", "p/w", "key", "code", "clave", "contraseña"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

var (
	// written matches a passcode that is written out.
	written    = regexp.MustCompile(`(?i)((?:\bpass ?(?:code|word|wd)s?\b|\bpwd?\b|\bpass ?[:=]|contraseña|\bclave\b|\bhost ?key\b|access code)[ \t]*(?:is\b|es\b)?[ \t]*[:=#-]?[ \t]*)["']?[^\s,;]*[0-9!@#$%][^\s,;]*`)
	passcode   = regexp.MustCompile(`(?i)[?&](pwd|passcode|password|tk)=[^&#]*`)
	secretNote = regexp.MustCompile(`(?i)\bpass ?(code|word|wd)s?\b|\bpass ?[:=]|\bpwd?\b|\bp/w\b|contraseña|\bclave\b|\bhost ?key\b|access code`)
)
