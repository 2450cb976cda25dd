package program

// A Kind is the sort of thing that a program is. A kind that this package does
// not know is kept as it is and has no rules of its own.
type Kind string

// The kinds that this package knows.
const (
	KindSupportGroup Kind = "support group" // meets again and again, without an end
	KindCourse       Kind = "course"        // a fixed number of sessions in order
	KindTraining     Kind = "training"      // a course that makes leaders of another program
	KindPresentation Kind = "presentation"  // one talk for an audience
	KindSupportCall  Kind = "support call"  // for leaders only, never shown to the public
	KindEvent        Kind = "event"
)

// confidential reports whether whatever is of kind k keeps what is said in it
// private: all groups and courses do.
func (k Kind) confidential() bool { return k == KindSupportGroup || k == KindCourse }

// public reports whether k is open to a public audience, to whom nobody can
// promise confidentiality.
func (k Kind) public() bool { return k == KindPresentation || k == KindEvent }

// A Mode is how people meet. The zero Mode means any, or not stated.
type Mode string

// The modes.
const (
	ModeInPerson  Mode = "in person"
	ModeOnline    Mode = "online"
	ModeHybrid    Mode = "hybrid" // in person and online at once
	ModeTelephone Mode = "telephone"
)
