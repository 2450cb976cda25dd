package guides_test

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// wednesdays is a group with one date that falls out and one that is moved.
func wednesdays(sequence int) directory.Offering {
	return directory.Offering{
		ID: "wed", Name: "Wednesday group", Organization: "jax", Venue: "oph",
		Series: []schedule.Series{{
			Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2026-11-04"),
			Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, OnHoliday: schedule.Skip,
			Exceptions: []schedule.Exception{
				{On: schedule.MustDate("2026-12-23"), Kind: schedule.Cancel, Reason: "the building is closed"},
				{On: schedule.MustDate("2026-12-30"), Kind: schedule.Reschedule, To: schedule.MustDate("2026-12-29")},
			},
		}},
		Revised: directory.Revised{Modified: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Sequence: sequence},
	}
}

func Example_calendar() {
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York", Holidays: schedule.USFederal(schedule.Observed)},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital"},
		wednesdays(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	calendar := snap.Calendar(schedule.MustDate("2027-12-31"), "wed")
	calendar.Source = "https://groups.example.org/wed.ics"
	var text bytes.Buffer
	if err := ical.Write(&text, calendar); err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(text.String()) {
		if strings.HasPrefix(line, "SUMMARY") || strings.HasPrefix(line, "DTSTART;") || strings.HasPrefix(line, "RRULE:FREQ=W") ||
			strings.HasPrefix(line, "EXDATE") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// DTSTART;TZID=America/New_York:20261104T180000
	// RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20271230T045959Z
	// EXDATE;TZID=America/New_York:20261111T180000
	// SUMMARY:Wednesday group
	// DTSTART;TZID=America/New_York:20261223T180000
	// SUMMARY:CANCELLED: Wednesday group
	// DTSTART;TZID=America/New_York:20261229T180000
	// SUMMARY:Wednesday group
}
