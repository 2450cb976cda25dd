package schedule

import (
	"fmt"
	"time"
)

// An Occurrence is one date of a series: a meeting, or the reason why there
// is none.
type Occurrence struct {
	// Series is the id of the series, and Original the date on which the
	// series would have it. Together they are its identity; see Key.
	Series   string
	Original Date
	// Date and Clock are the day and time at which it begins on the wall
	// clock of its zone. Date differs from Original only if it was moved. The
	// zero Clock is not known.
	Date  Date
	Clock Clock
	// Length is how long it lasts. Zero is not known.
	Length time.Duration
	// Status says whether it takes place, and Reason why it is not as usual.
	Status Status
	Reason Reason

	start int64 // Unix seconds
	zone  *Zone
}

// Start returns the instant at which it begins, in its zone. If the time of
// day is not known, that is the start of the day.
func (o Occurrence) Start() time.Time {
	if o.zone == nil {
		return time.Time{}
	}
	return o.zone.time(o.start)
}

// End returns the instant at which it ends, in its zone, which is that of
// Start if the length is not known.
func (o Occurrence) End() time.Time {
	return o.Start().Add(o.Length)
}

// Zone returns the zone of the series. It is nil for the zero Occurrence.
func (o Occurrence) Zone() *Zone { return o.zone }

// Key returns the identity of the occurrence.
func (o Occurrence) Key() Key { return Key{o.Series, o.Original} }

// A Key identifies an occurrence for good: it stays the same when the
// occurrence is moved or cancelled and when the time of the series changes.
type Key struct {
	Series string `json:"series"`
	Date   Date   `json:"date"` // the original date
}

// String returns the series and the date with "/" between them.
func (k Key) String() string { return k.Series + "/" + k.Date.String() }

// A Status says whether an occurrence takes place.
type Status uint8

// The statuses. The zero Status is invalid.
const (
	On          Status = iota + 1 // it takes place as the rule says
	Moved                         // it takes place at another date or time
	Added                         // it takes place though the rule has no such date
	Unconfirmed                   // nobody has said yet: "call first"
	Skipped                       // it does not take place because of a holiday or a skipped hour
	Cancelled                     // it does not take place because somebody said so
)

var statusNames = enum[Status]{"status", []string{"", "on", "moved", "added", "unconfirmed", "skipped", "cancelled"}}

// Held reports whether the occurrence takes place: On, Moved or Added.
func (s Status) Held() bool { return s >= On && s <= Added }

// String returns the name in lower case, such as "on", or "" for the zero
// Status.
func (s Status) String() string { return statusNames.text(s) }

// MarshalText returns what String returns, or an error for a value that is
// none of the constants.
func (s Status) MarshalText() ([]byte, error) { return statusNames.marshal(s) }

// UnmarshalText reads what MarshalText writes.
func (s *Status) UnmarshalText(text []byte) error { return statusNames.unmarshal(s, text) }

// A Reason says why an occurrence is not simply as its rule says. The zero
// Reason is that it is.
type Reason struct {
	Code ReasonCode
	// Holiday is the name of the holiday, such as "Thanksgiving Day", if Code
	// is OnAHoliday.
	Holiday string
	// Text is what the people in charge said, or "".
	Text string
}

// A ReasonCode says where a Reason comes from.
type ReasonCode uint8

// The reason codes. The zero code is no reason.
const (
	OnAHoliday  ReasonCode = iota + 1 // the holiday policy of the series
	ByException                       // an Exception of the series
	ByClosure                         // a Closure of the venue, organization or county
	NoSuchTime                        // clocks go forward over the start
)

var reasonNames = enum[ReasonCode]{"code", []string{"", "holiday", "exception", "closure", "no-such-time"}}

// String returns "holiday", "exception", "closure", "no-such-time", or "" for
// the zero code.
func (c ReasonCode) String() string { return reasonNames.text(c) }

// MarshalText returns what String returns, or an error for a value that is
// none of the constants.
func (c ReasonCode) MarshalText() ([]byte, error) { return reasonNames.marshal(c) }

// UnmarshalText reads what MarshalText writes.
func (c *ReasonCode) UnmarshalText(text []byte) error { return reasonNames.unmarshal(c, text) }

// String returns the reason in a few words of English, such as
// "Thanksgiving Day", or "" for the zero Reason.
func (r Reason) String() string {
	switch {
	case r.Text != "":
		return r.Text
	case r.Code == OnAHoliday:
		return r.Holiday
	case r.Code == ByException:
		return "changed by the organizers"
	case r.Code == ByClosure:
		return "closed"
	case r.Code == NoSuchTime:
		return "clocks go forward over this time"
	}
	return ""
}

// String returns the occurrence in one line of English for logs and examples,
// such as "2022-11-24 18:00 skipped: Thanksgiving Day".
func (o Occurrence) String() string {
	s := fmt.Sprintf("%v %v %v", o.Date, o.Clock, o.Status)
	if o.Date != o.Original {
		s += fmt.Sprintf(" from %v", o.Original)
	}
	if why := o.Reason.String(); why != "" {
		s += ": " + why
	}
	return s
}
