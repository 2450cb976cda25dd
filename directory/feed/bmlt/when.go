package bmlt

import (
	"slices"
	"strconv"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// series sets when an offering meets.
func (in *reader) series(m *meeting, o *directory.Offering, place string, present []way) {
	day, err := strconv.Atoi(m[fieldWeekday])
	if err != nil || day < 1 || day > 7 {
		in.Find(program.Warning, "day-unread", "weekday_tinyint", m[fieldWeekday], "want 1, Sunday, to 7; it is listed by appointment")
		return
	}
	start, next, ok := meetings.ParseClock(m[fieldStart])
	if !ok {
		in.Find(program.Warning, "time-unread", "start_time", m[fieldStart], "want HH:MM:SS; its time is not known")
	}
	if next {
		day++
		in.Find(program.Info, "starts-next-day", "start_time", m[fieldStart], "the end of a day is midnight of the next one")
	}
	s := schedule.Series{
		Rule: meetings.Weekly(time.Weekday((day - 1) % 7)), First: feed.FirstDay(), Start: start,
		Length: in.length(m, start), Zone: in.zone(m),
	}
	s, derived, findings := feed.Derive(s, "", o.Note.In(in.Options.Language), place)
	for _, f := range findings {
		in.Find(f.Severity, f.Code, "series[0]."+f.Field, f.Value, f.Message)
	}
	if slices.Contains(present, wayHolidays) {
		s.OnHoliday, derived = schedule.Skip, true
		in.Find(program.Info, feed.CodeDerived, "series[0].on_holiday", "", "its formats say that it does not meet on holidays")
	}
	if s.OnHoliday == schedule.Skip && !in.asked[o.Organization] {
		in.asked[o.Organization] = true
		in.Find(program.Warning, "holidays-unnamed", "organization", o.Organization,
			"it does not meet on holidays, but its organization does not say which it keeps; until then no date is skipped")
	}
	if derived {
		o.Derived = []string{"series"}
	}
	o.Series = []schedule.Series{s}
}

// length reads how long a meeting lasts; 0 is not known.
func (in *reader) length(m *meeting, start schedule.Clock) time.Duration {
	text := m[fieldDuration]
	if text == "" || text == "00:00:00" || text == "00:00" {
		in.Find(program.Info, "length-unknown", "duration_time", "", "the usual one of the server, which is not known here")
		return 0
	}
	c, next, ok := meetings.ParseClock(text)
	if !ok {
		in.Find(program.Warning, "time-unread", "duration_time", text, "want HH:MM:SS; how long it lasts is not known")
		return 0
	}
	length := time.Duration(c.Seconds()) * time.Second
	if next {
		length = 24 * time.Hour
	}
	if length > in.Options.Longest {
		in.Find(program.Warning, "too-long", "duration_time", text, "longer than meetings are")
	}
	if !start.IsZero() && start.Seconds()+int(length.Seconds()) > 24*60*60 {
		in.Find(program.Info, "ends-next-day", "duration_time", text, "it ends on the day after it begins")
	}
	return length
}

func (in *reader) zone(m *meeting) string {
	if m[fieldZone] != "" {
		if z := in.Zones.Find(m[fieldZone]); z != nil {
			return z.Name()
		}
		in.Find(program.Warning, "zone-unknown", "time_zone", m[fieldZone], "no such time zone")
	}
	if in.Options.Zone == "" {
		in.Find(program.Warning, "zone-missing", "time_zone", "", "no time zone; it takes that of its organization")
	}
	return in.Options.Zone
}
