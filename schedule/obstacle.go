package schedule

import (
	"cmp"
	"fmt"
	"strings"
)

// A PlanError reports that no plan obeys the options, and why.
type PlanError struct {
	// Obstacles are those of the attempt that came furthest, with sessions on
	// every open date of the rule.
	Obstacles []Obstacle
}

// Error returns the obstacles in words, such as "schedule: no plan: closed
// 11/24 and 12/1; gap of 21 days > 14".
func (e *PlanError) Error() string {
	words := make([]string, len(e.Obstacles))
	for i, o := range e.Obstacles {
		words[i] = o.String()
	}
	return "schedule: no plan: " + strings.Join(words, "; ")
}

// An Obstacle is one reason why there is no plan.
type Obstacle struct {
	Code ObstacleCode
	// Closed are the closed days, if Code is ClosedDays.
	Closed []ClosedDay
	// Got is the gap, the span or the number of sessions, and Limit what was
	// asked for, if Code is another one.
	Got, Limit int
}

// An ObstacleCode says what stands in the way of a plan.
type ObstacleCode uint8

// The obstacles. The zero code is invalid.
const (
	ClosedDays     ObstacleCode = iota + 1 // dates of the rule that are closed
	GapTooLong                             // days from one session to the next
	GapTooShort                            // days from one session to the next
	SpanTooLong                            // days from the first session to the last
	TooFewSessions                         // the rule or the time allowed ends before the last session
	NoStart                                // no open date for the first session
)

var obstacleNames = enum[ObstacleCode]{"code", []string{
	"", "closed", "gap-too-long", "gap-too-short", "span-too-long", "too-few-sessions", "no-start",
}}

// String returns the code as a word, such as "gap-too-long", or "" for the
// zero code.
func (c ObstacleCode) String() string { return obstacleNames.text(c) }

// MarshalText returns what String returns, or an error for a value that is
// none of the constants.
func (c ObstacleCode) MarshalText() ([]byte, error) { return obstacleNames.marshal(c) }

// UnmarshalText reads what MarshalText writes.
func (c *ObstacleCode) UnmarshalText(text []byte) error { return obstacleNames.unmarshal(c, text) }

// maxNamed is the number of closed days that are said one by one.
const maxNamed = 12

// String returns the obstacle in a few words of English.
func (o Obstacle) String() string {
	switch o.Code {
	case ClosedDays:
		var days []string
		for i, c := range o.Closed {
			if i == maxNamed {
				days = append(days, fmt.Sprintf("%d more days", len(o.Closed)-i))
				break
			}
			days = append(days, monthDay(c.Date))
		}
		if last := len(days) - 1; last > 0 {
			return "closed " + strings.Join(days[:last], ", ") + " and " + days[last]
		}
		return "closed " + strings.Join(days, "")
	case GapTooLong:
		return fmt.Sprintf("gap of %d days > %d", o.Got, o.Limit)
	case GapTooShort:
		return fmt.Sprintf("gap of %d days < %d", o.Got, o.Limit)
	case SpanTooLong:
		return fmt.Sprintf("span of %d days > %d", o.Got, o.Limit)
	case TooFewSessions:
		return fmt.Sprintf("room for %d of %d sessions", o.Got, o.Limit)
	case NoStart:
		return "no open day to start on"
	}
	return ""
}

// obstacles tells what the best attempt that only lets closed days out runs
// into.
func (p *planner) obstacles() []Obstacle {
	starts := p.starts()
	if len(starts) == 0 {
		list := []Obstacle{{Code: NoStart}}
		return append(p.closedBetween(p.series.First, p.options.StartBy), list...)
	}
	var best []Obstacle
	most := 0
	for _, d := range starts {
		n, list := p.attempt(d)
		if best == nil || cmp.Or(cmp.Compare(most, n), cmp.Compare(len(list), len(best))) < 0 {
			best, most = list, n
		}
	}
	return best
}

// attempt puts sessions on all open dates and returns their number and what is
// wrong with them.
func (p *planner) attempt(d draft) (n int, list []Obstacle) {
	first, last, n := d.sessions[0].Date, d.last(), len(d.sessions)
	long, short, end := 0, maxDay, last
	for _, day := range p.days[d.next:] {
		if n == p.options.Sessions {
			break
		}
		end = day.Date
		if day.Reason != "" {
			continue
		}
		gap := day.Date.DaysSince(last)
		long, short, last, n = max(long, gap), min(short, gap), day.Date, n+1
	}
	list = p.closedBetween(first, end)
	o := &p.options
	if span := last.DaysSince(first) + 1; o.MaxSpan > 0 && span > o.MaxSpan {
		list = append(list, Obstacle{Code: SpanTooLong, Got: span, Limit: o.MaxSpan})
	}
	if o.MaxGap > 0 && long > o.MaxGap {
		list = append(list, Obstacle{Code: GapTooLong, Got: long, Limit: o.MaxGap})
	}
	if short < o.MinGap {
		list = append(list, Obstacle{Code: GapTooShort, Got: short, Limit: o.MinGap})
	}
	if n < o.Sessions {
		list = append(list, Obstacle{Code: TooFewSessions, Got: n, Limit: o.Sessions})
	}
	return n, list
}

// closedBetween returns the closed dates of the rule from first to last as one
// obstacle, or none. A zero last is no end.
func (p *planner) closedBetween(first, last Date) []Obstacle {
	var closed []ClosedDay
	for _, day := range p.days {
		if day.Reason != "" && !day.Date.Before(first) && (last.IsZero() || !day.Date.After(last)) {
			closed = append(closed, day.ClosedDay)
		}
	}
	if len(closed) == 0 {
		return nil
	}
	return []Obstacle{{Code: ClosedDays, Closed: closed}}
}
