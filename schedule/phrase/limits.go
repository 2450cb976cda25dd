package phrase

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// limits finds the first and the last day.
func (s *settler) limits() {
	if i := s.own(s.start); i >= 0 && !slices.Contains(s.draft.dates, i) {
		s.use(i)
		day, exact := s.firstDay(i)
		switch {
		case !exact:
			s.clash(true, "the first day: %s", s.items[i].dates[0].fault())
		case day.IsZero():
			s.doubt(Starting)
		case s.items[i].kind == monthItem:
			s.note(Inferred, i, "a month as the beginning means its first day")
		}
		if s.items[i].kind == dateItem && s.items[i].dates[0].weekday >= 0 && s.parts.Frequency != 0 && !day.IsZero() && exact && !s.fits(day) {
			s.clash(true, "the first day %s is no date of the rule", day)
		}
		s.out.Series.First = day
	}
	if i := s.own(s.end); i >= 0 && !slices.Contains(s.draft.dates, i) {
		s.use(i)
		day, exact := s.lastDay(i, s.out.Series.First)
		switch {
		case !exact:
			s.clash(true, "the last day: %s", s.items[i].dates[len(s.items[i].dates)-1].fault())
		case day.IsZero():
			s.doubt(Dates)
		case s.items[i].kind == monthItem:
			s.note(Inferred, i, "a month as the end means its last day")
		}
		s.out.Series.Last = day
	}
	first, last := s.out.Series.First, s.out.Series.Last
	s.fewDays(first, last)
	if !first.IsZero() && !last.IsZero() && last.Before(first) {
		s.clash(true, "the last day %s comes before the first day %s", last, first)
	}
}

// own returns which of the items of a list is said of this draft: the only
// one, unless its weekday is that of another draft alone; or else the one that
// is nearest.
func (s *settler) own(list []int) int {
	switch len(list) {
	case 0:
		return -1
	case 1:
		it := s.items[list[0]]
		elsewhere := it.dated() && s.scopeFor(list[0]).inSentence && s.draft.sentence(s.items) != it.sentence
		if elsewhere || s.othersOnly(list[0]) {
			return -1
		}
		return list[0]
	}
	if len(s.drafts) == 1 {
		return list[0]
	}
	at := s.draft.first()
	best := list[0]
	for _, i := range list {
		if at >= 0 && abs(i-at) < abs(best-at) {
			best = i
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// othersOnly reports whether a date names a weekday which another draft has
// and this one has not.
func (s *settler) othersOnly(i int) bool {
	it := s.items[i]
	if len(s.drafts) < 2 || it.kind == monthItem || it.dates[0].weekday < 0 || s.draft.days < 0 {
		return false
	}
	weekday := time.Weekday(it.dates[0].weekday)
	if s.items[s.draft.days].days.has(weekday) {
		return false
	}
	for _, d := range s.drafts {
		if d.days >= 0 && s.items[d.days].days.has(weekday) {
			return true
		}
	}
	return false
}

// dates settles explicit dates, named ones and added ones.
func (s *settler) dates() {
	for _, i := range s.draft.dates {
		s.use(i)
		for _, d := range s.items[i].dates {
			day, exact := d.resolve()
			switch {
			case !exact:
				s.clash(true, "%s", d.fault())
			case day.IsZero():
				s.doubt(Dates)
				continue
			case s.draft.check >= 0 && !s.items[s.draft.check].days.has(day.Weekday()):
				s.clash(true, "%s is a %s, but %s is written", day, day.Weekday(), s.items[s.draft.check].days.set[0].Day)
			}
			if !day.IsZero() && len(s.out.Series.Dates) < maxDates {
				s.out.Series.Dates = append(s.out.Series.Dates, day)
			}
		}
	}
	if s.draft.check >= 0 {
		s.use(s.draft.check)
		d := s.items[s.draft.check].days
		if len(s.out.Series.Dates) == 1 && d.plural {
			s.clash(true, "one date beside a weekday in the plural")
		}
	}
	for _, i := range s.added {
		s.use(i)
		for _, d := range s.items[i].dates {
			if day, exact := d.resolve(); exact && !day.IsZero() && len(s.out.Series.Dates) < maxDates {
				s.out.Series.Dates = append(s.out.Series.Dates, day)
			} else {
				s.doubt(Dates)
			}
		}
	}
	for _, i := range s.named {
		s.nameDates(i)
	}
	slices.SortFunc(s.out.Series.Dates, schedule.Date.Compare)
	s.out.Series.Dates = slices.Compact(s.out.Series.Dates)
}

const maxDates = 10_000 // what a Series holds

// nameDates checks that the dates of item i are dates of the rule.
func (s *settler) nameDates(i int) {
	if len(s.drafts) > 1 && !s.nearest(i) {
		return
	}
	s.use(i)
	if n := s.draft.days; n < i && s.beside(i, n, dayItem) && s.items[n].days.plural && !s.items[n].days.nth() && s.wordsBetween(n, i) == 0 {
		s.clash(true, "one date beside a weekday in the plural: the first one, or the only one")
	}
	if len(s.items[i].dates) > 1 && s.parts.Frequency == schedule.PerWeek && s.parts.Interval <= 1 {
		s.clash(true, "several dates beside every week")
	}
	for _, d := range s.items[i].dates {
		day, exact := d.resolve()
		if !exact {
			s.clash(true, "%s", d.fault())
		}
		if day.IsZero() {
			continue
		}
		s.out.Named = append(s.out.Named, day)
		if s.parts.Frequency != 0 && s.parts.Interval <= 1 && !s.fits(day) {
			s.clash(true, "%s is no date of the rule", day)
		}
	}
}

// nearest reports whether this draft is the last one before item i.
func (s *settler) nearest(i int) bool {
	best := 0
	for n, d := range s.drafts {
		if d.first() < i {
			best = n
		}
	}
	return best == s.n
}

// fits reports whether a rule without an interval has a day.
func (s *settler) fits(day schedule.Date) bool {
	for _, d := range s.parts.Days {
		if d.Day != day.Weekday() {
			continue
		}
		if d.N == 0 || d.N == (day.Day()+6)/7 || d.N < 0 && d.N == -1-daysLeft(day)/7 {
			return true
		}
	}
	if len(s.parts.Days) > 0 {
		return false
	}
	list := s.parts.MonthDays
	return len(list) == 0 || slices.Contains(list, day.Day()) || slices.Contains(list, -1-daysLeft(day))
}

// sessionCount reads how many sessions there are: "Ten Wednesdays", "12-week
// program".
func (s *settler) sessionCount() {
	if s.sessions < 0 {
		return
	}
	it := s.items[s.sessions]
	if it.kind == dayItem && (s.sessions != s.draft.days && s.sessions != s.draft.check || s.line.months > 0) {
		return
	}
	s.use(s.sessions)
	s.out.Sessions = it.n
	if len(s.out.Series.Dates) > 0 && s.parts.Frequency == 0 {
		if it.kind != countItem || it.days.interval != 1 {
			if len(s.out.Series.Dates) != it.n && len(s.out.Series.Dates) > 1 {
				s.clash(true, "%d sessions, but %d dates", it.n, len(s.out.Series.Dates))
			}
		}
		return
	}
	switch {
	case s.out.Series.First.IsZero():
		s.miss(Starting)
	case it.days.interval == 1 && it.kind == countItem && s.parts.Interval > 1:
		s.clash(false, "a number of weeks, but not every week")
	}
}

// count returns how many dates of the rule the sessions take, those included
// that are left out.
func (s *settler) count() int {
	it := s.items[s.sessions]
	n := s.out.Sessions
	if it.kind == countItem && it.days.interval == 1 {
		n *= max(len(s.parts.Days), 1)
	}
	for _, w := range s.out.Without {
		if w.Kind == WithoutDate && s.fits(w.Date) && !w.Date.Before(s.out.Series.First) {
			n++
		}
	}
	return n
}
