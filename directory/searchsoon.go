package directory

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"
	"time"
)

// A soonest is what a search has to know about the offerings of Snapshot.remote
// at any time of one hour, so that it need not work out every schedule: columns
// of equal length, by the start of the next meeting from the beginning of the
// hour on, then by ID. Offerings without one in the year after are left out.
type soonest struct {
	from   int64    // Unix second at which the hour begins
	starts []int64  // as unixStart gives it
	masks  []uint64 //
	slots  []slot   // of those with exactly one, else without days
	items  []int32  // place in Snapshot.remote
	checks []bool   // whether each has to be looked at, as courses that close to entry

	anyCheck bool // whether checks has any
}

const hourSeconds = 60 * 60

// soonestAt returns the table for the hour of an instant, and keeps it for the
// next search. Searches that need one at the same time each make it.
func (s *Snapshot) soonestAt(now time.Time) *soonest {
	from := now.Unix()
	if from %= hourSeconds; from < 0 {
		from += hourSeconds
	}
	from = now.Unix() - from
	if t := s.lazy.soonest.Load(); t != nil && t.from == from {
		return t
	}
	t := s.newSoonest(from)
	s.lazy.soonest.Store(t)
	s.lazy.before.Store(nil)
	return t
}

// newSoonest makes the table of an hour. What is known from an earlier one, of
// this snapshot or one before, is not worked out again.
func (s *Snapshot) newSoonest(from int64) *soonest {
	q := Query{Now: time.Unix(from, 0)}
	k := seeker{Query: &q, snapshot: s, weekdays: everyDay, end: from + hourSeconds + int64(horizon/time.Second)}
	before := s.lazy.before.Load()
	if t := s.lazy.soonest.Load(); t != nil {
		before = &earlier{t, s.remote}
	}
	known := before.starts(s.remote, from)
	rows := make([]started, 0, len(s.remote))
	for i, e := range s.remote {
		if known != nil && known[i] >= from {
			rows = append(rows, started{known[i], int32(i)})
		} else if m, ok := k.next(e, q.Now, afar); ok {
			rows = append(rows, started{unixStart(m), int32(i)})
		}
	}
	slices.SortFunc(rows, func(a, b started) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.item, b.item))
	})
	n := len(rows)
	t := &soonest{from: from, starts: make([]int64, n), masks: make([]uint64, n), slots: make([]slot, n), items: make([]int32, n), checks: make([]bool, n)}
	for i, r := range rows {
		e := s.remote[r.item]
		t.starts[i], t.masks[i], t.items[i], t.checks[i] = r.start, e.mask, r.item, e.listing.Course != nil
		t.anyCheck = t.anyCheck || t.checks[i]
		if len(e.slots) == 1 {
			t.slots[i] = e.slots[0]
		}
	}
	return t
}

// An earlier is a table and the offerings that it is about.
type earlier struct {
	table  *soonest
	remote []*entry
}

// starts returns the starts that the table has for offerings, in order of ID,
// that are the same in it, and for others a start before all. It is nil if the
// table knows nothing of an hour.
func (b *earlier) starts(remote []*entry, hour int64) []int64 {
	if b == nil || b.table.from > hour {
		return nil
	}
	const unknown = math.MinInt64
	then := make([]int64, len(b.remote))
	for i := range then {
		then[i] = unknown
	}
	for i, item := range b.table.items {
		if !b.table.checks[i] {
			then[item] = b.table.starts[i]
		}
	}
	list := make([]int64, len(remote))
	j := 0
	for i, e := range remote {
		for j < len(b.remote) && b.remote[j] != e && b.remote[j].offering.ID <= e.offering.ID {
			j++
		}
		list[i] = unknown
		if j < len(b.remote) && b.remote[j] == e {
			list[i] = then[j]
		}
	}
	return list
}

// A lazy holds what a snapshot works out when it is first asked for. Nothing in
// it tells where anybody was.
type lazy struct {
	soonest  atomic.Pointer[soonest]
	before   atomic.Pointer[earlier]             // of the snapshot before, until there is one of this
	unplaced atomic.Pointer[map[string][]*entry] // by county
	lines    atomic.Pointer[crisisTable]
	terms    *usualTerms // shared by all snapshots of a directory
}

// after returns that of the next snapshot; remote is the list of this one.
func (l *lazy) after(remote []*entry) *lazy {
	next := &lazy{terms: l.terms}
	next.before.Store(l.before.Load())
	if t := l.soonest.Load(); t != nil {
		next.before.Store(&earlier{t, remote})
	}
	return next
}
