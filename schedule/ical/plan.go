package ical

import (
	"iter"
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// A plan sorts the dates of one event by the way in which each is written.
type plan struct {
	event   *Event
	through schedule.Date
	series  schedule.Series
	zone    *zone
	rule    recurrence
	bare    *schedule.Timetable // the dates of the rule, if there are others

	atNight bool // clocks may change while the event takes place

	first   schedule.Date         // the first usual date of the rule; zero if there is none
	last    schedule.Date         // of the rule, as far as was looked
	late    int                   // how many dates the rule has before first
	bounded bool                  // the rule must end with last
	skipped []schedule.Date       // dates of the rule to be taken out
	changed []schedule.Occurrence // dates of the rule that differ from it
	single  []schedule.Occurrence // all others
}

// set plans an event up to a day.
func (p *plan) set(e *Event, z *zone, r recurrence, through schedule.Date) {
	p.event, p.zone, p.rule, p.bare, p.through = e, z, r, nil, through
	p.series = e.Timetable.Series()
	p.atNight = !p.allDay() && p.series.Length > 0 && z.changesNear(p.series.Start, p.series.Length)
	if z.changesAt(p.series.Start) {
		// Readers lose their way in an hour that is missing or comes twice,
		// some on all later dates.
		p.rule = recurrence{}
	}
	if p.hasRule() && (len(p.series.Dates) > 0 || slices.ContainsFunc(p.series.Exceptions, isAdd)) {
		s := p.series
		// Compile accepts the parts of a series that it has compiled.
		p.bare, _ = schedule.Compile(
			schedule.Series{Rule: s.Rule, First: s.First, Last: s.Last, Count: s.Count},
			schedule.CompileOptions{Zone: e.Timetable.Zone()})
	}
	if p.setPlain() {
		return
	}
	p.bounded = p.series.OnHoliday != schedule.Keep
	horizon := through
	if p.hasRule() && !p.bounded {
		horizon = p.lastChange(through)
	}
	p.scan(horizon)
	if (p.bounded || p.first.IsZero() || p.first.After(through)) && horizon.After(through) {
		p.scan(through) // no rule goes on
	}
	p.bounded = p.bounded || (p.series.Count > 0 && !p.series.Last.IsZero())
	p.begin()
}

// setPlain plans an event that is its rule and nothing else, as most are,
// without a look at each date; ok is false if it is not.
func (p *plan) setPlain() (ok bool) {
	if !p.hasRule() || p.atNight || len(p.event.Overrides) > 0 || !p.event.Timetable.IsPlain() ||
		(p.series.Count > 0 && !p.series.Last.IsZero()) {
		return false
	}
	p.clear()
	p.bounded = false
	if o, any := p.event.Timetable.Nth(schedule.Date{}, 1); any && !o.Original.After(p.through) {
		p.first = o.Original
	}
	return true
}

func isAdd(e schedule.Exception) bool { return e.Kind == schedule.Add }

func (p *plan) hasRule() bool { return p.rule.text != "" }

// allDay reports whether the time of day is not known.
func (p *plan) allDay() bool { return p.series.Start.IsZero() }

// lastChange returns the last day about which the event says something that
// its rule does not, if that is after a day. A rule that goes on needs it.
func (p *plan) lastChange(day schedule.Date) schedule.Date {
	note := func(on schedule.Date) {
		if on.After(day) {
			if o, ok := p.event.Timetable.Find(on); ok && p.inRule(on) && !p.isAsSaid(&o) {
				day = on
			}
		}
	}
	for _, e := range p.series.Exceptions {
		note(e.On)
	}
	for i := range p.event.Overrides {
		note(p.event.Overrides[i].On)
	}
	// Only one end can be written, so it must be known which comes first.
	if p.series.Count > 0 && p.series.Last.After(day) {
		day = p.series.Last
	}
	return day
}

// scan sorts every occurrence with an original date up to a day.
func (p *plan) scan(horizon schedule.Date) {
	p.clear()
	for o := range p.event.occurrences(horizon) {
		p.add(&o)
	}
}

// occurrences yields every occurrence with an original date up to a day, in the
// order of Timetable.All, then those that were moved far beyond that day.
func (e *Event) occurrences(horizon schedule.Date) iter.Seq[schedule.Occurrence] {
	return func(yield func(schedule.Occurrence) bool) {
		// The policy Move puts dates off by up to a week.
		end := horizon.AddDays(8)
		for o := range e.Timetable.All(schedule.Date{}, end) {
			if !o.Original.After(horizon) && !yield(o) {
				return
			}
		}
		if end.IsZero() {
			return
		}
		for _, x := range e.Timetable.Series().Exceptions {
			if x.Kind != schedule.Reschedule || x.On.After(horizon) || x.To.Before(end) {
				continue
			}
			if o, ok := e.Timetable.Find(x.On); ok && !yield(o) {
				return
			}
		}
	}
}

func (p *plan) clear() {
	p.first, p.last, p.late = schedule.Date{}, schedule.Date{}, 0
	p.skipped, p.changed, p.single = p.skipped[:0], p.changed[:0], p.single[:0]
}

func (p *plan) add(o *schedule.Occurrence) {
	p.bounded = p.bounded || o.Reason.Code == schedule.ByClosure
	absent := p.event.leavesOut(o)
	if !p.inRule(o.Original) {
		if !absent && !o.Original.After(p.through) {
			p.single = append(p.single, *o)
		}
		return
	}
	if o.Original.After(p.last) {
		p.last = o.Original
	}
	switch {
	case absent:
		p.skipped = append(p.skipped, o.Original)
	case p.allDay() && !o.Clock.IsZero():
		// A date of an event that takes whole days can't be changed to a time.
		p.skipped = append(p.skipped, o.Original)
		p.single = append(p.single, *o)
	case !p.isUsual(o):
		p.changed = append(p.changed, *o)
	case p.first.IsZero():
		p.first = o.Original
	}
}

// isUsual reports whether o is what the event says of every date, and readers
// agree on how long it is, which matters up to the end of the calendar.
func (p *plan) isUsual(o *schedule.Occurrence) bool {
	return p.isAsSaid(o) && !(p.atNight && !o.Original.After(p.through) && p.zone.changesDuring(o.Start().Unix(), o.Length))
}

// isAsSaid reports whether o is what the event says of every date.
func (p *plan) isAsSaid(o *schedule.Occurrence) bool {
	return o.Status == schedule.On && o.Reason.Text == "" &&
		o.Clock == p.series.Start && o.Length == p.series.Length && p.override(o.Original) == nil
}

// inRule reports whether a date that the series has is one of the rule.
func (p *plan) inRule(d schedule.Date) bool {
	return p.hasRule() && (p.bare == nil || p.bare.Contains(d))
}

// leavesOut reports whether no reader is to see an occurrence.
func (e *Event) leavesOut(o *schedule.Occurrence) bool {
	if o.Status != schedule.Cancelled {
		return o.Status == schedule.Skipped
	}
	_, hidden := slices.BinarySearchFunc(e.Hidden, o.Original, schedule.Date.Compare)
	return hidden
}

// override returns the override of an original date, or nil.
func (p *plan) override(d schedule.Date) *Override {
	list := p.event.Overrides
	i, ok := slices.BinarySearchFunc(list, d, func(o Override, d schedule.Date) int { return o.On.Compare(d) })
	if !ok {
		return nil
	}
	return &list[i]
}

// begin drops the dates before first from the rule. The event begins with a
// usual date, as some readers do not apply a change to the first one.
func (p *plan) begin() {
	before := func(d schedule.Date) bool { return p.first.IsZero() || d.Before(p.first) }
	all := len(p.skipped) + len(p.changed)
	p.skipped = slices.DeleteFunc(p.skipped, before)
	for i := range p.changed {
		if before(p.changed[i].Original) {
			p.single = append(p.single, p.changed[i])
		}
	}
	p.changed = slices.DeleteFunc(p.changed, func(o schedule.Occurrence) bool { return before(o.Original) })
	p.late = all - len(p.skipped) - len(p.changed)
	byOriginal := func(a, b schedule.Occurrence) int { return a.Original.Compare(b.Original) }
	slices.SortStableFunc(p.changed, byOriginal)
	slices.SortStableFunc(p.single, byOriginal)
}
