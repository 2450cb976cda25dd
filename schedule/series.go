package schedule

import (
	"fmt"
	"time"
)

// A Series is the schedule of one group or course as it is stored and
// exchanged: a plain record, which Compile turns into a Timetable. What it
// says is civil: days and wall clock times, no instants.
//
// A Series has a Rule, explicit Dates, or both. Everything else may be left
// at zero.
type Series struct {
	// ID names the series within its owner. It and the original date are the
	// identity of an occurrence, so it should never change.
	ID string
	// Rule gives the dates from First on.
	Rule Rule
	// First is the first day on which the group may meet, and the day from
	// which a rule such as "every other week" counts. A Rule requires it. It
	// need not be a date of the rule.
	First Date
	// Last is the last day on which it may meet, included. Zero is no end; a
	// Last before First leaves no dates.
	Last Date
	// Count ends the series after so many dates of the rule, those included
	// that are later skipped or cancelled; 1 to 10,000. Zero is no such end.
	Count int
	// Start is the time of day at which it begins. Zero is not known.
	Start Clock
	// Length is how long it lasts, in real time also where clocks change; up
	// to 14 days. Zero is not known.
	Length time.Duration
	// Zone is the IANA name of the zone of Start. Empty is the zone of the
	// venue or else of the organization.
	Zone string
	// OnHoliday says what happens to a date that is a holiday.
	OnHoliday HolidayPolicy
	// Dates are further dates, or all of them if there is no Rule, in any
	// order; at most 10,000. First and Last do not limit them.
	Dates []Date
	// Exceptions change single dates, at most one each; at most 10,000.
	Exceptions []Exception
	// Unknown keeps the fields of a newer version.
	Unknown Unknown
}

// A HolidayPolicy says what happens to a date of a series that is a holiday.
type HolidayPolicy uint8

// The holiday policies. The zero policy is Keep.
const (
	Keep HolidayPolicy = iota // the group meets all the same
	Skip                      // it does not meet
	// Move puts it off to the next day that is no holiday, within seven days
	// and before the next date of the series, or else skips it.
	Move
	// Ask leaves it unconfirmed ("call first") until an Exception answers:
	// Add for yes, Cancel for no.
	Ask
)

var policyNames = enum[HolidayPolicy]{"on_holiday", []string{"keep", "skip", "move", "ask"}}

// String returns "keep", "skip", "move" or "ask".
func (p HolidayPolicy) String() string { return policyNames.text(p) }

// MarshalText returns what String returns, or an error for a value that is
// none of the constants.
func (p HolidayPolicy) MarshalText() ([]byte, error) { return policyNames.marshal(p) }

// UnmarshalText reads what MarshalText writes.
func (p *HolidayPolicy) UnmarshalText(text []byte) error { return policyNames.unmarshal(p, text) }

// An Exception changes one date of a series. It is tied to the original date,
// so it stays with its meeting when the start time of the series is corrected.
type Exception struct {
	// On is the original date.
	On Date
	// Kind says what happens; see the constants.
	Kind ExceptionKind
	// To is the new date where Kind is Reschedule; zero is the same date.
	To Date
	// Start and Length replace those of the series where Kind is Reschedule or
	// Add. Zero keeps them.
	Start  Clock
	Length time.Duration
	// Reason is said to people: "no room", "speaker: the county library".
	Reason string
	// Unknown keeps the fields of a newer version.
	Unknown Unknown
}

// An ExceptionKind says what an Exception does. The zero kind is invalid.
type ExceptionKind uint8

// The kinds of exceptions.
const (
	// Cancel says that the group does not meet on this date.
	Cancel ExceptionKind = iota + 1
	// Reschedule moves the meeting of this date to another date or time. It
	// has no effect on a date that the series does not have.
	Reschedule
	// Add says that the group meets on this date, whether or not the series
	// has it and whatever holiday it is.
	Add
	// Annotate only gives a reason, such as "speaker night".
	Annotate
)

var exceptionNames = enum[ExceptionKind]{"kind", []string{"", "cancel", "reschedule", "add", "annotate"}}

// String returns "cancel", "reschedule", "add", "annotate", or "" for the
// zero kind.
func (k ExceptionKind) String() string { return exceptionNames.text(k) }

// MarshalText returns what String returns, or an error for a value that is
// none of the constants.
func (k ExceptionKind) MarshalText() ([]byte, error) { return exceptionNames.marshal(k) }

// UnmarshalText reads what MarshalText writes.
func (k *ExceptionKind) UnmarshalText(text []byte) error { return exceptionNames.unmarshal(k, text) }

// What one series may hold.
const (
	maxCount  = 10_000
	maxDates  = 10_000
	maxLength = 14 * 24 * time.Hour
)

// Validate joins every problem of the series, each a *FieldError. It does not
// check Zone, which takes a zone database: see LoadZone.
func (s Series) Validate() error {
	var p problems
	switch {
	case !s.Rule.IsValid() && len(s.Dates) == 0 && len(s.Exceptions) == 0:
		p.add("rule", "", "a rule or dates")
	case s.Rule.IsValid() && s.First.IsZero():
		p.add("first", "", "the date from which the rule counts")
	}
	if s.Count < 0 || s.Count > maxCount {
		p.add("count", fmt.Sprint(s.Count), fmt.Sprintf("0 to %d", maxCount))
	}
	if s.OnHoliday > Ask {
		p.add("on_holiday", fmt.Sprint(uint8(s.OnHoliday)), "keep, skip, move or ask")
	}
	p.addLength("length", s.Length)
	if len(s.Dates) > maxDates {
		p.add("dates", fmt.Sprintf("%d entries", len(s.Dates)), fmt.Sprintf("at most %d", maxDates))
	}
	for i, d := range s.Dates {
		if d.IsZero() {
			p.add(fmt.Sprintf("dates[%d]", i), "", "a date")
		}
	}
	if len(s.Exceptions) > maxDates {
		p.add("exceptions", fmt.Sprintf("%d entries", len(s.Exceptions)), fmt.Sprintf("at most %d", maxDates))
		return p.join()
	}
	seen := make(map[Date]bool, len(s.Exceptions))
	for i, e := range s.Exceptions {
		p.addException(fmt.Sprintf("exceptions[%d].", i), e)
		if seen[e.On] {
			p.add(fmt.Sprintf("exceptions[%d].on", i), e.On.String(), "one exception for a date")
		}
		seen[e.On] = true
	}
	return p.join()
}

func (p *problems) addLength(field string, length time.Duration) {
	if length < 0 || length > maxLength || length%time.Second != 0 {
		p.add(field, length.String(), "0 to 336h in whole seconds")
	}
}

func (p *problems) addException(path string, e Exception) {
	if e.On.IsZero() {
		p.add(path+"on", "", "a date")
	}
	if e.Kind == 0 || e.Kind > Annotate {
		p.add(path+"kind", fmt.Sprint(uint8(e.Kind)), "cancel, reschedule, add or annotate")
	}
	if e.Kind != Reschedule && !e.To.IsZero() {
		p.add(path+"to", e.To.String(), "no date unless the kind is reschedule")
	}
	if timed := e.Kind == Reschedule || e.Kind == Add; !timed && !e.Start.IsZero() {
		p.add(path+"start", e.Start.String(), "no time unless the kind is reschedule or add")
	} else if !timed && e.Length != 0 {
		p.add(path+"length", e.Length.String(), "no length unless the kind is reschedule or add")
	}
	if e.Kind == Reschedule && e.To.IsZero() && e.Start.IsZero() && e.Length == 0 {
		p.add(path+"to", "", "a new date, start or length")
	}
	p.addLength(path+"length", e.Length)
}
