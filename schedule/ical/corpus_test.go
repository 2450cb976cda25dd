package ical_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// kinds are rules of every kind; those that Write must list date by date come
// last. Empty is a series of explicit dates.
var kinds = []string{
	"FREQ=WEEKLY;BYDAY=TU",
	"FREQ=WEEKLY",
	"FREQ=WEEKLY;BYDAY=MO,WE,FR",
	"FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
	"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
	"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU",
	"FREQ=WEEKLY;BYMONTH=1,2,3,9,10,11,12;BYDAY=TH",
	"FREQ=WEEKLY;BYDAY=SU",
	"FREQ=MONTHLY;BYDAY=2WE,4WE",
	"FREQ=MONTHLY;BYDAY=2SU",
	"FREQ=MONTHLY;BYDAY=1SU,-1SU",
	"FREQ=MONTHLY;BYDAY=-1SA",
	"FREQ=MONTHLY;BYDAY=5WE",
	"FREQ=MONTHLY;BYDAY=1MO,3TH",
	"FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO",
	"FREQ=MONTHLY;INTERVAL=3;BYDAY=MO",
	"FREQ=MONTHLY",
	"FREQ=MONTHLY;BYMONTHDAY=1,15",
	"FREQ=MONTHLY;BYMONTHDAY=31",
	"FREQ=MONTHLY;BYMONTHDAY=-1",
	"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
	"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
	"FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=2,-2",
	"FREQ=MONTHLY;BYMONTH=3,6,11;BYDAY=2SU",
	"FREQ=YEARLY",
	"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
	"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
	"FREQ=YEARLY;BYMONTH=6,9",
	"FREQ=YEARLY;BYMONTH=6,9;BYDAY=TU",
	"FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=13;BYDAY=FR",
	"FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=-1SU",
	"FREQ=DAILY",
	"FREQ=DAILY;INTERVAL=3",
	"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
	"FREQ=DAILY;BYMONTH=7;BYMONTHDAY=1,2,3,31",
	"FREQ=DAILY;INTERVAL=5;BYDAY=SA,SU",

	"",
	"FREQ=MONTHLY;BYDAY=1MO,-1MO,WE",
	"FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYSETPOS=-1",
	"FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2",
	"FREQ=WEEKLY;BYMONTHDAY=1,2,3;BYDAY=TU,WE",
	"FREQ=YEARLY;BYMONTHDAY=29",
	"FREQ=YEARLY;BYWEEKNO=1,20,53;BYDAY=MO,SU",
	"FREQ=YEARLY;BYYEARDAY=1,100,-1",
	"FREQ=YEARLY;BYDAY=20MO",
	"FREQ=YEARLY;BYDAY=TU",
	"FREQ=YEARLY;BYMONTH=5;BYDAY=MO,TU;BYSETPOS=-1",
}

// zoneNames are zones of every kind: US clocks, no changes, changes in the
// middle of the night, at midnight, east of Greenwich, south of the equator,
// by the moon, and given up in 2022.
var zoneNames = []string{
	"America/New_York", "America/Los_Angeles", "America/Phoenix", "America/Havana",
	"Europe/London", "Australia/Sydney", "Africa/Casablanca", "America/Mexico_City",
}

var (
	corpusFrom    = d("2022-01-01")
	corpusTo      = d("2025-01-01")
	corpusThrough = d("2025-02-28")
)

// corpus returns at least 300 events that differ in everything that a series
// can have, the same in every run.
func corpus(t testing.TB) []ical.Event {
	t.Helper()
	rng := rand.New(rand.NewPCG(2022, 6))
	holidays := compileHolidays(t, schedule.HolidaySet{Federal: schedule.Both, Extra: []string{"christmas-eve", "easter"}})
	zones := make([]*schedule.Zone, len(zoneNames))
	for i, name := range zoneNames {
		zones[i] = zone(t, name)
	}
	var events []ical.Event
	for variant := range 7 {
		for _, kind := range kinds {
			id := fmt.Sprintf("s%03d", len(events))
			s := corpusSeries(t, rng, kind, id)
			o := schedule.CompileOptions{Zone: zones[rng.IntN(len(zones))], Holidays: holidays}
			if variant == 0 { // the plain rule
				s.Exceptions, s.OnHoliday, s.Start, s.Length = nil, schedule.Keep, schedule.MustClock("18:00"), 90*time.Minute
			} else if variant > 4 {
				o.Closures = []schedule.Closure{
					{First: d("2022-11-01"), Last: d("2022-11-09"), Reason: "snow"},
					{First: d("2024-10-01"), Unconfirmed: true, Reason: "until further notice"},
				}
			}
			o.Gap = schedule.GapPolicy(rng.IntN(2))
			e := ical.Event{
				UID: id + "@example.org", Timetable: compile(t, s, o), Summary: id,
				Check: "https://example.org/" + id, Modified: modified, CallFirst: variant == 2,
			}
			if variant == 3 {
				e.Overrides = []ical.Override{{On: d("2022-08-10"), Location: "Room B"}, {On: d("2023-07-04"), Note: "barbecue"}}
			}
			events = append(events, e)
		}
	}
	// Rules for clock changes have themselves changed since 2005, and one
	// island changes its clocks by half an hour.
	for _, name := range []string{"America/Denver", "Australia/Lord_Howe"} {
		id := fmt.Sprintf("s%03d", len(events))
		s := schedule.Series{Rule: schedule.Weekly(time.Sunday), First: d("2005-01-04"), Start: schedule.MustClock("10:00"), Length: time.Hour}
		events = append(events, ical.Event{
			UID: id + "@example.org", Timetable: compile(t, s, schedule.CompileOptions{Zone: zone(t, name)}), Summary: id, Modified: modified,
		})
	}
	return events
}

// corpusCalendar returns the corpus with every property that a calendar has.
func corpusCalendar(t testing.TB) ical.Calendar {
	return ical.Calendar{
		Name: "Corpus; of, everything", Description: "Line\nafter line", URL: "https://example.org/a,b;c", Source: "https://example.org/corpus.ics",
		Refresh: 90 * time.Minute, Through: corpusThrough, Events: corpus(t),
	}
}

// corpusSeries returns a series of a kind with random surroundings.
func corpusSeries(t testing.TB, rng *rand.Rand, kind, id string) schedule.Series {
	s := schedule.Series{
		ID: id, Rule: rule(t, kind), First: d("2021-12-20").AddDays(rng.IntN(120)),
		OnHoliday: schedule.HolidayPolicy(rng.IntN(4)),
		Length:    time.Duration([]int{0, 45, 75, 90, 180, 26 * 60}[rng.IntN(6)]) * time.Minute,
	}
	if at := []string{"", "00:00", "00:30", "01:30", "02:00", "02:30", "09:00", "18:00", "18:15", "23:30"}[rng.IntN(10)]; at != "" {
		s.Start = schedule.MustClock(at)
	}
	if rng.IntN(3) == 0 {
		s.Last = d("2022-06-01").AddDays(rng.IntN(1200))
	}
	if rng.IntN(3) == 0 {
		s.Count = 1 + rng.IntN(60)
	}
	// Readers take long for thousands of dates.
	if often := regexp.MustCompile(`DAILY|YEARLY;BYDAY=TU|,WE$|,FR$`); often.MatchString(kind) && s.Last.IsZero() && s.Count == 0 {
		s.Last = s.First.AddDays(rng.IntN(300))
	}
	if kind == "" {
		s.Rule, s.Count, s.Last = schedule.Rule{}, 0, schedule.Date{}
	}
	if kind == "" || rng.IntN(5) == 0 {
		for range 1 + rng.IntN(5) {
			s.Dates = append(s.Dates, d("2022-01-01").AddDays(rng.IntN(900)))
		}
	}
	corpusExceptions(rng, &s)
	return s
}

// corpusExceptions adds exceptions, most of them on dates of the series.
func corpusExceptions(rng *rand.Rand, s *schedule.Series) {
	first := s.First
	bare := *s
	bare.OnHoliday = schedule.Keep
	table, err := schedule.Compile(bare, schedule.CompileOptions{Zone: schedule.NewZone(time.UTC)})
	if err != nil {
		panic(err)
	}
	var dates []schedule.Date
	for o := range table.All(first, first.AddDays(1000)) {
		if dates = append(dates, o.Date); len(dates) == 40 {
			break
		}
	}
	for range rng.IntN(6) {
		on := first.AddDays(rng.IntN(700))
		if len(dates) > 0 && rng.IntN(8) > 0 {
			on = dates[rng.IntN(len(dates))]
		}
		if slices.ContainsFunc(s.Exceptions, func(e schedule.Exception) bool { return e.On == on }) {
			continue
		}
		e := schedule.Exception{On: on, Kind: schedule.ExceptionKind(1 + rng.IntN(4)), Reason: []string{"", "no room"}[rng.IntN(2)]}
		switch e.Kind {
		case schedule.Reschedule:
			e.To = on.AddDays(rng.IntN(80) - 20)
			if rng.IntN(2) == 0 {
				e.Start = schedule.MustClock("19:45")
			}
		case schedule.Add:
			if rng.IntN(2) == 0 {
				e.Start, e.Length = schedule.MustClock("10:15"), time.Hour
			}
		}
		s.Exceptions = append(s.Exceptions, e)
	}
}

// rows are what a reader must list, a line each: start in UTC (or the day, if
// the time is not known), title and status, in order.
func rows(events []ical.Event) []string {
	var list []string
	for _, e := range events {
		for o := range e.Timetable.All(corpusFrom, corpusTo) {
			if o.Status == schedule.Skipped {
				continue
			}
			title, status := outcome(e, o)
			start := o.Date.String()
			if !o.Clock.IsZero() {
				start = o.Start().UTC().Format(time.RFC3339)
			}
			list = append(list, start+"\t"+title+"\t"+status)
		}
	}
	return list
}
