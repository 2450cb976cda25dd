package earth

import (
	"math"
	"slices"

	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
)

// A KeyRange is a range of storage keys ([Cell.Key]), both ends inclusive, as BETWEEN
// has it in SQL.
type KeyRange struct {
	First, Last int64
}

// maxCells bounds the cells of a covering: more take long and follow no closer than anyone
// needs.
const maxCells = 1000

// KeyRanges returns ranges that hold the key of every Point within radius of center, for
// a radius search in a database that knows no geography: store p.Cell(MaxLevel).Key()
// in an indexed column, ask for the rows in any of the ranges, and drop those that are too
// far by [Point.Distance], because the ranges hold places outside the radius too.
//
// There are at most limit ranges, in ascending order, without overlap; 8 is a good limit,
// and less than 1 is read as 1. A greater limit, up to 1,000, follows the circle more
// closely. There is no range if center is the zero Point or the radius is negative or NaN.
func KeyRanges(center Point, radius Distance, limit int) []KeyRange {
	if center.IsZero() || !(radius >= 0) {
		return nil
	}
	limit = max(limit, 1)
	coverer := s2.RegionCoverer{MaxLevel: MaxLevel, LevelMod: 1, MaxCells: min(limit, maxCells)}
	var ranges []KeyRange
	for _, id := range coverer.Covering(circle(center, radius)) {
		next := KeyRange{Cell{uint64(id.RangeMin())}.Key(), Cell{uint64(id.RangeMax())}.Key()}
		if n := len(ranges); n > 0 && gap(ranges[n-1], next) <= 2 {
			ranges[n-1].Last = next.Last // leaf cells are the odd numbers: these two touch
		} else {
			ranges = append(ranges, next)
		}
	}
	for len(ranges) > limit {
		ranges = closeSmallestGap(ranges)
	}
	return ranges
}

// circle returns the cap of all places within radius of center, widened by a thousandth of
// a millimetre and a billionth, so that rounding loses none.
func circle(center Point, radius Distance) s2.Cap {
	angle := min(float64((radius*(1+1e-9)+1e-6)/Radius), math.Pi)
	return s2.CapFromCenterAngle(s2.PointFromLatLng(s2.LatLngFromDegrees(center.lat, center.lng)), s1.Angle(angle))
}

// gap returns the difference between the end of a and the beginning of b, which follows it.
func gap(a, b KeyRange) uint64 { return uint64(b.First) - uint64(a.Last) }

// closeSmallestGap joins the two neighbours that have the fewest keys between them.
func closeSmallestGap(ranges []KeyRange) []KeyRange {
	best := 1
	for i := 2; i < len(ranges); i++ {
		if gap(ranges[i-1], ranges[i]) < gap(ranges[best-1], ranges[best]) {
			best = i
		}
	}
	ranges[best-1].Last = ranges[best].Last
	return slices.Delete(ranges, best, best+1)
}
