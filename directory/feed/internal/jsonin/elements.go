package jsonin

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/feed"
)

// Limits of a single element.
const (
	MaxElement = 1 << 20 // bytes
	MaxDepth   = 32      // arrays and objects within each other, the element itself included
	MaxMembers = 1000    // of an object
)

// An Element is one value of an array, or a bad one.
type Element struct {
	// Member is the name of the array in the object that is the document, or
	// "" if the array is the document.
	Member string
	// Number counts the elements of the array from 1. It is 0 for the rest of
	// a document that is an object.
	Number int
	Value  Value
	// Cut are the paths of texts that were longer than the limit and end
	// there, such as "notes" or "locations.name".
	Cut []string
	// Err says why the element could not be read; Value is null then.
	Err error
}

// Place returns where the element stands, such as "record 17", or "document"
// for the rest of an object.
func (e Element) Place() string {
	switch {
	case e.Number == 0:
		return "document"
	case e.Member == "":
		return fmt.Sprintf("record %d", e.Number)
	}
	return fmt.Sprintf("%s record %d", e.Member, e.Number)
}

// Elements yields the elements of a document in their order. If the document is
// an object, these are the elements of its arrays of the names given, and at the
// end what is left of the object as one more.
//
// An element that cannot be read is yielded with an Err, and the next one
// follows. An error beside it says why reading ends before the document does,
// and nothing follows; it wraps [feed.ErrLimit] where the document is too large.
func Elements(r io.Reader, l feed.Limits, members ...string) iter.Seq2[Element, error] {
	return func(yield func(Element, error) bool) {
		l = l.WithDefaults()
		d := document{in: bufio.NewReaderSize(l.Reader(r), 64<<10), limits: l, members: members, yield: yield}
		if err := d.read(); err != nil && !errors.Is(err, errStop) {
			yield(Element{}, err)
		}
	}
}

// errStop says that whoever ranges has had enough.
var errStop = errors.New("stop")

// A document is one on its way through Elements.
type document struct {
	in      *bufio.Reader
	limits  feed.Limits
	members []string
	yield   func(Element, error) bool

	raw   []byte // of the value last scanned
	long  bool   // that value is longer than raw
	count int    // elements so far
}

// read reads the document from beginning to end.
func (d *document) read() error {
	if bom, _ := d.in.Peek(3); string(bom) == "\ufeff" {
		_, _ = d.in.Discard(3)
	}
	c, err := d.next()
	switch {
	case err == io.EOF:
		return errors.New("empty, want an array")
	case err != nil:
		return err
	case c == '[':
		err = d.array("")
	case c == '{':
		err = d.object()
	default:
		return fmt.Errorf("begins with %q, want an array", c)
	}
	if err != nil {
		return err
	}
	if c, err = d.next(); err == nil {
		return fmt.Errorf("%q after the end of the document, want nothing", c)
	}
	return whole(err)
}

// array yields the elements of an array whose bracket was read.
func (d *document) array(member string) error {
	for n := 1; ; {
		c, err := d.next()
		switch {
		case err != nil:
			return cutOff(err)
		case c == ']':
			return nil
		case c == ',':
			continue
		}
		if d.count++; d.count > d.limits.Records {
			return fmt.Errorf("%w: more than %d records", feed.ErrLimit, d.limits.Records)
		}
		bad, err := d.scan(c)
		if err != nil {
			return err
		}
		e := Element{Member: member, Number: n, Err: bad}
		if bad == nil {
			e.Value, e.Cut, e.Err = Parse(string(d.raw), d.limits.Text)
		}
		if !d.yield(e, nil) {
			return errStop
		}
		n++
	}
}

// object yields the elements of the arrays of an object whose brace was read,
// then the rest of it.
func (d *document) object() error {
	rest := []byte{'{'}
	for {
		c, err := d.next()
		switch {
		case err != nil:
			return cutOff(err)
		case c == '}':
			return d.rest(append(rest, '}'))
		case c == ',':
			continue
		case c != '"':
			return fmt.Errorf("%q in the object, want the name of a member", c)
		}
		name, err := d.name(c)
		if err != nil {
			return err
		}
		if c, err = d.next(); err != nil {
			return cutOff(err)
		}
		if c == '[' && slices.Contains(d.members, name.text) {
			if err := d.array(name.text); err != nil {
				return err
			}
			continue
		}
		if len(rest) > 1 {
			rest = append(rest, ',')
		}
		rest = append(append(rest, d.raw...), ':')
		if bad, err := d.scan(c); err != nil || bad != nil {
			return errors.Join(bad, err)
		}
		if rest = append(rest, d.raw...); len(rest) > MaxElement {
			return errLong
		}
	}
}

// name reads the name of a member, of which c is the quotation mark, and the
// colon after it. It leaves the name, as it stands there, in raw.
func (d *document) name(c byte) (Value, error) {
	bad, err := d.scan(c)
	if err != nil || bad != nil {
		return Value{}, errors.Join(bad, err)
	}
	name, _, err := Parse(string(d.raw), d.limits.Text)
	if err != nil {
		return Value{}, err
	}
	c, err = d.next()
	if err != nil {
		return Value{}, cutOff(err)
	}
	if c != ':' {
		return Value{}, fmt.Errorf("%q after the name of a member, want a colon", c)
	}
	return name, nil
}

// rest yields what is left of an object.
func (d *document) rest(raw []byte) error {
	e := Element{}
	e.Value, e.Cut, e.Err = Parse(string(raw), d.limits.Text)
	if !d.yield(e, nil) {
		return errStop
	}
	return nil
}

// next returns the next byte that is not a blank.
func (d *document) next() (byte, error) {
	for {
		c, err := d.in.ReadByte()
		if err != nil || !blank(c) {
			return c, err
		}
	}
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// whole returns nil for the end of the document where it may be.
func whole(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// cutOff names the end of the document where it must not be.
func cutOff(err error) error {
	if err == io.EOF {
		return errors.New("ends in the middle, want the rest of the document")
	}
	return err
}

var (
	errLong = fmt.Errorf("more than %d bytes, want at most that", MaxElement)
	errDeep = fmt.Errorf("more than %d arrays and objects within each other, want at most that", MaxDepth)
)

// scan reads a value that begins with c to its end and leaves it in raw. It
// only looks for the end, so that a value which is bad within does not hide
// those after it; bad says that it is too long.
func (d *document) scan(c byte) (bad, err error) {
	d.raw, d.long = d.raw[:0], false
	for depth := 0; ; {
		d.keep(c)
		switch c {
		case '"':
			if err := d.quoted(); err != nil {
				return nil, cutOff(err)
			}
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		ended := depth <= 0 && (c == '"' || c == '}' || c == ']')
		if depth == 0 && !ended { // a number or a word ends before what follows it
			after, err := d.in.Peek(1)
			if err != nil {
				return nil, cutOff(err)
			}
			ended = delimits(after[0])
		}
		switch {
		case ended && d.long:
			return errLong, nil
		case ended:
			return nil, nil
		}
		if c, err = d.in.ReadByte(); err != nil {
			return nil, cutOff(err)
		}
	}
}

// delimits reports whether a number or a word ends before c.
func delimits(c byte) bool { return blank(c) || strings.IndexByte(",]}:{[\"", c) >= 0 }

// unquoted takes what the buffer has of a string before its next quotation mark
// or escape, at once where that is quicker than byte by byte.
func (d *document) unquoted() {
	ahead, _ := d.in.Peek(min(d.in.Buffered(), MaxElement-len(d.raw)))
	n := bytes.IndexByte(ahead, '"')
	if n < 0 {
		n = len(ahead)
	}
	if escape := bytes.IndexByte(ahead[:n], '\\'); escape >= 0 {
		n = escape
	}
	d.raw = append(d.raw, ahead[:n]...)
	_, _ = d.in.Discard(n)
}

// keep adds a byte to raw, as long as there is room.
func (d *document) keep(c byte) {
	if len(d.raw) < MaxElement {
		d.raw = append(d.raw, c)
	} else {
		d.long = true
	}
}

// quoted reads the rest of a string whose first quotation mark was read.
func (d *document) quoted() error {
	for {
		d.unquoted()
		c, err := d.in.ReadByte()
		if err != nil {
			return err
		}
		d.keep(c)
		switch c {
		case '"':
			return nil
		case '\\':
			if c, err = d.in.ReadByte(); err != nil {
				return err
			}
			d.keep(c)
		}
	}
}
