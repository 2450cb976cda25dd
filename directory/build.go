package directory

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A builder makes each snapshot from the one before, so that a change costs
// little however large the directory is. It keeps zones and holidays between
// snapshots and belongs to one goroutine.
type builder struct {
	catalogue *program.Catalogue
	zones     map[string]*schedule.Zone
	holidays  map[string]*schedule.Holidays        // by the text of the set
	closed    map[*Organization]*schedule.Holidays // the same, sooner found
}

func newBuilder(o Options) *builder {
	if o.Catalogue == nil {
		o.Catalogue = program.BuiltIn()
	}
	return &builder{o.Catalogue, map[string]*schedule.Zone{}, map[string]*schedule.Holidays{}, map[*Organization]*schedule.Holidays{}}
}

// empty returns a snapshot of nothing.
func (b *builder) empty() *Snapshot {
	return &Snapshot{catalogue: b.catalogue, index: new(earth.Index)}
}

// An edit is a set of changes on the way from one snapshot to the next. The
// snapshot under way shares with the one before what stays the same, so each
// part is copied before it is changed.
type edit struct {
	b *builder
	s *Snapshot

	changed map[Key]bool         // entities that are other than before
	put     map[string]*Offering // offerings to be worked out anew
	drop    map[string]bool      // offerings that are no more
}

// next returns the snapshot after changes; a nil Entity is a deletion. What
// cannot be used is left out, with a problem for it.
func (b *builder) next(before *Snapshot, changes map[Key]Entity) *Snapshot {
	s := *before
	s.problems = maps.Clone(s.problems)
	if s.problems == nil {
		s.problems = map[Key]error{}
	}
	e := edit{b, &s, map[Key]bool{}, map[string]*Offering{}, map[string]bool{}}
	for k, entity := range changes {
		e.changed[k] = true
		delete(s.problems, k)
		if entity != nil {
			if err := errors.Join(entity.Validate(), b.checkZones(entity)); err != nil {
				s.problems[k] = err
				changes[k] = nil
			}
		}
	}
	e.takeOrganizations(changes)
	e.takeVenues(changes)
	e.takeOfferings(changes)
	e.workOut()
	return e.s
}

func (e *edit) problem(k Key, field string, err error) {
	e.s.problems[k] = errors.Join(e.s.problems[k], &RecordError{k, field, err})
}

// replaced returns a copy of a table of records with the changes of one kind,
// or the table itself if there are none.
func replaced[E Entity](table map[string]*E, kind string, changes map[Key]Entity) (map[string]*E, bool) {
	copied := false
	for k, entity := range changes {
		if k.Kind != kind {
			continue
		}
		if !copied {
			table, copied = maps.Clone(table), true
			if table == nil {
				table = map[string]*E{}
			}
		}
		delete(table, k.ID)
		if v, ok := entity.(E); ok {
			table[k.ID] = &v
		}
	}
	return table, copied
}

func (e *edit) takeOrganizations(changes map[Key]Entity) {
	s := e.s
	table, changed := replaced(s.organizations, KindOrganization, changes)
	if !changed {
		return
	}
	s.organizations = table
	s.served, s.states, s.nations = map[string][]*Organization{}, map[string][]*Organization{}, nil
	for _, id := range slices.Sorted(maps.Keys(table)) {
		o := table[id]
		delete(s.problems, o.Key())
		if o.Successor != "" && table[o.Successor] == nil {
			e.problem(o.Key(), "successor", fmt.Errorf("organization %q is not there", o.Successor))
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

func (e *edit) takeVenues(changes map[Key]Entity) {
	e.s.venues, _ = replaced(e.s.venues, KindVenue, changes)
}

// takeOfferings lists the offerings to be worked out: the changed ones, those
// that rely on something changed, and those that waited for it.
func (e *edit) takeOfferings(changes map[Key]Entity) {
	for k, entity := range changes {
		if k.Kind != KindOffering {
			continue
		}
		if o, ok := entity.(Offering); ok {
			e.put[k.ID] = &o
		} else {
			e.drop[k.ID] = true
		}
	}
	relies := func(o *Offering) bool {
		return slices.ContainsFunc(references(*o), func(k Key) bool { return e.changed[k] })
	}
	again := func(o *Offering) {
		if e.put[o.ID] == nil && !e.drop[o.ID] && relies(o) {
			e.put[o.ID] = o
		}
	}
	if len(e.put)+len(e.drop) < len(e.changed) { // not only offerings have changed
		for _, item := range e.s.items {
			again(item.offering)
		}
	}
	for _, o := range e.s.waiting {
		again(o)
	}
}

// workOut makes the entries of the offerings to be worked out and puts them
// where searches find them.
func (e *edit) workOut() {
	s := e.s
	s.waiting = maps.Clone(s.waiting)
	if s.waiting == nil {
		s.waiting = map[string]*Offering{}
	}
	fresh := make(map[string]*entry, len(e.put))
	for id, o := range e.put {
		delete(s.problems, o.Key())
		delete(s.waiting, id)
		if fresh[id] = e.entry(o); fresh[id] == nil {
			s.waiting[id] = o
			e.drop[id] = true
		}
	}
	for id := range e.drop {
		if e.put[id] == nil {
			delete(s.waiting, id)
		}
		fresh[id] = nil
	}
	e.place(fresh)
}

// entry works out an offering; it is nil if something that it relies on is
// missing.
func (e *edit) entry(o *Offering) *entry {
	x := &entry{offering: o, org: e.s.organizations[o.Organization]}
	if x.org == nil {
		e.problem(o.Key(), "organization", fmt.Errorf("organization %q is not there", o.Organization))
		return nil
	}
	if o.Venue != "" {
		if x.venue = e.s.venues[o.Venue]; x.venue == nil {
			e.problem(o.Key(), "venue", fmt.Errorf("venue %q is not there", o.Venue))
			return nil
		}
	}
	for i, v := range o.Overrides {
		if v.Venue != "" && e.s.venues[v.Venue] == nil {
			e.problem(o.Key(), fmt.Sprintf("overrides[%d].venue", i), fmt.Errorf("venue %q is not there", v.Venue))
		}
	}
	table, err := e.b.timetable(x)
	if err != nil {
		e.problem(o.Key(), "series", err)
		return nil
	}
	x.table = table
	zone := x.zoneName()
	if len(table.tables) > 0 {
		zone = table.tables[0].Zone().Name()
	}
	x.listing = newListing(o, x.org, x.venue, e.b.catalogue, zone)
	x.mask = x.makeMask()
	return x
}

// maxRecent is how many items of an index may differ from the time it was
// made: each search looks at them one by one.
const maxRecent = 1000

// place puts entries, nil ones for those that are gone, into the lists and the
// index of the snapshot.
func (e *edit) place(fresh map[string]*entry) {
	s := e.s
	if len(fresh) == 0 {
		return
	}
	at := func(id string) (int, bool) {
		return slices.BinarySearchFunc(s.items, id, func(x *entry, id string) int { return strings.Compare(x.offering.ID, id) })
	}
	same := true // no offering comes or goes
	for id, x := range fresh {
		if _, ok := at(id); ok != (x != nil) {
			same = false
		}
	}
	if same {
		s.items = slices.Clone(s.items)
		var changes []earth.Change
		for id, x := range fresh {
			if x == nil {
				continue
			}
			i, _ := at(id)
			s.items[i] = x
			changes = append(changes, earth.Change{Item: i, Point: x.point(), Mask: x.mask})
		}
		if index, err := s.index.With(changes...); err == nil && index.Recent() <= maxRecent {
			s.index = index
			e.list()
			return
		}
	} else {
		s.items = slices.DeleteFunc(slices.Clone(s.items), func(x *entry) bool {
			_, ok := fresh[x.offering.ID]
			return ok
		})
		for _, x := range fresh {
			if x != nil {
				s.items = append(s.items, x)
			}
		}
		slices.SortFunc(s.items, func(x, y *entry) int { return strings.Compare(x.offering.ID, y.offering.ID) })
	}
	e.reindex()
	e.list()
}

// reindex makes the index of all items.
func (e *edit) reindex() {
	s := e.s
	points := make([]earth.Point, len(s.items))
	masks := make([]uint64, len(s.items))
	for i, x := range s.items {
		points[i], masks[i] = x.point(), x.mask
	}
	index, err := earth.NewIndex(points, earth.IndexOptions{Masks: masks})
	if err != nil { // more than two thousand million offerings
		e.problem(Key{}, "", err)
		index = new(earth.Index)
	}
	s.index = index
}

// list sorts out which items are remote and which are not on the map.
func (e *edit) list() {
	s := e.s
	s.remote, s.unplaced = nil, nil
	for _, x := range s.items {
		switch l := x.listing; {
		case hidden(l.Kind):
			continue
		case remote(l.Mode):
			s.remote = append(s.remote, x)
		case l.Place != nil && l.Place.Point.IsZero():
			s.unplaced = append(s.unplaced, x)
		}
	}
}

// point returns where searches find an offering, or the zero Point.
func (x *entry) point() earth.Point {
	if x.listing.Place == nil || hidden(x.listing.Kind) {
		return earth.Point{}
	}
	return x.listing.Place.Point
}
