package travel_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func TestEstimate(t *testing.T) {
	tests := []struct {
		name     string
		straight earth.Distance
		want     string
	}{
		{"no distance takes no time", 0, "about 0.0 miles (0.0 to 0.0), 0 minutes (0 to 0), an estimate"},
		{"a short trip is all in town", 2 * earth.Mile, "about 2.8 miles (2.4 to 3.5), 6 minutes (4 to 14), an estimate"},
		{"10 miles are driven partly on a highway", 10 * earth.Mile, "about 14.1 miles (12.0 to 17.5), 24 minutes (17 to 45), an estimate"},
		{"100 miles are mostly highway", 100 * earth.Mile, "about 141.0 miles (120.0 to 175.0), 159 minutes (109 to 279), an estimate"},
		{"less than nothing counts as nothing", -5, "about 0.0 miles (0.0 to 0.0), 0 minutes (0 to 0), an estimate"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, travel.Estimate(tt.straight).String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEstimateOfUnknownDistance(t *testing.T) {
	want := travel.Estimate(earth.Farthest)
	for _, d := range []earth.Distance{
		earth.Distance(math.NaN()), earth.Distance(math.Inf(1)), 2 * earth.Farthest,
		(earth.Point{}).Distance(earth.LatLng(39, -76)),
	} {
		if diff := cmp.Diff(want, travel.Estimate(d)); diff != "" {
			t.Errorf("distance %v: a place not known is near nothing (-want +got):\n%s", d, diff)
		}
	}
}

// TestEstimateLaws holds Estimate against what it promises, on a grid and at random.
func TestEstimateLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var before travel.Trip
	d := earth.Distance(0)
	for d < earth.Farthest {
		trip := travel.Estimate(d)
		checkEstimate(t, d, trip)
		for _, pair := range [][2]travel.Drive{{before.Drive, trip.Drive}, {before.Least, trip.Least}, {before.Most, trip.Most}} {
			if pair[1].Road < pair[0].Road || pair[1].Time < pair[0].Time {
				t.Fatalf("at %v m: %v after %v, want growth with the distance", d, pair[1], pair[0])
			}
		}
		before = trip
		d = d*earth.Distance(1+r.Float64()/50) + earth.Distance(r.Float64())
	}
}

func checkEstimate(t *testing.T, d earth.Distance, trip travel.Trip) {
	t.Helper()
	if !trip.Estimated || !strings.HasSuffix(trip.String(), "an estimate") {
		t.Fatalf("%v m: not marked as an estimate: %v", d, trip)
	}
	if math.IsNaN(float64(trip.Road)) || trip.Least.Road < d {
		t.Fatalf("%v m: road %v, want at least the straight line", d, trip.Least.Road)
	}
	ordered := trip.Least.Road <= trip.Road && trip.Road <= trip.Most.Road &&
		0 <= trip.Least.Time && trip.Least.Time <= trip.Time && trip.Time <= trip.Most.Time
	if !ordered {
		t.Fatalf("%v m: %+v, want least, likely and most in order", d, trip)
	}
}

func TestAssumptionsAreThoseOfEstimate(t *testing.T) {
	all := travel.Assumptions()
	if len(all) != 3 {
		t.Fatalf("%d assumptions, want 3", len(all))
	}
	detour, near, fast := all[0], all[1], all[2]
	drive := func(detour, near, fast float64) travel.Drive {
		road := 100 * earth.Mile * earth.Distance(detour)
		hours := 8/near + (road.Miles()-8)/fast
		return travel.Drive{Road: road, Time: time.Duration(hours * float64(time.Hour))}
	}
	got := travel.Estimate(100 * earth.Mile)
	want := travel.Trip{
		Drive:     drive(detour.Likely, near.Likely, fast.Likely),
		Least:     drive(detour.Least, near.Least, fast.Least),
		Most:      drive(detour.Most, near.Most, fast.Most),
		Estimated: true,
	}
	closeEnough := cmp.Options{
		cmp.Comparer(func(a, b earth.Distance) bool { return math.Abs(float64(a-b)) < 1e-6 }),
		cmp.Comparer(func(a, b time.Duration) bool { return (a - b).Abs() < time.Microsecond }),
	}
	if diff := cmp.Diff(want, got, closeEnough); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, a := range all {
		if a.Name == "" || a.Unit == "" || a.Source == "" || a.Limits == "" {
			t.Errorf("%+v: want name, unit, source and limits", a)
		}
	}
}

func TestWithinIsTheInverseOfEstimate(t *testing.T) {
	const metre, tenth = earth.Metre, 100 * time.Millisecond
	for minutes := 1; minutes < 600; minutes += 7 {
		d := time.Duration(minutes) * time.Minute
		r := travel.WithinTime(d)
		for _, p := range []struct {
			name     string
			straight earth.Distance
			time     func(travel.Trip) time.Duration
		}{
			{"least", r.Least, func(t travel.Trip) time.Duration { return t.Most.Time }},
			{"likely", r.Likely, func(t travel.Trip) time.Duration { return t.Time }},
			{"most", r.Most, func(t travel.Trip) time.Duration { return t.Least.Time }},
		} {
			inside, outside := p.time(travel.Estimate(p.straight-metre)), p.time(travel.Estimate(p.straight+metre))
			if inside > d || outside < d || (p.time(travel.Estimate(p.straight))-d).Abs() > tenth {
				t.Errorf("%s within %v: %v m, which take %v", p.name, d, p.straight, p.time(travel.Estimate(p.straight)))
			}
		}
	}
}

func TestWithin(t *testing.T) {
	nan := earth.Distance(math.NaN())
	tests := []struct {
		name string
		got  travel.Reach
		want [3]float64 // least, likely, most in miles
	}{
		{"half an hour", travel.WithinTime(30 * time.Minute), [3]float64{4.438, 13.822, 22.267}},
		{"no time", travel.WithinTime(0), [3]float64{}},
		{"less than no time", travel.WithinTime(-time.Hour), [3]float64{}},
		{"30 miles of road", travel.WithinRoad(30 * earth.Mile), [3]float64{17.143, 21.277, 25}},
		{"a negative road", travel.WithinRoad(-1), [3]float64{}},
		{"an unknown road is no limit", travel.WithinRoad(nan), [3]float64{12436.8, 12436.8, 12436.8}},
		{"a year is no limit", travel.WithinTime(365 * 24 * time.Hour), [3]float64{12436.8, 12436.8, 12436.8}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := [3]float64{tt.got.Least.Miles(), tt.got.Likely.Miles(), tt.got.Most.Miles()}
			for i := range got {
				if math.Abs(got[i]-tt.want[i]) > 0.001+tt.want[i]*1e-4 {
					t.Errorf("%v miles, want %v", got, tt.want)
				}
			}
		})
	}
}

func FuzzEstimate(f *testing.F) {
	f.Add(0.0)
	f.Add(1609.344)
	f.Add(-1e300)
	f.Add(math.Inf(1))
	f.Add(math.NaN())
	f.Fuzz(func(t *testing.T, metres float64) {
		d := earth.Distance(metres)
		straight := d
		if !(straight <= earth.Farthest) {
			straight = earth.Farthest
		}
		checkEstimate(t, max(straight, 0), travel.Estimate(d))
	})
}

func BenchmarkEstimate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		travel.Estimate(10 * earth.Mile)
	}
}
