package main

import (
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// Kinds of county, as package place spells them: "", County, Parish, Borough, Census Area,
// Municipality, City and Borough, city. The census file has the bare names only.
const (
	bare = iota
	plainCounty
	parish
	borough
	censusArea
	municipality
	cityAndBorough
	city
)

// kindOf returns the kind of the county with that FIPS code, as of 2020.
func kindOf(fips string) int {
	switch fips {
	case "11001", "32510": // District of Columbia, Carson City
		return bare
	case "24510", "29510": // Baltimore, St. Louis
		return city
	case "02020", "02230": // Anchorage, Skagway
		return municipality
	case "02110", "02220", "02275", "02282": // Juneau, Sitka, Wrangell, Yakutat
		return cityAndBorough
	case "02016", "02050", "02063", "02066", "02070", "02105", "02158", "02180", "02198", "02240", "02290":
		return censusArea
	}
	switch {
	case strings.HasPrefix(fips, "02"): // Alaska
		return borough
	case strings.HasPrefix(fips, "22"): // Louisiana
		return parish
	case fips > "51500" && fips < "52": // the independent cities of Virginia
		return city
	}
	return plainCounty
}

// A row is in the wrong county if people of another county live within nearby of its
// point and those of its own county are misplaced farther off than that.
const (
	nearby    = 5 * earth.Kilometre
	misplaced = 15 * earth.Kilometre
)

// settleCounties gives a county of the 2020 census to each ZIP code. Two kinds of row are
// moved to the county of the nearest block group in their state: those with a code that
// the census of 2020 lacks (the planning regions of Connecticut, an abolished census area of
// Alaska), and those that contradict their own point, such as one in downtown Miami that is
// filed under a county 400 km away. Where the point is a guess the county is trusted.
func (s *sources) settleCounties(r *report) {
	for _, z := range s.zips {
		own := s.byFIPS[z.fips]
		if own == nil {
			r.UnknownCounties++
			z.fips, _ = s.nearestCounty(z)
			continue
		}
		d := nearest(z.point, own.blocks)
		if z.estimated || d < misplaced {
			continue
		}
		if fips, near := s.nearestCounty(z); near <= nearby && d >= near+misplaced {
			r.WrongCounties++
			z.fips = fips
		}
	}
}

// nearestCounty returns the county of z's state whose people live nearest to z.
func (s *sources) nearestCounty(z *zip) (fips string, d earth.Distance) {
	d = earth.Farthest
	for _, c := range s.counties {
		if c.fips[:2] != z.fips[:2] {
			continue
		}
		if near := nearest(z.point, c.blocks); near < d {
			fips, d = c.fips, near
		}
	}
	return fips, d
}

// nearest returns the distance from p to the nearest of points.
func nearest(p earth.Point, points []earth.Point) earth.Distance {
	d := earth.Farthest
	for _, q := range points {
		d = min(d, p.Distance(q))
	}
	return d
}
