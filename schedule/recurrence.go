package schedule

import (
	"fmt"
	"strings"
	"time"
)

// ParseRecurrence reads a recurrence as calendars exchange it: a rule of RFC
// 5545 that may end with COUNT or UNTIL, and the date and time of its first
// occurrence. The result has no ID, Length or Zone.
//
// UNTIL may be a date, a local time, or a time in UTC, which is turned into
// the local time of the zone; a nil zone reads it as it stands. One after the
// year 2200 is no end. If first does not match the rule, the dates begin with
// the first that does; intervals count from first all the same, as RFC 5545
// leaves open. The error is a *FieldError.
func ParseRecurrence(rule string, first Date, start Clock, zone *Zone) (Series, error) {
	r, end, err := parseRule(rule)
	if err != nil {
		return Series{}, err
	}
	if first.IsZero() {
		return Series{}, &FieldError{"first", "", "a date"}
	}
	s := Series{Rule: r, First: first, Start: start}
	if end.count != "" && end.until != "" {
		return Series{}, &FieldError{"COUNT", end.count, "not both COUNT and UNTIL"}
	}
	if end.count != "" {
		n, ok := digits(end.count)
		if !ok || n < 1 || n > maxCount {
			return Series{}, &FieldError{"COUNT", end.count, fmt.Sprintf("1 to %d", maxCount)}
		}
		s.Count = n
	}
	if end.until != "" {
		if s.Last, err = parseUntil(end.until, start, zone); err != nil {
			return Series{}, err
		}
	}
	return s, nil
}

// parseUntil returns the last date on which something at start is not after
// an UNTIL. It is zero for an UNTIL that lies past the calendar: programs write
// 9999 for "never".
func parseUntil(text string, start Clock, zone *Zone) (Date, error) {
	at, err := time.Parse("20060102", text)
	wholeDay := err == nil
	if !wholeDay {
		local, utc := strings.CutSuffix(text, "Z")
		at, err = time.Parse("20060102T150405", local)
		if utc && zone != nil {
			at = at.In(zone.loc)
		}
	}
	if err == nil && at.Year() > MaxYear {
		return Date{}, nil
	}
	last := DateOf(at)
	if !wholeDay && ClockOf(at).Before(start) {
		last = last.AddDays(-1)
	}
	if err != nil || last.IsZero() {
		return Date{}, &FieldError{"UNTIL", text, "the form 20221231 or 20221231T235959Z, from 1900 on"}
	}
	return last, nil
}
