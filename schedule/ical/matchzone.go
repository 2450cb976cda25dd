package ical

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// matchZone returns the first of the candidates whose clocks show what those
// of a VTIMEZONE do from the day of its first event on, for three years. It is
// "" if there is none.
func matchZone(part *component, first schedule.Date) string {
	if first.IsZero() {
		first = defaultFirst
	}
	year := min(max(first.Year(), schedule.MinYear+1), schedule.MaxYear-yearsCompared-1)
	from := time.Date(year, first.Month(), first.Day(), 0, 0, 0, 0, time.UTC)
	clocks, ok := newClocks(part, year)
	if !ok {
		return ""
	}
	for _, name := range candidates {
		loc, err := time.LoadLocation(name)
		if err == nil && clocks.agree(loc, from) {
			return name
		}
	}
	return ""
}

// defaultFirst is for a zone that no event uses.
var defaultFirst = schedule.MustDate("2020-01-01")

const yearsCompared = 3

// clocks are what a VTIMEZONE says of the years that are compared.
type clocks struct {
	changes []clockChange // in order, from the year before on
	before  int           // seconds east of UTC until the first
}

// newClocks reads the parts of a VTIMEZONE; ok is false if one of them can't
// be understood.
func newClocks(part *component, year int) (c clocks, ok bool) {
	for _, o := range part.parts {
		if o.name != "STANDARD" && o.name != "DAYLIGHT" {
			continue
		}
		if !c.add(o, year) {
			return c, false
		}
	}
	if len(c.changes) == 0 {
		return c, false
	}
	slices.SortStableFunc(c.changes, func(a, b clockChange) int { return cmp.Compare(a.at, b.at) })
	c.changes = slices.Compact(c.changes) // a rule gives its first change again
	c.before = c.changes[0].from
	return c, true
}

// add adds the changes of one part.
func (c *clocks) add(o *component, year int) bool {
	from, ok1 := parseOffset(strings.TrimSpace(o.get("TZOFFSETFROM").value))
	to, ok2 := parseOffset(strings.TrimSpace(o.get("TZOFFSETTO").value))
	start := strings.TrimSpace(o.get("DTSTART").value)
	if len(start) == 15 && start[:4] < "1970" { // as Outlook writes 1601
		start = "1970" + start[4:]
	}
	first, ok3 := parseMoment(start)
	if !ok1 || !ok2 || !ok3 || first.allDay() {
		return false
	}
	add := func(d schedule.Date, clock schedule.Clock) {
		c.changes = append(c.changes, clockChange{at: civil(d, clock).Unix() - int64(from), from: from, to: to})
	}
	add(first.date, first.clock)
	for i := range o.props {
		value := o.props[i].value
		switch o.props[i].name {
		case "RDATE":
			for item := range strings.SplitSeq(value, ",") {
				if m, ok := parseMoment(strings.TrimSpace(item)); ok && !m.allDay() {
					add(m.date, m.clock)
				}
			}
		case "RRULE":
			if !c.repeat(value, first, clockChange{from: from, to: to}, year) {
				return false
			}
		}
	}
	return len(c.changes) <= maxChanges
}

// repeat adds the changes that a rule gives.
func (c *clocks) repeat(rule string, first moment, like clockChange, year int) bool {
	zone := schedule.NewZone(time.FixedZone("", like.from)) // in which UNTIL is meant
	s, err := schedule.ParseRecurrence(rule, first.date, first.clock, zone)
	if err != nil {
		return false
	}
	table, err := schedule.Compile(s, schedule.CompileOptions{Zone: zone})
	if err != nil {
		return false
	}
	low := schedule.DateOf(time.Date(year-1, time.January, 1, 0, 0, 0, 0, time.UTC))
	high := schedule.DateOf(time.Date(year+yearsCompared, time.December, 31, 0, 0, 0, 0, time.UTC))
	for o := range table.All(low, high) {
		if len(c.changes) > maxChanges {
			return false
		}
		like.at = o.Start().Unix()
		c.changes = append(c.changes, like)
	}
	return true
}

// maxChanges bounds a VTIMEZONE that changes its clocks every day.
const maxChanges = 5000

// agree reports whether the clocks of a location show the same, asked every
// week and around each change.
func (c clocks) agree(loc *time.Location, from time.Time) bool {
	next, offset := 0, c.before
	shows := func(at int64) bool {
		_, there := time.Unix(at, 0).In(loc).Zone()
		return there == offset
	}
	const week = 7 * 24 * 60 * 60
	begin, end := from.Unix(), from.AddDate(yearsCompared, 0, 0).Unix()
	for at := begin; at < end; at += week {
		for ; next < len(c.changes) && c.changes[next].at <= at; next++ {
			change := c.changes[next]
			if change.at > begin && !shows(change.at-1) {
				return false
			}
			if offset = change.to; change.at > begin && !shows(change.at) {
				return false
			}
		}
		if !shows(at) {
			return false
		}
	}
	return true
}
