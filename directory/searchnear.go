package directory

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// A ranked is an offering on its way into a list.
type ranked struct {
	entry    *entry
	distance earth.Distance
	drive    time.Duration // if they are sorted by it
	start    int64         // as unixStart gives it
}

func (a *ranked) compare(b *ranked, by Order) int {
	switch by {
	case ByStart:
		if c := cmp.Compare(a.start, b.start); c != 0 {
			return c
		}
	case ByDrive:
		if c := cmp.Compare(a.drive, b.drive); c != 0 {
			return c
		}
		if c := cmp.Compare(a.start, b.start); c != 0 {
			return c
		}
	}
	if c := cmp.Compare(a.distance, b.distance); c != 0 { // the usual case
		return c
	}
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.entry.offering.ID, b.entry.offering.ID))
}

// findInPerson fills in the lists of those in person.
func (k *seeker) findInPerson(r *Results) {
	if len(k.Modes) > 0 && !slices.ContainsFunc(k.Modes, there.has) {
		r.InPersons = 0
		return
	}
	within := k.radius()
	list, total := k.inPerson(within, k.Order)
	if k.Count && total < 0 {
		total, _ = k.snapshot.index.Count(k.Near, within, k.inside())
		total += len(k.formerNear(nil, within))
	}
	r.InPerson, r.InPersons = k.hits(list), total
	if len(list) > k.shown+k.Limit {
		r.MoreInPerson = k.after(pageInPerson)
	}
	if len(list) > 0 || k.list != 0 {
		return
	}
	if k.StartsWithin > 0 {
		later := k.anyTime()
		list, _ = later.inPerson(within, ByStart)
		r.Later = later.hits(list)
	}
	if within < earth.Farthest {
		farther := *k
		query := *k.Query
		query.DriveWithin = 0
		farther.Query = &query
		list, _ = farther.inPerson(earth.Farthest, ByDistance)
		r.Nearest = farther.hits(list)
	}
}

// anyTime returns the seeker without the limit of StartsWithin.
func (k *seeker) anyTime() *seeker {
	later, query := *k, *k.Query
	query.StartsWithin = 0
	later.Query = &query
	later.setEnd(0)
	return &later
}

// radius returns how far away, in a straight line, to look.
func (k *seeker) radius() earth.Distance {
	within := earth.Farthest
	if k.Within > 0 {
		within = min(k.Within, within)
	}
	if k.DriveWithin <= 0 || k.Drive(within) <= k.DriveWithin {
		return within
	}
	low, high := earth.Distance(0), within
	for range 64 { // each halves what is left
		if middle := (low + high) / 2; k.Drive(middle) <= k.DriveWithin {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// inside is the filter of the index for what the query asks for.
func (k *seeker) inside() earth.Filter {
	return earth.Filter{Any: k.masks(nil, true), Keep: func(i int) bool {
		e := k.snapshot.numbered[i]
		if k.hasChanged(e) {
			return false
		}
		d := earth.Distance(0) // matters for the drive only
		if k.Drive != nil {
			d = k.Near.Distance(e.point())
		}
		_, ok := k.startAt(e, d)
		return ok
	}}
}

// inReach reports whether a person can go so far for an offering, as far as that
// is not a matter of its meetings.
func (k *seeker) inReach(e *entry, d earth.Distance) bool {
	return (k.all || k.passes(e)) && (k.DriveWithin <= 0 || k.Drive(d) <= k.DriveWithin)
}

// reach returns the first meeting that a person can go to so far away.
func (k *seeker) reach(e *entry, d earth.Distance) (m Meeting, ok bool) {
	if !k.inReach(e, d) {
		return Meeting{}, false
	}
	return k.next(e, k.arrival(d), there)
}

// startAt returns when the meeting of reach begins, in far less time.
func (k *seeker) startAt(e *entry, d earth.Distance) (start int64, ok bool) {
	if !k.inReach(e, d) {
		return 0, false
	}
	return k.begins(e, k.arrival(d))
}

// inPerson returns the offerings within a distance in an order: all up to the
// end of the page and, if there are more, at least one of them. It returns the
// number of all if that is known, else -1.
func (k *seeker) inPerson(within earth.Distance, by Order) (list []ranked, total int) {
	if by == ByStart {
		list = k.formerNear(k.within(within), within)
		total = len(list)
	} else {
		list, total = k.nearest(within, by)
		before := len(list)
		if list = k.formerNear(list, within); total >= 0 {
			total += len(list) - before
		}
	}
	slices.SortFunc(list, func(a, b ranked) int { return a.compare(&b, by) })
	return list, total
}

// nearest returns the nearest offerings, enough to sort those of the page by
// distance or by the drive, which does not fall as the distance grows.
func (k *seeker) nearest(within earth.Distance, by Order) (list []ranked, total int) {
	farther := func(a, b earth.Neighbor) bool {
		return a.Distance > b.Distance && (by != ByDrive || k.Drive(a.Distance) > k.Drive(b.Distance))
	}
	var buffer [32]earth.Neighbor
	found := buffer[:0]
	total = -1
	for page, n := k.shown+k.Limit, k.shown+k.Limit+1; ; n *= 4 {
		found = k.snapshot.index.Nearest(found[:0], k.Near, n, within, k.inside())
		if len(found) < n {
			total = len(found)
			break
		}
		if farther(found[n-1], found[page-1]) { // those as far as the last may begin sooner
			break
		}
	}
	list = make([]ranked, 0, len(found))
	for _, n := range found {
		e := k.snapshot.numbered[n.Item]
		if start, ok := k.startAt(e, n.Distance); ok {
			list = append(list, k.rank(e, n.Distance, start))
		}
	}
	return list, total
}

// rank returns an offering so far away on its way into a list.
func (k *seeker) rank(e *entry, d earth.Distance, start int64) ranked {
	x := ranked{entry: e, distance: d, start: start}
	if k.Order == ByDrive {
		x.drive = k.Drive(d)
	}
	return x
}

// within returns all offerings within a distance, in no order.
func (k *seeker) within(distance earth.Distance) (list []ranked) {
	f := earth.Filter{Any: k.masks(nil, true), Keep: func(i int) bool {
		e := k.snapshot.numbered[i]
		return (k.all || k.passes(e)) && !k.hasChanged(e)
	}}
	for _, n := range k.snapshot.index.Within(nil, k.Near, distance, f) {
		e := k.snapshot.numbered[n.Item]
		if start, ok := k.startAt(e, n.Distance); ok {
			list = append(list, k.rank(e, n.Distance, start))
		}
	}
	return list
}

// hits returns the page of a sorted list.
func (k *seeker) hits(list []ranked) []Hit {
	return k.page(list, func(x ranked) (Hit, bool) {
		if k.hasChanged(x.entry) && (x.entry.point().IsZero() || x.distance > k.radius()) {
			return Hit{}, false
		}
		m, ok := k.reach(x.entry, x.distance)
		return k.hit(x.entry, x.distance, m), ok
	})
}

// Ascending yields the hits in person of a query one by one, by distance and
// then by ID, until the loop is left, for callers who can't tell beforehand how
// many they need, such as a search for the nearest by road. Order, Limit,
// Count and Page don't matter. The error is as in Search.
func (s *Snapshot) Ascending(q Query) (iter.Seq[Hit], error) {
	q.Page = ""
	k, err := s.seek(&q)
	if err != nil {
		return nil, err
	}
	return func(yield func(Hit) bool) {
		var tied []Hit // those of one distance, to be put in order of ID
		flush := func() bool {
			slices.SortFunc(tied, func(a, b Hit) int { return cmp.Compare(a.Listing.ID, b.Listing.ID) })
			for _, h := range tied {
				if !yield(h) {
					return false
				}
			}
			tied = tied[:0]
			return true
		}
		for n := range s.index.Ascending(k.Near, k.radius(), k.inside()) {
			if len(tied) > 0 && n.Distance != tied[0].Distance && !flush() {
				return
			}
			e := s.numbered[n.Item]
			m, _ := k.reach(e, n.Distance)
			tied = append(tied, k.hit(e, n.Distance, m))
		}
		flush()
	}, nil
}

// Next returns the first meeting of an offering in person, at an instant or
// later, that a query asks for: Hit.Next for a person who can be there by then.
// Distance, Drive, Late, Order and Page don't matter. ok is false if there is
// none; the error is as in Search.
func (s *Snapshot) Next(q Query, offering string, from time.Time) (m Meeting, ok bool, err error) {
	q.Page, q.Drive, q.DriveWithin, q.Order = "", nil, 0, ByDistance
	k, err := s.seek(&q)
	e := s.entry(offering)
	if err != nil || e == nil || !k.passes(e) || !there.has(e.listing.Mode) || hidden(e.listing.Kind) {
		return Meeting{}, false, err
	}
	if m, ok = k.next(e, from, there); ok {
		m = k.hit(e, -1, m).Next
	}
	return m, ok, nil
}
