package phrase

import (
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A calendar gives years to the dates of a text: the first date lies in the
// year that is known, and a later one that comes earlier in the calendar in
// the year after.
type calendar struct {
	year  int // of the first date without a year; 0 if not known
	first *partialDate
}

// newCalendar finds the year of the first date: from the text, or from the
// context. Dates are in the order of the text.
func newCalendar(ctx Context, textYear int, all []*partialDate) calendar {
	c := calendar{year: ctx.Year}
	if len(all) > 0 {
		c.first = all[0]
	}
	at := slices.IndexFunc(all, func(d *partialDate) bool { return d.year > 0 })
	switch {
	case at == 0:
		c.year = all[0].year
	case at > 0: // the years before a date with a year follow from it
		year, later := all[at].year, all[at]
		for i := at - 1; i >= 0; i-- {
			if later.before(*all[i]) {
				year--
			}
			all[i].year, later = year, all[i]
		}
		c.year = all[0].year
	case textYear > 0:
		c.year = textYear
	case c.year == 0 && !ctx.Date.IsZero() && c.first != nil:
		c.year = ctx.Date.Year()
		if c.first.month < int(ctx.Date.Month()) || c.first.month == int(ctx.Date.Month()) && c.first.day < ctx.Date.Day() {
			c.year++
		}
	}
	year, last := c.year, partialDate{}
	for _, d := range all {
		if d.year > 0 {
			year, last = d.year, *d
			continue
		}
		if year == 0 {
			return c
		}
		if last.month > 0 && d.before(last) {
			year++
		}
		d.year, last = year, *d
	}
	return c
}

func (d partialDate) before(e partialDate) bool {
	return d.month < e.month || d.month == e.month && d.day < e.day
}

// resolve returns the date, or the zero Date if its year is not known or there
// is no such day; exact is false if there is none, or if a weekday is written
// that does not fit.
func (d partialDate) resolve() (date schedule.Date, exact bool) {
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > daysOf[d.month] {
		return schedule.Date{}, false
	}
	if d.year == 0 {
		return schedule.Date{}, true
	}
	date, err := schedule.NewDate(d.year, time.Month(d.month), d.day)
	if err != nil {
		return schedule.Date{}, false
	}
	if d.weekday >= 0 && int(date.Weekday()) != d.weekday {
		swapped, err := schedule.NewDate(d.year, time.Month(d.day), d.month)
		if d.swappable && err == nil && int(swapped.Weekday()) == d.weekday {
			return swapped, true
		}
		return date, false
	}
	return date, true
}

// daysOf is how many days a month can have.
var daysOf = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// daysLeft is the number of days in the month after day.
func daysLeft(day schedule.Date) int {
	n := 0
	for n < 31 && day.AddDays(n+1).Month() == day.Month() {
		n++
	}
	return n
}

// fault says why a date is not exact: there is no such day, or it is another
// weekday than is written.
func (d partialDate) fault() string {
	switch date, _ := d.resolve(); {
	case d.month < 1 || d.month > 12:
		return fmt.Sprintf("%d and %d are no month and day", d.month, d.day)
	case !date.IsZero():
		return fmt.Sprintf("%s is a %s, but %s is written", date, date.Weekday(), time.Weekday(d.weekday))
	case d.year > 0:
		return fmt.Sprintf("there is no %s %d, %d", time.Month(d.month), d.day, d.year)
	}
	return fmt.Sprintf("there is no %s %d", time.Month(d.month), d.day)
}
