package csv

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// times returns the times of day of a row, from the columns for them. It is one
// span with nothing known if there are none, or none that is sure.
func (r *reader) times(x *record) []span {
	from, to := r.get(Time), r.get(End)
	if from == "" {
		return []span{{}}
	}
	if list := r.spans(x, from, to); list != nil {
		return list
	}
	return []span{{}}
}

// spans reads one or more times of day. It is nil, after a question, if they
// are not sure.
func (r *reader) spans(x *record, from, to string) []span {
	if m, ok := readMoment(from, r.order); ok && !m.clock.IsZero() { // a time with the day on which spreadsheets count 0
		from = m.clock.String()
	}
	if m, ok := readMoment(to, r.order); ok && !m.clock.IsZero() {
		to = m.clock.String()
	}
	from = withoutEpoch(from)
	to = withoutEpoch(to)
	if to == "" {
		from, to = cutRange(from)
	}
	start, a := r.clock(from)
	end, b := r.clock(to)
	switch {
	case a == sure && to == "":
		return []span{{start: start}}
	case a == sure && b == sure:
		return []span{{start: start, length: r.lasting(x, start, end)}}
	}
	text := joinRange(from, to)
	got := r.parse("Monday " + text)
	var list []span
	for _, s := range got.Schedules {
		t := s.Series
		if slices.Contains(s.Missing, phrase.AMPM) {
			x.ask("ampm-missing", "series", text, "morning or afternoon? The time was left out")
			x.unread = joined(x.unread, r.title(Time)+": "+text)
			return nil
		}
		if t.Start.IsZero() {
			list = nil
			break
		}
		list = append(list, span{t.Start, t.Length, t.Zone})
	}
	if list == nil {
		x.ask("time-unread", "series", text, "the time cannot be read, want such as 6:00 PM")
		x.unread = joined(x.unread, r.title(Time)+": "+text)
	}
	return list
}

// saysDays reports whether a cell for times says something about days, such as
// "1st & 3rd 6 pm", so that it cannot be read by itself.
func (r *reader) saysDays(cell string) bool {
	if cell == "" || strings.IndexFunc(cell, unicode.IsLetter) < 0 || isBlankTime(cell) {
		return false
	}
	from, to := cutRange(withoutEpoch(cell))
	if _, a := r.clock(from); a != noTime {
		if _, b := r.clock(to); to == "" || b != noTime {
			return false
		}
	}
	text := "Monday " + cell
	got := r.parse(text)
	for _, s := range got.Schedules {
		if s.Series.Rule.IsValid() && s.Series.Rule != schedule.Weekly(time.Monday) || !s.Series.First.IsZero() || !s.Series.Last.IsZero() || len(s.Series.Dates) > 0 || len(s.Readings) > 0 {
			return true
		}
	}
	return slices.ContainsFunc(got.Rest, func(n phrase.Note) bool { return isLoose(text[n.Span.From:n.Span.To], false) })
}

// isBlankTime reports whether a cell says that the time is not known yet.
func isBlankTime(cell string) bool {
	return slices.Contains([]string{"tbd", "tba", "varies", "por confirmar"}, fold(cell))
}

// clock reads one time of day by the habits of the table.
func (r *reader) clock(cell string) (schedule.Clock, surety) {
	if cell == "" {
		return schedule.Clock{}, noTime
	}
	c, level := readClock(cell, r.day24)
	if level == halfDay && r.m.Clock == "12" {
		if c.Hour() < 12 {
			c, _ = schedule.NewClock(c.Hour()+12, c.Minute(), c.Second())
		}
		level = sure
	}
	return c, level
}

// lasting returns the time from start to end, past midnight if need be. It is
// zero, with a finding, if the two are the same or far apart: most likely one
// of them is wrong.
func (r *reader) lasting(x *record, start, end schedule.Clock) time.Duration {
	length := time.Duration(end.Seconds()-start.Seconds()) * time.Second
	if length < 0 {
		length += 24 * time.Hour
	}
	if length == 0 || length > r.longest {
		x.note(program.Warning, "end-odd", "series", start.String()+"-"+end.String(),
			"the meeting would last no time or too long, so its end was left out")
		return 0
	}
	return length
}

// cutRange cuts a cell with two times of day, such as "18:00-19:30".
func cutRange(cell string) (from, to string) {
	for _, mark := range []string{" - ", " – ", " — ", " to ", " a ", "–", "—", "-"} {
		if from, to, ok := strings.Cut(cell, mark); ok && strings.ContainsAny(from, "0123456789") && strings.ContainsAny(to, "0123456789") {
			return strings.TrimSpace(strings.TrimPrefix(from, "de ")), strings.TrimSpace(to)
		}
	}
	return cell, ""
}

// withoutEpoch cuts the day from a time that a spreadsheet gave one, such as
// "12/30/1899 6:00:00 PM".
func withoutEpoch(cell string) string {
	for _, day := range []string{"12/30/1899", "1899-12-30", "12/31/1899", "1/0/1900", "1900-01-00", "1/1/1970", "30/12/1899"} {
		if rest, ok := strings.CutPrefix(cell, day); ok {
			return strings.Trim(rest, "TZ ")
		}
	}
	return cell
}
