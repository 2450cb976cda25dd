package csv

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// people reads how to reach a group: a role, a first name, a number. Last names
// are dropped.
func (r *reader) people(x *record) {
	c := directory.Contact{Role: r.get(Role), Phone: r.get(Phone), Email: strings.TrimPrefix(r.get(Email), "mailto:")}
	name, rest, ok := firstName(r.get(Contact))
	c.Name = name
	switch {
	case !ok:
		x.note(program.Info, "last-name-dropped", "contacts", "", "which part of the contact's name is the first one is not sure, so it was left out")
	case len(rest) > 0:
		x.note(program.Info, "last-name-dropped", "contacts", "", "of the contact's name only the first was taken")
	}
	if c.Email != "" && (!strings.Contains(c.Email, "@") || strings.ContainsAny(c.Email, " ,;")) {
		x.note(program.Warning, "email-odd", "contacts", "", "this is not one e-mail address; it was left out")
		c.Email = ""
	}
	if named(c.Email, rest) || inFull(c.Email, fold(name)) {
		x.note(program.Info, "last-name-dropped", "contacts", "", "the e-mail address holds the last name of the contact, so it was left out; want one of a role")
		c.Email = ""
	}
	c.URL = r.link(x, Website)
	if c.Name+c.Phone+c.Email+c.URL != "" {
		if c.Role == "" {
			c.Role = r.say("contact", "contacto")
		}
		x.o.Contacts = []directory.Contact{c}
	}
	r.registration(x)
	x.o.Guidelines = r.link(x, Guidelines)
	x.o.Verified.By = r.get(VerifiedBy)
	if cell := r.get(Verified); cell != "" {
		if m, ok := readMoment(cell, r.order); ok {
			x.o.Verified.On = m.date
		} else {
			x.note(program.Warning, "date-unread", "verified", cell, "the date is not sure, want such as 2022-06-08")
		}
	}
}

// courtesies stand before a last name.
var courtesies = []string{"mr", "mrs", "ms", "miss", "dr", "rev", "pastor", "father", "fr", "sister", "rabbi", "sr", "sra", "srta", "don", "dona", "padre"}

// firstName returns the first name in a cell and, folded, the words that were
// left out. It is not ok if it cannot tell which of them is the first name.
func firstName(cell string) (name string, rest []string, ok bool) {
	if cell == "" {
		return "", nil, true
	}
	rest = strings.Fields(fold(cell))
	if strings.ContainsAny(cell, ",/&;\n@(0123456789") || len(rest) > 0 && slices.Contains(courtesies, rest[0]) {
		return "", rest, len(rest) == 0
	}
	words := strings.Fields(cell)
	if len(words) > 4 || len(words) > 1 && words[0] == strings.ToUpper(words[0]) && len(words[0]) > 2 && words[len(words)-1] != strings.ToUpper(words[len(words)-1]) {
		return "", rest, false
	}
	if strings.IndexFunc(words[0], func(c rune) bool { return !unicode.IsLetter(c) && c != '-' && c != '\'' && c != '.' && c != '’' }) >= 0 {
		return "", rest, false
	}
	return words[0], rest[1:], true
}

// named reports whether an e-mail address holds one of some words of a name.
func named(email string, words []string) bool {
	local, _, _ := strings.Cut(strings.ToLower(email), "@")
	return slices.ContainsFunc(words, func(w string) bool { return len(w) > 2 && strings.Contains(local, w) })
}

// inFull reports whether an e-mail address is made of a first name and another,
// such as "ana.lopez@example.org".
func inFull(email, first string) bool {
	local, _, _ := strings.Cut(strings.ToLower(email), "@")
	rest, ok := strings.CutPrefix(local, first)
	return ok && first != "" && len(rest) > 2 && strings.ContainsAny(rest[:1], "._-")
}

// link reads an address of a page, which is https or nothing.
func (r *reader) link(x *record, f Field) string {
	cell := r.get(f)
	if cell == "" {
		return ""
	}
	text := cell
	if rest, ok := strings.CutPrefix(text, "http://"); ok {
		text = "https://" + rest
		x.note(program.Info, "link-https", string(f), "", "the link was written with https instead of http")
	} else if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || !strings.Contains(u.Host, ".") || strings.ContainsAny(text, " \n<>\"") || u.User != nil {
		x.note(program.Warning, "link-odd", string(f), "", "this is not the address of a page; it was left out")
		return ""
	}
	return text
}

// registration reads how to sign up: a page, a number, an address, or words.
func (r *reader) registration(x *record) {
	cell := r.get(Registration)
	yes, isTruth := truth(cell)
	switch {
	case cell == "" || isTruth && !yes:
	case isTruth || fold(cell) == "required":
		x.ask("registration-how", "registration", "", "one has to sign up, but how?")
		x.unread = joined(x.unread, r.say("Registration required.", "Hay que inscribirse."))
	case strings.Contains(cell, "@") && !strings.ContainsAny(cell, " /"):
		x.o.Registration.Email = cell
	case strings.Trim(cell, "0123456789 ()-.+ext") == "" && len(cell) >= 7:
		x.o.Registration.Phone = cell
	case !strings.Contains(cell, " ") && strings.Contains(cell, "."):
		x.o.Registration.URL = r.link(x, Registration)
	default:
		x.unread = joined(x.unread, cell)
	}
}

// notes puts together what else to know.
func (r *reader) notes(x *record) {
	text := r.joined(Note, "\n")
	if x.unread != "" {
		text = strings.TrimSpace(text + "\n" + x.unread)
	}
	if text != "" {
		x.o.Note = program.Text{r.textLanguage(): text}
	}
}
