package jsonin

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Parse reads one value, which must fill the text. Strings of more than so many
// bytes are cut there, between characters, and cut has their paths. What Parse
// returns refers to the text.
func Parse(text string, longest int) (v Value, cut []string, err error) {
	if !utf8.ValidString(text) {
		return Value{}, nil, errors.New("not UTF-8")
	}
	p := parser{text: text, longest: longest, deepest: MaxDepth}
	v, err = p.value(0)
	if err == nil && p.peek() != 0 {
		err = p.wrong("the end")
	}
	if err != nil {
		return Value{}, nil, err
	}
	return v, p.cut, nil
}

// A parser has read text up to at.
type parser struct {
	text    string
	at      int
	longest int      // string
	deepest int      // array or object
	path    []string // names of the members on the way to here
	cut     []string
}

// peek passes over blanks and returns the next byte, or 0 at the end.
func (p *parser) peek() byte {
	for p.at < len(p.text) && blank(p.text[p.at]) {
		p.at++
	}
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

// wrong returns an error about the next character.
func (p *parser) wrong(want string) error {
	path := ""
	if len(p.path) > 0 {
		path = strings.Join(p.path, ".") + ": "
	}
	if p.at >= len(p.text) {
		return fmt.Errorf("%sends, want %s", path, want)
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.at:])
	return fmt.Errorf("%s%q at byte %d, want %s", path, r, p.at+1, want)
}

func (p *parser) value(depth int) (Value, error) {
	switch c := p.peek(); {
	case c == '{' || c == '[':
		if depth == p.deepest {
			return Value{}, errDeep
		}
		if c == '{' {
			return p.object(depth + 1)
		}
		return p.array(depth + 1)
	case c == '"':
		s, err := p.string()
		return Value{kind: String, text: p.short(s)}, err
	}
	end := p.at
	for end < len(p.text) && !delimits(p.text[end]) {
		end++
	}
	switch word := p.text[p.at:end]; {
	case word == "null":
		p.at = end
		return Value{}, nil
	case word == "true" || word == "false":
		p.at = end
		return Value{kind: Bool, text: word}, nil
	case len(word) > maxDigits:
		return Value{}, p.wrong(fmt.Sprintf("a number of at most %d digits", maxDigits))
	case isNumber(word):
		p.at = end
		return Value{kind: Number, text: word}, nil
	}
	return Value{}, p.wrong("a value")
}

func (p *parser) array(depth int) (Value, error) {
	v := Value{kind: Array}
	p.at++
	if p.peek() == ']' {
		p.at++
		return v, nil
	}
	for {
		e, err := p.value(depth)
		if err != nil {
			return Value{}, err
		}
		v.list = append(v.list, e)
		switch p.peek() {
		case ',':
			p.at++
		case ']':
			p.at++
			return v, nil
		default:
			return Value{}, p.wrong("a comma or a bracket")
		}
	}
}

func (p *parser) object(depth int) (Value, error) {
	v := Value{kind: Object}
	p.at++
	if p.peek() == '}' {
		p.at++
		return v, nil
	}
	size := 24 // of most records
	if depth > 1 {
		size = 6 // of most objects within them
	}
	v.list = make([]Value, 0, size)
	var seen names
	for {
		m, err := p.member(depth)
		if err != nil {
			return Value{}, err
		}
		if seen.has(m.name, v.list) {
			return Value{}, fmt.Errorf("%q twice in one object, want it once", m.name)
		}
		if v.list = append(v.list, m); len(v.list) > MaxMembers {
			return Value{}, fmt.Errorf("more than %d members in one object, want at most that", MaxMembers)
		}
		switch p.peek() {
		case ',':
			p.at++
		case '}':
			p.at++
			return v, nil
		default:
			return Value{}, p.wrong("a comma or a brace")
		}
	}
}

// member reads a name, a colon and a value.
func (p *parser) member(depth int) (Value, error) {
	if p.peek() != '"' {
		return Value{}, p.wrong("the name of a member")
	}
	name, err := p.string()
	if err != nil {
		return Value{}, err
	}
	if p.peek() != ':' {
		return Value{}, p.wrong("a colon")
	}
	p.at++
	p.path = append(p.path, name)
	v, err := p.value(depth)
	if err != nil {
		return Value{}, err
	}
	p.path = p.path[:len(p.path)-1]
	v.name = name
	return v, nil
}

// names finds names that come twice. Most objects are so small that it is
// quickest to look at all of them.
type names map[string]bool

func (n *names) has(name string, list []Value) bool {
	if len(list) < 64 {
		for i := range list {
			if list[i].name == name {
				return true
			}
		}
		return false
	}
	if *n == nil {
		*n = names{}
		for i := range list {
			(*n)[list[i].name] = true
		}
	}
	if (*n)[name] {
		return true
	}
	(*n)[name] = true
	return false
}

// short cuts a text that is too long.
func (p *parser) short(s string) string {
	if len(s) <= p.longest {
		return s
	}
	p.cut = append(p.cut, strings.Join(p.path, "."))
	n := p.longest
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// string reads a string at the quotation mark.
func (p *parser) string() (string, error) {
	p.at++
	from := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return p.text[from : p.at-1], nil
		case c == '\\':
			return p.escaped(from)
		case c < ' ':
			return "", p.wrong("no control character in a string")
		}
		p.at++
	}
	return "", p.wrong("a quotation mark")
}

// escaped reads the rest of a string from its first escape on.
func (p *parser) escaped(from int) (string, error) {
	b := []byte(p.text[from:p.at])
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return string(b), nil
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			b = utf8.AppendRune(b, r)
		case c < ' ':
			return "", p.wrong("no control character in a string")
		default:
			b = append(b, c)
			p.at++
		}
	}
	return "", p.wrong("a quotation mark")
}

// escape reads an escape at its backslash.
func (p *parser) escape() (rune, error) {
	p.at++
	if p.at < len(p.text) {
		if i := strings.IndexByte(`"\/bfnrt`, p.text[p.at]); i >= 0 {
			p.at++
			return rune("\"\\/\b\f\n\r\t"[i]), nil
		}
	}
	r, ok := p.hex()
	if !ok {
		return 0, p.wrong("an escape")
	}
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	if strings.HasPrefix(p.text[p.at:], `\u`) {
		p.at++
		if low, ok := p.hex(); ok {
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				return r, nil
			}
		}
	}
	return 0, p.wrong("both halves of a surrogate pair")
}

// hex reads "u" and four hexadecimal digits.
func (p *parser) hex() (rune, bool) {
	if len(p.text)-p.at < 5 || p.text[p.at] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(p.text[p.at+1:p.at+5], 16, 16)
	if err != nil {
		return 0, false
	}
	p.at += 5
	return rune(n), true
}
