package travel_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

func TestOSRMRequest(t *testing.T) {
	answer := &canned{status: 200, body: testdata(t, "osrm.json")}
	m := engineOn(t, clients(t)[0], answer, travel.EngineOptions{Profile: "car"})
	if _, err := m.Table(t.Context(), []earth.Point{pratt, fayette}, []earth.Point{station, light}, travel.Options{}); err != nil {
		t.Fatal(err)
	}
	want := "GET http://127.0.0.1:1/maps/table/v1/car/-76.610900,39.288500;-76.612200,39.290400;-76.609500,39.311000;-76.620500,39.284700" +
		"?annotations=duration,distance&generate_hints=false&sources=0;1&destinations=2;3"
	if diff := cmp.Diff(want, answer.last.Method+" "+answer.last.URL.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if answer.sent != "" {
		t.Errorf("body %q, want none", answer.sent)
	}
}

func TestOSRMAnswers(t *testing.T) {
	const tail = `"sources":[{"distance":1}],"destinations":[{"distance":2},{"distance":3}]`
	tests := []struct {
		name   string
		status int
		body   string
		want   string // an error, or the two trips
	}{
		{"two ways", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[3178,3500]],` + tail + `}`, "[2.0 miles, 4 minutes] [2.2 miles, 5 minutes]"},
		{"null is no way", 200, `{"code":"Ok","durations":[[null,300]],"distances":[[null,3500]],` + tail + `}`, "[] [2.2 miles, 5 minutes]"},
		{"a time without a distance is no way", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[null,3500]],` + tail + `}`, "[] [2.2 miles, 5 minutes]"},
		{"a road shorter than the straight line is no answer", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[2400,3500]],` + tail + `}`, "[] [2.2 miles, 5 minutes]"},
		{"snaps make it possible", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[2400,3500]],"sources":[{"distance":99}],"destinations":[{"distance":2},{"distance":3}]}`, "[1.5 miles, 4 minutes] [2.2 miles, 5 minutes]"},
		{"a start moved too far leaves out its row", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[3178,3500]],"sources":[{"distance":1001}],"destinations":[{"distance":2},{"distance":3}]}`, "[] []"},
		{"the server has no data there: all is moved to one spot", 200, `{"code":"Ok","durations":[[0,0]],"distances":[[0,0]],"sources":[{"distance":202552.1}],"destinations":[{"distance":196872.9},{"distance":196872.9}]}`, "[] []"},
		{"an old server tells the spot, not how far it is", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[3178,3500]],"sources":[{"location":[-76.61,39.2885]}],"destinations":[{"location":[-76.6,40]},{}]}`, "[] [2.2 miles, 5 minutes]"},
		{"an old server tells nothing", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[3178,3500]]}`, "[2.0 miles, 4 minutes] [2.2 miles, 5 minutes]"},
		{"no table", 400, `{"code":"NoTable","message":"x"}`, "[] []"},

		{"no road near the start", 400, `{"code":"NoSegment","message":"Could not find a matching segment for coordinate 0"}`, "travel: no road near place 0 of the starts"},
		{"no road near the second destination", 400, `{"code":"NoSegment","message":"Could not find a matching segment for coordinate 2"}`, "travel: no road near place 1 of the destinations"},
		{"no road near a place that is none", 400, `{"code":"NoSegment","message":"coordinate 3"}`, "travel: no road near one of the places, or none between them"},
		{"no road somewhere", 400, `{"code":"NoSegment","message":"-1"}`, "travel: no road near one of the places, or none between them"},
		{"no road, no message", 400, `{"code":"NoSegment"}`, "travel: no road near one of the places, or none between them"},
		{"too big", 400, `{"code":"TooBig","message":"Too many table coordinates"}`, "travel: too many places (3)"},
		{"too long an address", 414, `{}`, "travel: too many places (3)"},
		{"no distances", 400, `{"code":"NotImplemented"}`, "travel: OSRM unavailable: the server was not prepared for distances, use osrm-contract (status 400)"},
		{"refused", 400, `{"code":"InvalidQuery","message":"Query string malformed close to position 39"}`, "travel: OSRM unavailable: the server refused (status 400)"},
		{"good, but an error", 500, `{"code":"Ok"}`, "travel: OSRM unavailable: the server refused (status 500)"},
		{"an error page", 502, `<html>`, "travel: OSRM unavailable: malformed answer: not the JSON of OSRM (status 502)"},
		{"nothing", 200, ``, "travel: OSRM unavailable: malformed answer: not the JSON of OSRM (status 200)"},
		{"null", 200, `null`, "travel: OSRM unavailable: the server refused (status 200)"},
		{"too few rows", 200, `{"code":"Ok","durations":[],"distances":[[1,1]]}`, "travel: OSRM unavailable: malformed answer: 0 rows of durations, want 1 (status 200)"},
		{"no distances at all", 200, `{"code":"Ok","durations":[[254,300]]}`, "travel: OSRM unavailable: malformed answer: 0 rows of distances, want 1 (status 200)"},
		{"too many columns", 200, `{"code":"Ok","durations":[[1,2,3]],"distances":[[1,1]]}`, "travel: OSRM unavailable: malformed answer: 3 columns of durations, want 2 (status 200)"},
		{"too few columns", 200, `{"code":"Ok","durations":[[1,2]],"distances":[[1]]}`, "travel: OSRM unavailable: malformed answer: 1 columns of distances, want 2 (status 200)"},
		{"a negative time", 200, `{"code":"Ok","durations":[[-1,2]],"distances":[[1,1]]}`, "travel: OSRM unavailable: malformed answer: durations out of range (status 200)"},
		{"far too far", 200, `{"code":"Ok","durations":[[1,2]],"distances":[[1,4e8]]}`, "travel: OSRM unavailable: malformed answer: distances out of range (status 200)"},
		{"not a number", 200, `{"code":"Ok","durations":[["1",2]],"distances":[[1,1]]}`, "travel: OSRM unavailable: malformed answer: not the JSON of OSRM (status 200)"},
		{"too great for a number", 200, `{"code":"Ok","durations":[[1e999,2]],"distances":[[1,1]]}`, "travel: OSRM unavailable: malformed answer: not the JSON of OSRM (status 200)"},
		{"too few waypoints", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[3178,3500]],"destinations":[{}]}`, "travel: OSRM unavailable: malformed answer: 1 destinations, want 2 (status 200)"},
		{"a waypoint nowhere", 200, `{"code":"Ok","durations":[[254,300]],"distances":[[3178,3500]],"sources":[{"location":[-76,139]}]}`, "travel: OSRM unavailable: malformed answer: location of sources out of range (status 200)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := engineOn(t, clients(t)[0], &canned{status: tt.status, body: tt.body}, travel.EngineOptions{})
			if diff := cmp.Diff(tt.want, twoTrips(t, m)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestOSRMNullIsNotZero(t *testing.T) {
	const body = `{"code":"Ok","durations":[[null]],"distances":[[null]],"sources":[{"distance":3}],"destinations":[{"distance":3}]}`
	m := engineOn(t, clients(t)[0], &canned{status: 200, body: body}, travel.EngineOptions{})
	r, err := m.Table(t.Context(), []earth.Point{pratt}, []earth.Point{pratt}, travel.Options{})
	if trip, ok := r.Trip(0, 0); err != nil || ok {
		t.Errorf("%v, %v, %v; want no trip from a place to itself", trip, ok, err)
	}
}

// twoTrips asks for the trips from pratt to station and to light, and prints them or the error.
func twoTrips(t *testing.T, m travel.Matrix) string {
	t.Helper()
	r, err := m.Table(t.Context(), []earth.Point{pratt}, []earth.Point{station, light}, travel.Options{})
	if err != nil {
		return err.Error()
	}
	text := ""
	for j := range 2 {
		if trip, ok := r.Trip(0, j); ok {
			text += fmt.Sprintf(" [%v]", trip)
		} else {
			text += " []"
		}
	}
	return text[1:]
}

func TestOSRMNoRoadAmongPlacesWithoutCoordinates(t *testing.T) {
	answer := &canned{status: 400, body: `{"code":"NoSegment","message":"coordinate 2"}`}
	m := engineOn(t, clients(t)[0], answer, travel.EngineOptions{})
	_, err := m.Table(t.Context(), []earth.Point{{}, pratt}, []earth.Point{station, {}, light}, travel.Options{})
	none, ok := errors.AsType[*travel.NoRoadError](err)
	if !ok || *none != (travel.NoRoadError{From: -1, To: 2}) {
		t.Errorf("%#v, want the place with index 2 in the caller's list", err)
	}
}
