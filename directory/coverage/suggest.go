package coverage

import (
	"context"
	"fmt"
	"math"

	"github.com/withinreach/withinreach/directory/earth"
)

// SuggestOptions adjust [Coverage.Suggest]. The zero SuggestOptions are ready for use.
type SuggestOptions struct {
	// Candidates are the places to choose from, such as rooms that are free. Those
	// without a point are passed over. Nil is any area of the population: the suggestion
	// then means "about here".
	Candidates []Site

	// Interest is where people asked for a group and are still waiting. Who asked from
	// within reach of a site does not count.
	Interest []Interest
	// InterestWeight is how many people of the population count as much as one who asked:
	// 0 to 1,000,000; 0 is 1.
	InterestWeight int64

	// Exact looks on for a better choice, and for a proof that there is none, where the
	// problem is small: a state or so. That takes some seconds at most.
	Exact bool

	// Progress is called now and then with the number of places chosen and of all, by the
	// goroutine that called Suggest. Nil is fine.
	Progress func(done, all int)
}

// An Interest is a number of people who asked for a group at a place or about there, such
// as those who had signed up for a course that was cancelled. It is a count, never a name.
type Interest struct {
	Point earth.Point
	Count int64 // 0 to 1,000,000
}

// Few is the number below which a count of people who asked is hidden, and one of people
// written by this package is given as "fewer than 5": one could tell who they are.
const Few = 5

const (
	maxPlaces   = 100_000   // of one plan
	maxInterest = 1_000_000 // of one Interest, and greatest weight
)

// Guarantee is the share of the best possible gain that a plan has at least, whatever the
// map: 1-1/e, about 63 %. It is a theorem about taking the best next place each time
// (Nemhauser, Wolsey, Fisher 1978). [Plan.Certain] is what holds in the case at hand, and
// usually much better.
const Guarantee = 1 - 1/math.E

// A Plan says where the next groups should start.
type Plan struct {
	// Suggestions are the places, in the order in which to start them: each is the best
	// next one. There are fewer than asked for if no place is left that brings anybody
	// within reach.
	Suggestions []Suggestion

	Before int64 // people within reach of the sites there are
	After  int64 // people within reach with all suggestions

	// Gain is what the plan was chosen for: people brought within reach, and for each
	// person who asked InterestWeight more, also where they are few, so with interest it is
	// not for the public. No choice of as many places can have a gain greater than Bound.
	Gain, Bound int64
}

// Certain returns the share, 0 to 1, of the best possible gain that the plan certainly has.
func (p *Plan) Certain() float64 {
	if p.Bound == 0 {
		return 1
	}
	return share(p.Gain, p.Bound)
}

// Optimal reports whether it is proven that no other choice of as many places is better.
func (p *Plan) Optimal() bool { return p.Gain == p.Bound }

// Sites returns the sites of the suggestions, in order.
func (p *Plan) Sites() []Site {
	sites := make([]Site, len(p.Suggestions))
	for i, s := range p.Suggestions {
		sites[i] = s.Site
	}
	return sites
}

// A Suggestion is a place where a group should start.
type Suggestion struct {
	Site  Site   // the candidate; without candidates the ID is that of an area
	Place string // the town about there, "Parlier, CA"; "" if none is known
	Town  string // where most of the people are whom it brings within reach, "Fresno, CA"

	Gain    int64 // people it brings within reach whom no site and no earlier suggestion reaches
	Reached int64 // people within reach with it and those before
	// Asked is the number of people who asked and are brought within reach. It is 0 if
	// there are fewer than [Few].
	Asked int64
}

// Suggest returns the n best places for the next groups, 1 to 100,000, with the sites there
// are fixed: those that bring most people within reach. New places reach as far as
// [Reach.Radius] in a straight line, also where c was measured with routes. Of two places
// that are as good, the first is taken; equal input gives an equal plan.
//
// The error is the context's, or says which option is out of range. A thousand places
// among all tracts of the country, at 25 miles, take some 1 s on one core and 60 MB.
func (c *Coverage) Suggest(ctx context.Context, n int, opt SuggestOptions) (*Plan, error) {
	if n < 1 || n > maxPlaces {
		return nil, fmt.Errorf("coverage: %d suggestions, want 1 to %d", n, maxPlaces)
	}
	if opt.InterestWeight < 0 || opt.InterestWeight > maxInterest {
		return nil, fmt.Errorf("coverage: interest weight %d, want 0 to %d", opt.InterestWeight, maxInterest)
	}
	s, err := c.search(n, opt)
	if err != nil {
		return nil, err
	}
	picks, bound, err := s.greedy(ctx, n, opt.Progress)
	if err != nil {
		return nil, err
	}
	if opt.Exact {
		if picks, bound, err = s.exact(ctx, picks, bound, n); err != nil {
			return nil, err
		}
	}
	return c.plan(s, picks, bound), nil
}

// search states the problem: who waits, where, and which places there are.
func (c *Coverage) search(n int, opt SuggestOptions) (*search, error) {
	s := &search{radius: c.reach.Radius(), sites: opt.Candidates}
	if s.sites == nil {
		for _, a := range c.population.areas {
			s.sites = append(s.sites, Site{ID: a.ID, Point: a.Point})
		}
	}
	for i, f := range c.fates {
		if a := &c.population.areas[i]; !f.reached {
			s.demand = append(s.demand, demand{point: a.Point, weight: a.People, people: a.People})
		}
	}
	weight := max(opt.InterestWeight, 1)
	for _, i := range opt.Interest {
		if i.Count < 0 || i.Count > maxInterest {
			return nil, fmt.Errorf("coverage: interest of %d people, want 0 to %d", i.Count, maxInterest)
		}
		if !i.Point.IsZero() && i.Count > 0 && !c.reaches(i.Point) {
			s.demand = append(s.demand, demand{point: i.Point, weight: i.Count * weight, asked: i.Count})
		}
	}
	return s, s.index()
}

// reaches reports whether a site is within reach of a point, in a straight line.
func (c *Coverage) reaches(p earth.Point) bool {
	for _, s := range c.sites {
		if p.Distance(s.Point) <= c.reach.Radius() {
			return true
		}
	}
	return false
}

// plan says what picks bring, each after those before it.
func (c *Coverage) plan(s *search, picks []int, bound int64) *Plan {
	p := &Plan{Bound: bound}
	for i, f := range c.fates {
		if f.reached {
			p.Before += c.population.areas[i].People
		}
	}
	p.After = p.Before
	s.uncover()
	var near []earth.Neighbor
	for _, j := range picks {
		g := Suggestion{Site: s.sites[j]}
		g.Place = townAt(g.Site.Point)
		near = s.areas.Within(near[:0], g.Site.Point, s.radius, earth.Filter{})
		var towns tally
		for _, i := range near {
			if d := &s.demand[i.Item]; !d.covered {
				d.covered = true
				g.Gain += d.people
				g.Asked += d.asked
				p.Gain += d.weight
				towns.add(townAt(d.point), d.people)
			}
		}
		g.Town = towns.largest()
		if g.Asked < Few {
			g.Asked = 0
		}
		p.After += g.Gain
		g.Reached = p.After
		p.Suggestions = append(p.Suggestions, g)
	}
	return p
}
