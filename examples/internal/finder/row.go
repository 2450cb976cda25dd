package finder

import (
	"html/template"
	"io"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
)

// A rowView is what a list says about an offering to every visitor, in two
// parts. Between them stands what depends on where somebody is.
type rowView struct{ Head, Rest fragment }

// A wayThere says how far an offering is from somebody.
type wayThere struct {
	Distance string // "" has no meaning
	Drive    string
	Leave    string // when to leave to be there in time, "" if it was not asked
}

// row returns the row of an offering.
func (v *visit) row(l *directory.Listing) (row rowView, err error) {
	if row, ok := v.ready.kept.get(l.ID, v.now); ok {
		return row, nil
	}
	if found, ok := v.ready.rows.Load(l.ID); ok {
		return found.(rowView), nil
	}
	group := v.group(*l)
	if row.Head, err = v.make("head", group); err != nil {
		return rowView{}, err
	}
	if row.Rest, err = v.make("rest", group); err != nil {
		return rowView{}, err
	}
	if group.until.IsZero() {
		v.ready.rows.Store(l.ID, row)
	} else {
		v.ready.kept.put(l.ID, keptRow{row, v.now, group.until})
	}
	return row, nil
}

// An itemList is the items of a list of groups. They are put together by hand,
// of parts that templates have made, since a template takes ten times as long.
type itemList struct {
	items []item
	whole fragment // in the place of all items, for a stencil
}

type item struct {
	rowView
	way fragment // what a wayThere says, between the parts of the row
}

// HTML returns all items.
func (l *itemList) HTML() fragment {
	size := len(l.whole)
	for i := range l.items {
		size += len(l.items[i].Head) + len(l.items[i].Rest) + 300
	}
	var b strings.Builder
	b.Grow(size)
	l.writeTo(&b)
	return fragment(b.String())
}

func (l *itemList) writeTo(b io.StringWriter) {
	write(b, string(l.whole))
	for i := range l.items {
		write(b, "\n<li class=\"group\">\n", string(l.items[i].Head), string(l.items[i].way), "\n", string(l.items[i].Rest), "\n</li>")
	}
}

// write writes parts one after the other.
func write(b io.StringWriter, parts ...string) {
	for _, p := range parts {
		_, _ = b.WriteString(p) // what it is used for never fails
	}
}

// rows returns the items of a list of what was found, "" if that is nothing.
func (v *visit) rows(hits []directory.Hit) (fragment, error) {
	list, err := v.list(hits, anyWay)
	if list == nil || err != nil {
		return "", err
	}
	return list.HTML(), nil
}

// anyWay is for lists in which it does not matter how far something is.
func anyWay(directory.Hit) wayThere { return wayThere{} }

// rowsAround returns the items of a list of what was found around the middle
// of an area, off which somebody may be so far. When says when to leave if
// that matters.
func (v *visit) rowsAround(hits []directory.Hit, off earth.Distance, when bool) (*itemList, error) {
	return v.list(hits, func(h directory.Hit) (way wayThere) {
		if h.Distance < 0 || h.Distance >= earth.Farthest {
			return wayThere{}
		}
		off := off + h.Listing.Place.Radius
		way.Distance, way.Drive = v.book.distance(h.Distance), v.book.drive(h.Distance, off)
		if when && h.Next.Status != 0 {
			way.Leave = v.leave(h, off)
		}
		return way
	})
}

// list returns the items of a list, nil if there are none.
func (v *visit) list(hits []directory.Hit, way func(directory.Hit) wayThere) (*itemList, error) {
	if len(hits) == 0 {
		return nil, nil
	}
	list := &itemList{items: make([]item, len(hits))}
	for i, h := range hits {
		row, err := v.row(h.Listing)
		if err != nil {
			return nil, err
		}
		list.items[i] = item{row, way(h).html()}
	}
	return list, nil
}

// html returns what stands between the parts of a row.
func (w wayThere) html() fragment {
	if w.Distance == "" {
		return ""
	}
	leave := ""
	if w.Leave != "" {
		leave = "\n<p class=\"leave\">" + template.HTMLEscapeString(w.Leave) + "</p>"
	}
	return fragment("\n<p class=\"far\"><strong>" + template.HTMLEscapeString(w.Distance) +
		"</strong> <span>" + template.HTMLEscapeString(w.Drive) + "</span></p>" + leave)
}
