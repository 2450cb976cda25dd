package travel_test

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

// ordered returns the points as candidates, those nearest to from first.
func ordered(from earth.Point, points []earth.Point) []travel.Candidate {
	candidates := make([]travel.Candidate, len(points))
	for i, p := range points {
		candidates[i] = travel.Candidate{Item: i, Point: p}
	}
	slices.SortStableFunc(candidates, func(a, b travel.Candidate) int {
		return cmp.Compare(from.Distance(a.Point), from.Distance(b.Point))
	})
	return candidates
}

// counted yields candidates and counts them.
func counted(candidates []travel.Candidate, taken *int) iter.Seq[travel.Candidate] {
	return func(yield func(travel.Candidate) bool) {
		for _, c := range candidates {
			*taken++
			if !yield(c) {
				return
			}
		}
	}
}

// TestNearestEqualsBruteForce compares the search with a sorted table of all, and counts
// the pairs: with Batch 1 none is asked that could be known to lose.
func TestNearestEqualsBruteForce(t *testing.T) {
	const topSpeed = 131 // country drives at most 130
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 9))
		from := places(seed+5000, 1)[0]
		points := places(seed, 1+r.IntN(300))
		points = append(points, points[:len(points)/10]...) // several groups in one building
		candidates := ordered(from, points)
		engine := &country{limits: travel.Limits{Pairs: 1 + r.IntN(50)}, island: map[earth.Point]bool{}, asked: map[[2]earth.Point]bool{}}
		for range r.IntN(20) {
			engine.island[points[r.IntN(len(points))]] = true
		}
		opt := travel.NearestOptions{
			K: 1 + r.IntN(8), By: travel.Order(r.IntN(2)), Batch: 1 + r.IntN(30),
			MaxPairs: 1000, TopSpeed: topSpeed, Options: travel.Options{MaxSnap: 200},
		}
		taken := 0
		got, err := travel.Nearest(t.Context(), engine, from, counted(candidates, &taken), opt)
		if err != nil {
			t.Fatal(err)
		}
		want := nearestSlowly(&country{island: engine.island}, from, candidates, opt.By, opt.K)
		if diff := gocmp.Diff(want, got.Ways, cmpopts.EquateComparable(earth.Point{})); diff != "" || !got.Proven {
			t.Fatalf("seed %d, %+v, proven %v (-want +got):\n%s", seed, opt, got.Proven, diff)
		}
		if got.Pairs > taken || taken > got.Pairs+1 {
			t.Fatalf("seed %d: %d candidates taken for %d pairs, want at most one more", seed, taken, got.Pairs)
		}
		if least := leastPairs(from, candidates, want, opt); got.Pairs < least || got.Pairs >= least+opt.Batch {
			t.Fatalf("seed %d: %d pairs with batches of %d, want %d and less than a batch more", seed, got.Pairs, opt.Batch, least)
		}
	}
}

// leastPairs returns how many candidates no search could leave out that knows nothing but
// straight distances: all whose straight line, less both snaps, can beat the k-th way.
func leastPairs(from earth.Point, candidates []travel.Candidate, best []travel.Way, opt travel.NearestOptions) int {
	if len(best) < opt.K {
		return len(candidates)
	}
	last := best[opt.K-1].Trip
	n := 0
	for _, c := range candidates {
		road := (from.Distance(c.Point)-1)*0.994 - 2*opt.MaxSnap - 5
		if opt.By == travel.ByRoad && road > last.Road || opt.By == travel.ByTime && road.Metres()/(opt.TopSpeed/3.6) > last.Time.Seconds() {
			break
		}
		n++
	}
	return n
}

func TestNearest(t *testing.T) {
	from := places(1, 1)[0]
	candidates := ordered(from, places(2, 200))
	all := func() iter.Seq[travel.Candidate] { return slices.Values(candidates) }
	boom := errors.New("boom")

	t.Run("a budget that is enough proves it, one pair less does not", func(t *testing.T) {
		opt := travel.NearestOptions{K: 3, By: travel.ByRoad, Batch: 4}
		free, err := travel.Nearest(t.Context(), &country{}, from, all(), opt)
		if err != nil || !free.Proven {
			t.Fatalf("%v, proven %v", err, free.Proven)
		}
		opt.MaxPairs = free.Pairs
		if enough, err := travel.Nearest(t.Context(), &country{}, from, all(), opt); err != nil || !enough.Proven || enough.Pairs != free.Pairs {
			t.Errorf("%v, proven %v with %d pairs", err, enough.Proven, enough.Pairs)
		}
		opt.MaxPairs = 3
		short, err := travel.Nearest(t.Context(), &country{}, from, all(), opt)
		if err != nil || short.Proven || short.Pairs != 3 || len(short.Ways) != 3 {
			t.Errorf("%v, proven %v, %d pairs, %d ways; want 3 of each, not proven", err, short.Proven, short.Pairs, len(short.Ways))
		}
	})
	t.Run("no more than K are asked at first", func(t *testing.T) {
		engine := &country{}
		if _, err := travel.Nearest(t.Context(), engine, from, all(), travel.NearestOptions{K: 3}); err != nil || engine.shape[1] != 3 {
			t.Errorf("calls %v, %v; want one start and 3 destinations first", engine.shape, err)
		}
	})
	t.Run("D3 places that don't count are passed over, and the answer is that of the whole table", func(t *testing.T) {
		for _, by := range []travel.Order{travel.ByTime, travel.ByRoad} {
			keep := func(w travel.Way) bool { return w.Item%3 != 0 && w.Trip.Time > 10*time.Minute }
			want := nearestSlowly(&country{}, from, candidates, by, len(candidates))
			want = slices.DeleteFunc(want, func(w travel.Way) bool { return !keep(w) })[:4]
			got, err := travel.Nearest(t.Context(), &country{}, from, all(), travel.NearestOptions{K: 4, By: by, Keep: keep, TopSpeed: 131})
			if diff := gocmp.Diff(want, got.Ways, cmpopts.EquateComparable(earth.Point{})); diff != "" || !got.Proven || err != nil {
				t.Errorf("proven %v, %v (-want +got):\n%s", got.Proven, err, diff)
			}
		}
	})
	t.Run("an estimate proves nothing", func(t *testing.T) {
		got, err := travel.Nearest(t.Context(), travel.Estimator{}, from, all(), travel.NearestOptions{K: 2})
		if err != nil || got.Proven || len(got.Ways) != 2 || got.Ways[0].Item != candidates[0].Item {
			t.Errorf("%+v, %v; want the two nearest in a straight line, not proven", got, err)
		}
	})
	t.Run("a fallback tells why", func(t *testing.T) {
		failing := travel.Fallback{Engine: &country{fails: func(int) error { return boom }}}
		got, err := travel.Nearest(t.Context(), failing, from, all(), travel.NearestOptions{})
		if err != nil || got.Proven || !errors.Is(got.Cause, boom) || len(got.Ways) != 1 {
			t.Errorf("%+v, %v", got, err)
		}
	})
	t.Run("what was found before an error is returned", func(t *testing.T) {
		failing := &country{fails: func(call int) error {
			if call == 2 {
				return boom
			}
			return nil
		}}
		got, err := travel.Nearest(t.Context(), failing, from, all(), travel.NearestOptions{K: 3, Batch: 3})
		if !errors.Is(err, boom) || got.Proven || len(got.Ways) != 3 {
			t.Errorf("%d ways, proven %v, %v; want 3, boom", len(got.Ways), got.Proven, err)
		}
	})
	t.Run("cancellation ends it", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if got, err := travel.Nearest(ctx, &country{}, from, all(), travel.NearestOptions{}); !errors.Is(err, context.Canceled) || got.Proven {
			t.Errorf("%+v, %v", got, err)
		}
	})
	t.Run("candidates out of order are refused", func(t *testing.T) {
		reversed := slices.Clone(candidates)
		slices.Reverse(reversed)
		if _, err := travel.Nearest(t.Context(), &country{}, from, slices.Values(reversed), travel.NearestOptions{}); !errors.Is(err, travel.ErrOrder) {
			t.Errorf("error %v, want ErrOrder", err)
		}
	})
	t.Run("candidates without coordinates are passed over", func(t *testing.T) {
		mixed := []travel.Candidate{{Item: 900}, candidates[0], {Item: 901}, candidates[1]}
		got, err := travel.Nearest(t.Context(), &country{}, from, slices.Values(mixed), travel.NearestOptions{K: 5})
		if err != nil || len(got.Ways) != 2 || got.Pairs != 2 || !got.Proven {
			t.Errorf("%+v, %v", got, err)
		}
	})
	t.Run("nothing is near a place without coordinates, or without candidates", func(t *testing.T) {
		for _, got := range []func() (travel.Found, error){
			func() (travel.Found, error) {
				return travel.Nearest(t.Context(), &country{}, earth.Point{}, all(), travel.NearestOptions{})
			},
			func() (travel.Found, error) {
				return travel.Nearest(t.Context(), &country{}, from, slices.Values(candidates[:0]), travel.NearestOptions{})
			},
		} {
			if found, err := got(); err != nil || len(found.Ways) != 0 || found.Pairs != 0 || !found.Proven {
				t.Errorf("%+v, %v", found, err)
			}
		}
	})
	t.Run("many places without a way take few calls", func(t *testing.T) {
		engine := &country{island: map[earth.Point]bool{}}
		for _, c := range candidates[:100] {
			engine.island[c.Point] = true
		}
		got, err := travel.Nearest(t.Context(), engine, from, all(), travel.NearestOptions{Batch: 50})
		if err != nil || got.NoWay < 100 || len(engine.shape)/2 > 12 {
			t.Errorf("%d without a way in %d calls, %v", got.NoWay, len(engine.shape)/2, err)
		}
	})
	t.Run("batches fit the limits of the engine", func(t *testing.T) {
		engine := &country{limits: travel.Limits{Points: 4}}
		if _, err := travel.Nearest(t.Context(), engine, from, all(), travel.NearestOptions{K: 9}); err != nil {
			t.Error(err)
		}
	})
}

func TestNearestOfAnIndex(t *testing.T) {
	from := places(1, 1)[0]
	points := places(2, 5000)
	points[7] = earth.Point{}
	index, err := earth.NewIndex(points, earth.IndexOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ascending := func(yield func(travel.Candidate) bool) {
		for n := range index.Ascending(from, earth.Farthest, earth.Filter{}) {
			if !yield(travel.Candidate{Item: n.Item, Point: points[n.Item]}) {
				return
			}
		}
	}
	for _, by := range []travel.Order{travel.ByTime, travel.ByRoad} {
		got, err := travel.Nearest(t.Context(), &country{}, from, ascending, travel.NearestOptions{K: 10, By: by, MaxPairs: 5000})
		if err != nil || !got.Proven {
			t.Fatalf("%v, proven %v", err, got.Proven)
		}
		want := nearestSlowly(&country{}, from, ordered(from, points)[:4999], by, 10)
		if diff := gocmp.Diff(want, got.Ways, cmpopts.EquateComparable(earth.Point{})); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		t.Logf("order %d: %d of 4,999 pairs asked", by, got.Pairs)
	}
}
