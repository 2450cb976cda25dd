package schemaorg

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A moment is a day, and as far as it is known the time of day and its offset.
type moment struct {
	date  schedule.Date
	clock schedule.Clock
	ahead int // seconds ahead of UTC
	zoned bool
	bad   string // a text that could not be read
}

var momentForm = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(?:[T ]+(.*?)(Z|z|[+-]\d\d:?\d\d|[+-]\d\d)?)?$`)

// momentOf reads a moment in the form 2022-06-08T18:00:00-04:00 or a part of it.
func momentOf(text string) (m moment) {
	if text == "" {
		return m
	}
	parts := momentForm.FindStringSubmatch(text)
	if parts == nil {
		return moment{bad: text}
	}
	var err error
	if m.date, err = schedule.ParseDate(parts[1]); err != nil {
		return moment{bad: text}
	}
	if parts[2] == "" {
		return m
	}
	clock, next, ok := meetings.ParseClock(withoutFraction(parts[2]))
	if !ok {
		return moment{bad: text}
	}
	if next {
		m.date = m.date.AddDays(1)
	}
	m.clock, m.zoned = clock, parts[3] != ""
	m.ahead = seconds(parts[3])
	return m
}

func withoutFraction(clock string) string {
	before, _, _ := strings.Cut(strings.TrimSpace(clock), ".")
	return before
}

// seconds returns an offset such as "-04:00" in seconds; UTC is 0.
func seconds(offset string) int {
	if len(offset) < 3 {
		return 0
	}
	digits := strings.ReplaceAll(offset[1:], ":", "")
	hours, _ := strconv.Atoi(digits[:2])
	minutes := 0
	if len(digits) == 4 {
		minutes, _ = strconv.Atoi(digits[2:])
	}
	n := hours*3600 + minutes*60
	if offset[0] == '-' {
		return -n
	}
	return n
}

// onTheWall returns a moment as the clock on the wall of a zone shows it. An
// offset that the zone has at some time of the year only confirms what stands
// there, for many sources write one all the year round.
func (in *reader) onTheWall(m moment, zone *schedule.Zone) moment {
	if zone == nil || !m.zoned || m.clock.IsZero() {
		return m
	}
	at := zone.At(m.date, m.clock)
	if offset(at) == m.ahead {
		return m
	}
	for month := range 12 {
		if offset(zone.At(m.date.AddDays(30*(month-6)), m.clock)) == m.ahead {
			in.Find(program.Warning, "offset-of-other-season", "startDate", m.date.String()+" "+m.clock.String(), "the offset is that of another time of the year; the time is taken for that on the wall")
			return m
		}
	}
	year, month, day := m.date.Civil()
	t := time.Date(year, month, day, m.clock.Hour(), m.clock.Minute(), m.clock.Second(), 0, time.FixedZone("", m.ahead)).In(zone.Location())
	in.Find(program.Info, "offset-differs", "startDate", m.date.String()+" "+m.clock.String(), "the offset is none of the zone "+zone.Name()+"; turned into the time there")
	return moment{date: schedule.DateOf(t), clock: schedule.ClockOf(t), ahead: offset(t), zoned: true}
}

// offset returns the seconds that a clock is ahead of UTC.
func offset(t time.Time) int {
	_, n := t.Zone()
	return n
}

// length returns how long it lasts from one moment to another, 0 if that is not
// known, and how many whole days apart they are.
func length(from, to moment) (time.Duration, int) {
	if from.date.IsZero() || to.date.IsZero() {
		return 0, 0
	}
	days := to.date.DaysSince(from.date)
	if from.clock.IsZero() || to.clock.IsZero() {
		return 0, days
	}
	n := days*24*60*60 + to.clock.Seconds() - from.clock.Seconds()
	if from.zoned && to.zoned {
		n += from.ahead - to.ahead
	}
	return time.Duration(n) * time.Second, days
}
