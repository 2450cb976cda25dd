package schemaorg

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// MaxDates is how many dates of a listing are written that are just as its
// schedule says. Others from From to Through are written all.
const MaxDates = 12

// dates adds the schedules of a listing to its series, and returns its dates; ok
// is false if they cannot be said and the policy is to leave it out.
func (w *writer) dates(l directory.Listing, head *node, each node) (list []node, ok bool) {
	table := w.Snapshot.Timetable(l.ID)
	regular := map[string]bool{} // IDs of the series with a schedule
	gaps := map[string][]string{}
	for i, t := range table.Series() {
		s := t.Series()
		at := "series[" + strconv.Itoa(i) + "]."
		r, field := w.recurrence(s, t.Zone())
		if field != "" && w.Options.Inexact == feed.Withhold {
			w.Find(l, program.Error, "withheld", at+field, s.Rule.String(), "there are no words for such a rule; left out")
			return nil, false
		}
		w.unsaidDates(l, s, at, field)
		if w.Options.Inexact == feed.Annotate && (field != "" || s.OnHoliday != schedule.Keep) {
			annotate(head, s, w.Options.Language)
		}
		if field == "" && s.Rule.IsValid() {
			regular[s.ID] = true
			head.Schedule = append(head.Schedule, r)
		}
	}
	if l.Status != directory.Active {
		return nil, true
	}
	plain := 0
	for m := range table.All(w.Options.From, w.Options.Through.AddDays(1)) {
		if m.Status != schedule.On {
			gaps[m.Series] = append(gaps[m.Series], m.Original.String())
		}
		if usual(l, m) && regular[m.Series] && !explicit(table, m) {
			if plain++; plain > MaxDates {
				continue
			}
		}
		if n, ok := w.date(l, m, each); ok {
			list = append(list, n)
		}
	}
	for _, n := range list { // readers of events want a date of a series too
		if n.Status != vocabulary+"/EventCancelled" && head.StartDate == "" {
			head.StartDate, head.EndDate = n.StartDate, n.EndDate
		}
	}
	for i := range head.Schedule {
		head.Schedule[i].Except = gaps[head.Schedule[i].Identifier]
	}
	return list, true
}

// explicit reports whether a date is one that the series names.
func explicit(t *directory.Timetable, m directory.Meeting) bool {
	for _, table := range t.Series() {
		if s := table.Series(); s.ID == m.Series && slices.Contains(s.Dates, m.Original) {
			return true
		}
	}
	return false
}

// usual reports whether a date is as its series and the listing say.
func usual(l directory.Listing, m directory.Meeting) bool {
	return m.Status == schedule.On && modeOf(m) == l.Mode && !elsewhere(l, m) && len(m.Note) == 0 && m.Reason.Code != schedule.ByException
}

// elsewhere reports whether people come to another place or room on a date.
func elsewhere(l directory.Listing, m directory.Meeting) bool {
	return l.Place != nil && m.Venue != "" && (m.Venue != l.Place.ID || m.Room != "" && m.Room != l.Place.Room)
}

func modeOf(m directory.Meeting) program.Mode {
	if m.Mode == "" {
		return program.ModeInPerson
	}
	return m.Mode
}

// annotate says the dates of a series in words.
func annotate(head *node, s schedule.Series, language string) {
	s.Zone, s.Start, s.Length = "", schedule.Clock{}, 0
	if s.First == feed.FirstDay() {
		s.First = schedule.Date{}
	}
	words, _ := phrase.Format(s, language, phrase.Long)
	head.Description = strings.TrimSpace(head.Description + "\n\n" + words)
}

// date makes the event of one date; ok is false if there is none to be shown: on
// a holiday, or while nobody knows whether it takes place.
func (w *writer) date(l directory.Listing, m directory.Meeting, each node) (n node, ok bool) {
	n = each
	start := m.Start()
	n.StartDate = stamp(start, m.Clock)
	if m.Length > 0 {
		n.EndDate = stamp(m.End(), m.Clock)
	}
	switch m.Status {
	case schedule.On:
		if m.Reason.Code == schedule.ByException {
			n.Description = strings.TrimSpace(m.Reason.Text + "\n\n" + n.Description)
		}
	case schedule.Skipped:
		return n, false
	case schedule.Unconfirmed:
		w.Find(l, program.Warning, "unconfirmed-left-out", "series", m.Original.String(), "nobody has said whether it takes place, and there is no word for that")
		return n, false
	case schedule.Cancelled:
		n.Status = vocabulary + "/EventCancelled"
		n.Description = m.Reason.Text
	case schedule.Moved:
		n.Status = vocabulary + "/EventRescheduled"
		n.Previous = stamp(w.before(l, m))
		if n.Description = m.Reason.Text; m.Reason.Code != schedule.ByException {
			n.Description = m.Reason.String()
		}
	case schedule.Added:
		n.Description = m.Reason.Text
	}
	w.otherwise(l, m, &n)
	return n, true
}

// otherwise says what an override does to a date. How people meet and a note are
// read back; another place stands in the event, but it is no place of the series.
func (w *writer) otherwise(l directory.Listing, m directory.Meeting, n *node) {
	note := m.Note.In(w.Options.Language)
	if note != "" {
		n.Description = strings.TrimSpace(note + "\n\n" + n.Description)
	}
	unsaid := false
	for tag := range m.Note {
		unsaid = unsaid || m.Note[tag] != note
	}
	mode := modeOf(m)
	if elsewhere(l, m) {
		if p, ok := w.Snapshot.Place(m.Venue); ok {
			p.Room = m.Room
			l.Place, unsaid = &p, true
		}
	}
	if mode != l.Mode || unsaid {
		org, _ := w.Snapshot.Organization(l.Organization)
		n.AttendanceMode, n.Location = modes[mode], w.location(l, org, mode)
	}
	if mode != l.Mode && mode == program.ModeOnline && m.Status != schedule.Cancelled {
		n.Status = vocabulary + "/EventMovedOnline"
	} else if mode != l.Mode {
		unsaid = true
	}
	if unsaid {
		w.Unsaid(l, "overrides", m.Original.String())
	}
}

// before returns when a meeting was to begin that was moved.
func (w *writer) before(l directory.Listing, m directory.Meeting) (time.Time, schedule.Clock) {
	for _, t := range w.Snapshot.Timetable(l.ID).Series() {
		if s := t.Series(); s.ID == m.Series {
			return t.Zone().At(m.Original, s.Start), s.Start
		}
	}
	return m.Start(), m.Clock
}

// stamp writes an instant with its offset, or the day if the time of day is not
// known.
func stamp(t time.Time, clock schedule.Clock) string {
	if clock.IsZero() {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05-07:00")
}

// recurrence writes a series as a schedule; field is not "" if there are no words
// for its rule.
func (w *writer) recurrence(s schedule.Series, zone *schedule.Zone) (r recurrence, field string) {
	if !s.Rule.IsValid() {
		return r, ""
	}
	p := s.Rule.Parts()
	unit := map[schedule.Frequency]string{schedule.PerDay: "D", schedule.PerWeek: "W", schedule.PerMonth: "M", schedule.PerYear: "Y"}[p.Frequency]
	weekMatters := p.Frequency == schedule.PerWeek && p.Interval > 1 && p.WeekStart > 1
	if len(p.YearDays)+len(p.WeekNumbers)+len(p.Positions) > 0 || unit == "" || weekMatters {
		return r, "rule"
	}
	r = recurrence{
		Type: "Schedule", Identifier: s.ID, Frequency: fmt.Sprintf("P%d%s", max(p.Interval, 1), unit), ByMonthDay: p.MonthDays,
		Count: s.Count, StartDate: s.First.String(), EndDate: s.Last.String(), Zone: zone.Name(),
	}
	for _, m := range p.Months {
		r.ByMonth = append(r.ByMonth, int(m))
	}
	for _, d := range p.Days {
		if d.N == 0 {
			r.ByDay = append(r.ByDay, vocabulary+"/"+d.Day.String())
		} else {
			r.ByDay = append(r.ByDay, strconv.Itoa(d.N)+weekdays[d.Day])
		}
	}
	if through := w.Options.Through; s.OnHoliday != schedule.Keep && w.Options.Inexact != feed.Annotate && (s.Last.IsZero() || s.Last.After(through)) {
		r.EndDate = through.String()
	}
	if !s.Start.IsZero() {
		r.StartTime = s.Start.String()
		if s.Length > 0 {
			r.Duration = iso(s.Length)
			end := (s.Start.Seconds() + int(s.Length.Seconds())) % (24 * 60 * 60)
			r.EndTime = fmt.Sprintf("%02d:%02d", end/3600, end/60%60)
		}
	}
	return r, ""
}

// iso writes a duration such as PT1H30M.
func iso(d time.Duration) string {
	text := "PT"
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{time.Hour, "H"}, {time.Minute, "M"}, {time.Second, "S"}} {
		if n := d / unit.size; n > 0 {
			text += strconv.Itoa(int(n)) + unit.name
			d -= n * unit.size
		}
	}
	return text
}

// unsaidDates reports what a schedule does not say.
func (w *writer) unsaidDates(l directory.Listing, s schedule.Series, at, field string) {
	if field != "" {
		w.Find(l, program.Warning, "expanded", at+field, s.Rule.String(), "there are no words for such a rule; its dates are written")
	}
	if s.OnHoliday != schedule.Keep {
		w.Unsaid(l, at+"on_holiday", s.OnHoliday.String())
		if w.Options.Inexact != feed.Annotate {
			w.Find(l, program.Info, "schedule-ends", at+"last", w.Options.Through.String(), "it depends on holidays, so its schedule ends where these were left out last")
		}
	}
	if s.Length > longest {
		w.Find(l, program.Info, "too-long", at+"length", s.Length.String(), "it is written, but readers take more than a day for a mistake")
	}
	if s.Rule.IsValid() && len(s.Dates) > 0 {
		w.Find(l, program.Info, "dates-as-added", at+"dates", strconv.Itoa(len(s.Dates)), "single dates beside a rule are read as added ones")
	}
	outside := 0
	for _, d := range s.Dates {
		if d.Before(w.Options.From) || d.After(w.Options.Through) {
			outside++
		}
	}
	for _, e := range s.Exceptions {
		if e.On.Before(w.Options.From) || e.On.After(w.Options.Through) {
			outside++
		}
	}
	if outside > 0 {
		w.Find(l, program.Info, "dates-outside", at+"dates", strconv.Itoa(outside), "single dates before or after those asked for are left out")
	}
}
