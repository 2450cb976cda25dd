package coverage

import (
	"container/heap"
	"context"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
)

// A search is the problem of where the next groups should start: which places, of many,
// have most of the people who wait within a radius of at least one of them.
type search struct {
	radius earth.Distance
	demand []demand
	sites  []Site // to choose from

	areas  *earth.Index // of demand
	places *earth.Index // of sites
	gains  []int64      // of each site: the weight it would cover now
}

// A demand is people at a place who have nothing within reach.
type demand struct {
	point   earth.Point
	weight  int64 // what bringing them within reach is worth
	people  int64 // of the population
	asked   int64 // who asked
	covered bool  // by what is chosen so far
	price   int64 // the gain of the choice that covered it
}

// index prepares the search.
func (s *search) index() (err error) {
	weights := make([]int64, len(s.demand))
	for i, d := range s.demand {
		weights[i] = d.weight
	}
	if s.areas, err = s.areasWeighing(weights); err != nil {
		return err
	}
	points := make([]earth.Point, len(s.sites))
	for j, site := range s.sites {
		points[j] = site.Point
	}
	s.places, err = earth.NewIndex(points, earth.IndexOptions{})
	return err
}

func (s *search) areasWeighing(weights []int64) (*earth.Index, error) {
	points := make([]earth.Point, len(s.demand))
	for i, d := range s.demand {
		points[i] = d.point
	}
	return earth.NewIndex(points, earth.IndexOptions{Weights: weights})
}

// uncover forgets what is chosen.
func (s *search) uncover() {
	for i := range s.demand {
		s.demand[i].covered = false
	}
}

const (
	greedyRounds = 60      // of the relaxation
	greedySites  = 170_000 // sums of sites in all rounds
)

// greedy chooses up to n sites, the best next one each time, and returns with them a bound
// on the weight that any n sites can cover.
//
// All gains are kept exact: an area that is covered takes its weight off every site around
// it. As that happens to an area once, all choices together cost no more than one look at
// each pair of a site and an area within the radius.
func (s *search) greedy(ctx context.Context, n int, progress func(done, all int)) (picks []int, bound int64, err error) {
	if err := s.measureGains(ctx); err != nil {
		return nil, 0, err
	}
	q := newQueue(s.gains)
	b := bounds{n: n, best: s.weight()}
	var covered int64
	for len(picks) < n {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if progress != nil {
			progress(len(picks), n)
		}
		if b.due(len(picks)) {
			b.add(covered + sumOfLargest(s.gains, n))
		}
		j, ok := q.next()
		if !ok {
			break // all that can be covered is
		}
		picks = append(picks, j)
		covered += s.gains[j]
		s.cover(j)
	}
	b.add(covered + sumOfLargest(s.gains, n))
	if b.best > covered {
		r := newRelaxation(s, n)
		if err := r.improve(ctx, covered, min(greedyRounds, max(1, greedySites/len(s.sites)))); err != nil {
			return nil, 0, err
		}
		b.add(r.best)
	}
	if progress != nil {
		progress(len(picks), n)
	}
	return picks, b.best, nil
}

// weight returns the weight of all that waits.
func (s *search) weight() (sum int64) {
	for _, d := range s.demand {
		sum += d.weight
	}
	return sum
}

// measureGains finds the gains of all sites while nothing is chosen.
func (s *search) measureGains(ctx context.Context) (err error) {
	s.uncover()
	s.gains, err = s.sums(ctx, s.areas)
	return err
}

// sums returns for each site the weight that an index of areas has within the radius.
func (s *search) sums(ctx context.Context, areas *earth.Index) ([]int64, error) {
	sums := make([]int64, len(s.sites))
	for j, site := range s.sites {
		if j%stride == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		_, sums[j] = areas.Count(site.Point, s.radius, earth.Filter{})
	}
	return sums, nil
}

// cover chooses a site.
func (s *search) cover(site int) {
	var near []earth.Neighbor
	price := s.gains[site]
	for _, i := range s.areas.Within(nil, s.sites[site].Point, s.radius, earth.Filter{}) {
		d := &s.demand[i.Item]
		if d.covered {
			continue
		}
		d.covered, d.price = true, price
		near = s.places.Within(near[:0], d.point, s.radius, earth.Filter{})
		for _, j := range near {
			s.gains[j.Item] -= d.weight
		}
	}
}

// A queue yields sites by their gains, which shrink: the greatest first, of equal ones the
// first. A site stands in it with the gain it had when it was looked at last, which is never
// too small, so only the first few have to be looked at again.
type queue struct {
	gains []int64
	order []queued
}

type queued struct {
	gain int64 // when it was looked at
	site int32
}

func newQueue(gains []int64) *queue {
	q := &queue{gains: gains, order: make([]queued, 0, len(gains))}
	for j, gain := range gains {
		if gain > 0 {
			q.order = append(q.order, queued{gain, int32(j)})
		}
	}
	heap.Init(q)
	return q
}

// next takes the site with the greatest gain; ok is false if none has any.
func (q *queue) next() (site int, ok bool) {
	for len(q.order) > 0 {
		first := &q.order[0]
		switch gain := q.gains[first.site]; {
		case gain == first.gain:
			return int(heap.Pop(q).(queued).site), true
		case gain == 0:
			heap.Pop(q)
		default:
			first.gain = gain
			heap.Fix(q, 0)
		}
	}
	return 0, false
}

func (q *queue) Len() int      { return len(q.order) }
func (q *queue) Swap(i, j int) { q.order[i], q.order[j] = q.order[j], q.order[i] }
func (q *queue) Push(x any)    { q.order = append(q.order, x.(queued)) }
func (q *queue) Less(i, j int) bool {
	a, b := q.order[i], q.order[j]
	return a.gain > b.gain || a.gain == b.gain && a.site < b.site
}

func (q *queue) Pop() any {
	last := q.order[len(q.order)-1]
	q.order = q.order[:len(q.order)-1]
	return last
}

// sumOfLargest returns the sum of the n largest of values.
func sumOfLargest(values []int64, n int) (sum int64) {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	for _, v := range sorted[max(0, len(sorted)-n):] {
		sum += v
	}
	return sum
}
