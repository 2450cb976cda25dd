package admin

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A DateChange changes one date of an offering. Fields that Do does not name are
// not looked at.
type DateChange struct {
	// Do is "cancel", "move" to a Day, a Time or both, "place" for another Room
	// or Mode or a Note, "restore" as planned, or "add" a Day.
	Do     string
	On     schedule.Key  // the date as it is planned; of all but add
	Day    schedule.Date // zero is as planned
	Time   schedule.Clock
	Room   string // at most 200 bytes, as Note and Reason are
	Mode   program.Mode
	Note   string // in the language of the organization
	Reason string // of a Canceller: "weather", "closed", "room", "other", or none
}

// reasons are those that a Canceller can give, in order of the form. None is about
// a person.
var reasons = []string{"", "weather", "closed", "room", "other"}

const maxReason = 200 // bytes

// A FieldError says which part of a change is not accepted, and what would be.
type FieldError struct{ Field, Accepted string }

// Error returns the field and what is accepted.
func (e *FieldError) Error() string { return fmt.Sprintf("admin: %s: want %s", e.Field, e.Accepted) }

var (
	errLongText = fmt.Sprintf("at most %d bytes", maxReason)
	dateWays    = []string{"cancel", "move", "place", "restore", "add"}
	modes       = []program.Mode{"", program.ModeInPerson, program.ModeOnline, program.ModeTelephone, program.ModeHybrid}
)

// tries is how often a change of a single date is made anew when somebody else
// changes the same offering in the same moment.
const tries = 3

// change changes one date of an offering, at a revision or at any.
func (v *visit) change(id string, c DateChange, only directory.Revision) (o directory.Offering, head directory.Head, err error) {
	for range tries {
		e, at, _ := v.dir.Get(directory.Key{Kind: directory.KindOffering, ID: id})
		found, ok := e.(directory.Offering)
		if !ok {
			return o, head, errNotFound
		}
		if o, err = v.changed(found, c); err != nil {
			return o, head, err
		}
		if only != directory.AnyRevision {
			at = only
		}
		o.Revised = v.revised(o.Revised)
		head, err = v.commit(c.Do, directory.Change{Put: o, If: at})
		if !errors.Is(err, directory.ErrConflict) || only != directory.AnyRevision {
			break
		}
	}
	return o, head, err
}

// revised returns what calendars tell a new version by.
func (v *visit) revised(r directory.Revised) directory.Revised {
	return directory.Revised{Modified: v.now.UTC().Truncate(time.Second), Sequence: r.Sequence + 1}
}

// changed returns an offering with one date changed.
func (v *visit) changed(o directory.Offering, c DateChange) (directory.Offering, error) {
	if !slices.Contains(dateWays, c.Do) {
		return o, &FieldError{"do", "one of: " + strings.Join(dateWays, ", ")}
	}
	if !v.who.may(Editor) && c.Do != "cancel" && c.Do != "restore" {
		return o, errForbidden
	}
	reason, err := v.reason(o, c.Reason)
	if err != nil {
		return o, err
	}
	if c.Do == "add" {
		return c.added(o, reason)
	}
	i := slices.IndexFunc(o.Series, func(s schedule.Series) bool { return s.ID == c.On.Series })
	if i < 0 || !v.isDate(o, c.On) {
		return o, &FieldError{"on", fmt.Sprintf("a series and a planned date of it, from today for %d days", datesAhead)}
	}
	switch c.Do {
	case "cancel":
		return withException(o, i, schedule.Exception{On: c.On.Date, Kind: schedule.Cancel, Reason: reason}), nil
	case "move":
		if c.Day.IsZero() && c.Time.IsZero() {
			return o, &FieldError{"day", "a day, a time, or both"}
		}
		return withException(o, i, schedule.Exception{On: c.On.Date, Kind: schedule.Reschedule, To: c.Day, Start: c.Time, Reason: reason}), nil
	case "place":
		return v.placed(o, c)
	}
	return v.restored(o, i, c.On.Date), nil
}

// isDate reports whether an offering has a date, or a change of one, that is
// near enough to be changed.
func (v *visit) isDate(o directory.Offering, k schedule.Key) bool {
	return slices.ContainsFunc(v.meetings(o, datesAhead), func(m directory.Meeting) bool { return m.Key() == k })
}

// reason returns what people are told: from a list for who may only cancel.
func (v *visit) reason(o directory.Offering, text string) (string, error) {
	if v.who.may(Editor) {
		if len(text) > maxReason {
			return "", &FieldError{"reason", errLongText}
		}
		return text, nil
	}
	if !slices.Contains(reasons, text) {
		return "", &FieldError{"reason", "nothing, or one of: " + strings.Join(reasons[1:], ", ")}
	}
	if text == "" {
		return "", nil
	}
	return v.bookOfOrganization(o.Organization).say("reason." + text), nil
}

// bookOfOrganization returns the words of the language that an organization
// speaks.
func (v *visit) bookOfOrganization(id string) *wordbook {
	o, _ := v.snap.Organization(id)
	base, _, _ := strings.Cut(o.Language, "-")
	if b := bookFor(base); b != nil {
		return b
	}
	return books[0]
}
