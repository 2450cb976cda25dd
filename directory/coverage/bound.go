package coverage

import (
	"cmp"
	"context"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
)

// bounds collects bounds on the weight that any n sites can cover, and keeps the least.
//
// Two kinds are used. The simple one: whatever is covered already, n more sites cover at
// most the sum of the n largest gains on top of it. The other one is that of a relaxation.
type bounds struct {
	n    int
	best int64
}

func (b *bounds) add(bound int64) { b.best = min(b.best, bound) }

// looks is how often the simple bound is worked out on the way.
const looks = 16

// due reports whether the simple bound is to be worked out after so many choices.
func (b *bounds) due(chosen int) bool { return chosen%(b.n/looks+1) == 0 }

// A relaxation bounds the weight that n sites can cover by splitting the weight of each
// demand in two: one part counts as covered without further ado, the other, its share, is
// paid to every chosen site around it, even several times. So no n sites cover more than
// all first parts and the n largest sums of shares, however the weights are split. (It is
// the Lagrangian relaxation of the problem; its best split is the dual of the linear one.)
type relaxation struct {
	s      *search
	n      int
	shares []float64 // of each demand, 0 to its weight
	copies []int     // of each demand: chosen sites around it, less 1

	first int64   // sum of the first parts
	sums  []int64 // of shares around each site
	order []int   // sites by sum, the largest first

	best       int64 // the least bound so far, of these shares:
	bestShares []float64
}

// newRelaxation begins with a good split: a demand covered by a choice with a large gain
// lies where people are many, and needs but a small share.
func newRelaxation(s *search, n int) *relaxation {
	r := &relaxation{
		s: s, n: n, best: s.weight(),
		shares: make([]float64, len(s.demand)), copies: make([]int, len(s.demand)), order: make([]int, len(s.sites)),
	}
	last := r.best
	for _, d := range s.demand {
		if d.covered {
			last = min(last, d.price)
		}
	}
	for i, d := range s.demand {
		r.shares[i] = float64(d.weight)
		if d.covered {
			r.shares[i] *= float64(last) / float64(d.price)
		}
	}
	r.bestShares = slices.Clone(r.shares)
	return r
}

// evaluate returns the bound of the present split.
func (r *relaxation) evaluate(ctx context.Context) (bound int64, err error) {
	parts := make([]int64, len(r.shares)) // whole numbers, so that sums are exact
	r.first = 0
	for i, share := range r.shares {
		parts[i] = int64(share)
		r.first += r.s.demand[i].weight - parts[i]
	}
	x, err := r.s.areasWeighing(parts)
	if err != nil {
		return 0, err
	}
	if r.sums, err = r.s.sums(ctx, x); err != nil {
		return 0, err
	}
	for j := range r.order {
		r.order[j] = j
	}
	slices.SortFunc(r.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.sums[b], r.sums[a]), cmp.Compare(a, b))
	})
	bound = r.first
	for _, j := range r.top() {
		bound += r.sums[j]
	}
	return bound, nil
}

// top returns the n sites with the largest sums.
func (r *relaxation) top() []int { return r.order[:min(r.n, len(r.order))] }

// improve tries other splits, up to a number of rounds, until the bound is down to goal, the
// weight that is covered by the best choice known. It steps along the subgradient: demand
// with several of the n best sites around it gets a smaller share, demand with none a
// greater one, by steps of Polyak's length.
func (r *relaxation) improve(ctx context.Context, goal int64, rounds int) error {
	const patience, shorten = 8, 0.6
	length, stalled := 1.0, 0
	for range rounds {
		bound, err := r.evaluate(ctx)
		if err != nil {
			return err
		}
		if bound < r.best {
			r.best, stalled = bound, 0
			copy(r.bestShares, r.shares)
		} else if stalled++; stalled > patience {
			length, stalled = length*shorten, 0
			copy(r.shares, r.bestShares)
			continue
		}
		if r.best <= goal || !r.step(length*float64(bound-goal)) {
			break
		}
	}
	return nil
}

// step moves the shares so far that the bound would fall by a distance if it were linear.
// It reports whether there is anywhere to go.
func (r *relaxation) step(distance float64) bool {
	for i := range r.copies {
		r.copies[i] = -1
	}
	var near []earth.Neighbor
	for _, j := range r.top() {
		near = r.s.areas.Within(near[:0], r.s.sites[j].Point, r.s.radius, earth.Filter{})
		for _, i := range near {
			r.copies[i.Item]++
		}
	}
	slope := 0.0 // squared; in terms of shares of the weight, so that large areas move alike
	for i, d := range r.s.demand {
		weight, copies := float64(d.weight), float64(r.copies[i])
		if stuck := copies > 0 && r.shares[i] <= 0 || copies < 0 && r.shares[i] >= weight; !stuck {
			slope += copies * weight * copies * weight
		}
	}
	if slope == 0 {
		return false
	}
	for i, d := range r.s.demand {
		weight := float64(d.weight)
		r.shares[i] -= distance / slope * float64(r.copies[i]) * weight * weight
		r.shares[i] = min(max(r.shares[i], 0), weight)
	}
	return true
}
