package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number or a mark of the text.
type token struct {
	span  Span
	kind  tokenKind
	text  string // of a word: in lower case without accents; of a mark: the mark itself, dashes all being "-"
	n     int    // of a number or an ordinal
	width int    // of a number: how many digits
	gap   bool   // there is white space before it
	caps  bool   // a word that begins with a capital
	past  bool   // a word that ends in ó, as Spanish verbs in the past tense do
}

type tokenKind uint8

const (
	aWord tokenKind = iota + 1
	aNumber
	anOrdinal // digits with an ending, such as 2nd or 2º
	aMark
	aBreak // the end of a line
)

// scan cuts the text into tokens in one pass. Positions are bytes of the text
// as it was given, never of a changed copy.
func scan(text string, from int) []token {
	all := make([]token, 0, len(text)/4+1)
	gap := true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		t := token{span: Span{from + i, from + i + size}, gap: gap}
		gap = false
		switch {
		case r == '\n' || r == '\r':
			t.kind = aBreak
		case unicode.IsSpace(r) || r == '\u200b' || r == '\u202f' || r == '\ufeff':
			gap, i = true, i+size
			continue
		case r >= '0' && r <= '9':
			size = scanNumber(text[i:], &t)
		case unicode.IsLetter(r):
			size = scanWord(text[i:], &t)
		default:
			t.kind, t.text = aMark, foldMark(r)
		}
		i += size
		t.span.To = from + i
		all = append(all, t)
	}
	return all
}

// ordinalEndings are what may follow digits to make an ordinal.
var ordinalEndings = []string{
	"st", "nd", "rd", "th", "er", "era", "ero", "do", "da", "ro", "ra", "to", "ta", "º", "ª", "°", ".º", ".ª", ".er", ".°",
}

func scanNumber(s string, t *token) int {
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		if t.n < 1e8 {
			t.n = t.n*10 + int(s[end]-'0')
		}
		end++
	}
	t.kind, t.width = aNumber, end
	if n := ordinalEnding(s[end:]); n > 0 && t.width <= 2 {
		t.kind = anOrdinal
		end += n
	}
	return end
}

// ordinalEnding returns the length of the ending that s begins with. After it
// must come no letter, or a capital as in "3rdThursday".
func ordinalEnding(s string) (longest int) {
	head := s[:min(len(s), 16)]
	folded := make([]byte, 0, 16)
	at := make([]int, 1, 17) // at[k] is the end in head of the first k folded bytes
	for i, r := range head {
		f := fold(r)
		folded = append(folded, f...)
		for range len(f) {
			at = append(at, i+utf8.RuneLen(r))
		}
		if len(folded) > 4 || r == utf8.RuneError {
			break
		}
	}
	for _, e := range ordinalEndings {
		if !strings.HasPrefix(string(folded), e) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[at[len(e)]:])
		first, _ := utf8.DecodeRuneInString(s)
		if !unicode.IsLetter(next) || unicode.IsUpper(next) && !unicode.IsUpper(first) {
			longest = max(longest, at[len(e)])
		}
	}
	return longest
}

func scanWord(s string, t *token) int {
	var b strings.Builder
	end := 0
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !apostrophe(s, end, r, size) {
			break
		}
		if end == 0 {
			t.caps = unicode.IsUpper(r)
		}
		b.WriteString(fold(r))
		t.past = r == 'ó'
		end += size
	}
	t.kind, t.text = aWord, b.String()
	return end
}

// apostrophe reports whether the rune at i of s joins two parts of a word, as
// in "o'clock".
func apostrophe(s string, i int, r rune, size int) bool {
	if r != '\'' && r != '\u2019' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[i+size:])
	return unicode.IsLetter(next)
}

// folded maps accented letters to plain ones.
var folded = func() map[rune]string {
	m := map[rune]string{'\u2019': "'", 'ʰ': "h", 'ᵗ': "t", 'ˢ': "s", 'ⁿ': "n", 'ᵈ': "d", 'ʳ': "r"}
	for plain, letters := range map[string]string{
		"a": "áàâäãå", "e": "éèêë", "i": "íìîï", "o": "óòôöõ", "u": "úùûü", "n": "ñ", "c": "ç",
	} {
		for _, r := range letters {
			m[r] = plain
		}
	}
	return m
}()

// fold returns the letter in lower case without its accent.
func fold(r rune) string {
	r = unicode.ToLower(r)
	if s, ok := folded[r]; ok {
		return s
	}
	if unicode.Is(unicode.Mn, r) {
		return ""
	}
	return string(r)
}

// foldMark makes one mark of those that mean the same.
func foldMark(r rune) string {
	switch {
	case unicode.Is(unicode.Pd, r) || r == '\u2212' || r == '~' || r == '→':
		return "-"
	case strings.ContainsRune("•·■●▪‣◦|¦*…", r):
		return "•"
	case strings.ContainsRune("“”\"«»‘’'`", r):
		return "\""
	case r == '：':
		return ":"
	case r == '⁄':
		return "/"
	}
	return string(r)
}
