package guides_test

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/examples/demo"
)

// A link to join does not print, does not log and does not marshal.
func Example_secret() {
	way := directory.Credential{Offering: "tue", Link: directory.NewSecret("https://meet.example.org/j/8812?pwd=4711")}
	fmt.Printf("%v\n", way.Link)
	_, err := json.Marshal(way)
	fmt.Println(err != nil)
	// Output:
	// [redacted]
	// true
}

// A confidential venue is on the map as the middle of a cell, and has no name.
func Example_confidential() {
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York"},
		directory.Venue{ID: "v1", Name: "Mrs. Hall's living room", Confidential: true, Point: earth.LatLng(30.1651, -81.7402),
			Address: directory.Address{Street: "9 Oak Lane", City: "Orange Park", State: "FL"}},
		directory.Offering{ID: "g1", Name: "Monday group", Organization: "jax", Venue: "v1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	listing, _ := snap.Listing("g1")
	fmt.Printf("%q, %q, about %.0f km around a point\n", listing.Place.Name, listing.Place.Address, listing.Place.Radius.Kilometres())
	// Output:
	// "", "Orange Park, FL", about 3 km around a point
}

// A coarse search knows the cell in which somebody is, and not where in it.
func Example_coarse() {
	snap, err := demo.Snapshot()
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := snap.Search(context.Background(), directory.Query{
		Near: earth.LatLng(30.1588, -81.7061), Coarse: true, Now: demo.Now(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f miles, give or take %.0f\n", found.InPerson[0].Distance.Miles(), found.Blur.Miles())
	// Output:
	// 1 miles, give or take 2
}
