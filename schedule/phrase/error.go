package phrase

import (
	"fmt"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

// An Error says why ParseOne did not get exactly one settled schedule.
type Error struct {
	Text   string // what was read
	Why    string // in English; a question where something is missing: see Schedule.Asks
	Result Result // what was understood all the same
}

// Error returns the reason with the beginning of the text.
func (e *Error) Error() string {
	return fmt.Sprintf("phrase: %.64q: %s", e.Text, e.Why)
}

// ParseOne reads a text that must be one schedule and leave nothing open. Its
// time of day may be missing, since the days are settled without it, and so
// may its first day, unless the rule counts from there. Anything else that is
// missing, inferred without a word of the text for it, contradictory or
// impossible to hold in a Series is an *[Error].
func ParseOne(text string, ctx Context) (schedule.Series, error) {
	r := Parse(text, ctx)
	fail := func(format string, args ...any) (schedule.Series, error) {
		return schedule.Series{}, &Error{text, fmt.Sprintf(format, args...), r}
	}
	for _, n := range r.Rest {
		if n.Code == TooMuch {
			return fail("%s", n.Text)
		}
	}
	switch len(r.Schedules) {
	case 0:
		return fail("no schedule in it")
	case 1:
	default:
		return fail("%d schedules, want 1", len(r.Schedules))
	}
	s := r.Schedules[0]
	if s.Conflict != "" {
		return fail("%s", s.Conflict)
	}
	open := s
	open.Missing = slices.DeleteFunc(slices.Clone(s.Missing), func(m Missing) bool { return m == Time })
	if asks := open.Asks("en"); len(asks) > 0 {
		return fail("%s", strings.Join(asks, " "))
	}
	for _, w := range s.Without {
		if w.Kind == WithoutDay || w.Kind == WithoutEvent {
			return fail("a series cannot hold an exception without a date")
		}
	}
	if s.Status != Resolved {
		return fail("it is ambiguous")
	}
	for _, n := range r.Rest {
		if n.Code == Unread {
			return fail("%q is not understood", text[n.Span.From:n.Span.To])
		}
	}
	return s.Series, nil
}
