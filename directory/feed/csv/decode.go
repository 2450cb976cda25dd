package csv

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/withinreach/withinreach/directory/feed"
)

// The encodings that are read, by the names of [Mapping.Encoding].
const (
	utf8Name    = "utf-8"
	utf16LEName = "utf-16le"
	utf16BEName = "utf-16be"
	cp1252Name  = "windows-1252"
)

// load reads a source whole and returns its text and the encoding it was in:
// the one that is given, or else what its first bytes and its validity tell.
func load(r io.Reader, l feed.Limits, encoding string) (text, name string, err error) {
	var b strings.Builder
	if sized, ok := r.(interface{ Len() int }); ok { // such as what was fetched into memory
		b.Grow(min(sized.Len(), int(l.Bytes)))
	}
	if _, err := io.Copy(&b, l.Reader(r)); err != nil {
		return "", "", err
	}
	raw := b.String()
	if encoding == "" {
		encoding = guessEncoding(raw)
	}
	switch encoding {
	case utf8Name:
		text = strings.ToValidUTF8(raw, "\uFFFD")
	case utf16LEName:
		text = decode16(raw, 0, 1)
	case utf16BEName:
		text = decode16(raw, 1, 0)
	case cp1252Name:
		text = decode1252(raw)
	default:
		return "", "", fmt.Errorf("csv: encoding %q, want %s, %s, %s or %s", encoding, utf8Name, utf16LEName, utf16BEName, cp1252Name)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.TrimSpace(text) == "" {
		return "", "", errors.New("csv: empty, want a table")
	}
	return text, encoding, nil
}

// guessEncoding goes by the byte order mark, then by the zero bytes that UTF-16
// has between the letters of Western languages, then by validity.
func guessEncoding(raw string) string {
	switch {
	case strings.HasPrefix(raw, "\xff\xfe"):
		return utf16LEName
	case strings.HasPrefix(raw, "\xfe\xff"):
		return utf16BEName
	}
	var zeros [2]int
	head := raw[:min(len(raw), 512)]
	for i := range len(head) {
		if head[i] == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case len(head) >= 4 && zeros[1] > half*3/4 && zeros[0] == 0:
		return utf16LEName
	case len(head) >= 4 && zeros[0] > half*3/4 && zeros[1] == 0:
		return utf16BEName
	case utf8.ValidString(raw):
		return utf8Name
	}
	return cp1252Name
}

// decode16 reads UTF-16 whose low and high bytes stand at these places of each
// pair. A byte left over is dropped.
func decode16(raw string, low, high int) string {
	var b strings.Builder
	b.Grow(len(raw) / 2)
	for i := 0; i+1 < len(raw); i += 2 {
		r := rune(raw[i+low]) | rune(raw[i+high])<<8
		if utf16.IsSurrogate(r) && i+3 < len(raw) {
			if pair := utf16.DecodeRune(r, rune(raw[i+2+low])|rune(raw[i+2+high])<<8); pair != utf8.RuneError {
				r, i = pair, i+2
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// upper1252 are the characters 0x80 to 0x9F of Windows-1252; the five that it
// leaves undefined are replaced.
const upper1252 = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ"

func decode1252(raw string) string {
	upper := []rune(upper1252)
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/8)
	for i := range len(raw) {
		switch c := raw[i]; {
		case c >= 0x80 && c < 0xA0:
			b.WriteRune(upper[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}
