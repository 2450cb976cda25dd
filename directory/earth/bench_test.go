package earth_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// The points of all benchmarks are drawn by population from the 2020 census block groups,
// with a fixed seed, and so are the places that ask. Each benchmark also times a walk over
// all items, the plainest alternative, and reports how many times longer that takes.

var sizes = []struct {
	name string
	n    int
}{{"1e3", 1e3}, {"1e5", 1e5}, {"1e6", 1e6}}

// A job is a search to be timed.
type job struct {
	name   string
	search func(x *earth.Index, from earth.Point, dst []earth.Neighbor) []earth.Neighbor
	walk   func(points []earth.Point, from earth.Point) []earth.Neighbor // nil: not timed
}

// run times jobs on indexes of each size. Masks may be nil.
func run(b *testing.B, jobs []job, masks func(n int) []uint64) {
	for _, size := range sizes {
		b.Run("points="+size.name, func(b *testing.B) {
			points := scatter(b, size.n, 1)
			opt := earth.IndexOptions{}
			if masks != nil {
				opt.Masks = masks(size.n)
			}
			x := mustIndex(b, points, opt)
			from := scatter(b, 1<<12, 2)
			dst := make([]earth.Neighbor, 0, size.n)
			for _, j := range jobs {
				b.Run(j.name, func(b *testing.B) {
					b.ReportAllocs()
					found := 0
					for i := 0; b.Loop(); i++ {
						dst = j.search(x, from[i%len(from)], dst[:0])
						found += len(dst)
					}
					b.ReportMetric(float64(found)/float64(b.N), "found/op")
					if j.walk != nil {
						perOp := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
						b.ReportMetric(walkTime(points, from, j.walk)/perOp, "walk/op")
					}
				})
			}
		})
	}
}

// walkTime returns the nanoseconds that a walk over all points takes.
func walkTime(points, from []earth.Point, walk func([]earth.Point, earth.Point) []earth.Neighbor) float64 {
	rounds := 1 + 300_000/len(points)
	start := time.Now()
	for i := range rounds {
		walk(points, from[i%len(from)])
	}
	return float64(time.Since(start).Nanoseconds()) / float64(rounds)
}

// walkNearest finds the k nearest by comparing with every point.
func walkNearest(k int) func([]earth.Point, earth.Point) []earth.Neighbor {
	return func(points []earth.Point, from earth.Point) []earth.Neighbor {
		best := make([]earth.Neighbor, 0, k+1)
		for i, p := range points {
			d := from.Distance(p)
			if len(best) == k && d >= best[k-1].Distance {
				continue
			}
			at, _ := slices.BinarySearchFunc(best, d, func(n earth.Neighbor, d earth.Distance) int {
				if n.Distance <= d {
					return -1
				}
				return 1
			})
			best = slices.Insert(best, at, earth.Neighbor{Item: i, Distance: d})
			best = best[:min(len(best), k)]
		}
		return best
	}
}

// walkWithin finds the points within radius by comparing with every point.
func walkWithin(radius earth.Distance) func([]earth.Point, earth.Point) []earth.Neighbor {
	return func(points []earth.Point, from earth.Point) []earth.Neighbor {
		var found []earth.Neighbor
		for i, p := range points {
			if d := from.Distance(p); d <= radius {
				found = append(found, earth.Neighbor{Item: i, Distance: d})
			}
		}
		return found
	}
}

func BenchmarkNearest(b *testing.B) {
	var jobs []job
	for _, k := range []int{1, 10, 100} {
		jobs = append(jobs, job{
			name: fmt.Sprintf("k=%d", k),
			search: func(x *earth.Index, from earth.Point, dst []earth.Neighbor) []earth.Neighbor {
				return x.Nearest(dst, from, k, earth.Farthest, earth.Filter{})
			},
			walk: walkNearest(k),
		})
	}
	run(b, jobs, nil)
}

func BenchmarkWithin(b *testing.B) {
	run(b, []job{{
		name: "25mi",
		search: func(x *earth.Index, from earth.Point, dst []earth.Neighbor) []earth.Neighbor {
			return x.Within(dst, from, 25*earth.Mile, earth.Filter{})
		},
		walk: walkWithin(25 * earth.Mile),
	}, {
		name: "25mi-count",
		search: func(x *earth.Index, from earth.Point, dst []earth.Neighbor) []earth.Neighbor {
			x.Count(from, 25*earth.Mile, earth.Filter{})
			return dst
		},
		walk: walkWithin(25 * earth.Mile),
	}}, nil)
}

// BenchmarkFilter looks for the ten nearest items with a bit that the given share of items
// has, and compares with looking at all items in order of distance until ten have it.
func BenchmarkFilter(b *testing.B) {
	shares := []float64{0.14, 0.025, 0.004, 0.0001}
	var jobs []job
	for bit, share := range shares {
		filter := earth.Filter{Any: []uint64{1 << bit}}
		jobs = append(jobs, job{
			name: fmt.Sprintf("share=%g", share),
			search: func(x *earth.Index, from earth.Point, dst []earth.Neighbor) []earth.Neighbor {
				return x.Nearest(dst, from, 10, earth.Farthest, filter)
			},
		})
	}
	run(b, jobs, func(n int) []uint64 {
		rnd := rand.New(rand.NewPCG(1, 9))
		masks := make([]uint64, n)
		for i := range masks {
			for bit, share := range shares {
				if rnd.Float64() < share {
					masks[i] |= 1 << bit
				}
			}
		}
		return masks
	})
}

// BenchmarkRecent searches an index in which a number of items have changed.
func BenchmarkRecent(b *testing.B) {
	points := scatter(b, 1e5, 1)
	from := scatter(b, 1<<12, 2)
	dst := make([]earth.Neighbor, 0, 10)
	for _, changed := range []int{0, 100, 1000} {
		x := mustIndex(b, points, earth.IndexOptions{})
		var changes []earth.Change
		for i := range changed {
			changes = append(changes, earth.Change{Item: i * 7, Point: from[i]})
		}
		x, err := x.With(changes...)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("changed=%d/nearest", changed), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				dst = x.Nearest(dst[:0], from[i%len(from)], 10, earth.Farthest, earth.Filter{})
			}
		})
		b.Run(fmt.Sprintf("changed=%d/with", changed), func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := x.With(earth.Change{Item: i % len(points), Point: from[i%len(from)]}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkNewIndex also reports the memory that an index keeps for each point.
func BenchmarkNewIndex(b *testing.B) {
	for _, size := range sizes {
		points := scatter(b, size.n, 1)
		for name, opt := range map[string]earth.IndexOptions{"plain": {}, "masks": {Masks: make([]uint64, size.n)}} {
			b.Run("points="+size.name+"/"+name, func(b *testing.B) {
				var x *earth.Index
				for b.Loop() {
					x = mustIndex(b, points, opt)
				}
				before := heap()
				runtime.KeepAlive(x)
				x = nil
				b.ReportMetric(float64(before-heap())/float64(size.n), "B/point")
			})
		}
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
