package directory_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func calendar(t *testing.T, s *directory.Snapshot, offerings ...string) string {
	t.Helper()
	var b bytes.Buffer
	if err := ical.Write(&b, s.Calendar(d("2022-12-31"), offerings...)); err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(b.String(), "\r\n ", "")
}

func TestCalendar(t *testing.T) {
	modified := directory.Revised{Modified: time.Date(2022, 6, 1, 0, 0, 0, 0, time.UTC), Sequence: 2}
	entities := jacksonville()
	for i, e := range entities {
		if o, ok := e.(directory.Offering); ok {
			o.Revised = modified
			if o.ID == "wed" {
				o.Overrides = []directory.Override{
					{Series: "wed", On: d("2022-06-22"), Room: "Room B", Note: program.Text{"en": "Room B tonight"}},
					{Series: "wed", On: d("2022-07-13"), Mode: program.ModeOnline},
				}
			}
			entities[i] = o
		}
	}
	entities = append(entities,
		directory.Venue{ID: "home", Name: "The Smiths", Address: directory.Address{Street: "1 Hidden Lane", City: "Orange Park", State: "FL"},
			Point: earth.LatLng(30.1712345, -81.7012345), Confidential: true, Revised: directory.Revised{Modified: modified.Modified.AddDate(0, 1, 0), Sequence: 1}},
		directory.Offering{ID: "quiet", Name: "Quiet", Organization: "jax", Venue: "home", Revised: modified, Series: []schedule.Series{weekly("", time.Monday, "18:00")}},
		directory.Offering{ID: "grüße 1", Name: "X", Organization: "jax", Mode: program.ModeOnline, Revised: modified, JoinBy: directory.AfterRegistration,
			Registration: directory.Registration{URL: "https://example.com/register"}, Series: []schedule.Series{weekly("a", time.Monday, "18:00"), weekly("b", time.Friday, "18:00")}},
	)
	s := snapshot(t, entities...)

	t.Run("D7 the rule, the place and the identity", func(t *testing.T) {
		text := calendar(t, s, "wed")
		for _, want := range []string{"UID:wed.wed@jax", "RRULE:FREQ=MONTHLY;BYDAY=2WE,4WE", "SEQUENCE:2", "GEO:30.165;-81.74",
			`LOCATION:Orange Park Hospital\, Classroom C\, 2001 Kingsley Ave.\, Orange Park\, FL 32073`, "DTSTART;TZID=America/New_York:20220608T180000"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %s in\n%s", want, text)
			}
		}
	})
	t.Run("D41 overrides are dates of their own", func(t *testing.T) {
		text := calendar(t, s, "wed")
		for _, want := range []string{"RECURRENCE-ID;TZID=America/New_York:20220622T180000", "Room B tonight", `Orange Park Hospital\, Room B`, "RECURRENCE-ID;TZID=America/New_York:20220713T180000", "LOCATION:Online"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %s in\n%s", want, text)
			}
		}
	})
	t.Run("V9 a confidential venue is the town", func(t *testing.T) {
		text := calendar(t, s, "quiet")
		if strings.Contains(text, "Smith") || strings.Contains(text, "Hidden") || strings.Contains(text, "GEO:") || !strings.Contains(text, `LOCATION:Orange Park\, FL`) {
			t.Error(text)
		}
		if !strings.Contains(text, "SEQUENCE:3") || !strings.Contains(text, "LAST-MODIFIED:20220701T000000Z") {
			t.Errorf("the change of the venue does not show in\n%s", text)
		}
	})
	t.Run("several series are several events with plain identities", func(t *testing.T) {
		text := calendar(t, s, "grüße 1", "tue", "nothing")
		for _, want := range []string{"UID:gr=C3=BC=C3=9Fe=201.a@jax", "UID:gr=C3=BC=C3=9Fe=201.b@jax", "UID:tue.tue@jax", "Register: https://example.com/register"} {
			if !strings.Contains(text, want) {
				t.Errorf("no %s in\n%s", want, text)
			}
		}
	})
	t.Run("equal data gives equal bytes", func(t *testing.T) {
		if calendar(t, s, "wed", "thu") != calendar(t, snapshot(t, entities...), "wed", "thu") {
			t.Error("they differ")
		}
	})
}
