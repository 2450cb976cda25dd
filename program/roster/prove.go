package roster

import "context"

// proofWork bounds a proof: the arcs times the seats of all flows that it
// solves.
const proofWork = 1 << 25

// prove looks for the best roster by branch and bound: where the flow breaks a
// rule that it does not know, one branch gives that seat to that person and
// the other forbids it. It ends the small and the nearly solved cases; if it
// gets through within its bounds, the best roster so far is proved to be one.
func (v *solver) prove(ctx context.Context) {
	t := &tree{solver: v, forbidden: map[[2]int32]bool{}, work: proofWork}
	if t.branch(ctx, v.decided(), v.free); t.work > 0 && ctx.Err() == nil {
		v.bound, v.found = v.value, byProof
	}
}

// A tree is a running proof.
type tree struct {
	*solver
	forbidden map[[2]int32]bool // {person, seat}
	work      int               // what is left; not positive once given up
}

// branch looks at all rosters that extend s by the seats in free.
func (t *tree) branch(ctx context.Context, s *state, free []int32) {
	if t.work <= 0 || ctx.Err() != nil {
		t.work = 0
		return
	}
	forbid := func(person, seat int32) bool { return t.forbidden[[2]int32{person, seat}] }
	if !t.net.build(ctx, s, free, forbid) || !t.net.solve(ctx, nil) {
		t.work = 0
		return
	}
	t.work -= len(t.net.flow.arcs)*len(free) + 1
	bound := t.net.bound(t.measure(s))
	if bound.Compare(t.value) >= 0 {
		return
	}
	full := s.clone()
	seat, person := t.answer(full)
	if seat < 0 {
		if o := t.measure(full); o.Compare(t.value) < 0 {
			t.state, t.value = full, o
		}
		if seat, person = t.doubt(s, full, bound); seat < 0 {
			return
		}
	}
	var rest []int32
	for _, other := range free {
		if other != seat {
			rest = append(rest, other)
		}
	}
	s.put(seat, person)
	t.branch(ctx, s, rest)
	s.clear(seat)
	t.forbidden[[2]int32{person, seat}] = true
	t.branch(ctx, s, free)
	delete(t.forbidden, [2]int32{person, seat})
}

// answer writes what the network says to s, or returns the first seat where
// that breaks a rule.
func (t *tree) answer(s *state) (seat, person int32) {
	for i, seat := range t.net.free {
		if person, _ = t.net.answer(i); person < 0 {
			continue
		}
		if !s.fits(person, seat) {
			return seat, person
		}
		s.put(seat, person)
	}
	return -1, -1
}

// doubt returns a seat to branch on if the roster full, which breaks no rule,
// costs more than its bound: one that is not decided in s.
func (t *tree) doubt(s, full *state, bound Objective) (seat, person int32) {
	if t.measure(full) == bound {
		return -1, -1
	}
	for _, seat := range t.net.free {
		if person := full.who[seat]; person >= 0 && s.who[seat] < 0 {
			return seat, person
		}
	}
	return -1, -1
}
