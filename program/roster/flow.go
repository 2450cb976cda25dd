package roster

import "slices"

// A flow is a network in which units go from seats to the sink, each along the
// way that costs least. Node 0 is the sink, then come the seats; the arcs of
// all other nodes lead to nodes made before them, or the sink, so that the
// first potentials are found in one pass.
//
// It is the method of successive shortest paths with potentials, one seat after
// the other; Ahuja, Magnanti and Orlin, "Network Flows", 1993, section 9.7. A
// search ends as soon as the sink is reached, and only what it has reached gets
// a new potential, so most searches look at a few nodes.
type flow struct {
	seats int // nodes 1 to seats
	nodes int
	plan  []plan  // the arcs as they were made, without their reverses
	arcs  []arc   // by the node that they come from
	first []int32 // by node: its arcs are arcs[first[v]:first[v+1]]
	at    []spot  // by node

	done []int32 // nodes that the running search has settled
	heap []entry
	turn int32
}

// An arc may carry room more units, each costing cost. Every unit makes the
// next one dearer by rise, which must not be negative, and 0 but for arcs to the
// sink: nothing ever comes back from there.
type arc struct {
	cost, rise int64
	to, back   int32 // back is the reverse arc
	room       int32
	label      int32 // for the caller
}

// A plan is an arc before begin.
type plan struct {
	cost, rise  int64
	from, to    int32
	room, label int32
}

// A spot is what is known of a node.
type spot struct {
	pi   int64 // potential; that of the sink is 0
	dist int64 // distance in the running search
	mark int32 // 2n-1 seen in search n, 2n settled
	from int32 // arc by which it was reached
}

type entry struct {
	dist int64
	node int32
}

// reset empties f and makes the sink and the seats.
func (f *flow) reset(seats int) {
	f.seats, f.nodes, f.plan = seats, seats+1, f.plan[:0]
}

// node makes a node.
func (f *flow) node() int32 {
	f.nodes++
	return int32(f.nodes - 1)
}

// arc makes an arc.
func (f *flow) arc(from, to, room int32, cost, rise int64, label int32) {
	f.plan = append(f.plan, plan{cost, rise, from, to, room, label})
}

// of returns the arcs of a node.
func (f *flow) of(node int32) []arc { return f.arcs[f.first[node]:f.first[node+1]] }

// begin sorts the arcs by node and computes the first potentials: the cost of
// the way to the sink.
func (f *flow) begin() {
	n := f.nodes
	f.first, f.arcs = sized(f.first, n+1), sized(f.arcs, 2*len(f.plan))
	f.at = sized(f.at, n)
	clear(f.first)
	for _, a := range f.plan {
		f.first[a.from+1]++
		f.first[a.to+1]++
	}
	for v := range n {
		f.first[v+1] += f.first[v]
	}
	next := append(f.done[:0], f.first...)
	for _, a := range f.plan {
		i, j := next[a.from], next[a.to]
		f.arcs[i] = arc{a.cost, a.rise, a.to, j, a.room, a.label}
		f.arcs[j] = arc{-a.cost, 0, a.from, i, 0, a.label}
		next[a.from]++
		next[a.to]++
	}
	f.done = next[:0]
	clear(f.at)
	f.turn = 0
	for v := f.seats + 1; v < n; v++ {
		f.at[v].pi = f.ahead(int32(v))
	}
	for v := 1; v <= f.seats; v++ {
		f.at[v].pi = f.ahead(int32(v))
	}
}

// sized returns a slice of length n in the room of s, if that is enough.
func sized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// ahead returns the cost of the cheapest way on from a node.
func (f *flow) ahead(node int32) int64 {
	var least int64 = unreachable
	for _, a := range f.of(node) {
		if a.room > 0 && f.at[a.to].pi < unreachable {
			least = min(least, a.cost+f.at[a.to].pi)
		}
	}
	return least
}

const unreachable = 1 << 62

// send moves one unit from a node to the sink along a cheapest way. It
// requires that there is one.
func (f *flow) send(source int32) {
	f.search(source)
	far := f.at[0].dist
	for _, v := range f.done {
		f.at[v].pi += far - f.at[v].dist
	}
	for v := int32(0); v != source; {
		a := &f.arcs[f.at[v].from]
		back := &f.arcs[a.back]
		a.room--
		back.room++
		a.cost += a.rise
		v = back.to
	}
}

// search finds the distances, in reduced costs, from source to all nodes
// nearer than the sink.
func (f *flow) search(source int32) {
	f.turn += 2
	seen, settled := f.turn-1, f.turn
	f.done, f.heap = f.done[:0], append(f.heap[:0], entry{0, source})
	f.at[source].dist, f.at[source].mark = 0, seen
	var limit int64 = unreachable // distance of the sink, as far as it is known
	for len(f.heap) > 0 {
		e := f.pop()
		if f.at[e.node].mark == settled {
			continue
		}
		if e.node == 0 {
			return
		}
		f.at[e.node].mark = settled
		f.done = append(f.done, e.node)
		base := e.dist - f.at[e.node].pi
		for i := f.first[e.node]; i < f.first[e.node+1]; i++ {
			a := &f.arcs[i]
			if a.room == 0 {
				continue
			}
			to := &f.at[a.to]
			d := base + a.cost + to.pi
			if d >= limit || to.mark == settled || to.mark == seen && to.dist <= d {
				continue
			}
			to.mark, to.dist, to.from = seen, d, i
			if a.to == 0 {
				if limit = d; d == e.dist {
					return // nothing can be nearer
				}
			}
			f.push(entry{d, a.to})
		}
	}
}

func (f *flow) push(e entry) {
	h := append(f.heap, e)
	i := len(h) - 1
	for i > 0 && e.dist < h[(i-1)/2].dist {
		h[i] = h[(i-1)/2]
		i = (i - 1) / 2
	}
	h[i] = e
	f.heap = h
}

func (f *flow) pop() entry {
	h := f.heap
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	for i := 0; len(h) > 0; {
		child := 2*i + 1
		if child+1 < len(h) && h[child+1].dist < h[child].dist {
			child++
		}
		if child >= len(h) || h[child].dist >= last.dist {
			h[i] = last
			break
		}
		h[i] = h[child]
		i = child
	}
	f.heap = h
	return top
}

// reach returns the nodes to which a further unit could go from a node, those
// behind the sink left out: the smallest cut around it.
func (f *flow) reach(source int32) []int32 {
	f.turn += 2
	f.at[source].mark = f.turn
	found := []int32{source}
	for i := 0; i < len(found); i++ {
		for _, a := range f.of(found[i]) {
			if a.room > 0 && a.to != 0 && f.at[a.to].mark != f.turn {
				f.at[a.to].mark = f.turn
				found = append(found, a.to)
			}
		}
	}
	return found
}
