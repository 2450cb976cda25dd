package jsonin

import (
	"iter"
	"strconv"
)

// A Kind is what sort of value stands there. The zero Kind is that of null,
// and of a member that is not there.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the kind in a word, such as "number".
func (k Kind) String() string {
	return [...]string{"null", "bool", "number", "string", "array", "object"}[min(k, Object)]
}

// A Value is one of JSON, immutable. The zero Value is null.
type Value struct {
	name string // of the member of an object that it is
	text string
	list []Value
	kind Kind
}

// Kind returns the kind of the value.
func (v Value) Kind() Kind { return v.kind }

// Text returns a string; a number as it is written; "true" or "false"; or ""
// for anything else.
func (v Value) Text() string { return v.text }

// Float returns a number, or a string that holds nothing else. It reports
// whether there is one, and that is finite.
func (v Value) Float() (float64, bool) {
	if v.kind != Number && v.kind != String || len(v.text) > maxDigits {
		return 0, false
	}
	if v.kind == String && !isNumber(v.text) {
		return 0, false
	}
	f, err := strconv.ParseFloat(v.text, 64)
	return f, err == nil
}

// Int returns a whole number, or a string that holds nothing else.
func (v Value) Int() (int, bool) {
	if v.kind != Number && v.kind != String {
		return 0, false
	}
	n, err := strconv.Atoi(v.text)
	return n, err == nil
}

// List returns the elements of an array; nil for null; and anything else as a
// list of itself, as many feeds leave out the brackets around one.
func (v Value) List() []Value {
	switch v.kind {
	case Array:
		return v.list
	case Null:
		return nil
	}
	return []Value{v}
}

// Member returns the member of an object with a name, or null.
func (v Value) Member(name string) Value {
	if v.kind == Object {
		for _, m := range v.list {
			if m.name == name {
				return m
			}
		}
	}
	return Value{}
}

// Members yields the members of an object in their order, of anything else
// nothing.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.kind != Object {
			return
		}
		for _, m := range v.list {
			if !yield(m.name, m) {
				return
			}
		}
	}
}

// maxDigits is the greatest length of a number.
const maxDigits = 64

// isNumber reports whether s is a number as JSON writes it.
func isNumber(s string) bool {
	digits := func(s string) string {
		for len(s) > 0 && s[0] >= '0' && s[0] <= '9' {
			s = s[1:]
		}
		return s
	}
	if len(s) > 0 && s[0] == '-' {
		s = s[1:]
	}
	after := digits(s)
	if len(after) == len(s) || len(s)-len(after) > 1 && s[0] == '0' {
		return false
	}
	if s = after; len(s) > 0 && s[0] == '.' {
		if after = digits(s[1:]); len(after) == len(s)-1 {
			return false
		}
		s = after
	}
	if len(s) > 0 && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if len(s) > 0 && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if after = digits(s); len(after) == len(s) {
			return false
		}
		s = after
	}
	return s == ""
}
