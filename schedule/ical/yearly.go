package ical

import (
	"strconv"
	"time"
)

// A yearly is a clockChange that comes on the nth weekday of a month every year.
type yearly struct {
	clockChange // one of them
	month       time.Month
	day         time.Weekday
	nth         int // 1 to 4, or -1 for the last
	clock       int // seconds after midnight, before the change
}

// yearly finds the two rules that give the changes of z from some change on
// until the end. That change has the index irregular, which is 0 if they give
// all. If there are no such rules, ok is false and all changes are irregular.
func (z *zone) yearly() (rules [2]yearly, irregular int, ok bool) {
	const least = 4 // changes; fewer prove nothing
	for i := 0; i+least <= len(z.changes); i++ {
		first, ok1 := newYearly(z.changes[i:], z.end)
		second, ok2 := newYearly(z.changes[i+1:], z.end)
		if ok1 && ok2 {
			return [2]yearly{first, second}, i, true
		}
	}
	return rules, len(z.changes), false
}

// newYearly returns the rule of every second change of a list, and whether
// there is one and it gives no further change until end.
func newYearly(list []clockChange, end int64) (yearly, bool) {
	r := yearly{clockChange: list[0]}
	at := r.wall()
	r.month, r.day = at.Month(), at.Weekday()
	r.clock = at.Hour()*3600 + at.Minute()*60 + at.Second()
	for _, r.nth = range [...]int{(at.Day() + 6) / 7, -1} {
		if r.nth <= 4 && r.gives(list, end) {
			return r, true
		}
	}
	return yearly{}, false
}

func (r yearly) gives(list []clockChange, end int64) bool {
	year := r.wall().Year()
	for i := 0; i < len(list); i += 2 {
		c := list[i]
		if c.from != r.from || c.to != r.to || c.at != r.in(year) {
			return false
		}
		year++
	}
	return r.in(year) >= end
}

// wall returns the time that clocks show just before the change, in UTC.
func (c clockChange) wall() time.Time { return time.Unix(c.at+int64(c.from), 0).UTC() }

// in returns the Unix second of the change of a year.
func (r yearly) in(year int) int64 {
	var day int
	if r.nth > 0 {
		first := time.Date(year, r.month, 1, 0, 0, 0, 0, time.UTC)
		day = 1 + int(r.day-first.Weekday()+7)%7 + 7*(r.nth-1)
	} else {
		last := time.Date(year, r.month+1, 0, 0, 0, 0, 0, time.UTC)
		day = last.Day() - int(last.Weekday()-r.day+7)%7
	}
	return time.Date(year, r.month, day, 0, 0, r.clock, 0, time.UTC).Unix() - int64(r.from)
}

// before returns the Unix second of the change a year before the first.
func (r yearly) before() int64 { return r.in(r.wall().Year() - 1) }

// append appends the rule in the form of RFC 5545.
func (r yearly) append(b []byte) []byte {
	b = strconv.AppendInt(append(b, "FREQ=YEARLY;BYMONTH="...), int64(r.month), 10)
	b = strconv.AppendInt(append(b, ";BYDAY="...), int64(r.nth), 10)
	return append(b, dayNames[r.day]...)
}
