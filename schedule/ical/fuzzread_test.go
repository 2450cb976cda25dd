package ical_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/withinreach/withinreach/schedule/ical"
)

// FuzzRead reads anything. Nothing may panic or take long; what was read can
// be written and read again, to the same bytes; and no text of it holds what
// could end a line.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/golden/*.ics")
	if err != nil || len(files) == 0 {
		f.Fatal("no golden files", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	rule := []string{"DTSTART;TZID=America/New_York:20220608T180000", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20220615T220000Z", "RDATE;VALUE=PERIOD:20220610T100000Z/PT1H"}
	for _, s := range []string{
		vcalendar(vevent(rule...), vevent("RECURRENCE-ID:20220622T220000Z", "DTSTART:20220623T220000Z", "STATUS:TENTATIVE", "SUMMARY:Other")),
		vcalendar(vevent(rule...), vevent("RECURRENCE-ID;RANGE=THISANDFUTURE:20220615T220000Z", "DTSTART:20220616T230000Z", "SUMMARY:Other")),
		vcalendar(vtimezone("X", "-0600", "-0500"), vevent("DTSTART;TZID=X:20220608T180000", "DURATION:P1DT2H")),
		vcalendar("X-WR-TIMEZONE:Eastern Standard Time", vevent("DTSTART:20220608T180000", "GEO:1;2", "URL:https://x", "STATUS:CANCELLED")),
		vcalendar(strings.ReplaceAll(vevent("DTSTART;VALUE=DATE:20220608", "DTEND;VALUE=DATE:20220901"), "a@b", "a-20220608@b")),
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:é\nSUMMARY:a\xe9\x00\u202e\nDTSTART:20220608\nEND:VEVENT\nEND:VCALENDAR",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, findings, err := ical.Read(bytes.NewReader(data), ical.ReadOptions{Zone: zone(t, "America/Chicago")})
		if err != nil && len(c.Events) > 0 {
			t.Errorf("an error and %d events", len(c.Events))
		}
		for i, finding := range findings {
			if finding.Line < 1 || finding.Code == "" || finding.Message == "" || (i > 0 && finding.Line < findings[i-1].Line) {
				t.Errorf("finding %d: %+v", i, finding)
			}
		}
		for _, e := range c.Events {
			for _, s := range []string{e.UID, e.Summary, e.Description, e.Location, e.URL, e.Check} {
				if i := strings.IndexFunc(s, func(r rune) bool { return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
					t.Errorf("a text with a control character: %q", s)
				}
			}
		}
		if err == nil {
			c.Through = d("2023-12-31")
			sameEvents(t, c)
		}
	})
}

// sameEvents fails unless a calendar that was read, written and read again is
// written as the same bytes.
func sameEvents(t *testing.T, c ical.Calendar) {
	kept := c.Events[:0]
	for _, e := range c.Events {
		// Two dates on one day can't always be told apart, and of what began
		// at a bad hour of the night the zone may be lost.
		if !sharesDay(e.Timetable, c.Through) {
			kept = append(kept, e)
		}
	}
	c.Events = kept
	for _, e := range c.Events {
		c.Events = []ical.Event{e}
		began := time.Now()
		stable(t, c)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s", took)
		}
	}
}
