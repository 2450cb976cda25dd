package ics

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// A bundle is the events that are one offering: one event, or several with one
// date each that do not differ otherwise.
type bundle struct {
	first ical.Event
	uids  []string
	dates []schedule.Date // if there are several events, in order
}

// alike is what events have in common that are one offering.
type alike struct {
	title, text, place, url, check, zone string
	start                                schedule.Clock
	length                               time.Duration
	callFirst                            bool
}

// bundles brings single dates together, in the order in which the calendar
// first has each of them.
func bundles(events []ical.Event) []bundle {
	var list []bundle
	at := make(map[alike]int)
	for _, e := range events {
		s := e.Timetable.Series()
		single := len(s.Dates) == 1 && !s.Rule.IsValid() && len(s.Exceptions) == 0 && len(e.Overrides) == 0
		if o, ok := e.Timetable.Nth(schedule.Date{}, 1); !single || !ok || o.Status != schedule.On {
			list = append(list, bundle{first: e, uids: []string{e.UID}})
			continue
		}
		k := alike{e.Summary, e.Description, e.Location, e.URL, e.Check, e.Timetable.Zone().Name(), s.Start, s.Length, e.CallFirst}
		i, ok := at[k]
		if !ok {
			at[k] = len(list)
			list = append(list, bundle{first: e, uids: []string{e.UID}, dates: s.Dates})
			continue
		}
		b := &list[i]
		b.uids, b.dates = append(b.uids, e.UID), append(slices.Clip(b.dates), s.Dates...)
		if e.Modified.After(b.first.Modified) {
			b.first.Modified, b.first.Sequence = e.Modified, e.Sequence
		}
	}
	for i := range list {
		slices.SortFunc(list[i].dates, schedule.Date.Compare)
		list[i].dates = slices.Compact(list[i].dates)
	}
	return list
}

// series returns the series of a bundle, and whether its rule was made of
// single dates.
func (b bundle) series() (s schedule.Series, derived bool) {
	s = b.first.Timetable.Series()
	if len(b.dates) == 0 {
		return s, false
	}
	s.Dates = b.dates
	if rule := ruleOf(b.dates); rule.IsValid() {
		s.Rule, s.First, s.Last, s.Dates = rule, b.dates[0], b.dates[len(b.dates)-1], nil
		return s, true
	}
	return s, false
}

// fewest is how many dates make a rule.
const fewest = 4

// ruleOf returns the simplest rule of which dates in order are all from the
// first to the last; it is the zero Rule if there is none.
func ruleOf(dates []schedule.Date) schedule.Rule {
	if len(dates) < fewest {
		return schedule.Rule{}
	}
	var days []time.Weekday
	var nth []int
	for _, d := range dates {
		if !slices.Contains(days, d.Weekday()) {
			days = append(days, d.Weekday())
		}
		if n := (d.Day() + 6) / 7; !slices.Contains(nth, n) {
			nth = append(nth, n)
		}
	}
	rules := []schedule.Rule{schedule.Weekly(days...), schedule.Weekly(days...).Every(2)}
	if len(days) == 1 && len(dates) >= 2*len(nth) {
		rules = append(rules, schedule.NthWeekdays(days[0], nth...), schedule.NthWeekdays(days[0], -1))
	}
	for _, rule := range rules {
		if gives(rule, dates) {
			return rule
		}
	}
	return schedule.Rule{}
}

var utc = schedule.NewZone(time.UTC)

// gives reports whether dates are those of a rule from the first to the last.
func gives(rule schedule.Rule, dates []schedule.Date) bool {
	first, last := dates[0], dates[len(dates)-1]
	table, err := schedule.Compile(schedule.Series{Rule: rule, First: first, Last: last}, schedule.CompileOptions{Zone: utc})
	if err != nil {
		return false
	}
	i := 0
	for o := range table.All(first, schedule.Date{}) {
		if i == len(dates) || dates[i] != o.Date {
			return false
		}
		i++
	}
	return i == len(dates)
}
