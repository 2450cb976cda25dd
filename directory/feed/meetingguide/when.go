package meetingguide

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// series sets when an offering meets: one series of every week on all its days,
// changed by what the notes say, or none by appointment.
func (in *reader) series(r *record, p place, o *directory.Offering) {
	days := in.days(r)
	start, next, ok := meetings.ParseClock(r.time)
	switch {
	case r.time == "" && len(days) > 0:
		in.Find(program.Warning, "start-unknown", "time", "", "a day, but no time")
	case r.time != "" && !ok:
		in.Find(program.Warning, "time-unread", "time", r.time, "want HH:MM; its time is not known")
	}
	in.form("time", r.time)
	if len(days) == 0 {
		in.Find(program.Info, "by-appointment", "day", "", "no day, so it meets by appointment")
		return
	}
	if next {
		for i := range days {
			days[i] = (days[i] + 1) % 7
		}
	}
	s := schedule.Series{Rule: meetings.Weekly(days...), First: feed.FirstDay(), Start: start, Zone: in.zone(r, start)}
	if r.end != "" {
		in.form("end_time", r.end)
		if end, _, ok := meetings.ParseClock(r.end); !ok {
			in.Find(program.Warning, "time-unread", "end_time", r.end, "want HH:MM; how long it lasts is not known")
		} else if !start.IsZero() {
			s.Length = in.Length(start, end)
		}
	}
	s, derived, findings := feed.Derive(s, "", o.Note.In(in.Options.Language), p.note)
	for _, f := range findings {
		in.Find(f.Severity, f.Code, "series[0]."+f.Field, f.Value, f.Message)
	}
	if derived {
		o.Derived = []string{"series"}
	}
	o.Series = []schedule.Series{s}
}

// form reports a time that is not written as the format wants it.
func (in *reader) form(field, text string) {
	if text != "" && (len(text) != len("HH:MM") || text[2] != ':') {
		in.Find(program.Info, "time-form", field, text, "want HH:MM")
	}
}

// days reads the days of a record: a number, a word, a list.
func (in *reader) days(r *record) (days []time.Weekday) {
	if len(r.day.List()) > 0 && r.day.Kind().String() == "array" {
		in.Find(program.Info, "day-form", "day", "", "a list of days")
	}
	for _, word := range list(r.day) {
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		day, ok := weekday(word)
		switch {
		case !ok:
			in.Find(program.Warning, "day-unread", "day", word, "want 0, Sunday, to 6")
		case !slices.Contains(days, day):
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days
}

// weekday reads 0, Sunday, to 6, or the word for a day.
func weekday(word string) (time.Weekday, bool) {
	if n, err := strconv.Atoi(strings.TrimSuffix(word, ".0")); err == nil {
		return time.Weekday(n), n >= 0 && n <= 6
	}
	word = strings.ToLower(word)
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if word == name || word == name+"s" || len(word) >= 3 && strings.HasPrefix(name, word) || word == spanishDays[d] {
			return d, true
		}
	}
	return 0, false
}

var spanishDays = [...]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}

// zone returns the zone of a record: its own, the one that its name says beside
// the same time, or that of the options.
func (in *reader) zone(r *record, start schedule.Clock) string {
	if r.timezone != "" {
		if z := in.Zones.Find(r.timezone); z != nil {
			return z.Name()
		}
		if zone := zones[strings.ToLower(r.timezone)]; zone != "" {
			in.Find(program.Info, "zone-from-word", "timezone", r.timezone, "taken for "+zone)
			return zone
		}
		in.Find(program.Warning, "zone-unknown", "timezone", r.timezone, "no such time zone")
	}
	if m := namedZone.FindStringSubmatch(r.name); m != nil {
		zone := zones[strings.ToLower(m[2])]
		said, _, ok := meetings.ParseClock(m[1])
		if ok && said == start {
			in.Find(program.Info, "zone-from-name", "name", zone, "the zone stands only in the name")
			return zone
		}
		in.Find(program.Warning, "zone-unsure", "name", zone, "the name says a zone, but not beside the time of the record")
	}
	if in.Options.Zone == "" {
		in.Find(program.Warning, "zone-missing", "timezone", "", "no time zone; it takes that of its organization")
	}
	return in.Options.Zone
}

// namedZone finds a time with a zone after it, such as "6:30pm Central".
var namedZone = regexp.MustCompile(`(?i)\b(\d{1,2}(?::\d\d)? ?[ap]\.?m\.?|noon|midnight) ?\(?(eastern|central|mountain|pacific|alaska|hawaii|e[sd]?t|c[sd]?t|m[sd]?t|p[sd]?t)\b`)

// zones are the zones of the United States by the words for them.
var zones = map[string]string{
	"eastern": "America/New_York", "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
	"central": "America/Chicago", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
	"mountain": "America/Denver", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
	"pacific": "America/Los_Angeles", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
	"alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "hst": "Pacific/Honolulu",
}
