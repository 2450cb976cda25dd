package travel

import (
	"context"
	"errors"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
)

// Batched is a Matrix that asks another one, Engine, in as many calls as its limits need,
// one after the other. A place without a road, for which an engine refuses everything,
// costs a few calls more and leaves its own cells without an answer, with a snap distance
// of +Inf; so do pairs too far apart.
type Batched struct {
	Engine Matrix // required

	// MaxCalls bounds the calls for one table. 0 or less is 1,000. A table that needs
	// more is a [*TooLargeError], found out late if places without a road are the reason.
	MaxCalls int
}

// Limits returns 10,000,000 pairs.
func (Batched) Limits() Limits { return Limits{Pairs: maxPairs} }

// Table returns the table that Engine gives in parts. The first error that is not about
// size or a missing road ends it; no part is returned then.
func (b Batched) Table(ctx context.Context, from, to []earth.Point, opt Options) (Result, error) {
	if err := b.Limits().check(from, to); err != nil {
		return Result{}, err
	}
	w := batchWork{
		engine: b.Engine, limits: b.Engine.Limits(), from: from, to: to, opt: opt,
		calls: b.MaxCalls, whole: newResult(len(from), len(to)),
	}
	if w.calls <= 0 {
		w.calls = 1000
	}
	w.maxCalls = w.calls
	height, width := w.limits.tile(len(from), len(to))
	for rows := range slices.Chunk(numbers(len(from)), height) {
		for columns := range slices.Chunk(numbers(len(to)), width) {
			if err := w.fill(ctx, rows, columns); err != nil {
				return Result{}, err
			}
		}
	}
	return w.whole, nil
}

// tile returns how many rows and columns of a table make one call, at least one of each.
func (l Limits) tile(rows, columns int) (height, width int) {
	height, width = max(rows, 1), max(columns, 1)
	if l.Points > 0 && height+width > l.Points {
		half := max(l.Points/2, 1)
		height = min(height, max(half, l.Points-width))
		width = min(width, max(l.Points-height, 1))
	}
	if l.Pairs > 0 && height > l.Pairs/width {
		width = min(width, l.Pairs)
		height = min(height, max(l.Pairs/width, 1))
	}
	return height, width
}

// numbers returns 0 to n-1.
func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// batchWork is one table in the making.
type batchWork struct {
	engine          Matrix
	limits          Limits
	from, to        []earth.Point
	opt             Options
	calls, maxCalls int // left, and at first
	whole           Result
}

// fill asks for the cells of some rows and columns.
func (w *batchWork) fill(ctx context.Context, rows, columns []int) error {
	if len(rows) == 0 || len(columns) == 0 {
		return nil
	}
	starts, ends := pick(w.from, rows), pick(w.to, columns)
	if w.limits.Apart > 0 && w.limits.tooFar(starts, ends) {
		return w.halve(ctx, rows, columns)
	}
	part, err := w.ask(ctx, starts, ends)
	if err == nil {
		w.whole.paste(part, rows, columns)
		return nil
	}
	if none, ok := errors.AsType[*NoRoadError](err); ok {
		return w.without(ctx, rows, columns, none)
	}
	if large, ok := errors.AsType[*TooLargeError](err); ok && large.What != "requests" {
		return w.halve(ctx, rows, columns)
	}
	return err
}

func pick(places []earth.Point, at []int) []earth.Point {
	picked := make([]earth.Point, len(at))
	for i, n := range at {
		picked[i] = places[n]
	}
	return picked
}

// ask makes one call, if one is left.
func (w *batchWork) ask(ctx context.Context, from, to []earth.Point) (Result, error) {
	if w.calls == 0 {
		return Result{}, &TooLargeError{What: "requests", Max: w.maxCalls}
	}
	w.calls--
	return w.engine.Table(ctx, from, to, w.opt)
}

// halve fills both halves of the longer side. A single pair stays without an answer.
func (w *batchWork) halve(ctx context.Context, rows, columns []int) error {
	if len(rows) == 1 && len(columns) == 1 {
		return nil
	}
	top, bottom, left, right := rows, rows, columns, columns
	if h := len(rows) / 2; len(rows) > len(columns) {
		top, bottom = rows[:h], rows[h:]
	} else {
		h = len(columns) / 2
		left, right = columns[:h], columns[h:]
	}
	if err := w.fill(ctx, top, left); err != nil {
		return err
	}
	return w.fill(ctx, bottom, right)
}

// without finds the places that have no road, marks them and fills the rest.
func (w *batchWork) without(ctx context.Context, rows, columns []int, none *NoRoadError) error {
	var err error
	badRows, badColumns := []int{}, []int{}
	switch {
	case none.From >= 0 && none.From < len(rows):
		badRows = rows[none.From : none.From+1]
	case none.To >= 0 && none.To < len(columns):
		badColumns = columns[none.To : none.To+1]
	default:
		if badRows, err = w.roadless(ctx, w.from, rows); err != nil {
			return err
		}
		if len(badRows) == len(rows) {
			break
		}
		if badColumns, err = w.roadless(ctx, w.to, columns); err != nil {
			return err
		}
	}
	if len(badRows) == 0 && len(badColumns) == 0 {
		return w.halve(ctx, rows, columns) // roads near all, but not between all
	}
	for _, n := range badRows {
		w.whole.FromSnap[n] = noRoad
	}
	for _, n := range badColumns {
		w.whole.ToSnap[n] = noRoad
	}
	return w.fill(ctx, except(rows, badRows), except(columns, badColumns))
}

// roadless returns those of some places for which the engine has no road, by asking for
// the way from each to the first of them, then by halves.
func (w *batchWork) roadless(ctx context.Context, places []earth.Point, at []int) ([]int, error) {
	points := pick(places, at)
	_, err := w.ask(ctx, points, points[:1])
	if err == nil {
		return nil, nil
	}
	_, none := errors.AsType[*NoRoadError](err)
	large, tooLarge := errors.AsType[*TooLargeError](err)
	switch {
	case tooLarge && large.What == "requests", !tooLarge && !none:
		return nil, err
	case len(at) == 1 && none:
		return at, nil
	case len(at) == 1:
		return nil, nil
	}
	bad, err := w.roadless(ctx, places, at[:len(at)/2])
	if err != nil {
		return nil, err
	}
	more, err := w.roadless(ctx, places, at[len(at)/2:])
	return slices.Concat(bad, more), err
}

// except returns list without the numbers in some.
func except(list, some []int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(n int) bool { return slices.Contains(some, n) })
}
