package place

import (
	"iter"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Place is a ZIP code, a city or a county, as [Lookup] and [At] return it.
//
// A place with a ZIP was taken from a ZIP code, and Name is the city of its post office. One
// with a Name but no ZIP is a city. One with neither is a county. The zero Place is none.
type Place struct {
	Name   string // of the city: "Orange Park"
	State  string // postal code: "FL"
	ZIP    string // five digits
	County County // of Point, as far as that is known

	// AlsoIn holds the other counties in which a city has ZIP codes, those with most ZIP
	// codes first, then by FIPS code. It is nil for nearly every place.
	AlsoIn []County

	// Point is where the place is. For a ZIP code it is the point that GeoNames gives,
	// often that of its town; for a city the point of its ZIP code nearest to the middle of
	// all; for a county its center of population.
	Point earth.Point

	// Radius says how far from Point the place may reach. For a county it is 1 km more than
	// the way to its farthest census block group. For a ZIP code, whose area nobody
	// publishes, it is an estimate: one and a half times the way to the farthest block group
	// that is nearest to this point, and 1 km, but at least 2 km and the way to the nearest
	// block group of its county, which is long where the point is wrong. These are rounded
	// up to kilometres. A city reaches as far as its ZIP codes.
	Radius earth.Distance
}

// String returns "Orange Park, FL 32073" for a ZIP code, "Orange Park, FL" for a city,
// "Clay County, FL" for a county and "" for the zero Place. [Lookup] finds the place again
// by it, except that Carson City, NV, is the city before it is the county.
func (p Place) String() string {
	switch {
	case p.ZIP != "":
		return p.Name + ", " + p.State + " " + p.ZIP
	case p.Name != "":
		return p.Name + ", " + p.State
	}
	return p.County.String()
}

// A County is a county of the 2020 census, or what stands for one there: a parish of
// Louisiana, a borough or census area of Alaska, an independent city, the District of
// Columbia. In Connecticut it is one of the eight counties, not one of the planning regions
// that followed them. Counties are comparable; the zero County is none.
type County struct {
	FIPS  string // five digits: "12019"
	Name  string // in full: "Clay County", "Orleans Parish", "Baltimore city"
	State string // postal code: "FL"
}

// String returns "Clay County, FL", and "" for the zero County.
func (c County) String() string {
	if c == (County{}) {
		return ""
	}
	return c.Name + ", " + c.State
}

// Counties yields the counties of a state, given by its postal code in capitals, in the
// order of their FIPS codes, which is nearly that of the alphabet. There are none for other
// text.
func Counties(state string) iter.Seq[County] {
	return func(yield func(County) bool) {
		for _, c := range load().counties {
			if c.State == state && !yield(c.County) {
				return
			}
		}
	}
}

// CountyByFIPS returns the county with that code of five digits. Another code is [ErrUnknown].
func CountyByFIPS(code string) (County, error) {
	counties := load().counties
	i, ok := slices.BinarySearchFunc(counties, code, func(c county, code string) int {
		return strings.Compare(c.FIPS, code)
	})
	if !ok {
		return County{}, ErrUnknown
	}
	return counties[i].County, nil
}
