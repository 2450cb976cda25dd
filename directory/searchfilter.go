package directory

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// A Filter chooses offerings and meetings. An empty list lets all pass, a list
// with several entries whatever has one of them; codes match whole.
type Filter struct {
	Programs  []string       // keys
	Kinds     []program.Kind //
	Modes     []program.Mode //
	Entries   []program.EntryMode
	Languages []string           // BCP 47 tags: "es" takes "es-MX" too
	Topics    []string           // topics, or whom the offering focuses on
	Relations []program.Relation // whom it is for; what is for the public is for all of them
	Access    []Access           // all of them, not one
	// OpenPlaces leaves out courses and trainings that are full.
	OpenPlaces bool
	// Days, From and To choose meetings by the day of the week and the time
	// of day at which they begin, on their own clock: From <= start < To. A
	// zero From or To is no limit; a From after To goes past midnight.
	Days     []time.Weekday
	From, To schedule.Clock
}

// Passes reports whether an offering as such has what a filter asks for on a
// day; its days and times are left to [Filter.Takes]. How people join and whom
// it is for are as its program says on the day, where the offering does not.
func (s *Snapshot) Passes(f *Filter, offering string, on schedule.Date) bool {
	e := s.entry(offering)
	return e != nil && s.passes(f, e, on)
}

func (s *Snapshot) passes(f *Filter, e *entry, on schedule.Date) bool {
	l := e.listing
	if !f.takesListing(l) {
		return false
	}
	if len(f.Entries) == 0 && len(f.Relations) == 0 {
		return true
	}
	mode, relations := l.Entry.Mode, l.Audience.Relations
	if l.Entry == (program.Entry{}) || len(relations) == 0 {
		usual := s.usual(e, on)
		if l.Entry == (program.Entry{}) {
			mode = usual.entry
		}
		if len(relations) == 0 {
			relations = usual.relations
		}
	}
	return oneOf(f.Entries, mode) && (len(f.Relations) == 0 || slices.ContainsFunc(relations, f.invites))
}

// takesListing judges by what an offering itself says.
func (f *Filter) takesListing(l *Listing) bool {
	return oneOf(f.Programs, l.Program) && oneOf(f.Kinds, l.Kind) && oneOf(f.Modes, l.Mode) &&
		(len(f.Languages) == 0 || slices.ContainsFunc(f.Languages, l.speaks)) &&
		(len(f.Topics) == 0 || slices.ContainsFunc(f.Topics, l.isAbout)) &&
		!slices.ContainsFunc(f.Access, l.lacks) &&
		(!f.OpenPlaces || l.Course == nil || l.Course.Places == course.PlacesOpen)
}

// takesAll reports whether every offering passes.
func (f *Filter) takesAll() bool {
	return len(f.Programs)+len(f.Kinds)+len(f.Modes)+len(f.Entries)+len(f.Languages)+len(f.Topics)+len(f.Relations)+len(f.Access) == 0 && !f.OpenPlaces
}

// Takes reports whether a meeting is on the days and in the hours that f asks
// for.
func (f *Filter) Takes(m Meeting) bool { return f.takes(m.Date.Weekday(), m.Clock) }

// Timed reports whether f asks for days or times. Offerings by appointment
// have none, so such a filter leaves them out.
func (f *Filter) Timed() bool {
	return len(f.Days) > 0 || !f.From.IsZero() || !f.To.IsZero()
}

func (l *Listing) speaks(language string) bool {
	for _, tag := range l.Languages {
		if tag == language || baseLanguage(tag) == language {
			return true
		}
	}
	return false
}

func (l *Listing) isAbout(topic string) bool {
	return slices.Contains(l.Topics, topic) || slices.Contains(l.Audience.Focus, topic)
}

// invites reports whether somebody whom f asks for is one whom an offering is for.
func (f *Filter) invites(r program.Relation) bool {
	return r == program.RelationPublic || slices.Contains(f.Relations, r)
}

func (l *Listing) lacks(a Access) bool {
	return l.Place == nil || !slices.Contains(l.Place.Access, a)
}

func oneOf[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

func (f *Filter) takes(day time.Weekday, c schedule.Clock) bool {
	return oneOf(f.Days, day) && f.takesClock(c)
}

func (f *Filter) takesClock(c schedule.Clock) bool {
	after := f.From.IsZero() || !c.Before(f.From)
	before := f.To.IsZero() || c.Before(f.To)
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		return after || before
	}
	return after && before
}

// A share says how many of the meetings of an offering a filter takes.
type share uint8

const (
	noMeeting    share = iota
	someMeetings       // or none: each has to be looked at
	allMeetings
)

// share judges by the slots alone; days are the bits of f.Days, or of all.
func (f *Filter) share(slots []slot, days uint8) share {
	least, most := allMeetings, noMeeting
	for _, s := range slots {
		v := f.shareOf(s, days)
		least, most = min(least, v), max(most, v)
	}
	if least != most {
		return someMeetings
	}
	return most
}

func (f *Filter) shareOf(s slot, days uint8) share {
	switch {
	case s.days&days == 0 || !f.takesClock(s.clock):
		return noMeeting
	case s.days&^days == 0:
		return allMeetings
	}
	return someMeetings
}

// days returns the bits of Days, or of every day if it is empty.
func (f *Filter) days() uint8 {
	if len(f.Days) == 0 {
		return everyDay
	}
	return uint8(weekdayBits(f.Days...))
}
