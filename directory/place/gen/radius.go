package main

import "github.com/withinreach/withinreach/directory/earth"

// The area of a ZIP code is published nowhere, so its radius is an estimate. The people of each
// block group are taken to use the ZIP code whose point is nearest. Areas are not that tidy:
// the radius is stretch times the distance to the farthest of them, and margin. It is never
// less than least, nor than the distance to the nearest people of its county, which shows
// up points that are wrong.
const (
	least   = 2 * earth.Kilometre
	margin  = 1 * earth.Kilometre
	stretch = 1.5
)

// measureRadii sets the radius of each county and ZIP code. That of a county is the distance
// to its farthest block group, and margin for the people around the center of that.
func (s *sources) measureRadii() error {
	points := make([]earth.Point, len(s.zips))
	for i, z := range s.zips {
		points[i] = z.point
	}
	index, err := earth.NewIndex(points, earth.IndexOptions{})
	if err != nil {
		return err
	}
	reach := map[earth.Point]earth.Distance{} // of the points of ZIP codes
	var near []earth.Neighbor
	for _, c := range s.counties {
		for _, p := range c.blocks {
			c.radius = max(c.radius, c.point.Distance(p)+margin)
			near = index.Nearest(near[:0], p, 1, earth.Farthest, earth.Filter{})
			z := points[near[0].Item]
			reach[z] = max(reach[z], near[0].Distance)
		}
	}
	for _, z := range s.zips {
		z.radius = max(least, margin+stretch*reach[z.point], nearest(z.point, s.byFIPS[z.fips].blocks))
	}
	return nil
}
