package schemaorg

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// weekdays are the days as rules write them.
var weekdays = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// longest is how long a meeting may last by a duration, if the options allow no
// more.
const longest = 24 * time.Hour

// recurring reads a Schedule; ok is false if it does not say when.
func (in *reader) recurring(v jsonin.Value, begins moment) (s schedule.Series, ok bool) {
	s.ID = text(v, "identifier")
	zone := in.zone(cmp.Or(text(v, "scheduleTimezone"), in.Options.Zone))
	if zone != nil {
		s.Zone = zone.Name()
	}
	from, until := momentOf(text(v, "startDate")), momentOf(text(v, "endDate"))
	s.Rule = in.rule(v)
	switch {
	case s.Rule.IsValid():
		s.First, s.Last = cmp.Or(from.date, begins.date, feed.FirstDay()), until.date
		if n, ok := v.Member("repeatCount").Int(); ok && n > 0 && n <= 10_000 {
			s.Count = n
		}
	default:
		in.Find(program.Warning, "schedule-unread", "eventSchedule", text(v, "repeatFrequency"), "want repeatFrequency and byDay; only its dates are listed")
		return s, false
	}
	at := momentOf("2000-01-01T" + text(v, "startTime"))
	s.Start = cmp.Or(at.clock, from.clock, begins.clock)
	if d, ok := duration(text(v, "duration")); ok {
		s.Length = d
	} else if end, _, ok := meetings.ParseClock(withoutOffset(text(v, "endTime"))); ok && !s.Start.IsZero() {
		s.Length = in.Length(s.Start, end)
	}
	if s.Length > max(in.Options.Longest, longest) {
		in.Find(program.Warning, "too-long", "duration", text(v, "duration"), "it lasts longer than meetings do; how long it lasts is not known")
		s.Length = 0
	}
	for _, text := range texts(v, "exceptDate") {
		if m := momentOf(text); !m.date.IsZero() {
			s.Exceptions = append(s.Exceptions, schedule.Exception{On: m.date, Kind: schedule.Cancel})
		}
	}
	return s, true
}

func withoutOffset(clock string) string {
	m := momentForm.FindStringSubmatch("2000-01-01T" + clock)
	if m == nil {
		return clock
	}
	return withoutFraction(m[2])
}

// rule reads the rule of a Schedule, invalid if it has none.
func (in *reader) rule(v jsonin.Value) schedule.Rule {
	parts := schedule.Parts{}
	for _, d := range texts(v, "byDay") {
		for entry := range strings.FieldsFuncSeq(d, func(r rune) bool { return r == ',' || r == ' ' }) {
			day, ok := dayOf(word(entry))
			if !ok {
				return schedule.Rule{}
			}
			parts.Days = append(parts.Days, day)
		}
	}
	weeks := integers(v, "byMonthWeek")
	if len(weeks) > 0 {
		days := parts.Days
		parts.Days = nil
		for _, d := range days {
			for _, n := range weeks {
				parts.Days = append(parts.Days, schedule.NthDay{N: n, Day: d.Day})
			}
		}
	}
	parts.MonthDays = integers(v, "byMonthDay")
	for _, m := range integers(v, "byMonth") {
		parts.Months = append(parts.Months, time.Month(m))
	}
	parts.Frequency, parts.Interval = frequency(text(v, "repeatFrequency"))
	ordinal := slices.ContainsFunc(parts.Days, func(d schedule.NthDay) bool { return d.N != 0 })
	switch {
	case parts.Frequency == 0 && (ordinal || len(parts.MonthDays) > 0):
		parts.Frequency = schedule.PerMonth
	case parts.Frequency == 0 && len(parts.Days) > 0:
		parts.Frequency = schedule.PerWeek
	case parts.Frequency == schedule.PerWeek && ordinal:
		parts.Frequency = schedule.PerMonth
	}
	rule, err := schedule.NewRule(parts)
	if err != nil {
		return schedule.Rule{}
	}
	return rule
}

func integers(v jsonin.Value, property string) (list []int) {
	for _, t := range texts(v, property) {
		if n, err := strconv.Atoi(t); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// dayOf reads "Wednesday", "WE" or "2WE".
func dayOf(text string) (d schedule.NthDay, ok bool) {
	letters := strings.TrimLeft(text, "+-0123456789")
	if n := text[:len(text)-len(letters)]; n != "" {
		nth, err := strconv.Atoi(n)
		if err != nil {
			return d, false
		}
		d.N = nth
	}
	for day, short := range weekdays {
		name := time.Weekday(day).String()
		if strings.EqualFold(letters, short) || strings.EqualFold(letters, name) || len(letters) == 3 && strings.EqualFold(letters, name[:3]) {
			d.Day = time.Weekday(day)
			return d, true
		}
	}
	return d, false
}

// frequency reads "P2W" and words such as "weekly".
func frequency(text string) (schedule.Frequency, int) {
	switch strings.ToLower(word(text)) {
	case "daily":
		return schedule.PerDay, 1
	case "weekly":
		return schedule.PerWeek, 1
	case "biweekly", "fortnightly":
		return schedule.PerWeek, 2
	case "monthly":
		return schedule.PerMonth, 1
	case "yearly", "annually":
		return schedule.PerYear, 1
	}
	if len(text) < 3 || text[0] != 'P' {
		return 0, 0
	}
	n, err := strconv.Atoi(text[1 : len(text)-1])
	unit := map[byte]schedule.Frequency{'D': schedule.PerDay, 'W': schedule.PerWeek, 'M': schedule.PerMonth, 'Y': schedule.PerYear}[text[len(text)-1]]
	if err != nil || n < 1 || n > 1000 || unit == 0 {
		return 0, 0
	}
	if unit == schedule.PerDay && n%7 == 0 {
		return schedule.PerWeek, n / 7
	}
	return unit, n
}

// duration reads a duration of hours, minutes and seconds, such as PT1H30M.
func duration(text string) (time.Duration, bool) {
	rest, ok := strings.CutPrefix(text, "PT")
	if !ok || rest == "" || strings.Trim(rest, "0123456789HMS") != "" {
		return 0, false
	}
	d, err := time.ParseDuration(strings.ToLower(rest))
	return d, err == nil && d > 0 && d <= 14*24*time.Hour
}
