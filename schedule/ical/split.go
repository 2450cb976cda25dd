package ical

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// split makes several groups of one whose dates change for good from some date
// on (RANGE=THISANDFUTURE): the dates up to there, and those from there on. If
// such a change is not understood, the dates end before it, as those after it
// are known to be wrong.
func (rd *reader) split(g *group) []*group {
	var changes []dated
	g.dated = slices.DeleteFunc(g.dated, func(d dated) bool {
		if d.onward {
			changes = append(changes, d)
		}
		return d.onward
	})
	if len(changes) == 0 {
		return []*group{g}
	}
	whole, ok := rd.parting(g)
	if !ok {
		rd.report.lose(g.line, "range", "a change of all dates from one on, of an event without a rule that is understood")
		return nil
	}
	changes = rd.inOrder(changes, whole.zone)
	var parts []*group
	from := dated{draft: g.base}
	for _, d := range changes {
		parts = whole.add(parts, from, d.original)
		if from = d; !whole.takes(d) {
			rd.report.lose(d.line, "range", "a change of all dates from one on that is not understood; the dates end before it")
			return parts
		}
	}
	return whole.add(parts, from, schedule.Date{})
}

// inOrder sorts changes by the date from which they hold. Of several from one
// date the newest counts.
func (rd *reader) inOrder(changes []dated, zone *schedule.Zone) []dated {
	for i := range changes {
		changes[i].original, _ = changes[i].recurrence.in(zone)
	}
	slices.SortStableFunc(changes, func(a, b dated) int {
		switch c := a.original.Compare(b.original); {
		case c != 0:
			return c
		case newer(a.draft, b.draft):
			return -1
		case newer(b.draft, a.draft):
			return 1
		}
		return 0
	})
	return slices.CompactFunc(changes, func(a, b dated) bool {
		same := a.original == b.original
		if same {
			rd.report.lose(b.line, "repeated", "a second change of all dates from one on; the newest counts, or else the first")
		}
		return same
	})
}

// A parting is a group that is being split.
type parting struct {
	group  *group
	zone   *schedule.Zone
	series schedule.Series
	table  *schedule.Timetable
}

// parting reads the rule of a group; ok is false if there is none, or it is not
// understood.
func (rd *reader) parting(g *group) (p parting, ok bool) {
	a := assembly{reader: rd, group: g}
	if p.zone = a.findZone(); p.zone == nil || g.base == nil || g.base.rule == "" {
		return p, false
	}
	p.group = g
	first, start := g.base.start.in(p.zone)
	var err error
	if p.series, err = schedule.ParseRecurrence(g.base.rule, first, start, p.zone); err != nil {
		return p, false
	}
	p.table, err = schedule.Compile(p.series, schedule.CompileOptions{Zone: p.zone})
	return p, err == nil
}

// takes reports whether the dates from a change on can be told: it begins with
// a date of the rule, names no rule or zone of its own, and if it moves to
// another day, so do all others.
func (p *parting) takes(d dated) bool {
	if !p.table.Contains(d.original) || (d.rule != "" && d.rule != p.group.base.rule) ||
		(d.start.zone != nil && d.start.zone.Name() != p.zone.Name()) {
		return false
	}
	_, ok := p.rule(p.shift(d))
	return ok
}

// shift returns by how many days a change moves every date.
func (p *parting) shift(d dated) int {
	if d.original.IsZero() {
		return 0
	}
	date, _ := d.start.in(p.zone)
	return date.DaysSince(d.original)
}

// rule returns the rule of the series with all dates some days later; ok is
// false if no rule says that.
func (p *parting) rule(days int) (r schedule.Rule, ok bool) {
	parts := p.series.Rule.Parts()
	switch {
	case days == 0:
		return p.series.Rule, true
	case parts.Frequency != schedule.PerWeek || !isPlainRule(parts):
		return r, false
	}
	for i := range parts.Days {
		day := (int(parts.Days[i].Day)-parts.WeekStart+7)%7 + days
		if parts.Interval > 1 && (day < 0 || day > 6) {
			return r, false // into another week, which may be one that is left out
		}
		parts.Days[i].Day = time.Weekday(((parts.WeekStart+day)%7 + 7) % 7)
	}
	r, err := schedule.NewRule(parts)
	return r, err == nil
}

// isPlainRule reports whether a rule has days of the week at most.
func isPlainRule(p schedule.Parts) bool {
	return len(p.Months)+len(p.MonthDays)+len(p.YearDays)+len(p.WeekNumbers)+len(p.Positions) == 0
}

// add adds the group of the dates from a change until the day before the next
// one, if there are any; the first change is the event itself, the zero date no
// next one.
func (p *parting) add(parts []*group, from dated, until schedule.Date) []*group {
	days := p.shift(from)
	base := *from.draft
	s := p.series
	s.Rule, _ = p.rule(days)
	if !from.original.IsZero() {
		base.uid, base.recurrence, base.onward = p.uid(from.original), moment{}, false
		base.start = p.moved(base.start, 0)
		s.First = base.start.date
		if s.Count > 0 {
			s.Count -= p.table.Count(schedule.Date{}, from.original)
		}
	}
	if !s.Last.IsZero() {
		s.Last = s.Last.AddDays(days)
	}
	if !until.IsZero() {
		if p.table.Count(from.original, until) == 0 {
			return parts
		}
		if last := until.AddDays(days - 1); s.Last.IsZero() || s.Last.After(last) {
			s.Last = last
		}
	}
	base.part = &s
	inPart := func(d schedule.Date) bool { return !d.Before(from.original) && (until.IsZero() || d.Before(until)) }
	take := func(list []moment) (taken []moment) {
		for _, m := range list {
			date, clock := m.in(p.zone)
			if !inPart(date) {
				continue
			}
			if !from.original.IsZero() {
				m = p.moved(m, days)
				if clock == p.series.Start {
					m.clock = base.start.clock
				}
			}
			taken = append(taken, m)
		}
		return taken
	}
	base.excluded, base.added = take(p.group.base.excluded), take(p.group.base.added)
	g := &group{uid: base.uid, line: base.line, base: &base}
	for _, d := range p.group.dated {
		if on, _ := d.recurrence.in(p.zone); inPart(on) {
			d.original = on.AddDays(days)
			g.dated = append(g.dated, d)
		}
	}
	return append(parts, g)
}

// moved returns a moment some days later, in the zone of the event.
func (p *parting) moved(m moment, days int) moment {
	to := p.group.base.start
	to.date, to.clock = m.in(p.zone)
	to.date, to.line = to.date.AddDays(days), m.line
	return to
}

// uid returns the identity of the part from a date on.
func (p *parting) uid(from schedule.Date) string {
	uid := p.group.uid
	at := authority(uid)
	return uid[:at] + "-r" + strings.ReplaceAll(from.String(), "-", "") + uid[at:]
}
