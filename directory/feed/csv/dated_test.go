package csv_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/schedule"
)

func TestDatesAsARule(t *testing.T) {
	for _, tt := range []struct {
		name, dates string
		want        string // rule, first and last, or the dates
	}{
		{"every week", "2022-06-07 2022-06-14 2022-06-21", "FREQ=WEEKLY;BYDAY=TU 2022-06-07 2022-06-21"},
		{"in any order, and one twice", "2022-06-21 2022-06-07 2022-06-14 2022-06-07", "FREQ=WEEKLY;BYDAY=TU 2022-06-07 2022-06-21"},
		{"two days of each week", "2022-06-07 2022-06-09 2022-06-14 2022-06-16 2022-06-21", "FREQ=WEEKLY;BYDAY=TU,TH 2022-06-07 2022-06-21"},
		{"every other week", "2022-06-01 2022-06-15 2022-06-29 2022-07-13", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=MO 2022-06-01 2022-07-13"},
		{"the 2nd and 4th", "2022-06-08 2022-06-22 2022-07-13 2022-07-27", "FREQ=MONTHLY;BYDAY=2WE,4WE 2022-06-08 2022-07-27"},
		{"the last of the month", "2022-06-30 2022-07-28 2022-08-25 2022-09-29", "FREQ=MONTHLY;BYDAY=-1TH 2022-06-30 2022-09-29"},
		{"every other week or the 2nd and 4th: nobody knows", "2022-02-09 2022-02-23 2022-03-09 2022-03-23", "2022-02-09 2022-02-23 2022-03-09 2022-03-23"},
		{"a week is missing", "2022-06-07 2022-06-14 2022-06-28", "2022-06-07 2022-06-14 2022-06-28"},
		{"two dates are no rule", "2022-06-07 2022-06-14", "2022-06-07 2022-06-14"},
	} {
		t.Run("D45 "+tt.name, func(t *testing.T) {
			text := "Date,Time,Name,Place\n"
			for i, d := range strings.Fields(tt.dates) {
				text += d + ",18:00,Lamp,Hall," + strings.Repeat("x", i) + "\n"
			}
			o, _ := one(t, read(t, csv.Sheet{}, text))
			s := o.Series[0]
			got := strings.TrimSpace(s.Rule.String() + " " + s.First.String() + " " + s.Last.String())
			for _, d := range s.Dates {
				got += " " + d.String()
			}
			if diff := cmp.Diff(tt.want, strings.TrimSpace(got)); diff != "" || len(o.Series) != 1 {
				t.Errorf("%d series (-want +got):\n%s", len(o.Series), diff)
			}
		})
	}
	t.Run("D45 dates at another time are a series of their own", func(t *testing.T) {
		o, _ := one(t, read(t, csv.Sheet{}, "Date,Time,Name,Place\n2022-06-07,18:00,Lamp,Hall\n2022-06-14,19:00,Lamp,Hall\n"))
		want := []schedule.Series{
			{ID: "at-1800", Dates: []schedule.Date{schedule.MustDate("2022-06-07")}, Start: schedule.MustClock("18:00"), Zone: "America/New_York"},
			{ID: "at-1900", Dates: []schedule.Date{schedule.MustDate("2022-06-14")}, Start: schedule.MustClock("19:00"), Zone: "America/New_York"},
		}
		if diff := cmp.Diff(want, o.Series); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("a time in UTC is put on the clock of the place", func(t *testing.T) {
		o, _ := one(t, read(t, csv.Sheet{}, "Date,Name,Place\n2022-06-08T00:30:00Z,Lamp,Hall\n"))
		if s := o.Series[0]; s.Dates[0] != schedule.MustDate("2022-06-07") || s.Start != schedule.MustClock("20:30") {
			t.Errorf("%v at %v, want 2022-06-07 at 20:30", s.Dates, s.Start)
		}
	})
	t.Run("a weekday that is not that of the date is a question", func(t *testing.T) {
		_, codes := one(t, read(t, csv.Sheet{}, "Date,Day,Time,Name,Place\n2022-06-07,Monday,18:00,Lamp,Hall\n"))
		if diff := cmp.Diff([]string{"weekday-differs"}, codes); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestNothingIsGuessed reads schedules that leave something open: the group is
// listed without days, the words stay in the note, and there is a question.
func TestNothingIsGuessed(t *testing.T) {
	for _, tt := range []struct{ name, titles, cells, code string }{
		{"every other week without a first day", "Schedule", "Every other Tuesday 6 pm", "schedule-unclear"},
		{"twice a month", "Frequency,Day", "Twice a month,Tuesday", "weeks-missing"},
		{"odd weeks", "Schedule", "Odd weeks Tuesday 6 pm", "schedule-unclear"},
		{"odd weeks in a column", "Week,Day", "odd weeks,Tuesday", "schedule-unclear"},
		{"numbers before the weekday", "Schedule", "\"2,4 Tuesday 6 pm\"", "schedule-unclear"},
		{"the third, or every three weeks", "Schedule", "Every third Thursday 6 pm", "schedule-unclear"},
		{"a time without a day", "Time", "6 pm", "day-missing"},
		{"a frequency that nobody knows", "Frequency,Day", "as the moon,Tuesday", "schedule-unclear"},
		{"a week that nobody knows", "Week,Day", "6th,Tuesday", "schedule-unclear"},
		{"a first day that cannot be read", "Day,Start Date", "Tuesday,after Easter", "date-unread"},
		{"dates in the cell of the time", "Day,Time", "Tuesday,\"6 pm, odd weeks\"", "schedule-unclear"},
	} {
		t.Run("D45 "+tt.name, func(t *testing.T) {
			o, codes := one(t, read(t, csv.Sheet{}, "Name,Place,"+tt.titles+"\nLamp,Hall,"+tt.cells+"\n"))
			if diff := cmp.Diff([]string{tt.code}, codes); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
			if len(o.Series) != 0 || o.Note["en"] == "" {
				t.Errorf("series %v, note %q; want no series and the words", o.Series, o.Note)
			}
		})
	}
}
