package earth

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// A Change gives an item of an index new values.
type Change struct {
	Item   int
	Point  Point  // the zero Point takes the item out of all searches
	Mask   uint64 // as in IndexOptions.Masks; used also if the index was made without
	Weight int64  // as in IndexOptions.Weights; ignored if the index was made without
}

// A recent is an item that was changed or added since the tree was built.
type recent struct {
	item   int
	vector vector
	mask   uint64
	weight int64
}

// With returns an index in which changes have been applied, in order. It finds what a new
// index of all current items would find. x stays as it is.
//
// An item may be any of x, or new: an item of [Index.Len] or above extends the index, and
// items left out in between have no coordinates. It is an error if an item is negative or
// above 2,147,483,646; then no change is applied.
//
// With copies what has changed since [NewIndex], and one bit for each item; the rest is
// shared. Each search looks at every changed item, at some nanoseconds each, so make a new
// index when [Index.Recent] reaches a thousand or two.
func (x *Index) With(changes ...Change) (*Index, error) {
	for _, c := range changes {
		if c.Item < 0 || c.Item >= math.MaxInt32 {
			return nil, fmt.Errorf("earth: item %d of an index, want 0 to %d", c.Item, math.MaxInt32-1)
		}
	}
	y := *x
	y.gone = slices.Clone(x.gone)
	y.recent = slices.Clone(x.recent)
	for _, c := range changes {
		y.apply(c)
	}
	return &y, nil
}

func (x *Index) apply(c Change) {
	x.n = max(x.n, c.Item+1)
	if x.inTree(c.Item) {
		x.gone.set(c.Item)
		x.stale++
	}
	at, found := slices.BinarySearchFunc(x.recent, c.Item, func(r recent, item int) int {
		return cmp.Compare(r.item, item)
	})
	if found {
		x.recent = slices.Delete(x.recent, at, at+1)
	}
	if c.Point.IsZero() {
		return
	}
	r := recent{item: c.Item, vector: c.Point.unit(), mask: c.Mask, weight: 1}
	if x.weighted {
		r.weight = c.Weight
	}
	x.recent = slices.Insert(x.recent, at, r)
}

// inTree reports whether an item is found in the tree.
func (x *Index) inTree(item int) bool { return item < x.built && !x.gone.has(item) }

// Recent returns the number of items that were changed or added since [NewIndex] and have
// coordinates, which searches look at one by one.
func (x *Index) Recent() int { return len(x.recent) }
