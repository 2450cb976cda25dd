package ical

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A moment is a day, or a time of day in some zone.
type moment struct {
	date  schedule.Date
	clock schedule.Clock // zero: the whole day
	utc   bool
	zone  *schedule.Zone // nil: not said, in UTC, or a whole day
	line  int
}

func (m moment) allDay() bool { return m.clock.IsZero() }

// at returns the instant, with z as the zone if none is said.
func (m moment) at(z *schedule.Zone) time.Time {
	switch {
	case m.utc:
		return civil(m.date, m.clock)
	case m.zone != nil:
		return m.zone.At(m.date, m.clock)
	}
	return z.At(m.date, m.clock)
}

// in returns the day and time that clocks in a zone show.
func (m moment) in(z *schedule.Zone) (schedule.Date, schedule.Clock) {
	if m.allDay() || (!m.utc && (m.zone == nil || m.zone.Name() == z.Name())) {
		return m.date, m.clock
	}
	t := m.at(z).In(z.Location())
	return schedule.DateOf(t), schedule.ClockOf(t)
}

// civil returns the instant at which UTC shows a day and time.
func civil(d schedule.Date, c schedule.Clock) time.Time {
	year, month, day := d.Civil()
	return time.Date(year, month, day, 0, 0, c.Seconds(), 0, time.UTC)
}

// parseMoment reads a DATE or a DATE-TIME without its zone.
func parseMoment(s string) (m moment, ok bool) {
	if len(s) == 8 {
		m.date, ok = parseDate(s)
		return m, ok
	}
	local, utc := strings.CutSuffix(s, "Z")
	if len(local) != 15 || local[8] != 'T' {
		return m, false
	}
	if m.date, ok = parseDate(local[:8]); !ok {
		return m, false
	}
	n, ok := parseDigits(local[9:])
	if !ok {
		return m, false
	}
	second := n % 100
	if second == 60 { // a leap second, which clocks do not show
		second = 59
	}
	c, err := schedule.NewClock(n/10_000, n/100%100, second)
	m.clock, m.utc = c, utc
	return m, err == nil
}

func parseDate(s string) (schedule.Date, bool) {
	n, ok := parseDigits(s)
	d, err := schedule.NewDate(n/10_000, time.Month(n/100%100), n%100)
	return d, ok && err == nil
}

// parseDigits reads a number of at most nine digits.
func parseDigits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, s != "" && len(s) <= 9
}

// parseDuration reads a DURATION, such as PT1H30M or P2W.
func parseDuration(s string) (d time.Duration, ok bool) {
	s, negative := strings.CutPrefix(s, "-")
	s, ok = strings.CutPrefix(strings.TrimPrefix(s, "+"), "P")
	if !ok || s == "" {
		return 0, false
	}
	units := map[byte]time.Duration{'W': 7 * 24 * time.Hour, 'D': 24 * time.Hour}
	for s != "" {
		if s[0] == 'T' {
			units = map[byte]time.Duration{'H': time.Hour, 'M': time.Minute, 'S': time.Second}
			s = s[1:]
			continue
		}
		end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
		if end < 1 || end > 9 {
			return 0, false
		}
		n, _ := parseDigits(s[:end])
		unit, known := units[s[end]]
		if !known || n > int((math.MaxInt64-d)/unit) {
			return 0, false
		}
		d, s = d+time.Duration(n)*unit, s[end+1:]
	}
	if negative {
		d = -d
	}
	return d, true
}

// parseOffset reads a UTC-OFFSET in seconds, such as -0500.
func parseOffset(s string) (seconds int, ok bool) {
	if len(s) != 5 && len(s) != 7 || (s[0] != '+' && s[0] != '-') {
		return 0, false
	}
	n, ok := parseDigits(s[1:])
	if len(s) == 5 {
		n *= 100
	}
	seconds = n/10_000*3600 + n/100%100*60 + n%100
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, ok && n/10_000 < 24
}

// parseGeo reads the two numbers of GEO, also with "," between them.
func parseGeo(s string) (*Geo, bool) {
	north, east, ok := strings.Cut(strings.ReplaceAll(s, `\`, ""), ";")
	if !ok {
		north, east, _ = strings.Cut(s, ",")
	}
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(north), 64)
	lng, err2 := strconv.ParseFloat(strings.TrimSpace(east), 64)
	// The same six decimals that are written.
	g := &Geo{math.Round(lat*1e6)/1e6 + 0, math.Round(lng*1e6)/1e6 + 0}
	return g, err1 == nil && err2 == nil && g.isValid()
}

// parseLink returns an address that Write accepts, as it would write it, or "".
func parseLink(s string, schemes []string) string {
	s = string(appendURI(nil, strings.TrimSpace(s)))
	if !isLink(s, schemes) {
		return ""
	}
	return s
}
