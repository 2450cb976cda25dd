package ical

import (
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/withinreach/withinreach/schedule"
)

// appendText appends a value of the type TEXT (RFC 5545, 3.3.11). Line ends of
// any kind become \n, a tab a space; see dropped for what is left out.
func appendText(b []byte, s string) []byte {
	for s != "" {
		n := 0
		for n < len(s) && isPlain[s[n]] {
			n++
		}
		b, s = append(b, s[:n]...), s[n:]
		if s != "" {
			b, s = appendSpecial(b, s)
		}
	}
	return b
}

// isPlain holds the bytes that stand for themselves in TEXT.
var isPlain = func() (plain [256]bool) {
	for c := ' '; c < 0x7f; c++ {
		plain[c] = c != '\\' && c != ';' && c != ','
	}
	return plain
}()

// appendSpecial appends the character that s begins with and returns what
// follows it in s.
func appendSpecial(b []byte, s string) ([]byte, string) {
	r, size := utf8.DecodeRuneInString(s)
	rest := s[size:]
	switch {
	case r == '\\', r == ';', r == ',':
		b = append(b, '\\', byte(r))
	case r == '\r' && rest != "" && rest[0] == '\n': // a line end with two characters
	case r == '\n', r == '\r', isLineEnd(r):
		b = append(b, `\n`...)
	case r == '\t':
		b = append(b, ' ')
	case !dropped(r):
		b = utf8.AppendRune(b, r)
	}
	return b, rest
}

// isLineEnd reports whether r ends a line for some programs.
func isLineEnd(r rune) bool { return r == '\u0085' || r == '\u2028' || r == '\u2029' }

// dropped reports whether r is a control character or a mark that can make text
// look as if it stood elsewhere.
func dropped(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
	case r == '\u061c', r == '\u200e', r == '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // direction
	case r == '\ufeff', r == '\ufffe', r == '\uffff':
	default:
		return false
	}
	return true
}

// appendParam appends the value of a parameter, with the escapes of RFC 6868
// and in quotes where it needs them.
func appendParam(b []byte, s string) []byte {
	start, quote := len(b), false
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '^':
			b = append(b, "^^"...)
		case r == '"':
			b = append(b, "^'"...)
		case r == '\n', isLineEnd(r):
			b = append(b, "^n"...)
		case !dropped(r):
			quote = quote || r == ':' || r == ';' || r == ','
			b = utf8.AppendRune(b, r)
		}
	}
	if quote {
		return append(b, '"')
	}
	return append(b[:start], b[start+1:]...)
}

// appendURI appends an address. Bytes that no address may hold (RFC 3986) are
// written as %XX.
func appendURI(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ', c >= 0x7f, c == '"', c == '<', c == '>', c == '\\', c == '^', c == '`', c >= '{' && c <= '}':
			b = append(b, '%', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return b
}

// appendDate appends a value of the type DATE, such as 20220608.
func appendDate(b []byte, d schedule.Date) []byte {
	year, month, day := d.Civil()
	return append2(append2(append2(append2(b, year/100), year%100), int(month)), day)
}

// appendLocal appends a value of the type DATE-TIME without zone: that many
// seconds after midnight, less than a day.
func appendLocal(b []byte, d schedule.Date, seconds int) []byte {
	b = append(appendDate(b, d), 'T')
	return append2(append2(append2(b, seconds/3600), seconds/60%60), seconds%60)
}

// appendUTC appends a value of the type DATE-TIME in UTC.
func appendUTC(b []byte, t time.Time) []byte {
	t = t.UTC()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	b = append(append2(append2(append2(append2(b, year/100), year%100), int(month)), day), 'T')
	return append(append2(append2(append2(b, hour), minute), second), 'Z')
}

// append2 appends a number below 100 as two digits.
func append2(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// appendOffset appends a value of the type UTC-OFFSET, such as -0500, with
// seconds where there are some.
func appendOffset(b []byte, seconds int) []byte {
	if seconds < 0 {
		b, seconds = append(b, '-'), -seconds
	} else {
		b = append(b, '+')
	}
	b = append2(append2(b, seconds/3600), seconds/60%60)
	if seconds%60 != 0 {
		b = append2(b, seconds%60)
	}
	return b
}

// appendMinutes appends a value of the type DURATION, such as PT12H.
func appendMinutes(b []byte, d time.Duration) []byte {
	hours, minutes := int64(d/time.Hour), int64(d%time.Hour/time.Minute)
	b = append(b, "PT"...)
	if hours > 0 {
		b = append(strconv.AppendInt(b, hours, 10), 'H')
	}
	if minutes > 0 {
		b = append(strconv.AppendInt(b, minutes, 10), 'M')
	}
	return b
}

// appendDegrees appends a FLOAT with at most six decimals.
func appendDegrees(b []byte, degrees float64) []byte {
	// Adding 0 turns -0 into 0.
	return strconv.AppendFloat(b, math.Round(degrees*1e6)/1e6+0, 'f', -1, 64)
}
