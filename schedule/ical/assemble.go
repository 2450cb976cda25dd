package ical

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// An assembly is the making of one event from a group.
type assembly struct {
	*reader
	group    *group
	zone     *schedule.Zone
	series   schedule.Series
	bare     *schedule.Timetable // of the rule; nil if there is none
	explicit map[schedule.Date]bool
	taken    map[schedule.Date]bool // dates of which the group says something
	closures []schedule.Closure
	told     []telling // of the dated drafts
	usual    string    // how the description of each date ends
	event    Event
}

// event makes an event of a group; ok is false if it is left out.
func (rd *reader) event(g *group) (e Event, ok bool) {
	a := assembly{reader: rd, group: g, explicit: map[schedule.Date]bool{}, taken: map[schedule.Date]bool{}}
	if a.zone = a.findZone(); a.zone == nil {
		rd.report.lose(g.line, "no-zone", "a time without a zone")
		return e, false
	}
	if !a.spread() || !a.originals() {
		return e, false
	}
	ok = a.rule()
	if g.base == nil {
		ok = a.single()
	}
	if !ok {
		return e, false
	}
	a.listed()
	for i, d := range g.dated {
		if g.base != nil && d.description == a.usual {
			a.told[i] = telling{rest: d.description} // the event only sounds like a change
		}
		a.change(d, a.told[i])
	}
	return a.finish()
}

// findZone returns the zone of the group: that of its first start that has
// one. A rule in UTC stays there, a single time in UTC is one at home.
func (a *assembly) findZone() *schedule.Zone {
	if b := a.group.base; b != nil && b.start.zone != nil {
		return b.start.zone
	} else if b != nil && b.start.utc {
		return utcZone
	}
	utc := true
	for _, d := range a.group.dated {
		if d.start.zone != nil {
			return d.start.zone
		}
		utc = utc && (d.start.utc || d.start.allDay())
	}
	if a.zones.home == nil && utc && (a.group.base == nil || a.group.base.start.allDay()) {
		return utcZone
	}
	return a.zones.home
}

const (
	maxLongDays = 366    // of one event
	maxDays     = 20_000 // of all such events
)

// spread makes dates of an event that takes more whole days than a series can.
func (a *assembly) spread() bool {
	g := a.group
	long := func(d *draft) bool { return d != nil && d.days > 0 }
	if !long(g.base) && !slices.ContainsFunc(g.dated, func(d dated) bool { return long(d.draft) }) {
		return true
	}
	if g.base != nil || len(g.dated) > 1 || g.dated[0].days > maxLongDays || a.days+g.dated[0].days > maxDays {
		a.report.lose(g.line, "length", "too many whole days")
		return false
	}
	first := g.dated[0].draft
	a.days += first.days
	g.dated = g.dated[:0]
	for i := range first.days {
		d := *first
		if d.start.date = first.start.date.AddDays(i); d.start.date.IsZero() {
			break
		}
		g.dated = append(g.dated, dated{draft: &d})
	}
	return true
}

// originals finds out which date each dated draft is about, and what it says
// of it. Of several about one date the newest counts.
func (a *assembly) originals() bool {
	g := a.group
	at := make(map[schedule.Date]int, len(g.dated))
	list := g.dated[:0]
	for _, d := range g.dated {
		if d.original.IsZero() {
			m := d.recurrence
			if m.date.IsZero() {
				m = d.start
			}
			if m.zone == nil && !m.utc && !m.allDay() {
				m.zone = a.zone
			}
			d.original, _ = m.in(a.zone)
		}
		i, twice := at[d.original]
		switch {
		case d.original.IsZero():
			a.report.lose(d.line, "date", "no date of the years 1900 to 2200")
		case !twice:
			at[d.original] = len(list)
			list = append(list, d)
		default:
			a.report.lose(d.line, "repeated", "a second event for one date; the newest counts, or else the first")
			if newer(d.draft, list[i].draft) {
				list[i] = d
			}
		}
	}
	g.dated = list
	for _, d := range list {
		a.taken[d.original] = true
		a.told = append(a.told, d.tell(d.original))
	}
	return g.base != nil || len(list) > 0
}

// rule makes the series of a group with a base.
func (a *assembly) rule() bool {
	b := a.group.base
	if b == nil {
		return true
	}
	first, start := b.start.in(a.zone)
	s := schedule.Series{First: first, Start: start}
	if b.rule != "" || b.part != nil {
		var err error
		if b.part != nil {
			s, s.Start = *b.part, start
		} else if s, err = schedule.ParseRecurrence(b.rule, first, start, a.zone); err != nil {
			a.report.lose(b.ruleLine, "rule", "a rule that is not understood: "+reason(err))
			return false
		}
		if a.bare, err = schedule.Compile(s, schedule.CompileOptions{Zone: a.zone}); err != nil {
			a.report.lose(b.ruleLine, "rule", "a rule that is not understood: "+reason(err))
			return false
		}
	} else {
		s.First = schedule.Date{}
	}
	s.Length = b.length
	a.series = s
	if !a.has(first) {
		if b.rule != "" {
			a.report.add(b.ruleLine, "first", "DTSTART is no date of the rule; it is one more date")
		}
		a.addDate(first)
	}
	if b.cancelled {
		a.closures = append(a.closures, schedule.Closure{First: first})
	}
	a.event.CallFirst = b.tentative
	a.usual = b.usual()
	a.describe(b.title(), b.location, b.geo, b.url)
	return true
}

// has reports whether the series has an original date.
func (a *assembly) has(d schedule.Date) bool {
	return a.explicit[d] || (a.bare != nil && a.bare.Contains(d))
}

func (a *assembly) addDate(d schedule.Date) {
	a.explicit[d] = true
	a.series.Dates = append(a.series.Dates, d)
}

// single makes the series of a group that has no rule. Its time is the one
// that most dates have; but what one date lacks, an end or a place, must be
// lacking in the event.
func (a *assembly) single() bool {
	list := a.group.dated
	a.usualTime()
	plainest, linked := list[0], list[0]
	held, tentative := false, true
	a.usual = a.told[0].rest
	for i, d := range list {
		if !d.cancelled {
			held, tentative = true, tentative && d.tentative
		}
		if d.location == "" && plainest.location != "" {
			plainest = d
		}
		if d.url == "" {
			linked = d
		}
		a.usual = commonEnd(a.told[i].rest, a.usual)
	}
	a.event.CallFirst = held && tentative
	url := linked.url
	if _, check := cutCheck(a.usual, a.words); check == "" && len(a.words) == 1 {
		url = "" // in what Write wrote an event with an address says to check there
	}
	a.describe(list[0].title(), plainest.location, plainest.geo, url)
	return true
}

// usualTime finds the time of day and length that most dates have. Dates that
// were changed say little of the others.
func (a *assembly) usualTime() {
	type usual struct {
		start  schedule.Clock
		length time.Duration
	}
	list := a.group.dated
	whole := slices.ContainsFunc(list, func(d dated) bool { return d.start.allDay() })
	open := slices.ContainsFunc(list, func(d dated) bool { return d.start.allDay() == whole && d.length == 0 })
	votes, most := map[usual]int{}, -1
	for i, d := range list {
		if d.start.allDay() != whole || (open && d.length != 0) {
			continue
		}
		_, start := d.start.in(a.zone)
		u := usual{start, d.length}
		if a.told[i].lead == asUsual {
			votes[u]++
		}
		if votes[u] > most {
			most = votes[u]
			a.series.Start, a.series.Length = u.start, u.length
		}
	}
}

// describe sets what the event says of all its dates.
func (a *assembly) describe(title, location string, geo *Geo, url string) {
	e := &a.event
	e.Summary, e.Location, e.Geo, e.URL = title, location, geo, url
	e.Description, e.Check = cutCheck(a.usual, a.words)
	if e.Check == e.URL {
		e.Check = ""
	}
}

// listed applies EXDATE and RDATE.
func (a *assembly) listed() {
	b := a.group.base
	if b == nil {
		return
	}
	for _, m := range b.added {
		d, start := m.in(a.zone)
		switch {
		case d.IsZero() || m.allDay() != b.start.allDay():
			a.report.lose(m.line, "rdate", "an RDATE of another kind than DTSTART")
		case a.taken[d] || (a.has(d) && start == a.series.Start):
		case a.has(d):
			a.report.lose(m.line, "rdate", "a second time on one day")
		case start == a.series.Start:
			a.addDate(d)
		default:
			a.taken[d] = true
			a.except(schedule.Exception{On: d, Kind: schedule.Add, Start: start})
		}
	}
	for _, m := range b.excluded {
		d, start := m.in(a.zone)
		switch {
		case m.allDay() != b.start.allDay() || start != a.series.Start || !a.has(d):
			a.report.add(m.line, "exdate", "an EXDATE that is no start of the event")
		case !a.taken[d]:
			a.taken[d] = true
			a.except(schedule.Exception{On: d, Kind: schedule.Cancel})
			a.event.Hidden = append(a.event.Hidden, d)
		}
	}
}

func (a *assembly) except(e schedule.Exception) {
	a.series.Exceptions = append(a.series.Exceptions, e)
}

// finish compiles the series.
func (a *assembly) finish() (Event, bool) {
	s, e := &a.series, &a.event
	byDate := func(a, b schedule.Date) int { return a.Compare(b) }
	slices.SortFunc(s.Dates, byDate)
	slices.SortFunc(e.Hidden, byDate)
	slices.SortFunc(s.Exceptions, func(a, b schedule.Exception) int { return a.On.Compare(b.On) })
	slices.SortFunc(e.Overrides, func(a, b Override) int { return a.On.Compare(b.On) })
	slices.SortStableFunc(a.closures, func(a, b schedule.Closure) int { return a.First.Compare(b.First) })
	a.closures = slices.Compact(a.closures)
	if !s.Start.IsZero() {
		s.Zone = a.zone.Name()
	}
	var err error
	if e.Timetable, err = schedule.Compile(*s, schedule.CompileOptions{Zone: a.zone, Closures: a.closures}); err != nil {
		a.report.lose(a.group.line, "series", "dates that are too many or not understood: "+reason(err))
		return Event{}, false
	}
	e.UID = a.group.uid
	newest := a.group.base
	for _, d := range a.group.dated {
		if newest == nil || newer(d.draft, newest) {
			newest = d.draft
		}
	}
	e.Sequence, e.Modified = newest.sequence, newest.modified
	return *e, true
}
