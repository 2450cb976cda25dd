package directory

import "slices"

// findRemote fills in the lists of those online or by telephone.
func (k *seeker) findRemote(r *Results) {
	if len(k.Modes) > 0 && !slices.ContainsFunc(k.Modes, afar.has) {
		return
	}
	if len(k.former) > 0 {
		list := k.formerRemote()
		r.Remote, r.Remotes = k.page(list, k.remoteHit), len(list)
		if len(list) > k.shown+k.Limit {
			r.MoreRemote = k.after(pageRemote)
		}
		return
	}
	best := k.remote()
	r.Remote, r.Remotes = k.remoteHits(best), best.total
	if best.total > k.shown+k.Limit {
		r.MoreRemote = k.after(pageRemote)
	}
	if best.total == 0 && k.StartsWithin > 0 && k.list == 0 {
		later := k.anyTime()
		r.RemoteLater = later.remoteHits(later.remote())
	}
}

// remote looks at every offering that may pass.
func (k *seeker) remote() *earliest {
	best := &earliest{most: k.shown + k.Limit}
	t := k.snapshot.soonestAt(k.Now)
	var room [8]uint64
	groups := k.masks(room[:0], !k.byReader(afar))
	timed := k.Timed()
	if !timed && k.takesAll() && !t.anyCheck {
		k.countAll(t, best)
		return best
	}
	for i, mask := range t.masks {
		if !anyOf(groups, mask) {
			continue
		}
		share := allMeetings
		if timed {
			share = someMeetings
			if t.slots[i].days != 0 && !k.byReader(afar) {
				share = k.shareOf(t.slots[i], k.weekdays)
			}
		}
		if share == noMeeting {
			continue
		}
		if start, ok := k.startOf(t, i, share); ok {
			best.add(start, t.items[i])
		}
	}
	return best
}

// countAll counts the offerings where all pass, without looking at those that
// start neither before the present nor on the page.
func (k *seeker) countAll(t *soonest, best *earliest) {
	now := wholeSecond(k.Now)
	begun, _ := slices.BinarySearch(t.starts, now)
	end, _ := slices.BinarySearch(t.starts, k.end+1)
	for i := range begun { // since the hour began
		if start, ok := k.startOf(t, i, allMeetings); ok {
			best.add(start, t.items[i])
		}
	}
	for i := begun; i < max(begun, end); i++ {
		if len(best.list) == best.most && t.starts[i] > best.list[best.most-1].start {
			best.total += end - i
			break
		}
		best.add(t.starts[i], t.items[i])
	}
	last, _ := slices.BinarySearch(t.starts, byAppointment)
	for i := last; i < len(t.starts) && k.StartsWithin <= 0; i++ {
		best.add(t.starts[i], t.items[i])
	}
}

// startOf returns when the next meeting of row i of a table begins that the
// query asks for; ok is false if there is none.
func (k *seeker) startOf(t *soonest, i int, s share) (start int64, ok bool) {
	e := k.snapshot.remote[t.items[i]]
	if !k.takesAll() && !k.passes(e) {
		return 0, false
	}
	start = t.starts[i]
	if s != allMeetings || start < wholeSecond(k.Now) || start == byAppointment || t.checks[i] {
		m, ok := k.next(e, k.Now, afar)
		return unixStart(m), ok
	}
	return start, start <= k.end
}

// remoteHits returns the page of the best.
func (k *seeker) remoteHits(best *earliest) []Hit {
	if len(best.list) <= k.shown {
		return nil
	}
	page := best.list[k.shown:]
	hits := make([]Hit, len(page))
	for i, x := range page {
		e := k.snapshot.remote[x.item]
		m, _ := k.next(e, k.Now, afar)
		hits[i] = k.hit(e, -1, m)
	}
	return hits
}

// remoteHit returns the hit of an offering; ok is false if it is none.
func (k *seeker) remoteHit(x ranked) (h Hit, ok bool) {
	if !x.entry.isRemote() || !k.passes(x.entry) {
		return Hit{}, false
	}
	m, ok := k.next(x.entry, k.Now, afar)
	return k.hit(x.entry, -1, m), ok
}

// unplaced returns the first of those in person that are of the county and not
// on the map.
func (k *seeker) unplaced() []Hit {
	if len(k.Modes) > 0 && !slices.ContainsFunc(k.Modes, there.has) {
		return nil
	}
	list := k.snapshot.unplacedIn(k.County)
	best := earliest{most: k.Limit}
	for i, e := range list {
		if !k.passes(e) {
			continue
		}
		if m, ok := k.next(e, k.Now, there); ok {
			best.add(unixStart(m), int32(i))
		}
	}
	var hits []Hit
	for _, x := range best.list {
		m, _ := k.next(list[x.item], k.Now, there)
		hits = append(hits, k.hit(list[x.item], -1, m))
	}
	return hits
}

// An earliest keeps the first by start, then by item, and counts all.
type earliest struct {
	most  int
	total int
	list  []started
}

type started struct {
	start int64
	item  int32
}

func (e *earliest) add(start int64, item int32) {
	e.total++
	n := len(e.list)
	after := func(x started) bool { return start < x.start || start == x.start && item < x.item }
	if n == e.most {
		if !after(e.list[n-1]) {
			return
		}
		n--
		e.list = e.list[:n]
	}
	e.list = append(e.list, started{})
	for ; n > 0 && after(e.list[n-1]); n-- {
		e.list[n] = e.list[n-1]
	}
	e.list[n] = started{start, item}
}

// unplacedIn returns those whose place is not on the map, of a county.
func (s *Snapshot) unplacedIn(county string) []*entry {
	if len(s.unplaced) == 0 {
		return nil
	}
	if m := s.lazy.unplaced.Load(); m != nil {
		return (*m)[county]
	}
	m := map[string][]*entry{}
	known := counties{}
	for _, e := range s.unplaced {
		in := known.of(e.venue)
		if in == nil {
			in = slices.Compact(slices.Sorted(slices.Values(e.org.Counties)))
		}
		for _, c := range in {
			m[c] = append(m[c], e)
		}
	}
	s.lazy.unplaced.Store(&m)
	return m[county]
}
