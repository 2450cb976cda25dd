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

// An edit is a set of changes on the way from one snapshot to the next. The
// snapshot under way shares with the one before what stays the same, so each
// part is copied before it is changed.
type edit struct {
	b *builder
	s *Snapshot

	changes []edited
	put     []*Offering // to be worked out anew
	fresh   []fresh     // worked out
}

// An edited is an entity that is other than before, or nil if it is gone.
type edited struct {
	key    Key
	entity Entity
}

// A fresh is an offering that was worked out, or is gone, with a nil entry.
type fresh struct {
	id    string
	entry *entry
}

// next returns the snapshot of a revision after changes; a nil Entity is a
// deletion. What cannot be used is left out, with a problem for it.
func (b *builder) next(before *Snapshot, changes map[Key]Entity, at Revision) *Snapshot {
	list := make([]edited, 0, len(changes))
	for k, entity := range changes {
		list = append(list, edited{k, entity})
	}
	return b.after(before, list, at)
}

// after is next for a list, of different keys, which it takes.
func (b *builder) after(before *Snapshot, changes []edited, at Revision) *Snapshot {
	s := *before
	s.lazy = before.lazy.after(before.remote)
	s.problems = maps.Clone(s.problems)
	if s.problems == nil {
		s.problems = map[Key]error{}
	}
	e := edit{b: b, s: &s, changes: changes}
	e.check()
	e.takeOrganizations()
	e.takeVenues()
	e.takeOfferings()
	e.workOut()
	e.remember(at)
	e.place()
	return e.s
}

// check makes deletions of what is not valid.
func (e *edit) check() {
	errs := make([]error, len(e.changes))
	inParallel(len(e.changes), func(i int) {
		if entity := e.changes[i].entity; entity != nil {
			errs[i] = errors.Join(entity.Validate(), e.b.checkZones(entity))
		}
	})
	for i, err := range errs {
		c := &e.changes[i]
		delete(e.s.problems, c.key)
		if err != nil {
			e.s.problems[c.key] = err
			c.entity = nil
		}
	}
}

func (e *edit) problem(k Key, err error) {
	e.s.problems[k] = errors.Join(e.s.problems[k], err)
}

func (e *edit) takeOrganizations() {
	s := e.s
	table, changed := s.organizations.with(KindOrganization, e.changes)
	if !changed {
		return
	}
	s.organizations = table
	s.served, s.states, s.nations = map[string][]*Organization{}, map[string][]*Organization{}, nil
	for _, o := range table.sorted() {
		delete(s.problems, o.Key())
		if o.Successor != "" && table.get(o.Successor) == nil {
			e.problem(o.Key(), &RecordError{o.Key(), "successor", fmt.Errorf("organization %q is not there", o.Successor)})
		}
		switch o.Level {
		case National:
			s.nations = append(s.nations, o)
		case StateOffice:
			s.states[o.State] = append(s.states[o.State], o)
		}
		for _, county := range o.Counties {
			s.served[county] = append(s.served[county], o)
		}
	}
}

func (e *edit) takeVenues() {
	e.s.venues, _ = e.s.venues.with(KindVenue, e.changes)
}

// takeOfferings lists the offerings to be worked out: the changed ones, those
// that rely on something changed, and those that waited for it.
func (e *edit) takeOfferings() {
	var offerings []Entity
	for _, c := range e.changes {
		switch {
		case c.key.Kind != KindOffering:
		case c.entity == nil:
			e.fresh = append(e.fresh, fresh{id: c.key.ID})
		default:
			offerings = append(offerings, c.entity)
		}
	}
	e.put = make([]*Offering, len(offerings))
	inParallel(len(offerings), func(i int) {
		o, _ := offerings[i].(Offering)
		e.put[i] = &o
	})
	if len(e.s.items)+len(e.s.waiting) > 0 && len(offerings)+len(e.fresh) < len(e.changes) {
		e.takeAgain()
	}
}

// takeAgain lists the offerings that did not change, but something that they
// rely on did.
func (e *edit) takeAgain() {
	changed := make(map[Key]bool, len(e.changes))
	var organizations, venues hashes
	for _, c := range e.changes {
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
			e.put = append(e.put, o)
		}
	}
	for i := range e.s.places {
		if p := &e.s.places[i]; p.elsewhere || organizations.has(p.organization) || venues.has(p.venue) {
			again(e.s.items[i].offering)
		}
	}
	for _, o := range e.s.waiting {
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
func (e *edit) workOut() {
	entries, errs := make([]*entry, len(e.put)), make([]error, len(e.put))
	inParallel(len(e.put), func(i int) { entries[i], errs[i] = e.entry(e.put[i]) })
	if len(entries)+len(e.fresh) > 0 {
		e.s.waiting = maps.Clone(e.s.waiting)
	}
	if e.s.waiting == nil {
		e.s.waiting = map[string]*Offering{}
	}
	for _, f := range e.fresh { // deletions
		delete(e.s.waiting, f.id)
	}
	e.fresh = slices.Grow(e.fresh, len(entries))
	for i, o := range e.put {
		delete(e.s.problems, o.Key())
		delete(e.s.waiting, o.ID)
		if errs[i] != nil {
			e.problem(o.Key(), errs[i])
		}
		if entries[i] == nil {
			e.s.waiting[o.ID] = o
		}
		e.fresh = append(e.fresh, fresh{o.ID, entries[i]})
	}
}

// entry works out an offering; it is nil if something that it relies on is
// missing. It may be called by several goroutines.
func (e *edit) entry(o *Offering) (*entry, error) {
	fail := func(field string, err error) error { return &RecordError{o.Key(), field, err} }
	x := &entry{offering: o, org: e.s.organizations.get(o.Organization)}
	if x.org == nil {
		return nil, fail("organization", fmt.Errorf("organization %q is not there", o.Organization))
	}
	if o.Venue != "" {
		if x.venue = e.s.venues.get(o.Venue); x.venue == nil {
			return nil, fail("venue", fmt.Errorf("venue %q is not there", o.Venue))
		}
	}
	var problem error
	for i, v := range o.Overrides {
		if v.Venue != "" && e.s.venues.get(v.Venue) == nil {
			problem = errors.Join(problem, fail(fmt.Sprintf("overrides[%d].venue", i), fmt.Errorf("venue %q is not there", v.Venue)))
		}
	}
	table, err := e.b.timetable(x)
	if err != nil {
		return nil, errors.Join(problem, fail("series", err))
	}
	x.table = table
	table.numberSessions()
	table.secret = e.secret(o)
	zone := x.zoneName()
	if len(table.tables) > 0 {
		zone = table.tables[0].Zone().Name()
	}
	x.listing = newListing(o, x.org, x.venue, e.b.program(o.Program), zone)
	x.listing.Course = newCourseListing(o, table, e.b.program(o.Program))
	x.slots = e.b.slots(o)
	x.mask = x.makeMask()
	return x, problem
}

// secret returns the confidential ones among the venues of an offering.
func (e *edit) secret(o *Offering) (ids map[string]bool) {
	add := func(id string) {
		if v := e.s.venues.get(id); v != nil && v.Confidential {
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
