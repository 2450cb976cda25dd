package roster

import (
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Request is everything that a roster is made from. It holds opaque ids and
// coded answers only: no names, no ways to reach anyone, and no reason why
// somebody is away. As JSON it is what [Read] reads.
type Request struct {
	Meetings []Meeting `json:"meetings"`         // in any order, each key once
	People   []Person  `json:"people"`           // in any order, each id once
	Limits   Limits    `json:"limits,omitzero"`  // of everybody, where a person has none of their own
	Weights  Weights   `json:"weights,omitzero"` // of what is only preferred

	// BufferMinutes is what a person needs between two meetings that are not
	// at the same place; 0 to 1,440.
	BufferMinutes int `json:"buffer_minutes,omitzero"`

	Apart    []Pair `json:"apart,omitzero"`    // never at the same meeting
	Together []Bond `json:"together,omitzero"` // rather at the same meeting
	Pins     []Pin  `json:"pins,omitzero"`     // decided already

	// History is what people led before. It counts for every limit but the
	// total, for rest, and for fairness.
	History []Past `json:"history,omitzero"`

	// Book is the published roster that the new one should stay close to. The
	// zero Book is none.
	Book Book `json:"book,omitzero"`

	// Now divides past from future: what began before it stays as it is in
	// Book. The zero Now means that nothing has begun.
	Now time.Time `json:"now,omitzero"`
}

// A SeatID names one seat for good: it stays the same when the meeting is
// moved. SeatIDs are comparable.
type SeatID struct {
	schedule.Key        // the occurrence
	Seat         string `json:"seat"` // name of the seat in its meeting
}

// String returns the key and the seat with "/" between them, such as
// "wed/2022-06-08/lead".
func (s SeatID) String() string { return s.Key.String() + "/" + s.Seat }

// A Meeting is one occurrence and the seats to fill at it.
type Meeting struct {
	schedule.Key

	// Start and End are instants. The wall clock of Start's location, which in
	// JSON is the offset from UTC, gives the day and time that people's answers
	// are about. A zero End means not known, and two hours are assumed.
	Start time.Time `json:"start"`
	End   time.Time `json:"end,omitzero"`

	// Status is that of the occurrence. A meeting that is skipped or cancelled
	// needs nobody; the zero Status means that it takes place.
	Status schedule.Status `json:"status,omitzero"`

	// Inactive says that the group is suspended: the meeting needs nobody.
	Inactive bool `json:"inactive,omitzero"`

	Program string `json:"program,omitzero"` // the certification that its seats take; "" means none
	Place   string `json:"place,omitzero"`   // opaque; "" is a place of its own
	Seats   []Seat `json:"seats"`            // at most 20

	// Team is the rule of the edition. AtLeast binds whoever leads; Min is how
	// many must lead for the meeting to go ahead, and 0 means every seat. The
	// number of seats is that of Seats alone.
	Team program.Team `json:"team,omitzero"`

	// Binding are rules that no [Override] may break.
	Binding []Rule `json:"binding,omitzero"`

	// Short says what to do when too few have a seat; see [Desk.Short].
	Short Short `json:"short,omitzero"`
}

// A Seat is one place in the team of a meeting.
type Seat struct {
	Name      string            `json:"name"`               // unique in its meeting, such as "lead"
	Program   string            `json:"program,omitzero"`   // the certification that it takes; "" means that of the meeting
	Attribute program.Attribute `json:"attribute,omitzero"` // what the person must have; "" means nothing
}

// NewMeeting returns the meeting of an occurrence, whose length should be
// known.
func NewMeeting(o schedule.Occurrence, program string, seats ...Seat) Meeting {
	m := Meeting{Key: o.Key(), Start: o.Start(), Status: o.Status, Program: program, Seats: seats}
	if o.Length > 0 {
		m.End = o.End()
	}
	return m
}

// ID returns the id of one of the seats of m.
func (m Meeting) ID(s Seat) SeatID { return SeatID{m.Key, s.Name} }

// A Person may lead meetings. Everything but the id may be left at zero;
// without an Availability, though, the person is never free.
type Person struct {
	ID       string `json:"id"`                // opaque
	Inactive bool   `json:"inactive,omitzero"` // is not asked and does not count
	New      bool   `json:"new,omitzero"`      // better beside somebody with experience

	Attributes     []program.Attribute `json:"attributes,omitzero"`
	Certifications []Certification     `json:"certifications,omitzero"`
	Availability   Availability        `json:"availability,omitzero"`
	Wishes         []Wish              `json:"wishes,omitzero"` // at most 20
	Limits         Limits              `json:"limits,omitzero"` // 0 means as for everybody

	// Led is how many meetings the person led before, apart from those in
	// History. It counts for fairness only; 0 to 10,000.
	Led int `json:"led,omitzero"`

	// LastAsked is when the person was last asked to step in, NoticeHours how
	// long before the start they want to be asked, and TravelMinutes how far
	// they have to a place. Only candidates are ranked by them.
	LastAsked     time.Time      `json:"last_asked,omitzero"`
	NoticeHours   int            `json:"notice_hours,omitzero"`
	TravelMinutes map[string]int `json:"travel_minutes,omitzero"`
}

// A Certification lets a person lead a program on from <= d < to. A zero From
// means always, a zero To that there is no end.
type Certification struct {
	Program string        `json:"program"`
	From    schedule.Date `json:"from,omitzero"`
	To      schedule.Date `json:"to,omitzero"`
}

// A Wish says how much a person would like to lead some meetings: those that
// have all that it names. Wishes that hold for one seat add up.
type Wish struct {
	Series string       `json:"series,omitzero"` // "" means any
	Days   program.Days `json:"days,omitzero"`   // none means any
	Seat   string       `json:"seat,omitzero"`   // name; "" means any
	Weight int          `json:"weight"`          // 1 to 10, or -10 to -1 for rather not
}

// A Pair is two people.
type Pair struct {
	A string `json:"a"`
	B string `json:"b"`
}

// A Bond is two people who like to lead together.
type Bond struct {
	Pair
	Weight int `json:"weight"` // 1 to 10
}

// A Pin gives a seat to a person whatever else might be better. Pins are hard:
// one that breaks a rule is reported with it, and the seat is open.
type Pin struct {
	SeatID
	Person string `json:"person"`
}

// A Past is a meeting that a person led, or leads outside of this request. A
// zero End means that two hours are assumed.
type Past struct {
	Person string    `json:"person"`
	Start  time.Time `json:"start"`
	End    time.Time `json:"end,omitzero"`
	Place  string    `json:"place,omitzero"`
}

// Weights are the costs of what is only preferred. Wishes and bonds weigh what
// they say; all of it together counts for less than fairness.
type Weights struct {
	IfNeeded int `json:"if_needed,omitzero"` // to ask one who said "if needed"; 0 means 5, at most 100
	New      int `json:"new,omitzero"`       // for two new people at one meeting; 0 means 5, at most 100

	// SpacingDays costs 1 for any two dates of a person that are fewer days
	// apart; 0 costs nothing, at most 31.
	SpacingDays int `json:"spacing_days,omitzero"`
}

// defaultCost is that of the Weights that are 0.
const defaultCost = 5
