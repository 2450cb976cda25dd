package schedule

// An Explanation says why a series meets on a day or not.
type Explanation struct {
	Date  Date
	Cause Cause
	// Occurrence is the one that takes place on the day or would have, and
	// has an original date of that day or was moved to it. It is zero if
	// Cause is not IsDate.
	Occurrence Occurrence
}

// A Cause says what a day is to the rule and the dates of a series.
type Cause uint8

// The causes. The zero Cause is invalid.
const (
	IsDate      Cause = iota + 1 // the series has an occurrence that day
	NotInRule                    // the rule does not have the day
	BeforeFirst                  // the rule has the day, but before the first date
	AfterLast                    // the rule has the day, but after the last date
	AfterCount                   // the rule has the day, but after the greatest number of dates
)

var causeNames = enum[Cause]{"cause", []string{
	"", "is a date", "not a day of the rule", "before the first date", "after the last date",
	"after the last of the agreed number of dates",
}}

// String returns the cause in a few words of English, or "" for the zero Cause.
func (c Cause) String() string { return causeNames.text(c) }

// Explain says why the series meets on a day or not. If an occurrence was
// moved away from the day, that is the one given; if another takes place on
// the day as well, the one that takes place.
func (t *Timetable) Explain(d Date) Explanation {
	var found Occurrence
	if !d.IsZero() {
		for o := range t.All(d, d.AddDays(1)) {
			if found.Status == 0 || (o.Status.Held() && !found.Status.Held()) {
				found = o
			}
		}
	}
	if found.Status == 0 {
		found, _ = t.Find(d)
	}
	if found.Status == 0 {
		return Explanation{Date: d, Cause: t.causeOfNone(d.n)}
	}
	return Explanation{d, IsDate, found}
}

func (t *Timetable) causeOfNone(n int32) Cause {
	switch {
	case n < 1 || !t.pattern.contains(n):
		return NotInRule
	case n < t.first:
		return BeforeFirst
	case !t.series.Last.IsZero() && n > t.series.Last.n:
		return AfterLast
	}
	return AfterCount
}

// String returns the explanation in one line of English, such as
// "2022-11-24 18:00 skipped: Thanksgiving Day".
func (e Explanation) String() string {
	if e.Cause == IsDate {
		return e.Occurrence.String()
	}
	return e.Date.String() + " none: " + e.Cause.String()
}
