package roster

import "context"

// Options adjusts Solve. The zero value is a good start.
type Options struct {
	// Seed is where the search begins; equal seeds give equal rosters.
	Seed uint64
	// Steps bounds the search, never the clock does. A step decides some 200
	// seats anew and takes about a millisecond with 10 people, 5 with 150; 0
	// means 1,000, and less than 0 no search, only the flow.
	Steps int
	// Alternatives is how many others are listed for each filled seat, those
	// who cost least; 0 means 3, and less than 0 none. [Desk.Alternatives] has
	// all.
	Alternatives int
}

const (
	defaultSteps        = 1000
	defaultAlternatives = 3
)

// A Roster says who has which seat, how good that is, and why no better.
type Roster struct {
	Seats  []Assignment `json:"seats"`           // in the order of the meetings
	Empty  []Empty      `json:"empty,omitzero"`  // open seats without anybody
	Broken []Broken     `json:"broken,omitzero"` // pins and confirmed seats that a rule forbids

	Changes []Change `json:"changes,omitzero"` // from the published roster

	Objective Objective `json:"objective"`
	Bound     Objective `json:"bound"` // no roster is better
	Gap       Gap       `json:"gap,omitzero"`
	Proved    bool      `json:"proved"`           // no roster is better than this one
	Method    string    `json:"method"`           // how it was found: "first come", "flow", "search", "branch and bound"
	Steps     int       `json:"steps"`            // of the search
	Stopped   bool      `json:"stopped,omitzero"` // by ctx: there are no reasons and alternatives

	Loads []Load `json:"loads"` // in the order of Request.People
}

// An Assignment is a seat and who has it.
type Assignment struct {
	SeatID
	Person string `json:"person"`
	Fixed  bool   `json:"fixed,omitzero"` // pinned, confirmed or past

	// Others lists who else could have the seat with all else as it is, those
	// who cost least first.
	Others []Alternative `json:"others,omitzero"`
}

// An Alternative is somebody who could have a seat in place of the one who has
// it.
type Alternative struct {
	Person string    `json:"person"`
	More   Objective `json:"more"` // what the roster would cost more
}

// A Broken is a pin or a confirmed seat that a rule forbids.
type Broken struct {
	Pin
	Rule Rule `json:"rule"`
}

// A Change is a seat that differs between two rosters. From or To is "" where
// nobody has it.
type Change struct {
	SeatID
	From string `json:"from,omitzero"`
	To   string `json:"to,omitzero"`
}

// A Load is how much a person leads.
type Load struct {
	Person string `json:"person"`
	Now    int    `json:"now"`             // seats in this roster
	Before int    `json:"before,omitzero"` // led before
	Could  int    `json:"could"`           // open meetings that they could lead, were there no others
}

// Solve makes the best roster that it can find. A flow through the limits of
// all people gives a lower bound, and often the best roster; a search of
// Options.Steps steps takes care of the rules that a flow can't keep. The same
// request and options give the same roster on every platform.
//
// When ctx is done, Solve returns within some milliseconds the best roster so
// far, which breaks no rule, with Stopped set and without reasons and
// alternatives; that is not an error. Errors are those of [Request.Validate],
// and ErrTooLarge. The cost grows with seats times people: a year of 3 meetings
// a week takes some milliseconds, one of 40 a week some seconds, and some 100
// bytes for each pair of a seat and a person who may have it.
func Solve(ctx context.Context, req Request, o Options) (Roster, error) {
	p, err := compile(ctx, &req)
	if err != nil {
		return Roster{}, err
	}
	v := newSolver(p, o.Seed)
	steps, others := o.Steps, o.Alternatives
	if steps == 0 {
		steps = defaultSteps
	}
	if others == 0 {
		others = defaultAlternatives
	}
	stopped := !v.run(ctx, steps)
	r := v.roster()
	if r.Stopped = stopped; stopped {
		return r, nil
	}
	e := explainer{solver: v}
	e.explain(ctx, &r, others)
	return r, nil
}

// roster writes down what the solver has found.
func (v *solver) roster() Roster {
	p := v.p
	r := Roster{
		Broken: v.broken, Objective: v.value, Bound: v.bound, Gap: gapOf(v.value.minus(v.bound)),
		Proved: v.value == v.bound, Method: string(v.found), Steps: v.steps,
	}
	for i, seat := range p.seats {
		person := v.state.who[i]
		switch {
		case person >= 0:
			r.Seats = append(r.Seats, Assignment{SeatID: seat.id, Person: p.req.People[person].ID, Fixed: v.fixed[i]})
		case seat.open:
			r.Empty = append(r.Empty, Empty{SeatID: seat.id})
		}
		if seat.open && p.moved(person, int32(i)) {
			c := Change{SeatID: seat.id, From: p.req.People[p.held[i]].ID}
			if person >= 0 {
				c.To = p.req.People[person].ID
			}
			r.Changes = append(r.Changes, c)
		}
	}
	for i, person := range p.req.People {
		load := Load{Person: person.ID, Now: v.state.load(int32(i)), Before: int(p.before[i])}
		for m := range p.meetings {
			meet := &p.meetings[m]
			if meet.seats > 0 && p.seats[meet.first].open && p.mayLead(int32(i), meet) {
				load.Could++
			}
		}
		r.Loads = append(r.Loads, load)
	}
	return r
}
