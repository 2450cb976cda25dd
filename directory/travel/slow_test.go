package travel_test

import (
	"cmp"
	"context"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

// country is an engine that invents its roads: each pair of places has a winding of its own
// and a speed of its own, always the same, and each place a snap distance.
type country struct {
	limits   travel.Limits
	roadless map[earth.Point]bool    // no road near: the whole table is refused
	island   map[earth.Point]bool    // no way there
	tells    bool                    // which place has no road
	fails    func(call int) error    // nil: never
	shape    []int                   // rows and columns of each call
	asked    map[[2]earth.Point]bool // each pair
}

func (c *country) Limits() travel.Limits { return c.limits }

func (c *country) Table(ctx context.Context, from, to []earth.Point, opt travel.Options) (travel.Result, error) {
	if err := ctx.Err(); err != nil {
		return travel.Result{}, err
	}
	c.shape = append(c.shape, len(from), len(to))
	if c.fails != nil {
		if err := c.fails(len(c.shape) / 2); err != nil {
			return travel.Result{}, err
		}
	}
	if err := c.refuse(from, to); err != nil {
		return travel.Result{}, err
	}
	r, err := travel.Estimator{}.Table(ctx, from, to, opt)
	if err != nil {
		return travel.Result{}, err
	}
	r.Estimated = nil
	for i, p := range from {
		r.FromSnap[i] = snapOf(p)
		for j, q := range to {
			r.ToSnap[j] = snapOf(q)
			cell := i*r.To + j
			d := roadOf(p, q)
			r.Metres[cell], r.Seconds[cell] = float32(d.Road), float32(d.Time.Seconds())
			if c.island[p] || c.island[q] {
				r.Metres[cell], r.Seconds[cell] = float32(math.NaN()), float32(math.NaN())
			}
			if c.asked != nil {
				c.asked[[2]earth.Point{p, q}] = true
			}
		}
	}
	return r, nil
}

func (c *country) refuse(from, to []earth.Point) error {
	if l := c.limits; l.Pairs > 0 && len(from)*len(to) > l.Pairs || l.Points > 0 && len(from)+len(to) > l.Points {
		return &travel.TooLargeError{What: "pairs", Got: len(from) * len(to)}
	}
	for i, p := range slices.Concat(from, to) {
		switch {
		case !c.roadless[p]:
		case !c.tells:
			return &travel.NoRoadError{From: -1, To: -1}
		case i < len(from):
			return &travel.NoRoadError{From: i, To: -1}
		default:
			return &travel.NoRoadError{From: -1, To: i - len(from)}
		}
	}
	for _, p := range from {
		for _, q := range to {
			if c.limits.Apart > 0 && p.Distance(q) > c.limits.Apart {
				return &travel.TooLargeError{What: "kilometres between two places"}
			}
		}
	}
	return nil
}

// chance returns a number from 0 to 1 that is always the same for the same places.
func chance(salt string, places ...earth.Point) float64 {
	h := fnv.New64a()
	h.Write([]byte(salt))
	for _, p := range places {
		h.Write([]byte(p.String() + ";"))
	}
	return rand.New(rand.NewPCG(h.Sum64(), 0)).Float64()
}

func snapOf(p earth.Point) earth.Distance { return earth.Distance(200 * chance("snap", p)) }

// roadOf returns the drive of country: between the two snapped places, 1 to 2 times the
// straight line, at 20 to 130 km/h.
func roadOf(p, q earth.Point) travel.Drive {
	straight := max(0, p.Distance(q)-snapOf(p)-snapOf(q))
	road := straight * earth.Distance(1+chance("detour", p, q))
	kmh := 20 + 110*chance("speed", p, q)
	return travel.Drive{Road: road, Time: seconds(road.Kilometres() / kmh * 3600)}
}

// nearestSlowly asks for everything and sorts it.
func nearestSlowly(m travel.Matrix, from earth.Point, candidates []travel.Candidate, by travel.Order, k int) []travel.Way {
	to := make([]earth.Point, len(candidates))
	for i, c := range candidates {
		to[i] = c.Point
	}
	r, err := m.Table(context.Background(), []earth.Point{from}, to, travel.Options{})
	if err != nil {
		panic(err)
	}
	var ways []travel.Way
	for i, c := range candidates {
		if t, ok := r.Trip(0, i); ok {
			ways = append(ways, travel.Way{Candidate: c, Straight: from.Distance(c.Point), Trip: t})
		}
	}
	slices.SortFunc(ways, func(a, b travel.Way) int {
		first := cmp.Compare(a.Trip.Time, b.Trip.Time)
		if by == travel.ByRoad {
			first = cmp.Compare(a.Trip.Road, b.Trip.Road)
		}
		return cmp.Or(first, cmp.Compare(a.Straight, b.Straight), cmp.Compare(a.Item, b.Item))
	})
	return ways[:min(k, len(ways))]
}
