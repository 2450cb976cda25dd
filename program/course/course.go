package course

import (
	"errors"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Course is how far one course or training has come: its state and its
// numbers. Who enrolled is in a [Book], by tokens; when it meets is the
// series of its offering. In JSON the fields have the names given here.
type Course struct {
	State  State  `json:"state"`
	Reason string `json:"reason,omitzero"` // why it is cancelled, for the public

	Sessions int              `json:"sessions"`          // their number
	Capacity program.Capacity `json:"capacity,omitzero"` // people, leaders not counted

	// Enrolled, Waiting and Interested are numbers of people. Pages show them
	// as [Few] does.
	Enrolled   int `json:"enrolled,omitzero"`
	Waiting    int `json:"waiting,omitzero"`
	Interested int `json:"interested,omitzero"`

	// DecideDays is how many days before the first session, at the hour of its
	// start, it is decided whether the course runs; 0 is at the start.
	DecideDays int `json:"decide_days,omitzero"`
	// RegisterBy is the last day to register, such as for materials to be
	// ordered, or to apply for a training; zero is the day of the first session.
	RegisterBy schedule.Date `json:"register_by,omitzero"`

	// Breaks are those of each session, and BreakOuts the rooms that it splits
	// into, by the number of people that they take.
	Breaks    []Break          `json:"breaks,omitzero"`
	BreakOuts []program.Places `json:"break_outs,omitzero"`
}

// A Break is a pause in each session of a course or training.
type Break struct {
	Start   schedule.Clock `json:"start"`
	Minutes int            `json:"minutes"`
	What    program.Text   `json:"what,omitzero"` // such as "lunch"
}

// A State is how far a course has come. The zero State is Planned.
type State string

// The states.
const (
	Planned   State = ""
	Enrolling State = "enrolling"
	Confirmed State = "confirmed" // it will run
	Running   State = "running"
	Completed State = "completed"
	Cancelled State = "cancelled" // with a reason
)

// A Step moves a course from one state to the next.
type Step string

// The steps. A course takes them in this order; it can be cancelled at any
// time before it is completed.
const (
	Open     Step = "open" // registration
	Confirm  Step = "confirm"
	Begin    Step = "begin"
	Complete Step = "complete"
	Cancel   Step = "cancel"
)

// moves are the steps from each state.
var moves = map[State]map[Step]State{
	Planned:   {Open: Enrolling, Cancel: Cancelled},
	Enrolling: {Confirm: Confirmed, Cancel: Cancelled},
	Confirmed: {Begin: Running, Cancel: Cancelled},
	Running:   {Complete: Completed, Cancel: Cancelled},
}

// ErrRefused reports a step that a course cannot take as it stands.
var ErrRefused = errors.New("course: refused")

// Take returns the course after a step. A cancellation needs a reason, which
// the public reads; no other step has one. An ErrRefused says why not.
func (c Course) Take(step Step, reason string) (Course, error) {
	next, ok := moves[c.State][step]
	switch {
	case !ok:
		return c, fmt.Errorf("%w: %q of a course that is %s", ErrRefused, step, c.State)
	case step == Cancel && reason == "":
		return c, fmt.Errorf("%w: %q without a reason, want one for the public", ErrRefused, step)
	case step != Cancel && reason != "":
		return c, fmt.Errorf("%w: %q with a reason, want none", ErrRefused, step)
	}
	c.State, c.Reason = next, reason
	return c, nil
}

// String returns the state in a word: "planned" for the zero State.
func (s State) String() string {
	if s == Planned {
		return "planned"
	}
	return string(s)
}

// Over reports whether nothing more comes: it is completed or cancelled.
func (s State) Over() bool { return s == Completed || s == Cancelled }

// A Verdict is whether a course runs.
type Verdict string

// The verdicts.
const (
	NotYet Verdict = "not yet" // the hour of the decision has not come
	Go     Verdict = "go"
	NoGo   Verdict = "no-go"
)

// A Decision is the verdict on a course and why.
type Decision struct {
	Verdict Verdict   `json:"verdict"`
	At      time.Time `json:"at"`      // the hour of the decision
	Missing int       `json:"missing"` // people who would have to enrol
}

// Decide tells at an instant whether a course runs, by the people enrolled and
// the least number that it takes. It decides and no more: nothing is ever
// confirmed or cancelled by itself, see [Course.Take]. first is the first
// session. The hour of the decision is on the wall clock, so that it is the
// hour of the start also where clocks change in between.
func (c Course) Decide(now time.Time, first schedule.Occurrence) Decision {
	d := Decision{At: first.Start(), Missing: max(int(c.Capacity.Min)-c.Enrolled, 0)}
	if zone := first.Zone(); zone != nil && c.DecideDays > 0 {
		d.At = zone.At(first.Date.AddDays(-c.DecideDays), first.Clock)
	}
	switch {
	case now.Before(d.At):
		d.Verdict = NotYet
	case d.Missing == 0:
		d.Verdict = Go
	default:
		d.Verdict = NoGo
	}
	return d
}

// Full reports whether no place is left. A course without a greatest number of
// people is never full.
func (c Course) Full() bool { return c.Capacity.Max > 0 && c.Enrolled >= int(c.Capacity.Max) }

// Takes reports whether people can still join on a day, by the way into the
// course and the dates of its sessions, in order: it is not over, the last day
// to register has not passed, and neither has the last session for new people.
// A course that is full takes people too, on its waitlist.
func (c Course) Takes(on schedule.Date, entry program.Entry, sessions []schedule.Date) bool {
	if c.State.Over() {
		return false
	}
	if !c.RegisterBy.IsZero() && on.After(c.RegisterBy) {
		return false
	}
	last := EntryThrough(entry)
	return last == 0 || len(sessions) < last || !on.After(sessions[last-1])
}

// Validate joins every problem of the course: a state that does not exist, a
// cancellation without a reason or a reason without one, numbers out of 0 to
// 1,000,000, breaks without a start or not of 1 to 1,440 minutes.
func (c Course) Validate() error {
	var errs []error
	if _, ok := moves[c.State]; !ok && !c.State.Over() {
		errs = append(errs, fmt.Errorf("course: state %.40q, want enrolling, confirmed, running, completed, cancelled or none",
			string(c.State)))
	}
	if (c.State == Cancelled) != (c.Reason != "") {
		errs = append(errs, fmt.Errorf("course: reason of a course that is %s, want it where one is cancelled and only there", c.State))
	}
	for _, f := range []struct {
		name string
		n    int
	}{
		{"sessions", c.Sessions}, {"enrolled", c.Enrolled}, {"waiting", c.Waiting},
		{"interested", c.Interested}, {"decide_days", c.DecideDays},
	} {
		if f.n < 0 || f.n > 1_000_000 {
			errs = append(errs, fmt.Errorf("course: %s %d, want 0 to 1000000", f.name, f.n))
		}
	}
	for _, b := range c.Breaks {
		if b.Start.IsZero() || b.Minutes < 1 || b.Minutes > 24*60 {
			errs = append(errs, fmt.Errorf("course: break at %q of %d minutes, want a start and 1 to 1440", b.Start, b.Minutes))
		}
	}
	return errors.Join(errs...)
}
