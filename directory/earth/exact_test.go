package earth_test

import (
	"flag"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
)

var queries = flag.Int("queries", 20_000, "number of random queries that are compared with the slow answer")

// worlds are ways to scatter points, each hard for some way of searching.
var worlds = []struct {
	name  string
	point func(*rand.Rand) earth.Point
}{
	{"anywhere", anywhere},
	{"around both poles", func(rnd *rand.Rand) earth.Point {
		lat := 90 - math.Abs(rnd.NormFloat64())
		if rnd.IntN(2) == 0 {
			lat = -lat
		}
		return earth.LatLng(lat, 360*rnd.Float64()-180)
	}},
	{"on both sides of the date line", func(rnd *rand.Rand) earth.Point {
		lng := 180 - rnd.ExpFloat64()/10
		if rnd.IntN(2) == 0 {
			lng = -lng
		}
		return earth.LatLng(51+rnd.NormFloat64(), lng)
	}},
	{"a coarse lattice, full of equal distances", func(rnd *rand.Rand) earth.Point {
		return earth.LatLng(float64(10*rnd.IntN(19)-90), float64(15*rnd.IntN(25)-180))
	}},
	{"three venues with many groups", func(rnd *rand.Rand) earth.Point {
		return []earth.Point{earth.LatLng(30.165, -81.74), earth.LatLng(30.321, -81.67), earth.LatLng(0, 10)}[rnd.IntN(3)]
	}},
	{"millimetres apart", func(rnd *rand.Rand) earth.Point {
		return earth.LatLng(40+rnd.NormFloat64()*1e-8, -75+rnd.NormFloat64()*1e-8)
	}},
	{"towns", func(rnd *rand.Rand) earth.Point {
		list, _ := towns()
		t := list[rnd.IntN(len(list))]
		return earth.LatLng(t.lat, t.lng)
	}},
	{"some without coordinates", func(rnd *rand.Rand) earth.Point {
		if rnd.IntN(3) == 0 {
			return earth.Point{}
		}
		return anywhere(rnd)
	}},
}

func anywhere(rnd *rand.Rand) earth.Point {
	return earth.LatLng(math.Asin(2*rnd.Float64()-1)*180/math.Pi, 360*rnd.Float64()-180)
}

// A question is what the random tests ask an index.
type question struct {
	from   earth.Point
	k      int
	radius earth.Distance
	filter earth.Filter
}

// ask returns a random question about points of s or of its world.
func ask(rnd *rand.Rand, s *slow, point func(*rand.Rand) earth.Point) question {
	q := question{from: point(rnd), k: rnd.IntN(50)}
	if n := len(s.points); n > 0 && rnd.IntN(3) == 0 {
		q.from = s.points[rnd.IntN(n)]
	}
	switch rnd.IntN(8) {
	case 0:
		q.k = len(s.points) + rnd.IntN(3)
	case 1:
		q.k = 100 + rnd.IntN(60)
	}
	switch n := len(s.points); rnd.IntN(6) {
	case 0:
		q.radius = earth.Farthest
	case 1:
		odd := []earth.Distance{0, 5e-324, 1e-155, 1e-9, earth.Farthest * (1 - 1e-16), 19_999 * earth.Kilometre}
		q.radius = odd[rnd.IntN(len(odd))]
	case 2: // exactly as far as some item
		if n > 0 {
			q.radius = q.from.Distance(s.points[rnd.IntN(n)])
		}
	case 3: // a hair less
		if n > 0 {
			q.radius = earth.Distance(math.Nextafter(float64(q.from.Distance(s.points[rnd.IntN(n)])), 0))
		}
	default:
		q.radius = earth.Distance(math.Exp(rnd.Float64()*35-17)) * earth.Metre
	}
	for range rnd.IntN(4) {
		one, other := rnd.IntN(16), rnd.IntN(16)
		q.filter.Any = append(q.filter.Any, 1<<one|1<<other)
	}
	if rnd.IntN(4) == 0 {
		divisor := 1 + rnd.IntN(5)
		q.filter.Keep = func(item int) bool { return item%divisor == 0 }
	}
	return q
}

// invent returns n items of a world. Half of the time they have masks, half weights.
func invent(rnd *rand.Rand, n int, point func(*rand.Rand) earth.Point) *slow {
	s := &slow{points: make([]earth.Point, n)}
	for i := range s.points {
		s.points[i] = point(rnd)
	}
	if rnd.IntN(4) > 0 {
		s.masks = make([]uint64, n)
		for i := range s.masks {
			for range rnd.IntN(6) {
				s.masks[i] |= 1 << rnd.IntN(16)
			}
		}
	}
	if rnd.IntN(2) == 0 {
		s.weights = make([]int64, n)
		for i := range s.weights {
			s.weights[i] = rnd.Int64N(5000)
		}
	}
	return s
}

// compare asks an index all it can be asked and compares with the slow answers. It returns
// the differences, or nothing.
func compare(x *earth.Index, s *slow, q question) string {
	want := s.nearest(q.from, q.k, q.radius, q.filter)
	got := x.Nearest([]earth.Neighbor{}, q.from, q.k, q.radius, q.filter)
	if !slices.Equal(want, got) {
		return "Nearest " + cmp.Diff(want, got)
	}
	all := s.within(q.from, q.radius, q.filter)
	within := x.Within([]earth.Neighbor{}, q.from, q.radius, q.filter)
	slices.SortFunc(within, earth.Neighbor.Compare)
	if !slices.Equal(all, within) {
		return "Within " + cmp.Diff(all, within)
	}
	wantItems, wantWeight := s.count(q.from, q.radius, q.filter)
	items, weight := x.Count(q.from, q.radius, q.filter)
	if items != wantItems || weight != wantWeight {
		return "Count " + cmp.Diff([]int64{int64(wantItems), wantWeight}, []int64{int64(items), weight})
	}
	ascending := []earth.Neighbor{}
	for n := range x.Ascending(q.from, q.radius, q.filter) {
		if len(ascending) >= q.k {
			break
		}
		ascending = append(ascending, n)
	}
	if !slices.Equal(want, ascending) {
		return "Ascending " + cmp.Diff(want, ascending)
	}
	return ""
}

// TestExact proves that the index finds what comparing with every item finds, in order and
// to the last bit of each distance. For a million queries:
//
//	go test -run Exact ./directory/earth -queries 1000000
func TestExact(t *testing.T) {
	const perIndex = 100
	for i, w := range worlds {
		t.Run("D31 D33 D39 equals the slow answer: "+w.name, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(uint64(i), 7))
			for range 1 + *queries/perIndex/len(worlds) {
				s := invent(rnd, int(math.Exp(rnd.Float64()*6.7))-1, w.point)
				x, err := s.index()
				if err != nil {
					t.Fatal(err)
				}
				for range perIndex {
					q := ask(rnd, s, w.point)
					if diff := compare(x, s, q); diff != "" {
						t.Fatalf("%d items, %+v:\n%s", len(s.points), q, diff)
					}
				}
			}
		})
	}
}

// TestExactLarge asks an index with more levels.
func TestExactLarge(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 10))
	s := &slow{points: scatter(t, 50_000, 3)}
	for range s.points {
		s.masks = append(s.masks, 1<<rnd.IntN(16)|1<<rnd.IntN(40))
	}
	x, err := s.index()
	if err != nil {
		t.Fatal(err)
	}
	for range 30 {
		q := ask(rnd, s, func(*rand.Rand) earth.Point { return scatter(t, 1, rnd.Uint64())[0] })
		if diff := compare(x, s, q); diff != "" {
			t.Fatalf("%+v:\n%s", q, diff)
		}
	}
}

// FuzzIndex searches for a set of points and a query with another answer than the slow one.
func FuzzIndex(f *testing.F) {
	f.Add(uint64(1), 10, 30.165, -81.74, 3, 40_000.0, uint64(0))
	f.Add(uint64(2), 0, 90.0, 180.0, 1, 0.0, uint64(1))
	f.Add(uint64(3), 700, 0.0, -180.0, 64, 2e7, uint64(0xff))
	f.Fuzz(func(t *testing.T, seed uint64, n int, lat, lng float64, k int, radius float64, group uint64) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		w := worlds[seed%uint64(len(worlds))]
		s := invent(rnd, int(uint(n)%700), w.point)
		x, err := s.index()
		if err != nil {
			t.Fatal(err)
		}
		q := question{from: earth.LatLng(lat, lng), k: k, radius: earth.Distance(radius)}
		if group != 0 {
			q.filter.Any = []uint64{group}
		}
		if diff := compare(x, s, q); diff != "" {
			t.Fatalf("%s: %s", w.name, diff)
		}
	})
}
