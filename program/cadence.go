package program

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A Cadence is how often sessions come. Every other week, twice a month and
// the 2nd and 4th Wednesdays are three different things. The zero Cadence
// means not stated; a cadence that is not listed here is kept as it is.
type Cadence string

// The cadences.
const (
	CadenceWeekly          Cadence = "weekly"
	CadenceTwiceWeekly     Cadence = "twice weekly"
	CadenceEveryOtherWeek  Cadence = "every other week"
	CadenceTwiceMonthly    Cadence = "twice a month"
	CadenceNthWeekdays     Cadence = "nth weekdays" // such as the 2nd and 4th Wednesdays
	CadenceMonthly         Cadence = "monthly"
	CadenceConsecutiveDays Cadence = "consecutive days"
)

// CadenceOf returns how often a series comes, as its rule says or, without a
// rule, its explicit dates. It is "" where no cadence of this package fits.
func CadenceOf(s schedule.Series) Cadence {
	if !s.Rule.IsValid() {
		return cadenceOfDates(s.Dates)
	}
	p := s.Rule.Parts()
	every := max(p.Interval, 1)
	switch {
	case len(p.Months)+len(p.YearDays)+len(p.WeekNumbers) > 0:
		return ""
	case p.Frequency == schedule.PerDay:
		return byDay(every)
	case p.Frequency == schedule.PerWeek && len(p.Positions) == 0:
		return byWeek(every, len(p.Days))
	case p.Frequency == schedule.PerMonth && every == 1:
		return byMonth(p)
	}
	return ""
}

func byDay(every int) Cadence {
	switch every {
	case 1:
		return CadenceConsecutiveDays
	case 7:
		return CadenceWeekly
	case 14:
		return CadenceEveryOtherWeek
	}
	return ""
}

func byWeek(every, days int) Cadence {
	switch {
	case every == 1 && days <= 1:
		return CadenceWeekly
	case every == 1 && days == 2:
		return CadenceTwiceWeekly
	case every == 2 && days <= 1:
		return CadenceEveryOtherWeek
	}
	return ""
}

// byMonth tells the 2nd and 4th Wednesdays from two days of the month.
func byMonth(p schedule.Parts) Cadence {
	nth := !slices.ContainsFunc(p.Days, func(d schedule.NthDay) bool { return d.N == 0 })
	switch {
	case len(p.Positions) == 1 && len(p.MonthDays) == 0, len(p.Days) == 1 && nth && len(p.MonthDays) == 0:
		return CadenceMonthly
	case len(p.Days) > 1 && nth && len(p.MonthDays) == 0, len(p.Positions) > 1:
		return CadenceNthWeekdays
	case len(p.Days) == 0 && len(p.MonthDays) <= 1:
		return CadenceMonthly
	case len(p.Days) == 0 && len(p.MonthDays) == 2:
		return CadenceTwiceMonthly
	}
	return ""
}

// cadenceOfDates looks at the least gap between dates, which holidays and
// closures leave alone.
func cadenceOfDates(dates []schedule.Date) Cadence {
	if len(dates) < 2 {
		return ""
	}
	sorted := slices.SortedFunc(slices.Values(dates), schedule.Date.Compare)
	least, days := 1<<30, map[time.Weekday]bool{} // more days than there are
	for i, d := range sorted {
		days[d.Weekday()] = true
		if i > 0 && d != sorted[i-1] {
			least = min(least, d.DaysSince(sorted[i-1]))
		}
	}
	switch {
	case least == 1:
		return CadenceConsecutiveDays
	case least == 7 && len(days) == 1:
		return CadenceWeekly
	case least == 14 && len(days) == 1:
		return CadenceEveryOtherWeek
	case least < 7 && len(days) == 2:
		return CadenceTwiceWeekly
	}
	return ""
}
