package roster

import (
	"context"
	"math"
	"math/rand/v2"
)

// A solver works on one problem.
type solver struct {
	p      *problem
	net    *network
	random *rand.PCG
	state  *state // the best roster so far; it breaks no rule
	value  Objective
	bound  Objective
	fixed  []bool  // by seat: pinned, confirmed or past
	free   []int32 // the other seats
	broken []Broken
	cuts   []cut // of the flow of the whole

	steps int
	found method

	picked *picker
}

// A method is how the roster at hand was found.
type method string

const (
	byGreedy method = "first come"
	byFlow   method = "flow"
	bySearch method = "search"
	byProof  method = "branch and bound"
)

func newSolver(p *problem, seed uint64) *solver {
	v := &solver{
		p: p, net: newNetwork(p), random: rand.NewPCG(seed, uint64(len(p.seats))), state: newState(p),
		fixed: make([]bool, len(p.seats)), found: byGreedy, picked: newPicker(p),
	}
	v.place()
	v.setFree()
	return v
}

// draw returns a number below n, the same on every platform.
func (v *solver) draw(n int) int { return int(v.random.Uint64() % uint64(n)) }

// place puts those into the seats who are not to be moved: for past meetings
// those whom the book names, then pins and confirmed seats as far as the rules
// let them.
func (v *solver) place() {
	for s := range v.p.seats {
		if v.p.seats[s].open {
			continue
		}
		v.fixed[s] = true
		if v.p.held[s] >= 0 && v.p.keepsPast(int32(s)) {
			v.state.put(int32(s), v.p.held[s])
		}
	}
	for _, pin := range v.p.req.Pins {
		v.pin(pin)
	}
	for _, h := range v.p.req.Book.Holds {
		if h.Person != "" && (h.State == Confirmed || h.State.holds() && v.p.waived[Pin{h.SeatID, h.Person}] != 0) {
			v.pin(Pin{h.SeatID, h.Person})
		}
	}
}

// keepsPast reports whether a seat that is not open is so because it is past.
func (p *problem) keepsPast(seat int32) bool {
	return p.req.Meetings[p.meetings[p.seats[seat].meeting].source].takesPlace()
}

// pin fixes a seat, or reports why it cannot.
func (v *solver) pin(pin Pin) {
	seat, ok := v.p.seatOf[pin.SeatID]
	person := v.p.personOf[pin.Person]
	switch {
	case !ok || !v.p.seats[seat].open || v.state.who[seat] == person:
		return
	case v.fixed[seat]:
		v.broken = append(v.broken, Broken{pin, RuleOneSeat})
		return
	}
	if rule := v.state.blocked(person, seat, v.p.waived[pin]); rule != 0 {
		v.broken = append(v.broken, Broken{pin, rule})
		return
	}
	v.state.put(seat, person)
	v.fixed[seat] = true
}

// setFree lists the seats that are to be decided.
func (v *solver) setFree() {
	for s := range v.p.seats {
		if !v.fixed[s] {
			v.free = append(v.free, int32(s))
		}
	}
}

// greedy fills the empty seats of s one after the other: with the one who has
// the seat in the book, or else with whoever costs least.
func (v *solver) greedy(ctx context.Context, s *state) {
	for _, seat := range v.free {
		if held := v.p.held[seat]; s.who[seat] < 0 && held >= 0 && s.fits(held, seat) {
			s.put(seat, held)
		}
	}
	for _, seat := range v.free {
		if s.who[seat] >= 0 {
			continue
		}
		if ctx.Err() != nil {
			return
		}
		best, least := int32(-1), int64(unreachable)
		for person := range int32(v.p.people()) {
			if v.p.priceOf(person, seat) == never {
				continue
			}
			cost := v.p.weights.fairness*(v.p.before[person]+int64(s.load(person))) + s.wish(person, seat)
			if cost < least && s.fits(person, seat) {
				best, least = person, cost
			}
		}
		if best >= 0 {
			s.put(seat, best)
		}
	}
}

// take makes s the best roster if it is better than the one at hand, or as
// good.
func (v *solver) take(s *state, by method) {
	o := v.measure(s)
	if c := o.Compare(v.value); c <= 0 {
		if c < 0 {
			v.found = by
		}
		v.state, v.value = s, o
	}
}

func (v *solver) measure(s *state) Objective {
	o := s.objective()
	o.Pins = len(v.broken)
	return o
}

// run looks for the best roster until it is proved to be one, the steps are
// used up or ctx is done; it reports whether ctx was not.
func (v *solver) run(ctx context.Context, steps int) bool {
	v.greedy(ctx, v.state)
	v.value = v.measure(v.state)
	v.bound = Objective{Pins: len(v.broken), Wishes: math.MinInt}
	if !v.relax(ctx) {
		return false
	}
	if !v.search(ctx, steps) {
		return false
	}
	if n := len(v.free); v.value != v.bound && steps > 0 && n*n*v.p.people() <= proofWork {
		v.prove(ctx)
	}
	return ctx.Err() == nil
}

// decided returns the state in which only what is fixed is filled.
func (v *solver) decided() *state {
	s := newState(v.p)
	for seat, fixed := range v.fixed {
		if fixed && v.state.who[seat] >= 0 {
			s.put(int32(seat), v.state.who[seat])
		}
	}
	return s
}

// relax solves the whole as a flow. What it costs is a lower bound; what it
// says is a roster as far as no other rule is broken.
func (v *solver) relax(ctx context.Context) bool {
	base := v.decided()
	empty := v.measure(base)
	whole := v.net.build(ctx, base, v.free, nil) && v.net.solve(ctx, nil)
	if whole {
		v.bound = v.net.bound(empty)
		v.cuts = v.findCuts(false)
	}
	v.apply(base)
	v.greedy(ctx, base)
	v.take(base, byFlow)
	if v.value == v.bound {
		v.found = byFlow
	}
	return whole
}

// apply writes the answer of the network to s, as far as it keeps the rules.
func (v *solver) apply(s *state) {
	for i, seat := range v.net.free {
		if person, _ := v.net.answer(i); person >= 0 && s.fits(person, seat) {
			s.put(seat, person)
		}
	}
}
