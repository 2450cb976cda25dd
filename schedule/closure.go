package schedule

import (
	"fmt"
	"slices"
)

// A Closure shuts a venue, an organization or a county for some days. Where
// several cover a day, one that cancels wins, then the earliest.
type Closure struct {
	// First and Last are the first and the last day, both included. A zero
	// Last is "until further notice".
	First Date `json:"first"`
	Last  Date `json:"last,omitzero"`
	// Unconfirmed makes the dates unconfirmed ("call first") rather than
	// cancelled.
	Unconfirmed bool `json:"unconfirmed,omitempty"`
	// Reason is said to people, such as "snow".
	Reason string `json:"reason,omitempty"`
}

// Covers reports whether d is one of the days.
func (c Closure) Covers(d Date) bool {
	return !d.Before(c.First) && (c.Last.IsZero() || !d.After(c.Last))
}

// closures are the closures around a timetable, prepared so that no day is in
// two stretches of one list.
type closures struct {
	cancelled, unconfirmed []closedStretch
}

// A closedStretch is the days, both ends included, on which a closure is the
// one that counts.
type closedStretch struct {
	first, last int32
	reason      string
}

func newClosures(list []Closure) (closures, error) {
	var p problems
	if len(list) > maxDates {
		p.add("closures", fmt.Sprintf("%d entries", len(list)), fmt.Sprintf("at most %d", maxDates))
		return closures{}, p.join()
	}
	for i, c := range list {
		if c.First.IsZero() {
			p.add(fmt.Sprintf("closures[%d].first", i), "", "a date")
		}
		if !c.Last.IsZero() && c.Last.Before(c.First) {
			p.add(fmt.Sprintf("closures[%d].last", i), c.Last.String(), "a date not before first")
		}
	}
	var all closures
	for _, c := range slices.SortedStableFunc(slices.Values(list), func(a, b Closure) int { return a.First.Compare(b.First) }) {
		days := &all.cancelled
		if c.Unconfirmed {
			days = &all.unconfirmed
		}
		// What a closure that began before it covers is not its own.
		first, last := c.First.n, c.Last.n
		if n := len(*days); n > 0 {
			first = max(first, (*days)[n-1].last+1)
		}
		if c.Last.IsZero() {
			last = maxDay
		}
		if first <= last {
			*days = append(*days, closedStretch{first, last, c.Reason})
		}
	}
	return all, p.join()
}

func (c *closures) empty() bool { return len(c.cancelled)+len(c.unconfirmed) == 0 }

// on returns the status and reason that a closure gives to day n; ok is false
// if none covers it.
func (c *closures) on(n int32) (status Status, reason Reason, ok bool) {
	if reason, ok := stretchOn(c.cancelled, n); ok {
		return Cancelled, Reason{Code: ByClosure, Text: reason}, true
	}
	text, ok := stretchOn(c.unconfirmed, n)
	return Unconfirmed, Reason{Code: ByClosure, Text: text}, ok
}

// stretchOn returns the reason of the stretch that covers day n.
func stretchOn(list []closedStretch, n int32) (reason string, ok bool) {
	i, _ := slices.BinarySearchFunc(list, n, func(c closedStretch, n int32) int { return int(c.last - n) })
	if i == len(list) || n < list[i].first {
		return "", false
	}
	return list[i].reason, true
}

// forGood returns the day from which closures that have no end leave nothing
// to take place, or the day after the last one of the calendar.
func (c *closures) forGood() int32 {
	day := int32(maxDay + 1)
	for _, list := range [...][]closedStretch{c.cancelled, c.unconfirmed} {
		if n := len(list); n > 0 && list[n-1].last == maxDay {
			day = min(day, list[n-1].first)
		}
	}
	return day
}
