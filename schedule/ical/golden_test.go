package ical_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

var update = flag.Bool("update", false, "write the golden files")

// groups returns what one affiliate published in 2022.
func groups(t testing.TB) ical.Calendar {
	federal := schedule.CompileOptions{Holidays: compileHolidays(t, schedule.USFederal(schedule.Observed))}
	evening, length := schedule.MustClock("18:00"), 90*time.Minute
	online := schedule.Series{
		Rule: schedule.Weekly(time.Tuesday), First: d("2022-01-04"), Last: d("2022-12-31"),
		Start: schedule.MustClock("18:15"), Length: 75 * time.Minute, OnHoliday: schedule.Skip,
	}
	fridays := schedule.Series{Rule: schedule.Weekly(time.Friday), First: d("2022-01-07"), Last: d("2022-06-03"), Start: evening, Length: length}
	wednesdays := schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: d("2022-06-08"), Start: evening, Length: length}
	thursdays := schedule.Series{
		Rule: schedule.NthWeekdays(time.Thursday, 2, 4), First: d("2022-06-09"), Start: evening, Length: length, OnHoliday: schedule.Skip,
	}
	event := func(id string, s schedule.Series, location string) ical.Event {
		return ical.Event{
			UID: id + "@jax.example.org", Timetable: compile(t, s, federal), Summary: "Connection Recovery Support Group",
			Description: "Free, peer-led and confidential; no registration.\nYou may come at any time.",
			Location:    location, URL: "https://jax.example.org/" + id, Check: "jax.example.org/" + id, Sequence: 3, Modified: modified,
		}
	}
	return ical.Calendar{
		Name: "Connection in Jacksonville", Description: "Support groups led by peers.",
		URL: "https://jax.example.org/", Source: "https://jax.example.org/groups.ics", Through: d("2023-12-31"),
		Events: []ical.Event{
			event("tue", online, "Online; register at https://jax.example.org/tue"),
			event("fri", fridays, "Grace Episcopal Church Offices, 245 Kingsley Ave., Orange Park, FL 32073"),
			event("wed", wednesdays, "Orange Park Hospital, Classroom C, 2001 Kingsley Ave., Orange Park, FL 32073"),
			event("thu", thursdays, "Winston YMCA Riverside, Healthy Living Center, 221 Rierside Ave., Jacksonville, FL 32202"),
		},
	}
}

// changes returns a series with everything that can happen to one date.
func changes(t testing.TB) ical.Calendar {
	s := schedule.Series{
		Rule: schedule.Weekly(time.Thursday), First: d("2022-10-06"), Last: d("2022-12-31"), OnHoliday: schedule.Ask,
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute,
		Dates: []schedule.Date{d("2022-10-10")},
		Exceptions: []schedule.Exception{
			{On: d("2022-10-13"), Kind: schedule.Cancel, Reason: "no room"},
			{On: d("2022-10-20"), Kind: schedule.Reschedule, To: d("2022-10-21"), Start: schedule.MustClock("19:00"), Reason: "room taken"},
			{On: d("2022-10-27"), Kind: schedule.Reschedule, Length: time.Hour},
			{On: d("2022-10-31"), Kind: schedule.Add, Reason: "Halloween special"},
			{On: d("2022-11-03"), Kind: schedule.Annotate, Reason: "speaker: the county library"},
		},
	}
	table := compile(t, s, schedule.CompileOptions{
		Holidays: compileHolidays(t, schedule.USFederal(schedule.Observed)),
		Closures: []schedule.Closure{{First: d("2022-12-20"), Last: d("2022-12-27"), Reason: "snow"}},
	})
	return ical.Calendar{
		Name: "Family groups", Description: "For relatives.", Through: d("2023-06-30"),
		Events: []ical.Event{{
			UID: "thu@example.org", Timetable: table, Summary: "Family Support Group", Description: "For relatives and friends.",
			Location: "Library, Room A", Geo: &ical.Geo{Lat: 30.33218, Lng: -81.655651}, URL: "https://example.org/thu", Modified: modified,
			Overrides: []ical.Override{
				{On: d("2022-11-10"), Location: "Room B", Note: "Room B tonight"},
				{On: d("2022-11-17"), Location: "Online", URL: "https://example.org/register", Note: "On Zoom: snow"},
				{On: d("2022-12-22"), Note: "Call the helpline"},
			},
		}},
	}
}

// nights returns series at hours at which clocks change, and without hours.
func nights(t testing.TB) ical.Calendar {
	c := ical.Calendar{Through: d("2022-12-31")}
	add := func(id string, s schedule.Series) {
		c.Events = append(c.Events, ical.Event{UID: id, Timetable: compile(t, s, schedule.CompileOptions{}), Summary: id, Modified: modified})
	}
	weekend := schedule.Series{Rule: schedule.Weekly(time.Saturday), First: d("2022-03-05"), Last: d("2022-03-19")}
	weekend.Start, weekend.Length = schedule.MustClock("23:00"), 5*time.Hour
	add("over-the-gap", weekend)
	weekend.First, weekend.Last = d("2022-10-29"), d("2022-11-12")
	add("over-the-hour-that-comes-twice", weekend)
	add("until-the-hour-that-comes-twice", schedule.Series{Dates: []schedule.Date{d("2022-11-06")}, Start: schedule.MustClock("00:30"), Length: time.Hour})
	add("in-the-gap", schedule.Series{Rule: schedule.Weekly(time.Sunday), First: d("2022-03-06"), Last: d("2022-03-20"), Start: schedule.MustClock("02:30"), Length: time.Hour})
	add("whole-days", schedule.Series{Rule: schedule.Monthly(31), First: d("2022-01-01"), Last: d("2022-05-31"), Exceptions: []schedule.Exception{{On: d("2022-03-31"), Kind: schedule.Reschedule, To: d("2022-04-01"), Start: schedule.MustClock("10:00")}}})
	add("two-days", schedule.Series{Rule: schedule.Yearly(time.June, 10), First: d("2022-01-01"), Length: 30 * time.Hour})
	add("length-unknown", schedule.Series{Dates: []schedule.Date{d("2022-06-08")}, Start: schedule.MustClock("18:00")})
	return c
}

func TestGoldenFiles(t *testing.T) {
	spanish, discreet := changes(t), changes(t)
	spanish.Language, discreet.Discreet = "es", true
	tests := []struct {
		file string
		c    ical.Calendar
	}{
		{"groups.ics", groups(t)},
		{"changes.ics", changes(t)},
		{"changes-es.ics", spanish},
		{"changes-discreet.ics", discreet},
		{"nights.ics", nights(t)},
		{"empty.ics", ical.Calendar{Through: d("2022-12-31")}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			path := filepath.Join("testdata", "golden", tt.file)
			got := write(t, tt.c)
			lines(t, got)
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
