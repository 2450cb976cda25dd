package schedule_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// slowTable is the obvious reading of a whole series, for comparison: it
// writes down everything before a day and answers from that list.
type slowTable struct {
	series    schedule.Series
	options   schedule.CompileOptions
	end       schedule.Date // what begins on this day or later is not known
	originals []schedule.Date
	all       []slowMeeting
}

// A slowMeeting is an occurrence with all fields in the open.
type slowMeeting struct {
	Original, Date schedule.Date
	Clock          schedule.Clock
	Length         time.Duration
	Status         schedule.Status
	Reason         schedule.Reason
	Start          int64
}

func fast(o schedule.Occurrence) slowMeeting {
	return slowMeeting{o.Original, o.Date, o.Clock, o.Length, o.Status, o.Reason, o.Start().Unix()}
}

func (m slowMeeting) String() string {
	return fmt.Sprintf("%v from %v %v %v %v %+v %d", m.Date, m.Original, m.Clock, m.Length, m.Status, m.Reason, m.Start)
}

func newSlowTable(s schedule.Series, o schedule.CompileOptions, end schedule.Date) *slowTable {
	t := &slowTable{series: s, options: o, end: end}
	margin := end.AddDays(40)
	if s.Rule.IsValid() {
		t.originals = slowDates(s.Rule, s.First, s.First, margin)
		if s.Count > 0 {
			t.originals = t.originals[:min(s.Count, len(t.originals))]
		}
	}
	t.originals = slices.DeleteFunc(t.originals, func(d schedule.Date) bool { return !s.Last.IsZero() && d.After(s.Last) })
	t.originals = append(t.originals, s.Dates...)
	slices.SortFunc(t.originals, schedule.Date.Compare)
	t.originals = slices.Compact(t.originals)
	for _, e := range s.Exceptions {
		if m, ok := t.displaced(e); ok {
			t.all = append(t.all, m)
		}
	}
	displaced := slices.Clone(t.all)
	for _, d := range t.originals {
		if !slices.ContainsFunc(displaced, func(m slowMeeting) bool { return m.Original == d }) {
			t.all = append(t.all, t.usual(d, displaced))
		}
	}
	for i := range t.all {
		t.settle(&t.all[i])
	}
	slices.SortFunc(t.all, func(a, b slowMeeting) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Start, b.Start), a.Original.Compare(b.Original))
	})
	return t
}

func (t *slowTable) meeting(d schedule.Date) slowMeeting {
	return slowMeeting{Original: d, Date: d, Clock: t.series.Start, Length: t.series.Length, Status: schedule.On}
}

// displaced returns what an exception puts in the place of a date.
func (t *slowTable) displaced(e schedule.Exception) (slowMeeting, bool) {
	m := t.meeting(e.On)
	m.Reason = schedule.Reason{Code: schedule.ByException, Text: e.Reason}
	isDate := slices.Contains(t.originals, e.On)
	switch {
	case e.Kind == schedule.Reschedule && isDate:
		m.Status = schedule.Moved
	case e.Kind == schedule.Add && !isDate:
		m.Status = schedule.Added
	case e.Kind != schedule.Add:
		return m, false
	}
	if !e.To.IsZero() {
		m.Date = e.To
	}
	if !e.Start.IsZero() {
		m.Clock = e.Start
	}
	if e.Length != 0 {
		m.Length = e.Length
	}
	return m, true
}

// usual returns what becomes of a date that no exception displaces.
func (t *slowTable) usual(d schedule.Date, displaced []slowMeeting) slowMeeting {
	m := t.meeting(d)
	for _, e := range t.series.Exceptions {
		if e.On == d {
			m.Reason = schedule.Reason{Code: schedule.ByException, Text: e.Reason}
			if e.Kind == schedule.Cancel {
				m.Status = schedule.Cancelled
				return m
			}
		}
	}
	holidays := t.options.Holidays
	if t.series.OnHoliday == schedule.Keep || !holidays.Contains(d) {
		return m
	}
	m.Reason = schedule.Reason{Code: schedule.OnAHoliday, Holiday: holidays.Name(d), Text: m.Reason.Text}
	m.Status = schedule.Skipped
	if t.series.OnHoliday == schedule.Ask {
		m.Status = schedule.Unconfirmed
	}
	if t.series.OnHoliday == schedule.Move {
		for next := d.AddDays(1); next.DaysSince(d) <= 7; next = next.AddDays(1) {
			if slices.Contains(t.originals, next) || slices.ContainsFunc(displaced, func(m slowMeeting) bool { return m.Date == next }) {
				break
			}
			if t.closure(next) == nil && !holidays.Contains(next) {
				m.Status, m.Date = schedule.Moved, next
				break
			}
		}
	}
	return m
}

// closure returns the closure that counts on a day, or nil.
func (t *slowTable) closure(d schedule.Date) *schedule.Closure {
	var best *schedule.Closure
	for _, c := range t.options.Closures {
		if c.Covers(d) && (best == nil || (best.Unconfirmed && !c.Unconfirmed) ||
			(best.Unconfirmed == c.Unconfirmed && c.First.Before(best.First))) {
			best = &c
		}
	}
	return best
}

// settle sets the instant and applies what depends on it.
func (t *slowTable) settle(m *slowMeeting) {
	var gap bool
	m.Start, gap = slowInstant(t.options.Zone.Location(), m.Date, m.Clock)
	switch c := t.closure(m.Date); {
	case m.Status == schedule.Cancelled || m.Status == schedule.Skipped:
	case gap && t.options.Gap == schedule.GapSkip:
		m.Status, m.Reason = schedule.Skipped, schedule.Reason{Code: schedule.NoSuchTime}
	case c != nil:
		m.Status, m.Reason = schedule.Cancelled, schedule.Reason{Code: schedule.ByClosure, Text: c.Reason}
		if c.Unconfirmed {
			m.Status = schedule.Unconfirmed
		}
	}
}

// slowInstant tries the offsets that a zone has within a day and a half of a
// wall clock time and returns the first instant at which the wall clock shows
// that time; if it never does, the one with the earliest of those offsets.
func slowInstant(loc *time.Location, d schedule.Date, c schedule.Clock) (second int64, gap bool) {
	local := utc(d).Unix() + int64(c.Seconds())
	offsetAt := func(second int64) int64 {
		_, offset := time.Unix(second, 0).In(loc).Zone()
		return int64(offset)
	}
	var found []int64
	for at := local - 36*3600; at <= local+36*3600; at += 6 * 3600 {
		if second := local - offsetAt(at); offsetAt(second) == offsetAt(at) {
			found = append(found, second)
		}
	}
	if len(found) == 0 {
		return local - offsetAt(local-36*3600), true
	}
	return slices.Min(found), false
}

// window returns what All yields.
func (t *slowTable) window(from, to schedule.Date) (list []slowMeeting) {
	for _, m := range t.all {
		if !m.Date.Before(from) && m.Date.Before(to) {
			list = append(list, m)
		}
	}
	return list
}

// explain returns what Explain says, as far as it is an occurrence.
func (t *slowTable) explain(d schedule.Date) (found slowMeeting, cause schedule.Cause) {
	for _, m := range t.window(d, d.AddDays(1)) {
		if found.Status == 0 || (m.Status.Held() && !found.Status.Held()) {
			found = m
		}
	}
	for _, m := range t.all {
		if found.Status == 0 && m.Original == d {
			found = m
		}
	}
	if found.Status != 0 {
		return found, schedule.IsDate
	}
	s := t.series
	switch {
	case !s.Rule.IsValid():
		return found, schedule.NotInRule
	case d.Before(s.First):
		return found, 0 // the slow reading begins with the first date
	case !slices.Contains(slowDates(s.Rule, s.First, d, d.AddDays(1)), d):
		return found, schedule.NotInRule
	case !s.Last.IsZero() && d.After(s.Last):
		return found, schedule.AfterLast
	}
	return found, schedule.AfterCount
}

// randomTable returns any valid series and its surroundings, and a day until
// which the slow reading can follow it.
func randomTable(rng *rand.Rand, zones []*schedule.Zone, holidays *schedule.Holidays) (schedule.Series, schedule.CompileOptions, schedule.Date) {
	low := schedule.MustDate("1901-01-01")
	// Around 2007-2012 zones change most, and Samoa leaves out a day.
	base := schedule.MustDate("2007-01-01")
	if rng.IntN(3) == 0 {
		base = randomDate(rng, low, 297*365)
	}
	near := func() schedule.Date { return base.AddDays(rng.IntN(500)) }
	clocks := []string{"00:00", "00:30", "01:30", "02:30", "03:00", "12:00", "18:00", "23:30", "23:59:59"}
	clock := func() (c schedule.Clock) {
		if i := rng.IntN(len(clocks) + 2); i < len(clocks) {
			c = schedule.MustClock(clocks[i])
		}
		return c
	}
	s := schedule.Series{ID: "s", Start: clock(), Length: time.Duration(rng.IntN(3)) * time.Hour, OnHoliday: schedule.HolidayPolicy(rng.IntN(4))}
	if s.Rule = randomRule(rng); rng.IntN(2) == 0 {
		s.Rule = []schedule.Rule{schedule.Daily(), schedule.Weekly(), schedule.Weekly(time.Monday, time.Thursday), schedule.NthWeekdays(time.Sunday, 2, -1), schedule.Monthly(31)}[rng.IntN(5)]
	}
	s.First = near()
	if rng.IntN(8) == 0 {
		s.Rule = schedule.Rule{}
	}
	if rng.IntN(3) == 0 {
		s.Last = near()
	}
	if rng.IntN(3) == 0 {
		s.Count = 1 + rng.IntN(60)
	}
	for range rng.IntN(3) * rng.IntN(4) {
		s.Dates = append(s.Dates, near())
	}
	on := map[schedule.Date]bool{}
	for range 1 + rng.IntN(4)*rng.IntN(20) {
		e := schedule.Exception{On: near(), Kind: schedule.ExceptionKind(1 + rng.IntN(4))}
		if on[e.On] {
			continue
		}
		on[e.On] = true
		if e.Kind == schedule.Reschedule || e.Kind == schedule.Add {
			e.Start, e.Length = clock(), time.Duration(rng.IntN(3))*time.Hour
		}
		if e.Kind == schedule.Reschedule {
			e.To = e.On.AddDays(rng.IntN(40) - 20)
		}
		s.Exceptions = append(s.Exceptions, e)
	}
	if rng.IntN(3) == 0 {
		s.Exceptions = nil
	}
	if !s.Rule.IsValid() && len(s.Dates) == 0 && len(s.Exceptions) == 0 {
		s.Dates = []schedule.Date{near()}
	}
	o := schedule.CompileOptions{Zone: zones[rng.IntN(len(zones))], Holidays: holidays, Gap: schedule.GapPolicy(rng.IntN(2))}
	for i := range rng.IntN(2) * rng.IntN(6) {
		c := schedule.Closure{First: near(), Unconfirmed: rng.IntN(2) == 0, Reason: fmt.Sprint("closure ", i)}
		if rng.IntN(6) > 0 {
			c.Last = c.First.AddDays(rng.IntN(60))
		}
		o.Closures = append(o.Closures, c)
	}
	return s, o, base.AddDays(600)
}
