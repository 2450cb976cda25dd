package roster

import (
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A Book is a published roster and what has become of it: who has which seat,
// what was declined, swapped or overridden. It is a plain record to be stored;
// [Open] makes a [Desk] that changes it by the rules. The zero Book is empty.
//
// A Book keeps ids, roles, rules and times, and never a reason why somebody is
// away.
type Book struct {
	Holds     []Hold     `json:"holds,omitzero"`
	Overrides []Override `json:"overrides,omitzero"`
	Swaps     []Swap     `json:"swaps,omitzero"`

	// Short are the meetings for which too small a team was reported, so that
	// it is reported once.
	Short []schedule.Key `json:"short,omitzero"`
}

// A Hold is what a person has to do with a seat.
type Hold struct {
	SeatID
	Person string    `json:"person,omitzero"` // "" once forgotten
	State  State     `json:"state,omitzero"`
	At     time.Time `json:"at,omitzero"`   // when the state was reached
	Auto   bool      `json:"auto,omitzero"` // by a rule, not by a person's word
}

// A State is how far a person and a seat have come. The zero State is Assigned.
type State string

// The states. In all but Declined and Released the person has the seat; a seat
// is held by at most one.
const (
	Assigned  State = ""
	Confirmed State = "confirmed" // the person said yes; planning again keeps it
	Leaving   State = "leaving"   // the person would like to go, but stays until replaced
	Declined  State = "declined"  // the person does not come, and is not asked again for this seat
	Released  State = "released"  // as Declined, after being replaced
)

// holds reports whether a person in state s has the seat.
func (s State) holds() bool { return s != Declined && s != Released }

// An Override records that somebody in charge gave a seat to a person, or let
// a meeting go ahead, against a rule.
type Override struct {
	SeatID // Seat is "" for RuleTeamSize

	Person string    `json:"person,omitzero"` // "" for RuleTeamSize
	Rule   Rule      `json:"rule"`
	Code   string    `json:"code"` // reason as a code of the host, such as "emergency"; at most 64 bytes
	Role   string    `json:"role"` // of who decided, such as "coordinator"; at most 64 bytes
	At     time.Time `json:"at"`
}

// A Swap is an exchange of seats between two people, or of a seat given to
// somebody, that takes place when both have accepted.
type Swap struct {
	ID   string `json:"id"`
	Give SeatID `json:"give"`          // the seat of From
	Take SeatID `json:"take,omitzero"` // the seat of To that From takes over; zero means none
	From string `json:"from"`
	To   string `json:"to"`

	FromAccepted bool `json:"from_accepted,omitzero"`
	ToAccepted   bool `json:"to_accepted,omitzero"`
	Done         bool `json:"done,omitzero"`
	Undone       bool `json:"undone,omitzero"`

	At time.Time `json:"at"` // of the last change
}
