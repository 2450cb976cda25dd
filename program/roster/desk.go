package roster

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A Desk keeps a published roster in step with what happens: people confirm,
// decline, swap and step in, meetings move and are cancelled. What it does it
// tells as events, which the host sends on or not; a Desk sends nothing. A
// method that returns an error has changed nothing. A Desk is not safe for
// concurrent use.
type Desk struct {
	req   Request
	p     *problem
	state *state          // who has which seat, whatever rule that breaks
	holds map[SeatID]Hold // of those who have a seat
	gone  []Hold          // of those who had one
}

var (
	// ErrNoSeat reports a seat that the request does not have, or that is not
	// held as the call requires.
	ErrNoSeat = errors.New("roster: no such seat")

	// ErrNoPerson reports a person whom the request does not have.
	ErrNoPerson = errors.New("roster: no such person")

	// ErrPast reports a change to a meeting that has begun.
	ErrPast = errors.New("roster: the meeting has begun")

	// ErrNoSwap reports a swap that is not known, not whole or already done.
	ErrNoSwap = errors.New("roster: no such swap")
)

// A RuleError reports a rule that keeps a person off a seat.
type RuleError struct {
	Pin
	Rule Rule
}

// Error returns the seat and the rule. It does not name the person.
func (e *RuleError) Error() string {
	return fmt.Sprintf("roster: seat %s: rule %q forbids it", e.SeatID, e.Rule)
}

// Open makes a desk for the book of a request, with the errors of
// [Request.Validate]. Call it again whenever meetings or people have changed,
// and then [Desk.Recheck].
func Open(req Request) (*Desk, error) {
	req.Book = req.Book.clone()
	d := &Desk{req: req}
	var err error
	if d.p, err = compile(context.Background(), &d.req); err != nil {
		return nil, err
	}
	d.state, d.holds = newState(d.p), map[SeatID]Hold{}
	for _, h := range req.Book.Holds {
		if h.State.holds() {
			d.holds[h.SeatID] = h
		} else {
			d.gone = append(d.gone, h)
		}
	}
	for s, person := range d.p.held {
		if person >= 0 && d.meetingOf(int32(s)).takesPlace() {
			d.state.put(int32(s), person)
		}
	}
	return d, nil
}

func (b Book) clone() Book {
	return Book{
		append([]Hold(nil), b.Holds...), append([]Override(nil), b.Overrides...),
		append([]Swap(nil), b.Swaps...), append([]schedule.Key(nil), b.Short...),
	}
}

// Book returns the book as it stands: who has a seat in the order of the
// meetings, then holds of meetings that the request does not have, then what
// was declined or released.
func (d *Desk) Book() Book {
	b := d.req.Book.clone()
	b.Holds = nil
	for _, seat := range d.p.seats {
		if h, ok := d.holds[seat.id]; ok {
			b.Holds = append(b.Holds, h)
		}
	}
	seen := len(b.Holds)
	for id, h := range d.holds {
		if _, ok := d.p.seatOf[id]; !ok {
			b.Holds = append(b.Holds, h)
		}
	}
	slices.SortFunc(b.Holds[seen:], func(x, y Hold) int {
		return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.Series, y.Series), cmp.Compare(x.Seat, y.Seat))
	})
	b.Holds = append(b.Holds, d.gone...)
	return b
}

// Plan makes a roster that stays as close to the book as it can: past, pinned
// and confirmed seats are kept, and what differs is in Roster.Changes. The book
// changes only with [Desk.Publish].
func (d *Desk) Plan(ctx context.Context, o Options) (Roster, error) {
	req := d.req
	req.Book = d.Book()
	return Solve(ctx, req, o)
}

// Publish puts a roster into the book. A hold that it keeps keeps its state.
func (d *Desk) Publish(r Roster, at time.Time) ([]Event, error) {
	next := map[SeatID]string{}
	for _, a := range r.Seats {
		_, seat := d.p.seatOf[a.SeatID]
		_, person := d.p.personOf[a.Person]
		if !seat || !person {
			return nil, fmt.Errorf("%w: %s", ErrNoSeat, a.SeatID)
		}
		next[a.SeatID] = a.Person
	}
	var events []Event
	for s := range int32(len(d.p.seats)) {
		id, before := d.p.seats[s].id, d.holder(s)
		if next[id] == before || !d.meetingOf(s).takesPlace() {
			continue
		}
		if before != "" {
			d.drop(s)
			events = append(events, Event{Kind: Opened, SeatID: id, Person: before, At: at})
		}
		if person := next[id]; person != "" {
			d.give(s, d.p.personOf[person], at)
			events = append(events, Event{Kind: Given, SeatID: id, Person: person, At: at})
		}
	}
	return events, nil
}

// Assign gives a seat to a person whom the rules allow to have it. Who is
// leaving the seat is released.
func (d *Desk) Assign(seat SeatID, person string, at time.Time) ([]Event, error) {
	s, who, err := d.find(seat, person, at)
	if err != nil {
		return nil, err
	}
	before := d.holder(s)
	if before != "" && d.holds[seat].State != Leaving {
		return nil, fmt.Errorf("%w: %s is taken", ErrNoSeat, seat)
	}
	was := d.state.clear(s)
	if rule := d.state.blocked(who, s, d.p.waived[Pin{seat, person}]); rule != 0 {
		if was >= 0 {
			d.state.put(s, was)
		}
		return nil, &RuleError{Pin{seat, person}, rule}
	}
	var events []Event
	if was >= 0 {
		d.set(s, Released, at, false)
		events = append(events, Event{Kind: Left, SeatID: seat, Person: before, At: at})
	}
	d.give(s, who, at)
	return append(events, Event{Kind: Given, SeatID: seat, Person: person, At: at}), nil
}

// Confirm notes that a person said yes to the seat that they hold.
func (d *Desk) Confirm(seat SeatID, person string, at time.Time) ([]Event, error) {
	return d.change(seat, person, Confirmed, at, Event{Kind: Agreed})
}

// Decline takes a person off a seat that they hold, and opens it.
func (d *Desk) Decline(seat SeatID, person string, at time.Time) ([]Event, error) {
	return d.change(seat, person, Declined, at, Event{Kind: Refused}, Event{Kind: Opened})
}

// Leave notes that a person would like to be replaced on the seat that they
// hold. They keep it until [Desk.Assign] or a swap gives it to another.
func (d *Desk) Leave(seat SeatID, person string, at time.Time) ([]Event, error) {
	return d.change(seat, person, Leaving, at, Event{Kind: Wanted})
}

// change brings the hold of a person to a state.
func (d *Desk) change(seat SeatID, person string, to State, at time.Time, events ...Event) ([]Event, error) {
	s, _, err := d.find(seat, person, at)
	if err != nil {
		return nil, err
	}
	if d.holder(s) != person {
		return nil, fmt.Errorf("%w: %s is not theirs", ErrNoSeat, seat)
	}
	if !to.holds() {
		d.state.clear(s)
	}
	d.set(s, to, at, false)
	for i := range events {
		events[i].SeatID, events[i].Person, events[i].At = seat, person, at
	}
	return events, nil
}

// find returns the indices of a seat of a meeting to come and of a person.
func (d *Desk) find(seat SeatID, person string, at time.Time) (s, who int32, err error) {
	s, ok := d.p.seatOf[seat]
	switch {
	case !ok || !d.meetingOf(s).takesPlace():
		return 0, 0, fmt.Errorf("%w: %s", ErrNoSeat, seat)
	case !at.Before(d.meetingOf(s).Start):
		return 0, 0, fmt.Errorf("%w: %s", ErrPast, seat)
	}
	if who, ok = d.p.personOf[person]; !ok {
		return 0, 0, ErrNoPerson
	}
	return s, who, nil
}

func (d *Desk) meetingOf(s int32) *Meeting {
	return &d.req.Meetings[d.p.meetings[d.p.seats[s].meeting].source]
}

// holder returns who has a seat, or "".
func (d *Desk) holder(s int32) string { return d.holds[d.p.seats[s].id].Person }

// set writes a state to the hold of a seat; one that gives up the seat frees
// it. The caller sees to the solver's state.
func (d *Desk) set(s int32, to State, at time.Time, auto bool) {
	h := d.holds[d.p.seats[s].id]
	h.State, h.At, h.Auto = to, at, auto
	if to.holds() {
		d.holds[h.SeatID] = h
		return
	}
	delete(d.holds, h.SeatID)
	d.gone = append(d.gone, h)
	d.p.held[s] = -1
	if !auto {
		d.p.declined[Pin{h.SeatID, h.Person}] = true
		d.p.reprice(d.p.personOf[h.Person], s)
	}
}

// give makes a hold for an empty seat.
func (d *Desk) give(s, person int32, at time.Time) {
	d.state.put(s, person)
	d.enter(s, person, Assigned, at)
}

// enter writes a hold. What the person said of the seat before no longer
// counts.
func (d *Desk) enter(s, person int32, state State, at time.Time) {
	pin := Pin{d.p.seats[s].id, d.req.People[person].ID}
	d.unsay(func(h Hold) bool { return h.SeatID == pin.SeatID && h.Person == pin.Person })
	d.holds[pin.SeatID] = Hold{SeatID: pin.SeatID, Person: pin.Person, State: state, At: at}
	d.p.held[s] = person
}

// drop removes the hold of a seat without a trace.
func (d *Desk) drop(s int32) {
	d.state.clear(s)
	d.p.held[s] = -1
	delete(d.holds, d.p.seats[s].id)
}

// Uncovered lists the seats of meetings on from <= d < to that nobody has. A
// zero date is no bound.
func (d *Desk) Uncovered(from, to schedule.Date) (seats []SeatID) {
	for s, seat := range d.p.seats {
		on := d.p.meetings[seat.meeting].date
		if d.state.who[s] < 0 && seat.open && !on.Before(from) && (to.IsZero() || on.Before(to)) {
			seats = append(seats, seat.id)
		}
	}
	return seats
}
