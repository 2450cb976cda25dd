package earth_test

import (
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

func ExamplePoint() {
	hospital := earth.LatLng(30.165, -81.74)
	here, err := earth.ParsePoint("30.3322, -81.6557")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f miles to %s\n", here.Distance(hospital).Miles(), hospital)

	_, err = earth.ParsePoint("-81.6557, 230.3322")
	fmt.Println(err)
	// Output:
	// 12.6 miles to 30.165,-81.74
	// earth: longitude out of range, want -180 to 180 degrees
}

func ExampleParseDistance() {
	d, err := earth.ParseDistance("25mi")
	fmt.Println(d, d == 25*earth.Mile, err)
	_, err = earth.ParseDistance("25")
	fmt.Println(err)
	// Output:
	// 40233.6m true <nil>
	// earth: malformed distance, want a number and m, km or mi, such as 25mi
}

func ExampleIndex() {
	const (
		tuesday = 1 << iota
		wednesday
		thursday
		spanish
	)
	groups := []string{"Orange Park", "Jacksonville", "St. Augustine", "by telephone"}
	x, err := earth.NewIndex([]earth.Point{
		earth.LatLng(30.165, -81.740),
		earth.LatLng(30.321, -81.677),
		earth.LatLng(29.895, -81.314),
		{}, // no coordinates: counted, never found
	}, earth.IndexOptions{Masks: []uint64{wednesday, thursday, tuesday | spanish, spanish}})
	if err != nil {
		fmt.Println(err)
		return
	}
	here := earth.LatLng(30.3322, -81.6557)

	fmt.Println("The two nearest:")
	for _, n := range x.Nearest(nil, here, 2, earth.Farthest, earth.Filter{}) {
		fmt.Printf("  %s, %.1f miles\n", groups[n.Item], n.Distance.Miles())
	}
	fmt.Println("The nearest on Tuesday or Wednesday, in Spanish:")
	filter := earth.Filter{Any: []uint64{tuesday | wednesday, spanish}}
	for _, n := range x.Nearest(nil, here, 1, earth.Farthest, filter) {
		fmt.Printf("  %s, %.1f miles\n", groups[n.Item], n.Distance.Miles())
	}
	within, _ := x.Count(here, 25*earth.Mile, earth.Filter{})
	fmt.Printf("%d of %d are within 25 miles; %d without coordinates\n", within, x.Len(), x.Missing())
	// Output:
	// The two nearest:
	//   Jacksonville, 1.5 miles
	//   Orange Park, 12.6 miles
	// The nearest on Tuesday or Wednesday, in Spanish:
	//   St. Augustine, 36.5 miles
	// 2 of 4 are within 25 miles; 1 without coordinates
}

func ExampleIndex_With() {
	x, err := earth.NewIndex([]earth.Point{earth.LatLng(30.165, -81.740)}, earth.IndexOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	y, err := x.With(
		earth.Change{Item: 0}, // closed
		earth.Change{Item: 1, Point: earth.LatLng(30.321, -81.677)},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	here := earth.LatLng(30.3322, -81.6557)
	before := x.Nearest(nil, here, 1, earth.Farthest, earth.Filter{})
	after := y.Nearest(nil, here, 1, earth.Farthest, earth.Filter{})
	fmt.Println(before[0].Item, after[0].Item)
	// Output: 0 1
}

func ExampleCell() {
	visitor := earth.LatLng(30.3322, -81.6557)
	area := visitor.Cell(earth.PrivateLevel)
	fmt.Printf("/near/%s shows the nearest groups, to within %.0f miles\n", area, area.Radius().Miles())

	back, err := earth.ParseCell("88e5b74")
	fmt.Println(back.Contains(visitor), err)
	// Output:
	// /near/88e5b74 shows the nearest groups, to within 2 miles
	// true <nil>
}

func ExampleKeyRanges() {
	here := earth.LatLng(30.3322, -81.6557)
	var where []string
	var args []any
	for _, r := range earth.KeyRanges(here, 5*earth.Mile, 2) {
		where = append(where, "key BETWEEN ? AND ?")
		args = append(args, r.First, r.Last)
	}
	fmt.Println("SELECT id, lat, lng FROM venue WHERE", strings.Join(where, " OR "))
	fmt.Println(len(args), "arguments")
	// Then drop the rows that are too far: here.Distance(earth.LatLng(lat, lng)) > 5*earth.Mile.

	// Output:
	// SELECT id, lat, lng FROM venue WHERE key BETWEEN ? AND ? OR key BETWEEN ? AND ?
	// 4 arguments
}
