package program

import (
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// Days is a set of days of the week. Its text form is "daily", or names such
// as "Mon Tue Fri". The zero Days is empty.
type Days uint8

// EveryDay holds all seven days.
const EveryDay Days = 1<<7 - 1

var dayNames = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// DaysOf returns the set of some days. A day that does not exist adds nothing.
func DaysOf(days ...time.Weekday) Days {
	var d Days
	for _, day := range days {
		if day >= time.Sunday && day <= time.Saturday {
			d |= 1 << day
		}
	}
	return d
}

// Contains reports whether day is in d.
func (d Days) Contains(day time.Weekday) bool { return d&DaysOf(day) != 0 }

// String returns the text form, Sunday first, or "" for the empty set.
func (d Days) String() string {
	if d == EveryDay {
		return "daily"
	}
	var names []string
	for day, name := range dayNames {
		if d.Contains(time.Weekday(day)) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// MarshalText returns what String returns. The error is always nil.
func (d Days) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes, with the names in any order.
func (d *Days) UnmarshalText(text []byte) error {
	var days Days
	if string(text) == "daily" {
		days = EveryDay
	} else {
		for _, word := range strings.Fields(string(text)) {
			day := dayNumber(word)
			if day < 0 || days.Contains(day) {
				return fmt.Errorf(`program: days %.60q, want "daily" or each day once, as in "Mon Tue Fri"`, text)
			}
			days |= DaysOf(day)
		}
	}
	*d = days
	return nil
}

func dayNumber(name string) time.Weekday {
	for i, n := range dayNames {
		if n == name {
			return time.Weekday(i)
		}
	}
	return -1
}

// Hours is a stretch of some days in which a line is answered, from <= t < to
// on the wall clock. A zero From means from the beginning of the day, a zero To
// until its end. Where To is not after From, it lies on the next day.
type Hours struct {
	Days Days           `json:"days"`
	From schedule.Clock `json:"from,omitzero"`
	To   schedule.Clock `json:"to,omitzero"`
}

// WeeklyHours is all the hours of a week. Nil means that they are not known.
type WeeklyHours []Hours

const daySeconds = 24 * 60 * 60

// Open reports whether a wall clock that shows t on a day falls in h. It is
// false where the hours are not known, and if t is zero or day no day.
func (h WeeklyHours) Open(day time.Weekday, t schedule.Clock) bool {
	return !t.IsZero() && DaysOf(day) != 0 && h.open(day, t.Seconds())
}

// open is Open for a time in seconds after midnight, below daySeconds.
func (h WeeklyHours) open(day time.Weekday, now int) bool {
	before := (day + 6) % 7
	for _, hours := range h {
		from, to := hours.span()
		if hours.Days.Contains(day) && from <= now && now < to ||
			hours.Days.Contains(before) && now < to-daySeconds {
			return true
		}
	}
	return false
}

// Always reports whether h is open at every time of every day, by one stretch
// or by several that follow each other.
func (h WeeklyHours) Always() bool {
	some := false
	for _, hours := range h {
		_, to := hours.span()
		for day := time.Sunday; day <= time.Saturday; day++ {
			if !hours.Days.Contains(day) {
				continue
			}
			// What is ever closed begins to be at the end of a stretch.
			some = true
			if end := (day + time.Weekday(to/daySeconds)) % 7; !h.open(end, to%daySeconds) {
				return false
			}
		}
	}
	return some
}

// span returns the stretch in seconds after the midnight on which it begins.
func (h Hours) span() (from, to int) {
	from, to = h.From.Seconds(), h.To.Seconds()
	if to <= from {
		to += daySeconds
	}
	return from, to
}

func (h WeeklyHours) check(c *checker, zone string) {
	list(c, "hours", h, func(hours Hours, c *checker, at string) {
		if hours.Days == 0 || hours.Days > EveryDay {
			c.refuse(at+".days", "%q, want at least one day", hours.Days)
		}
	})
	if len(h) > 0 && zone == "" && !h.Always() {
		c.refuse("zone", "empty, want the time zone of the hours")
	}
	if len(zone) > 64 || !only(zone, "azAZ09//__--++") {
		c.refuse("zone", "%.80q, want a name such as America/New_York", zone)
	}
}
