package main

import (
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// TestWhereAnswersDiffer proves what schedule/MIGRATING.md says of both sides.
func TestWhereAnswersDiffer(t *testing.T) {
	tests := []struct {
		name, rule, first, start, zone string
		ours, theirs                   string // the first three, apart by a space
	}{
		{"days with and without a number", "FREQ=MONTHLY;BYDAY=1MO,WE", "2026-06-01", "12:00", "UTC",
			"2026-06-01T12:00:00Z 2026-06-03T12:00:00Z 2026-06-10T12:00:00Z", ""},
		{"positions in the first week", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", "2026-06-03", "12:00", "UTC",
			"2026-06-03T12:00:00Z 2026-06-10T12:00:00Z 2026-06-17T12:00:00Z", "2026-06-05T12:00:00Z 2026-06-10T12:00:00Z 2026-06-17T12:00:00Z"},
		{"a week number without day", "FREQ=YEARLY;BYWEEKNO=20", "2026-06-03", "12:00", "UTC",
			"2027-05-19T12:00:00Z 2028-05-17T12:00:00Z 2029-05-16T12:00:00Z", "2027-05-17T12:00:00Z 2027-05-18T12:00:00Z 2027-05-19T12:00:00Z"},
		{"a time that New York skips", "FREQ=DAILY", "2026-03-07", "02:30", newYork,
			"2026-03-07T02:30:00-05:00 2026-03-08T03:30:00-04:00 2026-03-09T02:30:00-04:00", "2026-03-07T02:30:00-05:00 2026-03-08T01:30:00-05:00 2026-03-09T02:30:00-04:00"},
		{"a time that New York repeats", "FREQ=DAILY", "2026-10-31", "01:30", newYork,
			"2026-10-31T01:30:00-04:00 2026-11-01T01:30:00-04:00 2026-11-02T01:30:00-05:00", "2026-10-31T01:30:00-04:00 2026-11-01T01:30:00-04:00 2026-11-02T01:30:00-05:00"},
		{"a time that London repeats", "FREQ=DAILY", "2026-10-24", "01:30", "Europe/London",
			"2026-10-24T01:30:00+01:00 2026-10-25T01:30:00+01:00 2026-10-26T01:30:00Z", "2026-10-24T01:30:00+01:00 2026-10-25T01:30:00Z 2026-10-26T01:30:00Z"},
		{"a first date that the rule does not have", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-06-03", "12:00", "UTC",
			"2026-06-15T12:00:00Z 2026-06-29T12:00:00Z 2026-07-13T12:00:00Z", "2026-06-15T12:00:00Z 2026-06-29T12:00:00Z 2026-07-13T12:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rule, err := schedule.ParseRule(tt.rule)
			if err != nil {
				t.Fatal(err)
			}
			p, err := newPair(schedule.Series{Rule: rule, First: schedule.MustDate(tt.first), Start: schedule.MustClock(tt.start)}, schedule.CompileOptions{}, tt.zone)
			if err != nil {
				t.Fatal(err)
			}
			var ours, theirs []string
			for o := range p.ours.Held(schedule.Date{}, schedule.Date{}) {
				if ours = append(ours, o.Start().Format(time.RFC3339)); len(ours) == 3 {
					break
				}
			}
			next := p.peer.Iterator()
			for range 3 {
				if at, ok := next(); ok {
					theirs = append(theirs, at.Format(time.RFC3339))
				}
			}
			if got := strings.Join(ours, " "); got != tt.ours {
				t.Errorf("we answer       %s\nwant            %s", got, tt.ours)
			}
			if got := strings.Join(theirs, " "); got != tt.theirs {
				t.Errorf("rrule-go answers %s\nwant             %s", got, tt.theirs)
			}
		})
	}
}

// TestCallsOfTheTable proves the rows of schedule/MIGRATING.md about instants.
func TestCallsOfTheTable(t *testing.T) {
	p, err := newPair(evening(schedule.Weekly(time.Tuesday), "2026-01-06"), schedule.CompileOptions{}, newYork)
	if err != nil {
		t.Fatal(err)
	}
	on := time.Date(2026, time.June, 9, 22, 0, 0, 0, time.UTC) // a Tuesday at 18:00
	for _, at := range []time.Time{on.Add(-1), on, on.Add(1)} {
		for name, pair := range map[string][2]time.Time{
			"After inclusive":  {first(p.ours.Next(at)), p.peer.After(at, true)},
			"After":            {first(p.ours.Next(at.Add(1))), p.peer.After(at, false)},
			"Before":           {first(p.ours.Prev(at)), p.peer.Before(at, false)},
			"Before inclusive": {first(p.ours.Prev(at.Add(1))), p.peer.Before(at, true)},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Errorf("%s %v: ours %v, rrule-go %v", name, at, pair[0], pair[1])
			}
		}
	}
}

func first(o schedule.Occurrence, _ bool) time.Time { return o.Start() }
