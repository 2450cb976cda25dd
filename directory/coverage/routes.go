package coverage

import (
	"context"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

const (
	// together is the number of areas in one table: neighbors, which share their sites.
	together = 16

	// topSpeed is the greatest speed limit of the United States, 85 mph, in metres a second.
	topSpeed = 85 * 0.44704

	// slack is what a road may be shorter than the straight line: engines move both ends
	// to a road, and measure on an ellipsoid.
	slack     = 2 * travel.DefaultMaxSnap
	ellipsoid = 1.006
)

// farthest returns the greatest straight distance of a site that may be within reach by road.
func (r Reach) farthest() earth.Distance {
	if r.road != 0 {
		return r.road*ellipsoid + slack
	}
	return earth.Distance(r.drive.Seconds()*topSpeed)*ellipsoid + slack
}

// takes reports whether a trip is within reach.
func (r Reach) takes(t travel.Trip) bool {
	if r.road != 0 {
		return t.Road <= r.road
	}
	return t.Time <= r.drive
}

// followRoutes fills the fates by the ways that a routing engine knows.
func (c *Coverage) followRoutes(ctx context.Context, x *earth.Index, opt Options) error {
	areas := c.population.areas
	for start := 0; start < len(areas); start += together {
		if err := opt.step(ctx, start, len(areas)); err != nil {
			return err
		}
		end := min(start+together, len(areas))
		if err := c.followFrom(ctx, x, opt.Routes, start, end); err != nil {
			return err
		}
	}
	return opt.step(ctx, len(areas), len(areas))
}

// followFrom asks for the trips from the areas of [start, end) to all sites that any of
// them may have within reach.
func (c *Coverage) followFrom(ctx context.Context, x *earth.Index, routes travel.Matrix, start, end int) error {
	var from, to []earth.Point
	var sites []int
	for i := start; i < end; i++ {
		p := c.population.areas[i].Point
		c.fates[i] = nearest(x, p)
		from = append(from, p)
		for _, n := range x.Within(nil, p, c.reach.farthest(), earth.Filter{}) {
			sites = append(sites, n.Item)
		}
	}
	slices.Sort(sites)
	sites = slices.Compact(sites)
	for _, s := range sites {
		to = append(to, c.sites[s].Point)
	}
	table, err := routes.Table(ctx, from, to, travel.Options{})
	if err != nil {
		return err
	}
	for i := range from {
		f := &c.fates[start+i]
		for j, s := range sites {
			if trip, ok := table.Trip(i, j); ok && c.reach.takes(trip) {
				f.reached = true
				f.meetings += c.sites[s].meetings()
			}
		}
	}
	return nil
}
