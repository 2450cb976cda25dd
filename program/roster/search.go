package roster

import (
	"context"
	"math"
	"slices"
)

// breadth is about how many seats one step decides anew, in one round or,
// where rules tie so much together that few seats can be decided at once, in at
// most so many rounds.
const (
	breadth = 200
	rounds  = 16
)

// patience is after how many rounds without a gain the search goes on from
// somewhere else.
const patience = 6

// search improves the roster at hand until it meets its bound, the steps are
// used up or ctx is done; it reports whether ctx was not. Where steps alone
// lead no further, a seat is forced on somebody, and the search goes on from
// there until it is better than the best so far or gives up.
func (v *solver) search(ctx context.Context, steps int) bool {
	best, value, since := v.state.clone(), v.value, 0
	for work := 0; v.steps < steps && value != v.bound && ctx.Err() == nil; v.steps = work / breadth {
		if since++; since > patience {
			v.state, v.value, since = best.clone(), value, 0
			v.force(ctx)
		}
		work += max(v.decide(ctx), breadth/rounds)
		switch v.value.Compare(value) {
		case -1:
			best, value, since, v.found = v.state.clone(), v.value, 0, bySearch
		case 0:
			best = v.state.clone()
		}
	}
	v.state, v.value = best, value
	return ctx.Err() == nil
}

// decide frees some seats of the roster at hand, lets a flow fill them anew, and
// returns how many they were.
// They are chosen such that a flow keeps nearly every rule: of a meeting where
// it matters who is beside whom only one seat is freed, and of days or weeks
// that a rule ties together only one. So the roster can't become worse, but
// for rules that a flow can't keep; then all is as before.
func (v *solver) decide(ctx context.Context) int {
	free := v.pick()
	before := make([]int32, len(free))
	for i, seat := range free {
		before[i] = v.state.clear(seat)
	}
	if v.net.build(ctx, v.state, free, nil) && v.net.solve(ctx, v.shuffled(len(free))) {
		v.apply(v.state)
		if o := v.measure(v.state); o.Compare(v.value) <= 0 {
			v.value = o
			return len(free)
		}
	}
	for _, seat := range free {
		v.state.clear(seat)
	}
	for i, seat := range free {
		if before[i] >= 0 {
			v.state.put(seat, before[i])
		}
	}
	return len(free)
}

// force gives an empty seat, or else any seat, to somebody who could have it
// but for others, clears whatever stands in the way, and fills what has become
// empty.
func (v *solver) force(ctx context.Context) {
	seat := v.free[v.draw(len(v.free))]
	if empty := v.anEmptySeat(); empty >= 0 {
		seat = empty
	}
	var may []int32
	for person := range int32(v.p.people()) {
		if v.p.priceOf(person, seat) != never && v.state.who[seat] != person {
			may = append(may, person)
		}
	}
	if len(may) == 0 {
		return
	}
	person, m := may[v.draw(len(may))], v.p.seats[seat].meeting
	v.state.clear(seat)
	meet := &v.p.meetings[m]
	for s := meet.first; s < meet.first+meet.seats && v.state.crowded(person, m, 0) != 0; s++ {
		if !v.fixed[s] {
			v.state.clear(s)
		}
	}
	for v.state.spent(person, m, 0) != 0 {
		if !v.clearNear(person, m) {
			break
		}
	}
	if v.state.fits(person, seat) {
		v.state.put(seat, person)
	}
	v.greedy(ctx, v.state)
	v.value = v.measure(v.state)
}

// clearNear empties the seat of a person that is nearest in time to a meeting
// and not fixed; it reports whether there was one.
func (v *solver) clearNear(person, m int32) bool {
	nearest, least := int32(-1), int32(math.MaxInt32)
	for _, led := range v.state.at[person] {
		meet := &v.p.meetings[led]
		for s := meet.first; s < meet.first+meet.seats; s++ {
			away := distance(meet.day, v.p.meetings[m].day)
			if v.state.who[s] == person && !v.fixed[s] && away < least {
				nearest, least = s, away
			}
		}
	}
	if nearest >= 0 {
		v.state.clear(nearest)
	}
	return nearest >= 0
}

// shuffled returns the numbers below n in random order, so that of answers
// that cost the same not always the same one is found.
func (v *solver) shuffled(n int) []int32 {
	order := make([]int32, n)
	for i := range order {
		j := v.draw(i + 1)
		order[i], order[j] = order[j], int32(i)
	}
	return order
}

// pick chooses the seats of a round, ascending: those of a stretch of meetings
// around a random one, or around an empty seat, or else a sample of all.
func (v *solver) pick() (free []int32) {
	p := v.p
	n := len(p.meetings)
	at, stride := v.draw(n), 1
	if empty := v.anEmptySeat(); empty >= 0 && v.draw(2) == 0 {
		at = (int(p.seats[empty].meeting) + n - v.draw(min(n, breadth/4))) % n
	} else if v.draw(2) == 0 {
		stride = 1 + v.draw(max(1, n/breadth)*2)
	}
	v.picked.turn++
	for range n {
		if len(free) >= breadth {
			break
		}
		m := &p.meetings[at]
		if m.seats > 0 && v.picked.alone(at) {
			before := len(free)
			if free = v.freed(free, m); len(free) > before {
				v.picked.add(at)
			}
		}
		at = (at + stride) % n
	}
	slices.Sort(free)
	return free
}

// freed appends the seats of m that a round frees.
func (v *solver) freed(free []int32, m *meeting) []int32 {
	begin := len(free)
	for s := m.first; s < m.first+m.seats; s++ {
		if !v.fixed[s] {
			free = append(free, s)
		}
	}
	if n := len(free) - begin; m.coupled && n > 1 {
		free[begin] = free[begin+v.draw(n)]
		free = free[:begin+1]
	}
	return free
}

// anEmptySeat returns one of the empty seats that the bound does not account
// for, or -1.
func (v *solver) anEmptySeat() int32 {
	if v.value.Unfilled <= v.bound.Unfilled {
		return -1
	}
	nth := v.draw(v.value.Unfilled)
	for seat, person := range v.state.who {
		if person < 0 && v.p.seats[seat].open {
			if nth == 0 {
				return int32(seat)
			}
			nth--
		}
	}
	return -1
}
