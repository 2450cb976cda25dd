package travel

import (
	"context"
	"math"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
)

// Fallback is a Matrix that always has an answer: that of Engine where it has one, else
// the [Estimate], marked as such. If Engine gave no table at all, the Result says why in
// Cause; its text holds no place, so it may be logged.
//
// A cell is estimated too if Engine has no answer and does not know both places to be on
// the road network: its data may end before them. Where it knows both and finds no way,
// as to an island, the cell stays without an answer.
//
// Put [Batched] inside, not outside: Fallback{Engine: Batched{Engine: osrm}}.
type Fallback struct {
	Engine Matrix // required

	// Timeout is how long Engine may take for a table; 0 or less is as long as ctx
	// allows. Without it a server that hangs uses up the time of the caller.
	Timeout time.Duration
}

// Limits returns 10,000,000 pairs; a table beyond the limits of Engine is estimated.
func (Fallback) Limits() Limits { return Estimator{}.Limits() }

// Table returns an error only if ctx has ended or the table is beyond Limits.
func (f Fallback) Table(ctx context.Context, from, to []earth.Point, opt Options) (Result, error) {
	if err := f.Limits().check(from, to); err != nil {
		return Result{}, err
	}
	r, err := f.ask(ctx, from, to, opt)
	if err != nil {
		r, ended := Estimator{}.Table(ctx, from, to, opt)
		r.Cause = err
		return r, ended
	}
	for i, p := range from {
		for j, q := range to {
			cell := i*r.To + j
			answered := !math.IsNaN(float64(r.Seconds[cell]))
			placed := onRoad(r.FromSnap[i], opt.maxSnap()) && onRoad(r.ToSnap[j], opt.maxSnap())
			if !answered && !placed && !p.IsZero() && !q.IsZero() {
				r.put(cell, Estimate(p.Distance(q)))
			}
		}
	}
	return r, nil
}

func (f Fallback) ask(ctx context.Context, from, to []earth.Point, opt Options) (Result, error) {
	if f.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, f.Timeout)
		defer cancel()
	}
	return f.Engine.Table(ctx, from, to, opt)
}
