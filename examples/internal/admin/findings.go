package admin

import (
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// finding says what was found, in the language of the visitor: the library has
// its sentences in English, and codes for all other languages.
func (v *visit) finding(f directory.Finding) string {
	text := v.book.name("finding", f.Code)
	switch {
	case v.book == &english:
		return text + ": " + f.Message
	case f.Value != "" && len(f.Value) <= maxQuoted:
		return text + " (" + f.Value + ")"
	}
	return text
}

// maxQuoted is how many bytes of a value a finding quotes.
const maxQuoted = 60

// errorWords are the words for what is wrong with a record, by what the library
// says of it in English.
var errorWords = []struct{ part, key string }{
	{"empty, want a name or a program", "error.name"},
	{"empty, want a venue", "error.venue"},
	{"empty, want", "error.empty"},
	{"there, though people join", "error.join"},
	{"five digits", "error.digits"},
	{"two capital letters", "error.letters"},
	{"again, want", "error.again"},
	{"twice, want", "error.again"},
	{"is not there", "error.missing"},
	{"want the id of", "error.missing"},
	{"no earlier", "error.days"},
	{"zone", "error.zone"},
}

// wrong says what is wrong with a field of a record. Readers of English get what
// the library says.
func (v *visit) wrong(e *directory.RecordError) string {
	text := e.Err.Error()
	if v.book == &english {
		return text
	}
	for _, w := range errorWords {
		if strings.Contains(text, w.part) {
			return v.book.say(w.key)
		}
	}
	return v.book.say("error.other")
}

// fieldLabel returns what people call a field of a record, by its path.
func (v *visit) fieldLabel(path string) string {
	if text, ok := v.book.phrases["field."+path]; ok {
		return text
	}
	base, _, _ := strings.Cut(path, ".")
	base, _, _ = strings.Cut(base, "[")
	if text, ok := v.book.phrases["field."+base]; ok {
		return text
	}
	return v.book.say("field.record")
}
