package schedule_test

import (
	"errors"
	"testing"

	"github.com/withinreach/withinreach/schedule"
)

func TestParseRecurrence(t *testing.T) {
	newYork := zone(t, "America/New_York")
	tests := []struct {
		name, rule, start string
		zone              *schedule.Zone
		last              string
		count             int
	}{
		{"no end", "FREQ=WEEKLY", "18:00", newYork, "", 0},
		{"a number", "RRULE:FREQ=WEEKLY;COUNT=10", "18:00", newYork, "", 10},
		{"a day is included", "FREQ=WEEKLY;UNTIL=20221228", "18:00", newYork, "2022-12-28", 0},
		{"a local time", "FREQ=WEEKLY;UNTIL=20221228T180000", "18:00", newYork, "2022-12-28", 0},
		{"a local time before the start", "FREQ=WEEKLY;UNTIL=20221228T175959", "18:00", newYork, "2022-12-27", 0},
		{"a time in UTC is one of the zone", "FREQ=WEEKLY;UNTIL=20221229T000000Z", "18:00", newYork, "2022-12-28", 0},
		{"a time in UTC without a zone", "FREQ=WEEKLY;UNTIL=20221229T000000Z", "18:00", nil, "2022-12-28", 0},
		{"the first day of the calendar", "FREQ=WEEKLY;UNTIL=19000101", "", nil, "1900-01-01", 0},
		{"the last day of the calendar", "FREQ=WEEKLY;UNTIL=22001231", "", nil, "2200-12-31", 0},
		{"a day past the calendar is no end", "FREQ=WEEKLY;UNTIL=99991231", "", nil, "", 0},
		{"a time past the calendar is no end", "FREQ=WEEKLY;UNTIL=99991231T235959Z", "18:00", newYork, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var start schedule.Clock
			if tt.start != "" {
				start = schedule.MustClock(tt.start)
			}
			s, err := schedule.ParseRecurrence(tt.rule, d("2022-06-08"), start, tt.zone)
			if err != nil || s.Last.String() != tt.last || s.Count != tt.count {
				t.Errorf("last %q, count %d, %v; want %q, %d", s.Last, s.Count, err, tt.last, tt.count)
			}
		})
	}
}

func TestParseRecurrenceRefuses(t *testing.T) {
	for _, tt := range []struct{ name, rule, field string }{
		{"a count and an end", "FREQ=WEEKLY;COUNT=3;UNTIL=20221228", "COUNT"},
		{"a count of nothing", "FREQ=WEEKLY;COUNT=0", "COUNT"},
		{"an end before the calendar", "FREQ=WEEKLY;UNTIL=18991231", "UNTIL"},
		{"an end that is no day", "FREQ=WEEKLY;UNTIL=20220230", "UNTIL"},
		{"an end that is no time", "FREQ=WEEKLY;UNTIL=20221228T", "UNTIL"},
		{"a day in UTC", "FREQ=WEEKLY;UNTIL=20221228Z", "UNTIL"},
		{"a start on the first day of the calendar after its end", "FREQ=WEEKLY;UNTIL=19000101T175959", "UNTIL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := schedule.ParseRecurrence(tt.rule, d("2022-06-08"), schedule.MustClock("18:00"), nil)
			var fe *schedule.FieldError
			if !errors.As(err, &fe) || fe.Field != tt.field {
				t.Errorf("%+v, %v, want a FieldError for %s", s, err, tt.field)
			}
		})
	}
}
