package travel

import (
	"fmt"
	"math"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Drive is the length of a way by car and the time at the wheel, without stops, parking
// or the walk to the door. The zero Drive is no way at all: two things in one place.
type Drive struct {
	Road earth.Distance // along the road
	Time time.Duration
}

// A Trip is a drive from one place to another: as a routing engine found it, or estimated.
// Of a Trip from an engine Least and Most equal the Drive, because an engine gives no range.
type Trip struct {
	Drive       // the likely one
	Least, Most Drive

	// Estimated is true if no engine looked at the roads. Say so wherever the trip is shown,
	// with its range: there may be a bay, a mountain or no road at all in between.
	Estimated bool
}

// String returns the trip for people, in English, such as "5.1 miles, 12 minutes" or
// "about 14.1 miles (12.0 to 17.5), 24 minutes (17 to 45), an estimate".
func (t Trip) String() string {
	if !t.Estimated {
		return fmt.Sprintf("%.1f miles, %.0f minutes", t.Road.Miles(), t.Time.Minutes())
	}
	return fmt.Sprintf("about %.1f miles (%.1f to %.1f), %.0f minutes (%.0f to %.0f), an estimate",
		t.Road.Miles(), t.Least.Road.Miles(), t.Most.Road.Miles(),
		t.Time.Minutes(), t.Least.Time.Minutes(), t.Most.Time.Minutes())
}

// Estimate guesses the trip between two places from the straight distance between them, as
// [earth.Point.Distance] gives it. The guess is always marked Estimated.
//
// The road is 1.41 times as long as the straight line, from 1.2 to 1.75 times. The first
// 8 miles of it are driven at 27 mph, from 15.5 to 34.2, and the rest at 56.4 mph, from
// 40.4 to 70.4. [Assumptions] says where each figure is from. In the city that was measured
// 80 % of the roads and 99 % of the times of an engine without traffic lie in the range;
// with a ferry, a mountain, a bay, a border, snow or a rush hour they may not.
//
// Estimate grows with the distance and is 0 for 0. It is never NaN: a negative distance
// counts as 0, and NaN or more than [earth.Farthest] as earth.Farthest, because a place that
// is not known is near nothing.
func Estimate(straight earth.Distance) Trip {
	d := clamp(straight, earth.Farthest)
	return Trip{Drive: likely.drive(d), Least: least.drive(d), Most: most.drive(d), Estimated: true}
}

// A Reach is how far away, in a straight line, a place may be to lie within a driving
// time or a road distance. It is estimated as in [Estimate].
type Reach struct {
	Likely earth.Distance // usual roads
	Least  earth.Distance // slow and winding roads: a place as near as this is almost certainly within
	Most   earth.Distance // fast and straight roads: a place farther than this is hardly within
}

// WithinTime returns the straight distances that a drive of t covers. To list the places
// within a driving time, search within Most and keep those whose [Trip] is short enough.
// A t of 0 or less covers nothing.
func WithinTime(t time.Duration) Reach {
	return Reach{Likely: likely.within(t), Least: most.within(t), Most: least.within(t)}
}

// WithinRoad returns the straight distances that a road of length d covers, as [WithinTime]
// does for a time. A negative d covers nothing, NaN counts as [earth.Farthest].
func WithinRoad(d earth.Distance) Reach {
	d = clamp(d, 2*earth.Farthest)
	return Reach{Likely: likely.along(d), Least: most.along(d), Most: least.along(d)}
}

// An outlook is one view of the roads between two places.
type outlook struct {
	detour     float64 // road distance over straight distance
	near, fast speed   // on the first miles of road, and on those after nearby
}

// A speed is in metres a second.
type speed float64

const (
	mph speed = 0.44704 // 1609.344 m in 3600 s
	kmh speed = 1 / 3.6

	// nearby is how much road is driven at the speed of towns.
	nearby = 8 * earth.Mile
)

// The figures are those of Assumptions, which gives their sources.
var (
	least  = outlook{detour: 1.2, near: 55 * kmh, fast: 70.4 * mph}
	likely = outlook{detour: 1.41, near: 27 * mph, fast: 56.4 * mph}
	most   = outlook{detour: 1.75, near: 25 * kmh, fast: 65 * kmh}
)

func (o outlook) drive(straight earth.Distance) Drive {
	road := straight * earth.Distance(o.detour)
	seconds := min(road, nearby).Metres()/float64(o.near) + max(road-nearby, 0).Metres()/float64(o.fast)
	return Drive{Road: road, Time: time.Duration(seconds * float64(time.Second))}
}

// within returns the straight distance that is driven in t: the inverse of drive.
func (o outlook) within(t time.Duration) earth.Distance {
	s := max(t.Seconds(), 0)
	slow := nearby.Metres() / float64(o.near) // seconds until the road gets faster
	road := min(s, slow)*float64(o.near) + max(s-slow, 0)*float64(o.fast)
	return o.along(earth.Distance(road))
}

func (o outlook) along(road earth.Distance) earth.Distance {
	return min(road/earth.Distance(o.detour), earth.Farthest)
}

// clamp returns d within 0 and top; NaN is top.
func clamp(d, top earth.Distance) earth.Distance {
	if math.IsNaN(float64(d)) || d > top {
		return top
	}
	return max(d, 0)
}
