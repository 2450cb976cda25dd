// Package fold brings the many ways to write a place's name to one form, so that
// "ST. JOHN'S", "Saint Johns" and "st johns" are the same name.
//
// The generator of the embedded table sorts names by it and the reader searches them by it:
// a change here needs a new table.
package fold

import (
	"cmp"
	"unicode"
	"unicode/utf8"
)

// Words appends the folded words of text to dst, with one space between them.
//
// Words are of the letters a to z and the digits 0 to 9. Capitals become small, accents
// and ligatures are resolved, apostrophes and invisible characters vanish, and everything
// else that is no letter or digit separates. St, Ste, Ft and Mt are spelled out, and so is
// N, S, E or W as the first word. A letter of another alphabet becomes "?", which is in no
// name. At most 2*len(text)+4 bytes are appended.
func Words(dst []byte, text string) []byte {
	first := len(dst)
	start := first // of the current word
	for _, r := range text {
		letters := plain(r)
		if letters != " " {
			dst = append(dst, letters...)
			continue
		}
		if len(dst) > start {
			dst = append(spellOut(dst, start, start == first), ' ')
			start = len(dst)
		}
	}
	if len(dst) > start {
		return spellOut(dst, start, start == first)
	}
	return dst[:max(first, start-1)] // without the space after the last word
}

// spellOut replaces the word dst[start:] by what it is short for.
func spellOut(dst []byte, start int, first bool) []byte {
	switch string(dst[start:]) {
	case "st":
		return append(dst[:start], "saint"...)
	case "ste":
		return append(dst[:start], "sainte"...)
	case "ft":
		return append(dst[:start], "fort"...)
	case "mt":
		return append(dst[:start], "mount"...)
	}
	if !first {
		return dst
	}
	switch string(dst[start:]) {
	case "n":
		return append(dst[:start], "north"...)
	case "s":
		return append(dst[:start], "south"...)
	case "e":
		return append(dst[:start], "east"...)
	case "w":
		return append(dst[:start], "west"...)
	}
	return dst
}

// Compare orders folded words as if there were no spaces in them: "De Soto" is "DeSoto".
func Compare(a, b []byte) int {
	for {
		for len(a) > 0 && a[0] == ' ' {
			a = a[1:]
		}
		for len(b) > 0 && b[0] == ' ' {
			b = b[1:]
		}
		if len(a) == 0 || len(b) == 0 {
			return cmp.Compare(len(a), len(b))
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
}

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"

// plain returns what r stands for: small letters and digits, " " for what separates
// words, "" for what is ignored, "?" for a letter of another alphabet.
func plain(r rune) string {
	switch {
	case 'a' <= r && r <= 'z':
		return alphabet[r-'a':][:1]
	case 'A' <= r && r <= 'Z':
		return alphabet[r-'A':][:1]
	case '0' <= r && r <= '9':
		return alphabet[26+r-'0':][:1]
	case r == '\'' || r == '`':
		return ""
	case r < utf8.RuneSelf:
		return " "
	}
	return plainUnicode(r)
}

// plainUnicode is plain for what is not ASCII.
func plainUnicode(r rune) string {
	switch unicode.ToLower(r) {
	case 'à', 'á', 'â', 'ã', 'ä', 'å', 'ā', 'ă', 'ą':
		return "a"
	case 'ç', 'ć', 'č':
		return "c"
	case 'è', 'é', 'ê', 'ë', 'ē', 'ę', 'ě':
		return "e"
	case 'ì', 'í', 'î', 'ï', 'ī':
		return "i"
	case 'ł':
		return "l"
	case 'ñ', 'ń', 'ň':
		return "n"
	case 'ò', 'ó', 'ô', 'õ', 'ö', 'ø', 'ō', 'ő':
		return "o"
	case 'š', 'ś':
		return "s"
	case 'ù', 'ú', 'û', 'ü', 'ū', 'ů':
		return "u"
	case 'ý', 'ÿ':
		return "y"
	case 'ž', 'ź', 'ż':
		return "z"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	case 'ﬁ':
		return "fi"
	case 'ﬂ':
		return "fl"
	case '‘', '’', '´', 'ʻ', 'ʼ':
		return ""
	case utf8.RuneError:
		return "?"
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Cf):
		return ""
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return "?"
	}
	return " "
}
