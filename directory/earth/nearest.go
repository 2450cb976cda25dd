package earth

import (
	"iter"
	"math"
	"slices"
)

// Nearest appends to dst the k items nearest to from that pass f, and returns the extended
// slice. None is farther than within, but may be exactly that far. They come by distance,
// then by item. There are fewer than k only if no more pass. For no limit, let within be
// [Farthest].
//
// Nothing is appended if from is the zero Point, k is not positive, or within is negative
// or NaN. Nearest allocates nothing if dst has room for the smaller of k and [Index.Located].
func (x *Index) Nearest(dst []Neighbor, from Point, k int, within Distance, f Filter) []Neighbor {
	k = min(k, x.Located())
	if from.IsZero() || k <= 0 || !(within >= 0) {
		return dst
	}
	dst = slices.Grow(dst, k)
	s := nearest{
		x:      x,
		from:   from.unit(),
		filter: f,
		all:    x.passesAll(&f),
		limit:  chordWithin(within).last(),
		found:  found{list: dst[len(dst) : len(dst)+k]},
	}
	s.searchRecent()
	s.searchTree()
	return dst[:len(dst)+s.found.finish()]
}

// Ascending yields the items that pass f, as [Index.Nearest] orders them, until the loop
// is left. It is for searches that can't tell beforehand how many items they need. It may
// be used several times. Its cost is that of a few calls of Nearest.
func (x *Index) Ascending(from Point, within Distance, f Filter) iter.Seq[Neighbor] {
	return func(yield func(Neighbor) bool) {
		var found []Neighbor
		for k := 16; ; k *= 4 {
			done := len(found)
			found = x.Nearest(found[:0], from, k, within, f)
			for _, n := range found[done:] {
				if !yield(n) {
					return
				}
			}
			if len(found) < k {
				return
			}
		}
	}
}

// A nearest is one search for the nearest items.
type nearest struct {
	x      *Index
	from   vector
	filter Filter
	all    bool    // whether every item of the tree passes
	limit  float64 // the greatest square that is still of interest
	found  found
}

func (s *nearest) searchRecent() {
	for i := range s.x.recent {
		r := &s.x.recent[i]
		square := squareBetween(&s.from, &r.vector)
		if square <= s.limit && s.filter.passes(r.item, r.mask) {
			s.limit = s.found.add(r.item, truncate(square), s.limit)
		}
	}
}

func (s *nearest) searchLeaf(from, to int) {
	t := &s.x.tree
	vectors := t.vectors[from:to]
	limit := s.limit
	for i := range vectors {
		square := squareBetween(&s.from, &vectors[i])
		if square <= limit && (s.all || s.x.passes(from+i, &s.filter)) {
			limit = s.found.add(int(t.items[from+i]), truncate(square), limit)
		}
	}
	s.limit = limit
}

// A visit is a node that a search may visit: the square from its box, as the bits of a
// float32 rounded down, above the number of the node. The least visit is the nearest.
type visit uint64

// never is the visit of a node in which no item passes the filter.
const never visit = math.MaxUint64

// farthestVisit returns the greatest visit of a node that may hold points within the square
// limit. It is rounded up.
func farthestVisit(limit float64) visit {
	return visit(math.Float32bits(float32(limit*(1+0x1p-22))))<<32 | math.MaxUint32
}

// searchTree visits the leaves that may hold a better item, roughly the nearest first.
func (s *nearest) searchTree() {
	t := &s.x.tree
	if len(t.boxes) == 0 {
		return
	}
	var stack [maxStack]visit
	top := 0
	next, farthest := visit(0), farthestVisit(s.limit) // next is the root
	for {
		if node := uint32(next); node >= t.firstLeaf {
			s.searchLeaf(t.rangeOf(node))
			farthest = farthestVisit(s.limit)
			next = never
		} else {
			a, b, c, d := s.children(node)
			for _, v := range [...]visit{d, c, b} {
				if v <= farthest {
					stack[top%maxStack] = v
					top++
				}
			}
			next = a
		}
		for next > farthest {
			if top == 0 {
				return
			}
			top--
			next = stack[top%maxStack]
		}
	}
}

// children returns the visits of the children of a node, the nearest first.
func (s *nearest) children(node uint32) (a, b, c, d visit) {
	first := 4*node + 1
	boxes := s.x.tree.boxes[first : first+4 : first+4]
	a = boxes[0].visit(&s.from) | visit(first)
	b = boxes[1].visit(&s.from) | visit(first+1)
	c = boxes[2].visit(&s.from) | visit(first+2)
	d = boxes[3].visit(&s.from) | visit(first+3)
	if len(s.filter.Any) > 0 {
		a |= s.refusal(first)
		b |= s.refusal(first + 1)
		c |= s.refusal(first + 2)
		d |= s.refusal(first + 3)
	}
	// A sorting network has no branches, which would be guessed wrong half the time.
	a, b = min(a, b), max(a, b)
	c, d = min(c, d), max(c, d)
	a, c = min(a, c), max(a, c)
	b, d = min(b, d), max(b, d)
	b, c = min(b, c), max(b, c)
	return a, b, c, d
}

// visit returns the upper half of the visit of the node that has the box.
func (b *box) visit(q *vector) visit {
	return visit(math.Float32bits(float32(b.near(q)))) << 32
}

// refusal returns never if no item of a node passes the filter, otherwise 0.
func (s *nearest) refusal(node uint32) visit {
	if anyOf(s.filter.Any, s.x.tree.nodeMask(node)) {
		return 0
	}
	return never
}
