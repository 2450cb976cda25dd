package main

import (
	"slices"

	"github.com/withinreach/withinreach/directory"
)

// A shelf holds what offerings refer to, and makes a snapshot of each part of a
// source.
type shelf struct {
	report *report

	entities map[directory.Key]directory.Entity // all but offerings
	used     map[directory.Key]bool             // those of them that were in a snapshot
	bad      map[string]bool                    // problems that were reported
	late     []directory.Entity                 // offerings that refer to what is still to come
}

func newShelf(to *report) *shelf {
	return &shelf{
		report: to, entities: map[directory.Key]directory.Entity{}, used: map[directory.Key]bool{}, bad: map[string]bool{},
	}
}

// snapshots yields the snapshots of parts. The last one also has what no
// offering refers to.
func (s *shelf) snapshots(first portion, parts <-chan portion) func(yield func(*directory.Snapshot) bool) {
	return func(yield func(*directory.Snapshot) bool) {
		for p, ok := first, true; ok; p, ok = <-parts {
			s.report.addAll(p.findings)
			ready := s.put(p)
			for ; p.last && len(ready) > partSize; ready = ready[partSize:] {
				if !s.make(ready[:partSize], false, yield) {
					return
				}
			}
			if !s.make(ready, p.last, yield) {
				return
			}
		}
	}
}

// put puts a part on the shelf and returns the offerings that have all that they
// refer to; for the last part, all that are left.
func (s *shelf) put(p portion) []directory.Entity {
	var offerings []directory.Entity
	for _, e := range p.entities {
		if k := e.Key(); k.Kind == directory.KindOffering {
			offerings = append(offerings, e)
		} else {
			s.entities[k] = e
		}
	}
	if p.last {
		return slices.Concat(s.late, offerings)
	}
	ready := offerings[:0]
	for _, e := range offerings {
		if slices.ContainsFunc(s.needs(e), func(k directory.Key) bool { return s.entities[k] == nil }) {
			s.late = append(s.late, e)
		} else {
			ready = append(ready, e)
		}
	}
	return ready
}

// needs returns the keys of what an entity refers to.
func (s *shelf) needs(e directory.Entity) (keys []directory.Key) {
	need := func(kind, id string) {
		if id != "" {
			keys = append(keys, directory.Key{Kind: kind, ID: id})
		}
	}
	switch e := e.(type) {
	case directory.Offering:
		need(directory.KindOrganization, e.Organization)
		need(directory.KindVenue, e.Venue)
		for _, o := range e.Overrides {
			need(directory.KindVenue, o.Venue)
		}
	case directory.Organization:
		need(directory.KindOrganization, e.Successor)
	}
	return keys
}

// make yields the snapshot of offerings and what they refer to; the last one
// with all that is left on the shelf.
func (s *shelf) make(offerings []directory.Entity, last bool, yield func(*directory.Snapshot) bool) bool {
	all := slices.Clone(offerings)
	here := map[directory.Key]bool{}
	for i := 0; i < len(all); i++ { // grows on the way
		for _, k := range s.needs(all[i]) {
			if e := s.entities[k]; e != nil && !here[k] {
				here[k], s.used[k] = true, true
				all = append(all, e)
			}
		}
	}
	if last {
		for k, e := range s.entities {
			if !s.used[k] {
				all = append(all, e)
			}
		}
	}
	snap, problems := snapshotOf(all)
	for _, f := range problems {
		if about := f.Record + " " + f.Message; !s.bad[about] {
			s.bad[about] = true
			s.report.add(f)
		}
	}
	return yield(snap)
}
