package phrase

import (
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// facts are what the text says beside days and times, for all its schedules or
// for those of one sentence.
type facts struct {
	*grouper
	calendar    calendar
	cadence     map[int]cadence    // by sentence
	line        cadence            // of the whole text
	sessions    int                // item, -1 if none
	months      []int              // items of months that the schedules keep, in order
	firstMonth  map[int]int        // the first of them in a sentence
	monthScopes map[int]monthScope // by item
	scopes      map[int]scope      // of exceptions, by item
	bound       map[int]int        // of months that are said of some days or a time, that item
	vague       map[int]bool       // items of days that a part of the year changes, nobody knows how
	policies    []int              // items of what happens on holidays
	schools     []int              // items of a school calendar
	people      bool               // the text has a word for something people come to
	course      bool               // and one for something with an end
	clock24     bool               // one of the times is past 12 without pm
}

// A cadence is how often something happens, as adverbs say it.
type cadence struct {
	weekly, once, twice, named bool
	weeks, months              int
	item                       int
}

func (c cadence) any() bool { return c.weekly || c.once || c.twice || c.weeks > 0 || c.months > 0 }

// collect reads the facts from the items.
func (f *facts) collect() {
	f.cadence, f.scopes = map[int]cadence{}, map[int]scope{}
	f.firstMonth, f.monthScopes = map[int]int{}, map[int]monthScope{}
	f.sessions = -1
	for i := range f.items {
		it := &f.items[i]
		if it.gone != "" || it.used {
			continue
		}
		for _, c := range it.times {
			f.clock24 = f.clock24 || !c.marked() && (c.start.hour > 12 || c.hasEnd && c.end.hour > 12)
		}
		switch {
		case it.kind == countItem && f.sessions < 0:
			f.sessions = i
		case it.kind == monthItem:
			f.months = append(f.months, i)
			if _, ok := f.firstMonth[it.sentence]; !ok {
				f.firstMonth[it.sentence] = i
			}
		case it.kind == dayItem && it.n > 0 && f.sessions < 0:
			f.sessions = i
		case it.kind == cue && it.class == onHolidays && len(f.policies) == 0:
			f.policies = append(f.policies, i)
		case it.kind == cue && it.class == school && len(f.schools) == 0:
			f.schools = append(f.schools, i)
		case it.kind == cue:
			f.addCadence(i)
		}
	}
	for _, t := range f.terms {
		f.people = f.people || t.class == meeting || t.class == unit && t.n == 2
		f.course = f.course || t.class == course || t.class == unit && t.n == 2
	}
	f.calendar = f.years()
}

func (f *facts) addCadence(i int) {
	it := f.items[i]
	for _, c := range []*cadence{f.ofSentence(it.sentence), &f.line} {
		switch it.class {
		case weekly:
			c.weekly = true
		case fortnightly:
			c.weeks = it.n
		case monthly:
			c.months = max(c.months, it.n)
			first := f.terms[it.from].text
			c.named = c.named || first != "of" && first != "in" && first != "del" && first != "de" && first != "that" && first != "month"
		case onceMonthly:
			c.once = true
		case twice:
			c.twice = true
		default:
			return
		}
		c.item = i
		if c != &f.line {
			f.cadence[it.sentence] = *c
		}
	}
}

func (f *facts) ofSentence(s int) *cadence {
	c := f.cadence[s]
	return &c
}

// years gives every date its year. The dates of the schedules follow each
// other; exceptions and named dates lie after the first of them.
func (f *facts) years() calendar {
	var main, beside []*partialDate
	for i := range f.items {
		it := &f.items[i]
		if it.gone != "" || it.kind != dateItem && it.kind != rangeItem {
			continue
		}
		for k := range it.dates {
			if it.left || it.named || it.added {
				beside = append(beside, &it.dates[k])
			} else {
				main = append(main, &it.dates[k])
			}
		}
	}
	if len(main) == 0 {
		return newCalendar(f.ctx, f.textYear(), beside)
	}
	c := newCalendar(f.ctx, f.textYear(), main)
	for _, d := range beside {
		if d.year == 0 && main[0].year > 0 {
			d.year = main[0].year
			if d.before(*main[0]) && d.month < main[0].month {
				d.year++
			}
		}
	}
	return c
}

// textYear finds a year that stands alone and is said of the dates: "2019
// Meeting Schedule".
func (f *facts) textYear() int {
	for i, t := range f.terms {
		if !f.isYear(t) || t.n < 1990 || t.n > 2100 {
			continue // one alone is often a time or the number of a house
		}
		next, before := f.at(i+1), f.at(i-1)
		switch next.class {
		case meeting, course, unit, nextOne:
			return t.n
		}
		switch next.text {
		case "schedule", "dates", "calendar", "season", ":":
			return t.n
		}
		if before.class == season || before.class == month || before.text == "in" || before.text == "for" || before.text == "en" {
			return t.n
		}
	}
	return 0
}

// firstDay returns the day that an item names as the first: a date, the first
// date of a range, or the first of a month.
func (f *facts) firstDay(i int) (day schedule.Date, exact bool) {
	it := f.items[i]
	if it.kind == monthItem {
		return f.monthDay(i, 1), true
	}
	return it.dates[0].resolve()
}

// lastDay returns the day that an item names as the last; a month means its
// last day. After a first date it is in the months that follow; without one,
// January is that of the next year.
func (f *facts) lastDay(i int, after schedule.Date) (day schedule.Date, exact bool) {
	it := f.items[i]
	if it.kind != monthItem {
		return it.dates[len(it.dates)-1].resolve()
	}
	first := f.monthDay(i, 1)
	if it.dated() {
		first, _ = schedule.NewDate(it.list[1], time.Month(it.last), 1)
	}
	year, month, _ := first.Civil()
	if first.IsZero() {
		return first, true
	}
	if !it.dated() && (month == time.January && after.IsZero() || first.AddDays(30).Before(after)) {
		year++
	}
	begin, err := schedule.NewDate(year, month, 1)
	if err != nil { // past the calendar
		return first, true
	}
	return begin.AddDays(daysLeft(begin)), true
}

func (f *facts) monthDay(i, day int) schedule.Date {
	it := f.items[i]
	year := f.calendar.year
	if len(it.list) > 0 {
		year = it.list[0]
	} else if year == 0 {
		year = f.ctx.Year
	}
	if year == 0 {
		return schedule.Date{}
	}
	d, _ := schedule.NewDate(year, time.Month(it.n), day)
	return d
}
