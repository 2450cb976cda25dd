package earth_test

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
)

func mustIndex(tb testing.TB, points []earth.Point, opt earth.IndexOptions) *earth.Index {
	tb.Helper()
	x, err := earth.NewIndex(points, opt)
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

func itemsOf(found []earth.Neighbor) []int {
	items := []int{}
	for _, n := range found {
		items = append(items, n.Item)
	}
	return items
}

// The bits of masks in these tests.
const (
	tuesday = 1 << iota
	thursday
	spanish
)

func TestNearest(t *testing.T) {
	church := earth.LatLng(30.17, -81.70)
	hospital := earth.LatLng(30.165, -81.74)
	ymca := earth.LatLng(30.321, -81.67)
	points := []earth.Point{hospital, church, {}, ymca, church}
	masks := []uint64{tuesday, thursday, tuesday | spanish, tuesday | spanish, tuesday}
	x := mustIndex(t, points, earth.IndexOptions{Masks: masks})
	tests := []struct {
		name   string
		from   earth.Point
		k      int
		within earth.Distance
		filter earth.Filter
		want   []int
	}{
		{"D39 equal distances come by item", church, 3, earth.Farthest, earth.Filter{}, []int{1, 4, 0}},
		{"D39 of equal distances the lower items are taken", church, 1, earth.Farthest, earth.Filter{}, []int{1}},
		{"D39 the radius is inclusive", church, 9, church.Distance(hospital), earth.Filter{}, []int{1, 4, 0}},
		{"a hair less than the distance is too little", church, 9, earth.Distance(math.Nextafter(float64(church.Distance(hospital)), 0)), earth.Filter{}, []int{1, 4}},
		{"D30 the item's own point is at distance 0", hospital, 9, 0, earth.Filter{}, []int{0}},
		{"D29 items without coordinates are not found", hospital, 9, earth.Farthest, earth.Filter{}, []int{0, 1, 4, 3}},
		{"D33 filters act before the limit", church, 2, earth.Farthest, earth.Filter{Any: []uint64{tuesday}}, []int{4, 0}},
		{"D33 a group needs one of its bits", church, 2, earth.Farthest, earth.Filter{Any: []uint64{tuesday | thursday}}, []int{1, 4}},
		{"D33 every group must be met", church, 2, earth.Farthest, earth.Filter{Any: []uint64{tuesday, spanish}}, []int{3}},
		{"D33 Keep acts before the limit", church, 1, earth.Farthest, earth.Filter{Keep: func(item int) bool { return item == 3 }}, []int{3}},
		{"an empty group lets nothing pass", church, 9, earth.Farthest, earth.Filter{Any: []uint64{0}}, []int{}},
		{"an unknown bit lets nothing pass", church, 9, earth.Farthest, earth.Filter{Any: []uint64{1 << 63}}, []int{}},
		{"k greater than the number of items", church, math.MaxInt32, earth.Farthest, earth.Filter{}, []int{1, 4, 0, 3}},
		{"k of 0", church, 0, earth.Farthest, earth.Filter{}, []int{}},
		{"k below 0", church, math.MinInt, earth.Farthest, earth.Filter{}, []int{}},
		{"a negative radius", church, 9, -1, earth.Filter{}, []int{}},
		{"a radius that is no number", church, 9, earth.Distance(math.NaN()), earth.Filter{}, []int{}},
		{"an infinite radius", church, 9, earth.Distance(math.Inf(1)), earth.Filter{}, []int{1, 4, 0, 3}},
		{"a radius beyond the earth", church, 9, 1e9 * earth.Kilometre, earth.Filter{}, []int{1, 4, 0, 3}},
		{"nothing is near no place", earth.Point{}, 9, earth.Farthest, earth.Filter{}, []int{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := x.Nearest(nil, tt.from, tt.k, tt.within, tt.filter)
			if diff := cmp.Diff(tt.want, itemsOf(found)); diff != "" {
				t.Errorf("Nearest (-want +got):\n%s", diff)
			}
			for _, n := range found {
				if n.Distance != tt.from.Distance(points[n.Item]) {
					t.Errorf("item %d at %v, want %v", n.Item, n.Distance, tt.from.Distance(points[n.Item]))
				}
			}
			if tt.k < len(points) {
				return
			}
			within := x.Within(nil, tt.from, tt.within, tt.filter)
			slices.SortFunc(within, earth.Neighbor.Compare)
			if !slices.Equal(found, within) {
				t.Errorf("Within differs from Nearest:\n%s", cmp.Diff(found, within))
			}
			if items, weight := x.Count(tt.from, tt.within, tt.filter); items != len(found) || weight != int64(len(found)) {
				t.Errorf("Count = %d, %d, want %d", items, weight, len(found))
			}
		})
	}
}

func TestMilesAndKilometres(t *testing.T) {
	t.Run("D39 a radius in miles and the same in kilometres find the same", func(t *testing.T) {
		points := scatter(t, 50_000, 1)
		x := mustIndex(t, points, earth.IndexOptions{})
		for _, from := range points[:100] {
			miles := x.Within(nil, from, 25*earth.Mile, earth.Filter{})
			kilometres := x.Within(nil, from, 40.2336*earth.Kilometre, earth.Filter{})
			if !slices.Equal(miles, kilometres) || len(miles) == 0 {
				t.Fatalf("from %v: %d within 25 miles, %d within 40.2336 km", from, len(miles), len(kilometres))
			}
		}
	})
}

func TestSearchesAppend(t *testing.T) {
	p := earth.LatLng(30, -81)
	x := mustIndex(t, []earth.Point{p}, earth.IndexOptions{})
	first := earth.Neighbor{Item: 7, Distance: 1}
	want := []earth.Neighbor{first, {Item: 0, Distance: 0}}
	if diff := cmp.Diff(want, x.Nearest([]earth.Neighbor{first}, p, 5, earth.Farthest, earth.Filter{})); diff != "" {
		t.Errorf("Nearest (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, x.Within([]earth.Neighbor{first}, p, 0, earth.Filter{})); diff != "" {
		t.Errorf("Within (-want +got):\n%s", diff)
	}
}

func TestIndexWithoutItems(t *testing.T) {
	p := earth.LatLng(30, -81)
	for name, x := range map[string]*earth.Index{
		"the zero index":             {},
		"an index of nothing":        mustIndex(t, nil, earth.IndexOptions{}),
		"an index of missing points": mustIndex(t, make([]earth.Point, 3), earth.IndexOptions{}),
	} {
		t.Run(name, func(t *testing.T) {
			if found := x.Nearest(nil, p, 5, earth.Farthest, earth.Filter{}); len(found) != 0 {
				t.Errorf("Nearest: %v", found)
			}
			if found := x.Within(nil, p, earth.Farthest, earth.Filter{}); len(found) != 0 {
				t.Errorf("Within: %v", found)
			}
			if items, weight := x.Count(p, earth.Farthest, earth.Filter{}); items != 0 || weight != 0 {
				t.Errorf("Count: %d, %d", items, weight)
			}
			for n := range x.Ascending(p, earth.Farthest, earth.Filter{}) {
				t.Errorf("Ascending: %v", n)
			}
			y, err := x.With(earth.Change{Item: x.Len(), Point: p})
			if err != nil {
				t.Fatal(err)
			}
			if found := y.Nearest(nil, p, 5, 0, earth.Filter{}); len(found) != 1 || found[0].Item != x.Len() {
				t.Errorf("after an addition: %v", found)
			}
		})
	}
}

func TestIndexCounts(t *testing.T) {
	t.Run("D29 items without coordinates are counted, not dropped", func(t *testing.T) {
		x := mustIndex(t, []earth.Point{earth.LatLng(0, 0), earth.LatLng(0, 10), {}, earth.LatLng(30, -81)}, earth.IndexOptions{})
		if x.Len() != 4 || x.Located() != 2 || x.Missing() != 2 {
			t.Errorf("%d items, %d located, %d missing, want 4, 2, 2", x.Len(), x.Located(), x.Missing())
		}
	})
	t.Run("weights are summed", func(t *testing.T) {
		points := []earth.Point{earth.LatLng(30, -81), earth.LatLng(30.1, -81), earth.LatLng(40, -81)}
		x := mustIndex(t, points, earth.IndexOptions{Weights: []int64{1200, 34, 5_000_000_000}})
		if items, weight := x.Count(points[0], 25*earth.Mile, earth.Filter{}); items != 2 || weight != 1234 {
			t.Errorf("Count = %d, %d, want 2, 1234", items, weight)
		}
		if _, weight := x.Count(points[0], earth.Farthest, earth.Filter{}); weight != 5_000_001_234 {
			t.Errorf("Count everywhere = %d, want 5000001234", weight)
		}
	})
}

func TestNewIndexErrors(t *testing.T) {
	points := make([]earth.Point, 2)
	tests := []struct {
		name string
		opt  earth.IndexOptions
		want string
	}{
		{"too few masks", earth.IndexOptions{Masks: []uint64{1}}, "earth: 1 masks for 2 points, want one for each or nil"},
		{"no masks, but not nil", earth.IndexOptions{Masks: []uint64{}}, "earth: 0 masks for 2 points, want one for each or nil"},
		{"too many weights", earth.IndexOptions{Weights: make([]int64, 3)}, "earth: 3 weights for 2 points, want one for each or nil"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, err := earth.NewIndex(points, tt.opt)
			if x != nil || err == nil || err.Error() != tt.want {
				t.Errorf("NewIndex = %v, %v, want %s", x, err, tt.want)
			}
		})
	}
}

// TestLongAnswers tries numbers of items around those where the way of collecting them
// changes, on a line of points, where the answer is known without comparing.
func TestLongAnswers(t *testing.T) {
	const n = 5000
	points := make([]earth.Point, n)
	for i := range points {
		points[i] = earth.LatLng(float64(i*37%n)/100, -81) // each hundredth of a degree once
	}
	x := mustIndex(t, points, earth.IndexOptions{})
	for _, k := range []int{1, 10, 127, 128, 129, 1000, n, n + 1} {
		found := x.Nearest(nil, earth.LatLng(0, -81), k, earth.Farthest, earth.Filter{})
		if len(found) != min(k, n) {
			t.Fatalf("k %d: %d found", k, len(found))
		}
		for i, f := range found {
			if f.Item*37%n != i {
				t.Fatalf("k %d: place %d is item %d", k, i, f.Item)
			}
		}
	}
}

func TestSearchesDoNotAllocate(t *testing.T) {
	s := scatter(t, 20_000, 1)
	masks := make([]uint64, len(s))
	for i := range masks {
		masks[i] = 1 << (i % 64)
	}
	x := mustIndex(t, s, earth.IndexOptions{Masks: masks})
	x, err := x.With(earth.Change{Item: 3, Point: s[0]})
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]earth.Neighbor, 0, len(s))
	allocs := testing.AllocsPerRun(100, func() {
		filter := earth.Filter{Any: []uint64{0xff, 0xf0}, Keep: func(item int) bool { return item > 5 }}
		dst = x.Nearest(dst[:0], s[7], 10, earth.Farthest, filter)
		dst = x.Nearest(dst[:0], s[7], 1000, earth.Farthest, filter)
		dst = x.Within(dst[:0], s[7], 25*earth.Mile, filter)
		x.Count(s[7], 25*earth.Mile, filter)
	})
	if allocs != 0 {
		t.Errorf("%v allocations a round, want 0", allocs)
	}
}

func TestManyGoroutines(t *testing.T) {
	points := scatter(t, 2000, 1)
	x := mustIndex(t, points, earth.IndexOptions{})
	var wait sync.WaitGroup
	for g := range 8 {
		wait.Go(func() {
			for i := g; i < len(points); i += 8 {
				found := x.Nearest(nil, points[i], 3, earth.Farthest, earth.Filter{})
				if len(found) != 3 || found[0].Distance != 0 {
					t.Errorf("from item %d: %v", i, found)
				}
			}
		})
	}
	wait.Wait()
}

// TestSlowToPartition builds an index of points in an order made so that the middle of
// three is almost the least of all each time: without a limit that takes hours.
func TestSlowToPartition(t *testing.T) {
	const half = 300_000
	ranks := make([]int, 0, 2*half)
	used := make([]bool, 2*half)
	for i := range half - 1 {
		rank := i
		if i%2 == 1 {
			rank = half + (i+1)/2
		}
		ranks = append(ranks, rank)
		used[rank] = true
	}
	for rank := range used {
		if !used[rank] {
			ranks = append(ranks, rank)
		}
	}
	points := make([]earth.Point, len(ranks))
	for i, rank := range ranks {
		points[i] = earth.LatLng(float64(rank)*1e-4, -81)
	}
	x := mustIndex(t, points, earth.IndexOptions{})
	found := x.Nearest(nil, earth.LatLng(0, -81), 100, earth.Farthest, earth.Filter{})
	for i, n := range found {
		if ranks[n.Item] != i {
			t.Fatalf("place %d is the point of rank %d", i, ranks[n.Item])
		}
	}
}

// TestPeopleTotals checks the counts against totals that the Census Bureau publishes.
func TestPeopleTotals(t *testing.T) {
	list, source := towns()
	if strings.HasPrefix(source, "invented") {
		t.Skipf("%s is absent", sharedData("census"))
	}
	points, weights := make([]earth.Point, len(list)), make([]int64, len(list))
	for i, town := range list {
		points[i], weights[i] = earth.LatLng(town.lat, town.lng), int64(town.people)
	}
	x := mustIndex(t, points, earth.IndexOptions{Weights: weights})
	if _, people := x.Count(points[0], earth.Farthest, earth.Filter{}); people != 334_735_155 {
		t.Errorf("%d people, want 334735155 with Puerto Rico", people)
	}
}
