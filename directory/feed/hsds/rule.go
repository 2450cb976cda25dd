package hsds

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// weekdays are the days as rules write them.
var weekdays = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// fields sets the fields of the rule, and reports whether the format has such a
// rule. A series of single dates needs none.
func (p *plan) fields() bool {
	s := p.series
	if !s.Rule.IsValid() {
		return true
	}
	parts := s.Rule.Parts()
	if len(parts.Months)+len(parts.YearDays)+len(parts.WeekNumbers)+len(parts.Positions) > 0 {
		return false
	}
	r := row{Interval: max(parts.Interval, 1)}
	switch parts.Frequency {
	case schedule.PerDay:
		if r.Interval > 1 || len(parts.Days)+len(parts.MonthDays) > 0 {
			return false
		}
		r.Frequency, r.ByDay = "WEEKLY", strings.Join(weekdays[:], ",")
	case schedule.PerWeek:
		if len(parts.MonthDays) > 0 {
			return false
		}
		if len(parts.Days) == 0 {
			parts.Days = []schedule.NthDay{{Day: s.First.Weekday()}}
		}
		r.Frequency, r.ByDay = "WEEKLY", byDay(parts.Days)
		if r.Interval > 1 {
			r.WeekStart = weekdays[max(parts.WeekStart, 1)%7]
		}
	case schedule.PerMonth:
		if len(parts.Days)+len(parts.MonthDays) == 0 {
			parts.MonthDays = []int{s.First.Day()}
		}
		r.Frequency, r.ByDay, r.ByMonthDay = "MONTHLY", byDay(parts.Days), numbers(parts.MonthDays)
	default:
		return false
	}
	p.rule = r
	return true
}

func byDay(days []schedule.NthDay) string {
	list := make([]string, len(days))
	for i, d := range days {
		if list[i] = weekdays[d.Day]; d.N != 0 {
			list[i] = strconv.Itoa(d.N) + list[i]
		}
	}
	return strings.Join(list, ",")
}

func numbers(list []int) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}

// A pattern is the rule of a row as it was read.
type pattern struct {
	frequency, byDay, byMonthDay, weekStart string
	interval                                int
}

// rule returns the rule, invalid if the row has none or none that makes sense.
func (p pattern) rule() schedule.Rule {
	parts := schedule.Parts{Interval: max(p.interval, 1)}
	for text := range strings.FieldsFuncSeq(strings.ToUpper(p.byDay), separates) {
		n := strings.TrimRight(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
		day := slices.Index(weekdays[:], text[len(n):min(len(text), len(n)+2)])
		nth, err := strconv.Atoi(n)
		if day < 0 || err != nil && n != "" {
			return schedule.Rule{}
		}
		parts.Days = append(parts.Days, schedule.NthDay{N: nth, Day: time.Weekday(day)})
	}
	for text := range strings.FieldsFuncSeq(p.byMonthDay, separates) {
		n, err := strconv.Atoi(text)
		if err != nil {
			return schedule.Rule{}
		}
		parts.MonthDays = append(parts.MonthDays, n)
	}
	if i := slices.Index(weekdays[:], strings.ToUpper(p.weekStart)); i >= 0 && parts.Interval > 1 {
		parts.WeekStart = (i+6)%7 + 1
	}
	switch strings.ToUpper(p.frequency) {
	case "MONTHLY":
		parts.Frequency, parts.WeekStart = schedule.PerMonth, 0
	case "DAILY":
		parts.Frequency = schedule.PerDay
	case "WEEKLY":
		parts.Frequency = schedule.PerWeek
	case "":
		switch {
		case len(parts.MonthDays) > 0 || slices.ContainsFunc(parts.Days, func(d schedule.NthDay) bool { return d.N != 0 }):
			parts.Frequency = schedule.PerMonth
		case len(parts.Days) > 0:
			parts.Frequency = schedule.PerWeek
		}
	}
	rule, err := schedule.NewRule(parts)
	if err != nil {
		return schedule.Rule{}
	}
	return rule
}

// separates reports whether a character stands between the entries of a list.
func separates(r rune) bool { return r == ',' || r == ';' || r == ' ' }
