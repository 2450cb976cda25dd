package phrase

import "github.com/withinreach/withinreach/schedule"

// This file settles ranges of dates that are no season of a rule: two days in a
// row, and ranges of which the weekdays beside them are not the weekdays.

// nearDays makes a range of two days a list of both: "Sat and Sun, April 6-7".
// A range from one weekday to the same is a weekly schedule: "Wednesday,
// September 4 through Wednesday, October 9".
func (s *settler) nearDays() {
	if len(s.start) != 1 || len(s.end) != 1 || s.start[0] != s.end[0] || s.items[s.start[0]].kind != rangeItem || s.line.any() {
		return
	}
	i := s.start[0]
	dates := s.items[i].dates
	first, good := dates[0].resolve()
	last, also := dates[1].resolve()
	if !good || !also || first.IsZero() || last.IsZero() {
		return
	}
	switch n := last.DaysSince(first); {
	case n == 1 && s.draft.days < 0 && len(s.draft.dates) == 0:
		s.draft.dates = []int{i}
	case n == 1 && s.draft.days >= 0 && s.items[s.draft.days].kind == dayItem:
		if d := s.items[s.draft.days].days; len(d.set) == 2 && !d.nth() && d.has(first.Weekday()) && d.has(last.Weekday()) {
			s.draft.dates, s.draft.check, s.draft.days = []int{i}, s.draft.days, -1
		}
	}
}

// sameWeekday returns the weekday with which both ends of a range are written.
func (s *settler) sameWeekday(i int) (weekday int, ok bool) {
	it := s.items[i]
	if it.kind != rangeItem || it.dates[0].weekday < 0 || it.dates[0].weekday != it.dates[1].weekday {
		return 0, false
	}
	return it.dates[0].weekday, true
}

// fewDays opens a schedule of one weekday in the singular right before a range
// that does not begin and end on it: "Friday, May 3-5", "Monday 1/8 - 3/15".
func (s *settler) fewDays(first, last schedule.Date) {
	if first.IsZero() || last.IsZero() || s.draft.days < 0 || len(s.start) != 1 || s.items[s.start[0]].kind != rangeItem {
		return
	}
	i, k := s.draft.days, s.start[0]
	d := s.items[i].days
	single := s.items[i].kind == dayItem && len(d.set) == 1 && !d.recur() && d.interval == 0 && d.part < 0
	if !single || k != i+1 || s.wordsBetween(i, k) > 0 {
		return
	}
	if !s.fits(first) || !s.fits(last) {
		s.clash(true, "one weekday beside dates from a %s to a %s", first.Weekday(), last.Weekday())
	}
}
