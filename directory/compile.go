package directory

import (
	"errors"
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// zoneName returns the zone of a series that has none of its own.
func (x *entry) zoneName() string {
	if x.venue != nil && x.venue.Zone != "" {
		return x.venue.Zone
	}
	return x.org.Zone
}

// timetable compiles the series of an offering.
func (b *builder) timetable(x *entry) (*Timetable, error) {
	opt := schedule.CompileOptions{Closures: x.closures()}
	t := &Timetable{offering: x.offering, closed: len(opt.Closures) > 0}
	if x.venue != nil && x.offering.Mode == program.ModeHybrid {
		t.shut = x.venue.Closures
	}
	for _, s := range x.offering.Series {
		if s.Zone == "" {
			s.Zone = x.zoneName()
		}
		var err error
		if opt.Zone, err = b.zone(s.Zone); err != nil {
			return nil, err
		}
		if s.OnHoliday != schedule.Keep {
			if opt.Holidays, err = b.holidaysOf(x.org); err != nil {
				return nil, err
			}
		}
		table, err := schedule.Compile(s, opt)
		if err != nil {
			return nil, err
		}
		t.tables = append(t.tables, table)
	}
	if len(x.offering.Overrides) > 0 {
		t.overrides = make(map[schedule.Key]*Override, len(x.offering.Overrides))
		for i := range x.offering.Overrides {
			v := &x.offering.Overrides[i]
			t.overrides[schedule.Key{Series: v.Series, Date: v.On}] = v
		}
	}
	return t, nil
}

// closures returns what shuts all series of an offering.
func (x *entry) closures() []schedule.Closure {
	list := slices.Clone(x.org.Closures)
	if x.venue != nil && inPerson(x.offering.Mode) && x.offering.Mode != program.ModeHybrid {
		list = append(list, x.venue.Closures...)
	}
	if x.offering.Status != Active {
		since := x.offering.StatusSince
		if since.IsZero() {
			since = firstDate
		}
		list = append(list, schedule.Closure{First: since, Reason: string(x.offering.Status)})
	}
	return list
}

// firstDate is the first that there is.
var firstDate = schedule.MustDate("1900-01-01")

// program returns the program with a key, or the zero Program.
func (b *builder) program(key string) program.Program {
	b.mu.Lock()
	defer b.mu.Unlock()
	p, ok := b.programs[key]
	if !ok {
		p, _ = b.catalogue.Program(key)
		if len(b.programs) < maxKept {
			b.programs[key] = p
		}
	}
	return p
}

// checkZones reports the names of zones in an entity that no database has.
func (b *builder) checkZones(e Entity) error {
	c := checker{key: e.Key()}
	check := func(field, name string) {
		if name != "" {
			_, err := b.zone(name)
			c.add(field, err)
		}
	}
	switch e := e.(type) {
	case Organization:
		check("zone", e.Zone)
		for i, contact := range e.Contacts {
			check(fmt.Sprintf("contacts[%d].zone", i), contact.Zone)
		}
	case Venue:
		check("zone", e.Zone)
	case Offering:
		for i, s := range e.Series {
			check(fmt.Sprintf("series[%d].zone", i), s.Zone)
		}
	}
	return errors.Join(c.errs...)
}

func (b *builder) zone(name string) (*schedule.Zone, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
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

// maxKept limits what a builder keeps of organizations that were edited away.
const maxKept = 100_000

// holidaysOf compiles the holidays of an organization, those of equal sets
// once.
func (b *builder) holidaysOf(o *Organization) (*schedule.Holidays, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if h := b.closed[o]; h != nil {
		return h, nil
	}
	text, err := o.Holidays.MarshalJSON()
	if err != nil {
		return nil, err
	}
	h := b.holidays[string(text)]
	if h == nil {
		if h, err = o.Holidays.Compile(); err != nil {
			return nil, err
		}
	}
	if len(b.closed) >= maxKept {
		clear(b.closed)
		clear(b.holidays)
	}
	b.closed[o], b.holidays[string(text)] = h, h
	return h, nil
}
