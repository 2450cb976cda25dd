package travel_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

// places returns n points within about 60 miles, always the same for a seed.
func places(seed uint64, n int) []earth.Point {
	r := rand.New(rand.NewPCG(seed, 0))
	points := make([]earth.Point, n)
	for i := range points {
		points[i] = earth.LatLng(39+r.Float64(), -77+r.Float64())
	}
	return points
}

func TestBatchedIsTheWholeTable(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		from, to := places(seed, r.IntN(12)), places(seed+1000, r.IntN(40))
		limits := travel.Limits{Pairs: r.IntN(60), Points: r.IntN(20)}
		if limits.Points == 1 {
			limits.Points = 2 // one of each
		}
		want, err := (&country{}).Table(t.Context(), from, to, travel.Options{})
		if err != nil {
			t.Fatal(err)
		}
		engine := &country{limits: limits}
		got, err := travel.Batched{Engine: engine}.Table(t.Context(), from, to, travel.Options{})
		if err != nil {
			t.Fatalf("seed %d, limits %+v: %v", seed, limits, err)
		}
		if len(from) == 0 || len(to) == 0 { // nobody is asked, so no snap is known
			want = got
		}
		if diff := cmp.Diff(want, got, sameNumbers); diff != "" {
			t.Fatalf("seed %d, %dx%d, limits %+v (-want +got):\n%s", seed, len(from), len(to), limits, diff)
		}
	}
}

func TestBatchedShapes(t *testing.T) {
	tests := []struct {
		name     string
		limits   travel.Limits
		from, to int
		want     []int // rows and columns of each call
	}{
		{"what fits is asked at once", travel.Limits{Pairs: 20}, 4, 5, []int{4, 5}},
		{"one pair more takes two calls", travel.Limits{Pairs: 20}, 3, 7, []int{2, 7, 1, 7}},
		{"one start and many destinations", travel.Limits{Points: 100}, 1, 150, []int{1, 99, 1, 51}},
		{"many starts and one destination", travel.Limits{Points: 100}, 150, 1, []int{99, 1, 51, 1}},
		{"a square of 100 places", travel.Limits{Points: 100}, 60, 60, []int{50, 50, 50, 10, 10, 50, 10, 10}},
		{"no limit is one call", travel.Limits{}, 60, 60, []int{60, 60}},
		{"nothing is no call", travel.Limits{}, 0, 60, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			engine := &country{limits: tt.limits}
			if _, err := (travel.Batched{Engine: engine}).Table(t.Context(), places(1, tt.from), places(2, tt.to), travel.Options{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, engine.shape); diff != "" {
				t.Errorf("rows and columns (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBatchedAroundPlacesWithoutARoad(t *testing.T) {
	for _, tells := range []bool{true, false} {
		for seed := range uint64(100) {
			r := rand.New(rand.NewPCG(seed, 3))
			from, to := places(seed, 1+r.IntN(4)), places(seed+1000, 1+r.IntN(50))
			engine := &country{limits: travel.Limits{Pairs: 40}, tells: tells, roadless: map[earth.Point]bool{}, island: map[earth.Point]bool{}}
			for range r.IntN(4) {
				engine.roadless[to[r.IntN(len(to))]] = true
				engine.island[to[r.IntN(len(to))]] = true
			}
			if seed%5 == 0 {
				engine.roadless[from[0]] = true
			}
			got, err := travel.Batched{Engine: engine}.Table(t.Context(), from, to, travel.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range from {
				for j, q := range to {
					trip, ok := got.Trip(i, j)
					want := !engine.roadless[p] && !engine.roadless[q] && !engine.island[q]
					if ok != want || ok && math.Abs(float64(trip.Road-roadOf(p, q).Road)) > 0.1 {
						t.Fatalf("seed %d: %d-%d is %v, %v; want a trip: %v", seed, i, j, trip, ok, want)
					}
				}
			}
			if engine.roadless[from[0]] {
				continue // nothing was asked about the destinations
			}
			for j, q := range to {
				if engine.roadless[q] != math.IsInf(float64(got.ToSnap[j]), 1) {
					t.Fatalf("seed %d: snap %v of place %d, want +Inf for those without a road", seed, got.ToSnap[j], j)
				}
			}
		}
	}
}

func TestBatchedCallsForBadPlaces(t *testing.T) {
	from, to := places(1, 1), places(2, 64)
	tests := []struct {
		name  string
		bad   []earth.Point
		tells bool
		want  int
	}{
		{"all have a road", nil, false, 1},
		{"one has none and the engine tells", to[9:10], true, 2},
		// one for the table, one for the start, 13 to find it, one for the rest
		{"one has none and the engine does not tell", to[9:10], false, 16},
		{"the start has none", from, true, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			engine := &country{tells: tt.tells, roadless: map[earth.Point]bool{}}
			for _, p := range tt.bad {
				engine.roadless[p] = true
			}
			if _, err := (travel.Batched{Engine: engine}).Table(t.Context(), from, to, travel.Options{}); err != nil {
				t.Fatal(err)
			}
			if got := len(engine.shape) / 2; got != tt.want {
				t.Errorf("%d calls, want %d", got, tt.want)
			}
		})
	}
}

func TestBatchedPairsTooFarApart(t *testing.T) {
	near, far := places(1, 10), []earth.Point{earth.LatLng(25.77, -80.19), earth.LatLng(61.2, -149.9)}
	to := append(near[:5:5], append(far, near[5:]...)...)
	calls := map[bool]int{}
	for _, known := range []bool{true, false} {
		t.Run(fmt.Sprintf("limit known %v", known), func(t *testing.T) {
			engine := &country{limits: travel.Limits{Apart: 400 * earth.Kilometre}}
			var m travel.Matrix = engine
			if !known {
				m = unlimited{engine}
			}
			got, err := travel.Batched{Engine: m}.Table(t.Context(), near[:2], to, travel.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i := range got.From {
				for j, q := range to {
					if _, ok := got.Trip(i, j); ok != (q != far[0] && q != far[1]) {
						t.Errorf("%d-%d answered %v", i, j, ok)
					}
				}
			}
			calls[known] = len(engine.shape) / 2
		})
	}
	if calls[true] >= calls[false] {
		t.Errorf("%d calls with the limit known, %d without; want no call for what is refused", calls[true], calls[false])
	}
}

// unlimited does not say what its engine accepts.
type unlimited struct{ *country }

func (unlimited) Limits() travel.Limits { return travel.Limits{} }

func TestBatchedErrors(t *testing.T) {
	boom := &travel.UnavailableError{Engine: "OSRM", Reason: "boom"}
	t.Run("an engine that fails ends it", func(t *testing.T) {
		engine := &country{limits: travel.Limits{Pairs: 1}, fails: func(call int) error {
			if call == 3 {
				return boom
			}
			return nil
		}}
		_, err := travel.Batched{Engine: engine}.Table(t.Context(), places(1, 1), places(2, 9), travel.Options{})
		if !errors.Is(err, boom) || len(engine.shape) != 6 {
			t.Errorf("error %v after %d calls, want boom after 3", err, len(engine.shape)/2)
		}
	})
	for _, tt := range []struct {
		name  string
		calls int
		want  bool
	}{{"as many calls as allowed", 9, true}, {"one call too many", 8, false}} {
		t.Run(tt.name, func(t *testing.T) {
			engine := &country{limits: travel.Limits{Pairs: 1}}
			_, err := travel.Batched{Engine: engine, MaxCalls: tt.calls}.Table(t.Context(), places(1, 1), places(2, 9), travel.Options{})
			if (err == nil) != tt.want {
				t.Fatalf("error %v", err)
			}
			if large, ok := errors.AsType[*travel.TooLargeError](err); !tt.want && (!ok || *large != travel.TooLargeError{What: "requests", Max: 8}) {
				t.Errorf("error %v, want too many requests", err)
			}
		})
	}
	t.Run("cancellation ends it between two calls", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		engine := &country{limits: travel.Limits{Pairs: 1}, fails: func(call int) error {
			if call == 2 {
				cancel()
			}
			return nil
		}}
		_, err := travel.Batched{Engine: engine}.Table(ctx, places(1, 1), places(2, 9), travel.Options{})
		if !errors.Is(err, context.Canceled) || len(engine.shape) != 4 {
			t.Errorf("error %v after %d calls, want canceled after 2", err, len(engine.shape)/2)
		}
	})
}

func TestFallback(t *testing.T) {
	island := light
	tests := []struct {
		name   string
		engine travel.Matrix
		want   string // of pratt to station and to light
		cause  string
	}{
		{"an engine that answers", &country{}, "road road", ""},
		{"an engine that fails", &country{fails: func(int) error { return &travel.UnavailableError{Engine: "OSRM", Reason: "no connection"} }}, "estimate estimate", "travel: OSRM unavailable: no connection"},
		{"a table too large", &country{limits: travel.Limits{Pairs: 1}}, "estimate estimate", "travel: too many pairs (2)"},
		{"an engine without a road there", travel.Batched{Engine: &country{roadless: map[earth.Point]bool{light: true}}}, "road estimate", ""},
		{"an engine that knows there is no way", &country{island: map[earth.Point]bool{island: true}}, "road none", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := travel.Fallback{Engine: tt.engine}.Table(t.Context(), []earth.Point{pratt}, []earth.Point{station, light}, travel.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for j := range 2 {
				trip, ok := r.Trip(0, j)
				switch {
				case !ok:
					got += " none"
				case trip.Estimated:
					got += " estimate"
				default:
					got += " road"
				}
			}
			if diff := cmp.Diff(tt.want, got[1:]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if (r.Cause == nil) != (tt.cause == "") || r.Cause != nil && r.Cause.Error() != tt.cause {
				t.Errorf("cause %v, want %q", r.Cause, tt.cause)
			}
		})
	}
	t.Run("a place without coordinates is not estimated", func(t *testing.T) {
		r, err := travel.Fallback{Engine: &country{fails: func(int) error { return errors.New("no") }}}.Table(
			t.Context(), []earth.Point{pratt}, []earth.Point{{}}, travel.Options{})
		if _, ok := r.Trip(0, 0); err != nil || ok {
			t.Errorf("answered %v, %v", ok, err)
		}
	})
}
