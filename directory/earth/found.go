package earth

import (
	"math"
	"slices"
)

// A found is the best items that a search has seen so far. Until finish, the Distance of
// an entry holds a chord.
type found struct {
	list []Neighbor // as long as the number of items sought
	n    int        // entries in use, list[:n]
}

// shortList is the longest list that is kept in order. A longer one is a heap with the
// worst entry first, once it is full, because moving half of a long list for each better
// item takes too long.
const shortList = 128

// add takes an item if the list is not full or the item is better than the worst on it.
// It returns the greatest square that is of interest from now on: limit, until the list
// is full.
func (f *found) add(item int, c chord, limit float64) float64 {
	n := Neighbor{item, Distance(c)}
	if len(f.list) > shortList {
		return f.addToHeap(n, limit)
	}
	i := f.n
	if i < len(f.list) {
		f.n++
	} else if i--; !n.before(&f.list[i]) {
		return limit
	}
	for ; i > 0 && n.before(&f.list[i-1]); i-- {
		f.list[i] = f.list[i-1]
	}
	f.list[i] = n
	if f.n < len(f.list) {
		return limit
	}
	return chord(f.list[len(f.list)-1].Distance).last()
}

func (f *found) addToHeap(n Neighbor, limit float64) float64 {
	switch {
	case f.n < len(f.list):
		f.list[f.n] = n
		f.n++
		if f.n < len(f.list) {
			return limit
		}
		for i := f.n/2 - 1; i >= 0; i-- {
			f.sink(i, f.list[i])
		}
	case n.before(&f.list[0]):
		f.sink(0, n)
	}
	return chord(f.list[0].Distance).last()
}

// sink puts n in the place of entry i of the heap, or below, moving better entries up.
func (f *found) sink(i int, n Neighbor) {
	for {
		child := 2*i + 1
		if child >= len(f.list) {
			break
		}
		if child+1 < len(f.list) && f.list[child].before(&f.list[child+1]) {
			child++
		}
		if !n.before(&f.list[child]) {
			break
		}
		f.list[i] = f.list[child]
		i = child
	}
	f.list[i] = n
}

// finish puts the entries in order, gives them their distances and returns their number.
func (f *found) finish() int {
	if len(f.list) > shortList {
		slices.SortFunc(f.list[:f.n], Neighbor.Compare)
	}
	for i := range f.list[:f.n] {
		f.list[i].Distance = chord(f.list[i].Distance).distance()
	}
	return f.n
}

// before reports whether n is better than m. As neither distance is negative, their bits
// have the same order, and whole numbers compare faster.
func (n *Neighbor) before(m *Neighbor) bool {
	a, b := math.Float64bits(float64(n.Distance)), math.Float64bits(float64(m.Distance))
	return a < b || a == b && n.Item < m.Item
}
