package roster

import "context"

// A network asks a flow how best to fill some free seats while the others stay
// as they are. Each free seat has an arc for every person who may have it,
// which leads through the limits of that person, from the narrowest to the
// widest, to the sink; the last arc rises, so that the load is spread.
//
// Rules between a free seat and what is decided forbid or price an arc. Of the
// rules among free seats, one seat a meeting, one meeting a cluster and the
// limits on days, weeks, four weeks and months are kept, as far as they nest.
// The others are left out: what they could cost is counted as nothing, what
// they could gain as gained, so that the answer is a lower bound.
type network struct {
	p      *problem
	state  *state
	flow   flow
	free   []int32 // the seats asked about; seat free[i] is node i+1
	place  []int32 // by seat: its index in free, or -1
	forbid func(person, seat int32) bool

	items   []item
	choices []choice
	who     []int32 // by node: whose limit it is; -1 for sink and seats
}

// item is a meeting with free seats that a person may have: n of choices.
type item struct{ meeting, first, n int32 }

// choice is one free seat that a person may have, and what it costs.
type choice struct {
	place int32 // index in free
	cost  int64
}

func newNetwork(p *problem) *network {
	n := &network{p: p, place: make([]int32, len(p.seats))}
	for i := range n.place {
		n.place[i] = -1
	}
	return n
}

// build makes the network for the seats in free, ascending, all of which are
// empty in s. It reports whether ctx let it finish.
func (n *network) build(ctx context.Context, s *state, free []int32, forbid func(person, seat int32) bool) bool {
	n.state, n.free, n.forbid = s, free, forbid
	n.flow.reset(len(free))
	n.who = n.who[:0]
	for range len(free) + 1 {
		n.who = append(n.who, -1)
	}
	for i, seat := range free {
		n.place[seat] = int32(i)
		cost := n.p.weights.empty
		if n.p.moved(-1, seat) {
			cost += n.p.weights.change
		}
		n.flow.arc(int32(i+1), 0, 1, cost, 0, -1)
	}
	whole := true
	for person := int32(0); whole && person < int32(n.p.people()); person++ {
		if n.collect(person); len(n.items) > 0 {
			n.addPerson(person)
		}
		whole = ctx.Err() == nil
	}
	for _, seat := range free {
		n.place[seat] = -1
	}
	n.flow.begin()
	return whole
}

// collect lists the free seats that a person may have beside what is decided.
func (n *network) collect(person int32) {
	n.items, n.choices = n.items[:0], n.choices[:0]
	row := n.p.price[int(person)*len(n.p.seats):][:len(n.p.seats)]
	for i := 0; i < len(n.free); {
		m := n.p.seats[n.free[i]].meeting
		begin := int32(len(n.choices))
		checked, open := false, false
		var extra int64
		for ; i < len(n.free) && n.p.seats[n.free[i]].meeting == m; i++ {
			seat := n.free[i]
			if row[seat] == never || n.forbid != nil && n.forbid(person, seat) {
				continue
			}
			if !checked {
				checked = true
				if open = n.state.crowded(person, m, 0) == 0 && n.state.spent(person, m, 0) == 0; open {
					extra = n.state.company(person, m) + n.state.closeness(person, m) - n.hope(person, m)
				}
			}
			if open {
				cost := int64(row[seat]) + extra
				if n.p.moved(person, seat) {
					cost += n.p.weights.change
				}
				n.choices = append(n.choices, choice{int32(i), cost})
			}
		}
		if count := int32(len(n.choices)) - begin; count > 0 {
			n.items = append(n.items, item{m, begin, count})
		}
	}
}

// hope is the most that a person could gain at a meeting from those who get
// another of its free seats. Each pair counts for the one who comes first.
func (n *network) hope(person, m int32) (gain int64) {
	meet := &n.p.meetings[m]
	if !meet.coupled {
		return 0
	}
	others := -1
	for s := meet.first; s < meet.first+meet.seats; s++ {
		if n.place[s] >= 0 {
			others++
		}
	}
	if others < 1 {
		return 0
	}
	for other := person + 1; other < int32(n.p.people()); other++ {
		if b := n.p.bond[int(person)*n.p.people()+int(other)]; b > 0 && n.p.mayLead(other, meet) {
			gain += int64(b)
		}
	}
	return gain
}

// addPerson makes the nodes of a person and the arcs of their choices.
func (n *network) addPerson(person int32) {
	room := len(n.items)
	if total := n.p.limits[person].Total; total > 0 {
		room = min(room, total-n.state.load(person))
	}
	led := n.p.before[person] + int64(n.state.load(person))
	top := n.grow(person)
	n.flow.arc(top, 0, int32(room), n.p.weights.fairness*(2*led+1), 2*n.p.weights.fairness, -1)
	n.nest(person, top, n.items, 0)
}

// grow makes a node for a person.
func (n *network) grow(person int32) int32 {
	n.who = append(n.who, person)
	return n.flow.node()
}

// periods are the limits from the widest to the narrowest.
var periods = [...]struct {
	number func(*meeting) int32
	limit  func(*Limits) int
}{
	{func(m *meeting) int32 { return m.month }, func(l *Limits) int { return l.PerMonth }},
	{func(m *meeting) int32 { return m.block }, func(l *Limits) int { return l.PerFourWeeks }},
	{func(m *meeting) int32 { return m.week }, func(l *Limits) int { return l.PerWeek }},
	{func(m *meeting) int32 { return m.day }, func(l *Limits) int { return l.PerDay }},
	{func(m *meeting) int32 { return m.cluster }, func(*Limits) int { return 1 }},
}

// nest puts the choices of a person among items under a node, with a node of
// its own for each period of a level that has less room than items.
func (n *network) nest(person, parent int32, items []item, level int) {
	if level == len(periods) {
		for _, it := range items {
			n.attach(person, parent, it)
		}
		return
	}
	limit := periods[level].limit(&n.p.limits[person])
	if limit == 0 {
		n.nest(person, parent, items, level+1)
		return
	}
	number := periods[level].number
	for len(items) > 0 {
		period, end := number(&n.p.meetings[items[0].meeting]), 1
		for end < len(items) && number(&n.p.meetings[items[end].meeting]) == period {
			end++
		}
		node := parent
		if room := limit - n.taken(person, level, items[0].meeting); room < end {
			node = n.grow(person)
			n.flow.arc(node, parent, int32(room), 0, 0, -1)
		}
		n.nest(person, node, items[:end], level+1)
		items = items[end:]
	}
}

// taken is how many meetings of a period are decided for a person.
func (n *network) taken(person int32, level int, m int32) (count int) {
	number := periods[level].number
	period := number(&n.p.meetings[m])
	if level == len(periods)-1 {
		return 0 // what overlaps was left out before
	}
	for _, led := range n.state.at[person] {
		count += same(number(&n.p.meetings[led]), period)
	}
	return count
}

// attach makes the arcs from the free seats of a meeting.
func (n *network) attach(person, parent int32, it item) {
	if it.n > 1 {
		node := n.grow(person)
		n.flow.arc(node, parent, 1, 0, 0, -1)
		parent = node
	}
	for _, c := range n.choices[it.first : it.first+it.n] {
		n.flow.arc(c.place+1, parent, 1, c.cost, 0, person)
	}
}

// solve sends every free seat to somebody, or to nobody. It reports whether
// ctx let it finish; what is sent already can be read all the same. Order is
// the order of the seats, as indices in free; nil is as they come.
func (n *network) solve(ctx context.Context, order []int32) bool {
	for i := range n.free {
		if ctx.Err() != nil {
			return false
		}
		if order != nil {
			i = int(order[i])
		}
		n.flow.send(int32(i + 1))
	}
	return true
}

// answer returns who gets the seat free[i], or -1, and what that costs in
// wishes.
func (n *network) answer(i int) (person int32, wish int64) {
	for _, a := range n.flow.of(int32(i + 1)) {
		if a.room == 0 && a.label >= 0 {
			if wish = a.cost; n.p.moved(a.label, n.free[i]) {
				wish -= n.p.weights.change
			}
			return a.label, wish
		}
	}
	return -1, 0
}

// bound returns the cost of the answer on top of base, the objective with all
// free seats empty.
func (n *network) bound(base Objective) Objective {
	extra := map[int32]int{}
	for i, seat := range n.free {
		person, wish := n.answer(i)
		if person < 0 {
			continue
		}
		base.Unfilled--
		base.Wishes += int(wish)
		if n.p.held[seat] == person {
			base.Changes--
		}
		led := int(n.p.before[person]) + n.state.load(person) + extra[person]
		base.Fairness += 2*led + 1
		extra[person]++
	}
	return base
}
