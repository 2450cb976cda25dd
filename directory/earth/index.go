package earth

import (
	"cmp"
	"fmt"
	"math"
)

// An Index finds the items nearest to a place, among thousands or millions, in about a
// millionth of a second. An item is a number that the caller gives a meaning: item i is
// the i-th of the points given to [NewIndex]. Items in one place, at the poles and across
// the date line are found like all others.
//
// Answers are exact: they equal what comparing [Point.Distance] with every item gives.
// Filters act during the search, so ten nearest items that pass are ten, if there are ten.
//
// An Index is immutable; any number of goroutines may search it. [Index.With] makes a
// changed one that shares memory. It takes about 31 bytes for each item, 39 with masks,
// and 8 more with weights. The zero Index has no items.
type Index struct {
	tree     tree
	built    int      // items when the tree was built
	weighted bool     // whether weights were given
	gone     bitset   // of the items below built: not in the tree, or there no longer valid
	stale    int      // points in the tree that are no longer valid
	recent   []recent // changed and new items, in item order; searched one by one
	n        int      // items now, with or without coordinates
}

// IndexOptions describes the items of an index. The zero value is an index without
// filters, in which each item counts 1.
type IndexOptions struct {
	// Masks holds 64 bits for each item, for [Filter.Any]. Nil means that no item has
	// any bit. What the bits stand for is up to the caller.
	Masks []uint64

	// Weights holds a number for each item, such as people, for [Index.Count].
	// Nil means 1 each. Sums beyond an int64 wrap around.
	Weights []int64
}

// A Neighbor is an item that a search found.
type Neighbor struct {
	Item     int
	Distance Distance // from the place of the search, exactly as Point.Distance has it
}

// Compare orders neighbors by distance, then by item: -1 if n comes first, 1 if m does.
func (n Neighbor) Compare(m Neighbor) int {
	if n.Distance != m.Distance {
		return cmp.Compare(n.Distance, m.Distance)
	}
	return cmp.Compare(n.Item, m.Item)
}

// A Filter says which items a search may find. The zero Filter lets every item pass.
type Filter struct {
	// Any holds groups of mask bits. An item passes if it has at least one bit of each
	// group: {tuesday|thursday, spanish} is "on Tuesday or Thursday, and in Spanish".
	// An empty group, 0, lets no item pass. Parts of the world without such items are
	// skipped, so a filter that few items pass is still fast.
	Any []uint64

	// Keep is asked about items that pass Any; nil keeps all. It decides what bits
	// can't, and may be asked about an item several times or not at all, in any order.
	Keep func(item int) bool
}

// passes reports whether f lets an item with a mask pass.
func (f *Filter) passes(item int, mask uint64) bool {
	return anyOf(f.Any, mask) && (f.Keep == nil || f.Keep(item))
}

// anyOf reports whether mask has a bit of each group.
func anyOf(groups []uint64, mask uint64) bool {
	for _, group := range groups {
		if mask&group == 0 {
			return false
		}
	}
	return true
}

// NewIndex returns an index of points; item i is at points[i]. An item whose Point is zero
// is counted by [Index.Len] and found by no search. NewIndex keeps none of the slices.
//
// It is an error if Masks or Weights is neither nil nor as long as points, or if there are
// more than 2,147,483,647 points. It takes about half a second for a million points.
func NewIndex(points []Point, opt IndexOptions) (*Index, error) {
	if len(points) > math.MaxInt32 {
		return nil, fmt.Errorf("earth: %d points in one index, want at most %d", len(points), math.MaxInt32)
	}
	if opt.Masks != nil && len(opt.Masks) != len(points) {
		return nil, fmt.Errorf("earth: %d masks for %d points, want one for each or nil", len(opt.Masks), len(points))
	}
	if opt.Weights != nil && len(opt.Weights) != len(points) {
		return nil, fmt.Errorf("earth: %d weights for %d points, want one for each or nil", len(opt.Weights), len(points))
	}
	x := &Index{built: len(points), n: len(points), weighted: opt.Weights != nil, gone: newBitset(len(points))}
	for i, p := range points {
		if p.IsZero() {
			x.gone.set(i)
		}
	}
	x.tree.build(points, opt)
	return x, nil
}

// passes reports whether f lets the item at place i of the tree pass.
func (x *Index) passes(i int, f *Filter) bool {
	item := int(x.tree.items[i])
	return (x.stale == 0 || !x.gone.has(item)) && f.passes(item, x.tree.mask(i))
}

// passesAll reports whether passes is true for every point of the tree.
func (x *Index) passesAll(f *Filter) bool {
	return x.stale == 0 && len(f.Any) == 0 && f.Keep == nil
}

// Len returns the number of items, with and without coordinates. Items are numbered from
// 0 to Len()-1.
func (x *Index) Len() int { return x.n }

// Missing returns the number of items without coordinates, which no search finds.
func (x *Index) Missing() int { return x.n - x.Located() }

// Located returns the number of items with coordinates.
func (x *Index) Located() int { return len(x.tree.vectors) - x.stale + len(x.recent) }

// A bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(i int) bool { return b[i/64]>>(i%64)&1 != 0 }

func (b bitset) set(i int) { b[i/64] |= 1 << (i % 64) }
