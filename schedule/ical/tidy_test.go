package ical_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestRulesAsProgramsWriteThem(t *testing.T) {
	tests := []struct{ name, rule string }{
		{"a semicolon at the end", "FREQ=WEEKLY;COUNT=2;"},
		{"spaces and small letters", " freq=weekly; byday=th; count=2"},
		{"the time of day of the start", "FREQ=WEEKLY;COUNT=2;BYHOUR=10;BYMINUTE=30;BYSECOND=0"},
		{"the calendar and the leap months that are usual", "RSCALE=GREGORIAN;FREQ=WEEKLY;SKIP=OMIT;COUNT=2"},
		{"a part of somebody's own", "FREQ=WEEKLY;X-EVOLUTION-ENDDATE=20221201T153000Z;COUNT=2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, findings, err := ical.Read(strings.NewReader(vcalendar(vevent("DTSTART;TZID=America/New_York:20221124T103000", "RRULE:"+tt.rule))), ical.ReadOptions{})
			if err != nil || len(findings) > 0 {
				t.Fatal(err, findings)
			}
			if diff := cmp.Diff([]string{"2022-11-24 10:30 on", "2022-12-01 10:30 on"}, dates(c)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			stable(t, c)
		})
	}
	for _, rule := range []string{"FREQ=WEEKLY;COUNT=2;BYHOUR=11", "FREQ=WEEKLY;COUNT=2;SKIP=FORWARD", "FREQ=WEEKLY;COUNT=2;BYHOUR=10,16"} {
		t.Run("not understood: "+rule, func(t *testing.T) {
			_, _, err := ical.Read(strings.NewReader(vcalendar(vevent("DTSTART;TZID=America/New_York:20221124T103000", "RRULE:"+rule))), ical.ReadOptions{})
			if err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestWholeDaysAsProgramsWriteThem(t *testing.T) {
	thanksgiving := []schedule.Closure{{First: d("2022-11-24"), Last: d("2022-11-25"), Reason: "Group"}}
	tests := []struct {
		name  string
		event string
		want  []schedule.Closure
	}{
		{"dates", vevent("DTSTART;VALUE=DATE:20221124", "DTEND;VALUE=DATE:20221126"), thanksgiving},
		{"dates with a midnight", vevent("DTSTART;VALUE=DATE:20221124T000000", "DTEND;VALUE=DATE:20221126T000000"), thanksgiving},
		{
			"Outlook: midnights and a mark", vevent("DTSTART;TZID=America/New_York:20221124T000000",
				"DTEND;TZID=America/New_York:20221126T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"), thanksgiving,
		},
		{"midnights in UTC", vevent("DTSTART:20221124T050000Z", "DTEND:20221126T050000Z"), thanksgiving},
		{"until a second before midnight", vevent("DTSTART:20221124T000000", "DTEND:20221125T235959"), thanksgiving},
		{"until a minute before midnight", vevent("DTSTART:20221124T000000", "DTEND:20221125T235900"), thanksgiving},
		{
			"a day of 25 hours", vevent("DTSTART:20221106T000000", "DTEND:20221107T000000"),
			[]schedule.Closure{{First: d("2022-11-06"), Last: d("2022-11-06"), Reason: "Group"}},
		},
		{
			"a day of 23 hours", vevent("DTSTART:20220313T000000", "DTEND:20220314T000000"),
			[]schedule.Closure{{First: d("2022-03-13"), Last: d("2022-03-13"), Reason: "Group"}},
		},
		{"a morning", vevent("DTSTART:20221124T000000", "DTEND:20221124T120000"), nil},
		{"from noon to noon", vevent("DTSTART:20221124T120000", "DTEND:20221125T120000"), nil},
		{"a moment", vevent("DTSTART:20221124T000000"), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, findings, err := ical.Read(strings.NewReader(vcalendar("X-WR-TIMEZONE:America/New_York", tt.event)), ical.ReadOptions{})
			if err != nil || len(findings) > 0 {
				t.Fatal(err, findings)
			}
			all := func(ical.Event) bool { return true }
			if diff := cmp.Diff(tt.want, ical.Closures(c.Events, d("2022-01-01"), d("2023-01-01"), all)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			stable(t, c)
		})
	}
}
