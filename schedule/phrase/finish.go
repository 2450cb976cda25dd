package phrase

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

const allMonths = 0b1111111111110

// keptMonths limits the rule to the months that the text keeps or does not
// leave out.
func (s *settler) keptMonths() {
	bits, others := uint16(0), uint16(0)
	for _, i := range s.months {
		if x, ok := s.bound[i]; ok && s.parts.Frequency != 0 {
			switch {
			case s.draft.days == x, s.draft.time == x:
				s.use(i)
				bits |= s.items[i].months
			case s.otherMonths(i):
				s.use(i)
				others |= s.items[i].months
			}
			continue
		}
		if s.parts.Frequency == 0 || len(s.drafts) > 1 && !s.monthsHere(i) {
			continue
		}
		s.use(i)
		bits |= s.items[i].months
		if s.line.named && s.line.months < 2 && s.parts.Frequency == schedule.PerMonth && (bits == 0b0101010101010 || bits == 0b1010101010100) {
			s.clash(false, "every month, and every other month")
		}
	}
	if bits == 0 {
		bits = allMonths
	}
	bits &^= others
	for _, w := range s.out.Without {
		if w.Kind == WithoutMonth {
			bits &^= 1 << w.Month
		}
	}
	if bits == 0 {
		s.clash(true, "no month is left")
		return
	}
	if bits == allMonths {
		return
	}
	for m := time.January; m <= time.December; m++ {
		if bits&(1<<m) != 0 {
			s.parts.Months = append(s.parts.Months, m)
		}
	}
	if evenly(s.parts.Months, s.parts.Interval) && s.parts.Frequency == schedule.PerMonth {
		s.parts.Interval = 1 // "quarterly, in January, April, July and October"
	}
}

// evenly reports whether months are all those of a year that lie n apart.
func evenly(months []time.Month, n int) bool {
	if n < 2 || len(months)*n != 12 {
		return false
	}
	for i := 1; i < len(months); i++ {
		if int(months[i]-months[i-1]) != n {
			return false
		}
	}
	return true
}

// finish makes the rule and decides what is still missing.
func (s *settler) finish() {
	if s.n == len(s.drafts)-1 && len(s.grouper.drafts) > 0 && len(s.orphans) > 0 {
		s.clash(false, "another time is named, but not for which days")
		s.out.Status = Ambiguous
	}
	if s.parts.Frequency != 0 {
		rule, err := schedule.NewRule(s.parts)
		if err != nil {
			s.clash(true, "no rule can hold these days")
		}
		s.out.Series.Rule = rule
		if s.sessions >= 0 && s.out.Sessions > 0 {
			s.out.Series.Count = s.count()
			s.checkCount()
		}
		i := s.own(s.start)
		switch byMonth := i >= 0 && s.items[i].kind == monthItem; {
		case s.parts.Interval > 1 && s.out.Series.First.IsZero():
			s.anchorDate()
		case s.parts.Interval > 1 && byMonth && s.parts.Frequency == schedule.PerWeek:
			s.doubt(Anchor)
		}
	}
	if s.open {
		s.out.Series.Rule = schedule.Rule{}
	}
	if s.out.Sessions > 0 && s.out.Series.First.IsZero() && len(s.out.Series.Dates) == 0 {
		s.miss(Starting)
	}
	for _, i := range s.schools {
		if !s.items[i].left && len(s.out.Series.Rule.Parts().Months) == 0 {
			s.use(i)
			s.doubt(Calendar)
		}
	}
	s.spans()
}

// anchorDate looks for a named date that says from where an interval counts.
func (s *settler) anchorDate() {
	if len(s.out.Named) > 0 && s.fits(s.out.Named[0]) {
		s.out.Series.First = s.out.Named[0]
		s.out.Notes = append(s.out.Notes, Note{Inferred, Span{}, "the weeks count from the date that is named"})
		return
	}
	s.doubt(Anchor)
}

// checkCount compares the number of sessions with a first and a last day.
func (s *settler) checkCount() {
	first, last := s.out.Series.First, s.out.Series.Last
	if first.IsZero() || last.IsZero() || s.parts.Interval > 1 || s.parts.Frequency != schedule.PerWeek || last.DaysSince(first) > 3660 {
		return
	}
	if s.datesBetween(first, last) != s.out.Series.Count && s.out.Series.OnHoliday == schedule.Keep {
		s.out.Conflict = "the number of sessions is not that of the dates from the first to the last day"
		s.out.Series.Count = 0
	}
}

// datesBetween counts the dates of a weekly rule from a day to another.
func (s *settler) datesBetween(first, last schedule.Date) int {
	n := 0
	for d := first; !d.After(last) && !d.IsZero(); d = d.AddDays(1) { // zero after the last day of the calendar
		if s.fits(d) {
			n++
		}
	}
	return n
}

// spans sets the pieces of the text, joined where they touch.
func (s *settler) spans() {
	slices.SortFunc(s.used, func(a, b Span) int { return a.From - b.From })
	for _, u := range s.used {
		if n := len(s.out.Spans); n > 0 && u.From <= s.out.Spans[n-1].To {
			s.out.Spans[n-1].To = max(s.out.Spans[n-1].To, u.To)
			continue
		}
		s.out.Spans = append(s.out.Spans, u)
	}
	for i, n := range s.out.Notes {
		if n.Span == (Span{}) && len(s.out.Spans) > 0 {
			s.out.Notes[i].Span = s.out.Spans[0]
		}
	}
}

// splitExcepted adds a schedule for weekdays of the month of which the text
// says what takes place instead: "Fridays, except the last Friday, which is an
// open meeting".
func (f *facts) splitExcepted(res *Result) {
	for _, i := range f.without {
		it := f.items[i]
		if it.kind != dayItem || !it.days.nth() || it.apart || !f.which(i) || len(res.Schedules) == 0 || len(res.Schedules) >= MaxSchedules {
			continue
		}
		s := Schedule{Status: Resolved, Spans: []Span{it.span}, Missing: []Missing{Time}}
		s.Series.Zone = f.ctx.Zone
		s.Series.Rule, _ = schedule.NewRule(schedule.Parts{Frequency: schedule.PerMonth, Days: it.days.set})
		res.Schedules = append(res.Schedules, s)
	}
}

// rest returns the pieces of the text that no schedule uses, with the reason.
func (f *facts) rest(text string, res *Result) []Note {
	var taken []Span
	for _, s := range res.Schedules {
		taken = append(taken, s.Spans...)
	}
	slices.SortFunc(taken, func(a, b Span) int { return a.From - b.From })
	var notes []Note
	at := 0
	add := func(from, to int, code Code, why string) {
		for from < to && (text[from] == ' ' || text[from] == '\n' || text[from] == '\t' || text[from] == '\r') {
			from++
		}
		for to > from && (text[to-1] == ' ' || text[to-1] == '\n' || text[to-1] == '\t' || text[to-1] == '\r') {
			to--
		}
		if from < to {
			notes = append(notes, Note{code, Span{from, to}, why})
		}
	}
	next := 0
	piece := func(from, to int) {
		for ; next < len(f.items) && f.items[next].span.From < to; next++ {
			it := f.items[next]
			if it.span.From < from || it.kind == cue {
				continue
			}
			add(from, it.span.From, Prose, "nothing in it is about days or times")
			if it.gone != "" {
				add(it.span.From, it.span.To, Refused, it.gone)
			} else {
				add(it.span.From, it.span.To, Unread, "it is not clear what it belongs to")
			}
			from = it.span.To
		}
		add(from, to, Prose, "nothing in it is about days or times")
	}
	for _, t := range taken {
		if t.From > at {
			piece(at, t.From)
		}
		at = max(at, t.To)
	}
	piece(at, len(text))
	return slices.DeleteFunc(notes, func(n Note) bool { return overlapsLong(res.Rest, n.Span) })
}

func overlapsLong(rest []Note, s Span) bool {
	for _, n := range rest {
		if n.Span.From < s.To && s.From < n.Span.To {
			return true
		}
	}
	return false
}
