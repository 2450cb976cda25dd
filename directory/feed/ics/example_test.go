package ics_test

import (
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/ics"
)

func ExampleRead() {
	const text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20220601T120000Z\r\nSUMMARY:Family group\r\nLOCATION:Library\r\n" +
		"DTSTART;TZID=America/New_York:20220608T180000\r\nRRULE:FREQ=WEEKLY;BYDAY=WE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	got, err := ics.Read(strings.NewReader(text), feed.Options{Source: "county"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range got.Entities {
		if o, ok := e.(directory.Offering); ok {
			fmt.Println(o.ID, o.Name, o.Series[0].Rule, o.Series[0].Start)
		}
	}
	for _, f := range got.Findings {
		fmt.Println(f.Place, f.Code)
	}
	// Output:
	// county.1 Family group FREQ=WEEKLY;BYDAY=WE 18:00
	// event 1 point-missing
}
