package directory

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A builder makes a snapshot. What it cannot use it leaves out, with a
// problem for it.
type builder struct {
	opt      Options
	s        *Snapshot
	seen     map[Key]bool
	waiting  []*Offering // until all that they refer to is there
	problems []error

	zones    map[string]*schedule.Zone
	holidays map[string]*schedule.Holidays // by organization
}

func newBuilder(o Options) *builder {
	if o.Catalogue == nil {
		o.Catalogue = program.BuiltIn()
	}
	return &builder{
		opt:  o,
		seen: map[Key]bool{},
		s: &Snapshot{
			catalogue:     o.Catalogue,
			organizations: map[string]*Organization{},
			venues:        map[string]*Venue{},
			offerings:     map[string]*entry{},
			served:        map[string][]*Organization{},
			states:        map[string][]*Organization{},
		},
		zones:    map[string]*schedule.Zone{},
		holidays: map[string]*schedule.Holidays{},
	}
}

func (b *builder) problem(k Key, field string, err error) {
	b.problems = append(b.problems, &RecordError{k, field, err})
}

// put adds an entity.
func (b *builder) put(e Entity) {
	if err := e.Validate(); err != nil {
		b.problems = append(b.problems, err)
		return
	}
	if b.seen[e.Key()] {
		b.problem(e.Key(), "id", errors.New("twice, want one record for an id"))
		return
	}
	b.seen[e.Key()] = true
	switch e := e.(type) {
	case Organization:
		b.s.organizations[e.ID] = &e
	case Venue:
		b.s.venues[e.ID] = &e
	case Offering:
		b.waiting = append(b.waiting, &e)
	}
}

// build returns the snapshot of all that was put.
func (b *builder) build() *Snapshot {
	s := b.s
	for _, id := range slices.Sorted(maps.Keys(s.organizations)) {
		b.addOrganization(s.organizations[id])
	}
	slices.SortFunc(b.waiting, func(x, y *Offering) int { return cmp.Compare(x.ID, y.ID) })
	for _, o := range b.waiting {
		b.addOffering(o)
	}
	for _, o := range b.waiting {
		if e := s.offerings[o.ID]; e != nil && !hidden(e.listing.Kind) {
			s.items = append(s.items, e)
		}
	}
	points := make([]earth.Point, len(s.items))
	masks := make([]uint64, len(s.items))
	for i, e := range s.items {
		masks[i] = e.mask
		if p := e.listing.Place; p != nil {
			points[i] = p.Point
			if p.Point.IsZero() {
				s.unplaced = append(s.unplaced, e)
			}
		}
		if remote(e.listing.Mode) {
			s.remote = append(s.remote, e)
		}
	}
	var err error
	if s.index, err = earth.NewIndex(points, earth.IndexOptions{Masks: masks}); err != nil {
		b.problems = append(b.problems, err)
		s.index = new(earth.Index)
	}
	return s
}

func (b *builder) addOrganization(o *Organization) {
	if o.Successor != "" && b.s.organizations[o.Successor] == nil {
		b.problem(o.Key(), "successor", fmt.Errorf("organization %q is not there", o.Successor))
	}
	switch o.Level {
	case National:
		b.s.nations = append(b.s.nations, o)
	case StateOffice:
		b.s.states[o.State] = append(b.s.states[o.State], o)
	}
	for _, county := range o.Counties {
		b.s.served[county] = append(b.s.served[county], o)
	}
}

func (b *builder) addOffering(o *Offering) {
	e := &entry{offering: o, org: b.s.organizations[o.Organization]}
	if e.org == nil {
		b.problem(o.Key(), "organization", fmt.Errorf("organization %q is not there", o.Organization))
		return
	}
	if o.Venue != "" {
		if e.venue = b.s.venues[o.Venue]; e.venue == nil {
			b.problem(o.Key(), "venue", fmt.Errorf("venue %q is not there", o.Venue))
			return
		}
	}
	for i, v := range o.Overrides {
		if v.Venue != "" && b.s.venues[v.Venue] == nil {
			b.problem(o.Key(), fmt.Sprintf("overrides[%d].venue", i), fmt.Errorf("venue %q is not there", v.Venue))
		}
	}
	table, err := b.timetable(e)
	if err != nil {
		b.problem(o.Key(), "series", err)
		return
	}
	e.table = table
	zone := e.zoneName()
	if len(table.tables) > 0 {
		zone = table.tables[0].Zone().Name()
	}
	e.listing = newListing(o, e.org, e.venue, b.opt.Catalogue, zone)
	e.mask = e.makeMask()
	b.s.offerings[o.ID] = e
}

// zoneName returns the zone of a series that has none of its own.
func (e *entry) zoneName() string {
	if e.venue != nil && e.venue.Zone != "" {
		return e.venue.Zone
	}
	return e.org.Zone
}

// timetable compiles the series of an offering.
func (b *builder) timetable(e *entry) (*Timetable, error) {
	t := &Timetable{offering: e.offering}
	opt := schedule.CompileOptions{Closures: e.closures()}
	if e.venue != nil && e.offering.Mode == program.ModeHybrid {
		t.shut = e.venue.Closures
	}
	for _, s := range e.offering.Series {
		if s.Zone == "" {
			s.Zone = e.zoneName()
		}
		var err error
		if opt.Zone, err = b.zone(s.Zone); err != nil {
			return nil, err
		}
		if s.OnHoliday != schedule.Keep {
			if opt.Holidays, err = b.holidaysOf(e.org); err != nil {
				return nil, err
			}
		}
		table, err := schedule.Compile(s, opt)
		if err != nil {
			return nil, err
		}
		t.tables = append(t.tables, table)
	}
	if len(e.offering.Overrides) > 0 {
		t.overrides = make(map[schedule.Key]*Override, len(e.offering.Overrides))
		for i := range e.offering.Overrides {
			v := &e.offering.Overrides[i]
			t.overrides[schedule.Key{Series: v.Series, Date: v.On}] = v
		}
	}
	return t, nil
}

// closures returns what shuts all series of an offering.
func (e *entry) closures() []schedule.Closure {
	list := slices.Clone(e.org.Closures)
	if e.venue != nil && inPerson(e.offering.Mode) && e.offering.Mode != program.ModeHybrid {
		list = append(list, e.venue.Closures...)
	}
	if !e.offering.Status.upcoming() {
		list = append(list, schedule.Closure{First: schedule.MustDate("1900-01-01"), Reason: string(e.offering.Status)})
	}
	return list
}

func (b *builder) zone(name string) (*schedule.Zone, error) {
	if z := b.zones[name]; z != nil {
		return z, nil
	}
	z, err := schedule.LoadZone(name)
	if err != nil {
		return nil, err
	}
	b.zones[name] = z
	return z, nil
}

// holidaysOf compiles the holidays of an organization, those of equal sets
// once.
func (b *builder) holidaysOf(o *Organization) (*schedule.Holidays, error) {
	text, err := o.Holidays.MarshalJSON()
	if err != nil {
		return nil, err
	}
	if h := b.holidays[string(text)]; h != nil {
		return h, nil
	}
	h, err := o.Holidays.Compile()
	if err != nil {
		return nil, err
	}
	b.holidays[string(text)] = h
	return h, nil
}
