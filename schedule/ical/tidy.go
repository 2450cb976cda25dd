package ical

import (
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

// tidyRule returns a rule without what says nothing: spaces, empty parts,
// parts that are somebody's own, the calendar and the leap months of RFC 7529
// where they are the usual ones, and the time of day of the start.
func tidyRule(rule string, start schedule.Clock) string {
	seconds := start.Seconds()
	idle := []string{
		"", "RSCALE=GREGORIAN", "SKIP=OMIT",
		"BYHOUR=" + strconv.Itoa(seconds/3600), "BYMINUTE=" + strconv.Itoa(seconds/60%60), "BYSECOND=" + strconv.Itoa(seconds%60),
	}
	parts := strings.Split(rule, ";")
	for i := range parts {
		parts[i] = strings.ToUpper(strings.TrimSpace(parts[i]))
	}
	parts = slices.DeleteFunc(parts, func(part string) bool {
		return strings.HasPrefix(part, "X-") || slices.Contains(idle, part)
	})
	return strings.Join(parts, ";")
}

// markDays makes the days of an event that Outlook says takes whole days, from
// midnight to midnight, dates.
func markDays(c *component) {
	start, end := c.get("DTSTART"), c.get("DTEND")
	if !strings.EqualFold(strings.TrimSpace(c.get("X-MICROSOFT-CDO-ALLDAYEVENT").value), "TRUE") ||
		!isMidnight(start.value) || (end.name != "" && !isMidnight(end.value)) {
		return
	}
	for i := range c.props {
		switch p := &c.props[i]; p.name {
		case "DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE":
			p.params = append(p.params, param{"VALUE", "DATE"})
		}
	}
}

// isMidnight reports whether a value is the beginning of a day on the wall
// clock, as some programs write a DATE.
func isMidnight(value string) bool {
	value = strings.TrimSpace(value)
	return len(value) == len("20220608T000000") && strings.HasSuffix(value, "T000000")
}
