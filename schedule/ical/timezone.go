package ical

import (
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A zone is a time zone that events of a calendar use.
type zone struct {
	zone    *schedule.Zone
	param   string        // ";TZID=America/New_York:"
	first   schedule.Date // the earliest day on which an event takes place
	changes []clockChange // from then until some years after the calendar
	begin   int64         // Unix second from which changes are known
	end     int64         // and until which
	hours   []hours       // in which clocks change on some day
}

// A clockChange is an instant at which clocks are set from one offset to another.
type clockChange struct {
	at       int64 // Unix seconds
	from, to int   // seconds east of UTC
	name     string
}

// hours are a stretch of the wall clock that is missing or comes twice on some
// day, in seconds after midnight; it may go on past midnight.
type hours struct{ start, size int }

// yearsAhead is how long a rule for clock changes must hold after the
// calendar, whose rules may go on without end.
const yearsAhead = 10

// addZone notes the zone of an event and the first day on which readers see it.
func (enc *encoder) addZone(e *Event) {
	var first schedule.Date
	for o := range e.occurrences(enc.cal.Through) {
		if !e.leavesOut(&o) && (first.IsZero() || o.Date.Before(first)) {
			first = o.Date
		}
		if !first.IsZero() && !first.After(enc.cal.Through) {
			break // they are in order up to there
		}
	}
	if first.IsZero() {
		return
	}
	if z := enc.zoneOf(e.Timetable); z == nil {
		enc.zones = append(enc.zones, newZone(e.Timetable.Zone(), first))
	} else if first.Before(z.first) {
		z.first = first
	}
}

func newZone(z *schedule.Zone, first schedule.Date) zone {
	param := append(appendParam([]byte(";TZID="), z.Name()), ':')
	return zone{zone: z, param: string(param), first: first}
}

// zoneOf returns the zone of a timetable. It is nil if no timetable in that zone
// has a date.
func (enc *encoder) zoneOf(t *schedule.Timetable) *zone {
	for i := range enc.zones {
		if z := &enc.zones[i]; z.zone == t.Zone() || z.zone.Name() == t.Zone().Name() {
			return z
		}
	}
	return nil
}

// load finds the changes from the first date on.
func (z *zone) load(through schedule.Date) {
	loc := z.zone.Location()
	end := time.Date(max(through.Year(), z.first.Year())+yearsAhead+1, time.January, 1, 0, 0, 0, 0, time.UTC)
	z.end = end.Unix()
	t := z.zone.At(z.first, schedule.Clock{}).AddDate(0, 0, -1)
	z.begin = t.Unix()
	for t.Before(end) {
		_, next := t.ZoneBounds()
		switch {
		case next.IsZero():
			return
		case !next.After(t):
			// ZoneBounds can answer this late in leap years, past the last
			// change that the database stores. The year is right.
			next = time.Date(t.UTC().Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC)
		}
		next = next.In(loc)
		_, from := t.Zone()
		if name, to := next.Zone(); from != to {
			z.add(clockChange{next.Unix(), from, to, name})
		}
		t = next
	}
}

func (z *zone) add(c clockChange) {
	z.changes = append(z.changes, c)
	wall := time.Unix(c.at+int64(min(c.from, c.to)), 0).UTC()
	h := hours{wall.Hour()*3600 + wall.Minute()*60 + wall.Second(), int(c.size())}
	if !slices.Contains(z.hours, h) {
		z.hours = append(z.hours, h)
	}
}

// changesAt reports whether clocks are ever changed at a time of day.
func (z *zone) changesAt(c schedule.Clock) bool {
	return !c.IsZero() && slices.ContainsFunc(z.hours, func(h hours) bool {
		return (c.Seconds()-h.start+secondsPerDay)%secondsPerDay < h.size
	})
}

// changesNear reports whether clocks are ever changed between a time of day and
// the end of a meeting that begins then.
func (z *zone) changesNear(c schedule.Clock, length time.Duration) bool {
	return slices.ContainsFunc(z.hours, func(h hours) bool {
		return (h.start-c.Seconds()+secondsPerDay)%secondsPerDay <= int(length/time.Second)
	})
}

// changesDuring reports whether clocks change so near to a meeting that its
// start or end is an hour that is missing or comes twice, or that its length
// on the wall clock is not the real one.
func (z *zone) changesDuring(start int64, length time.Duration) bool {
	i, _ := slices.BinarySearchFunc(z.changes, start, func(c clockChange, start int64) int {
		if c.at+c.size() <= start {
			return -1
		}
		return 1
	})
	return i < len(z.changes) && z.changes[i].at-z.changes[i].size() <= start+int64(length/time.Second)
}

// size is by how much clocks change.
func (c clockChange) size() int64 { return max(int64(c.to)-int64(c.from), int64(c.from)-int64(c.to)) }
