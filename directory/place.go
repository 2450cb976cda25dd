package directory

import (
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// maxSingle is how many changes are put in one by one.
const maxSingle = 50

// A placement goes with an item of a snapshot.
type placement struct {
	number int32 // place in Snapshot.numbered
	// What the offering relies on, as hashes: looking at all offerings for
	// those of one venue would take long.
	organization, venue uint32
	elsewhere           bool // it relies on other venues too
}

func newPlacement(number int, o *Offering) placement {
	return placement{
		number: int32(number), organization: hash(o.Organization), venue: hash(o.Venue),
		elsewhere: slices.ContainsFunc(o.Overrides, func(v Override) bool { return v.Venue != "" }),
	}
}

// place puts what was worked out into the lists and the index of the snapshot.
func (u *update) place() {
	switch s := u.s; {
	case len(u.outcomes) == 0:
	case len(u.outcomes) > maxSingle:
		u.placeAll()
	default:
		s.items, s.places, s.numbered = slices.Clone(s.items), slices.Clone(s.places), slices.Clone(s.numbered)
		changes := make([]earth.Change, 0, len(u.outcomes))
		for _, f := range u.outcomes {
			if c, ok := s.placeOne(f); ok {
				changes = append(changes, c)
			}
		}
		index, err := s.index.With(changes...)
		if err != nil || index.Recent() > maxCrowded || len(s.numbered) > 2*len(s.items)+maxRecent {
			u.placeAll()
			return
		}
		s.index = index
		s.remote = relisted(s.remote, u.outcomes, (*entry).isRemote)
		s.unplaced = relisted(s.unplaced, u.outcomes, (*entry).isUnplaced)
	}
}

// placeOne puts one offering into the lists, which belong to s alone, and
// returns what that is to the index; ok is false if it is nothing.
func (s *Snapshot) placeOne(f outcome) (c earth.Change, ok bool) {
	i, present := findByID(s.items, f.id)
	switch {
	case f.entry == nil && !present:
		return earth.Change{}, false
	case f.entry == nil:
		number := int(s.places[i].number)
		s.items, s.places = slices.Delete(s.items, i, i+1), slices.Delete(s.places, i, i+1)
		s.numbered[number] = nil
		return earth.Change{Item: number}, true
	case present:
		s.items[i], s.places[i] = f.entry, newPlacement(int(s.places[i].number), f.entry.offering)
		s.numbered[s.places[i].number] = f.entry
	default:
		p := newPlacement(len(s.numbered), f.entry.offering)
		s.items, s.places = slices.Insert(s.items, i, f.entry), slices.Insert(s.places, i, p)
		s.numbered = append(s.numbered, f.entry)
	}
	return earth.Change{Item: int(s.places[i].number), Point: f.entry.point(), Mask: f.entry.mask}, true
}

// placeAll makes the lists and the index anew.
func (u *update) placeAll() {
	s := u.s
	gone := make(map[string]bool, len(u.outcomes))
	keep := make([]*entry, 0, len(s.items)+len(u.outcomes))
	if len(s.items) > 0 {
		for _, f := range u.outcomes {
			gone[f.id] = true
		}
	}
	for _, x := range s.items {
		if !gone[x.offering.ID] {
			keep = append(keep, x)
		}
	}
	for _, f := range u.outcomes {
		if f.entry != nil {
			keep = append(keep, f.entry)
		}
	}
	sortByID(keep)
	s.items, s.numbered = keep, keep
	s.places = make([]placement, len(keep))
	s.remote, s.unplaced = nil, nil
	for i, x := range keep {
		s.places[i] = newPlacement(i, x.offering)
		switch {
		case x.isRemote():
			s.remote = append(s.remote, x)
		case x.isUnplaced():
			s.unplaced = append(s.unplaced, x)
		}
	}
	index, err := s.newIndex()
	if err != nil { // more than two thousand million offerings
		u.problem(Key{}, err)
		index = new(earth.Index)
	}
	s.index = index
}

// sortByID sorts entries. The IDs stand beside them meanwhile, because looking
// for them all over the memory takes longer than comparing them.
func sortByID(list []*entry) {
	rows := make([]outcome, len(list))
	for i, x := range list {
		rows[i] = outcome{x.offering.ID, x}
	}
	slices.SortFunc(rows, func(a, b outcome) int { return strings.Compare(a.id, b.id) })
	for i, r := range rows {
		list[i] = r.entry
	}
}

// findByID returns where in a list in order of ID an offering is, or would be.
func findByID(list []*entry, id string) (i int, ok bool) {
	return slices.BinarySearchFunc(list, id, func(x *entry, id string) int { return strings.Compare(x.offering.ID, id) })
}

// relisted returns a copy of a list in order of ID that has those of the
// changed offerings that belong in it, or the list itself if that is the same.
func relisted(list []*entry, changed []outcome, belongs func(*entry) bool) []*entry {
	copied := false
	for _, f := range changed {
		i, ok := findByID(list, f.id)
		wanted := f.entry != nil && belongs(f.entry)
		if !ok && !wanted {
			continue
		}
		if !copied {
			list, copied = slices.Clone(list), true
		}
		switch {
		case ok && wanted:
			list[i] = f.entry
		case ok:
			list = slices.Delete(list, i, i+1)
		default:
			list = slices.Insert(list, i, f.entry)
		}
	}
	return list
}

// isRemote reports whether people can take part from anywhere.
func (x *entry) isRemote() bool { return !hidden(x.listing.Kind) && remote(x.listing.Mode) }

// isUnplaced reports whether people come to a place that is not on the map.
func (x *entry) isUnplaced() bool {
	l := x.listing
	return !hidden(l.Kind) && !remote(l.Mode) && l.Place != nil && l.Place.Point.IsZero()
}

// point returns where searches find an offering, or the zero Point.
func (x *entry) point() earth.Point {
	if x.listing.Place == nil || hidden(x.listing.Kind) {
		return earth.Point{}
	}
	return x.listing.Place.Point
}
