package roster

import (
	"cmp"
	"context"
	"slices"
)

// An Empty is an open seat without anybody, and why.
type Empty struct {
	SeatID
	Blocked []Blocked `json:"blocked,omitzero"` // everybody, in the order of Request.People
	Group   *Group    `json:"group,omitzero"`   // nil if it is not a matter of numbers
}

// A Blocked is a person and the first rule that keeps them off a seat while
// everybody else stays where they are.
type Blocked struct {
	Person string `json:"person"`
	Rule   Rule   `json:"rule"`
}

// An explainer finds the reasons of a finished roster.
type explainer struct{ *solver }

// explain adds reasons and alternatives to r, as far as ctx lets it.
func (e explainer) explain(ctx context.Context, r *Roster, others int) {
	e.group(ctx, r.Empty)
	for i := range r.Empty {
		if r.Empty[i].Blocked = e.reasons(e.p.seatOf[r.Empty[i].SeatID]); ctx.Err() != nil {
			return
		}
	}
	if others < 0 {
		return
	}
	var buffer []Alternative
	for i := range r.Seats {
		seat := &r.Seats[i]
		if !seat.Fixed {
			buffer = e.others(buffer[:0], e.p.seatOf[seat.SeatID])
			seat.Others = append([]Alternative(nil), buffer[:min(others, len(buffer))]...)
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// reasons lists for each person what keeps them off an empty seat.
func (e explainer) reasons(seat int32) (list []Blocked) {
	for i, person := range e.p.req.People {
		if rule := e.state.blocked(int32(i), seat, 0); rule != 0 {
			list = append(list, Blocked{person.ID, rule})
		}
	}
	return list
}

// others appends to list who could have a filled seat instead, the cheapest
// first.
func (e explainer) others(list []Alternative, seat int32) []Alternative {
	person := e.state.clear(seat)
	now := e.costs(person, seat)
	for i := range int32(e.p.people()) {
		if i != person && e.state.fits(i, seat) {
			list = append(list, Alternative{e.p.req.People[i].ID, e.costs(i, seat).minus(now)})
		}
	}
	e.state.put(seat, person)
	slices.SortStableFunc(list, func(a, b Alternative) int {
		return cmp.Or(a.More.Compare(b.More), cmp.Compare(a.Person, b.Person))
	})
	return list
}

// costs returns what giving an empty seat to a person adds to the objective.
func (e explainer) costs(person, seat int32) Objective {
	led := int(e.p.before[person]) + e.state.load(person)
	o := Objective{Fairness: 2*led + 1, Wishes: int(e.state.wish(person, seat))}
	if e.p.moved(person, seat) {
		o.Changes = 1
	}
	return o
}
