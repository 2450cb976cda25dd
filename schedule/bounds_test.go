package schedule_test

import (
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

func TestBounds(t *testing.T) {
	rule := schedule.NthWeekdays(time.Wednesday, 2, 4)
	tests := []struct {
		name        string
		s           schedule.Series
		first, last string
	}{
		{"nothing", schedule.Series{}, "", ""},
		{"no end", schedule.Series{Rule: rule, First: d("2022-06-01")}, "2022-06-08", ""},
		{"an end between two dates", schedule.Series{Rule: rule, First: d("2022-06-01"), Last: d("2022-12-31")}, "2022-06-08", "2022-12-28"},
		{"a number", schedule.Series{Rule: rule, First: d("2022-06-01"), Count: 3}, "2022-06-08", "2022-07-13"},
		{"an end before any date", schedule.Series{Rule: rule, First: d("2022-06-01"), Last: d("2022-06-07")}, "", ""},
		{"a rule without dates", schedule.Series{Rule: mustRule(t, "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), First: d("2022-06-01")}, "", ""},
		{"dates only", schedule.Series{Dates: []schedule.Date{d("2022-06-08"), d("2022-06-01")}}, "2022-06-01", "2022-06-08"},
		{"a date before the rule", schedule.Series{Rule: rule, First: d("2022-06-01"), Dates: []schedule.Date{d("2022-05-08")}}, "2022-05-08", ""},
		{"an added and a moved date", schedule.Series{Rule: rule, First: d("2022-06-01"), Count: 2, Exceptions: []schedule.Exception{
			{On: d("2022-06-03"), Kind: schedule.Add}, {On: d("2022-06-22"), Kind: schedule.Reschedule, To: d("2022-07-01")}, {On: d("2022-09-01"), Kind: schedule.Cancel}}}, "2022-06-03", "2022-07-01"},
		{"a date that may be put off", schedule.Series{Rule: rule, First: d("2022-06-01"), Count: 2, OnHoliday: schedule.Move}, "2022-06-08", "2022-06-29"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if first, last := tt.s.Bounds(); first.String() != tt.first || last.String() != tt.last {
				t.Errorf("from %q to %q, want %q and %q", first, last, tt.first, tt.last)
			}
		})
	}
}
