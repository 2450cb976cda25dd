package earth

import "slices"

// Within appends to dst all items within radius of from, itself included, that pass f, and
// returns the extended slice. They come in no particular order, because sorting thousands
// takes longer than finding them; slices.SortFunc(found, Neighbor.Compare) sorts them.
//
// Nothing is appended if from is the zero Point or radius is negative or NaN. Within
// allocates nothing if dst has room for what is found.
func (x *Index) Within(dst []Neighbor, from Point, radius Distance, f Filter) []Neighbor {
	if from.IsZero() || !(radius >= 0) {
		return dst
	}
	q, limit := from.unit(), chordWithin(radius).last()
	for i := range x.recent {
		r := &x.recent[i]
		if square := squareBetween(&q, &r.vector); square <= limit && f.passes(r.item, r.mask) {
			dst = append(dst, Neighbor{r.item, truncate(square).distance()})
		}
	}
	all := x.passesAll(&f)
	x.tree.walk(&q, limit, f.Any, func(from, to int, inside bool) {
		if inside && all {
			dst = x.tree.appendAll(dst, &q, from, to)
			return
		}
		for i := from; i < to; i++ {
			square := squareBetween(&q, &x.tree.vectors[i])
			if square <= limit && (all || x.passes(i, &f)) {
				dst = append(dst, Neighbor{int(x.tree.items[i]), truncate(square).distance()})
			}
		}
	})
	return dst
}

// appendAll appends the points of [from, to) with their distance from q.
func (t *tree) appendAll(dst []Neighbor, q *vector, from, to int) []Neighbor {
	dst = slices.Grow(dst, to-from)
	vectors := t.vectors[from:to]
	for i, item := range t.items[from:to] {
		dst = append(dst, Neighbor{int(item), truncate(squareBetween(q, &vectors[i])).distance()})
	}
	return dst
}

// Count returns the number of items within radius of from, itself included, that pass f,
// and the sum of their weights, which is the same number for an index without weights.
// Without a filter, and on an index not made by [Index.With], it costs less than Within:
// it looks only at items near the edge of the circle. Both are 0 if from is the zero Point
// or radius is negative or NaN.
func (x *Index) Count(from Point, radius Distance, f Filter) (items int, weight int64) {
	if from.IsZero() || !(radius >= 0) {
		return 0, 0
	}
	q, limit := from.unit(), chordWithin(radius).last()
	for i := range x.recent {
		r := &x.recent[i]
		if squareBetween(&q, &r.vector) <= limit && f.passes(r.item, r.mask) {
			items++
			weight += r.weight
		}
	}
	all := x.passesAll(&f)
	x.tree.walk(&q, limit, f.Any, func(from, to int, inside bool) {
		if inside && all {
			items += to - from
			weight += x.tree.weight(from, to)
			return
		}
		for i := from; i < to; i++ {
			if squareBetween(&q, &x.tree.vectors[i]) <= limit && (all || x.passes(i, &f)) {
				items++
				weight += x.tree.weight(i, i+1)
			}
		}
	})
	return items, weight
}

// walk calls visit for ranges of points that together hold all points within the square
// limit of q, except those of nodes without any of a filter's bits. It says whether all of
// a range are inside the limit, which is certain if true and unknown if not.
func (t *tree) walk(q *vector, limit float64, groups []uint64, visit func(from, to int, inside bool)) {
	if len(t.boxes) == 0 {
		return
	}
	var stack [maxStack]uint32
	top := 1 // the root
	for top > 0 {
		top--
		node := stack[top%maxStack]
		b := &t.boxes[node]
		if b.near(q) > limit || len(groups) > 0 && !anyOf(groups, t.nodeMask(node)) {
			continue
		}
		inside := b.far(q) <= limit
		if node >= t.firstLeaf || inside && len(groups) == 0 {
			from, to := t.rangeOf(node)
			visit(from, to, inside)
			continue
		}
		for child := 4*node + 4; child > 4*node; child-- { // the first on top: forwards through memory
			stack[top%maxStack] = child
			top++
		}
	}
}
