package coverage

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

// A Reach says how far people go to a group. What is reasonable is for the caller to say:
// nothing in this package has a default for it. Reaches are comparable. The zero Reach is
// invalid.
type Reach struct {
	straight earth.Distance // straight line; 0 unless made by Straight
	road     earth.Distance // along the road; 0 unless made by Road
	drive    time.Duration  // at the wheel; 0 unless made by Drive
}

// ErrReach reports a Reach that is zero, or was made of a distance or time that is not
// above 0 or is not finite.
var ErrReach = errors.New("coverage: no reach, want a distance or time above 0")

// Straight returns the reach of a straight distance, as the crow flies.
func Straight(d earth.Distance) Reach { return Reach{straight: d} }

// Road returns the reach of a distance by road. How far that is in a straight line is
// estimated, by [travel.WithinRoad].
func Road(d earth.Distance) Reach { return Reach{road: d} }

// Drive returns the reach of a time at the wheel. How far that is in a straight line is
// estimated, by [travel.WithinTime], unless routes are given to [Measure].
func Drive(t time.Duration) Reach { return Reach{drive: t} }

// IsValid reports whether r was made of a distance or time above 0.
func (r Reach) IsValid() bool {
	length := float64(r.straight+r.road) + r.drive.Seconds() // only one of them is not 0
	return length > 0 && !math.IsInf(length, 1)
}

// Estimated reports whether r is a way by road, whose straight distance is a guess.
func (r Reach) Estimated() bool { return r.road != 0 || r.drive != 0 }

// Radius returns the straight distance that r covers, on usual roads.
func (r Reach) Radius() earth.Distance { return r.radii().Likely }

// Range returns the reaches, in a straight line, that r is on slow and winding roads and
// on fast and straight ones. Measure with both to see what the estimate is worth. Of a
// straight reach both are r.
func (r Reach) Range() (least, most Reach) {
	way := r.radii()
	return Straight(way.Least), Straight(way.Most)
}

// radii returns the straight distances that r covers, by all three outlooks on
// roads.
func (r Reach) radii() travel.Reach {
	switch {
	case r.road != 0:
		return travel.WithinRoad(r.road)
	case r.drive != 0:
		return travel.WithinTime(r.drive)
	}
	return travel.Reach{Likely: r.straight, Least: r.straight, Most: r.straight}
}

// String returns r in English, such as "25 miles in a straight line", "25 miles by road" or
// "30 minutes by car".
func (r Reach) String() string { return english.reach(r) }

// decimal returns v with one digit after the point, or none if that is 0.
func decimal(v float64) string {
	s := fmt.Sprintf("%.1f", v)
	if n := len(s); n > 2 && s[n-2:] == ".0" {
		return s[:n-2]
	}
	return s
}
