package travel

import (
	"math"

	"github.com/withinreach/withinreach/directory/earth"
)

// leastRoad returns the shortest that a road can be between two places which the engine
// moved by snaps in all. Distances are on a sphere, engines measure on the ellipsoid, up
// to 0.6 % apart; engines round to a metre, and their coordinates to less.
func leastRoad(straight, snaps earth.Distance) earth.Distance {
	const ellipsoid, rounding = 0.006, 5 * earth.Metre
	return max(straight*(1-ellipsoid)-snaps-rounding, 0)
}

// An answer is what one engine says, before it is settled.
type answer struct {
	Result
	fromAt, toAt []earth.Point // on the road, where places were moved to; zero if unknown
}

func newAnswer(from, to []earth.Point) answer {
	return answer{
		Result: newResult(len(from), len(to)),
		fromAt: make([]earth.Point, len(from)), toAt: make([]earth.Point, len(to)),
	}
}

// settle takes out the trips that cannot be used: those of places moved farther than
// maxSnap, and those that cannot be true.
func (a *answer) settle(from, to []earth.Point, maxSnap earth.Distance) {
	for i, p := range from {
		for j, q := range to {
			moved := a.FromSnap[i] > maxSnap || a.ToSnap[j] > maxSnap
			if moved || !a.plausible(i, j, p.Distance(q)) {
				a.clear(i*a.To + j)
			}
		}
	}
}

// plausible reports whether there is an answer and its road is not shorter than the
// straight line. An unknown snap distance counts as none, so that an answer without
// evidence must be as long as the line. Engines have also said "0 seconds, 0 metres"
// for places half a mile apart that they had moved to different spots of the road.
func (a *answer) plausible(i, j int, straight earth.Distance) bool {
	cell := i*a.To + j
	road := earth.Distance(a.Metres[cell])
	if math.IsNaN(float64(road)) || math.IsNaN(float64(a.Seconds[cell])) {
		return false
	}
	if p, q := a.fromAt[i], a.toAt[j]; road == 0 && !p.IsZero() && !q.IsZero() && leastRoad(p.Distance(q), 0) > 0 {
		return false
	}
	return road >= leastRoad(straight, known(a.FromSnap[i])+known(a.ToSnap[j]))
}

// known returns d, or 0 if d is NaN.
func known(d earth.Distance) earth.Distance {
	if math.IsNaN(float64(d)) {
		return 0
	}
	return d
}

// onRoad reports whether a place is known to lie on the road network.
func onRoad(snap, maxSnap earth.Distance) bool { return snap <= maxSnap }

// noRoad is the snap distance of a place that has no road near or no coordinates.
var noRoad = earth.Distance(math.Inf(1))

// located returns the indices of the places with coordinates, and these places.
func located(places []earth.Point) (at []int, points []earth.Point) {
	for i, p := range places {
		if !p.IsZero() {
			at, points = append(at, i), append(points, p)
		}
	}
	return at, points
}

// paste copies the cells and snap distances of part, whose rows and columns are those of r
// with the numbers in rows and columns. Of two snap distances the greater stays.
func (r *Result) paste(part Result, rows, columns []int) {
	if part.Estimated != nil && r.Estimated == nil {
		r.Estimated = make([]bool, len(r.Seconds))
	}
	for i, row := range rows {
		for j, column := range columns {
			from, to := i*part.To+j, row*r.To+column
			r.Seconds[to], r.Metres[to] = part.Seconds[from], part.Metres[from]
			if part.Estimated != nil {
				r.Estimated[to] = part.Estimated[from]
			}
		}
		r.FromSnap[row] = farther(r.FromSnap[row], part.FromSnap[i])
	}
	for j, column := range columns {
		r.ToSnap[column] = farther(r.ToSnap[column], part.ToSnap[j])
	}
}

// farther returns the greater of two snap distances; an unknown one, NaN, is the smaller.
func farther(a, b earth.Distance) earth.Distance {
	if math.IsNaN(float64(a)) || b > a {
		return b
	}
	return a
}
