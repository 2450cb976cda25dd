package finder

import (
	"time"

	"github.com/withinreach/withinreach/directory"
)

// A State is the directory as the server shows it at one moment.
type State struct {
	Snapshot *directory.Snapshot // never nil
	AsOf     time.Time           // when the records were last changed
	// Revision is that of the store, or a little older; 0 if there is none.
	Revision directory.Revision
	// Problems say what the snapshot is without. They are for the people who
	// keep the records: the public learns only that there are some.
	Problems []error
	// Trouble is why a newer snapshot cannot be shown, or nil.
	Trouble error
}

// Fixed returns a source, for [Options], of one snapshot that never changes.
func Fixed(s *directory.Snapshot, asOf time.Time) func() State {
	return func() State { return State{Snapshot: s, AsOf: asOf} }
}

// Empty returns a source without any records, which shows the first steps.
func Empty() func() State {
	s, err := directory.NewSnapshot()
	if err != nil {
		panic(err) // there is nothing that could be wrong
	}
	return Fixed(s, time.Time{})
}

// isEmpty reports whether there is nothing to show.
func (s State) isEmpty() bool {
	for range s.Snapshot.Organizations() {
		return false
	}
	return true
}

// Following returns a source, for [Options], of a directory that follows its
// store. Give that a clock, so that pages can say how old they are when the
// store is away.
func Following(d *directory.Directory) func() State {
	return func() State {
		return State{Revision: d.Head().Revision, Snapshot: d.Snapshot(), AsOf: d.AsOf(), Problems: d.Problems(), Trouble: d.Trouble()}
	}
}
