package meetingguide_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleRead() {
	got, err := meetingguide.Read(strings.NewReader(`[{"name":"Hope","slug":"hope","day":"3","time":"7:00 PM","end_time":"8:30 PM","types":["O","X"],
		"notes":"Closed on holidays","location":"Hall","formatted_address":"1 Main St, Orange Park, FL 32073, USA","latitude":30.165,"longitude":-81.74}]`),
		feed.Options{Source: "jax", Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range got.Entities {
		switch e := e.(type) {
		case directory.Venue:
			fmt.Println(e.Name, e.Address, e.Access)
		case directory.Offering:
			s := e.Series[0]
			fmt.Println(e.ID, s.Rule, s.Start, s.Length, s.OnHoliday, e.Derived)
		}
	}
	for _, f := range got.Findings {
		fmt.Println(f.Place, f.SourceID, f.Code, f.Value)
	}
	// Output:
	// Hall 1 Main St, Orange Park, FL 32073 [step-free]
	// jax.hope FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s skip [series]
	// record 1 hope time-form 7:00 PM
	// record 1 hope time-form 8:30 PM
	// record 1 hope schedule-derived Closed on holidays
}

func ExampleWrite() {
	snapshot, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", State: "FL", Zone: "America/New_York"},
		directory.Offering{ID: "mon", Name: "Connection", Organization: "jax", Mode: program.ModeOnline, Series: []schedule.Series{
			{Rule: schedule.Weekly(time.Monday), First: schedule.MustDate("2022-06-06"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute}}},
		directory.Offering{ID: "wed", Name: "Family", Organization: "jax", Mode: program.ModeOnline, Series: []schedule.Series{
			{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00")}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	losses, err := meetingguide.Write(os.Stdout, snapshot, feed.WriteOptions{From: schedule.MustDate("2022-07-01")})
	if err != nil {
		fmt.Println(err)
	}
	for _, f := range losses {
		fmt.Println(f.Record, f.Code, f.Field)
	}
	// Output:
	// [
	// {"name":"Connection","slug":"mon","day":1,"time":"18:00","end_time":"19:30","timezone":"America/New_York","types":["ONL"],"location":"Online","formatted_address":"FL, USA","approximate":"yes","entity":"Jacksonville"}
	// ]
	// organization/jax not-said state
	// offering/mon place-approximate place
	// offering/mon not-said join_by
	// offering/wed withheld series[0].rule
}
