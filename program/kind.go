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

// A Cadence is how often sessions come. Every other week, twice a month and
// the 2nd and 4th Wednesdays are three different things. The zero Cadence
// means not stated; a cadence that is not listed here is kept as it is.
type Cadence string

// The cadences.
const (
	CadenceWeekly          Cadence = "weekly"
	CadenceTwiceWeekly     Cadence = "twice weekly"
	CadenceEveryOtherWeek  Cadence = "every other week"
	CadenceTwiceMonthly    Cadence = "twice a month"
	CadenceNthWeekdays     Cadence = "nth weekdays" // such as the 2nd and 4th Wednesdays
	CadenceMonthly         Cadence = "monthly"
	CadenceConsecutiveDays Cadence = "consecutive days"
)

// A Confidence says how far a source is to be trusted.
type Confidence string

// The confidences. Every record that comes with this package has one.
const (
	High   Confidence = "high"   // the program owner's own page, or the page of the organization itself
	Medium Confidence = "medium" // one local page, a newspaper, a vendor
	Low    Confidence = "low"    // an old or partial excerpt, or a guess that is marked as one
)

func (c Confidence) valid() bool { return c == High || c == Medium || c == Low }

// lower returns the less sure of c and d; a confidence that is not stated
// takes nothing away.
func (c Confidence) lower(d Confidence) Confidence {
	switch {
	case c == Low || d == Low:
		return Low
	case c == Medium || d == Medium:
		return Medium
	}
	return c
}
