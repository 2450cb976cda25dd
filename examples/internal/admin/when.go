package admin

import (
	"crypto/rand"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// A whenView is the field for when an offering meets: the words, what was
// understood, and what is not clear.
type whenView struct {
	Text       string
	From       string // the day from which a change holds, "" for all dates
	Understood []string
	Dates      []string // the next five
	Questions  []questionView
	Checked    string // the text that was looked over
	Theirs     string // what somebody else has saved meanwhile, "" if that is the same
}

// A questionView is what a line leaves open, with what it may mean.
type questionView struct {
	Line     string
	Asks     []string
	Readings []string
}

// datesToCheck is how many dates a person looks over.
const datesToCheck = 5

// lineOf returns a series in words, without single dates that are changed.
func lineOf(s schedule.Series, language string) string {
	s.Exceptions = nil
	if words, _ := phrase.Format(s, language, phrase.Long); words != "" {
		return words
	}
	return s.Rule.String() // there are no words for it; the line can stay as it is
}

func linesOf(list []schedule.Series, language string) string {
	lines := make([]string, len(list))
	for i, s := range list {
		lines[i] = lineOf(s, language)
	}
	return strings.Join(lines, "\n")
}

// A reading turns lines into series, one after the other.
type reading struct {
	v         *visit
	today     schedule.Date
	from      schedule.Date // of the change; zero is all dates
	left      []schedule.Series
	series    []schedule.Series
	questions []questionView
}

// understand returns the series of an offering as lines of words say. Lines that
// are as they were keep their series as it is. Where something is not clear there
// are questions.
func (v *visit) understand(o directory.Offering, lines string, from schedule.Date) ([]schedule.Series, []questionView) {
	r := &reading{v: v, today: v.today(o.Organization), from: from, left: slices.Clone(o.Series)}
	var fresh []string
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		i := slices.IndexFunc(r.left, func(s schedule.Series) bool {
			return line == lineOf(s, "en") || line == lineOf(s, "es")
		})
		if i < 0 {
			fresh = append(fresh, line)
			continue
		}
		r.series = append(r.series, r.left[i])
		r.left = slices.Delete(r.left, i, i+1)
	}
	for _, line := range fresh {
		r.line(line)
	}
	for _, s := range r.left { // what is no longer there ends, or never was
		if !from.IsZero() {
			r.series = append(r.series, endedBefore(s, from))
		}
	}
	named(r.series)
	return r.series, r.questions
}

// endedBefore returns a series that ends the day before another.
func endedBefore(s schedule.Series, d schedule.Date) schedule.Series {
	if s.Last.IsZero() || !s.Last.Before(d) {
		s.Last = d.AddDays(-1)
		s.Dates = slices.DeleteFunc(slices.Clone(s.Dates), func(x schedule.Date) bool { return !x.Before(d) })
		s.Exceptions = slices.DeleteFunc(slices.Clone(s.Exceptions), func(x schedule.Exception) bool { return !x.On.Before(d) })
	}
	return s
}

// line reads one line.
func (r *reading) line(line string) {
	result := phrase.Parse(line, phrase.Context{Date: r.today})
	q := questionView{Line: line}
	for _, n := range result.Rest {
		if n.Code == phrase.Unread || n.Code == phrase.Refused || n.Code == phrase.TooMuch {
			q.Asks = append(q.Asks, r.v.book.say("when.unread", line[n.Span.From:n.Span.To]))
		}
	}
	if len(result.Schedules) == 0 {
		q.Asks = append(q.Asks, r.v.book.say("when.none"))
	}
	for _, s := range result.Schedules {
		q.Asks = append(q.Asks, r.asks(s)...)
		for _, rule := range s.Readings {
			meant := s.Series
			meant.Rule, meant.First = rule, cmpDate(meant.First, r.today)
			q.Readings = append(q.Readings, lineOf(meant, r.v.book.tag))
		}
	}
	if len(q.Asks) > 0 {
		r.questions = append(r.questions, q)
		return
	}
	for _, s := range result.Schedules {
		r.add(s.Series)
	}
}

// cmpDate returns the first of two dates that is given.
func cmpDate(d, otherwise schedule.Date) schedule.Date {
	if d.IsZero() {
		return otherwise
	}
	return d
}

// asks returns what a schedule leaves open.
func (r *reading) asks(s phrase.Schedule) (asks []string) {
	for _, m := range s.Missing {
		if s.Status == phrase.Ambiguous || m != phrase.Time {
			asks = append(asks, r.v.book.say("missing."+string(m)))
		}
	}
	if s.Conflict != "" {
		asks = append(asks, r.v.book.say("when.conflict"))
	}
	for _, n := range s.Notes {
		if n.Code == phrase.Unheld || n.Code == phrase.Unread {
			asks = append(asks, r.v.book.say("when.unheld"))
		}
	}
	if s.Status == phrase.Ambiguous && len(asks) == 0 {
		asks = append(asks, r.v.book.say("when.unclear"))
	}
	return asks
}

// add takes a series that was read. It replaces one that is no longer among the
// lines, and keeps its ID, its zone, what it does on holidays unless the words say
// otherwise, and its single dates.
func (r *reading) add(s schedule.Series) {
	if s.Rule.IsValid() && s.First.IsZero() {
		s.First = r.today
	}
	if len(r.left) == 0 {
		s.ID = newSeriesID
		r.series = append(r.series, s)
		return
	}
	old := r.left[0]
	r.left = r.left[1:]
	if s.Zone == "" {
		s.Zone = old.Zone
	}
	if s.OnHoliday == schedule.Keep {
		s.OnHoliday = old.OnHoliday
	}
	if !r.from.IsZero() {
		s.ID = newSeriesID
		if s.Rule.IsValid() && s.First.Before(r.from) {
			s.First = r.from
		}
		r.series = append(r.series, endedBefore(old, r.from), s)
		return
	}
	s.ID, s.Unknown = old.ID, old.Unknown
	if old.Rule.IsValid() && old.Rule == s.Rule && s.First == r.today {
		s.First = old.First
	}
	for _, x := range old.Exceptions {
		if !slices.ContainsFunc(s.Exceptions, func(y schedule.Exception) bool { return y.On == x.On }) {
			s.Exceptions = append(slices.Clone(s.Exceptions), x)
		}
	}
	r.series = append(r.series, s)
}

// newSeriesID stands for an ID that is to be made.
const newSeriesID = "\x00new"

// named gives series IDs of their own, where there are several.
func named(list []schedule.Series) {
	for i := range list {
		s := &list[i]
		switch {
		case s.ID != newSeriesID && (s.ID != "" || len(list) == 1):
		case len(list) == 1:
			s.ID = ""
		default:
			s.ID = strings.ToLower(rand.Text()[:6])
		}
	}
}

// preview returns the next dates of an offering as it would be.
func (v *visit) preview(o directory.Offering) (list []string) {
	var entities []directory.Entity
	if organization, ok := v.snap.Organization(o.Organization); ok {
		organization.Successor = ""
		entities = append(entities, organization)
	}
	for _, w := range allOf[directory.Venue](v.dir) {
		if w.ID == o.Venue || slices.ContainsFunc(o.Overrides, func(x directory.Override) bool { return x.Venue == w.ID }) {
			entities = append(entities, w)
		}
	}
	s, err := directory.Options{Catalogue: v.snap.Catalogue()}.NewSnapshot(append(entities, o)...)
	if err != nil {
		return nil
	}
	l, _ := s.Listing(o.ID)
	for m := range s.Timetable(o.ID).From(v.now) {
		if list = append(list, texts.Meeting(s, l, m, v.book.tag)); len(list) == datesToCheck {
			break
		}
	}
	return list
}
