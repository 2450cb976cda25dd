package ical

import (
	"strings"
	"unicode/utf8"
)

// A property is one line of a calendar.
type property struct {
	name   string // in upper case; "" if there is none
	params []param
	value  string // as written
	line   int
}

type param struct{ name, value string }

// param returns the value of a parameter, or "".
func (p property) param(name string) string {
	for _, q := range p.params {
		if q.name == name {
			return q.value
		}
	}
	return ""
}

// text returns the value as the type TEXT: escapes are undone, and what
// appendText would not write is left out.
func (p property) text() string { return plainText(p.value) }

// parseProperty reads a line; ok is false if it is no property. More than max
// parameters are an error.
func parseProperty(s string, line, max int) (p property, ok bool, err error) {
	name, rest, ok := cutName(s)
	if !ok {
		return p, false, nil
	}
	p.name, p.line = strings.ToUpper(name), line
	for strings.HasPrefix(rest, ";") {
		if len(p.params) == max {
			return p, false, &LimitError{"parameters of a property", max, line}
		}
		var q param
		q, rest = parseParam(rest[1:])
		p.params = append(p.params, q)
	}
	p.value, ok = strings.CutPrefix(rest, ":")
	return p, ok, nil
}

// parseParam reads one parameter, with the first of its values, and returns
// what follows, from ";" or ":" on.
func parseParam(s string) (p param, rest string) {
	end := strings.IndexAny(s, "=;:")
	if end < 0 {
		return p, ""
	}
	p.name, rest = strings.ToUpper(s[:end]), s[end:]
	if rest[0] != '=' {
		return p, rest
	}
	p.value, rest = paramValue(rest[1:])
	for strings.HasPrefix(rest, ",") {
		_, rest = paramValue(rest[1:])
	}
	return p, rest
}

var paramEscapes = strings.NewReplacer("^^", "^", "^n", "\n", "^'", `"`)

// paramValue reads one value, in quotes or not.
func paramValue(s string) (value, rest string) {
	if strings.HasPrefix(s, `"`) {
		if value, rest, ok := strings.Cut(s[1:], `"`); ok {
			return paramEscapes.Replace(value), rest
		}
	}
	end := strings.IndexAny(s, ",;:")
	if end < 0 {
		end = len(s)
	}
	return paramEscapes.Replace(s[:end]), s[end:]
}

// plainText undoes the escapes of the type TEXT. An escape that RFC 5545 does
// not know stands for itself.
func plainText(s string) string {
	if isPlainText(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] == '\\' && i+1 < len(s) {
			switch c := s[i+1]; c {
			case 'n', 'N':
				b = append(b, '\n')
				i += 2
				continue
			case '\\', ';', ',':
				b = append(b, c)
				i += 2
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case isLineEnd(r):
			b = append(b, '\n')
		case r == '\t':
			b = append(b, ' ')
		case !dropped(r):
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

func isPlainText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '\\' {
			return false
		}
	}
	return true
}
