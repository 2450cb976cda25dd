package finder

import (
	"math"
	"slices"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// coarsest is the level of the coarsest cell that is taken for a place; it is
// some 20 km wide.
const coarsest = earth.PrivateLevel - 2

// cellOf returns the cell that stands for a place: the only thing that is kept
// of what a visitor typed.
func cellOf(p earth.Point) earth.Cell { return p.Cell(earth.PrivateLevel) }

// An area is the cell in which a visitor is.
type area struct {
	cell   earth.Cell
	middle place.Place   // the place in its middle, zero where nobody lives
	all    []place.Place // places in it, one for each county
}

// areaOf returns the area of a cell.
func areaOf(c earth.Cell) area {
	a := area{cell: c}
	for _, p := range samples(c) {
		found, err := place.At(p)
		if err != nil {
			continue
		}
		if p == c.Center() {
			a.middle = found
		}
		if !slices.ContainsFunc(a.all, func(q place.Place) bool { return q.County == found.County }) {
			a.all = append(a.all, found)
		}
	}
	return a
}

// samples returns the middle of a cell and four points about its corners.
func samples(c earth.Cell) []earth.Point {
	middle := c.Center()
	points := []earth.Point{middle}
	north := c.Radius().Metres() / math.Sqrt2 / earth.Radius.Metres() * 180 / math.Pi // degrees
	east := north / max(0.01, math.Cos(middle.Lat()*math.Pi/180))
	for _, d := range [][2]float64{{1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
		points = append(points, earth.LatLng(middle.Lat()+d[0]*north, middle.Lng()+d[1]*east))
	}
	return points
}

// contacts returns whom to ask in an area: of every county and state that it
// touches, since nobody knows where in it the visitor is.
func (a area) contacts(s *directory.Snapshot) directory.Contacts {
	all := directory.Contacts{County: a.middle.County.FIPS, State: a.middle.State, Nations: s.Contacts("", "").Nations}
	for _, p := range a.all {
		c := s.Contacts(p.County.FIPS, p.State)
		all.Affiliates = merge(all.Affiliates, c.Affiliates)
		all.States = merge(all.States, c.States)
	}
	return all
}

// merge appends those organizations that are not in list yet.
func merge(list, more []directory.Organization) []directory.Organization {
	for _, o := range more {
		if !slices.ContainsFunc(list, func(had directory.Organization) bool { return had.ID == o.ID }) {
			list = append(list, o)
		}
	}
	return list
}
