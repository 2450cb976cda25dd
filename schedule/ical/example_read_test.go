package ical_test

import (
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func ExampleRead() {
	// As some programs write it: bare line ends and a zone name of Windows.
	const text = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:k4821@example.org
DTSTAMP:20220601T120000Z
DTSTART;TZID=Eastern Standard Time:20220608T180000
DTEND;TZID=Eastern Standard Time:20220608T193000
RRULE:FREQ=MONTHLY;BYDAY=2WE,4WE
EXDATE;TZID=Eastern Standard Time:20220622T180000
SUMMARY:Connection
ATTENDEE:mailto:somebody@example.org
END:VEVENT
END:VCALENDAR
`
	c, findings, err := ical.Read(strings.NewReader(text), ical.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		fmt.Println(f)
	}
	from := schedule.MustDate("2022-06-01")
	for _, e := range c.Events {
		fmt.Println(e.Summary, e.Timetable.Zone().Name(), e.Timetable.Series().Rule)
		for o := range e.Timetable.All(from, from.AddDays(60)) {
			fmt.Println(o.Start(), o.Status)
		}
	}
	// Output:
	// line 1: lines end with LF rather than CR LF
	// line 7: a time zone of Windows, read as America/New_York
	// line 12: ATTENDEE is not read
	// Connection America/New_York FREQ=MONTHLY;BYDAY=2WE,4WE
	// 2022-06-08 18:00:00 -0400 EDT on
	// 2022-06-22 18:00:00 -0400 EDT cancelled
	// 2022-07-13 18:00:00 -0400 EDT on
	// 2022-07-27 18:00:00 -0400 EDT on
}

func ExampleClosures() {
	const school = "BEGIN:VCALENDAR\r\n" +
		"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20221121\r\nDTEND;VALUE=DATE:20221126\r\nSUMMARY:Thanksgiving Break\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20221216\r\nSUMMARY:Early release\r\nEND:VEVENT\r\n" +
		"END:VCALENDAR\r\n"
	c, _, err := ical.Read(strings.NewReader(school), ical.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, closed := range ical.Closures(c.Events, schedule.MustDate("2022-08-01"), schedule.MustDate("2023-08-01"), nil) {
		fmt.Println(closed.First, "to", closed.Last, closed.Reason)
	}
	// Output:
	// 2022-11-21 to 2022-11-25 Thanksgiving Break
}
