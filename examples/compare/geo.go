package main

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

// geoTasks are those of package earth: a million items where people live, and
// people who ask from where they live.
var geoTasks = []task{
	{"nearest-10-1m", "search", prepareNearest},
	{"within-25mi-1m", "search", prepareWithin},
}

const (
	geoItems  = 1_000_000
	geoPlaces = 4096 // from where is asked, in turn
	geoK      = 10
	// geoChecked is how many searches are in an answer, which all sides must
	// share. It is small for the sake of the slowest.
	geoChecked = 2
)

// geoRadius is that of within-25mi-1m.
const geoRadius = 25 * earth.Mile

// A world is the items and the places that are asked from.
type world struct {
	items, places []earth.Point
	index         *earth.Index
}

// theWorld is the same in every run.
var theWorld = sync.OnceValue(func() *world {
	w := &world{items: scatter(geoItems, 1), places: scatter(geoPlaces, 2)}
	var err error
	if w.index, err = earth.NewIndex(w.items, earth.IndexOptions{}); err != nil {
		panic(err) // too many points: there are not
	}
	return w
})

// scatter returns points as people live: each in a tract of the 2020 census,
// chosen by its people, some 2 km from the middle of it.
func scatter(n int, seed uint64) []earth.Point {
	var upTo []int64
	var middles []earth.Point
	people := int64(0)
	for a := range coverage.Tracts().Areas() {
		people += a.People
		upTo, middles = append(upTo, people), append(middles, a.Point)
	}
	random := rand.New(rand.NewPCG(seed, 0))
	points := make([]earth.Point, n)
	for i := range points {
		k, _ := slices.BinarySearchFunc(upTo, random.Int64N(people)+1, cmp.Compare[int64])
		north := middles[k].Lat() + random.NormFloat64()*0.018
		east := middles[k].Lng() + random.NormFloat64()*0.018/math.Cos(north*math.Pi/180)
		points[i] = earth.LatLng(north, math.Remainder(east, 360))
	}
	return points
}

// A geoSide makes a side of a task. Search returns a number that depends on
// what is found from a place: the sum of the items, or how many they are.
func geoSide(peer string, n int, search func(place int) int64) side {
	at := 0
	return side{peer, func() (o outcome) {
		for place := range geoChecked {
			o.answer += search(place)
		}
		for range n - geoChecked {
			search(at % geoPlaces)
			at++
		}
		o.units = n
		return o
	}}
}

func prepareNearest() ([]side, error) {
	w := theWorld()
	buffer := make([]earth.Neighbor, 0, geoK)
	ours := func(place int) (sum int64) {
		buffer = w.index.Nearest(buffer[:0], w.places[place], geoK, earth.Farthest, earth.Filter{})
		for _, n := range buffer {
			sum += int64(n.Item)
		}
		return sum
	}
	return []side{
		geoSide("", 2000, ours),
		geoSide("gonum kdtree", 500, theTree().nearest),
		geoSide("tidwall/rtree", 200, theBoxes().nearest),
		geoSide("golang/geo ClosestEdgeQuery", geoChecked, theEdges().nearest),
		geoSide("brute force", geoChecked, w.walkNearest),
	}, nil
}

func prepareWithin() ([]side, error) {
	w := theWorld()
	var buffer []earth.Neighbor
	ours := func(place int) int64 {
		buffer = w.index.Within(buffer[:0], w.places[place], geoRadius, earth.Filter{})
		return int64(len(buffer))
	}
	return []side{
		geoSide("", 200, ours),
		geoSide("gonum kdtree", 20, theTree().within),
		geoSide("tidwall/rtree", 50, theBoxes().within),
		geoSide("golang/geo ClosestEdgeQuery", 10, theEdges().within),
		geoSide("brute force", geoChecked, w.walkWithin),
	}, nil
}

// walkNearest compares with every item.
func (w *world) walkNearest(place int) (sum int64) {
	from := w.places[place]
	best := make([]earth.Neighbor, 0, geoK+1)
	for i, p := range w.items {
		n := earth.Neighbor{Item: i, Distance: from.Distance(p)}
		if len(best) == geoK && best[geoK-1].Compare(n) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, n, earth.Neighbor.Compare)
		best = slices.Insert(best, at, n)
		best = best[:min(len(best), geoK)]
	}
	for _, n := range best {
		sum += int64(n.Item)
	}
	return sum
}

func (w *world) walkWithin(place int) (found int64) {
	from := w.places[place]
	for _, p := range w.items {
		if from.Distance(p) <= geoRadius {
			found++
		}
	}
	return found
}
