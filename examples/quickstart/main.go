// Command quickstart asks a small directory what is near a ZIP code, without
// store, server or network.
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

func main() {
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
	for m := range snap.Timetable("wed").All(from, from.AddDays(60)) {
		fmt.Println(m.Start(), m.Status, m.Reason)
	}

	here, err := place.Lookup("32073")
	if err != nil {
		log.Fatal(err)
	}
	found, err := snap.Search(context.Background(), directory.Query{
		Near: here.Point, Within: 25 * earth.Mile, Now: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		log.Fatal(err)
	}
	for _, hit := range found.InPerson {
		fmt.Printf("%s, %.0f miles, next %v\n", hit.Listing.Name, hit.Distance.Miles(), hit.Next.Start())
	}
}
