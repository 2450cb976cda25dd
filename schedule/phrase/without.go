package phrase

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// exceptions takes out what the text leaves out.
func (s *settler) exceptions() {
	for _, i := range s.without {
		if i == s.draft.days || !s.concerns(i) {
			continue
		}
		s.use(i)
		it := s.items[i]
		switch it.kind {
		case dateItem:
			for _, d := range it.dates {
				s.withoutDate(d)
			}
		case rangeItem:
			s.withoutRange(i)
		case monthItem:
			if i > 0 && s.items[i-1].kind == dayItem && s.monthBeside(i-1) {
				continue
			}
			if it.dated() {
				s.withoutMonths(i)
				continue
			}
			for m := time.January; m <= time.December; m++ {
				if it.months&(1<<m) != 0 {
					s.out.Without = append(s.out.Without, Without{Kind: WithoutMonth, Month: m})
				}
			}
		case dayItem:
			s.withoutDays(i)
		case cue:
			s.withoutCue(i)
		}
	}
	for _, i := range s.policies {
		s.use(i)
		s.out.Series.OnHoliday = schedule.HolidayPolicy(s.items[i].n)
		if s.items[i].n == int(schedule.Skip) {
			s.out.Without = append(s.out.Without, Without{Kind: WithoutHolidays})
		}
	}
}

// concerns reports whether an exception is said of this draft: in parentheses
// it is said of the days before it, in a sentence of its own or at the end of
// all days of the text or sentence.
func (s *settler) concerns(i int) bool {
	if len(s.drafts) == 1 {
		return true
	}
	it := s.items[i]
	if it.kind == dayItem {
		sc := s.scopeFor(i)
		return s.draft.days >= 0 && s.shares(s.draft, i) && (!sc.owned || s.draft.sentence(s.items) == it.sentence)
	}
	sc := s.scopeFor(i)
	switch {
	case !sc.inSentence:
		return true
	case it.depth > 0 && !sc.after && s.sameDays():
		return true
	case it.depth > 0 || sc.after:
		return sc.last < 0 || s.drafts[sc.last].first() == s.draft.first()
	}
	return s.draft.sentence(s.items) == it.sentence
}

// A scope says where an exception stands among the drafts. It is found once
// for all of them.
type scope struct {
	inSentence bool // its sentence has days
	after      bool // days of its sentence follow it
	owned      bool // weekdays that it leaves out are those of its sentence
	last       int  // the last draft before it; -1 if none
}

// shares reports whether a draft has one of the weekdays of item i.
func (s *settler) shares(d draft, i int) bool {
	return d.days >= 0 && d.days != i && slices.ContainsFunc(s.items[i].days.set, func(n schedule.NthDay) bool {
		return s.items[d.days].days.has(n.Day)
	})
}

func (s *settler) scopeFor(i int) scope {
	sc, ok := s.scopes[i]
	if !ok {
		sc = s.scopeOf(i)
		s.scopes[i] = sc
	}
	return sc
}

func (s *settler) scopeOf(i int) scope {
	sc := scope{last: -1}
	for n, d := range s.drafts {
		first := d.first()
		if d.sentence(s.items) == s.items[i].sentence {
			sc.inSentence, sc.after = true, sc.after || first > i
			sc.owned = sc.owned || s.shares(d, i)
		}
		if first < i {
			sc.last = n
		}
	}
	return sc
}

// sameDays reports whether all drafts have the same days, at several times.
func (s *settler) sameDays() bool {
	for _, d := range s.drafts {
		if d.first() != s.draft.first() {
			return false
		}
	}
	return true
}

func (s *settler) withoutDate(d partialDate) {
	day, exact := d.resolve()
	if !exact {
		s.clash(true, "a date that is left out: %s", d.fault())
	}
	switch {
	case day.IsZero() && !exact:
		return
	case day.IsZero():
		s.out.Without = append(s.out.Without, Without{Kind: WithoutDay, Month: time.Month(d.month), Day: d.day})
		return
	}
	s.cancel(day)
}

func (s *settler) cancel(day schedule.Date) {
	w := Without{Kind: WithoutDate, Date: day}
	if slices.Contains(s.out.Without, w) || len(s.out.Without) >= 2*maxBeside {
		return
	}
	s.out.Without = append(s.out.Without, w)
	if n := slices.Index(s.out.Series.Dates, day); n >= 0 && s.parts.Frequency == 0 {
		s.clash(true, "%s is both a date and left out", day)
	}
	s.out.Series.Exceptions = append(s.out.Series.Exceptions, schedule.Exception{On: day, Kind: schedule.Cancel})
}

// withoutRange leaves out the dates of the rule from a day to another, at most
// a year of them.
func (s *settler) withoutRange(i int) {
	it := s.items[i]
	first, ok := it.dates[0].resolve()
	last, also := it.dates[1].resolve()
	for n, good := range []bool{ok, also} {
		if !good {
			s.clash(true, "a date that is left out: %s", it.dates[n].fault())
		}
	}
	if !ok || !also || first.IsZero() || last.Before(first) || last.DaysSince(first) > 366 || s.parts.Frequency == 0 {
		s.out.Without = append(s.out.Without, Without{Kind: WithoutEvent, Text: "a range of dates"})
		s.note(Unheld, i, "these dates could not be settled")
		return
	}
	for d := first; !d.After(last) && !d.IsZero(); d = d.AddDays(1) {
		if s.fits(d) {
			s.cancel(d)
		}
	}
}

// withoutDays takes weekdays of the month, or weekdays, out of the rule.
func (s *settler) withoutDays(i int) {
	set := s.items[i].days.set
	if s.monthBeside(i) {
		s.clash(true, "a rule cannot hold an exception in one month only")
		s.note(Unheld, i, "an exception in one month only")
		return
	}
	if s.draft.days < 0 && s.parts.Frequency == 0 && !s.items[i].days.nth() {
		return
	}
	if s.draft.days < 0 && s.parts.Frequency == 0 {
		s.parts = schedule.Parts{Frequency: schedule.PerWeek, Days: []schedule.NthDay{{Day: set[0].Day}}}
		s.out.Status, s.out.Missing = Resolved, slices.DeleteFunc(s.out.Missing, func(m Missing) bool { return m == Day })
	}
	for _, d := range set {
		if d.N != 0 {
			s.out.Without = append(s.out.Without, Without{Kind: WithoutNth, Nth: d})
		}
	}
	left, ok := leave(s.parts, set)
	if !ok {
		s.clash(true, "what is left out leaves no days that a rule can hold")
		return
	}
	s.parts = left
}

// monthBeside reports whether item i is followed by a month: "the 2nd Monday
// in October".
func (s *settler) monthBeside(i int) bool {
	m := i + 1
	most := 0 // words between: "no Wednesday meeting in July"
	if s.items[i].left {
		most = 2
	}
	return m < len(s.items) && s.items[m].kind == monthItem && s.items[m].sentence == s.items[i].sentence && s.wordsBetween(i, m) <= most
}

// leave returns the rule without some of its days. For weekdays of the month
// it finds ordinals that give the same dates in months with four and with five
// of the weekday.
func leave(p schedule.Parts, set []schedule.NthDay) (schedule.Parts, bool) {
	var kept []schedule.NthDay
	nth := false
	for _, d := range p.Days {
		var out []int
		whole := false
		for _, w := range set {
			if w.Day == d.Day {
				whole = whole || w.N == 0 || w.N == d.N
				out = append(out, w.N)
			}
		}
		switch {
		case whole:
		case len(out) == 0:
			kept = append(kept, d)
		case d.N == 0 && p.Frequency == schedule.PerWeek && p.Interval <= 1:
			nth = true
			for _, n := range complement(out) {
				kept = append(kept, schedule.NthDay{N: n, Day: d.Day})
			}
		default:
			kept = append(kept, d)
		}
	}
	if p.Frequency == schedule.PerDay && p.Interval <= 1 {
		p.Frequency = schedule.PerWeek
		for day := range time.Weekday(7) {
			if !slices.Contains(set, schedule.NthDay{Day: day}) {
				kept = append(kept, schedule.NthDay{Day: day})
			}
		}
	}
	p.Days = kept
	if nth {
		p.Frequency, p.Days = schedule.PerMonth, ordinalsOnly(kept)
	}
	return p, len(kept) > 0
}

// ordinalsOnly writes each whole weekday as its first to fifth of the month: few
// understand a rule that has both kinds of days.
func ordinalsOnly(days []schedule.NthDay) (all []schedule.NthDay) {
	for _, d := range days {
		if d.N != 0 {
			all = append(all, d)
			continue
		}
		for n := 1; n <= 5; n++ {
			all = append(all, schedule.NthDay{N: n, Day: d.Day})
		}
	}
	return all
}

// complement returns ordinals that name the weeks of a month that out does
// not, whether the month has four of the weekday or five.
func complement(out []int) []int {
	in := func(n, weeks int) bool {
		return !slices.Contains(out, n) && !slices.Contains(out, n-weeks-1)
	}
	var kept []int
	covered := [6]bool{} // of a month with five, after the ordinals so far
	for n := 1; n <= 5; n++ {
		if in(n, 5) && (n == 5 || in(n, 4)) {
			kept = append(kept, n)
			covered[n] = true
		}
	}
	for n := 1; n <= 4; n++ { // weeks of one kind of month only: counted from the end
		if in(n, 5) && !covered[n] && in(n-1, 4) {
			kept = append(kept, n-6)
		}
	}
	for n := 1; n <= 4; n++ {
		if in(n, 4) && !slices.Contains(kept, n) && !slices.Contains(kept, n-5) && in(n+1, 5) {
			kept = append(kept, n-5)
		}
	}
	return kept
}

func (s *settler) withoutCue(i int) {
	it := s.items[i]
	switch it.class {
	case holiday:
		if s.out.Series.OnHoliday != schedule.Skip {
			s.out.Series.OnHoliday = schedule.Skip
			s.out.Without = append(s.out.Without, Without{Kind: WithoutHolidays})
		}
	case weather:
		s.out.Without = append(s.out.Without, Without{Kind: WithoutWeather})
		s.note(Unheld, i, "days of bad weather")
	case except:
		s.note(Unheld, i, "an exception that is not understood")
	case event, season, school:
		s.out.Without = append(s.out.Without, Without{Kind: WithoutEvent, Text: s.terms[it.from].text})
		s.note(Unheld, i, "a named event without a date")
	}
}
