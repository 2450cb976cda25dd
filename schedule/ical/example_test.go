package ical_test

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// events returns the VEVENTs of a calendar as one can print them.
func events(c ical.Calendar) string {
	var b bytes.Buffer
	if err := ical.Write(&b, c); err != nil {
		return err.Error()
	}
	_, rest, _ := strings.Cut(b.String(), "BEGIN:VEVENT")
	return strings.ReplaceAll("BEGIN:VEVENT"+rest, "\r\n", "\n")
}

func ExampleWrite() {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := schedule.Compile(schedule.Series{
		Rule:   schedule.NthWeekdays(time.Wednesday, 2, 4),
		First:  schedule.MustDate("2022-06-08"),
		Start:  schedule.MustClock("18:00"),
		Length: 90 * time.Minute,
	}, schedule.CompileOptions{Zone: zone})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(events(ical.Calendar{
		Name:    "Connection in Jacksonville",
		Through: schedule.MustDate("2022-12-31"),
		Events: []ical.Event{{
			UID:       "k4821@jax.example.org",
			Timetable: table,
			Summary:   "Connection Recovery Support Group",
			Location:  "Orange Park Hospital, Classroom C",
			Check:     "jax.example.org/wed",
			Modified:  time.Date(2022, time.June, 1, 12, 0, 0, 0, time.UTC),
		}},
	}))
	// Output:
	// BEGIN:VEVENT
	// UID:k4821@jax.example.org
	// DTSTAMP:20220601T120000Z
	// LAST-MODIFIED:20220601T120000Z
	// SEQUENCE:0
	// DTSTART;TZID=America/New_York:20220608T180000
	// DTEND;TZID=America/New_York:20220608T193000
	// RRULE:FREQ=MONTHLY;BYDAY=2WE,4WE
	// SUMMARY:Connection Recovery Support Group
	// DESCRIPTION:Check before you go: jax.example.org/wed
	// LOCATION:Orange Park Hospital\, Classroom C
	// STATUS:CONFIRMED
	// END:VEVENT
	// END:VCALENDAR
}

func ExampleOverride() {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := schedule.Compile(schedule.Series{
		Dates: []schedule.Date{schedule.MustDate("2022-06-08")},
		Start: schedule.MustClock("18:00"),
	}, schedule.CompileOptions{Zone: zone})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(events(ical.Calendar{
		Language: "es",
		Through:  schedule.MustDate("2022-12-31"),
		Events: []ical.Event{{
			UID:       "k4822@jax.example.org",
			Timetable: table,
			Summary:   "Taller",
			Location:  "Biblioteca",
			Check:     "jax.example.org/taller",
			Modified:  time.Date(2022, time.June, 1, 12, 0, 0, 0, time.UTC),
			Overrides: []ical.Override{{On: schedule.MustDate("2022-06-08"), Location: "En línea", Note: "Por Zoom: nieve"}},
		}},
	}))
	// Output:
	// BEGIN:VEVENT
	// UID:k4822-20220608@jax.example.org
	// DTSTAMP:20220601T120000Z
	// LAST-MODIFIED:20220601T120000Z
	// SEQUENCE:0
	// DTSTART;TZID=America/New_York:20220608T180000
	// SUMMARY:Taller
	// DESCRIPTION:Por Zoom: nieve\n\nConsulte antes de ir: jax.example.org/taller
	// LOCATION:En línea
	// STATUS:CONFIRMED
	// END:VEVENT
	// END:VCALENDAR
}
