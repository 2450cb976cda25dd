package hsds_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleRead() {
	got, err := hsds.Read(strings.NewReader(`[{"id":"3f5c1d0e-8a52-4a3b-9c61-0a6f5e2d7b11","name":"Family support","status":"active",
		"organization":{"id":"b2f0","name":"Jacksonville","description":""},
		"schedules":[{"id":"s1","freq":"MONTHLY","byday":"2WE,-1FR","dtstart":"2022-06-08","opens_at":"18:00-04:00","closes_at":"19:30-04:00"}],
		"service_at_locations":[{"id":"l1","location":{"id":"l2","location_type":"physical","name":"Hall"}}]}]`),
		feed.Options{Source: "211", Zone: "America/New_York"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range got.Entities {
		if o, ok := e.(directory.Offering); ok {
			s := o.Series[0]
			fmt.Println(o.ID, s.Rule, s.First, s.Start, s.Length, s.Zone)
		}
	}
	for _, f := range got.Findings {
		fmt.Println(f.Place, f.Code)
	}
	// Output:
	// 211.3f5c1d0e-8a52-4a3b-9c61-0a6f5e2d7b11 FREQ=MONTHLY;BYDAY=2WE,-1FR 2022-06-08 18:00 1h30m0s America/New_York
	// record 1 coordinates-missing
}

func ExampleWrite() {
	snapshot, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "hall", Name: "Hall"},
		directory.Offering{ID: "wed", Name: "Family support", Organization: "jax", Venue: "hall", Series: []schedule.Series{
			{Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	losses, err := hsds.Write(&out, snapshot, feed.WriteOptions{From: schedule.MustDate("2022-10-01"), Through: schedule.MustDate("2022-12-31")})
	if err != nil {
		fmt.Println(err)
	}
	var services []struct{ Schedules []map[string]any }
	if err := json.Unmarshal(out.Bytes(), &services); err != nil {
		fmt.Println(err)
	}
	for _, r := range services[0].Schedules {
		fmt.Println(r["dtstart"], r["until"], r["byday"], r["opens_at"], r["closes_at"], r["timezone"])
	}
	for _, f := range losses {
		fmt.Println(f.Record, f.Code, f.Field, f.Value)
	}
	// Output:
	// 2022-10-05 2022-11-02 WE 18:00-04:00 19:30-04:00 -4
	// 2022-11-09 2022-12-28 WE 18:00-05:00 19:30-05:00 -5
	// offering/wed attribute-only series[0].zone America/New_York
	// offering/wed row-split series[0] 2
}
