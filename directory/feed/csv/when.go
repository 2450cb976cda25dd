package csv

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// defaultLongest is how long a meeting may last before its end is taken for a
// mistake, where the options do not say.
const defaultLongest = 4 * time.Hour

// A span is a time of day, how long it lasts, and the zone that it names; zero
// is not known.
type span struct {
	start  schedule.Clock
	length time.Duration
	zone   string
}

// when reads all that a row says about days and times. What is not settled
// becomes a question, and the words go to the note, so that nobody is sent to a
// meeting that somebody guessed.
func (r *reader) when(x *record) {
	var list []schedule.Series
	var ok bool
	words := r.get(Schedule)
	switch {
	case r.get(Rule) != "":
		list, ok = r.byRule(x)
	case r.l.has(weekdays[:]...) && r.anyDay():
		list, ok = r.byGrid(x)
	case words != "" && r.get(Day) == "":
		list, ok = r.byWords(x, words)
	default:
		list, ok = r.byColumns(x)
	}
	if !ok {
		r.keepWords(x)
		return
	}
	for i := range list {
		r.finish(x, &list[i], len(list) > 1)
	}
	x.o.Series = list
	if len(list) > 0 {
		if !r.limits(x) {
			x.o.Series = nil
			r.keepWords(x)
			return
		}
		r.holidays(x)
	}
	nameSeries(x.o.Series, r.get(Series))
	for _, s := range x.o.Series {
		if err := s.Validate(); err != nil {
			x.o.Series = nil
			x.ask("schedule-unclear", "series", "", "the schedule cannot be held: "+err.Error())
			r.keepWords(x)
			return
		}
	}
}

// byRule reads a recurrence rule, as Write gives it where there are no words.
func (r *reader) byRule(x *record) ([]schedule.Series, bool) {
	rule, err := schedule.ParseRule(strings.TrimPrefix(r.get(Rule), "RRULE:"))
	if err != nil {
		x.ask("schedule-unclear", "series", r.get(Rule), "the recurrence rule cannot be read")
		return nil, false
	}
	return r.timed(x, rule)
}

// keepWords puts what a row says about its schedule into the note, so that
// people can read what no program could.
func (r *reader) keepWords(x *record) {
	words := joined(r.get(Schedule), r.get(Frequency), r.get(Week), r.get(Day), r.get(Date), joinRange(r.get(Time), r.get(End)))
	for _, f := range weekdays {
		if cell := r.get(f); cell != "" {
			words = joined(words, string(f), cell)
		}
	}
	for _, f := range []Field{Starts, Ends, Holidays} {
		if cell := r.get(f); cell != "" && words != "" {
			words += ", " + strings.ToLower(r.title(f)) + " " + cell
		}
	}
	x.unread = words
	x.o.Derived = nil
}

func joinRange(from, to string) string {
	if from == "" || to == "" {
		return from + to
	}
	return from + " - " + to
}

// finish sets what holds for each series of a row alike.
func (r *reader) finish(x *record, s *schedule.Series, several bool) {
	if s.Zone == "" {
		s.Zone = x.zone
	}
	if s.Length > r.longest || s.Length < 0 {
		x.note(program.Warning, "end-odd", "series", s.Length.String(), "the meeting would last too long, so its end was left out")
		s.Length = 0
	}
	if r.get(Length) != "" && s.Length == 0 && !several {
		length, ok := readLength(r.get(Length))
		if ok && length <= r.longest {
			s.Length = length
		} else {
			x.note(program.Warning, "length-unread", "series", r.get(Length), "how long it lasts is not clear, want such as 90 minutes")
		}
	}
}

// limits sets the first and the last day of the series of a row. It is false,
// after a question, if one of them cannot be read: a group that begins one day
// must not be taken for one under way.
func (r *reader) limits(x *record) bool {
	first, a := r.day(x, Starts)
	last, b := r.day(x, Ends)
	if r.get(Starts) == "" {
		first, a = r.day(x, Date)
	}
	if !a || !b {
		return false
	}
	for i := range x.o.Series {
		s := &x.o.Series[i]
		if !first.IsZero() && s.Rule.IsValid() {
			if !s.First.IsZero() && s.First != first {
				x.note(program.Warning, "dates-differ", "series", first.String(), "the words name another first day; that of the column was taken")
			}
			s.First = first
		}
		if !last.IsZero() && s.Rule.IsValid() {
			s.Last = last
		}
		if !s.Last.IsZero() && s.Last.Before(s.First) {
			x.note(program.Warning, "dates-swapped", "series", s.Last.String(), "the last day is before the first, so that it never meets")
		}
		if s.First.IsZero() && s.Rule.IsValid() {
			s.First = feed.FirstDay()
			r.undated++
		}
		s.Exceptions = append(s.Exceptions, r.changes(x, r.get(Changes))...)
		s.Exceptions = oneADay(s.Exceptions)
	}
	return true
}

// oneADay drops further exceptions for a date that has one.
func oneADay(list []schedule.Exception) []schedule.Exception {
	slices.SortStableFunc(list, func(a, b schedule.Exception) int { return a.On.Compare(b.On) })
	return slices.CompactFunc(list, func(a, b schedule.Exception) bool { return a.On == b.On })
}

// day reads a cell with a date, if there is one.
func (r *reader) day(x *record, f Field) (schedule.Date, bool) {
	cell := r.get(f)
	if cell == "" {
		return schedule.Date{}, true
	}
	m, ok := readMoment(cell, r.order)
	if !ok {
		x.ask("date-unread", "series", cell, "this is not a date that is sure, want such as 2022-06-08")
	}
	return m.date, ok
}

// nameSeries gives series IDs where they need them: by the days, which change
// less often than the times.
func nameSeries(list []schedule.Series, id string) {
	if len(list) == 1 {
		list[0].ID = id
		return
	}
	seen := map[string]int{}
	for i, s := range list {
		name := "dates"
		if s.Rule.IsValid() {
			_, days, _ := strings.Cut(s.Rule.String(), "BYDAY=")
			days, _, _ = strings.Cut(days, ";")
			name = strings.ToLower(strings.ReplaceAll(days, ",", "-"))
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s.%d", name, seen[name])
		}
		list[i].ID = name
	}
}

// parse reads words, each text once.
func (r *reader) parse(text string) phrase.Result {
	key := text
	if r.section.hasDay {
		key = r.section.day.String() + "\x00" + text
	}
	if got, ok := r.phrases[key]; ok {
		return got
	}
	ctx := phrase.Context{Date: r.o.Today, DayFirst: r.order == dayFirst, HasWeekday: r.section.hasDay, Weekday: r.section.day}
	got := phrase.Parse(text, ctx)
	if len(r.phrases) >= maxPhrases {
		clear(r.phrases)
	}
	r.phrases[key] = got
	return got
}

// maxPhrases is how many readings of words are kept.
const maxPhrases = 20_000
