package ical_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

var modified = time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC)

func d(s string) schedule.Date { return schedule.MustDate(s) }

var zones sync.Map // by name

// zone loads each zone once: the tests ask for them all the time.
func zone(t testing.TB, name string) *schedule.Zone {
	t.Helper()
	if z, ok := zones.Load(name); ok {
		return z.(*schedule.Zone)
	}
	z, err := schedule.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	zones.Store(name, z)
	return z
}

// rule reads a rule; no text is the zero Rule.
func rule(t testing.TB, s string) (r schedule.Rule) {
	t.Helper()
	if err := r.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return r
}

func compileHolidays(t testing.TB, s schedule.HolidaySet) *schedule.Holidays {
	t.Helper()
	h, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// compile is schedule.Compile, in New York where no zone is given.
func compile(t testing.TB, s schedule.Series, o schedule.CompileOptions) *schedule.Timetable {
	t.Helper()
	if o.Zone == nil {
		o.Zone = zone(t, "America/New_York")
	}
	table, err := schedule.Compile(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// write returns what Write writes, which must not fail.
func write(t testing.TB, c ical.Calendar) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := ical.Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// weekly is a group that meets on Wednesdays from 2022-06-08.
func weekly() schedule.Series {
	return schedule.Series{
		Rule: schedule.Weekly(time.Wednesday), First: d("2022-06-08"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute,
	}
}

// one returns a calendar of one event through 2023.
func one(t testing.TB, s schedule.Series, o schedule.CompileOptions) ical.Calendar {
	t.Helper()
	return ical.Calendar{Through: d("2023-12-31"), Events: []ical.Event{{
		UID: "wed@example.org", Timetable: compile(t, s, o), Summary: "Connection", Modified: modified,
	}}}
}

// find returns the unfolded lines that begin with one of the names.
func find(t testing.TB, calendar []byte, names ...string) (found []string) {
	t.Helper()
	for _, line := range lines(t, calendar) {
		for _, name := range names {
			if rest, ok := strings.CutPrefix(line, name); ok && (rest == "" || strings.ContainsRune(":;", rune(rest[0]))) {
				found = append(found, line)
			}
		}
	}
	return found
}
