package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// A Group is a set of seats too large for the people who could have them: the
// smallest cut around an empty seat, or around several with the same people.
type Group struct {
	Seats  []SeatID `json:"seats"`
	People []Room   `json:"people,omitzero"` // nobody else could have any of the seats

	// Given says that this holds while all other seats stay as they are. Else
	// it holds whatever is done with them.
	Given bool `json:"given,omitzero"`
}

// A Room is how many of the seats of a Group a person can have at most.
type Room struct {
	Person string `json:"person"`
	Left   int    `json:"left"`
}

// String returns the group in one sentence of English, such as "these 5 seats
// can only be served by a and b, who have 3 left".
func (g Group) String() string {
	what, who, left := fmt.Sprintf("these %d seats", len(g.Seats)), "nobody", 0
	if len(g.Seats) == 1 {
		what = "this seat"
	}
	var names []string
	for _, r := range g.People {
		names, left = append(names, r.Person), left+r.Left
	}
	switch n := len(names); n {
	case 0:
	case 1:
		who = fmt.Sprintf("%s, who has %d left", names[0], left)
	default:
		who = fmt.Sprintf("%s and %s, who have %d left", strings.Join(names[:n-1], ", "), names[n-1], left)
	}
	if g.Given {
		what = "while the others stay, " + what
	}
	return what + " can only be served by " + who
}

// A cut is a Group with its seats as indices, ascending.
type cut struct {
	seats []int32
	group *Group
}

// findCuts returns the smallest cut around each seat that the solved network
// gives to nobody. Cuts with the same people are one.
func (v *solver) findCuts(given bool) (all []cut) {
	for i := range v.net.free {
		if person, _ := v.net.answer(i); person >= 0 {
			continue
		}
		c := v.cutAround(int32(i+1), given)
		same := slices.IndexFunc(all, func(other cut) bool { return slices.Equal(other.group.People, c.group.People) })
		if same < 0 || len(c.group.People) == 0 {
			all = append(all, c)
			continue
		}
		all[same].seats = append(all[same].seats, c.seats...)
	}
	for i := range all {
		c := &all[i]
		slices.Sort(c.seats)
		c.seats = slices.Compact(c.seats)
		for _, seat := range c.seats {
			c.group.Seats = append(c.group.Seats, v.p.seats[seat].id)
		}
	}
	return all
}

// cutAround returns the seats and people that a further unit from the node of
// a seat could get to.
func (v *solver) cutAround(node int32, given bool) cut {
	c := cut{group: &Group{Given: given}}
	left := map[int32]int{}
	for _, at := range v.net.flow.reach(node) {
		if v.net.who[at] >= 0 {
			continue // a limit of somebody; it is full of seats that are in reach too
		}
		c.seats = append(c.seats, v.net.free[at-1])
		if person, _ := v.net.answer(int(at - 1)); person >= 0 {
			left[person]++
		}
	}
	for i, person := range v.p.req.People {
		if n, ok := left[int32(i)]; ok {
			c.group.People = append(c.group.People, Room{person.ID, n})
		}
	}
	return c
}

// smallest returns the smallest group that has a seat, or nil.
func smallest(cuts []cut, seat int32) (g *Group) {
	for _, c := range cuts {
		if _, ok := slices.BinarySearch(c.seats, seat); ok && (g == nil || len(c.group.Seats) < len(g.Seats)) {
			g = c.group
		}
	}
	return g
}

// group explains the empty seats by numbers: by the flow of the whole, whose
// cuts hold whatever is done, and where that would have filled the seat, by a
// flow that keeps most other seats as they are.
func (e explainer) group(ctx context.Context, empty []Empty) {
	for i := range empty {
		seat := e.p.seatOf[empty[i].SeatID]
		if empty[i].Group = smallest(e.cuts, seat); empty[i].Group != nil || ctx.Err() != nil {
			continue
		}
		s := e.state.clone()
		free := e.around(seat)
		for _, other := range free {
			s.clear(other)
		}
		if e.net.build(ctx, s, free, nil) && e.net.solve(ctx, nil) {
			empty[i].Group = smallest(e.findCuts(true), seat)
		}
	}
}

// around lists, ascending, the seats of a round that has an empty one among
// them.
func (e explainer) around(seat int32) []int32 {
	meet := int(e.p.seats[seat].meeting)
	e.picked.turn++
	e.picked.add(meet)
	free := []int32{seat}
	for reach := 1; reach < len(e.p.meetings) && len(free) < breadth; reach++ {
		for _, at := range []int{meet - reach, meet + reach} {
			if at >= 0 && at < len(e.p.meetings) && e.p.meetings[at].seats > 0 && e.picked.alone(at) {
				e.picked.add(at)
				free = e.freed(free, &e.p.meetings[at])
			}
		}
	}
	slices.Sort(free)
	return free
}
