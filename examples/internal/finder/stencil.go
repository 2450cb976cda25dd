package finder

import (
	"bytes"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// A stencil is a page with holes where one answer differs from the next. Its
// template makes it, once for each shape that the page has, and filling it
// takes a small part of the time that a template takes: this is for the page
// of results, which is most of what a busy site does.
//
// It is made from a view that has nothing of a visit in it, so that nothing of
// one can get into the page of another.
type stencil struct {
	parts []string // before each hole, and after the last
	holes []int    // by number
}

// A pierced is the body of a page for which there are stencils.
type pierced interface {
	// holes returns all fields that differ between pages of one shape, in an
	// order that is always the same.
	holes() []hole
	// blank returns a body of the same shape with empty holes, and that shape,
	// which is comparable.
	blank() (body pierced, shape any)
}

// A hole is a field of a view.
type hole interface {
	isEmpty() bool
	mark(text string)        // makes the field stand for a hole
	writeTo(b *bytes.Buffer) // writes what the field says, escaped if it is a text
}

type (
	textHole struct{ at *string } // words, or an address of this site that href has made
	partHole struct{ at *fragment }
	listHole struct{ at **itemList }
)

func (h textHole) isEmpty() bool           { return *h.at == "" }
func (h textHole) mark(text string)        { *h.at = text }
func (h textHole) writeTo(b *bytes.Buffer) { _, _ = likeTemplate.WriteString(b, *h.at) } // a Buffer never fails

func (h partHole) isEmpty() bool           { return *h.at == "" }
func (h partHole) mark(text string)        { *h.at = fragment(text) }
func (h partHole) writeTo(b *bytes.Buffer) { b.WriteString(string(*h.at)) }

func (h listHole) isEmpty() bool           { return *h.at == nil }
func (h listHole) mark(text string)        { *h.at = &itemList{whole: fragment(text)} }
func (h listHole) writeTo(b *bytes.Buffer) { (*h.at).writeTo(b) }

// likeTemplate escapes a text as html/template does between tags and in quoted
// attributes.
var likeTemplate = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// stencils keep those that were made. What visitors sent is in none of them.
type stencils struct {
	made  sync.Map // *stencil, by stencilKey
	count atomic.Int64
}

// A stencilKey says which stencil a page needs.
type stencilKey struct {
	page, language string
	noIndex        bool
	shape          any
	filled         uint64 // bits of the holes that are not empty
}

// mostStencils is far more than the shapes that pages have.
const mostStencils = 500

// write writes a page by its stencil; ok is false if there can be none.
func (s *stencils) write(page *bytes.Buffer, t *template.Template, name string, view pageView) (ok bool, err error) {
	body, ok := view.Body.(pierced)
	if !ok || view.Static != nil || len(view.Notices) > 0 {
		return false, nil
	}
	holes := append(view.holes(), body.holes()...)
	blank, shape := body.blank()
	key := stencilKey{name, view.Lang, view.NoIndex, shape, 0}
	for i, h := range holes {
		if !h.isEmpty() {
			key.filled |= 1 << i
		}
	}
	var made *stencil
	if found, ok := s.made.Load(key); ok {
		made = found.(*stencil)
	} else if made, err = cut(t, view.blank(blank), key.filled); err != nil {
		return false, err
	} else if s.count.Add(1) <= mostStencils {
		s.made.Store(key, made)
	}
	for i, n := range made.holes {
		page.WriteString(made.parts[i])
		holes[n].writeTo(page)
	}
	page.WriteString(made.parts[len(made.holes)])
	return true, nil
}

// holeMark begins what stands for a hole, before its number and holeEnd. All
// escaping leaves it as it is.
const holeMark, holeEnd = "WithinReachHole", "X"

// cut makes the stencil of a page from a view with nothing in it; filled are
// the bits of the holes that are to be there.
func cut(t *template.Template, view pageView, filled uint64) (*stencil, error) {
	for i, h := range append(view.holes(), view.Body.(pierced).holes()...) {
		if filled>>i&1 != 0 {
			h.mark(holeMark + strconv.Itoa(i) + holeEnd)
		}
	}
	var page bytes.Buffer
	if err := t.Execute(&page, view); err != nil {
		return nil, err
	}
	made := new(stencil)
	rest := page.String()
	for {
		part, after, more := strings.Cut(rest, holeMark)
		made.parts = append(made.parts, part)
		if !more {
			return made, nil
		}
		number, after, _ := strings.Cut(after, holeEnd)
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("hole %q: %w", number, err)
		}
		made.holes, rest = append(made.holes, n), after
	}
}
