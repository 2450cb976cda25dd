package phrase

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// days writes the rule or the explicit dates; it is empty if there are no
// words for them.
func (f *formatter) days() string {
	p := f.s.Rule.Parts()
	switch {
	case p.Frequency == 0 && len(f.s.Dates) > 0:
		return f.dateList()
	case p.Frequency == 0, len(p.YearDays)+len(p.WeekNumbers)+len(p.Positions) > 0:
		return ""
	case p.Frequency == schedule.PerDay && p.Interval == 1 && len(p.Days)+len(p.MonthDays) == 0:
		if f.short() {
			return f.words.shortDaily
		}
		return f.words.everyDay
	case p.Frequency == schedule.PerWeek && len(p.MonthDays) == 0:
		return f.weekly(p)
	case p.Frequency == schedule.PerMonth && len(p.MonthDays) > 0 && len(p.Days) == 0:
		return f.monthDays(p)
	case p.Frequency == schedule.PerMonth && len(p.MonthDays) == 0:
		return f.nthWeekdays(p)
	}
	return ""
}

func (f *formatter) dateList() string {
	all := slices.Clone(f.s.Dates)
	slices.SortFunc(all, schedule.Date.Compare)
	all = slices.Compact(all)
	if len(all) != len(f.s.Dates) {
		f.lose("dates", "a date that comes twice is said once")
	}
	if len(all) == 1 && !f.short() {
		return fmt.Sprintf(f.words.dated, f.words.days[all[0].Weekday()], f.date(all[0]))
	}
	return f.dates(all, "")
}

// weekdayNames writes weekdays, in the plural if the form has one.
func (f *formatter) weekdayNames(days []schedule.NthDay, plural bool) string {
	var names []string
	for _, d := range days {
		switch {
		case f.short() && !(plural && f.words == &spanishWords):
			names = append(names, f.words.shortDays[d.Day])
		case plural:
			names = append(names, f.words.plurals[d.Day])
		default:
			names = append(names, f.words.days[d.Day])
		}
	}
	return f.list(names)
}

func (f *formatter) weekly(p schedule.Parts) string {
	if len(p.Days) == 0 && !f.s.First.IsZero() {
		f.lose("rule", "the weekday of the first day is written out")
		p.Days = []schedule.NthDay{{Day: f.s.First.Weekday()}}
	}
	if p.WeekStart > 1 {
		f.lose("rule", "the first day of the week is not said")
	}
	switch {
	case len(p.Days) == 0:
		return ""
	case len(p.Days) == 7 && p.Interval == 1:
		f.lose("rule", "seven weekdays are every day")
		return f.words.everyDay
	case p.Interval == 1 && f.isCourse(p):
		return f.courseDays(p)
	case p.Interval == 1 && len(p.Days) == 5 && !slices.ContainsFunc(p.Days, isWeekend):
		if f.short() {
			return f.words.shortWeekday
		}
		return f.words.everyWeekday
	case p.Interval == 1 && f.words == &spanishWords && !f.short():
		return "los " + f.weekdayNames(p.Days, true)
	case p.Interval == 1:
		return f.weekdayNames(p.Days, true)
	case p.Interval == 2 && (len(p.Days) == 1 || f.words == &spanishWords):
		return fmt.Sprintf(f.words.everyOther, f.article()+f.weekdayNames(p.Days, f.words == &spanishWords))
	case p.Interval > maxPeriods:
		return ""
	}
	return fmt.Sprintf(f.words.everyNWeeks, p.Interval, f.article()+f.weekdayNames(p.Days, true))
}

func (f *formatter) article() string {
	if f.words == &spanishWords && !f.short() {
		return "los "
	}
	return ""
}

func isWeekend(d schedule.NthDay) bool { return d.Day == time.Sunday || d.Day == time.Saturday }

// isCourse reports whether "ten Wednesdays" says the number of sessions.
func (f *formatter) isCourse(p schedule.Parts) bool {
	n, ok := f.sessions()
	return ok && n > 1 && len(p.Days) == 1 && f.words.courseDays != "" && !f.short()
}

func (f *formatter) courseDays(p schedule.Parts) string {
	n, _ := f.sessions()
	count := strconv.Itoa(n)
	if n < len(f.words.numbers) {
		count = f.words.numbers[n]
	}
	return fmt.Sprintf(f.words.courseDays, count, f.words.plurals[p.Days[0].Day])
}

// everyMonths writes "of the month" or "of every n months"; words may leave
// out the first.
func (f *formatter) everyMonths(n int) string {
	switch {
	case n == 1 && f.short():
		return ""
	case n == 1:
		return f.words.ofMonth
	case n == 2:
		return f.words.ofOther
	}
	return fmt.Sprintf(f.words.ofNMonths, n)
}

// nthWeekdays writes weekdays of the month. Weekdays with the same ordinals
// share them: "first and third Mondays and Thursdays".
func (f *formatter) nthWeekdays(p schedule.Parts) string {
	byDay := map[time.Weekday][]int{}
	var order []time.Weekday
	for _, d := range p.Days {
		if f.words.ordinals[d.N] == "" {
			return ""
		}
		if byDay[d.Day] == nil {
			order = append(order, d.Day)
		}
		byDay[d.Day] = append(byDay[d.Day], d.N)
	}
	if len(order) == 0 || p.Interval > maxPeriods {
		return ""
	}
	if everyWeek(p.Days) != nil {
		f.lose("rule", "all five of a weekday are every week")
	}
	var groups []string
	for len(order) > 0 {
		nth := byDay[order[0]]
		var same []schedule.NthDay
		order = slices.DeleteFunc(order, func(d time.Weekday) bool {
			if !slices.Equal(byDay[d], nth) {
				return false
			}
			same = append(same, schedule.NthDay{Day: d})
			return true
		})
		groups = append(groups, f.ordinalList(nth)+" "+f.weekdayNames(same, f.words == &englishWords))
	}
	text := strings.Join(groups, ", ")
	if f.words == &spanishWords && !f.short() {
		text = "el " + text
	}
	return text + f.everyMonths(p.Interval)
}

func (f *formatter) ordinalList(nth []int) string {
	names := f.words.ordinals
	if f.short() {
		names = f.words.shortOrdinals
	}
	var list []string
	for _, n := range nth {
		list = append(list, names[n])
	}
	return f.list(list)
}

// monthDays writes days of the month: "1st and 15th of every month".
func (f *formatter) monthDays(p schedule.Parts) string {
	if p.Interval != 1 {
		return ""
	}
	var list []string
	for _, n := range p.MonthDays {
		switch {
		case n == -1:
			list = append(list, f.words.lastDay)
		case n < 0:
			return ""
		case f.words == &spanishWords:
			list = append(list, strconv.Itoa(n))
		default:
			list = append(list, strconv.Itoa(n)+ordinalEnd(n))
		}
	}
	last := len(list) - 1
	text := list[last]
	if last > 0 {
		text = strings.Join(list[:last], ", "+f.words.the) + f.words.and + f.words.the + text
	}
	return fmt.Sprintf(f.words.monthDays, text)
}

func ordinalEnd(n int) string {
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}
