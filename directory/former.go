package directory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// A former is an offering as it was until a revision; its entry is nil if it
// was not there.
type former struct {
	id    string
	entry *entry
	until Revision
}

// maxFormer is how many changes a snapshot remembers for pages of searches that
// began before them.
const maxFormer = 1000

// remember notes how the offerings were that are about to change; at is the
// revision that changes them.
func (u *update) remember(at Revision) {
	s := u.s
	s.at = at
	if len(u.outcomes) > maxSingle {
		s.formers, s.since = nil, at
		return
	}
	s.formers = slices.Clip(s.formers)
	for _, f := range u.outcomes {
		s.formers = append(s.formers, former{f.id, s.entry(f.id), at})
	}
	if n := len(s.formers) - maxFormer; n > 0 {
		s.since = s.formers[n-1].until
		s.formers = s.formers[n:]
	}
}

// formerAt returns the offerings that have changed since a revision, by ID, as
// they were then. It is nil if there are none or that is not known any more.
func (s *Snapshot) formerAt(at Revision) map[string]*entry {
	if at < s.since || at >= s.at {
		return nil
	}
	first, _ := slices.BinarySearchFunc(s.formers, at+1, func(f former, at Revision) int { return cmp.Compare(f.until, at) })
	var list map[string]*entry
	for _, f := range s.formers[first:] {
		if list == nil {
			list = map[string]*entry{}
		}
		if _, ok := list[f.id]; !ok {
			list[f.id] = f.entry
		}
	}
	return list
}

// hasChanged reports whether an offering is other than when the first page was
// shown.
func (k *seeker) hasChanged(e *entry) bool {
	if len(k.former) == 0 {
		return false
	}
	_, ok := k.former[e.offering.ID]
	return ok
}

// formerNear adds those in person within the radius that have changed since the
// first page, as they were then.
func (k *seeker) formerNear(list []ranked, within earth.Distance) []ranked {
	for _, e := range k.former {
		if e == nil || e.point().IsZero() || k.Near.IsZero() {
			continue
		}
		if d := k.Near.Distance(e.point()); d <= within {
			if start, ok := k.startAt(e, d); ok {
				list = append(list, k.rank(e, d, start))
			}
		}
	}
	return list
}

// formerRemote returns all those online or by telephone, in order, as they were
// when the first page was shown.
func (k *seeker) formerRemote() (list []ranked) {
	add := func(e *entry) {
		if !k.passes(e) {
			return
		}
		if m, ok := k.next(e, k.Now, afar); ok {
			list = append(list, ranked{entry: e, start: unixStart(m)})
		}
	}
	for _, e := range k.snapshot.remote {
		if !k.hasChanged(e) {
			add(e)
		}
	}
	for _, e := range k.former {
		if e != nil && e.isRemote() {
			add(e)
		}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.start, b.start), strings.Compare(a.entry.offering.ID, b.entry.offering.ID))
	})
	return list
}

// page returns the hits of a sorted list that are on the page, as they are now.
func (k *seeker) page(list []ranked, hit func(ranked) (Hit, bool)) []Hit {
	if len(list) <= k.shown {
		return nil
	}
	list = list[k.shown:min(len(list), k.shown+k.Limit)]
	hits := make([]Hit, 0, len(list))
	for _, x := range list {
		if k.hasChanged(x.entry) {
			if x.entry = k.snapshot.entry(x.entry.offering.ID); x.entry == nil {
				continue // it has gone
			}
			x.distance = k.Near.Distance(x.entry.point())
		}
		if h, ok := hit(x); ok {
			hits = append(hits, h)
		}
	}
	return hits
}

// after returns the cursor of a list after this page.
func (k *seeker) after(list pageList) Cursor {
	return pageEnd{list, k.shown + k.Limit, k.Now, k.at}.cursor()
}
