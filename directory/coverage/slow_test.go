package coverage_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

// slowSummary is what Measure must say: it compares every area with every site.
func slowSummary(areas []coverage.Area, sites []coverage.Site, radius earth.Distance) coverage.Summary {
	var s coverage.Summary
	var distances []earth.Distance // of each person's area, with its people
	people := map[earth.Distance]int64{}
	var sum, meetings float64
	for _, a := range areas {
		nearest, perWeek := earth.Farthest, int64(0)
		for _, site := range sites {
			d := a.Point.Distance(site.Point)
			nearest = min(nearest, d)
			if d <= radius {
				perWeek += int64(math.Round(site.PerWeek * 1e6))
			}
		}
		s.People += a.People
		if nearest <= radius {
			s.Reached += a.People
		}
		sum += float64(a.People) * nearest.Metres()
		meetings += float64(a.People) * float64(perWeek)
		if people[nearest] == 0 {
			distances = append(distances, nearest)
		}
		people[nearest] += a.People
	}
	if s.People == 0 {
		return s
	}
	slices.Sort(distances)
	s.Mean = earth.Distance(sum / float64(s.People))
	s.Meetings = meetings / 1e6 / float64(s.People)
	var within int64
	for _, d := range distances {
		before := float64(within) / float64(s.People)
		within += people[d]
		after := float64(within) / float64(s.People)
		if before < 0.5 && after >= 0.5 {
			s.Median = d
		}
		if before < 0.9 && after >= 0.9 {
			s.P90 = d
		}
	}
	return s
}

// slowGreedy takes the best next candidate n times, weighing all of them anew each time.
func slowGreedy(areas []coverage.Area, sites, candidates []coverage.Site, radius earth.Distance, n int) (ids []string) {
	left := slices.DeleteFunc(slices.Clone(areas), func(a coverage.Area) bool {
		return slices.ContainsFunc(sites, func(s coverage.Site) bool { return a.Point.Distance(s.Point) <= radius })
	})
	for range n {
		best, most := -1, int64(0)
		for j, c := range candidates {
			if gain := weightWithin(left, c.Point, radius); gain > most {
				best, most = j, gain
			}
		}
		if best < 0 {
			break
		}
		ids = append(ids, candidates[best].ID)
		left = slices.DeleteFunc(left, func(a coverage.Area) bool {
			return a.Point.Distance(candidates[best].Point) <= radius
		})
	}
	return ids
}

func weightWithin(areas []coverage.Area, at earth.Point, radius earth.Distance) (sum int64) {
	for _, a := range areas {
		if a.Point.Distance(at) <= radius {
			sum += a.People
		}
	}
	return sum
}

// slowBest tries every choice of n candidates and returns the greatest gain.
func slowBest(areas []coverage.Area, candidates []coverage.Site, radius earth.Distance, n int) (best int64) {
	var try func(from int, left []coverage.Area, gain int64, n int)
	try = func(from int, left []coverage.Area, gain int64, n int) {
		best = max(best, gain)
		for j := from; j < len(candidates) && n > 0; j++ {
			rest := slices.DeleteFunc(slices.Clone(left), func(a coverage.Area) bool {
				return a.Point.Distance(candidates[j].Point) <= radius
			})
			try(j+1, rest, gain+weightWithin(left, candidates[j].Point, radius), n-1)
		}
	}
	try(0, areas, 0, n)
	return best
}

// invented returns areas in clusters, some of them in one place.
func invented(rnd *rand.Rand, n int) (areas []coverage.Area) {
	var lat, lng float64
	for i := range n {
		if i%7 == 0 {
			lat, lng = 30+8*rnd.Float64(), -100+10*rnd.Float64()
		}
		if i%5 != 0 {
			lat, lng = lat+rnd.NormFloat64()*0.2, lng+rnd.NormFloat64()*0.2
		}
		areas = append(areas, coverage.Area{ID: string(rune('a'+i%26)) + string(rune('a'+i/26)), Point: earth.LatLng(lat, lng), People: 1 + rnd.Int64N(5000)})
	}
	return areas
}

func population(t testing.TB, areas []coverage.Area) *coverage.Population {
	t.Helper()
	p, err := coverage.NewPopulation(areas)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// scattered returns n sites at places drawn from a population by people, moved by 2 km.
func scattered(p *coverage.Population, n int, seed uint64) (sites []coverage.Site) {
	var upTo []int64
	var points []earth.Point
	sum := int64(0)
	for a := range p.Areas() {
		sum += a.People
		upTo, points = append(upTo, sum), append(points, a.Point)
	}
	rnd := rand.New(rand.NewPCG(seed, 1))
	for i := range n {
		k, _ := slices.BinarySearchFunc(upTo, rnd.Int64N(sum)+1, cmp.Compare[int64])
		sites = append(sites, coverage.Site{
			ID:      string(rune('A'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676)),
			Point:   earth.LatLng(points[k].Lat()+rnd.NormFloat64()*0.02, points[k].Lng()+rnd.NormFloat64()*0.02),
			PerWeek: float64(rnd.IntN(5)) / 4,
		})
	}
	return sites
}

var samePoint = gocmp.Comparer(func(p, q earth.Point) bool { return p == q })
