package roster

import (
	"cmp"
	"slices"
	"time"
)

// An Event is something that happened to a roster, for the host to tell those
// whom it concerns.
type Event struct {
	Kind EventKind `json:"kind"`
	SeatID
	Person string    `json:"person,omitzero"` // whom it concerns
	Other  string    `json:"other,omitzero"`  // the other party of a swap
	Swap   string    `json:"swap,omitzero"`   // id
	Rule   Rule      `json:"rule,omitzero"`   // why, where a rule is the reason
	Do     Policy    `json:"do,omitzero"`     // for the kind TooFew
	Filled int       `json:"filled,omitzero"` // for the kind TooFew: how many have a seat
	Needed int       `json:"needed,omitzero"` // likewise: how many it takes
	At     time.Time `json:"at"`
}

// An EventKind says what happened.
type EventKind string

// The kinds of events.
const (
	Given        EventKind = "given"          // a person got a seat
	Agreed       EventKind = "confirmed"      // said yes to it
	Refused      EventKind = "declined"       // said no
	AutoDeclined EventKind = "declined(auto)" // a rule took them off it
	Wanted       EventKind = "leaving"        // would like to be replaced
	Left         EventKind = "released"       // was replaced
	Opened       EventKind = "opened"         // a seat of a meeting has nobody
	Freed        EventKind = "freed"          // the meeting does not take place
	Offered      EventKind = "swap offered"
	Swapped      EventKind = "swapped"
	Unswapped    EventKind = "swap undone"
	Overridden   EventKind = "overridden"
	TooFew       EventKind = "too few" // fewer have a seat than the team needs
)

// Recheck holds the book against the request after meetings or people have
// changed. Who has a seat against a rule, such as one who is away now, is taken
// off it and the seat opened, unless the rule was overridden; seats of meetings
// that no longer take place are freed. A meeting that was moved keeps its
// people, as far as they are free then. What began before at stays as it is.
func (d *Desk) Recheck(at time.Time) (events []Event) {
	for s := range int32(len(d.p.seats)) {
		h := d.holds[d.p.seats[s].id]
		if h.Person == "" {
			continue
		}
		id, person, m := h.SeatID, h.Person, d.meetingOf(s)
		switch {
		case !m.takesPlace():
			d.drop(s)
			events = append(events, Event{Kind: Freed, SeatID: id, Person: person, At: at})
			continue
		case !at.Before(m.Start):
			continue
		}
		who := d.state.clear(s)
		rule := d.state.blocked(who, s, d.p.waived[Pin{id, person}])
		if rule == 0 {
			d.state.put(s, who)
			continue
		}
		d.set(s, Declined, at, true)
		events = append(events,
			Event{Kind: AutoDeclined, SeatID: id, Person: person, Rule: rule, At: at},
			Event{Kind: Opened, SeatID: id, Person: person, Rule: rule, At: at})
	}
	return events
}

// A Reminder is a message due to a person about a seat. Who sends it, and how,
// is the host's affair.
type Reminder struct {
	SeatID
	Person string    `json:"person"`
	Start  time.Time `json:"start"` // of the meeting
	Due    time.Time `json:"due"`
}

// Reminders lists the reminders due on from <= t < to, each one of the given
// lengths of time before the start of a meeting, in the order in which they are
// due.
func (d *Desk) Reminders(from, to time.Time, before ...time.Duration) (list []Reminder) {
	for s, person := range d.state.who {
		if person < 0 {
			continue
		}
		m := d.meetingOf(int32(s))
		for _, lead := range before {
			if due := m.Start.Add(-lead); !due.Before(from) && due.Before(to) {
				list = append(list, Reminder{d.p.seats[s].id, d.req.People[person].ID, m.Start, due})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Reminder) int {
		return cmp.Or(a.Due.Compare(b.Due), a.Start.Compare(b.Start))
	})
	return list
}
