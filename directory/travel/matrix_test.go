package travel_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

var (
	_ travel.Matrix = travel.Estimator{}
	_ travel.Matrix = travel.Batched{}
	_ travel.Matrix = travel.Fallback{}
	_ travel.Matrix = (*travel.OSRM)(nil)
	_ travel.Matrix = (*travel.Valhalla)(nil)
)

func TestResultTrip(t *testing.T) {
	nan := float32(math.NaN())
	r := travel.Result{
		From: 1, To: 3,
		Seconds:   []float32{720, nan, 1456},
		Metres:    []float32{8207, nan, 22692},
		Estimated: []bool{false, false, true},
	}
	tests := []struct {
		name string
		j    int
		want string // "" is no trip
	}{
		{"a trip of an engine has no range", 0, "5.1 miles, 12 minutes"},
		{"a cell without an answer is no trip", 1, ""},
		{"an estimated trip has a range and says so", 2, "about 14.1 miles (12.0 to 17.5), 24 minutes (17 to 45), an estimate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			trip, ok := r.Trip(0, tt.j)
			got := ""
			if ok {
				got = trip.String()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	two := travel.Result{From: 2, To: 1, Seconds: []float32{1, 2}, Metres: []float32{1, 2}}
	for _, at := range [][2]int{{0, 1}, {1, -1}, {2, 0}, {-1, 0}} {
		if !panics(func() { two.Trip(at[0], at[1]) }) {
			t.Errorf("Trip(%d, %d) did not panic", at[0], at[1])
		}
	}
}

func panics(f func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	f()
	return false
}

func TestEstimator(t *testing.T) {
	from := []earth.Point{pratt, {}}
	to := []earth.Point{station, {}, light}
	r, err := travel.Estimator{}.Table(t.Context(), from, to, travel.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range from {
		for j, q := range to {
			trip, ok := r.Trip(i, j)
			if ok != (!p.IsZero() && !q.IsZero()) {
				t.Errorf("%d-%d answered %v, want the places with coordinates only", i, j, ok)
			}
			want := travel.Estimate(p.Distance(q))
			near := cmp.Options{
				cmp.Comparer(func(a, b earth.Distance) bool { return math.Abs(float64(a-b)) < 0.01 }),
				cmp.Comparer(func(a, b time.Duration) bool { return (a - b).Abs() < time.Millisecond }),
			}
			if diff := cmp.Diff(want, trip, near); ok && diff != "" {
				t.Errorf("%d-%d (-want +got):\n%s", i, j, diff)
			}
		}
	}
	for _, snap := range append(r.FromSnap, r.ToSnap...) {
		if snap == snap {
			t.Errorf("snap %v, want unknown", snap)
		}
	}
}

func TestTablesTooLarge(t *testing.T) {
	points := make([]earth.Point, 3163) // 3163² is just over 10 million
	for name, m := range map[string]travel.Matrix{
		"Estimator": travel.Estimator{},
		"Batched":   travel.Batched{Engine: &country{}},
		"Fallback":  travel.Fallback{Engine: &country{}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := m.Table(t.Context(), points, points, travel.Options{})
			large, ok := errors.AsType[*travel.TooLargeError](err)
			if !ok || *large != (travel.TooLargeError{What: "pairs", Got: 10_004_569, Max: 10_000_000}) {
				t.Errorf("error %v, want too many pairs", err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if _, err := m.Table(ctx, []earth.Point{pratt}, []earth.Point{light}, travel.Options{}); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want canceled", err)
			}
		})
	}
}

func TestErrorTexts(t *testing.T) {
	for want, err := range map[string]error{
		"travel: too many pairs":                                                       &travel.TooLargeError{What: "pairs"},
		"travel: too many places (101), want at most 100":                              &travel.TooLargeError{What: "places", Got: 101, Max: 100},
		"travel: no road near place 2 of the starts":                                   &travel.NoRoadError{From: 2, To: -1},
		"travel: no road near place 0 of the destinations":                             &travel.NoRoadError{From: -1, To: 0},
		"travel: no road near one of the places, or none between them":                 &travel.NoRoadError{From: -1, To: -1},
		"travel: OSRM unavailable: no answer":                                          &travel.UnavailableError{Engine: "OSRM", Reason: "no answer"},
		"travel: Valhalla unavailable: the server refused (status 503)":                &travel.UnavailableError{Engine: "Valhalla", Status: 503, Reason: "the server refused"},
		"travel: candidates out of order, want those nearest in a straight line first": travel.ErrOrder,
	} {
		if err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
	}
}

func TestNorms(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range travel.Norms() {
		if n.Key == "" || seen[n.Key] || n.Title == "" || n.Source == "" || n.Note == "" {
			t.Errorf("%q: want a key of its own, title, source and note", n.Key)
		}
		seen[n.Key] = true
		figures := n.Time > 0 || n.Road > 0
		switch n.Confidence {
		case travel.Verified, travel.Customary:
			if !figures {
				t.Errorf("%q: %s without figures", n.Key, n.Confidence)
			}
		case travel.Citation:
			if figures {
				t.Errorf("%q: figures that the source does not hold", n.Key)
			}
		default:
			t.Errorf("%q: confidence %q", n.Key, n.Confidence)
		}
		if (n.Confidence == travel.Customary) != (n.Source == "preset") {
			t.Errorf("S29 %q: a preset is not a rule", n.Key)
		}
	}
	travel.Norms()[0].Key = "changed"
	if travel.Norms()[0].Key == "changed" {
		t.Error("a caller changed the norms")
	}
}
