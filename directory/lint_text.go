package directory

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/program"
)

var (
	// secretText matches a passcode that is written out, or a link that holds
	// one.
	secretText = regexp.MustCompile(`(?i)[?&]pwd=|\b(pass ?(code|word)|contraseña|clave|host ?key)\b\s*(is|es)?\s*[:=#]?\s*["']?[a-z]*[0-9!@#$%]\S*`)
	// joinLink matches the address of a meeting online, not that of a page to
	// register at.
	joinLink = regexp.MustCompile(`(?i)https?://\S*(zoom\.us/(j|my|w)/|meet\.google\.com/[a-z]|teams\.(microsoft|live)\.com/(l/meetup-join|meet)|gotomeet(ing)?\.|webex\.com/(meet|j\.php))`)
	// namedText matches a first and a last name after words that lead to one.
	namedText = regexp.MustCompile(`(?:[Cc]ontact|[Cc]all|[Tt]ext|[Ee]-?mail|[Aa]sk for|[Ll]ed by|[Ff]acilitated by|[Ll]lame a|[Pp]regunte por|[Dd]irige)[: ]+(?:\p{Lu}\.? ?|Dr\.? |Ms\.? |Mr\.? |Mrs\.? )?\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+`)
	// priceText matches an amount of money.
	priceText = regexp.MustCompile(`[$€£] ?[1-9]|\b[1-9][0-9]* (dollars|dólares)\b`)
)

// texts looks at what is said in each language.
func (l *linter) texts(field string, t program.Text, by JoinBy) {
	for _, tag := range slices.Sorted(maps.Keys(t)) {
		l.text(field+"."+tag, t[tag], by)
	}
}

// text looks for what the public must not read. What it finds is not repeated
// in the finding.
func (l *linter) text(field, text string, by JoinBy) {
	if secretText.MatchString(text) {
		l.add(program.Error, CodeSecret, field, "", "a passcode stands in a public text: move it to the credential and have the host replace it")
	}
	if by != Public && by != WithoutPasscode && joinLink.MatchString(text) {
		l.add(program.Warning, CodeLink, field, "", "a link to join stands in a public text, but the way in is not public: move it to the credential")
	}
	if m := namedText.FindString(text); m != "" && !placeName(m) {
		l.add(program.Warning, CodeLastName, field, "", "a last name stands in a public text: a first name or a role is enough")
	}
}

// placeName reports whether words that look like a name are one of an
// organization or a thing.
func placeName(words string) bool {
	for _, w := range strings.Fields(words) {
		switch strings.ToLower(strings.Trim(w, ".,:;")) {
		case "office", "church", "hospital", "center", "centre", "county", "library", "state", "school", "street",
			"program", "line", "helpline", "desk", "group", "team", "meeting", "hall", "health", "first", "main", "zoom":
			return true
		}
	}
	return false
}

func (l *linter) prices(t program.Text) {
	for _, tag := range slices.Sorted(maps.Keys(t)) {
		if priceText.MatchString(t[tag]) {
			l.add(program.Warning, program.CodePrice, "note."+tag, "", "a price stands in the text, but the program is always free")
		}
	}
}

// contacts looks at names and links of contacts.
func (l *linter) contacts(list []Contact) {
	for i, c := range list {
		at := fmt.Sprintf("contacts[%d].", i)
		if hasLastName(c.Name) {
			l.add(program.Warning, CodeLastName, at+"name", "", "a contact has a last name: a first name or a role is enough")
		}
		l.text(at+"url", c.URL, OnRequest)
	}
}

// hasLastName reports whether a name goes on after the first one with more than
// an initial.
func hasLastName(name string) bool {
	words := strings.Fields(name)
	if placeName(name) {
		return false
	}
	if len(words) > 0 && slices.Contains([]string{"Dr", "Dr.", "Ms", "Ms.", "Mr", "Mr.", "Mrs", "Mrs."}, words[0]) {
		return len(words) > 1
	}
	for i, w := range words {
		if next := strings.Trim(w, ".,"); i > 0 && len(next) > 1 && !joins(next) && !joins(words[i-1]) {
			return true
		}
	}
	return false
}

// joins reports whether a word joins two first names.
func joins(word string) bool {
	switch strings.ToLower(word) {
	case "and", "or", "y", "e", "o", "u", "&":
		return true
	}
	return false
}
