package directory

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A builder makes each snapshot from the one before, so that a change costs
// little however large the directory is. It keeps programs, zones and holidays
// between snapshots.
type builder struct {
	catalogue *program.Catalogue

	mu       sync.Mutex // guards what follows
	programs map[string]program.Program
	zones    map[string]*schedule.Zone
	weekdays map[schedule.Rule]uint8
	holidays map[string]*schedule.Holidays        // by the text of the set
	closed   map[*Organization]*schedule.Holidays // the same, sooner found
}

func newBuilder(o Options) *builder {
	if o.Catalogue == nil {
		o.Catalogue = program.BuiltIn()
	}
	return &builder{
		catalogue: o.Catalogue,
		programs:  map[string]program.Program{},
		zones:     map[string]*schedule.Zone{},
		weekdays:  map[schedule.Rule]uint8{},
		holidays:  map[string]*schedule.Holidays{},
		closed:    map[*Organization]*schedule.Holidays{},
	}
}

// empty returns a snapshot of nothing.
func (b *builder) empty() *Snapshot {
	return &Snapshot{catalogue: b.catalogue, index: new(earth.Index), lazy: &lazy{terms: new(usualTerms)}}
}

// An update makes the next snapshot out of the one before. The snapshot under way
// shares with the one before what stays the same, so each part is copied before
// it is changed.
type update struct {
	b *builder
	s *Snapshot

	changes  []altered
	due      []*Offering // to be worked out anew
	outcomes []outcome   // of those, and of the deletions
}

// An altered is an entity that is other than before, or nil if it is gone.
type altered struct {
	key    Key
	entity Entity
}

// An outcome is an offering as it was worked out; its entry is nil if it is gone, or
// waits for something that it relies on.
type outcome struct {
	id    string
	entry *entry
}

// next returns the snapshot of a revision after changes; a nil Entity is a
// deletion. What cannot be used is left out, with a problem for it.
func (b *builder) next(before *Snapshot, changes map[Key]Entity, at Revision) *Snapshot {
	list := make([]altered, 0, len(changes))
	for k, entity := range changes {
		list = append(list, altered{k, entity})
	}
	return b.after(before, list, at)
}

// after is next for a list, of different keys, which it takes.
func (b *builder) after(before *Snapshot, changes []altered, at Revision) *Snapshot {
	s := *before
	s.lazy = before.lazy.after(before.remote)
	s.problems = maps.Clone(s.problems)
	if s.problems == nil {
		s.problems = map[Key]error{}
	}
	u := update{b: b, s: &s, changes: changes}
	u.check()
	u.takeOrganizations()
	u.takeVenues()
	u.takeOfferings()
	u.workOut()
	u.remember(at)
	u.place()
	return u.s
}

// check makes deletions of what is not valid.
func (u *update) check() {
	errs := make([]error, len(u.changes))
	inParallel(len(u.changes), func(i int) {
		if entity := u.changes[i].entity; entity != nil {
			errs[i] = errors.Join(entity.Validate(), u.b.checkZones(entity))
		}
	})
	for i, err := range errs {
		c := &u.changes[i]
		delete(u.s.problems, c.key)
		if err != nil {
			u.s.problems[c.key] = err
			c.entity = nil
		}
	}
}

func (u *update) problem(k Key, err error) {
	u.s.problems[k] = errors.Join(u.s.problems[k], err)
}

func (u *update) takeOrganizations() {
	s := u.s
	table, changed := s.organizations.with(KindOrganization, u.changes)
	if !changed {
		return
	}
	s.organizations = table
	s.served, s.states, s.nations = map[string][]*Organization{}, map[string][]*Organization{}, nil
	for _, o := range table.sorted() {
		delete(s.problems, o.Key())
		if o.Successor != "" && table.get(o.Successor) == nil {
			u.problem(o.Key(), &RecordError{o.Key(), "successor", fmt.Errorf("organization %q is not there", o.Successor)})
		}
		switch o.Level {
		case National:
			s.nations = append(s.nations, o)
		case StateOffice:
			if o.State != "" { // else it would answer for every place whose state is not known
				s.states[o.State] = append(s.states[o.State], o)
			}
		}
		for _, county := range o.Counties {
			s.served[county] = append(s.served[county], o)
		}
	}
}

func (u *update) takeVenues() {
	u.s.venues, _ = u.s.venues.with(KindVenue, u.changes)
}

// takeOfferings lists the offerings to be worked out: the changed ones, those
// that rely on something changed, and those that waited for it.
func (u *update) takeOfferings() {
	var offerings []Entity
	for _, c := range u.changes {
		switch {
		case c.key.Kind != KindOffering:
		case c.entity == nil:
			u.outcomes = append(u.outcomes, outcome{id: c.key.ID})
		default:
			offerings = append(offerings, c.entity)
		}
	}
	u.due = make([]*Offering, len(offerings))
	inParallel(len(offerings), func(i int) {
		o, _ := offerings[i].(Offering)
		u.due[i] = &o
	})
	if len(u.s.items)+len(u.s.waiting) > 0 && len(offerings)+len(u.outcomes) < len(u.changes) {
		u.takeAgain()
	}
}

// takeAgain lists the offerings that did not change, but something that they
// rely on did.
func (u *update) takeAgain() {
	changed := make(map[Key]bool, len(u.changes))
	var organizations, venues hashes
	for _, c := range u.changes {
		changed[c.key] = true
		switch c.key.Kind {
		case KindOrganization:
			organizations.add(c.key.ID)
		case KindVenue:
			venues.add(c.key.ID)
		}
	}
	relies := func(o *Offering) bool {
		return changed[Key{KindOrganization, o.Organization}] || changed[Key{KindVenue, o.Venue}] ||
			slices.ContainsFunc(o.Overrides, func(v Override) bool { return changed[Key{KindVenue, v.Venue}] })
	}
	again := func(o *Offering) {
		if !changed[o.Key()] && relies(o) {
			u.due = append(u.due, o)
		}
	}
	for i := range u.s.places {
		if p := &u.s.places[i]; p.elsewhere || organizations.has(p.organization) || venues.has(p.venue) {
			again(u.s.items[i].offering)
		}
	}
	for _, o := range u.s.waiting {
		again(o)
	}
}

// hashes is a set of hashes: a short list is searched faster than a map.
type hashes struct {
	few  []uint32
	many map[uint32]bool
}

func (h *hashes) add(id string) {
	if len(h.few) < 4 {
		h.few = append(h.few, hash(id))
		return
	}
	if h.many == nil {
		h.many = map[uint32]bool{}
	}
	h.many[hash(id)] = true
}

func (h *hashes) has(v uint32) bool {
	for _, w := range h.few {
		if v == w {
			return true
		}
	}
	return h.many[v]
}

// workOut makes the entries of the offerings to be worked out.
func (u *update) workOut() {
	entries, errs := make([]*entry, len(u.due)), make([]error, len(u.due))
	inParallel(len(u.due), func(i int) { entries[i], errs[i] = u.entry(u.due[i]) })
	if len(entries)+len(u.outcomes) > 0 {
		u.s.waiting = maps.Clone(u.s.waiting)
	}
	if u.s.waiting == nil {
		u.s.waiting = map[string]*Offering{}
	}
	for _, f := range u.outcomes { // deletions
		delete(u.s.waiting, f.id)
	}
	u.outcomes = slices.Grow(u.outcomes, len(entries))
	for i, o := range u.due {
		delete(u.s.problems, o.Key())
		delete(u.s.waiting, o.ID)
		if errs[i] != nil {
			u.problem(o.Key(), errs[i])
		}
		if entries[i] == nil {
			u.s.waiting[o.ID] = o
		}
		u.outcomes = append(u.outcomes, outcome{o.ID, entries[i]})
	}
}

// entry works out an offering; it is nil if something that it relies on is
// missing. It may be called by several goroutines.
func (u *update) entry(o *Offering) (*entry, error) {
	fail := func(field string, err error) error { return &RecordError{o.Key(), field, err} }
	x := &entry{offering: o, org: u.s.organizations.get(o.Organization)}
	if x.org == nil {
		return nil, fail("organization", fmt.Errorf("organization %q is not there", o.Organization))
	}
	if o.Venue != "" {
		if x.venue = u.s.venues.get(o.Venue); x.venue == nil {
			return nil, fail("venue", fmt.Errorf("venue %q is not there", o.Venue))
		}
	}
	var problem error
	for i, v := range o.Overrides {
		if v.Venue != "" && u.s.venues.get(v.Venue) == nil {
			problem = errors.Join(problem, fail(fmt.Sprintf("overrides[%d].venue", i), fmt.Errorf("venue %q is not there", v.Venue)))
		}
	}
	table, err := u.b.timetable(x)
	if err != nil {
		return nil, errors.Join(problem, fail("series", err))
	}
	x.table = table
	table.numberSessions()
	table.secret = u.secret(o)
	zone := x.zoneName()
	if len(table.tables) > 0 {
		zone = table.tables[0].Zone().Name()
	}
	x.listing = newListing(o, x.org, x.venue, u.b.program(o.Program), zone)
	x.listing.Course = newCourseListing(o, table, u.b.program(o.Program))
	x.slots = u.b.slots(o)
	x.mask = x.makeMask()
	return x, problem
}

// secret returns the confidential ones among the venues of an offering.
func (u *update) secret(o *Offering) (ids map[string]bool) {
	add := func(id string) {
		if v := u.s.venues.get(id); v != nil && v.Confidential {
			if ids == nil {
				ids = map[string]bool{}
			}
			ids[id] = true
		}
	}
	add(o.Venue)
	for _, v := range o.Overrides {
		add(v.Venue)
	}
	return ids
}
