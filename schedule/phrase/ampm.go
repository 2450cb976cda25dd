package phrase

import (
	"time"

	"github.com/withinreach/withinreach/schedule"
)

const day = 24 * 60

// minuteOf returns the minute of the day if the time leaves no doubt.
func (w wallTime) minuteOf() (int, bool) {
	switch {
	case w.full:
		if w.half == 2 && w.hour < 12 {
			return (w.hour+12)*60 + w.minute, true
		}
		return w.hour%24*60 + w.minute, true
	case w.half == 1:
		return w.hour%12*60 + w.minute, true
	case w.half == 2:
		return (w.hour%12+12)*60 + w.minute, true
	}
	return w.hour%12*60 + w.minute, false
}

// A settledTime is a time range read by the rules of am and pm.
type settledTime struct {
	start    schedule.Clock
	length   time.Duration
	guessed  bool   // morning or afternoon is inferred
	across   bool   // inferred from an end that comes before the start on the clock
	conflict string // what is odd about it
}

// settle reads a range. One mark serves both ends, with the latest start
// before the end. Without a mark the part of the day decides, and else 1:00 to
// 7:59 is in the afternoon; partOfDay is -1 if nothing is said.
func (c clockRange) settle(partOfDay int) settledTime {
	if c.start.bad || c.hasEnd && c.end.bad {
		return settledTime{conflict: "there is no such time of day"}
	}
	if c.hasEnd && c.end.full && c.end.half == 0 && c.start.half == 0 && !c.start.full {
		c.start.full = true
	}
	if c.hasEnd && c.start.full && c.start.half == 0 && c.end.half == 0 {
		c.end.full = true
	}
	start, sure := c.start.minuteOf()
	end, endSure := c.end.minuteOf()
	var s settledTime
	switch {
	case sure:
	case c.hasEnd && endSure:
		if gap(start+day/2, end) < gap(start, end) {
			start += day / 2
		}
		if gap(start, end) > 8*60 {
			s.conflict = "the end is early for the start"
		}
	case c.hasEnd && partOfDay < 0 && start >= 8*60 && start < 12*60 && end%(12*60) < start:
		s.across = true // "9-5" begins in the morning
	default:
		start, s.guessed = afternoon(start, partOfDay)
	}
	if c.hasEnd && !endSure && gap(start, end+day/2) < gap(start, end) {
		end += day / 2
	}
	s.start, _ = schedule.NewClock(start/60%24, start%60, 0)
	if c.hasEnd {
		minutes := gap(start, end)
		s.length = time.Duration(minutes) * time.Minute
		if minutes >= 12*60 {
			s.conflict = "am and pm make it very long"
		}
	}
	return s
}

// gap is the number of minutes from start to end, which is later, if need be
// on the next day.
func gap(start, end int) int { return (end-start+2*day-1)%day + 1 }

// afternoon decides about an hour without a mark; start is before noon.
func afternoon(start, partOfDay int) (minute int, guessed bool) {
	switch partOfDay {
	case 0:
		if start < 60 {
			return start + day/2, false
		}
		return start, false
	case 1, 2, 3:
		if partOfDay == 3 && start < 60 {
			return start, false
		}
		return start + day/2, false
	}
	if start < 8*60 {
		return start + day/2, true
	}
	return start, true
}
