package roster

import (
	"fmt"
	"slices"
	"time"
)

// Offer notes a swap that one of its two parties proposes; From must have the
// seat Give, and To the seat Take if there is one. It takes place as soon as
// both have accepted; see [Desk.Accept]. The rules, and that no meeting has
// begun at w.At, are checked then, and also now, so that nobody is asked for
// nothing.
func (d *Desk) Offer(w Swap) ([]Event, error) {
	switch {
	case w.ID == "" || len(w.ID) > maxID || d.swap(w.ID) != nil:
		return nil, fmt.Errorf("%w: want an id of its own", ErrNoSwap)
	case w.From == w.To || w.Give == w.Take:
		return nil, fmt.Errorf("%w: want two people and two seats", ErrNoSwap)
	}
	w.Done, w.Undone = false, false
	if err := d.begun(w, w.At); err != nil {
		return nil, err
	}
	if err := d.exchange(w); err != nil { // to see whether it can be
		return nil, err
	}
	d.unexchange(w)
	d.req.Book.Swaps = append(d.req.Book.Swaps, w)
	events := []Event{{Kind: Offered, SeatID: w.Give, Person: w.From, Other: w.To, Swap: w.ID, At: w.At}}
	done, err := d.settle(d.swap(w.ID), w.At)
	if err != nil {
		d.req.Book.Swaps = d.req.Book.Swaps[:len(d.req.Book.Swaps)-1]
		return nil, err
	}
	return append(events, done...), nil
}

// Accept notes that a party agrees. With the second one the seats change hands,
// both or none; a rule that forbids it by now is the error, and then the swap
// stays open without this acceptance.
func (d *Desk) Accept(swap, person string, at time.Time) ([]Event, error) {
	w := d.swap(swap)
	if w == nil || w.Done || w.Undone || person != w.From && person != w.To {
		return nil, ErrNoSwap
	}
	before := *w
	w.FromAccepted = w.FromAccepted || person == w.From
	w.ToAccepted = w.ToAccepted || person == w.To
	w.At = at
	events, err := d.settle(w, at)
	if err != nil {
		*w = before
	}
	return events, err
}

// Undo gives the seats of a done swap back, before either meeting begins and as
// far as the rules still allow it. A swap that is not done is withdrawn.
func (d *Desk) Undo(swap string, at time.Time) ([]Event, error) {
	w := d.swap(swap)
	if w == nil || w.Undone {
		return nil, ErrNoSwap
	}
	if w.Done {
		if err := d.carryOut(w.back(), at); err != nil {
			return nil, err
		}
	}
	w.Undone, w.At = true, at
	return []Event{{Kind: Unswapped, SeatID: w.Give, Person: w.From, Other: w.To, Swap: w.ID, At: at}}, nil
}

// swap returns the swap with an id, or nil.
func (d *Desk) swap(id string) *Swap {
	i := slices.IndexFunc(d.req.Book.Swaps, func(w Swap) bool { return w.ID == id })
	if i < 0 {
		return nil
	}
	return &d.req.Book.Swaps[i]
}

// back is the swap that undoes w.
func (w Swap) back() Swap {
	w.From, w.To = w.To, w.From
	return w
}

// settle carries a swap out if both have accepted it.
func (d *Desk) settle(w *Swap, at time.Time) ([]Event, error) {
	if !w.FromAccepted || !w.ToAccepted {
		return nil, nil
	}
	if err := d.carryOut(*w, at); err != nil {
		return nil, err
	}
	w.Done, w.At = true, at
	return []Event{{Kind: Swapped, SeatID: w.Give, Person: w.From, Other: w.To, Swap: w.ID, At: at}}, nil
}

// begun returns an error if a meeting of a swap has begun, or is not there.
func (d *Desk) begun(w Swap, at time.Time) error {
	_, _, err := d.find(w.Give, w.From, at)
	if err == nil && w.Take != (SeatID{}) {
		_, _, err = d.find(w.Take, w.From, at)
	}
	return err
}

// carryOut exchanges the seats in the book.
func (d *Desk) carryOut(w Swap, at time.Time) error {
	if err := d.begun(w, at); err != nil {
		return err
	}
	if err := d.exchange(w); err != nil {
		return err
	}
	d.enter(d.p.seatOf[w.Give], d.p.personOf[w.To], Confirmed, at)
	if w.Take != (SeatID{}) {
		d.enter(d.p.seatOf[w.Take], d.p.personOf[w.From], Confirmed, at)
	}
	return nil
}

// exchange lets the seats of w change hands, both or none.
func (d *Desk) exchange(w Swap) error {
	give, ok1 := d.p.seatOf[w.Give]
	take, ok2 := d.p.seatOf[w.Take]
	from, ok3 := d.p.personOf[w.From]
	to, ok4 := d.p.personOf[w.To]
	if w.Take == (SeatID{}) {
		take, ok2 = -1, true
	}
	switch {
	case !ok3 || !ok4:
		return ErrNoPerson
	case !ok1 || !ok2 || d.state.who[give] != from || take >= 0 && d.state.who[take] != to:
		return fmt.Errorf("%w: %s", ErrNoSeat, w.Give)
	}
	d.state.clear(give)
	if take >= 0 {
		d.state.clear(take)
	}
	var first, second Rule
	if first = d.state.blocked(to, give, d.waivedFor(w.Give, w.To)); first == 0 {
		d.state.put(give, to)
		if take < 0 {
			return nil
		}
		if second = d.state.blocked(from, take, d.waivedFor(w.Take, w.From)); second == 0 {
			d.state.put(take, from)
			return nil
		}
		d.state.clear(give)
	}
	d.state.put(give, from)
	if take >= 0 {
		d.state.put(take, to)
	}
	if first != 0 {
		return &RuleError{Pin{w.Give, w.To}, first}
	}
	return &RuleError{Pin{w.Take, w.From}, second}
}

// unexchange takes back an exchange that has just been made, whatever the rules
// say.
func (d *Desk) unexchange(w Swap) {
	give := d.p.seatOf[w.Give]
	take, both := d.p.seatOf[w.Take]
	to := d.state.clear(give)
	if both {
		d.state.put(give, d.state.clear(take))
		d.state.put(take, to)
		return
	}
	d.state.put(give, d.p.personOf[w.From])
}

// waivedFor returns the rules that do not count for a seat and a person: those
// overridden, and an earlier refusal, since the person accepts now.
func (d *Desk) waivedFor(seat SeatID, person string) rules {
	waived := d.p.waived[Pin{seat, person}]
	waived.add(RuleDeclined)
	return waived
}
