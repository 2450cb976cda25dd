package coverage

import (
	"context"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
)

const (
	exactRounds = 600         // of the relaxation
	exactSites  = 600_000     // sums of sites in all rounds
	exactPairs  = 5_000_000   // of a site and a demand, 20 MB
	exactSteps  = 200_000_000 // demands looked at; a second or so
)

// exact looks for n sites that cover more than picks do, and for a better bound. It tries
// choices in the order of what the relaxation makes of their sites, and leaves out all that
// cannot be better than the best known. If the steps suffice nothing is left, and the best
// known choice is a best one.
func (s *search) exact(ctx context.Context, picks []int, bound int64, n int) ([]int, int64, error) {
	known := s.covered()
	if known == bound {
		return picks, bound, nil
	}
	r := newRelaxation(s, n)
	if err := r.improve(ctx, known, min(exactRounds, exactSites/len(s.sites)+1)); err != nil {
		return nil, 0, err
	}
	bound = min(bound, r.best)
	if known >= bound || s.pairs() > exactPairs {
		return picks, bound, nil
	}
	copy(r.shares, r.bestShares)
	if _, err := r.evaluate(ctx); err != nil {
		return nil, 0, err
	}
	b := newBranching(s, r, n, known, picks)
	if err := b.choose(ctx, 0, 0); err != nil {
		return nil, 0, err
	}
	if b.steps < exactSteps {
		bound = b.known
	}
	return s.inOrder(b.best), bound, nil
}

// covered returns the weight that is covered.
func (s *search) covered() (sum int64) {
	for _, d := range s.demand {
		if d.covered {
			sum += d.weight
		}
	}
	return sum
}

// pairs returns the number of pairs of a site and a demand within the radius.
func (s *search) pairs() (n int) {
	for _, site := range s.sites {
		items, _ := s.areas.Count(site.Point, s.radius, earth.Filter{})
		n += items
	}
	return n
}

// inOrder returns sites with that of the greatest gain first, and so on.
func (s *search) inOrder(sites []int) []int {
	var ordered []int
	s.uncover()
	for len(sites) > 0 {
		best, most := 0, int64(-1)
		for k, j := range sites {
			if gain := s.gainOf(j); gain > most || gain == most && j < sites[best] {
				best, most = k, gain
			}
		}
		for _, i := range s.areas.Within(nil, s.sites[sites[best]].Point, s.radius, earth.Filter{}) {
			s.demand[i.Item].covered = true
		}
		ordered = append(ordered, sites[best])
		sites = slices.Delete(sites, best, best+1)
	}
	return ordered
}

func (s *search) gainOf(site int) (gain int64) {
	for _, i := range s.areas.Within(nil, s.sites[site].Point, s.radius, earth.Filter{}) {
		if d := &s.demand[i.Item]; !d.covered {
			gain += d.weight
		}
	}
	return gain
}

// A branching is the search through choices of n sites.
type branching struct {
	s     *search
	n     int
	first int64     // as in relaxation
	sites []int     // by their sums, the largest first
	sums  []int64   // of sites
	near  [][]int32 // demand around each of sites
	total []int64   // total[k] is the sum of sums[:k]

	count  []int32 // of each demand: chosen sites around it
	chosen []int   // positions
	weight int64   // covered by chosen
	paid   int64   // sums of chosen
	known  int64   // the weight of the best choice known,
	best   []int   // and its sites
	steps  int
}

func newBranching(s *search, r *relaxation, n int, known int64, picks []int) *branching {
	b := &branching{
		s: s, n: min(n, len(r.order)), first: r.first, sites: r.order,
		count: make([]int32, len(s.demand)), known: known, best: slices.Clone(picks), total: []int64{0},
	}
	for k, j := range b.sites {
		b.sums = append(b.sums, r.sums[j])
		b.total = append(b.total, b.total[k]+r.sums[j])
		var near []int32
		for _, i := range s.areas.Within(nil, s.sites[j].Point, s.radius, earth.Filter{}) {
			near = append(near, int32(i.Item))
		}
		b.near = append(b.near, near)
	}
	return b
}

// choose tries all sites from a position on as the next one.
func (b *branching) choose(ctx context.Context, depth, from int) error {
	if depth == b.n {
		if b.weight > b.known {
			b.known = b.weight
			b.best = b.best[:0]
			for _, k := range b.chosen {
				b.best = append(b.best, b.sites[k])
			}
		}
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	left := b.n - depth
	for k := from; k+left <= len(b.sites) && b.steps < exactSteps; k++ {
		if b.first+b.paid+b.total[k+left]-b.total[k] <= b.known {
			return nil // the sites that follow have smaller sums
		}
		b.add(k)
		err := b.choose(ctx, depth+1, k+1)
		b.remove(k)
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *branching) add(k int) {
	b.steps += len(b.near[k]) + 1
	b.chosen = append(b.chosen, k)
	b.paid += b.sums[k]
	for _, i := range b.near[k] {
		if b.count[i]++; b.count[i] == 1 {
			b.weight += b.s.demand[i].weight
		}
	}
}

func (b *branching) remove(k int) {
	b.chosen = b.chosen[:len(b.chosen)-1]
	b.paid -= b.sums[k]
	for _, i := range b.near[k] {
		if b.count[i]--; b.count[i] == 0 {
			b.weight -= b.s.demand[i].weight
		}
	}
}
