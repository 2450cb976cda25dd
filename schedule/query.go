package schedule

import (
	"iter"
	"time"
)

// All yields every occurrence that begins on a day from from until the day
// before to: also those that were skipped or cancelled, which stand at the
// date they would have had, and those that are unconfirmed. A zero from is
// the beginning; a zero to is the end of the calendar, so an endless series
// needs a to, or a loop that breaks.
func (t *Timetable) All(from, to Date) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		var w walk
		for w.forward(t, from.n); w.next() && w.o.beforeDay(to); {
			if !yield(w.o) {
				return
			}
		}
	}
}

// beforeDay reports whether o begins before a day, or whether that is zero.
func (o *Occurrence) beforeDay(to Date) bool { return o.Date.n < to.n || to.n == 0 }

// Held yields the occurrences of All that take place: not the skipped, the
// cancelled and the unconfirmed ones.
func (t *Timetable) Held(from, to Date) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		var w walk
		for w.forward(t, from.n); w.next() && w.o.beforeDay(to); {
			if w.o.Status.Held() && !yield(w.o) {
				return
			}
		}
	}
}

// From yields every occurrence, as All does, that begins at an instant or
// later.
func (t *Timetable) From(at time.Time) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		var w walk
		for w.forward(t, t.dayBefore(at)); w.next(); {
			if !w.o.beginsBefore(at) && !yield(w.o) {
				return
			}
		}
	}
}

// Backward yields every occurrence, as All does, that begins before an
// instant, the latest first.
func (t *Timetable) Backward(before time.Time) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		var w walk
		for w.backward(t, t.dayAfter(before)); w.next(); {
			if w.o.beginsBefore(before) && !yield(w.o) {
				return
			}
		}
	}
}

// Next returns the first occurrence that takes place and begins at an instant
// or later; ok is false if there is none. It takes about 0.1 us, wherever in
// the calendar the instant is.
func (t *Timetable) Next(at time.Time) (o Occurrence, ok bool) {
	var w walk
	for w.forward(t, t.dayBefore(at)); w.next() && w.o.Date.n < t.forGood; {
		if w.o.Status.Held() && !w.o.beginsBefore(at) {
			return w.o, true
		}
	}
	return Occurrence{}, false
}

// Prev returns the last occurrence that takes place and begins before an
// instant; ok is false if there is none.
func (t *Timetable) Prev(before time.Time) (o Occurrence, ok bool) {
	var w walk
	for w.backward(t, min(t.dayAfter(before), t.forGood)); w.next(); {
		if w.o.Status.Held() && w.o.beginsBefore(before) {
			return w.o, true
		}
	}
	return Occurrence{}, false
}

// dayBefore returns a day from which to look for what begins at an instant or
// later: one early, since a skipped hour may push a late start into the next
// day.
func (t *Timetable) dayBefore(at time.Time) int32 { return t.dateAt(at) - 1 }

// dayAfter returns the day until which to look for what begins before an
// instant: one late, since an early start may come before the clocks go back
// into the day before.
func (t *Timetable) dayAfter(at time.Time) int32 { return t.dateAt(at) + 2 }

// dateAt returns the day that the wall clock shows at an instant, kept inside
// the range of Date.
func (t *Timetable) dateAt(at time.Time) int32 {
	second := min(max(at.Unix(), firstSecond), lastSecond-1)
	local := second + t.zone.offsetAt(second)
	return int32(min(max((local-unixOffset*daySeconds)/daySeconds, 1), maxDay))
}

func (o *Occurrence) beginsBefore(at time.Time) bool {
	second := at.Unix()
	return o.start < second || (o.start == second && at.Nanosecond() > 0)
}

// Contains reports whether the series meets on a day: whether an occurrence
// that takes place begins on it.
func (t *Timetable) Contains(d Date) bool {
	if d.IsZero() {
		return false
	}
	if t.plain {
		return t.has(d.n)
	}
	for range t.Held(d, d.AddDays(1)) {
		return true
	}
	return false
}

// Find returns the occurrence with an original date, wherever it was moved and
// whether or not it takes place; ok is false if the series has none. With the
// id of the series the date makes a Key.
func (t *Timetable) Find(original Date) (o Occurrence, ok bool) {
	if t.has(original.n) {
		w := walk{t: t, segment: &t.zone.segments[0]}
		if w.set(&o, original.n) {
			return o, true
		}
	}
	for i := range t.displaced {
		if t.displaced[i].Original == original {
			return t.displaced[i], true
		}
	}
	return Occurrence{}, false
}

// Nth returns the nth occurrence that takes place on a day from from or later;
// n is 1 for the first. ok is false if there are not so many. A zero from is
// the beginning, so Nth(Date{}, 10) is the tenth session of a course.
func (t *Timetable) Nth(from Date, n int) (o Occurrence, ok bool) {
	if n < 1 {
		return Occurrence{}, false
	}
	if t.plain && len(t.dates) == 0 {
		day := t.pattern.nth(max(from.n, t.first), n)
		if day == 0 || day > t.last {
			return Occurrence{}, false
		}
		return t.Find(Date{day})
	}
	var w walk
	for w.forward(t, from.n); w.next() && w.o.Date.n < t.forGood; {
		if w.o.Status.Held() {
			if n--; n == 0 {
				return w.o, true
			}
		}
	}
	return Occurrence{}, false
}

// Count returns the number of occurrences that take place on a day from from
// until the day before to, with zero dates as in All. For a series without
// holidays, exceptions and closures it takes about 0.2 us for a century, else
// as long as it takes to list them.
func (t *Timetable) Count(from, to Date) int {
	end := t.forGood
	if !to.IsZero() {
		end = min(end, to.n)
	}
	if t.plain {
		n := t.pattern.count(max(from.n, t.first), min(end, t.last+1))
		if i, j := indexOf(t.dates, from.n), indexOf(t.dates, end); i < j {
			n += j - i
		}
		return n
	}
	n := 0
	var w walk
	for w.forward(t, from.n); w.next() && w.o.Date.n < end; {
		if w.o.Status.Held() {
			n++
		}
	}
	return n
}
