package withinreach_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// The two-minute tour: a group, its dates, what is near, and a calendar.
func Example() {
	when, err := phrase.ParseOne("2nd and 4th Wednesdays, 6:00-7:30 pm, starting 6/8/2022, except holidays", phrase.Context{})
	if err != nil {
		log.Fatal(err)
	}
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York",
			Holidays: schedule.USFederal(schedule.Observed)},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74)},
		directory.Offering{ID: "wed", Program: "connection", Organization: "jax", Venue: "oph",
			Series: []schedule.Series{when}})
	if err != nil {
		log.Fatal(err)
	}

	from := schedule.MustDate("2026-11-01")
	for m := range snap.Timetable("wed").All(from, from.AddDays(30)) {
		fmt.Println(m)
	}

	here, err := place.Lookup("32073")
	if err != nil {
		log.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	found, err := snap.Search(context.Background(), directory.Query{Near: here.Point, Within: 25 * earth.Mile, Now: now})
	if err != nil {
		log.Fatal(err)
	}
	for _, hit := range found.InPerson {
		fmt.Printf("%s, %.1f miles, %v\n", hit.Listing.Place.Name, hit.Distance.Miles(), hit.Next.Date)
	}

	through := schedule.MustDate("2027-12-31")
	file, err := os.Create(os.DevNull)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	if err := ical.Write(file, snap.Calendar(through, "wed")); err != nil {
		log.Fatal(err)
	}

	// Output:
	// 2026-11-11 18:00 skipped: Veterans Day
	// 2026-11-25 18:00 on
	// Orange Park Hospital, 0.7 miles, 2026-11-25
}
