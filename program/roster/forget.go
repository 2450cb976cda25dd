package roster

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// Forget returns the book without a person: seats on dates from from on are
// open, earlier ones stay as held by somebody without a name, and what they
// declined, swapped or were given against a rule is gone. It is for a book that
// is at rest in a store; where a [Desk] is at work, use [Desk.Forget].
func (b Book) Forget(person string, from schedule.Date) Book {
	var holds []Hold
	for _, h := range b.Holds {
		if h.Person == person {
			if !h.State.holds() || !h.Date.Before(from) {
				continue
			}
			h.Person = ""
		}
		holds = append(holds, h)
	}
	b.Holds = holds
	b.Swaps = slices.DeleteFunc(slices.Clone(b.Swaps), func(s Swap) bool { return s.From == person || s.To == person })
	b.Overrides = slices.DeleteFunc(slices.Clone(b.Overrides), func(o Override) bool { return o.Person == person })
	return b
}

// Names reports whether a person is anywhere in the book.
func (b Book) Names(person string) bool {
	return slices.ContainsFunc(b.Holds, func(h Hold) bool { return h.Person == person }) ||
		slices.ContainsFunc(b.Swaps, func(s Swap) bool { return s.From == person || s.To == person }) ||
		slices.ContainsFunc(b.Overrides, func(o Override) bool { return o.Person == person })
}

// Forget removes a person from the book: their coming seats are opened, past
// ones stay without a name, and what they declined, swapped or were given
// against a rule is gone. Remove them from the people and the history of the
// request too.
func (d *Desk) Forget(person string, at time.Time) (events []Event) {
	b := &d.req.Book
	for s := range int32(len(d.p.seats)) {
		if d.holder(s) == person && at.Before(d.meetingOf(s).Start) {
			d.drop(s)
			events = append(events, Event{Kind: Opened, SeatID: d.p.seats[s].id, At: at})
		}
	}
	d.unsay(func(h Hold) bool { return h.Person == person })
	for id, h := range d.holds {
		if h.Person == person {
			h.Person = ""
			d.holds[id] = h
		}
	}
	b.Swaps = slices.DeleteFunc(b.Swaps, func(s Swap) bool { return s.From == person || s.To == person })
	b.Overrides = slices.DeleteFunc(b.Overrides, func(o Override) bool { return o.Person == person })
	d.p.setWaived()
	return events
}

// Prune removes what was declined, released, swapped or overridden before an
// instant, where the meeting has begun by then or the request does not have it.
// Seats that were held stay.
func (d *Desk) Prune(before time.Time) {
	ahead := map[schedule.Key]bool{}
	for _, m := range d.req.Meetings {
		ahead[m.Key] = !m.Start.Before(before)
	}
	past := func(id SeatID) bool { return !ahead[id.Key] }
	b := &d.req.Book
	d.unsay(func(h Hold) bool { return h.At.Before(before) && past(h.SeatID) })
	b.Swaps = slices.DeleteFunc(b.Swaps, func(s Swap) bool { return s.At.Before(before) && past(s.Give) })
	b.Overrides = slices.DeleteFunc(b.Overrides, func(o Override) bool { return o.At.Before(before) && past(o.SeatID) })
	d.p.setWaived()
}

// unsay removes some of the holds that are gone, as if the people had said
// nothing of those seats.
func (d *Desk) unsay(some func(Hold) bool) {
	d.gone = slices.DeleteFunc(d.gone, func(h Hold) bool {
		if !some(h) {
			return false
		}
		delete(d.p.declined, Pin{h.SeatID, h.Person})
		s, seat := d.p.seatOf[h.SeatID]
		if person, ok := d.p.personOf[h.Person]; ok && seat {
			d.p.reprice(person, s)
		}
		return true
	})
}
