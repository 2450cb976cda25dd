package finder

import (
	"html/template"
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
func (v *visit) row(l directory.Listing) (rowView, error) {
	if found, ok := v.ready.rows.Load(l.ID); ok {
		return found.(rowView), nil
	}
	if row, ok := v.ready.kept.get(l.ID, v.now); ok {
		return row, nil
	}
	var row rowView
	var err error
	group := v.group(l)
	if row.Head, err = v.make("head", group); err != nil {
		return rowView{}, err
	}
	if row.Rest, err = v.make("rest", group); err != nil {
		return rowView{}, err
	}
	if group.until.IsZero() {
		v.ready.rows.Store(l.ID, row)
	} else {
		v.ready.kept.rows.Store(l.ID, keptRow{row, v.now, group.until})
	}
	return row, nil
}

// rows returns the items of a list of what was found, "" if that is nothing.
func (v *visit) rows(hits []directory.Hit) (fragment, error) {
	return v.list(hits, func(directory.Hit) wayThere { return wayThere{} })
}

// rowsAround returns the items of a list of what was found around the middle
// of an area, off which somebody may be so far. When says when to leave if
// that matters.
func (v *visit) rowsAround(hits []directory.Hit, off earth.Distance, when bool) (fragment, error) {
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

// list returns the items of a list. They are put together by hand, of parts
// that templates have made, since a template takes ten times as long.
func (v *visit) list(hits []directory.Hit, way func(directory.Hit) wayThere) (fragment, error) {
	rows, size := make([]rowView, len(hits)), 0
	for i, h := range hits {
		var err error
		if rows[i], err = v.row(*h.Listing); err != nil {
			return "", err
		}
		size += len(rows[i].Head) + len(rows[i].Rest) + 300
	}
	var b strings.Builder
	b.Grow(size)
	write := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
	}
	for i, h := range hits {
		write("\n<li class=\"group\">\n", string(rows[i].Head))
		if w := way(h); w.Distance != "" {
			write("\n<p class=\"far\"><strong>", template.HTMLEscapeString(w.Distance),
				"</strong> <span>", template.HTMLEscapeString(w.Drive), "</span></p>")
			if w.Leave != "" {
				write("\n<p class=\"leave\">", template.HTMLEscapeString(w.Leave), "</p>")
			}
		}
		write("\n", string(rows[i].Rest), "\n</li>")
	}
	return fragment(b.String()), nil
}
