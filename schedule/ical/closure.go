package ical

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// Closures returns the days from from until the day before to on which a
// calendar shuts something: those of its events that take place, take whole
// days, also as times from midnight to midnight, and of which closed says so;
// nil is [SaysClosed], which is for the calendars of schools. A zero to is the
// end of the calendar. The title of the event is the reason. Days that follow
// one another for one reason are one closure. The result is in the order of the
// days.
//
// A calendar of a school holds much that closes nothing, and names its days
// off in many ways: let people look at what was found.
func Closures(events []Event, from, to schedule.Date, closed func(Event) bool) []schedule.Closure {
	if closed == nil {
		closed = SaysClosed
	}
	var list []schedule.Closure
	for i := range events {
		e := &events[i]
		if s := e.Timetable.Series(); s.Start.Seconds() > 0 || !closed(*e) {
			continue
		}
		// One that began before may go on.
		for o := range e.Timetable.Held(from.AddDays(-int(maxLength/(24*time.Hour))), to) {
			c := schedule.Closure{First: o.Date, Last: lastDay(&o, e.Timetable.Zone()), Reason: e.Summary}
			if !to.IsZero() && !c.Last.Before(to) {
				c.Last = to.AddDays(-1)
			}
			if c.First.Before(from) {
				c.First = from
			}
			if !c.Last.Before(c.First) {
				list = append(list, c)
			}
		}
	}
	return joinClosures(list)
}

// lastDay returns the last day that an occurrence takes as a whole, before its
// first if there is none. Some programs write whole days as times from midnight
// to midnight, or to a minute or a second before.
func lastDay(o *schedule.Occurrence, zone *schedule.Zone) schedule.Date {
	switch days := int(o.Length / (24 * time.Hour)); {
	case o.Clock.IsZero():
		return o.Date.AddDays(max(days, 1) - 1)
	case o.Clock.Seconds() > 0:
		return o.Date.AddDays(-1)
	}
	return schedule.DateOf(o.End().Add(time.Minute).In(zone.Location())).AddDays(-1)
}

// joinClosures sorts closures and makes one of those with one reason between
// which there is no open day.
func joinClosures(list []schedule.Closure) []schedule.Closure {
	slices.SortFunc(list, func(a, b schedule.Closure) int {
		if c := strings.Compare(a.Reason, b.Reason); c != 0 {
			return c
		}
		return a.First.Compare(b.First)
	})
	var joined []schedule.Closure
	for _, c := range list {
		if n := len(joined); n > 0 && joined[n-1].Reason == c.Reason && !c.First.After(joined[n-1].Last.AddDays(1)) {
			if c.Last.After(joined[n-1].Last) {
				joined[n-1].Last = c.Last
			}
			continue
		}
		joined = append(joined, c)
	}
	slices.SortStableFunc(joined, func(a, b schedule.Closure) int { return a.First.Compare(b.First) })
	return joined
}

// SaysClosed reports whether the title of an event says, in English or
// Spanish, that a school has no classes: "No School - Thanksgiving", "Winter
// Break", "Teacher Workday", "Feriado". Titles about half days, the last day
// before a break and the first one after it do not.
func SaysClosed(e Event) bool {
	title := " " + strings.ToLower(strings.Join(strings.FieldsFunc(e.Summary, isNoLetter), " ")) + " "
	has := func(list []string) bool {
		return slices.ContainsFunc(list, func(words string) bool { return strings.Contains(title, " "+words+" ") })
	}
	return has(closedWords) && !has(openWords)
}

func isNoLetter(r rune) bool {
	return strings.ContainsRune(" \t\n-–—_/:;,.!?()[]*\"'’“”&", r)
}

var (
	closedWords = []string{
		"no school", "no classes", "no class", "no students", "student holiday", "students off", "school closed", "schools closed",
		"district closed", "campus closed", "offices closed", "office closed", "building closed", "closed", "holiday", "holidays",
		"break", "recess", "vacation", "teacher workday", "teacher work day", "teacher planning day", "planning day", "professional development day",
		"inservice day", "in service day", "weather day", "snow day", "sin clases", "no hay clases", "no habrá clases", "cerrado", "cerrada",
		"feriado", "día feriado", "vacaciones", "receso", "asueto", "día festivo",
	}
	openWords = []string{
		"early release", "early dismissal", "half day", "last day before", "last day of classes", "classes resume", "school resumes", "resume",
		"resumes", "returns", "return from", "students return", "begins after", "first day", "makeup day", "make up day",
		"concert", "party", "camp", "sale", "deadline", "registration",
		"salida temprana", "medio día", "regreso", "reanudan", "último día",
	}
)
