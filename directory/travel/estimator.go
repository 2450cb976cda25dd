package travel

import (
	"context"

	"github.com/withinreach/withinreach/directory/earth"
)

// An Estimator is a Matrix without an engine: each cell is the [Estimate] of the straight
// line, marked as estimated. It takes less than a microsecond a cell and makes no network
// call. The zero Estimator is ready to use; snap distances are always unknown.
type Estimator struct{}

// maxPairs bounds the memory of one table: 80 MB and the flags.
const maxPairs = 10_000_000

// Limits returns 10,000,000 pairs.
func (Estimator) Limits() Limits { return Limits{Pairs: maxPairs} }

// Table estimates every trip between places with coordinates. It ignores opt.
func (e Estimator) Table(ctx context.Context, from, to []earth.Point, _ Options) (Result, error) {
	if err := e.Limits().check(from, to); err != nil {
		return Result{}, err
	}
	r := newResult(len(from), len(to))
	for i, p := range from {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		for j, q := range to {
			if !p.IsZero() && !q.IsZero() {
				r.put(i*r.To+j, Estimate(p.Distance(q)))
			}
		}
	}
	return r, nil
}
