package schedule

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// A Rule says on which dates a group meets, such as "2nd and 4th Wednesdays",
// without first or last date, time or zone: see Series for those. It holds
// any recurrence rule of RFC 5545 that steps by whole days.
//
// Rules are comparable with ==: two rules are equal if they have the same
// parts, in whatever order they were written. The zero Rule is invalid and has
// no dates; the constructors return it for arguments out of range.
type Rule struct {
	freq      Frequency
	weekStart uint8 // 1 Monday to 7 Sunday
	interval  uint16
	days      numbers // of dayNumber
	monthDays numbers
	months    numbers
	yearDays  numbers
	weeks     numbers
	positions numbers
}

// A Frequency is the period by which a rule repeats.
type Frequency uint8

// The frequencies. The zero Frequency is invalid.
const (
	PerDay Frequency = iota + 1
	PerWeek
	PerMonth
	PerYear
)

var frequencyNames = [...]string{PerDay: "DAILY", PerWeek: "WEEKLY", PerMonth: "MONTHLY", PerYear: "YEARLY"}

// String returns the name in RFC 5545, such as "WEEKLY", or "" if f is none of
// the constants.
func (f Frequency) String() string {
	if int(f) < len(frequencyNames) {
		return frequencyNames[f]
	}
	return ""
}

// An NthDay is a day of the week and which of them is meant: N is 2 for the
// second, -1 for the last, 0 for every one. N counts in the month, or in the
// year in a yearly rule without months.
type NthDay struct {
	N   int
	Day time.Weekday
}

// Parts are the parts of a rule under the names of RFC 5545, section 3.3.10.
// What is not given is zero or empty. A list has at most 62 entries; repeated
// ones count once.
type Parts struct {
	Frequency   Frequency
	Interval    int          // every n periods, 1 to 1,000; 0 is 1
	Days        []NthDay     // BYDAY
	MonthDays   []int        // BYMONTHDAY: 1 to 31, or -31 to -1 from the end
	Months      []time.Month // BYMONTH
	YearDays    []int        // BYYEARDAY: 1 to 366, or -366 to -1 from the end
	WeekNumbers []int        // BYWEEKNO: 1 to 53, or -53 to -1 from the end
	Positions   []int        // BYSETPOS: which dates of each period, 1 to 366, or -366 to -1
	WeekStart   int          // WKST: 1 Monday to 7 Sunday; 0 is Monday
}

const (
	maxInterval = 1000
	maxList     = 62
)

// Daily returns the rule of every day.
func Daily() Rule { return must(Parts{Frequency: PerDay}) }

// Weekly returns the rule of every week on the given days. Without days it is
// the weekday of the first date of the series.
func Weekly(days ...time.Weekday) Rule {
	p := Parts{Frequency: PerWeek}
	for _, d := range days {
		p.Days = append(p.Days, NthDay{Day: d})
	}
	return must(p)
}

// NthWeekdays returns the rule of the nth such weekdays of every month:
// NthWeekdays(time.Wednesday, 2, 4) is the second and the fourth Wednesday.
// Each nth is 1 to 5, or -5 to -1 from the end, so -1 is the last. A month
// without a fifth has no date for it.
func NthWeekdays(day time.Weekday, nth ...int) Rule {
	if len(nth) == 0 || slices.Contains(nth, 0) {
		return Rule{}
	}
	p := Parts{Frequency: PerMonth}
	for _, n := range nth {
		p.Days = append(p.Days, NthDay{n, day})
	}
	return must(p)
}

// Monthly returns the rule of the given days of every month, 1 to 31, or -31
// to -1 from the end. A month that is too short has no date for a day.
// Without days it is the day of the first date of the series.
func Monthly(days ...int) Rule { return must(Parts{Frequency: PerMonth, MonthDays: days}) }

// Yearly returns the rule of one day of every year.
func Yearly(month time.Month, day int) Rule {
	return must(Parts{Frequency: PerYear, Months: []time.Month{month}, MonthDays: []int{day}})
}

// must is NewRule with the invalid Rule in place of an error.
func must(p Parts) Rule {
	r, err := NewRule(p)
	if err != nil {
		return Rule{}
	}
	return r
}

// Every returns a copy of r that counts only every nth period, 1 to 1,000,
// beginning with the one that holds the first date of the series: "every
// other week" is Weekly(day).Every(2).
func (r Rule) Every(n int) Rule {
	if !r.IsValid() || n < 1 || n > maxInterval {
		return Rule{}
	}
	r.interval = uint16(n)
	return r
}

// In returns a copy of r that has dates in the given months only, such as a
// group that pauses in summer. No months means all of them.
func (r Rule) In(months ...time.Month) Rule {
	p := r.Parts()
	p.Months = months
	return must(p)
}

// IsValid reports whether r is a rule, that is, not the zero Rule.
func (r Rule) IsValid() bool { return r.freq != 0 }

// NewRule returns the rule with the given parts. The error is a *FieldError
// for a value out of range or a combination that RFC 5545 excludes: ordinals
// other than in monthly and yearly rules, year days and week numbers outside
// yearly rules, positions without another list. Month days in a weekly rule,
// which it excludes too, are read as other engines do: as a limit.
func NewRule(p Parts) (Rule, error) {
	if p.Frequency < PerDay || p.Frequency > PerYear {
		return Rule{}, &FieldError{"FREQ", strconv.Itoa(int(p.Frequency)), "DAILY, WEEKLY, MONTHLY or YEARLY"}
	}
	interval, start := cmp.Or(p.Interval, 1), cmp.Or(p.WeekStart, 1)
	months := make([]int, len(p.Months))
	for i, m := range p.Months {
		months[i] = int(m)
	}
	if err := firstError(
		inRange("INTERVAL", []int{interval}, 1, maxInterval, false),
		inRange("WKST", []int{start}, 1, 7, false),
		inRange("BYMONTH", months, 1, 12, false),
		inRange("BYMONTHDAY", p.MonthDays, 1, 31, true),
		inRange("BYYEARDAY", p.YearDays, 1, 366, true),
		inRange("BYWEEKNO", p.WeekNumbers, 1, 53, true),
		inRange("BYSETPOS", p.Positions, 1, 366, true),
		checkDays(p), checkTogether(p),
	); err != nil {
		return Rule{}, err
	}
	return Rule{
		freq: p.Frequency, interval: uint16(interval), weekStart: uint8(start),
		days: makeNumbers(dayNumbers(p.Days)), monthDays: makeNumbers(p.MonthDays),
		months: makeNumbers(months), yearDays: makeNumbers(p.YearDays),
		weeks: makeNumbers(p.WeekNumbers), positions: makeNumbers(p.Positions),
	}, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// inRange checks a list of numbers, which may be given from the end as well
// where signed.
func inRange(part string, list []int, low, high int, signed bool) error {
	if err := tooMany(part, len(list)); err != nil {
		return err
	}
	for _, n := range list {
		if n >= low && n <= high || signed && -n >= low && -n <= high {
			continue
		}
		want := fmt.Sprintf("%d to %d", low, high)
		if signed {
			want += fmt.Sprintf(" or %d to %d", -high, -low)
		}
		return &FieldError{part, strconv.Itoa(n), want}
	}
	return nil
}

func checkDays(p Parts) error {
	highest := 0
	switch {
	case p.Frequency == PerMonth, p.Frequency == PerYear && len(p.Months) > 0:
		highest = 5
	case p.Frequency == PerYear && len(p.WeekNumbers) == 0:
		highest = 53
	}
	if err := tooMany("BYDAY", len(p.Days)); err != nil {
		return err
	}
	for _, d := range p.Days {
		if d.Day < time.Sunday || d.Day > time.Saturday {
			return &FieldError{"BYDAY", d.Day.String(), "MO, TU, WE, TH, FR, SA or SU"}
		}
		if d.N > highest || d.N < -highest {
			want := "days without a number in this rule"
			if highest > 0 {
				want = fmt.Sprintf("1 to %[1]d or -%[1]d to -1 before the day in this rule", highest)
			}
			return &FieldError{"BYDAY", d.text(), want}
		}
	}
	return nil
}

func tooMany(part string, n int) error {
	if n > maxList {
		return &FieldError{part, fmt.Sprintf("%d entries", n), fmt.Sprintf("at most %d", maxList)}
	}
	return nil
}

// checkTogether refuses parts that have no meaning in a rule (RFC 5545,
// 3.3.10).
func checkTogether(p Parts) error {
	name := p.Frequency.String()
	switch {
	case len(p.YearDays) > 0 && p.Frequency != PerYear:
		return &FieldError{"BYYEARDAY", name, "FREQ=YEARLY with this part"}
	case len(p.WeekNumbers) > 0 && p.Frequency != PerYear:
		return &FieldError{"BYWEEKNO", name, "FREQ=YEARLY with this part"}
	case len(p.Positions) > 0 && len(p.Days)+len(p.MonthDays)+len(p.Months)+len(p.YearDays)+len(p.WeekNumbers) == 0:
		return &FieldError{"BYSETPOS", name, "another BY part beside this one"}
	}
	return nil
}

// Parts returns the parts of r, lists in ascending order with the entries from
// the end last. For the zero Rule all parts are zero.
func (r Rule) Parts() Parts {
	p := Parts{
		Frequency: r.freq, Interval: int(r.interval), WeekStart: int(r.weekStart),
		MonthDays: r.monthDays.list(), YearDays: r.yearDays.list(),
		WeekNumbers: r.weeks.list(), Positions: r.positions.list(),
	}
	for i := range r.days.len() {
		p.Days = append(p.Days, nthDay(r.days.at(i)))
	}
	for i := range r.months.len() {
		p.Months = append(p.Months, time.Month(r.months.at(i)))
	}
	return p
}

// dayNumbers packs each day into one number that sorts by ordinal, then from
// Monday to Sunday.
func dayNumbers(days []NthDay) []int {
	list := make([]int, len(days))
	for i, d := range days {
		list[i] = d.N*8 + int(d.Day+6)%7
	}
	return list
}

func nthDay(number int) NthDay {
	return NthDay{number >> 3, time.Weekday(number&7+1) % 7}
}

// Equal reports whether r == s, for packages that compare by it.
func (r Rule) Equal(s Rule) bool { return r == s }
