package csv

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// maxDates is how many dates a series holds.
const maxDates = 10_000

// dated reads a row that is one date of a calendar.
func (r *reader) dated(x *record) {
	cell := r.get(Date)
	if cell == "" {
		cell = r.get(Starts)
	}
	m, _ := readMoment(cell, r.order)
	if m.utc {
		zone := r.zones.Find(x.zone)
		if zone == nil {
			x.ask("zone-missing", "series", "", "the time is UTC, and the zone of the place is not known")
			r.keepWords(x)
			return
		}
		y, month, d := m.date.Civil()
		at := time.Date(y, month, d, m.clock.Hour(), m.clock.Minute(), m.clock.Second(), 0, time.UTC).In(zone.Location())
		m.date, m.clock = schedule.DateOf(at), schedule.ClockOf(at)
	}
	x.on, x.at = m.date, span{start: m.clock}
	if r.get(Time) != "" {
		x.at = r.times(x)[0]
	} else if end, ok := r.endOfDate(); ok && !m.clock.IsZero() {
		x.at.length = r.lasting(x, m.clock, end)
	}
	if days := weekdaysIn(r.get(Day)); len(days) == 1 && days[0] != x.on.Weekday() {
		x.ask("weekday-differs", "series", cell+" "+r.get(Day), "the date is a "+x.on.Weekday().String()+", but the row names another weekday; the date was taken")
	}
	if x.at.length == 0 && r.get(Length) != "" {
		if length, ok := readLength(r.get(Length)); ok && length <= r.longest {
			x.at.length = length
		}
	}
}

// endOfDate returns the time of day at which a dated row ends, from a column
// with a time or with a day and a time.
func (r *reader) endOfDate() (schedule.Clock, bool) {
	if c, level := r.clock(r.get(End)); level == sure {
		return c, true
	}
	for _, f := range []Field{End, Ends} {
		if m, ok := readMoment(r.get(f), r.order); ok && !m.utc && !m.clock.IsZero() {
			return m.clock, true
		}
	}
	return schedule.Clock{}, false
}

// gather makes one record of rows that belong together: the dates of a group
// in a calendar, and the series that were written with one ID. It keeps the
// order of the first rows.
func (r *reader) gather(rows []*record) []*record {
	var all []*record
	dates := map[string][]*record{}
	byKey := map[string]*record{}
	for _, x := range rows {
		first := byKey[x.key]
		switch {
		case x.refused:
			all = append(all, x)
		case !x.on.IsZero():
			g := groupOf(x)
			if dates[g] == nil {
				all = append(all, x)
			}
			dates[g] = append(dates[g], x)
		case first != nil && x.key != "" && slug(nameOf(first.o.Name, first.o.Program)) == slug(nameOf(x.o.Name, x.o.Program)) && len(x.o.Series) > 0 && len(first.o.Series) > 0:
			r.addSeries(first, x)
		default:
			if first != nil && x.key != "" {
				x.note(program.Warning, "key-twice", "id", x.key, "another row has the same key and another name; the name was added to the key")
				x.key += "/" + slug(x.o.Name)
			} else {
				byKey[x.key] = x
			}
			all = append(all, x)
		}
	}
	for _, group := range dates {
		r.oneSeries(group)
	}
	return all
}

// groupOf tells which dates of a calendar belong to one group.
func groupOf(x *record) string {
	return strings.Join([]string{slug(x.o.Name), x.o.Program, slug(x.org), placeKey(x.venue), string(x.o.Mode), slug(x.o.Room)}, "|")
}

func nameOf(name, program string) string {
	if name == "" {
		return program
	}
	return name
}

// addSeries adds the series of a further row with the same key.
func (r *reader) addSeries(first, x *record) {
	first.o.Series = append(first.o.Series, x.o.Series...)
	first.found = append(first.found, x.found...)
	ids := map[string]bool{}
	for _, s := range first.o.Series {
		if s.ID == "" || ids[s.ID] {
			nameSeries(first.o.Series, "")
			break
		}
		ids[s.ID] = true
	}
}

// oneSeries makes the series of the first row of the dates of all: a rule where
// the dates are exactly those of one, from the first to the last, else the
// dates as they are. Dates at another time of day are a series of their own.
func (r *reader) oneSeries(group []*record) {
	first := group[0]
	byTime := map[span][]schedule.Date{}
	var order []span
	for i, x := range group {
		if i > 0 {
			first.found = append(first.found, x.found...)
		}
		if byTime[x.at] == nil {
			order = append(order, x.at)
		}
		byTime[x.at] = append(byTime[x.at], x.on)
	}
	if id := first.key; id != "" && slices.ContainsFunc(group, func(x *record) bool { return x.key != id }) {
		first.key = "" // the keys are those of the dates
	}
	slices.SortFunc(order, func(a, b span) int {
		return cmp.Or(a.start.Compare(b.start), cmp.Compare(a.length, b.length), cmp.Compare(a.zone, b.zone))
	})
	for _, at := range order {
		days := byTime[at]
		slices.SortFunc(days, schedule.Date.Compare)
		days = slices.Compact(days)
		if len(days) > maxDates {
			first.note(program.Warning, "dates-too-many", "series", "", "there are more dates than a series holds; the last ones were left out")
			days = days[:maxDates]
		}
		s := schedule.Series{Start: at.start, Length: at.length, Zone: cmp.Or(at.zone, first.zone)}
		if rule, ok := ruleOf(days); ok {
			s.Rule, s.First, s.Last = rule, days[0], days[len(days)-1]
			first.note(program.Info, "dates-as-rule", "series", "", "the dates are those of a rule, from the first to the last; after the last it is not known to meet")
		} else {
			s.Dates = days
		}
		if len(order) > 1 {
			s.ID = strings.Trim("at-"+strings.ReplaceAll(at.start.String(), ":", ""), "-")
		}
		first.o.Series = append(first.o.Series, s)
	}
	distinct(first.o.Series)
}

// distinct numbers series that have the same ID.
func distinct(list []schedule.Series) {
	seen := map[string]int{}
	for i := range list {
		id := list[i].ID
		if seen[id]++; seen[id] > 1 {
			list[i].ID += "-" + string(rune('a'+min(seen[id]-1, 25)))
		}
	}
}

// ruleOf returns the one rule of which some dates, in order, are all from the
// first to the last. It takes three of them, and is not ok if two rules fit:
// four dates two weeks apart may be every other week, or the 2nd and 4th.
func ruleOf(days []schedule.Date) (schedule.Rule, bool) {
	if len(days) < 3 {
		return schedule.Rule{}, false
	}
	var week []time.Weekday
	var nth []int
	for _, d := range days {
		if !slices.Contains(week, d.Weekday()) {
			week = append(week, d.Weekday())
		}
		if n := (d.Day() + 6) / 7; !slices.Contains(nth, n) {
			nth = append(nth, n)
		}
	}
	slices.Sort(week)
	slices.Sort(nth)
	if r := schedule.Weekly(week...); len(days) > 2*len(week) && fits(r, days) {
		return r, true
	}
	if len(week) > 1 {
		return schedule.Rule{}, false
	}
	var found []schedule.Rule
	for _, r := range []schedule.Rule{schedule.Weekly(week...).Every(2), nthRule(week, nth), nthRule(week, []int{-1})} {
		// More weeks of the month than half the dates fit whatever they are.
		if len(r.Parts().Days)*2 <= len(days) && fits(r, days) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return schedule.Rule{}, false
	}
	return found[0], true
}

// fits reports whether the dates of a rule, from the first to the last, are
// exactly these.
func fits(rule schedule.Rule, days []schedule.Date) bool {
	first, last := days[0], days[len(days)-1]
	table, err := schedule.Compile(schedule.Series{Rule: rule, First: first, Last: last}, schedule.CompileOptions{Zone: schedule.NewZone(time.UTC)})
	if err != nil {
		return false
	}
	i := 0
	for o := range table.All(first, last.AddDays(1)) {
		if i == len(days) || o.Date != days[i] {
			return false
		}
		i++
	}
	return i == len(days)
}
