package finder

import (
	"fmt"
	"strings"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// calendarForms are the forms that dates and times take in a language.
type calendarForms struct {
	date   string // of weekday, month, day and year
	month  string // of month and year
	am, pm string
}

// date returns a day, such as "Wednesday, June 8, 2022".
func (b *wordbook) date(d schedule.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, day := d.Civil()
	return fmt.Sprintf(b.calendar.date, b.weekdays[d.Weekday()], b.months[month-1], day, year)
}

// month returns the month of a day, such as "December 2026".
func (b *wordbook) month(d schedule.Date) string {
	year, month, _ := d.Civil()
	return fmt.Sprintf(b.calendar.month, b.months[month-1], year)
}

// clock returns a time of day and its half of the day: "6:00" and "pm".
func (b *wordbook) clock(c schedule.Clock) (digits, half string) {
	half = b.calendar.am
	if c.Hour() >= 12 {
		half = b.calendar.pm
	}
	return fmt.Sprintf("%d:%02d", (c.Hour()+11)%12+1, c.Minute()), half
}

// time returns a time of day, such as "6:00 pm".
func (b *wordbook) time(c schedule.Clock) string {
	digits, half := b.clock(c)
	return digits + " " + half
}

// span returns two times of a day, such as "6:00-7:30 pm". The second may be
// the next day.
func (b *wordbook) span(from, to schedule.Clock) string {
	first, half := b.clock(from)
	last, lastHalf := b.clock(to)
	if half != lastHalf || to.Before(from) {
		first += " " + half
	}
	return first + "–" + last + " " + lastHalf
}

// hoursOf returns the time of day of an occurrence with its zone, such as
// "6:00-7:30 pm Eastern".
func (b *wordbook) hoursOf(o schedule.Occurrence) string {
	if o.Clock.IsZero() {
		return b.say("time.unknown")
	}
	start := o.Start()
	hours := b.time(schedule.ClockOf(start))
	if o.Length > 0 {
		hours = b.span(schedule.ClockOf(start), schedule.ClockOf(o.End()))
	}
	return hours + b.zone(start)
}

// instant returns a moment in its zone.
func (b *wordbook) instant(t time.Time) string {
	return b.date(schedule.DateOf(t)) + ", " + b.time(schedule.ClockOf(t)) + b.zone(t)
}

// zone returns what follows a time: the name of its zone, as people say it.
func (b *wordbook) zone(t time.Time) string {
	if key, ok := zoneKeys[t.Location().String()]; ok {
		return b.say("zone." + key)
	}
	abbreviation, _ := t.Zone()
	return " " + abbreviation
}

// zoneKeys are the zones that have a name in everyday speech. The others are
// shown by their abbreviation.
var zoneKeys = map[string]string{
	"America/New_York": "eastern", "America/Detroit": "eastern", "US/Eastern": "eastern",
	"America/Kentucky/Louisville": "eastern", "America/Kentucky/Monticello": "eastern",
	"America/Indiana/Indianapolis": "eastern", "America/Indiana/Vincennes": "eastern",
	"America/Indiana/Winamac": "eastern", "America/Indiana/Marengo": "eastern",
	"America/Indiana/Petersburg": "eastern", "America/Indiana/Vevay": "eastern",
	"America/Chicago": "central", "America/Menominee": "central", "US/Central": "central",
	"America/Indiana/Tell_City": "central", "America/Indiana/Knox": "central",
	"America/North_Dakota/Center": "central", "America/North_Dakota/New_Salem": "central",
	"America/North_Dakota/Beulah": "central",
	"America/Denver":              "mountain", "America/Boise": "mountain", "US/Mountain": "mountain",
	"America/Phoenix":     "arizona",
	"America/Los_Angeles": "pacific", "US/Pacific": "pacific",
	"America/Anchorage": "alaska", "America/Juneau": "alaska", "America/Sitka": "alaska",
	"America/Nome": "alaska", "America/Yakutat": "alaska", "America/Metlakatla": "alaska",
	"Pacific/Honolulu": "hawaii", "America/Adak": "aleutian",
}

// hours returns the hours of a week, such as "Monday to Friday, 10:00
// am-10:00 pm Eastern". Hours that are not known are "". A nil zone is not
// known.
func (b *wordbook) hours(h program.WeeklyHours, zone *time.Location, now time.Time) string {
	if len(h) == 0 {
		return ""
	}
	if h.Always() {
		return b.say("hours.always")
	}
	var parts []string
	for _, hours := range h {
		part := b.days(hours.Days) + ", "
		if hours.From.IsZero() && hours.To.IsZero() {
			part += b.say("hours.all-day")
		} else {
			part += b.span(orMidnight(hours.From), orMidnight(hours.To))
		}
		parts = append(parts, part)
	}
	line := strings.Join(parts, "; ")
	if zone != nil {
		line += b.zone(now.In(zone))
	}
	return line
}

var midnight = schedule.MustClock("00:00")

// orMidnight returns c, and midnight for a time that is not given.
func orMidnight(c schedule.Clock) schedule.Clock {
	if c.IsZero() {
		return midnight
	}
	return c
}

// days returns a set of days: "Monday to Friday", or each with commas.
func (b *wordbook) days(d program.Days) string {
	if d == program.EveryDay {
		return b.say("days.every")
	}
	var list []int // Monday first
	for i := range 7 {
		if d.Contains(time.Weekday((i + 1) % 7)) {
			list = append(list, i)
		}
	}
	if n := len(list); n > 2 && list[n-1]-list[0] == n-1 {
		return b.say("days.range", b.weekdays[(list[0]+1)%7], b.weekdays[(list[n-1]+1)%7])
	}
	names := make([]string, len(list))
	for i, day := range list {
		names[i] = b.weekdays[(day+1)%7]
	}
	return strings.Join(names, ", ")
}

// open reports whether hours cover a moment, on the clock of a zone.
func open(h program.WeeklyHours, zone *time.Location, now time.Time) bool {
	if zone == nil {
		return h.Always()
	}
	local := now.In(zone)
	return h.Open(local.Weekday(), schedule.ClockOf(local))
}
