package directory_test

import (
	"context"
	"fmt"
	"iter"
	"log"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
	"github.com/withinreach/withinreach/schedule"
)

// The meetings that are nearest by road, of those that a person who leaves now
// is in time for. The engine is asked for as few ways as can win.
func ExampleSnapshot_Ascending() {
	evening := func(day time.Weekday) []schedule.Series {
		return []schedule.Series{{Rule: schedule.Weekly(day), First: schedule.MustDate("2022-01-01"), Start: schedule.MustClock("18:00")}}
	}
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "oph", Name: "Hospital", Point: earth.LatLng(30.165, -81.74)},
		directory.Venue{ID: "ymca", Name: "YMCA", Point: earth.LatLng(30.322, -81.672)},
		directory.Offering{ID: "near", Name: "Orange Park", Organization: "jax", Venue: "oph", Series: evening(time.Wednesday)},
		directory.Offering{ID: "far", Name: "Riverside", Organization: "jax", Venue: "ymca", Series: evening(time.Wednesday)},
	)
	if err != nil {
		log.Fatal(err)
	}
	query := directory.Query{
		Near: earth.LatLng(30.166, -81.706), StartsWithin: 3 * time.Hour,
		Now: time.Date(2022, 6, 1, 21, 45, 0, 0, time.UTC), // 17:45 there
	}
	all, err := snap.Ascending(query) // lazily
	if err != nil {
		log.Fatal(err)
	}
	var hits []directory.Hit
	var candidates iter.Seq[travel.Candidate] = func(yield func(travel.Candidate) bool) {
		for h := range all {
			hits = append(hits, h)
			if !yield(travel.Candidate{Item: len(hits) - 1, Point: h.Listing.Place.Point}) {
				return
			}
		}
	}
	var engine travel.Matrix = travel.Estimator{} // or travel.NewValhalla, travel.NewOSRM
	found, err := travel.Nearest(context.Background(), engine, query.Near, candidates, travel.NearestOptions{
		K: 5,
		Keep: func(w travel.Way) bool {
			_, inTime, err := snap.Next(query, hits[w.Item].Listing.ID, query.Now.Add(w.Trip.Time))
			return inTime && err == nil
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range found.Ways {
		fmt.Println(hits[w.Item].Listing.Name+":", w.Trip)
	}
	// Output:
	// Orange Park: about 2.9 miles (2.4 to 3.6), 6 minutes (4 to 14), an estimate
}
