package people

import (
	"context"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A Facilitator is somebody who leads a program or may one day. Methods leave
// it as it is and return a changed copy.
type Facilitator struct {
	ID   string `json:"id"`            // opaque
	Name string `json:"name,omitzero"` // as they want to be called; a first name is enough

	// Contact is a handle by which a Channel of the host reaches them,
	// Attributes are the codes that the host assigns for team rules, and
	// Calendar is the fingerprint of the token of their private calendar, ""
	// if there is none. None of them is in JSON.
	Contact    string              `json:"-"`
	Attributes []program.Attribute `json:"-"`
	Calendar   string              `json:"-"`

	Organization string              `json:"organization,omitzero"` // ID of the affiliate
	Availability roster.Availability `json:"availability,omitzero"`

	// Events are what happened, in order. Apply adds to them.
	Events []Event `json:"events,omitzero"`
	// Commitments are what they agreed to, and Sites where they mean to lead.
	Commitments []Commitment `json:"commitments,omitzero"`
	Sites       []Site       `json:"sites,omitzero"`
}

// A Channel reaches a facilitator by the handle in their record. The host has
// the numbers and addresses; this library has none and sends nothing.
type Channel interface {
	// Tell sends a text to whoever the handle stands for, in the best of its
	// languages.
	Tell(ctx context.Context, handle string, text program.Text) error
}

// An Event is one thing that happened on the way of a facilitator. It says
// that, when and by the word of which role, and never why or by what it was
// shown.
type Event struct {
	Kind    EventKind     `json:"kind"`
	Program string        `json:"program,omitzero"` // key; "" for Joined only
	On      schedule.Date `json:"on"`
	By      string        `json:"by,omitzero"` // role, such as "state office", never a name

	Step  string        `json:"step,omitzero"`  // key of the step, for Passed
	Yes   bool          `json:"yes,omitzero"`   // for Ended: all of it; for Decided: certified
	Until schedule.Date `json:"until,omitzero"` // last day of what was given; zero is no end
}

// An EventKind is the sort of an Event.
type EventKind string

// The kinds of events.
const (
	Interested EventKind = "interested"
	Passed     EventKind = "passed"    // a step of the rules
	Began      EventKind = "began"     // a training
	Ended      EventKind = "ended"     // it; Yes if they were there for all of it
	Decided    EventKind = "decided"   // Yes if certified, until a day
	Accepted   EventKind = "accepted"  // a certification from elsewhere, by Rules.Accepts
	Led        EventKind = "led"       // a meeting or course
	Refreshed  EventKind = "refreshed" // by a refresher
	Left       EventKind = "left"      // does not lead for now
	Returned   EventKind = "returned"
	Joined     EventKind = "joined" // the organization, as a member until a day
)

// A Site is where somebody means to lead after their training. It is arranged
// once place, day and time are there.
type Site struct {
	Program string         `json:"program"`
	Venue   string         `json:"venue,omitzero"` // ID
	Days    program.Days   `json:"days,omitzero"`
	Start   schedule.Clock `json:"start,omitzero"`
}

// Arranged reports whether place, day and time are agreed.
func (s Site) Arranged() bool { return s.Venue != "" && s.Days != 0 && !s.Start.IsZero() }

// MemberOn reports whether somebody is a member of the organization on a day.
func (f Facilitator) MemberOn(on schedule.Date) bool {
	until, ok := f.memberUntil(on)
	return ok && (until.IsZero() || !on.After(until))
}

// memberUntil returns the end of the membership that was last taken by a day;
// zero is no end.
func (f Facilitator) memberUntil(on schedule.Date) (until schedule.Date, ok bool) {
	for _, e := range f.Events {
		if e.Kind == Joined && !e.On.After(on) {
			until, ok = e.Until, true
		}
	}
	return until, ok
}

// Leader returns what team rules ask about somebody on a day: certified is
// also whose certification is due soon, but not whose has lapsed.
func (f Facilitator) Leader(rules Rules, on schedule.Date) program.Leader {
	return program.Leader{
		ID: f.ID, Certified: f.Status(rules, on).Good(), Member: f.MemberOn(on), Attributes: f.Attributes,
	}
}

// Person returns somebody for a roster, with the certifications for the given
// programs as they stand on a day.
func (f Facilitator) Person(on schedule.Date, rules ...Rules) roster.Person {
	p := roster.Person{ID: f.ID, Attributes: f.Attributes, Availability: f.Availability, Inactive: true}
	for _, r := range rules {
		s := f.Standing(r, on)
		if s.Stage != Inactive && f.Status(r, on).Good() {
			p.Inactive = false
			c := roster.Certification{Program: r.Program, From: s.Certified}
			if !s.Until.IsZero() {
				c.To = s.Until.AddDays(1)
			}
			p.Certifications = append(p.Certifications, c)
		}
		p.Led += s.Led
	}
	return p
}
