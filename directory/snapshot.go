package directory

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Snapshot is the whole directory at one moment, ready for questions. It is
// immutable and may be used by any number of goroutines. It holds no private
// entities.
type Snapshot struct {
	catalogue *program.Catalogue

	organizations map[string]*Organization
	venues        map[string]*Venue
	offerings     map[string]*entry

	served  map[string][]*Organization // by county, in order of ID
	states  map[string][]*Organization // state offices, in order of ID
	nations []*Organization            // national offices, in order of ID

	items  []*entry // what the public can find, in order of ID
	index  *earth.Index
	remote []*entry // those of items that need no place
}

// An entry is an offering with all that was worked out about it.
type entry struct {
	offering *Offering
	org      *Organization
	venue    *Venue // nil if it has none
	listing  *Listing
	table    *Timetable
}

// Options say what a directory knows besides its records. The zero Options
// are ready for use.
type Options struct {
	// Catalogue holds the programs. Nil is [program.BuiltIn].
	Catalogue *program.Catalogue
	// Private also loads credentials, for programs that give out links. They
	// are in no snapshot: see Directory.Credential.
	Private bool
}

// NewSnapshot returns a snapshot of entities with the zero [Options]. Entities
// must not be changed afterwards. The error joins all problems: those of the
// entities' own Validate, two of one key, references to what is not there.
func NewSnapshot(entities ...Entity) (*Snapshot, error) {
	return Options{}.NewSnapshot(entities...)
}

// NewSnapshot returns a snapshot of entities, as the function of that name
// does.
func (o Options) NewSnapshot(entities ...Entity) (*Snapshot, error) {
	b := newBuilder(o)
	for _, e := range entities {
		b.put(e)
	}
	s := b.build()
	if err := errors.Join(b.problems...); err != nil {
		return nil, err
	}
	return s, nil
}

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
		masks[i] = e.mask()
		if e.listing.Place != nil {
			points[i] = e.listing.Place.Point
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

// Organization returns the organization with an ID. What it holds must not be
// changed.
func (s *Snapshot) Organization(id string) (o Organization, ok bool) {
	if p := s.organizations[id]; p != nil {
		return *p, true
	}
	return Organization{}, false
}

// Organizations yields all organizations in order of their IDs.
func (s *Snapshot) Organizations() iter.Seq[Organization] {
	return func(yield func(Organization) bool) {
		for _, id := range slices.Sorted(maps.Keys(s.organizations)) {
			if !yield(*s.organizations[id]) {
				return
			}
		}
	}
}

// Listing returns what the public sees of the offering with an ID. What it
// holds must not be changed.
func (s *Snapshot) Listing(id string) (l Listing, ok bool) {
	if e := s.offerings[id]; e != nil && !hidden(e.listing.Kind) {
		return *e.listing, true
	}
	return Listing{}, false
}

// Listings yields what the public sees of all offerings, in order of their
// IDs; of one organization if the ID is not "".
func (s *Snapshot) Listings(organization string) iter.Seq[Listing] {
	return func(yield func(Listing) bool) {
		for _, e := range s.items {
			if (organization == "" || e.offering.Organization == organization) && !yield(*e.listing) {
				return
			}
		}
	}
}

// Place returns what the public sees of the venue with an ID.
func (s *Snapshot) Place(venue string) (p Place, ok bool) {
	if v := s.venues[venue]; v != nil {
		return *newPlace(v, ""), true
	}
	return Place{}, false
}

// Timetable returns when the offering with an ID meets. It is nil, and without
// meetings, if there is none. It answers for every offering, also for one that
// is not for the public.
func (s *Snapshot) Timetable(offering string) *Timetable {
	if e := s.offerings[offering]; e != nil {
		return e.table
	}
	return nil
}

// Terms returns what holds for the program of an offering on a day, in a
// language: see [program.Catalogue.Resolve] for the errors. Errors are also
// [program.ErrNoProgram] for an offering that is not there.
func (s *Snapshot) Terms(offering, language string, on schedule.Date) (program.Resolved, error) {
	e := s.offerings[offering]
	if e == nil {
		return program.Resolved{}, program.ErrNoProgram
	}
	return s.catalogue.Resolve(e.offering.Program, language, e.org.Jurisdiction(), on)
}

// Catalogue returns the programs that the snapshot knows.
func (s *Snapshot) Catalogue() *program.Catalogue { return s.catalogue }
