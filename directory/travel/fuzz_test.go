package travel_test

import (
	"errors"
	"math"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

func FuzzOSRM(f *testing.F) {
	f.Add(200, []byte(`{"code":"Ok","durations":[[null]],"distances":[[5e3]],"sources":[{"location":[0,0]}],"destinations":[{"distance":-1}]}`))
	f.Add(400, []byte(`{"code":"NoSegment","message":"coordinate 99999999999999999999"}`))
	f.Add(400, []byte(`{"code":"TooBig"}`))
	fuzzClient(f, 0)
}

func FuzzValhalla(f *testing.F) {
	f.Add(200, []byte(`{"sources_to_targets":{"durations":[[1,2],[3,null]],"distances":[[1,2],[3,4]]},"units":"miles"}`))
	f.Add(200, []byte(`{"sources_to_targets":[[{"from_index":0,"to_index":1,"time":1,"distance":9}],null],"sources":[{},{}]}`))
	f.Add(400, []byte(`{"error_code":171}`))
	fuzzClient(f, 1)
}

// fuzzClient feeds answers to a client and holds what it makes of them against the
// contract of Matrix.
func fuzzClient(f *testing.F, number int) {
	c := clients(f)[number]
	f.Add(200, []byte(c.good))
	f.Add(200, []byte(`{}`))
	from, to := []earth.Point{pratt, fayette}, []earth.Point{station, light}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		m := engineOn(t, c, &canned{status: status, body: string(body)}, travel.EngineOptions{})
		r, err := m.Table(t.Context(), from, to, travel.Options{})
		if err != nil {
			_, large := errors.AsType[*travel.TooLargeError](err)
			_, none := errors.AsType[*travel.NoRoadError](err)
			_, unavailable := errors.AsType[*travel.UnavailableError](err)
			if !large && !none && !unavailable {
				t.Fatalf("error %v of no type that was promised", err)
			}
			return
		}
		if len(r.Seconds) != 4 || len(r.Metres) != 4 || len(r.FromSnap) != 2 || len(r.ToSnap) != 2 || r.Estimated != nil {
			t.Fatalf("%+v, want a table of two by two", r)
		}
		for i, p := range from {
			for j, q := range to {
				checkCell(t, r, i, j, p.Distance(q))
			}
		}
	})
}

func checkCell(t *testing.T, r travel.Result, i, j int, straight earth.Distance) {
	t.Helper()
	cell := i*r.To + j
	if math.IsNaN(float64(r.Seconds[cell])) != math.IsNaN(float64(r.Metres[cell])) {
		t.Fatalf("cell %d: half an answer", cell)
	}
	trip, ok := r.Trip(i, j)
	if !ok {
		return
	}
	for _, snap := range []earth.Distance{r.FromSnap[i], r.ToSnap[j]} {
		if snap < 0 || snap > travel.DefaultMaxSnap {
			t.Fatalf("cell %d: an answer for a place moved by %v", cell, snap)
		}
		if snap == snap {
			straight -= snap
		}
	}
	if trip.Time < 0 || trip.Road < straight*0.99-6 {
		t.Fatalf("cell %d: %v, shorter than the straight line", cell, trip)
	}
}
