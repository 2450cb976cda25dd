package jsonin

import (
	"fmt"
	"math"
)

// Append appends a value as JSON that Restore reads back as the same value. It is
// a way to keep a part of an element, in little memory, without all of it.
func (v Value) Append(b []byte) []byte {
	switch v.kind {
	case Null:
		return append(b, "null"...)
	case String:
		return appendString(b, v.text)
	case Array:
		b = append(b, '[')
		for i, e := range v.list {
			if i > 0 {
				b = append(b, ',')
			}
			b = e.Append(b)
		}
		return append(b, ']')
	case Object:
		b = append(b, '{')
		for i, m := range v.list {
			if i > 0 {
				b = append(b, ',')
			}
			b = m.Append(append(appendString(b, m.name), ':'))
		}
		return append(b, '}')
	}
	return append(b, v.text...)
}

// Restore returns the value that was appended to a text, or null for a text that
// is something else. It knows no limits.
func Restore(text string) Value {
	p := parser{text: text, longest: math.MaxInt, deepest: math.MaxInt}
	v, err := p.value(1)
	if err != nil {
		return Value{}
	}
	return v
}

func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = fmt.Appendf(b, "\\u%04x", c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
