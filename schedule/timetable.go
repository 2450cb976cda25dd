package schedule

import (
	"cmp"
	"fmt"
	"slices"
)

// A Timetable answers when a series meets. Compile makes it; it is immutable
// and may be used by any number of goroutines.
//
// Dates in arguments are days in the zone of the series. Ranges are half-open:
// from is in, to is not. Sequences are in the order of the day, then of the
// start, or in the opposite order where that is said; they can be abandoned
// and begun again, and allocate nothing for an occurrence. Whatever is asked,
// nothing is counted off from the first date, so an answer about the year 2150
// costs what one about this week does.
type Timetable struct {
	series   Series
	pattern  pattern
	zone     *Zone
	holidays *Holidays
	gap      GapPolicy

	usual Occurrence // what is the same in every occurrence of the rule
	plain bool       // every date takes place as usual
	quick bool       // there is nothing but a rule and perhaps holidays, not moved

	first, last int32 // the days between which the rule counts, included
	dates       []int32
	exceptions  []Exception  // by On
	displaced   []Occurrence // moved and added ones, in their order
	closures    closures
	forGood     int32 // from this day on closures leave nothing to take place
}

// CompileOptions says what surrounds a series. Only Zone is required.
type CompileOptions struct {
	// Zone is the zone of the wall clock. If Series.Zone is set, it must be
	// that zone.
	Zone *Zone
	// Holidays are the days that Series.OnHoliday is about. A policy other
	// than Keep requires them.
	Holidays *Holidays
	// Closures shut the series on some days, whatever its policy and
	// exceptions say; at most 10,000.
	Closures []Closure
	// Gap says what happens when clocks go forward over the start.
	Gap GapPolicy
}

// A GapPolicy says what happens to a date on which clocks go forward over the
// start of the series.
type GapPolicy uint8

// The gap policies. The zero policy is GapShift.
const (
	GapShift GapPolicy = iota // it begins later, as Zone.At says: 02:30 becomes 03:30
	GapSkip                   // it does not take place
)

// Compile makes the timetable of a series. It costs a few microseconds and
// looks nothing up. The error joins the problems of Validate; or it is
// ErrNoZone if the zone is missing or not that of the series, or ErrNoHolidays.
func Compile(s Series, o CompileOptions) (*Timetable, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	switch {
	case o.Zone == nil:
		return nil, fmt.Errorf("%w: series %q has none", ErrNoZone, s.ID)
	case s.Zone != "" && s.Zone != o.Zone.name:
		return nil, fmt.Errorf("%w: series %q is in %q, given is %q", ErrNoZone, s.ID, s.Zone, o.Zone.name)
	case s.OnHoliday != Keep && o.Holidays == nil:
		return nil, fmt.Errorf("%w: series %q, policy %s", ErrNoHolidays, s.ID, s.OnHoliday)
	}
	closures, err := newClosures(o.Closures)
	if err != nil {
		return nil, err
	}
	t := &Timetable{
		series: s, zone: o.Zone, holidays: o.Holidays, gap: o.Gap, first: s.First.n, last: maxDay,
		usual:    Occurrence{Series: s.ID, Clock: s.Start, Length: s.Length, Status: On, zone: o.Zone},
		closures: closures, forGood: closures.forGood(),
	}
	t.pattern.set(s.Rule, s.First)
	if !s.Last.IsZero() {
		t.last = s.Last.n
	}
	if s.Count > 0 {
		if n := t.pattern.nth(t.first, s.Count); n > 0 {
			t.last = min(t.last, n)
		}
	}
	t.setDates()
	t.setExceptions()
	ruled := len(s.Exceptions) == 0 && closures.empty() && o.Gap == GapShift
	t.plain = ruled && s.OnHoliday == Keep
	t.quick = ruled && s.OnHoliday != Move && len(t.dates) == 0
	return t, nil
}

// setDates sorts the explicit dates and drops those that the rule has too.
func (t *Timetable) setDates() {
	for _, d := range t.series.Dates {
		if !t.ruleHas(d.n) {
			t.dates = append(t.dates, d.n)
		}
	}
	slices.Sort(t.dates)
	t.dates = slices.Compact(t.dates)
}

func (t *Timetable) ruleHas(n int32) bool {
	return n >= t.first && n <= t.last && t.pattern.contains(n)
}

// has reports whether day n is a date of the series before any exception.
func (t *Timetable) has(n int32) bool {
	if _, ok := slices.BinarySearch(t.dates, n); ok {
		return true
	}
	return t.ruleHas(n)
}

// setExceptions sorts the exceptions and takes those aside that bring a
// meeting to another place in the order.
func (t *Timetable) setExceptions() {
	if len(t.series.Exceptions) == 0 {
		return
	}
	t.exceptions = slices.SortedFunc(slices.Values(t.series.Exceptions), func(a, b Exception) int { return a.On.Compare(b.On) })
	for i := range t.exceptions {
		e := &t.exceptions[i]
		has := t.has(e.On.n)
		if (e.Kind == Reschedule && !has) || (e.Kind != Reschedule && e.Kind != Add) {
			continue
		}
		o := t.usual
		o.Original, o.Date = e.On, e.On
		o.Reason = Reason{Code: ByException, Text: e.Reason}
		if e.Kind == Reschedule {
			o.Status = Moved
		} else if !has {
			o.Status = Added
		}
		if !e.To.IsZero() {
			o.Date = e.To
		}
		if !e.Start.IsZero() {
			o.Clock = e.Start
		}
		if e.Length != 0 {
			o.Length = e.Length
		}
		t.displaced = append(t.displaced, o)
	}
	for i := range t.displaced {
		o := &t.displaced[i]
		var gap bool
		o.start, gap = t.zone.resolve(o.Date, o.Clock)
		t.settle(o, gap)
	}
	slices.SortFunc(t.displaced, func(a, b Occurrence) int { return compare(&a, &b) })
}

// compare orders occurrences of one series by their day, then their start.
func compare(a, b *Occurrence) int {
	return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.start, b.start), a.Original.Compare(b.Original))
}

// displacedFrom returns the index of the first displaced occurrence on or
// after a day.
func (t *Timetable) displacedFrom(n int32) int {
	i, _ := slices.BinarySearchFunc(t.displaced, n, func(o Occurrence, n int32) int { return int(o.Date.n - n) })
	return i
}

// exception returns the exception for an original date, or nil.
func (t *Timetable) exception(n int32) *Exception {
	i, ok := slices.BinarySearchFunc(t.exceptions, n, func(e Exception, n int32) int { return int(e.On.n - n) })
	if !ok {
		return nil
	}
	return &t.exceptions[i]
}

// IsPlain reports whether every date is one of the rule and takes place as the
// rule says: there are no other dates, exceptions or closures, and neither
// holidays nor clocks that change take one away.
func (t *Timetable) IsPlain() bool { return t.plain && len(t.dates) == 0 }

// Series returns the series as it was given. Its slices must not be changed.
func (t *Timetable) Series() Series { return t.series }

// Zone returns the zone of the wall clock.
func (t *Timetable) Zone() *Zone { return t.zone }
