package finder

import (
	"iter"
	"sync/atomic"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// A contents is the IDs of the offerings of a snapshot, sorted into what pages
// list, so that no page looks through all of them.
type contents struct {
	of        *directory.Snapshot
	by        map[string][]string // by organization
	active    []string            // those that are going on
	states    map[string][]string // those of them with a place, by state
	remote    int                 // how many of them people can take part in from anywhere
	trainings []string            // also those that are proposed
	programs  []string            // keys of those that trainings are for, and of all others
}

// latestContents remembers the contents of the newest snapshot.
type latestContents struct{ latest atomic.Pointer[contents] }

// contents returns those of the snapshot of a visit.
func (v *visit) contents() *contents {
	if found := v.listed.latest.Load(); found != nil && found.of == v.Snapshot {
		return found
	}
	found := contentsOf(v.Snapshot)
	v.listed.latest.Store(found)
	return found
}

func contentsOf(s *directory.Snapshot) *contents {
	c := &contents{of: s, by: map[string][]string{}, states: map[string][]string{}}
	programs := set{}
	for l := range s.Listings("") {
		c.by[l.Organization] = append(c.by[l.Organization], l.ID)
		if l.Kind == program.KindTraining && (l.Status == directory.Active || l.Status == directory.Proposed) {
			c.trainings = append(c.trainings, l.ID)
		}
		if p, ok := s.Catalogue().Program(l.Program); ok && p.For != "" {
			programs.add(p.For)
		} else if ok {
			programs.add(l.Program)
		}
		if l.Status != directory.Active {
			continue
		}
		c.active = append(c.active, l.ID)
		if isRemote(l.Mode) {
			c.remote++
		}
		if l.Place != nil {
			state := stateOf(s, l)
			c.states[state] = append(c.states[state], l.ID)
		}
	}
	c.programs = programs.sorted()
	return c
}

// listings yields the offerings with some IDs.
func (v *visit) listings(ids []string) iter.Seq[directory.Listing] {
	return func(yield func(directory.Listing) bool) {
		for _, id := range ids {
			if l, ok := v.Snapshot.Listing(id); ok && !yield(l) {
				return
			}
		}
	}
}

// offeredBy yields what an organization offers.
func (v *visit) offeredBy(organization string) iter.Seq[directory.Listing] {
	return v.listings(v.contents().by[organization])
}
