package earth

import (
	"math"
	"math/bits"
	"sort"
)

// A tree holds points so that near ones lie together: a k-d tree whose shape follows from
// the number of points alone. Node 0 is the root, the children of node i are nodes 4i+1 to
// 4i+4, and all leaves are on one level. The points of any node are a range of the slices,
// so nothing points to anything.
type tree struct {
	levels    int      // below the root
	firstLeaf uint32   // number of the first node on the lowest level
	boxes     []box    // of each node; none if there is no point
	nodeMasks []uint64 // the bits of all items of each node; nil without masks

	vectors []vector // in tree order, as all below
	items   []uint32
	masks   []uint64 // nil without masks
	sums    []int64  // sums[i] is the weight of all points before i; nil without weights
}

// maxLeaf is the greatest number of points in a leaf; at least a quarter of it are in each
// but the smallest tree.
const maxLeaf = 32

// maxStack is room for the nodes that a search still has to visit: at most three of each
// of the 13 levels that 2,147,483,647 points need, and the children of one node more.
const maxStack = 64

// A box holds all points of a node. It is in float32 to fill caches less; half is rounded
// up by more than float64 arithmetic can lose.
type box struct {
	center, half [3]float32
}

// near returns a square not greater than that from q to any point in the box.
func (b *box) near(q *vector) float64 {
	x := math.Abs(q[0]-float64(b.center[0])) - float64(b.half[0])
	y := math.Abs(q[1]-float64(b.center[1])) - float64(b.half[1])
	z := math.Abs(q[2]-float64(b.center[2])) - float64(b.half[2])
	x += math.Abs(x) // 2x, or 0 if x is negative, without a branch that is guessed wrong half the time
	y += math.Abs(y)
	z += math.Abs(z)
	return (x*x + y*y + z*z) * (0.25 - 0x1p-24)
}

// far returns a square not less than that from q to any point in the box.
func (b *box) far(q *vector) float64 {
	x := math.Abs(q[0]-float64(b.center[0])) + float64(b.half[0])
	y := math.Abs(q[1]-float64(b.center[1])) + float64(b.half[1])
	z := math.Abs(q[2]-float64(b.center[2])) + float64(b.half[2])
	return x*x + y*y + z*z
}

// bounds returns the box of vectors, and the axis along which it is longest.
func bounds(vectors []vector) (b box, axis int) {
	low, high := vectors[0], vectors[0]
	for i := range vectors {
		for d, v := range vectors[i] {
			low[d], high[d] = min(low[d], v), max(high[d], v)
		}
	}
	for d := range 3 {
		if high[d]-low[d] > high[axis]-low[axis] {
			axis = d
		}
		b.center[d] = float32((low[d] + high[d]) / 2)
		center := float64(b.center[d])
		half := max(high[d]-center, center-low[d]) + 1e-14
		b.half[d] = math.Nextafter32(float32(half), math.MaxFloat32)
	}
	return b, axis
}

// build fills the empty tree.
func (t *tree) build(points []Point, opt IndexOptions) {
	located := 0
	for _, p := range points {
		if !p.IsZero() {
			located++
		}
	}
	if located == 0 {
		return
	}
	t.vectors = make([]vector, 0, located)
	t.items = make([]uint32, 0, located)
	for i, p := range points {
		if !p.IsZero() {
			t.vectors = append(t.vectors, p.unit())
			t.items = append(t.items, uint32(i))
		}
	}
	for (located-1)>>(2*t.levels) >= maxLeaf {
		t.levels++
	}
	t.firstLeaf = firstNode(t.levels)
	t.boxes = make([]box, firstNode(t.levels+1))
	t.split(0, 0)
	if opt.Masks != nil {
		t.addMasks(opt.Masks)
	}
	if opt.Weights != nil {
		t.addWeights(opt.Weights)
	}
}

// firstNode returns the number of the first node of a level.
func firstNode(level int) uint32 { return uint32((uint64(1)<<(2*level) - 1) / 3) }

// rangeOf returns the range of points that belong to a node.
func (t *tree) rangeOf(node uint32) (from, to int) {
	level := (bits.Len64(3*uint64(node)+1) - 1) / 2
	i := uint64(node - firstNode(level))
	n := uint64(len(t.vectors))
	return int(n * i >> (2 * level)), int(n * (i + 1) >> (2 * level))
}

// split gives a node its box and orders its points by child, down to the leaves.
func (t *tree) split(node uint32, level int) {
	from, to := t.rangeOf(node)
	b, axis := bounds(t.vectors[from:to])
	t.boxes[node] = b
	if level == t.levels {
		return
	}
	first := 4*node + 1
	_, quarter := t.rangeOf(first)
	_, middle := t.rangeOf(first + 1)
	_, threeQuarters := t.rangeOf(first + 2)
	t.partition(from, to, middle, axis)
	for _, h := range [2][3]int{{from, quarter, middle}, {middle, threeQuarters, to}} {
		_, axis := bounds(t.vectors[h[0]:h[2]])
		t.partition(h[0], h[2], h[1], axis)
	}
	for i := range uint32(4) {
		t.split(first+i, level+1)
	}
}

// partition reorders the points of [from, to) along an axis, so that none before middle
// is greater than one from middle on: Hoare's selection.
func (t *tree) partition(from, to, middle, axis int) {
	low, high := from, to-1
	for rounds := 4 * bits.Len(uint(to-from)); low < high; rounds-- {
		if rounds == 0 { // coordinates made to be slow: sorting is never worse than n log n
			sort.Sort(byAxis{t, low, high + 1, axis})
			return
		}
		pivot := medianOf3(t.vectors[low][axis], t.vectors[(low+high)/2][axis], t.vectors[high][axis])
		i, j := low, high
		for i <= j {
			for t.vectors[i][axis] < pivot {
				i++
			}
			for t.vectors[j][axis] > pivot {
				j--
			}
			if i <= j {
				t.swap(i, j)
				i++
				j--
			}
		}
		switch {
		case middle <= j:
			high = j
		case middle >= i:
			low = i
		default:
			return
		}
	}
}

func medianOf3(a, b, c float64) float64 { return max(min(a, b), min(max(a, b), c)) }

func (t *tree) swap(i, j int) {
	t.vectors[i], t.vectors[j] = t.vectors[j], t.vectors[i]
	t.items[i], t.items[j] = t.items[j], t.items[i]
}

// byAxis sorts a range of points along an axis.
type byAxis struct {
	*tree
	from, to, axis int
}

func (s byAxis) Len() int      { return s.to - s.from }
func (s byAxis) Swap(i, j int) { s.swap(s.from+i, s.from+j) }
func (s byAxis) Less(i, j int) bool {
	return s.vectors[s.from+i][s.axis] < s.vectors[s.from+j][s.axis]
}

// addMasks brings masks, given by item, into tree order and combines them for each node.
func (t *tree) addMasks(byItem []uint64) {
	t.masks = make([]uint64, len(t.items))
	for i, item := range t.items {
		t.masks[i] = byItem[item]
	}
	t.nodeMasks = make([]uint64, len(t.boxes))
	for node := uint32(len(t.boxes)) - 1; ; node-- {
		if node >= t.firstLeaf {
			from, to := t.rangeOf(node)
			for _, mask := range t.masks[from:to] {
				t.nodeMasks[node] |= mask
			}
		}
		if node == 0 {
			return
		}
		t.nodeMasks[(node-1)/4] |= t.nodeMasks[node]
	}
}

// addWeights sums weights, given by item, in tree order.
func (t *tree) addWeights(byItem []int64) {
	t.sums = make([]int64, len(t.items)+1)
	for i, item := range t.items {
		t.sums[i+1] = t.sums[i] + byItem[item]
	}
}

// mask returns the mask of the point at place i.
func (t *tree) mask(i int) uint64 {
	if t.masks == nil {
		return 0
	}
	return t.masks[i]
}

// nodeMask returns the bits of all items of a node.
func (t *tree) nodeMask(node uint32) uint64 {
	if t.nodeMasks == nil {
		return 0
	}
	return t.nodeMasks[node]
}

// weight returns the weight of the points of [from, to).
func (t *tree) weight(from, to int) int64 {
	if t.sums == nil {
		return int64(to - from)
	}
	return t.sums[to] - t.sums[from]
}
