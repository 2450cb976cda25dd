package ical_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// An onset is an instant from which a VTIMEZONE has an offset.
type onset struct {
	at     time.Time
	offset int
}

// onsets expands the VTIMEZONE of a calendar to 2040 in the obvious way.
func onsets(t *testing.T, calendar []byte) (list []onset) {
	t.Helper()
	var from, to int
	var local []time.Time
	for _, line := range lines(t, calendar) {
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "BEGIN":
			if value == "VEVENT" {
				slices.SortFunc(list, func(a, b onset) int { return a.at.Compare(b.at) })
				return list
			}
			local = nil
		case "DTSTART", "RDATE":
			local = append(local, parse(t, value))
		case "RRULE":
			local = append(local, yearly(t, value, local[0])...)
		case "TZOFFSETFROM":
			from = offset(t, value)
		case "TZOFFSETTO":
			to = offset(t, value)
		case "END":
			for _, at := range local {
				list = append(list, onset{at.Add(time.Duration(-from) * time.Second), to})
			}
			local = nil
		}
	}
	t.Fatal("no VEVENT")
	return nil
}

func parse(t *testing.T, value string) time.Time {
	t.Helper()
	at, err := time.Parse("20060102T150405", value)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// yearly expands the only form of rule that Outlook accepts.
func yearly(t *testing.T, rule string, first time.Time) (list []time.Time) {
	t.Helper()
	var month, nth int
	var day string
	if _, err := fmt.Sscanf(rule, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", &month, &nth, &day); err != nil {
		t.Fatalf("%s: %v", rule, err)
	}
	for year := first.Year(); year <= 2040; year++ {
		var days []time.Time
		for at := time.Date(year, time.Month(month), 1, first.Hour(), first.Minute(), first.Second(), 0, time.UTC); int(at.Month()) == month; at = at.AddDate(0, 0, 1) {
			if strings.EqualFold(at.Weekday().String()[:2], day) {
				days = append(days, at)
			}
		}
		i := nth - 1
		if nth < 0 {
			i = len(days) + nth
		}
		list = append(list, days[i])
	}
	if !list[0].Equal(first) {
		t.Errorf("%s begins on %v, which is not of the rule", rule, first)
	}
	return list
}

func offset(t *testing.T, value string) int {
	t.Helper()
	var hours, minutes, seconds int
	if n, _ := fmt.Sscanf(value[1:], "%2d%2d%2d", &hours, &minutes, &seconds); n < 2 {
		t.Fatalf("offset %q", value)
	}
	total := hours*3600 + minutes*60 + seconds
	if value[0] == '-' {
		return -total
	}
	return total
}

func TestTimeZones(t *testing.T) {
	zones := strings.Fields(`America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage
		America/Adak Pacific/Honolulu America/Puerto_Rico America/Havana America/Mexico_City America/Tijuana America/Sao_Paulo
		America/Santiago America/Asuncion America/Caracas America/Nuuk America/St_Johns Europe/London Europe/Dublin Europe/Lisbon
		Europe/Berlin Europe/Istanbul Europe/Volgograd Africa/Casablanca Africa/Cairo Africa/Windhoek Africa/Juba Asia/Gaza Asia/Beirut
		Asia/Amman Asia/Tehran Asia/Kathmandu Asia/Pyongyang Asia/Tokyo Australia/Sydney Australia/Lord_Howe Australia/Brisbane
		Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Kiritimati Pacific/Norfolk Antarctica/Troll UTC Etc/GMT+12`)
	for _, name := range zones {
		for _, first := range []string{"1998-01-07", "2005-01-05", "2012-06-06", "2022-06-08"} {
			t.Run(name+" from "+first, func(t *testing.T) {
				s := weekly()
				s.First = d(first)
				c := one(t, s, schedule.CompileOptions{Zone: zone(t, name)})
				c.Through = d("2026-12-31")
				compareOffsets(t, onsets(t, write(t, c)), zone(t, name).Location(), first)
			})
		}
	}
}

// compareOffsets asks for the offset every few days, and around each onset,
// until ten years after the calendar.
func compareOffsets(t *testing.T, list []onset, loc *time.Location, first string) {
	t.Helper()
	start, _ := time.Parse(time.DateOnly, first)
	end := time.Date(2036, time.December, 31, 0, 0, 0, 0, time.UTC)
	var asked []time.Time
	for at := start; at.Before(end); at = at.Add(125 * time.Hour) {
		asked = append(asked, at)
	}
	for _, o := range list {
		asked = append(asked, o.at.Add(-time.Second), o.at)
	}
	for _, at := range asked {
		if at.Before(start) || !at.Before(end) {
			continue
		}
		i, ok := slices.BinarySearchFunc(list, at, func(o onset, at time.Time) int { return o.at.Compare(at) })
		if !ok {
			i--
		}
		_, want := at.In(loc).Zone()
		if i < 0 || list[i].offset != want {
			t.Fatalf("the offset at %v is not %d; onsets: %v", at, want, list[:min(len(list), 8)])
		}
	}
}

func TestTimeZonesAsOutlookAcceptsThem(t *testing.T) {
	tests := []struct{ name, zone, first, want string }{
		{"US clocks", "America/New_York", "2008-01-02",
			"TZID:America/New_York BEGIN:DAYLIGHT DTSTART:19700308T020000 TZOFFSETFROM:-0500 TZOFFSETTO:-0400 TZNAME:EDT RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU " +
				"BEGIN:STANDARD DTSTART:19701101T020000 TZOFFSETFROM:-0400 TZOFFSETTO:-0500 TZNAME:EST RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"},
		{"the last Sunday", "Europe/London", "2022-06-08",
			"TZID:Europe/London BEGIN:STANDARD DTSTART:19701025T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0000 TZNAME:GMT RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU " +
				"BEGIN:DAYLIGHT DTSTART:19700329T010000 TZOFFSETFROM:+0000 TZOFFSETTO:+0100 TZNAME:BST RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"},
		{"no changes", "America/Phoenix", "2022-06-08",
			"TZID:America/Phoenix BEGIN:STANDARD DTSTART:19700101T000000 TZOFFSETFROM:-0700 TZOFFSETTO:-0700 TZNAME:MST"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := weekly()
			s.First = d(tt.first)
			var got []string
			for _, line := range find(t, write(t, one(t, s, schedule.CompileOptions{Zone: zone(t, tt.zone)})), "TZID", "BEGIN", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME") {
				if line == "BEGIN:VEVENT" {
					break
				}
				got = append(got, line)
			}
			if text := strings.Join(got[2:], " "); text != tt.want {
				t.Errorf("got  %s\nwant %s", text, tt.want)
			}
		})
	}
	t.Run("one for each zone, whichever event is first", func(t *testing.T) {
		c := corpusCalendar(t)
		got := find(t, write(t, c), "TZID")
		want := map[string]bool{}
		for _, e := range c.Events {
			want["TZID:"+e.Timetable.Zone().Name()] = true
		}
		if slices.Sort(got); len(slices.Compact(got)) != len(want) || len(got) != len(want) {
			t.Errorf("%d zones are written, want %d: %v", len(got), len(want), got)
		}
	})
	t.Run("it holds for the earliest event and for late ones", func(t *testing.T) {
		early, late := weekly(), weekly()
		early.First, late.First = d("2005-01-05"), d("2041-01-02")
		c := one(t, weekly(), schedule.CompileOptions{})
		for i, s := range []schedule.Series{early, late} {
			e := c.Events[0]
			e.UID, e.Timetable = fmt.Sprint(i), compile(t, s, schedule.CompileOptions{})
			c.Events = append(c.Events, e)
		}
		c.Through = d("2045-12-31")
		compareOffsets(t, onsets(t, write(t, c)), zone(t, "America/New_York").Location(), "2005-01-05")
	})
}
