package meetings

import (
	"hash/maphash"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// seed makes digests of one run of the program comparable with each other.
var seed = maphash.MakeSeed()

// digest returns a number that is the same for offerings that say the same, and
// another one, as far as 64 bits can tell, for others. It saves keeping all
// offerings in order to know those that come twice.
func digest(o *directory.Offering) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	if unusual(o) {
		if body, err := directory.Encode(*o); err == nil {
			_, _ = h.Write(body)
		}
		return h.Sum64()
	}
	maphash.WriteComparable(&h, plainFacts{
		o.ID, o.Name, o.Program, o.Organization, o.Venue, o.Room, o.Mode, o.Status, o.StatusSince, o.Entry, o.Registration,
		o.JoinBy, o.Join, o.Guidelines, o.Verified, o.Origin, o.Revised, o.Audience.MinAge, o.Audience.MaxAge, o.Audience.Observers,
		o.Audience.MembersOnly, o.Audience.Repeat,
	})
	for tag, text := range o.Note { // one at most
		texts(&h, []string{tag, text})
	}
	texts(&h, o.Audience.Relations)
	texts(&h, o.Audience.Focus)
	texts(&h, o.Languages)
	texts(&h, o.Topics)
	texts(&h, o.Derived)
	for _, s := range o.Series {
		maphash.WriteComparable(&h, plainSeries{s.ID, s.Rule, s.First, s.Last, s.Count, s.Start, s.Length, s.Zone, s.OnHoliday})
	}
	return h.Sum64()
}

// unusual reports whether an offering has what few have, for which the fields
// are not gone through one by one.
func unusual(o *directory.Offering) bool {
	for _, s := range o.Series {
		if len(s.Dates)+len(s.Exceptions)+len(s.Unknown) > 0 {
			return true
		}
	}
	return len(o.Note) > 1 || o.Course != nil ||
		len(o.Overrides)+len(o.Successors)+len(o.Contacts)+len(o.Also)+len(o.Unknown) > 0
}

// plainFacts are the fields of an offering that can be compared.
type plainFacts struct {
	id, name, program, organization, venue, room string

	mode         program.Mode
	status       directory.Status
	since        schedule.Date
	entry        program.Entry
	registration directory.Registration
	joinBy       directory.JoinBy
	join         directory.Join
	guidelines   string
	verified     directory.Verified
	origin       directory.Origin
	revised      directory.Revised

	minAge, maxAge      int
	observers           program.Observers
	membersOnly, repeat bool
}

// plainSeries are those of a series.
type plainSeries struct {
	id          string
	rule        schedule.Rule
	first, last schedule.Date
	count       int
	start       schedule.Clock
	length      time.Duration
	zone        string
	onHoliday   schedule.HolidayPolicy
}

// texts adds a list, with its length.
func texts[T ~string](h *maphash.Hash, list []T) {
	maphash.WriteComparable(h, len(list))
	for _, t := range list {
		maphash.WriteComparable(h, string(t))
	}
}
