package finder

import (
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
)

// A placeView is where people meet.
type placeView struct {
	Name, Host, Room said
	Street, Town     string
	Area             string // of a place that is not told exactly: how far it may be off
	Note             said
	Web              link
	Parking, Access  []said
}

// venue returns what the page says about the place of a listing, nil if people
// do not come to one.
func (v *visit) venue(l directory.Listing) *placeView {
	p := l.Place
	if p == nil {
		return nil
	}
	language := v.language(l)
	view := &placeView{
		Name: v.book.said(p.Name, language), Host: v.book.said(p.Host, language), Room: v.book.said(p.Room, language),
		Street: p.Address.Street,
		Town:   directory.Address{City: p.Address.City, State: p.Address.State, ZIP: p.Address.ZIP}.String(),
		Note:   v.book.said(p.Note, language), Web: webLink(p.Web), Parking: v.book.texts(p.Parking),
	}
	if p.Approximate {
		view.Area = v.book.say("place.area", v.book.upTo(p.Radius))
	}
	for _, a := range p.Access {
		view.Access = append(view.Access, v.book.name("access", string(a), language))
	}
	return view
}

// distance returns how far a listing is from the middle of the reader's area,
// rounded to a mile, "" where that has no meaning.
func (b *wordbook) distance(d earth.Distance) string {
	if d < 0 || d >= earth.Farthest {
		return ""
	}
	miles := max(1, int(d.Miles()+0.5))
	if miles == 1 {
		return b.say("distance.one")
	}
	return b.say("distance.other", miles, int(d.Kilometres()+0.5))
}

// upTo returns an error of a distance, rounded up to half a mile.
func (b *wordbook) upTo(d earth.Distance) string {
	halves := int(2*d.Miles()) + 1
	return b.say("distance.error", float64(halves)/2, int(d.Kilometres())+1)
}
