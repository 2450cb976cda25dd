package directory

import (
	"sync/atomic"
	"time"
)

// A known remembers when the next meeting in person of an offering begins, for
// all searches: it stays the same until then, and working it out is most of
// what a search does. It is a cache of the schedule alone. What a search asked
// for and where is not in it.
//
// One number holds both ends, so that readers need no lock: the Unix second
// from which it is good, shifted, and how long after that the meeting begins,
// and one. Zero is nothing known.
type known struct{ from atomic.Int64 }

const (
	knownShift = 25
	knownMost  = 1<<knownShift - 2 // seconds, more than the horizon
)

// at returns the start of the first meeting at an instant or later, if it is
// known.
func (n *known) at(from time.Time) (start int64, ok bool) {
	held := n.from.Load()
	since := held >> knownShift
	start = since + held&(1<<knownShift-1) - 1
	at := wholeSecond(from)
	return start, held != 0 && since <= at && at <= start
}

// keep remembers the start of the first meeting at an instant or later.
func (n *known) keep(from time.Time, start int64) {
	if since := wholeSecond(from); start-since >= 0 && start-since <= knownMost {
		n.from.Store(since<<knownShift | (start - since + 1))
	}
}

// wholeSecond returns the first whole second that is not before an instant, as
// a Unix time. Meetings begin at whole seconds.
func wholeSecond(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// begins returns when the first meeting in person at an instant or later begins
// that the query asks for, as unixStart gives that of next.
func (k *seeker) begins(e *entry, from time.Time) (start int64, ok bool) {
	every := !k.timed // what is known is of all meetings
	if every {
		if start, ok := e.known.at(from); ok {
			return start, start <= k.end
		}
	}
	m, ok := k.next(e, from, there)
	start = unixStart(m)
	if every && ok && m.Status != 0 && e.listing.Course == nil { // one may close to new people
		e.known.keep(from, start)
	}
	return start, ok
}
