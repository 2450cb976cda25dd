package roster

import (
	"context"
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
	for v.state.spent(person, m, 0) != 0 && v.clearNear(person, m) {
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
	nearest, least := int32(-1), int32(unreachable>>32)
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

// A picker keeps what a round has picked, so as not to pick what a rule ties to
// it.
type picker struct {
	p       *problem
	turn    int32
	meeting []int32 // by meeting, day and week: the turn in which it was picked
	day     []int32
	week    []int32
	rest    int32 // days on each side of a picked one that are left alone
	row     int32 // likewise weeks
}

// maxRow is how many weeks in a row a round leaves alone at most. A limit above
// it binds so seldom that it is rather tried.
const maxRow = 8

func newPicker(p *problem) *picker {
	k := &picker{p: p, meeting: make([]int32, len(p.meetings))}
	for _, l := range p.limits {
		k.rest = max(k.rest, int32(l.RestDays))
		if l.WeeksInARow <= maxRow {
			k.row = max(k.row, int32(l.WeeksInARow))
		}
	}
	if n := len(p.meetings); n > 0 {
		days := p.meetings[n-1].day - p.meetings[0].day
		k.day, k.week = make([]int32, days+1), make([]int32, days/7+2)
	}
	return k
}

// at returns the places of a meeting in day and week.
func (k *picker) at(m *meeting) (day, week int32) {
	return m.day - k.p.meetings[0].day, m.week - k.p.meetings[0].week
}

// alone reports whether no picked meeting is tied to a meeting.
func (k *picker) alone(i int) bool {
	m := &k.p.meetings[i]
	if k.meeting[i] == k.turn {
		return false
	}
	day, week := k.at(m)
	picked := func(list []int32, at int32) bool {
		return at >= 0 && int(at) < len(list) && list[at] == k.turn
	}
	for d := int32(1); d <= k.rest; d++ {
		if picked(k.day, day-d) || picked(k.day, day+d) {
			return false
		}
	}
	for w := int32(1); w <= k.row; w++ {
		if picked(k.week, week-w) || picked(k.week, week+w) {
			return false
		}
	}
	return !m.astray || !k.overlaps(i)
}

// overlaps reports whether a picked meeting of another cluster overlaps one.
func (k *picker) overlaps(i int) bool {
	m := &k.p.meetings[i]
	clash := func(j int) bool {
		n := &k.p.meetings[j]
		return k.meeting[j] == k.turn && n.cluster != m.cluster && k.p.overlap(m, n)
	}
	for j := i - 1; j >= 0 && m.day-k.p.meetings[j].day <= 1; j-- {
		if clash(j) {
			return true
		}
	}
	for j := i + 1; j < len(k.p.meetings) && k.p.meetings[j].day-m.day <= 1; j++ {
		if clash(j) {
			return true
		}
	}
	return false
}

func (k *picker) add(i int) {
	day, week := k.at(&k.p.meetings[i])
	k.meeting[i], k.day[day], k.week[week] = k.turn, k.turn, k.turn
}
