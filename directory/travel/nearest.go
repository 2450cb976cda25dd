package travel

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// A Candidate is a place that may be among the nearest.
type Candidate struct {
	Item  int // the caller's number for it
	Point earth.Point
}

// An Order is what near means: [ByTime] or [ByRoad].
type Order uint8

// The orders.
const (
	ByTime Order = iota // least time at the wheel first
	ByRoad              // shortest road first
)

// NearestOptions adjusts [Nearest]. The zero value looks for the one place that is reached
// in the shortest time.
type NearestOptions struct {
	Options // of each call; MaxSnap also decides how early the search can stop

	K  int // how many places to find; 0 or less is 1
	By Order

	// Batch is the greatest number of places in one call; 0 or less is 16. The search asks
	// for up to that many more pairs than it must; with 1 it asks for as few as can be, one
	// call each.
	Batch int

	// MaxPairs bounds the pairs that are asked for; 0 or less is 500.
	MaxPairs int

	// Keep says whether a place counts now that the way there is known, such as one that
	// is reached before the meeting begins. Nil keeps all.
	Keep func(Way) bool

	// TopSpeed is the speed in kilometres an hour that no drive of the engine exceeds on
	// the whole; 0 or less is 140, the greatest speed of a car in Valhalla unless told
	// otherwise. It decides how early a search by time can stop.
	TopSpeed float64
}

// A Way is a place that [Nearest] found.
type Way struct {
	Candidate
	Straight earth.Distance
	Trip     Trip
}

// Found is the answer of [Nearest].
type Found struct {
	// Ways are the nearest places, nearest first; equal ones by straight distance, then
	// by Item. There are fewer than K if no more candidates have a way.
	Ways []Way

	// Proven is true if no other candidate can be nearer, of those the engine has a way
	// to. It is false if MaxPairs ended the search, and if an answer was estimated: an
	// estimate proves nothing.
	Proven bool

	Pairs int   // asked for
	NoWay int   // of these, how many had no answer
	Cause error // the last Cause of a Result, if any
}

// ErrOrder reports candidates that do not come in the order of their straight distance.
var ErrOrder = errors.New("travel: candidates out of order, want those nearest in a straight line first")

// Nearest returns the candidates nearest to from by road or by time, as m has it. The
// answer is the same as that of the whole table, but m is asked for the pairs that can win
// only: no road is shorter than the straight line, so the search ends at the first
// candidate whose straight line alone is longer than the k-th best road, or takes longer at
// TopSpeed.
//
// The candidates must come in the order of their straight distance from from, as
// [earth.Index.Ascending] yields them, else the error is [ErrOrder]; no more are taken than
// needed. Those without coordinates are passed over. If from has none, nothing is found.
// On an error of m, Found holds the nearest of those asked for before it. Let m be a
// [Batched] or a [Fallback], so that one place without a road is no error.
func Nearest(ctx context.Context, m Matrix, from earth.Point, candidates iter.Seq[Candidate], opt NearestOptions) (Found, error) {
	if from.IsZero() {
		return Found{Proven: true}, nil
	}
	next, stop := iter.Pull(candidates)
	defer stop()
	s := search{matrix: m, from: from, opt: opt.withDefaults(m.Limits()), next: next, found: Found{Proven: true}}
	s.pull()
	for {
		batch := s.batch()
		if len(batch) == 0 || s.err != nil {
			break
		}
		if err := s.ask(ctx, batch); err != nil {
			s.err = err
			break
		}
	}
	s.found.Proven = s.found.Proven && s.err == nil
	return s.found, s.err
}

// withDefaults fills in what is zero and fits Batch to what m accepts.
func (opt NearestOptions) withDefaults(l Limits) NearestOptions {
	if opt.K <= 0 {
		opt.K = 1
	}
	if opt.Batch <= 0 {
		opt.Batch = 16
	}
	if l.Pairs > 0 {
		opt.Batch = min(opt.Batch, l.Pairs)
	}
	if l.Points > 0 {
		opt.Batch = min(opt.Batch, max(l.Points-1, 1))
	}
	if opt.MaxPairs <= 0 {
		opt.MaxPairs = 500
	}
	if !(opt.TopSpeed > 0) {
		opt.TopSpeed = 140
	}
	return opt
}

// tie is how far candidates may be out of order, for callers who measure a little
// differently.
const tie = earth.Metre

// A search is one call of Nearest.
type search struct {
	matrix Matrix
	from   earth.Point
	opt    NearestOptions
	next   func() (Candidate, bool)
	head   Way // the first candidate not asked for yet
	more   bool
	found  Found
	unkept int // places that Keep left out
	err    error
}

// pull takes the next candidate with coordinates into head.
func (s *search) pull() {
	before := s.head.Straight
	for {
		c, ok := s.next()
		s.more = ok
		if !ok {
			return
		}
		if !c.Point.IsZero() {
			s.head = Way{Candidate: c, Straight: s.from.Distance(c.Point)}
			break
		}
	}
	if s.head.Straight < before-tie {
		s.more, s.err = false, ErrOrder
	}
}

// batch returns the candidates to ask for next: those that must be asked for, and while
// there is room those that must as far as is known. It is empty when the search is over.
func (s *search) batch() []Way {
	room := min(s.opt.Batch, s.opt.MaxPairs-s.found.Pairs)
	if missing := s.opt.K - len(s.found.Ways); missing > 0 {
		room = min(room, missing+s.found.NoWay+s.unkept) // more may be too many
	}
	var batch []Way
	for s.more && s.canWin(s.head.Straight) {
		if len(batch) == room {
			s.found.Proven = s.found.Proven && room > 0
			break
		}
		batch = append(batch, s.head)
		s.pull()
	}
	return batch
}

// canWin reports whether a place so far away can be among the nearest.
func (s *search) canWin(straight earth.Distance) bool {
	if len(s.found.Ways) < s.opt.K {
		return true
	}
	worst := s.found.Ways[s.opt.K-1].Trip
	road := leastRoad(straight-tie, 2*s.opt.maxSnap())
	if s.opt.By == ByRoad {
		return road <= worst.Road
	}
	metresPerSecond := s.opt.TopSpeed / 3.6
	return road.Metres()/metresPerSecond <= worst.Time.Seconds()
}

// ask gets the trips to the places of batch and keeps the best K.
func (s *search) ask(ctx context.Context, batch []Way) error {
	to := make([]earth.Point, len(batch))
	for i, w := range batch {
		to[i] = w.Point
	}
	r, err := s.matrix.Table(ctx, []earth.Point{s.from}, to, s.opt.Options)
	s.found.Pairs += len(batch)
	if err != nil {
		return err
	}
	if r.Cause != nil {
		s.found.Cause = r.Cause
	}
	for i, w := range batch {
		trip, ok := r.Trip(0, i)
		if !ok {
			s.found.NoWay++
			continue
		}
		w.Trip = trip
		s.found.Proven = s.found.Proven && !trip.Estimated
		if s.opt.Keep != nil && !s.opt.Keep(w) {
			s.unkept++
			continue
		}
		s.found.Ways = append(s.found.Ways, w)
	}
	slices.SortFunc(s.found.Ways, s.compare)
	s.found.Ways = s.found.Ways[:min(len(s.found.Ways), s.opt.K)]
	return nil
}

func (s *search) compare(a, b Way) int {
	return cmp.Or(
		cmp.Compare(s.cost(a), s.cost(b)),
		cmp.Compare(a.Straight, b.Straight),
		cmp.Compare(a.Item, b.Item),
	)
}

func (s *search) cost(w Way) float64 {
	if s.opt.By == ByRoad {
		return w.Trip.Road.Metres()
	}
	return float64(w.Trip.Time) / float64(time.Second)
}
