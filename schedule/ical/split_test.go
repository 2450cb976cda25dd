package ical_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestChangesOfAllDatesFromOneOn(t *testing.T) {
	const zone = ";TZID=America/New_York:"
	event := func(lines ...string) string {
		return vevent(append([]string{"DTSTART" + zone + "20220608T180000", "DTEND" + zone + "20220608T193000"}, lines...)...)
	}
	onward := func(from, start string, lines ...string) string {
		return vevent(append([]string{"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:" + from, "DTSTART" + zone + start}, lines...)...)
	}
	single := func(of, start string) string {
		return vevent("RECURRENCE-ID"+zone+of, "DTSTART"+zone+start, "DTEND"+zone+start[:9]+"235900")
	}
	tests := []struct {
		name, calendar string
		want, codes    []string
	}{
		{
			"another time", vcalendar(event("RRULE:FREQ=WEEKLY;COUNT=4"), onward("20220622T180000", "20220622T190000")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-22 19:00 on", "2022-06-29 19:00 on"}, nil,
		},
		{
			"another time, said in UTC and without COUNT",
			vcalendar(event("RRULE:FREQ=WEEKLY;UNTIL=20220629T220000Z"), vevent("RECURRENCE-ID;RANGE=THISANDFUTURE:20220622T220000Z", "DTSTART:20220622T230000Z")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-22 19:00 on", "2022-06-29 19:00 on"}, nil,
		},
		{
			"another day of the week", vcalendar(event("RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20220630T000000Z"), onward("20220622T180000", "20220623T180000")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 on", "2022-06-23 18:00 on", "2022-06-30 18:00 on"}, nil,
		},
		{
			"another day, every other week", vcalendar(event("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=4"), onward("20220622T180000", "20220621T180000")),
			[]string{"2022-06-08 18:00 on", "2022-06-21 18:00 on", "2022-07-05 18:00 on", "2022-07-19 18:00 on"}, nil,
		},
		{
			"two changes, the later one first", vcalendar(event("RRULE:FREQ=WEEKLY;COUNT=4"),
				onward("20220629T180000", "20220629T200000"), onward("20220615T180000", "20220615T190000")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 19:00 on", "2022-06-22 19:00 on", "2022-06-29 20:00 on"}, nil,
		},
		{
			"from the first date on", vcalendar(event("RRULE:FREQ=WEEKLY;COUNT=2"), onward("20220608T180000", "20220608T190000")),
			[]string{"2022-06-08 19:00 on", "2022-06-15 19:00 on"}, nil,
		},
		{
			"dates left out, added and moved go along", vcalendar(
				event("RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE"+zone+"20220615T180000,20220629T180000", "RDATE"+zone+"20220630T180000"),
				onward("20220622T180000", "20220622T190000"), single("20220706T180000", "20220707T120000")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 cancelled", "2022-06-22 19:00 on", "2022-06-29 19:00 cancelled", "2022-06-30 19:00 on", "2022-07-07 12:00 moved"}, nil,
		},
		{
			"all later dates are cancelled", vcalendar(event("RRULE:FREQ=WEEKLY;COUNT=3"), onward("20220615T180000", "20220615T180000", "STATUS:CANCELLED")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 cancelled", "2022-06-22 18:00 cancelled"}, nil,
		},
		{
			"a day that no rule moves to: the dates end before it", vcalendar(event("RRULE:FREQ=MONTHLY;BYDAY=2WE;COUNT=4"), onward("20220713T180000", "20220714T180000")),
			[]string{"2022-06-08 18:00 on"}, []string{"range"},
		},
		{
			"from what is no date on", vcalendar(event("RRULE:FREQ=WEEKLY;COUNT=4"), onward("20220616T180000", "20220616T190000")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 18:00 on"}, []string{"range"},
		},
		{
			"of an event without a rule", vcalendar(event("RDATE"+zone+"20220615T180000"), onward("20220615T180000", "20220615T190000"), vevent2("DTSTART;VALUE=DATE:20220101")),
			[]string{"2022-01-01 on"}, []string{"range"},
		},
		{
			"of an event that is not there", vcalendar(onward("20220615T180000", "20220615T190000"), vevent2("DTSTART;VALUE=DATE:20220101")),
			[]string{"2022-01-01 on"}, []string{"range"},
		},
		{
			"an identity that is taken", vcalendar(event("RRULE:FREQ=WEEKLY;COUNT=2"), onward("20220615T180000", "20220615T190000"),
				strings.Replace(vevent("DTSTART;VALUE=DATE:20220101"), "a@b", "a-r20220615@b", 1)),
			[]string{"2022-06-08 18:00 on", "2022-01-01 on"}, []string{"range"},
		},
		{
			"two from one date: the newest", vcalendar(event("RRULE:FREQ=WEEKLY;COUNT=2"), onward("20220615T180000", "20220615T190000"),
				onward("20220615T180000", "20220615T200000", "SEQUENCE:1")),
			[]string{"2022-06-08 18:00 on", "2022-06-15 20:00 on"}, []string{"repeated"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, findings, err := ical.Read(strings.NewReader(tt.calendar), ical.ReadOptions{})
			if err != nil {
				t.Fatal(err, findings)
			}
			if diff := cmp.Diff(tt.want, dates(c)); diff != "" {
				t.Errorf("dates (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.codes, codes(findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s\n%v", diff, findings)
			}
			c.Through = d("2023-12-31")
			if err := c.Validate(); err != nil {
				t.Error(err)
			}
			stable(t, c)
		})
	}
}
