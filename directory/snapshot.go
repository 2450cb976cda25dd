package directory

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Snapshot is the whole directory at one moment, ready for questions. It is
// immutable and may be used by any number of goroutines. It holds no private
// entities.
type Snapshot struct {
	catalogue *program.Catalogue

	organizations byID[Organization]
	venues        byID[Venue]

	served  map[string][]*Organization // by county, in order of ID
	states  map[string][]*Organization // state offices, in order of ID
	nations []*Organization            // national offices, in order of ID

	items    []*entry     // all offerings, in order of ID
	places   []placement  // of items
	numbered []*entry     // the same, in the order in which they came; nil for those that are gone
	index    *earth.Index // of numbered, hidden ones without a point
	remote   []*entry     // those for the public that need no place, in order of ID
	unplaced []*entry     // those for the public whose place is not on the map, in order of ID
	lazy     *lazy

	at      Revision // 0 without a store
	formers []former // of the revisions after since, in order
	since   Revision

	waiting  map[string]*Offering // those that rely on what is not there
	problems map[Key]error
}

// An entry is an offering with all that was worked out about it.
type entry struct {
	mask     uint64 // see mask.go
	slots    []slot // of the series
	offering *Offering
	org      *Organization
	venue    *Venue // nil if it has none
	listing  *Listing
	table    *Timetable
	known    known
}

// Options say what a directory knows besides its records. The zero Options
// are ready for use.
type Options struct {
	// Catalogue holds the programs. Nil is [program.BuiltIn].
	Catalogue *program.Catalogue
	// Clock tells how old the data of a [Directory] is: see Directory.AsOf. Most
	// programs give it time.Now. Nil is no clock.
	Clock func() time.Time
	// Private also loads credentials, for programs that give out links. They
	// are in no snapshot: see Directory.Credential.
	Private bool
}

// NewSnapshot returns a snapshot of entities with the zero [Options]. Entities
// must not be changed afterwards. The error joins all problems: those of the
// entities' own Validate, two of one key, references to what is not there. If
// some are no reason to have no snapshot, use [SnapshotOf].
func NewSnapshot(entities ...Entity) (*Snapshot, error) {
	return Options{}.NewSnapshot(entities...)
}

// NewSnapshot returns a snapshot of entities, as the function of that name
// does.
func (o Options) NewSnapshot(entities ...Entity) (*Snapshot, error) {
	s, problems := o.SnapshotOf(entities...)
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return s, nil
}

// SnapshotOf returns a snapshot of those entities that can be used, with the zero
// [Options], and the problems that [NewSnapshot] would report: those of records
// in the order of their keys, each a [*RecordError], then others. What is not
// valid is left out, and an offering whose organization or venue is not there; of
// two of one key the first one counts. It is how a [Directory] reads its store.
func SnapshotOf(entities ...Entity) (*Snapshot, []error) {
	return Options{}.SnapshotOf(entities...)
}

// SnapshotOf returns a snapshot of those entities that can be used, as the
// function of that name does.
func (o Options) SnapshotOf(entities ...Entity) (*Snapshot, []error) {
	seen := make(map[Key]bool, len(entities))
	all := make([]altered, 0, len(entities))
	var problems []error
	for i, e := range entities {
		e, err := entityValue(e)
		if err != nil {
			problems = append(problems, fmt.Errorf("entity %d: %w", i, err))
			continue
		}
		k := e.Key()
		if seen[k] {
			problems = append(problems, &RecordError{k, "id", errors.New("twice, want one record for an id")})
			continue
		}
		seen[k] = true
		all = append(all, altered{k, e})
	}
	b := newBuilder(o)
	s := b.after(b.empty(), all, 0)
	return s, append(eachError(errors.Join(s.allProblems()...)), problems...)
}

// allProblems returns what is wrong with records, in the order of their keys.
func (s *Snapshot) allProblems() []error {
	var list []error
	for _, k := range slices.SortedFunc(maps.Keys(s.problems), Key.Compare) {
		list = append(list, s.problems[k])
	}
	return list
}

// entry returns the entry of an offering, or nil.
func (s *Snapshot) entry(id string) *entry {
	i, ok := findByID(s.items, id)
	if !ok {
		return nil
	}
	return s.items[i]
}

// Organization returns the organization with an ID. What it holds must not be
// changed.
func (s *Snapshot) Organization(id string) (o Organization, ok bool) {
	if p := s.organizations.get(id); p != nil {
		return *p, true
	}
	return Organization{}, false
}

// Organizations yields all organizations in order of their IDs.
func (s *Snapshot) Organizations() iter.Seq[Organization] {
	return func(yield func(Organization) bool) {
		for _, o := range s.organizations.sorted() {
			if !yield(*o) {
				return
			}
		}
	}
}

// Listing returns what the public sees of the offering with an ID. What it
// holds must not be changed.
func (s *Snapshot) Listing(id string) (l Listing, ok bool) {
	if e := s.entry(id); e != nil && !hidden(e.listing.Kind) {
		return *e.listing, true
	}
	return Listing{}, false
}

// Listings yields what the public sees of all offerings, in order of their
// IDs; of one organization if the ID is not "".
func (s *Snapshot) Listings(organization string) iter.Seq[Listing] {
	return func(yield func(Listing) bool) {
		for _, e := range s.items {
			if hidden(e.listing.Kind) || (organization != "" && e.offering.Organization != organization) {
				continue
			}
			if !yield(*e.listing) {
				return
			}
		}
	}
}

// Place returns what the public sees of the venue with an ID.
func (s *Snapshot) Place(venue string) (p Place, ok bool) {
	if v := s.venues.get(venue); v != nil {
		return *newPlace(v, ""), true
	}
	return Place{}, false
}

// Timetable returns when the offering with an ID meets. It is nil, and without
// meetings, if there is none. It answers for every offering, also for one that
// is not for the public.
func (s *Snapshot) Timetable(offering string) *Timetable {
	if e := s.entry(offering); e != nil {
		return e.table
	}
	return nil
}

// Terms returns what holds for the program of an offering on a day, in a
// language: see [program.Catalogue.Resolve] for the errors. Errors are also
// [program.ErrNoProgram] for an offering that is not there.
func (s *Snapshot) Terms(offering, language string, on schedule.Date) (program.Resolved, error) {
	e := s.entry(offering)
	if e == nil {
		return program.Resolved{}, program.ErrNoProgram
	}
	return s.catalogue.Resolve(e.offering.Program, language, e.org.Jurisdiction(), on)
}

// Catalogue returns the programs that the snapshot knows.
func (s *Snapshot) Catalogue() *program.Catalogue { return s.catalogue }
