package program

import (
	"maps"
	"slices"
	"strings"
)

// A Text is one wording in one or more languages: language tags of BCP 47,
// such as "en", "es" or "es-MX", and plain words. The zero Text says nothing.
type Text map[string]string

// In returns the wording for a reader of a language: that of the tag itself,
// else of the longest tag that it begins with, else English, else the first in
// order of tags. It is "" only if t says nothing.
func (t Text) In(language string) string {
	for tag := language; tag != ""; tag = parentTag(tag) {
		if s, ok := t[tag]; ok {
			return s
		}
	}
	if s, ok := t["en"]; ok || len(t) == 0 {
		return s
	}
	return t[slices.Min(slices.Collect(maps.Keys(t)))]
}

// inLanguage returns what is said for a reader of a language: under the tag
// itself, else under the longest tag that it begins with, else in English.
func inLanguage[T any](byTag map[string]T, language string) T {
	for tag := language; tag != ""; tag = parentTag(tag) {
		if said, ok := byTag[tag]; ok {
			return said
		}
	}
	return byTag["en"]
}

// parentTag returns a language tag without its last part: "es" for "es-MX",
// "" for "es".
func parentTag(tag string) string {
	return tag[:max(strings.LastIndexByte(tag, '-'), 0)]
}

// covers reports whether what is said for language serves a reader of want,
// as "es" serves "es-MX".
func covers(language, want string) bool {
	return want == language || strings.HasPrefix(want, language+"-")
}

// isTag reports whether s has the form of a language tag. It does not know
// which languages exist.
func isTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if len(part) < 2 || len(part) > 8 || (i == 0 && len(part) > 3) {
			return false
		}
		for _, c := range []byte(part) {
			lower, upper, digit := 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9'
			if !lower && (i == 0 || !upper && !digit) {
				return false
			}
		}
	}
	return true
}
