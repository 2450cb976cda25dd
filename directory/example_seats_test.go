package directory_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// Who leads which meeting of a group in June.
func ExampleSnapshot_RosterMeetings() {
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "oph", Name: "Hospital", Point: earth.LatLng(30.165, -81.74)},
		directory.Offering{ID: "wed", Program: "connection", Organization: "jax", Venue: "oph", Series: []schedule.Series{{
			Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute,
		}}},
	)
	if err != nil {
		log.Fatal(err)
	}
	free := roster.Availability{Default: roster.Yes}
	certified := []roster.Certification{{Program: "connection"}}
	r, err := roster.Solve(context.Background(), roster.Request{
		Meetings: snap.RosterMeetings("wed", schedule.MustDate("2022-06-01"), schedule.MustDate("2022-07-01"), roster.Seat{Name: "first"}, roster.Seat{Name: "second"}),
		People: []roster.Person{
			{ID: "p1", Availability: free, Certifications: certified},
			{ID: "p2", Availability: free, Certifications: certified},
		},
	}, roster.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range r.Seats {
		fmt.Println(a.SeatID, a.Person)
	}
	// Output:
	// wed/2022-06-08/first p1
	// wed/2022-06-08/second p2
	// wed/2022-06-22/first p1
	// wed/2022-06-22/second p2
}

// Tuesdays in the evening, ten at a time, until there are no more.
func ExampleSnapshot_Search() {
	evenings := func(start string) []schedule.Series {
		return []schedule.Series{{Rule: schedule.Weekly(time.Tuesday), First: schedule.MustDate("2022-01-01"), Start: schedule.MustClock(start)}}
	}
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "oph", Name: "Hospital", Point: earth.LatLng(30.165, -81.74)},
		directory.Venue{ID: "ymca", Name: "YMCA", Point: earth.LatLng(30.322, -81.672)},
		directory.Offering{ID: "a", Name: "Orange Park", Organization: "jax", Venue: "oph", Series: evenings("18:00")},
		directory.Offering{ID: "b", Name: "Riverside", Organization: "jax", Venue: "ymca", Series: evenings("19:00")},
		directory.Offering{ID: "c", Name: "At noon", Organization: "jax", Venue: "ymca", Series: evenings("12:00")},
	)
	if err != nil {
		log.Fatal(err)
	}
	query := directory.Query{
		Near: earth.LatLng(30.166, -81.706), Within: 25 * earth.Mile, Limit: 1, // 10 in earnest
		Now:    time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC),
		Filter: directory.Filter{Days: []time.Weekday{time.Tuesday}, From: schedule.MustClock("17:00")},
	}
	for {
		found, err := snap.Search(context.Background(), query)
		if err != nil {
			log.Fatal(err)
		}
		for _, hit := range found.InPerson {
			fmt.Printf("%s, %.0f miles, %v\n", hit.Listing.Name, hit.Distance.Miles(), hit.Next)
		}
		if query.Page = found.MoreInPerson; query.Page == "" {
			break
		}
	}
	// Output:
	// Orange Park, 2 miles, 2022-06-07 18:00 on
	// Riverside, 11 miles, 2022-06-07 19:00 on
}
