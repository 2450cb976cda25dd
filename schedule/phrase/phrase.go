package phrase

import (
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// MaxLine is the greatest length of a line that is read, in bytes.
const MaxLine = 4096

// MaxSchedules is the greatest number of schedules that one text gives. What
// follows them is left unread, with a [Note] of the code [TooMuch].
const MaxSchedules = 100

// A Context is what a reader knows besides the text. The zero Context knows
// nothing, so that a date without a year makes a schedule ambiguous.
type Context struct {
	// Language is "en" or "es", or a tag that begins so, such as "en-GB",
	// which writes the day before the month. Any other, or none, is told from
	// the words of the text.
	Language string
	// Year is the year of the first date in the text that has none.
	Year int
	// Date is the day on which the text was published. It serves where Year is
	// not given: the first date without a year is the first such on or after
	// it.
	Date schedule.Date
	// Zone is the IANA name for Series.Zone, unless the text names one.
	Zone string
	// HasWeekday says that Weekday is the day of a text that names none, for
	// instance because it stands under a heading "Thursdays".
	HasWeekday bool
	Weekday    time.Weekday
	// DayFirst reads 6/8 as the 6th of August.
	DayFirst bool
}

// A Status says how far a text could be understood. The zero Status is None.
type Status uint8

// The statuses.
const (
	None      Status = iota // no schedule is announced
	Ambiguous               // one is, but something would have to be guessed
	Resolved                // it is settled which days are meant
)

// String returns "none", "ambiguous" or "resolved".
func (s Status) String() string {
	switch s {
	case Ambiguous:
		return "ambiguous"
	case Resolved:
		return "resolved"
	}
	return "none"
}

// A Span is a piece of the text, in bytes: it begins at From and ends before
// To.
type Span struct{ From, To int }

// A Result is what Parse has understood of a text.
type Result struct {
	// Status is None if there is no schedule, Ambiguous if one of them is, and
	// else Resolved.
	Status Status
	// Schedules are those that the text announces, in its order.
	Schedules []Schedule
	// Rest are the pieces of the text that no schedule comes from, each with
	// the reason, in the order of the text. They overlap neither each other
	// nor the spans of a schedule.
	Rest []Note
	// Language is the one that was read, "en" or "es".
	Language string
}

// A Schedule is one schedule of a text.
type Schedule struct {
	// Status is Resolved or Ambiguous.
	Status Status
	// Series is what is known. Its ID is empty. Its First is zero unless the
	// text names a first day, so it must be set before a Series with a rule is
	// compiled. If the rule itself is not settled, Rule is zero.
	Series schedule.Series
	// Spans are the pieces of the text it comes from, in order, disjoint. Two
	// schedules can share one, such as a time that is said of both.
	Spans []Span
	// Notes say what was inferred, and what the Series cannot hold.
	Notes []Note
	// Missing is what one would have to ask for.
	Missing []Missing
	// Conflict says, in English, what in the text contradicts itself or is
	// likely a misprint. Empty is no conflict.
	Conflict string
	// Readings are the rules that the text may mean where Rule is zero because
	// of a choice between them.
	Readings []schedule.Rule
	// Without is all that the text takes out of the schedule. What a Series
	// can hold is in Series as well.
	Without []Without
	// Sessions is the number of sessions, weeks or days that the text states,
	// or 0.
	Sessions int
	// Named are dates that the text names beside a rule that has them anyway,
	// such as "next meeting March 9".
	Named []schedule.Date
}

// Missing names something that a schedule does not say.
type Missing string

// What can be missing. Without a Time a schedule is Resolved all the same,
// since its days are settled.
const (
	Day      Missing = "day"      // the day of the week
	Time     Missing = "time"     // the time of day
	Starting Missing = "starting" // the first day, of a course or because its year is not known
	Dates    Missing = "dates"    // the dates, their year, or those of a season
	Anchor   Missing = "anchor"   // which of the two weeks of "every other week"
	Ordinals Missing = "ordinals" // which weeks of the month
	AMPM     Missing = "ampm"     // morning or afternoon; what is likely is in Series.Start
	Calendar Missing = "calendar" // a school calendar
)

// A Without is something that a schedule leaves out. Only the fields that
// belong to its Kind are set.
type Without struct {
	Kind  WithoutKind
	Month time.Month // of WithoutMonth and WithoutDay
	Day   int        // of WithoutDay: 1 to 31
	Date  schedule.Date
	Nth   schedule.NthDay // of WithoutNth
	Text  string          // of WithoutEvent: what the text calls it
}

// A WithoutKind says what is left out. The zero kind is invalid.
type WithoutKind uint8

// The kinds of what is left out.
const (
	WithoutHolidays WithoutKind = iota + 1 // holidays, whichever list that is
	WithoutWeather                         // days of bad weather
	WithoutDate                            // one date
	WithoutDay                             // one date whose year is not known
	WithoutMonth                           // a month of every year
	WithoutNth                             // a weekday of every month, such as the second Monday
	WithoutEvent                           // an event without a date
)

// A Note says something about a piece of the text.
type Note struct {
	Code Code
	Span Span
	Text string // in English, for the person who has to check the schedule
}

// A Code is the kind of a Note. The zero Code is invalid.
type Code uint8

// The codes of notes.
const (
	Inferred Code = iota + 1 // the text does not say so; Text names the rule by which it was inferred
	Unheld                   // it is part of the schedule, but a Series cannot hold it
	Detail                   // these dates are also dates of an earlier schedule of the text
	Prose                    // nothing in it is about days or times
	Refused                  // it looks like days or times, but is none that a group meets at
	Unread                   // it is about days or times, but was not understood
	TooMuch                  // the line or the text is too long to be read
)

// String returns the code in lower case, such as "inferred".
func (c Code) String() string {
	names := [...]string{"", "inferred", "unheld", "detail", "prose", "refused", "unread", "too much"}
	if int(c) < len(names) {
		return names[c]
	}
	return ""
}
