package place_test

import (
	"errors"
	"fmt"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

func ExampleLookup() {
	for _, typed := range []string{"32073", "orange park florida", "Clay County, FL"} {
		here, err := place.Lookup(typed)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%v: at %v, give or take %.0f miles, in county %s\n",
			here, here.Point, here.Radius.Miles(), here.County.FIPS)
	}
	// Output:
	// Orange Park, FL 32073: at 30.1637,-81.7291, give or take 4 miles, in county 12019
	// Orange Park, FL: at 30.1637,-81.7291, give or take 12 miles, in county 12019
	// Clay County, FL: at 30.0878,-81.8005, give or take 28 miles, in county 12019
}

// An ambiguous name is answered with a question. An unknown place is no reason to send
// the person away: what meets online and the helpline need no place.
func ExampleLookup_ambiguous() {
	for _, typed := range []string{"Lake Wales", "Kansas City", "00901"} {
		here, err := place.Lookup(typed)
		if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
			fmt.Println("Which one?")
			for _, choice := range ambiguous.Choices {
				fmt.Println(" ", choice)
			}
		} else if errors.Is(err, place.ErrUnknown) {
			fmt.Println("Not known. Groups that meet online:")
		} else {
			fmt.Println(here)
		}
	}
	// Output:
	// Lake Wales, FL
	// Which one?
	//   Kansas City, MO
	//   Kansas City, KS
	// Not known. Groups that meet online:
}

// A city may lie in several counties, each with its own organizations.
func ExamplePlace() {
	here, err := place.Lookup("Kansas City, MO")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(here.County)
	for _, c := range here.AlsoIn {
		fmt.Println(c)
	}
	// Output:
	// Jackson County, MO
	// Clay County, MO
	// Platte County, MO
}

func ExampleAt() {
	venue := earth.LatLng(30.165, -81.74)
	near, err := place.At(venue)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(near.County)
	// Output: Clay County, FL
}

func ExampleCounties() {
	for c := range place.Counties("HI") {
		fmt.Println(c.FIPS, c.Name)
	}
	// Output:
	// 15001 Hawaii County
	// 15003 Honolulu County
	// 15005 Kalawao County
	// 15007 Kauai County
	// 15009 Maui County
}

func ExampleParseState() {
	s, err := place.ParseState("n. carolina")
	fmt.Println(s.Code, s.Name, err)
	// Output: NC North Carolina <nil>
}
