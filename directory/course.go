package directory

import (
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// A CourseListing is what the public sees of how far a course or training has
// come. It has no number of people.
type CourseListing struct {
	State  course.State        `json:"state,omitzero"`
	Reason string              `json:"reason,omitzero"` // why it is cancelled
	Places course.Availability `json:"places"`

	Sessions int           `json:"sessions,omitzero"` // their number
	First    schedule.Date `json:"first,omitzero"`    // day of the first session

	// RegisterBy is the last day to register, and EntryUntil the last day on
	// which new people may come; zero is no limit. After either the course is
	// in no search.
	RegisterBy schedule.Date `json:"register_by,omitzero"`
	EntryUntil schedule.Date `json:"entry_until,omitzero"`

	// Qualifies is the key of the program that people may lead after a
	// training, if they are found fit for it; "" for a course.
	Qualifies string `json:"qualifies,omitzero"`
}

// newCourseListing chooses what the public sees of a course; nil if the
// offering is none.
func newCourseListing(o *Offering, t *Timetable, p program.Program) *CourseListing {
	if o.Course == nil {
		return nil
	}
	c := o.Course
	l := &CourseListing{
		State: c.State, Reason: c.Reason, Places: c.Availability(), Sessions: c.Sessions, RegisterBy: c.RegisterBy,
	}
	if p.Kind == program.KindTraining {
		l.Qualifies = p.For
	}
	dates := heldDates(t)
	if len(dates) > 0 {
		l.First = dates[0]
	}
	if last := course.EntryThrough(o.Entry); last > 0 && last <= len(dates) {
		l.EntryUntil = dates[last-1]
	}
	return l
}

// offers reports whether an occurrence is one at which somebody may still begin
// who asks on a day. An offering that is no course offers every one.
func (l *CourseListing) offers(o schedule.Date, asked schedule.Date) bool {
	if l == nil {
		return true
	}
	return !l.State.Over() &&
		(l.EntryUntil.IsZero() || !o.After(l.EntryUntil)) &&
		(l.RegisterBy.IsZero() || !asked.After(l.RegisterBy))
}
