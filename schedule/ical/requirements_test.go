package ical_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestRequirements(t *testing.T) {
	t.Run("D7 the same data gives the same bytes", func(t *testing.T) {
		if !bytes.Equal(write(t, corpusCalendar(t)), write(t, corpusCalendar(t))) {
			t.Error("two calendars differ")
		}
	})
	t.Run("D41 a date with a room of its own says so, without the point of the other room", func(t *testing.T) {
		c := one(t, weekly(), schedule.CompileOptions{})
		c.Events[0].Location, c.Events[0].Geo = "Room A", &ical.Geo{Lat: 30, Lng: -81}
		c.Events[0].Overrides = []ical.Override{{On: d("2022-06-15"), Location: "Room B", Note: "Room B tonight"}}
		all := entries(t, write(t, c))
		got := []string{all[1].text("RECURRENCE-ID"), all[1].text("LOCATION"), all[1].text("GEO"), all[1].text("DESCRIPTION")}
		if diff := cmp.Diff([]string{"20220615T180000", "Room B", "", "Room B tonight"}, got); diff != "" {
			t.Error(diff)
		}
		if all[0].text("LOCATION") != "Room A" || all[0].text("GEO") != "30;-81" {
			t.Errorf("the other dates are at %q, %q", all[0].text("LOCATION"), all[0].text("GEO"))
		}
	})
	t.Run("D43 changes to dates stay on their dates when the start time is corrected", func(t *testing.T) {
		s := weekly()
		s.Exceptions = []schedule.Exception{{On: d("2022-06-15"), Kind: schedule.Cancel}, {On: d("2022-06-17"), Kind: schedule.Add}}
		before := write(t, one(t, s, schedule.CompileOptions{}))
		s.Start = schedule.MustClock("18:30")
		after := write(t, one(t, s, schedule.CompileOptions{}))
		if diff := cmp.Diff(find(t, before, "UID"), find(t, after, "UID")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"RECURRENCE-ID;TZID=America/New_York:20220615T183000"}, find(t, after, "RECURRENCE-ID")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("D47 every entry says where to check", func(t *testing.T) {
		c := changes(t)
		c.Events[0].Check = "https://exa.mp/le"
		for _, e := range entries(t, write(t, c)) {
			if !strings.HasSuffix(e.text("DESCRIPTION"), "Check before you go: https://exa.mp/le") {
				t.Errorf("it says %q", e.text("DESCRIPTION"))
			}
		}
	})
	t.Run("D55 a discreet calendar has no titles and no descriptions", func(t *testing.T) {
		c := changes(t)
		c.Discreet, c.Events[0].Check, c.Events[0].URL = true, "", ""
		if got := string(write(t, c)); strings.Contains(got, "Family") || strings.Contains(got, "relatives") || !strings.Contains(got, "SUMMARY:CANCELLED: Meeting") {
			t.Error(got)
		}
	})
	t.Run("V20 a calendar carries when it was updated and how far it is complete", func(t *testing.T) {
		c := groups(t)
		c.Events[2].Modified = modified.Add(time.Hour)
		got := find(t, write(t, c), "LAST-MODIFIED", "X-WR-CALDESC")[:2]
		want := []string{`X-WR-CALDESC:Support groups led by peers.\n\nComplete through December 31\, 2023.`, "LAST-MODIFIED:20220601T130000Z"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("S10 V4 V5 there is no field for what only some may know", func(t *testing.T) {
		want := "Calendar: Name Description URL Source Language Product Refresh Through Discreet Outlook Events\n" +
			"Event: UID Timetable Summary Description Location Geo URL Check CallFirst Hidden Overrides Sequence Modified\n" +
			"Override: On Summary Location Geo URL Note\nGeo: Lat Lng\n"
		var got strings.Builder
		for _, v := range []any{ical.Calendar{}, ical.Event{}, ical.Override{}, ical.Geo{}} {
			got.WriteString(reflect.TypeOf(v).Name() + ":")
			for f := range reflect.TypeOf(v).Fields() {
				got.WriteString(" " + f.Name)
			}
			got.WriteString("\n")
		}
		if diff := cmp.Diff(want, got.String()); diff != "" {
			t.Errorf("fields (-want +got):\n%s", diff)
		}
	})
}
