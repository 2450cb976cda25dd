package program

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// sessions compares the number of sessions, the days between them and all the
// hours with what the program or one of its formats says.
func (c *inspection) sessions(f Facts) {
	if len(f.Dates) == 0 {
		return
	}
	var hours time.Duration
	for _, s := range f.Series {
		hours = max(hours, s.Length)
	}
	formats := c.rules.Formats
	if len(formats) == 0 {
		formats = []Format{{Sessions: c.rules.Sessions}}
	}
	part := "sessions"
	if len(c.rules.Formats) > 0 {
		part = "formats"
	}
	var nearest []Finding
	best := 0
	for _, format := range formats {
		if f.Mode != "" && format.Mode != "" && f.Mode != format.Mode {
			continue
		}
		try := inspection{rules: c.rules}
		try.format(part, format, f.Dates, hours)
		distance := 2*len(try.found) + 1
		if format.Count == len(f.Dates) {
			distance-- // a format of as many sessions is most likely the one meant
		}
		if len(try.found) == 0 {
			return
		}
		if nearest == nil || distance < best {
			nearest, best = try.found, distance
		}
	}
	c.found = append(c.found, nearest...)
}

// format compares dates with one format.
func (c *inspection) format(part string, f Format, dates []schedule.Date, length time.Duration) {
	n := len(dates)
	if f.Count != 0 && n != f.Count {
		c.add(part, CodeSessionCount, "series", fmt.Sprint(n), "it has %d sessions, the program says %d", n, f.Count)
	}
	all, want := time.Duration(n)*length, time.Duration(f.TotalMinutes)*time.Minute
	if f.TotalMinutes != 0 && length != 0 && all != want {
		c.add(part, CodeTotalHours, "series", minutes(all),
			"all sessions take %s, the program says %d minutes", minutes(all), f.TotalMinutes)
	}
	for i := 1; i < n; i++ {
		gap := dates[i].DaysSince(dates[i-1])
		if gap < f.MinGapDays || f.MaxGapDays != 0 && gap > f.MaxGapDays {
			c.add(part, CodeGap, "series", dates[i].String(),
				"it is %d days from session %d to the next, the program says %s", gap, i, gaps(f))
			break
		}
	}
	if span := dates[n-1].DaysSince(dates[0]) + 1; f.SpanDays != 0 && span > f.SpanDays {
		c.add(part, CodeSpan, "series", fmt.Sprint(span),
			"%d days from the first session to the last, the program says at most %d", span, f.SpanDays)
	}
}

func gaps(f Format) string {
	switch {
	case f.MaxGapDays == 0:
		return fmt.Sprintf("%d or more", f.MinGapDays)
	case f.MinGapDays == 0:
		return fmt.Sprintf("at most %d", f.MaxGapDays)
	}
	return fmt.Sprintf("%d to %d", f.MinGapDays, f.MaxGapDays)
}
