package finder

import (
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/program"
)

// A wordbook holds all that the site itself says in one language.
type wordbook struct {
	tag      string // BCP 47, and the value of the parameter "lang"
	phrases  map[string]string
	weekdays [7]string // Sunday first
	months   [12]string
	calendar calendarForms
}

// books are the languages of the site. The first is the one for readers of
// another.
var books = [...]*wordbook{&english, &spanish}

// bookFor returns the wordbook for a language tag.
func bookFor(tag string) *wordbook {
	for _, b := range books {
		if b.tag == tag {
			return b
		}
	}
	return books[0]
}

// say returns the phrase with a key, filled in. A key that is missing comes
// back as it is, which a test forbids.
func (b *wordbook) say(key string, args ...any) string {
	phrase, ok := b.phrases[key]
	switch {
	case !ok:
		return key
	case len(args) > 0:
		return fmt.Sprintf(phrase, args...)
	}
	return phrase
}

// fill returns the phrase with a key, with texts in the place of each "%s", in
// order: what say does, for the page that is asked for most.
func (b *wordbook) fill(key string, texts ...string) string {
	var filled strings.Builder
	rest := b.phrases[key]
	filled.Grow(len(rest) + 16*len(texts))
	for _, text := range texts {
		before, after, _ := strings.Cut(rest, "%s")
		write(&filled, before, text)
		rest = after
	}
	filled.WriteString(rest)
	return filled.String()
}

// count returns the phrase for a number of things: that with the key and
// ".one", or ".other" with the number filled in.
func (b *wordbook) count(key string, n int) string {
	if n == 1 {
		return b.say(key + ".one")
	}
	return b.say(key+".other", n)
}

// name returns the phrase for a coded value, such as a mode, or the value
// itself, as a text in a language, where the book has no words for it.
func (b *wordbook) name(group, value, language string) said {
	if phrase, ok := b.phrases[group+"."+value]; ok {
		return said{Text: phrase}
	}
	return b.said(value, language)
}

// language returns the name of a language, or its tag.
func (b *wordbook) language(tag string) said {
	base, _, _ := strings.Cut(tag, "-")
	if phrase, ok := b.phrases["language."+base]; ok {
		return said{Text: phrase}
	}
	return said{Text: tag}
}

// href returns the address of a page of this site in the language of the book.
func (b *wordbook) href(path string) string {
	if b == books[0] {
		return path
	}
	switch {
	case strings.HasSuffix(path, "?"):
		return path + "lang=" + b.tag
	case strings.Contains(path, "?"):
		return path + "&lang=" + b.tag
	}
	return path + "?lang=" + b.tag
}

// A said is a text that somebody else wrote, with its language where that is
// not the one of the page.
type said struct{ Text, Lang string }

// said returns a text in a language.
func (b *wordbook) said(text, language string) said {
	if language == b.tag || strings.HasPrefix(language, b.tag+"-") {
		language = ""
	}
	return said{text, language}
}

// text returns the wording of t for the reader of the page.
func (b *wordbook) text(t program.Text) said {
	words := t.In(b.tag)
	if t[b.tag] == words {
		return said{Text: words}
	}
	language := "en"
	for tag, other := range t {
		if other == words && (tag < language || t[language] != words) {
			language = tag
		}
	}
	return b.said(words, language)
}

// texts returns the wording of each text that says something.
func (b *wordbook) texts(list []program.Text) (words []said) {
	for _, t := range list {
		if len(t) > 0 {
			words = append(words, b.text(t))
		}
	}
	return words
}

// has reports whether the book has a phrase with a key.
func (b *wordbook) has(key string) bool {
	_, ok := b.phrases[key]
	return ok
}
