package csv

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/schedule"
)

// byColumns reads weekdays, weeks, frequency and times from columns of their
// own.
func (r *reader) byColumns(x *record) ([]schedule.Series, bool) {
	day, week, often := r.get(Day), r.get(Week), r.get(Frequency)
	if often == "" {
		often = r.get(Schedule)
	}
	days := weekdaysIn(day)
	if day == "" && r.section.hasDay {
		days = []time.Weekday{r.section.day}
	}
	if d, ok := numberedDay(day, r.sunday); ok {
		days = []time.Weekday{d}
	} else if len(day) == 1 && day[0] >= '0' && day[0] <= '7' {
		x.ask("weekday-number", "series", day, "the weekday is a number: say in a mapping which number is Sunday")
		return nil, false
	}
	if from := r.get(Time); r.saysDays(from) {
		return r.byStrictWords(x, joined(often, week, dayText(days, day), from))
	}
	weeks := weeksIn(week)
	if week == "" && cadences[fold(often)] == otherwise {
		weeks = weeksIn(often)
		if weeks != nil {
			often = ""
		}
	}
	kind := cadences[fold(often)]
	if week != "" && weeks == nil {
		if kind = cadences[fold(week)]; kind == inMonth {
			kind = otherwise
		}
	}
	switch {
	case kind == daily && len(days) == 0:
		return r.timed(x, schedule.Daily())
	case len(days) == 0 && day == "" && week == "" && often == "" && !r.section.hasDay:
		return nil, r.onlyTime(x)
	case len(days) > 0 && len(weeks) > 0 && (kind == weekly || kind == inMonth):
		return r.timed(x, nthRule(days, weeks))
	case len(days) > 0 && kind == weekly && (weeks == nil) == (week == "" || cadences[fold(week)] == weekly):
		return r.timed(x, meetings.Weekly(days...))
	case len(days) > 0 && kind == everyOther && weeks == nil:
		if r.get(Starts) == "" && r.get(Date) == "" {
			x.ask("anchor-missing", "series", joined(often, day), "every other week, but from which day on? Give the date of one meeting as start date")
			return nil, false
		}
		return r.timed(x, schedule.Weekly(days...).Every(2))
	case len(days) > 0 && kind == inMonth:
		x.ask("weeks-missing", "series", joined(often, day), "in which weeks of the month, such as 2nd and 4th?")
		return nil, false
	}
	return r.byStrictWords(x, joined(often, week, dayText(days, day)))
}

// onlyTime asks for the day where a row has a time and nothing else. Without
// either it meets by appointment.
func (r *reader) onlyTime(x *record) bool {
	if r.get(Time) == "" && r.get(Starts) == "" {
		return true
	}
	x.ask("day-missing", "series", r.get(Time), "a time, but on which day?")
	return false
}

// joined puts the cells that say something behind each other.
func joined(cells ...string) string {
	return strings.Join(slices.DeleteFunc(cells, func(c string) bool { return c == "" }), " ")
}

// dayText names weekdays in full, or returns the cell if they are not known.
func dayText(days []time.Weekday, cell string) string {
	if len(days) == 0 {
		return cell
	}
	var names []string
	for _, d := range days {
		names = append(names, d.String())
	}
	return strings.Join(names, " and ")
}

// timed returns a series for each time of the row.
func (r *reader) timed(x *record, rule schedule.Rule) ([]schedule.Series, bool) {
	if !rule.IsValid() {
		x.ask("schedule-unclear", "series", "", "the days are not known")
		return nil, false
	}
	var list []schedule.Series
	for _, t := range r.times(x) {
		list = append(list, schedule.Series{Rule: rule, Start: t.start, Length: t.length, Zone: t.zone})
	}
	return list, true
}

// byGrid reads a table with a column for each weekday.
func (r *reader) byGrid(x *record) ([]schedule.Series, bool) {
	byTime := map[string][]time.Weekday{}
	var order []string
	for d, f := range weekdays {
		cell := r.get(f)
		yes, isTruth := truth(cell)
		if cell == "" || isTruth && !yes {
			continue
		}
		if isTruth {
			cell = ""
		}
		if byTime[cell] == nil {
			order = append(order, cell)
		}
		byTime[cell] = append(byTime[cell], time.Weekday(d))
	}
	var list []schedule.Series
	for _, cell := range order {
		rule := meetings.Weekly(byTime[cell]...)
		spans := r.times(x)
		if cell != "" {
			if weeks := weeksIn(cell); weeks != nil { // "1st & 3rd" under a weekday
				rule = nthRule(byTime[cell], weeks)
			} else if r.saysDays(cell) {
				series, ok := r.byStrictWords(x, joined(dayText(byTime[cell], ""), cell))
				if !ok {
					return nil, false
				}
				list = append(list, series...)
				continue
			} else if spans = r.spans(x, cell, ""); spans == nil {
				return nil, false
			}
		}
		for _, t := range spans {
			list = append(list, schedule.Series{Rule: rule, Start: t.start, Length: t.length, Zone: t.zone})
		}
	}
	return list, true
}

func (r *reader) anyDay() bool {
	return slices.ContainsFunc(weekdays[:], func(f Field) bool { return r.get(f) != "" })
}
