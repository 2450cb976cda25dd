// Package packed reads the tables that are compiled into this module: whole
// numbers as varints, as package encoding/binary writes them, and text.
//
//	r := packed.Open(file, "places1\n")
//	names := make([]string, r.Next())
//	...
//	if !r.End() {
//		panic("places.bin is damaged")
//	}
//
// It does without errors, because what is embedded is either whole or the build is
// broken: a table that ends too early panics.
package packed

import "strings"

// A Reader takes values off the front of a table. It copies nothing of it.
type Reader struct{ rest string }

// Open returns a reader of a table that begins with a title, which it passes
// over.
func Open(table, title string) *Reader { return &Reader{strings.TrimPrefix(table, title)} }

// Next returns the next number, which was written unsigned.
func (r *Reader) Next() int {
	var v uint64
	for shift := 0; ; shift += 7 {
		b := r.rest[0]
		r.rest = r.rest[1:]
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return int(v)
		}
	}
}

// Signed returns the next number, which was written signed.
func (r *Reader) Signed() int {
	v := r.Next()
	return int(uint(v)>>1) ^ -(v & 1) // the lowest bit is the sign
}

// Text returns the next n bytes.
func (r *Reader) Text(n int) string {
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// End reports whether nothing is left.
func (r *Reader) End() bool { return r.rest == "" }
