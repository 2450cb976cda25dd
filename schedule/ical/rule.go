package ical

import (
	"strconv"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A recurrence is what an RRULE says of a rule. It is zero for a rule that
// readers do not all expand alike; its dates are written one by one.
type recurrence struct {
	text string // without its end
	open open
}

// An open rule takes a part from the first date of the series (RFC 5545,
// 3.3.10). It is written out, since the event may begin with a later one.
type open uint8

const (
	closed open = iota
	openWeekday
	openMonthDay
	openYearDay // month and day of the month
)

func newRecurrence(r schedule.Rule, outlook bool) recurrence {
	p := r.Parts()
	if !r.IsValid() {
		return recurrence{}
	}
	open := openPart(p)
	if len(p.Months) > 0 && p.Interval == 1 && len(p.Positions) == 0 {
		// Some readers heed months in yearly rules only.
		if p.Frequency == schedule.PerDay && len(p.Days)+len(p.MonthDays) == 0 {
			p.Days = everyDay
		}
		p.Frequency = schedule.PerYear
	}
	if !isCommon(p, open) || (outlook && !isForOutlook(p, open)) {
		return recurrence{}
	}
	return recurrence{string(appendRule(nil, p)), open}
}

var everyDay = []schedule.NthDay{{Day: 1}, {Day: 2}, {Day: 3}, {Day: 4}, {Day: 5}, {Day: 6}, {Day: 0}}

func openPart(p schedule.Parts) open {
	switch {
	case len(p.Days)+len(p.MonthDays) > 0 || p.Frequency == schedule.PerDay:
		return closed
	case p.Frequency == schedule.PerWeek:
		return openWeekday
	case p.Frequency == schedule.PerYear && len(p.Months) == 0:
		return openYearDay
	}
	return openMonthDay
}

// isCommon reports whether readers agree about a rule with these parts. The
// reasons are how engines are known to differ, and what the tests of this
// package find when they ask readers.
func isCommon(p schedule.Parts, open open) bool {
	ordinal := countOrdinals(p.Days)
	plain := len(p.Days) - ordinal
	switch {
	case len(p.YearDays)+len(p.WeekNumbers) > 0:
		return false // engines differ about years of weeks, and few have year days
	case ordinal > 0 && plain > 0:
		return false // a union for some, an intersection for others
	case len(p.Positions) > 1, len(p.Positions) > 0 && (p.Frequency != schedule.PerMonth || plain == 0 || len(p.MonthDays) > 0):
		return false // counted from the first date by some
	case p.Frequency == schedule.PerYear:
		// Without months, some take only the month of the first date.
		return len(p.Months) > 0 || open == openYearDay
	}
	return len(p.Months) == 0 && (p.Frequency != schedule.PerWeek || len(p.MonthDays) == 0)
}

func countOrdinals(days []schedule.NthDay) (n int) {
	for _, d := range days {
		if d.N != 0 {
			n++
		}
	}
	return n
}

// isForOutlook reports whether a common rule certainly fits the templates of
// MS-OXCICAL, section 2.1.3.2.2. Outlook puts the 31st on the last day of short
// months, and knows no fifth weekday.
func isForOutlook(p schedule.Parts, open open) bool {
	switch {
	case p.Frequency == schedule.PerDay:
		return len(p.Days)+len(p.MonthDays) == 0
	case p.Frequency == schedule.PerWeek:
		return true
	case open != closed, p.Frequency == schedule.PerYear && len(p.Months) != 1:
		return false
	case len(p.MonthDays) > 0:
		day := p.MonthDays[0]
		return len(p.MonthDays) == 1 && len(p.Days) == 0 && (day == -1 || (day >= 1 && day <= 28))
	case len(p.Positions) > 0:
		return isOutlookNth(p.Positions[0])
	}
	return len(p.Days) == 1 && isOutlookNth(p.Days[0].N)
}

func isOutlookNth(n int) bool { return n == -1 || (n >= 1 && n <= 4) }

// appendRule appends the parts of a common rule in the form of RFC 5545.
func appendRule(b []byte, p schedule.Parts) []byte {
	b = append(append(b, "FREQ="...), p.Frequency.String()...)
	if p.Interval > 1 {
		b = strconv.AppendInt(append(b, ";INTERVAL="...), int64(p.Interval), 10)
		// Readers differ in which day they begin weeks with.
		b = append(append(b, ";WKST="...), dayNames[p.WeekStart%7]...)
	}
	for i, m := range p.Months {
		b = strconv.AppendInt(append(b, separator(i, ";BYMONTH=")...), int64(m), 10)
	}
	for i, d := range p.MonthDays {
		b = strconv.AppendInt(append(b, separator(i, ";BYMONTHDAY=")...), int64(d), 10)
	}
	for i, d := range p.Days {
		b = append(b, separator(i, ";BYDAY=")...)
		if d.N != 0 {
			b = strconv.AppendInt(b, int64(d.N), 10)
		}
		b = append(b, dayNames[d.Day]...)
	}
	for i, n := range p.Positions {
		b = strconv.AppendInt(append(b, separator(i, ";BYSETPOS=")...), int64(n), 10)
	}
	return b
}

var dayNames = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

func separator(i int, first string) string {
	if i == 0 {
		return first
	}
	return ","
}

// append appends the rule of a series that begins on first.
func (r recurrence) append(b []byte, first schedule.Date) []byte {
	b = append(b, r.text...)
	_, month, day := first.Civil()
	switch r.open {
	case openWeekday:
		b = append(append(b, ";BYDAY="...), dayNames[first.Weekday()]...)
	case openYearDay:
		b = strconv.AppendInt(append(b, ";BYMONTH="...), int64(month), 10)
		fallthrough
	case openMonthDay:
		b = strconv.AppendInt(append(b, ";BYMONTHDAY="...), int64(day), 10)
	}
	return b
}

// appendUntil appends how a rule ends that has a last date. The instant is the
// end of that day, or up to an hour from it: some readers turn it into local
// time as on the first date of the event, so it keeps an hour away from the
// last date and from the next.
func appendUntil(b []byte, last schedule.Date, start schedule.Clock, zone *schedule.Zone) []byte {
	b = append(b, ";UNTIL="...)
	if start.IsZero() {
		return appendDate(b, last)
	}
	rest := time.Duration(secondsPerDay-1-start.Seconds()) * time.Second
	until := zone.At(last, start).Add(max(rest, time.Hour))
	// The next day begins an hour early where clocks go forward between.
	if next := zone.At(last.AddDays(1), start).Add(-time.Hour); next.Before(until) && !last.AddDays(1).IsZero() {
		until = next
	}
	return appendUTC(b, until)
}
