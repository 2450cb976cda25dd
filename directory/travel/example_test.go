package travel_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

func ExampleEstimate() {
	home, venue := earth.LatLng(30.165, -81.74), earth.LatLng(30.315, -81.66)
	t := travel.Estimate(home.Distance(venue))
	fmt.Println(t)

	starts := time.Date(2022, 6, 8, 18, 0, 0, 0, time.UTC)
	now := starts.Add(-30 * time.Minute)
	fmt.Println("likely in time:", !now.Add(t.Time).After(starts))
	fmt.Println("certainly in time:", !now.Add(t.Most.Time).After(starts))
	// Output:
	// about 16.1 miles (13.7 to 20.0), 26 minutes (19 to 49), an estimate
	// likely in time: true
	// certainly in time: false
}

func ExampleWithinTime() {
	r := travel.WithinTime(30 * time.Minute)
	fmt.Printf("usually %.0f miles; %.0f on winding roads, %.0f on a freeway\n",
		r.Likely.Miles(), r.Least.Miles(), r.Most.Miles())
	// Output: usually 14 miles; 4 on winding roads, 22 on a freeway
}

func ExampleFallback() {
	engine := httptest.NewServer(http.NotFoundHandler()) // not what it should be
	defer engine.Close()
	valhalla, err := travel.NewValhalla(&http.Client{}, engine.URL, travel.EngineOptions{})
	if err != nil {
		log.Fatal(err)
	}
	roads := travel.Fallback{Engine: travel.Batched{Engine: valhalla}, Timeout: 2 * time.Second}

	home, venue := earth.LatLng(30.165, -81.74), earth.LatLng(30.315, -81.66)
	result, err := roads.Table(context.Background(), []earth.Point{home}, []earth.Point{venue}, travel.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if t, ok := result.Trip(0, 0); ok {
		fmt.Println(t)
	}
	fmt.Println(result.Cause)
	// Output:
	// about 16.1 miles (13.7 to 20.0), 26 minutes (19 to 49), an estimate
	// travel: Valhalla unavailable: malformed answer: not the JSON of Valhalla (status 404)
}

func ExampleNearest() {
	home := earth.LatLng(30.165, -81.74)
	venues := []earth.Point{
		earth.LatLng(30.315, -81.66), earth.LatLng(30.17, -81.70), earth.LatLng(29.89, -81.31),
	}
	index, err := earth.NewIndex(venues, earth.IndexOptions{})
	if err != nil {
		log.Fatal(err)
	}
	candidates := func(yield func(travel.Candidate) bool) {
		for n := range index.Ascending(home, 100*earth.Mile, earth.Filter{}) {
			if !yield(travel.Candidate{Item: n.Item, Point: venues[n.Item]}) {
				return
			}
		}
	}
	found, err := travel.Nearest(context.Background(), travel.Estimator{}, home, candidates, travel.NearestOptions{K: 2})
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range found.Ways {
		fmt.Println(w.Item, w.Trip)
	}
	fmt.Println("proven:", found.Proven)
	// Output:
	// 1 about 3.4 miles (2.9 to 4.2), 8 minutes (5 to 16), an estimate
	// 0 about 16.1 miles (13.7 to 20.0), 26 minutes (19 to 49), an estimate
	// proven: false
}

func ExampleNorms() {
	for _, n := range travel.Norms() {
		if n.Time > 0 && n.Confidence == travel.Verified {
			fmt.Printf("%s: %v (%s)\n", n.Title, n.Time, n.Source)
		}
	}
	// Output:
	// VA: primary and mental health care: 30m0s (38 CFR 17.4040(a)(1); 85 FR 42724 (July 15, 2020))
	// VA: specialty care: 1h0m0s (38 CFR 17.4040(a)(2); 85 FR 42724 (July 15, 2020))
}
