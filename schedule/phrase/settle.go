package phrase

import (
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A settler turns one draft into a schedule.
type settler struct {
	*facts
	draft  draft
	drafts []draft
	n      int // index of the draft

	out   Schedule
	parts schedule.Parts
	used  []Span
	open  bool // a contradiction leaves the days open
}

func (s *settler) settle() Schedule {
	s.out.Status = Resolved
	s.out.Series.Zone = s.ctx.Zone
	s.time()
	s.nearDays()
	s.days()
	s.limits()
	s.dates()
	s.sessionCount()
	s.exceptions()
	s.keptMonths()
	s.seasons()
	s.placeClosed()
	s.finish()
	return s.out
}

// use records that the schedule comes from item i as well.
func (s *settler) use(i int) {
	s.used = append(s.used, s.items[i].span)
	s.items[i].used, s.items[i].said = true, true
	for _, d := range s.items[i].dates {
		if d.byLanguage && d.weekday < 0 {
			s.note(Inferred, i, "a date in figures is read with the day first, as is usual in Spanish")
			break
		}
	}
}

func (s *settler) miss(m Missing) {
	if !slices.Contains(s.out.Missing, m) {
		s.out.Missing = append(s.out.Missing, m)
	}
}

// doubt makes the schedule ambiguous.
func (s *settler) doubt(m Missing) {
	s.miss(m)
	s.out.Status = Ambiguous
}

// clash records a contradiction; one that leaves the days open makes the
// schedule ambiguous.
func (s *settler) clash(open bool, format string, args ...any) {
	if s.out.Conflict == "" {
		s.out.Conflict = fmt.Sprintf(format, args...)
	}
	if open {
		s.out.Status, s.open = Ambiguous, true
	}
}

func (s *settler) note(c Code, i int, text string) {
	s.out.Notes = append(s.out.Notes, Note{c, s.items[i].span, text})
}

func (s *settler) time() {
	if s.draft.time < 0 {
		s.miss(Time)
		return
	}
	it := s.items[s.draft.time]
	s.use(s.draft.time)
	for _, i := range it.list {
		s.use(i)
	}
	if it.either {
		s.note(Inferred, s.draft.time, choice)
	}
	c := it.times[s.draft.nth]
	if s.clock24 && !c.marked() {
		c.start.full, c.end.full = true, true
	}
	t := c.settle(s.partOfDay())
	if t.conflict != "" {
		s.clash(t.start.IsZero(), "%s", t.conflict)
	}
	if c.start.half == 1 && t.start.Hour() < 5 && t.length > 8*time.Hour {
		s.clash(false, "it begins at night and lasts very long; pm is likelier")
	}
	s.out.Series.Start, s.out.Series.Length = t.start, t.length
	if t.across {
		s.note(Inferred, s.draft.time, "without am or pm, hours that pass noon are read as from morning to afternoon")
	}
	if t.guessed {
		s.doubt(AMPM)
		s.note(Inferred, s.draft.time, "without am or pm, 1:00 to 7:59 is read as afternoon or evening, the rest as morning or noon")
	}
	if c.zone != "" {
		s.out.Series.Zone = c.zone
	} else {
		for _, other := range it.times {
			if other.zone != "" {
				s.out.Series.Zone = other.zone
			}
		}
	}
}

// partOfDay returns the part of the day that is said with the days, or beside
// the time.
func (s *settler) partOfDay() int {
	best, distance := -1, 9
	at := s.items[s.draft.time]
	for _, it := range s.items[max(s.draft.time-32, 0):min(s.draft.time+32, len(s.items))] {
		if it.kind != cue || it.class != part || it.sentence != at.sentence {
			continue
		}
		d := it.from - at.to
		if it.to <= at.from {
			d = at.from - it.to
		}
		if d < distance {
			best, distance = it.n, d
		}
	}
	if s.draft.days >= 0 && s.items[s.draft.days].days.part >= 0 && (best < 0 || distance > 2) {
		return s.items[s.draft.days].days.part
	}
	return best
}

const choice = `"or" is read as a choice between meetings that all take place`

// days makes the rule of the weekdays or the days of the month.
func (s *settler) days() {
	if s.draft.days < 0 {
		if len(s.draft.dates) == 0 {
			s.noDays()
		}
		return
	}
	s.use(s.draft.days)
	it := s.items[s.draft.days]
	if it.kind == mdayItem {
		s.parts = schedule.Parts{Frequency: schedule.PerMonth, MonthDays: it.list, Interval: it.n}
		return
	}
	for _, i := range it.list {
		s.use(i)
	}
	d := it.days
	if d.either {
		s.note(Inferred, s.draft.days, choice)
	}
	c := s.cadenceOf(it.sentence)
	switch {
	case d.dashed:
		s.doubt(Ordinals)
		s.clash(true, `a dash between ordinals can mean a list or a range, "or" that it changes`)
	case d.nth():
		s.monthlyDays(d, c)
	default:
		s.weeklyDays(d, c)
	}
}

// cadenceOf returns the adverbs of the sentence, or else those of the text.
func (s *settler) cadenceOf(sentence int) cadence {
	if c := s.cadence[sentence]; c.any() {
		s.useCadence(c)
		return c
	}
	if s.line.any() && !s.line.once && !s.line.named {
		s.useCadence(s.line)
	}
	c := s.line
	c.named = false
	return c
}

func (s *settler) useCadence(c cadence) { s.use(c.item) }

func (s *settler) monthlyDays(d days, c cadence) {
	s.parts = schedule.Parts{Frequency: schedule.PerMonth, Days: d.set, Interval: max(c.months, 1)}
	if all := everyWeek(d.set); all != nil {
		s.parts = schedule.Parts{Frequency: schedule.PerWeek, Days: all}
		return
	}
	if d.bare && c.months == 0 && !s.monthBeside(s.draft.days) {
		n, day := d.set[0].N, d.set[0].Day
		s.doubt(Ordinals)
		s.out.Readings = []schedule.Rule{schedule.NthWeekdays(day, n), schedule.Weekly(day).Every(n)}
		s.clash(true, "week %d of the month, or every %d weeks", n, n)
		s.parts = schedule.Parts{}
	}
	if c.weeks > 1 {
		s.clash(true, "weeks of the month, and every %d weeks", c.weeks)
	}
}

// everyWeek returns the weekdays if set has each of them from the first to the
// fifth of the month.
func everyWeek(set []schedule.NthDay) []schedule.NthDay {
	seen := map[time.Weekday]int{}
	for _, d := range set {
		if d.N > 0 {
			seen[d.Day] |= 1 << d.N
		}
	}
	var all []schedule.NthDay
	for day := range time.Weekday(7) {
		if seen[day] == 0b111110 {
			all = append(all, schedule.NthDay{Day: day})
		}
	}
	if len(all) != len(seen) {
		return nil
	}
	return all
}

func (s *settler) weeklyDays(d days, c cadence) {
	interval := max(d.interval, c.weeks, 1)
	s.parts = schedule.Parts{Frequency: schedule.PerWeek, Days: d.set, Interval: interval}
	if len(d.set) == 7 {
		s.parts = schedule.Parts{Frequency: schedule.PerDay, Interval: interval}
	}
	if s.single(s.draft) && s.few(s.draft) {
		i := s.draft.days
		_, future, meets := s.story(i)
		once := future || s.equated(i) || s.draft.time < 0 && !s.label(i) || !meets && s.statement(i)
		if d.part < 0 && once {
			s.out.Readings = []schedule.Rule{schedule.Weekly(weekdaysOf(d.set)...)}
			s.clash(true, "one weekday in the singular: every week, or once")
			return
		}
	}
	switch {
	case d.vague && !d.plural, c.once, c.twice, c.months > 1, c.named && !d.every:
		s.doubt(Ordinals)
		s.parts = schedule.Parts{}
	case d.vague:
		if s.vagueWord() == "most" {
			s.miss(Ordinals)
			s.clash(false, "most of these days: which ones is not said")
			return
		}
		s.doubt(Ordinals)
		s.parts = schedule.Parts{}
	}
}

func weekdaysOf(set []schedule.NthDay) (list []time.Weekday) {
	for _, d := range set {
		list = append(list, d.Day)
	}
	return list
}

func (s *settler) vagueWord() string {
	for _, t := range s.terms[s.items[s.draft.days].from:s.items[s.draft.days].to] {
		if t.class == vague && (t.text == "most" || t.text == "la") {
			return "most"
		}
	}
	return ""
}

// noDays looks for a weekday elsewhere: in the context, or in the date of a
// first session.
func (s *settler) noDays() {
	c := s.line
	if c.any() {
		s.useCadence(c)
	}
	if s.ctx.HasWeekday {
		s.parts = schedule.Parts{Frequency: schedule.PerWeek, Days: []schedule.NthDay{{Day: s.ctx.Weekday}}, Interval: max(c.weeks, 1)}
		if c.once || c.twice || c.months > 0 {
			s.doubt(Ordinals)
			s.parts = schedule.Parts{}
		}
		return
	}
	if len(s.start) == 1 && !c.any() {
		if weekday, ok := s.sameWeekday(s.start[0]); ok {
			s.parts = schedule.Parts{Frequency: schedule.PerWeek, Days: []schedule.NthDay{{Day: time.Weekday(weekday)}}}
			return
		}
	}
	weeklyCourse := s.sessions >= 0 && (s.items[s.sessions].days.interval != 3 || c.weekly) || c.weekly || c.weeks > 0
	if len(s.start) > 0 && weeklyCourse && s.items[s.start[0]].kind != monthItem && c.months == 0 && !c.twice {
		first, exact := s.firstDay(s.start[0])
		weekday := s.items[s.start[0]].dates[0].weekday
		if !first.IsZero() && exact {
			weekday = int(first.Weekday())
		}
		if weekday >= 0 {
			s.parts = schedule.Parts{Frequency: schedule.PerWeek, Days: []schedule.NthDay{{Day: time.Weekday(weekday)}}, Interval: max(c.weeks, 1)}
			s.note(Inferred, s.start[0], "the weekday is that of the first day")
			return
		}
	}
	if len(s.start) == 1 && len(s.end) == 0 && s.items[s.start[0]].kind == dateItem && !c.any() && s.sessions < 0 {
		s.draft.dates = []int{s.start[0]} // "starts Thursday, June 15, 10 am": that day is all that is known
		return
	}
	if c.once || c.twice || c.months > 0 && !c.weekly {
		if c.months > 0 && !c.once && !c.twice {
			s.doubt(Day)
		} else {
			s.doubt(Ordinals)
		}
		return
	}
	s.doubt(Day)
}
