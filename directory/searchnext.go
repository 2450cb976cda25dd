package directory

import (
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A seeker is one search.
type seeker struct {
	*Query
	snapshot *Snapshot
	list     pageList          // to be continued, or 0
	shown    int               // hits of it so far
	at       Revision          // of the first page
	former   map[string]*entry // what has changed since
	blur     earth.Distance
	today    schedule.Date // where the clock is at Greenwich
	end      int64         // Unix second: meetings begin no later
	weekdays uint8         // bits of Filter.Days
	all      bool          // Filter.takesAll
	timed    bool          // Filter.Timed
}

// setEnd looks ahead for a time, or a year if it is zero or longer.
func (k *seeker) setEnd(startsWithin time.Duration) {
	if startsWithin <= 0 || startsWithin > horizon {
		startsWithin = horizon
	}
	k.end = k.Now.Add(startsWithin).Unix()
}

// passes reports whether an offering as such passes the filter today.
func (k *seeker) passes(e *entry) bool { return k.snapshot.passes(&k.Filter, e, k.today) }

// A way is how people take part.
type way uint8

const (
	there way = iota // at a place
	afar             // online or by telephone
)

func (w way) has(m program.Mode) bool {
	if w == there {
		return inPerson(m)
	}
	return remote(m)
}

// next returns the first meeting at an instant or later that the query asks
// for, if the offering passes its filter; ok is false if there is none.
func (k *seeker) next(e *entry, from time.Time, w way) (m Meeting, ok bool) {
	if len(e.table.tables) == 0 {
		over := e.listing.Course != nil && e.listing.Course.State.Over()
		return Meeting{}, e.offering.Status == Active && !over && !k.Timed() && k.StartsWithin <= 0
	}
	share := k.shareOfTimes(e, w)
	if share == noMeeting {
		return Meeting{}, false
	}
	for o := range e.table.from(from) {
		if o.Start().Unix() > k.end || e.offering.isOver(o.Date) {
			break
		}
		if c := e.listing.Course; c != nil && !c.offers(o.Date, schedule.DateOf(k.Now.In(o.Zone().Location()))) {
			break // closed to new people
		}
		if !o.Status.Held() && o.Status != schedule.Unconfirmed || share == someMeetings && !k.takesOccurrence(o, w) {
			continue
		}
		if m = e.table.meeting(o); w.has(m.Mode) {
			return m, true
		}
	}
	return Meeting{}, false
}

// byReader reports whether days and times are those of the reader's clock.
func (k *seeker) byReader(w way) bool { return w == afar && k.Zone != nil && k.Timed() }

// shareOfTimes judges an offering by the days and times of its series.
func (k *seeker) shareOfTimes(e *entry, w way) share {
	if k.byReader(w) {
		return someMeetings
	}
	return k.share(e.slots, k.weekdays)
}

func (k *seeker) takesOccurrence(o schedule.Occurrence, w way) bool {
	if !k.byReader(w) {
		return k.takes(o.Date.Weekday(), o.Clock)
	}
	at := o.Start().In(k.Zone)
	clock := o.Clock
	if !clock.IsZero() {
		clock, _ = schedule.NewClock(at.Clock())
	}
	return k.takes(at.Weekday(), clock)
}

// unixStart returns the start of a meeting for sorting: offerings by
// appointment, whose meeting is zero, start last.
func unixStart(m Meeting) int64 {
	if m.Status == 0 {
		return byAppointment
	}
	return m.Start().Unix()
}

const byAppointment = 1<<63 - 1

// arrival returns the earliest start that a person can reach from so far away.
func (k *seeker) arrival(d earth.Distance) time.Time {
	if k.Drive == nil {
		return k.Now
	}
	return k.Now.Add(k.Drive(d) - k.Late)
}
