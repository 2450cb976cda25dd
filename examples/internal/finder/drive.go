package finder

import (
	"strconv"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
	"github.com/withinreach/withinreach/schedule"
)

// driveTime is the estimate that decides what can still be reached.
func driveTime(straight earth.Distance) time.Duration { return travel.Estimate(straight).Time }

// driveRange returns the least and the greatest time at the wheel to a place
// so far from the middle of an area, for somebody who may be so far off it.
func driveRange(straight, off earth.Distance) (least, most time.Duration) {
	return travel.Estimate(max(0, straight-off)).Least.Time, travel.Estimate(straight + off).Most.Time
}

// fewMinutes is a drive so short that its estimate says little.
const fewMinutes = 5 * time.Minute

// drive says how long the way takes by car: "about 24 min by car (17 min to 45
// min), an estimate".
func (b *wordbook) drive(straight, off earth.Distance) string {
	least, most := driveRange(straight, off)
	likely := driveTime(straight)
	if likely < fewMinutes {
		return b.fill("drive.few", b.minutes(most))
	}
	return b.fill("drive", b.minutes(likely), b.minutes(least), b.minutes(most))
}

// minutes returns a time at the wheel, the rounder the longer it is.
func (b *wordbook) minutes(d time.Duration) string {
	step := 5 * time.Minute
	if d < 20*time.Minute {
		step = time.Minute
	}
	n := int(max(d.Round(step), time.Minute) / time.Minute)
	if n < 100 {
		return strconv.Itoa(n) + " min"
	}
	return strconv.Itoa(n/60) + " h " + strconv.Itoa(n%60) + " min"
}

// leave says when to leave to be in time for the next meeting, also if the way
// takes as long as it may.
func (v *visit) leave(h directory.Hit, off earth.Distance) string {
	_, most := driveRange(h.Distance, off)
	start := h.Next.Start()
	at := start.Add(-most).Truncate(5 * time.Minute)
	if at.Before(v.now) {
		return v.book.say("leave.now")
	}
	if schedule.DateOf(at) != schedule.DateOf(start) {
		return ""
	}
	return v.book.say("leave.by", v.book.time(schedule.ClockOf(at)))
}

// lateNight is the hour at which an evening is over.
const lateNight = 4

// untilNight returns how long it is until today is over, in a zone: meetings
// of a night count to the evening before.
func (v *visit) untilNight(loc *time.Location) time.Duration {
	now := v.now.In(loc)
	end := time.Date(now.Year(), now.Month(), now.Day(), lateNight, 0, 0, 0, loc)
	if !end.After(now) {
		end = time.Date(now.Year(), now.Month(), now.Day()+1, lateNight, 0, 0, 0, loc)
	}
	return end.Sub(now)
}

// week is how far the filter "week" looks.
const week = 7 * 24 * time.Hour

// startsWithin returns how soon meetings begin that a filter lets pass; 0 is
// any time.
func (v *visit) startsWithin(f filter, loc *time.Location) time.Duration {
	switch f.when {
	case "today":
		return v.untilNight(loc)
	case "week":
		return week
	}
	return 0
}
