package travel

import (
	"context"
	"math"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Matrix knows the trips between places: a routing engine, [Estimator], or a wrapper of
// another Matrix such as [Batched] and [Fallback]. Methods may be called concurrently.
type Matrix interface {
	// Table returns the trip from each place of from to each of to, by car. Places are
	// read during the call only and end up in no error text.
	//
	// A cell without an answer is NaN; that is no error. It is so if no road leads there,
	// if a place has no coordinates (the zero Point), if the engine moved a place farther
	// than opt.MaxSnap to reach a road, or if the answer cannot be true because the road
	// would be shorter than the straight line. An empty list gives an empty Result, and
	// no engine is asked.
	//
	// Beyond Limits the error is a [*TooLargeError]. An engine that refuses the whole
	// table because of one place gives a [*NoRoadError], one that gives no usable
	// answer an [*UnavailableError]. If ctx ended, errors.Is finds its error.
	Table(ctx context.Context, from, to []earth.Point, opt Options) (Result, error)

	// Limits returns what one call of Table accepts.
	Limits() Limits
}

// Options adjusts a table. The zero value asks for usual traffic and accepts a place up to
// [DefaultMaxSnap] off the road.
type Options struct {
	// DepartAt is the start of the drive, read on the wall clock of its own location,
	// which should be that of the places. Zero is no particular time. OSRM and Estimator
	// know no traffic and ignore it.
	DepartAt time.Time

	// MaxSnap is how far a place may lie from the road at which the engine lets the
	// trip begin or end. 0 or less is DefaultMaxSnap.
	MaxSnap earth.Distance
}

// DefaultMaxSnap is the greatest snap distance accepted if none is given. Engines move
// places to the nearest road of their data without a word, if need be over 200 km.
const DefaultMaxSnap = 1 * earth.Kilometre

func (o Options) maxSnap() earth.Distance {
	if o.MaxSnap > 0 {
		return o.MaxSnap
	}
	return DefaultMaxSnap
}

// Limits is what a Matrix accepts in one call. A zero field is no limit.
type Limits struct {
	Pairs  int            // len(from) times len(to)
	Points int            // len(from) plus len(to)
	Apart  earth.Distance // in a straight line between the places of any pair
}

// check returns a *TooLargeError if a table of from and to is beyond l.
func (l Limits) check(from, to []earth.Point) error {
	if n := len(from) + len(to); l.Points > 0 && n > l.Points {
		return &TooLargeError{What: "places", Got: n, Max: l.Points}
	}
	if l.Pairs > 0 && len(to) > 0 && len(from) > l.Pairs/len(to) {
		return &TooLargeError{What: "pairs", Got: product(len(from), len(to)), Max: l.Pairs}
	}
	if l.Apart > 0 && l.tooFar(from, to) {
		return &TooLargeError{What: "kilometres between two places", Max: int(l.Apart.Kilometres())}
	}
	return nil
}

// tooFar reports whether a pair with coordinates is farther apart than l allows.
func (l Limits) tooFar(from, to []earth.Point) bool {
	for _, p := range from {
		for _, q := range to {
			if !p.IsZero() && !q.IsZero() && p.Distance(q) > l.Apart {
				return true
			}
		}
	}
	return false
}

// product returns a times b, or the greatest int where that is beyond it.
func product(a, b int) int {
	if b != 0 && a > math.MaxInt/b {
		return math.MaxInt
	}
	return a * b
}

// A Result is a table of trips. Cells stand in rows: the trip from place i of From to place
// j of To is at i*To+j. A Result belongs to the caller.
type Result struct {
	From, To int // number of rows and columns

	Seconds []float32 // at the wheel; NaN if there is no answer
	Metres  []float32 // along the road; NaN where Seconds is

	// FromSnap and ToSnap are how far each place lies from the road that the engine took
	// for it: NaN if the engine does not say, +Inf if it knows no road near.
	FromSnap, ToSnap []earth.Distance

	// Estimated tells which cells no engine answered. Nil means none.
	Estimated []bool

	// Cause is why [Fallback] got no table from its engine; nil if it got one.
	Cause error
}

// newResult returns a Result without answers.
func newResult(from, to int) Result {
	r := Result{
		From: from, To: to,
		Seconds: make([]float32, from*to), Metres: make([]float32, from*to),
		FromSnap: make([]earth.Distance, from), ToSnap: make([]earth.Distance, to),
	}
	for i := range r.Seconds {
		r.clear(i)
	}
	for _, snaps := range [][]earth.Distance{r.FromSnap, r.ToSnap} {
		for i := range snaps {
			snaps[i] = earth.Distance(math.NaN())
		}
	}
	return r
}

// clear takes the answer out of a cell.
func (r *Result) clear(cell int) {
	r.Seconds[cell] = float32(math.NaN())
	r.Metres[cell] = float32(math.NaN())
}

// put writes t into a cell.
func (r *Result) put(cell int, t Trip) {
	r.Seconds[cell] = float32(t.Time.Seconds())
	r.Metres[cell] = float32(t.Road.Metres())
	if t.Estimated && r.Estimated == nil {
		r.Estimated = make([]bool, len(r.Seconds))
	}
	if r.Estimated != nil {
		r.Estimated[cell] = t.Estimated
	}
}

// Trip returns the trip from place i of the rows to place j of the columns, and whether
// there is one. An estimated trip has the range that [Estimate] gives for its road. It
// panics if i or j is out of range, as an index of a slice does.
func (r Result) Trip(i, j int) (Trip, bool) {
	if j < 0 || j >= r.To {
		panic("travel: column out of range")
	}
	cell := i*r.To + j
	s, m := float64(r.Seconds[cell]), float64(r.Metres[cell])
	if math.IsNaN(s) || math.IsNaN(m) {
		return Trip{}, false
	}
	d := Drive{Road: earth.Distance(m), Time: time.Duration(s * float64(time.Second))}
	if r.Estimated == nil || !r.Estimated[cell] {
		return Trip{Drive: d, Least: d, Most: d}, true
	}
	t := Estimate(likely.along(d.Road))
	t.Drive = d
	return t, true
}
