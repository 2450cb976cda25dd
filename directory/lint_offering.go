package directory

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// offering looks at one offering that the snapshot holds.
func (l *linter) offering(x *entry) {
	o := x.offering
	l.record = o.Key()
	l.id(o.ID)
	l.unknownOf(*o, o.Unknown)
	for i, s := range o.Series {
		l.unknownOfSeries(fmt.Sprintf("series[%d].", i), s)
	}
	for i, id := range o.Successors {
		if l.s.entry(id) == nil {
			l.add(program.Warning, CodeSuccessor, fmt.Sprintf("successors[%d]", i), id, "offering %q is not there", id)
		}
	}
	l.words(x)
	if o.Status == Ended {
		return
	}
	if o.Venue != "" && !inPerson(o.Mode) {
		l.add(program.Warning, CodeStrayPlace, "venue", o.Venue, "it is held %s, but names a venue: people may go there in vain", o.Mode)
	}
	for i, s := range o.Series {
		l.series(fmt.Sprintf("series[%d].", i), s)
	}
	l.dates(x)
	l.course(x)
	l.fresh(o)
	l.rules(x)
}

// words looks at everything that the public reads.
func (l *linter) words(x *entry) {
	o := x.offering
	l.contacts(o.Contacts)
	l.texts("note", o.Note, o.JoinBy)
	l.text("registration.url", o.Registration.URL, o.JoinBy)
	for i, v := range o.Overrides {
		l.texts(fmt.Sprintf("overrides[%d].note", i), v.Note, o.JoinBy)
	}
	for i, s := range o.Series {
		for j, e := range s.Exceptions {
			l.text(fmt.Sprintf("series[%d].exceptions[%d].reason", i, j), e.Reason, o.JoinBy)
		}
	}
	if p, ok := l.s.catalogue.Program(o.Program); ok && p.Free {
		l.prices(o.Note)
	}
}

// series looks at the start and length of a series.
func (l *linter) series(at string, s schedule.Series) {
	const day = 24 * time.Hour
	l.zone(at+"zone", s.Zone)
	if s.Start.IsZero() {
		l.add(program.Warning, CodeStart, at+"start", "", "no time of day: people cannot know when to come")
	}
	end := time.Duration(s.Start.Seconds())*time.Second + s.Length
	switch {
	case s.Length == 0:
		l.add(program.Info, CodeLengthUnknown, at+"length", "", "no length: the usual one of the program is assumed")
	case s.Length == day || s.Length == day-time.Minute:
		l.add(program.Warning, CodeAllDay, at+"length", minutes(s.Length), "it lasts all day, as some formats say \"not known\": the end is most likely missing")
	case s.Length > l.o.LongMeeting:
		l.add(program.Warning, CodeLong, at+"length", minutes(s.Length), "it lasts %s: check that the end is not before the start", minutes(s.Length))
	}
	if !s.Start.IsZero() && end > day && s.Length < day-time.Minute {
		l.add(program.Info, CodeOvernight, at+"length", minutes(s.Length), "it begins at %s and ends on the next day: check that the end is not before the start", s.Start)
	}
}

func minutes(d time.Duration) string { return fmt.Sprintf("%d minutes", int(d/time.Minute)) }

// dates looks at the dates to come: whether there are any, and the holidays
// among them.
func (l *linter) dates(x *entry) {
	o := x.offering
	if len(o.Series) > 0 && o.Status == Active && l.over(x) {
		severity, what := program.Warning, "set its status to ended"
		if len(o.Successors) > 0 {
			severity, what = program.Info, "people are sent to its successors"
		}
		l.add(severity, CodeEndedActive, "series", "", "no date is left after %v: %s", l.today.AddDays(-1), what)
		return
	}
	for i, table := range x.table.Series() {
		for c := range table.Collisions(l.closedOn(x.org), l.today, l.today.AddDays(l.o.AheadDays)) {
			field := fmt.Sprintf("series[%d].on_holiday", i)
			switch {
			case c.Policy == schedule.Keep && c.Occurrence.Reason.Code == 0:
				l.add(program.Warning, CodeHoliday, field, c.Day.String(), "%v", c)
			case c.Occurrence.Status == schedule.Unconfirmed && c.Day.DaysSince(l.today) <= askDays:
				l.add(program.Warning, CodeHolidayAsk, field, c.Day.String(), "%v: nobody has said whether it meets", c)
			}
		}
	}
}

// askDays is how long before a holiday somebody should say whether a group
// meets.
const askDays = 45

// over reports whether nothing takes place from today on.
func (l *linter) over(x *entry) bool {
	for m := range x.table.All(l.today, schedule.Date{}) {
		if m.Status.Held() || m.Status == schedule.Unconfirmed {
			return false
		}
		if m.Date.DaysSince(l.today) > 2*l.o.AheadDays {
			return false // suspended, not over
		}
	}
	return true
}

func (l *linter) closedOn(o *Organization) *schedule.Holidays {
	h, ok := l.holidays[o]
	if !ok {
		h, _ = o.Holidays.Compile() // a set that is not valid is no part of a snapshot
		l.holidays[o] = h
	}
	return h
}

// fresh looks at how old what people read is.
func (l *linter) fresh(o *Offering) {
	switch on := o.Verified.On; {
	case on.IsZero():
		l.add(program.Info, CodeStale, "verified", "", "nobody has confirmed it")
	case l.today.DaysSince(on) > l.o.StaleDays:
		l.add(program.Warning, CodeStale, "verified", on.String(), "last confirmed %d days ago: ask whether all is still so", l.today.DaysSince(on))
	}
	if o.Registration.MustRenew(l.today) {
		l.add(program.Warning, CodeRenew, "registration.through", o.Registration.Through.String(), "registration must be renewed: the old one was good through %v", o.Registration.Through)
	}
}

// An asked is a question to the catalogue, and answered its answer: many
// offerings ask the same.
type asked struct {
	program, language string
	where             program.Jurisdiction
	on                schedule.Date
}

type answered struct {
	terms program.Resolved
	err   error
}

// rules holds an offering against the rules of its program.
func (l *linter) rules(x *entry) {
	o := x.offering
	if o.Program == "" {
		return
	}
	facts := program.Facts{Mode: x.listing.Mode, Series: o.Series, Entry: o.Entry, Audience: o.Audience}
	on := l.today
	if k := x.listing.Kind; k == program.KindCourse || k == program.KindTraining {
		facts.Dates = heldDates(x.table)
		if len(facts.Dates) > 0 {
			on = facts.Dates[0]
		}
	}
	q := asked{o.Program, x.listing.Languages[0], x.org.Jurisdiction(), on}
	a, ok := l.terms[q]
	if !ok {
		a.terms, a.err = l.s.catalogue.Resolve(q.program, q.language, q.where, q.on)
		l.terms[q] = a
	}
	switch {
	case errors.Is(a.err, program.ErrNoProgram):
		if near := l.s.catalogue.Nearest(o.Program); near != "" {
			l.add(program.Warning, CodeProgramUnknown, "program", o.Program, "the catalogue has no such program: did you mean %q?", near)
			return
		}
		l.add(program.Info, CodeProgramUnknown, "program", o.Program, "the catalogue has no such program: no rule is checked")
		return
	case a.err != nil:
		l.add(program.Warning, CodeProgramClosed, "program", o.Program, "%v", a.err)
		return
	}
	if l.o.Team != nil {
		facts.Team = l.o.Team(o.ID)
	}
	for _, f := range program.Check(a.terms, facts) {
		l.found = append(l.found, Finding{l.record, f})
	}
}

// maxSessions bounds the dates of a course that are looked at.
const maxSessions = 1000

// heldDates returns the dates of a course in order; those of an endless series
// are not the dates of a course.
func heldDates(t *Timetable) []schedule.Date {
	var dates []schedule.Date
	for m := range t.Held(schedule.Date{}, schedule.Date{}) {
		if dates = append(dates, m.Date); len(dates) > maxSessions {
			return nil
		}
	}
	return slices.Clip(dates)
}
