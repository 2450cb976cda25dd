package ical_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

func TestRules(t *testing.T) {
	tests := []struct {
		name, rule, want, outlook string
	}{
		{"2nd and 4th Wednesdays, which Outlook lacks", "FREQ=MONTHLY;BYDAY=2WE,4WE", "FREQ=MONTHLY;BYDAY=2WE,4WE", ""},
		{"the last Friday", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR"},
		{"a 5th Wednesday, which Outlook lacks", "FREQ=MONTHLY;BYDAY=5WE", "FREQ=MONTHLY;BYDAY=5WE", ""},
		{"the weekday of the first date", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=WE"},
		{"every other week says when weeks begin", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU", "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU"},
		{"a pause in summer", "FREQ=WEEKLY;BYMONTH=1,9;BYDAY=WE", "FREQ=YEARLY;BYMONTH=1,9;BYDAY=WE", ""},
		{"a pause in summer, on the weekday of the first date", "FREQ=WEEKLY;BYMONTH=1,9", "FREQ=YEARLY;BYMONTH=1,9;BYDAY=WE", ""},
		{"every day of some months", "FREQ=DAILY;BYMONTH=9", "FREQ=YEARLY;BYMONTH=9;BYDAY=MO,TU,WE,TH,FR,SA,SU", ""},
		{"every other week, with a pause, is listed", "FREQ=WEEKLY;INTERVAL=2;BYMONTH=1,9;BYDAY=WE", "", ""},
		{"the day of the first date", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=8", ""},
		{"the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=15"},
		{"the 31st, which Outlook moves", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=31", ""},
		{"the last workday", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"},
		{"two positions are listed", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,-1", "", ""},
		{"a weekly position is listed", "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "", ""},
		{"the date of the first date", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=8", ""},
		{"Thanksgiving", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"},
		{"numbered and other days are listed", "FREQ=MONTHLY;BYDAY=1MO,WE", "", ""},
		{"days of all months are listed", "FREQ=YEARLY;BYMONTHDAY=1", "", ""},
		{"week numbers are listed", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "", ""},
		{"every third day", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;INTERVAL=3;WKST=MO", "FREQ=DAILY;INTERVAL=3;WKST=MO"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := weekly()
			s.Rule = rule(t, tt.rule)
			c := one(t, s, schedule.CompileOptions{Zone: zone(t, "America/Phoenix")})
			for outlook, want := range map[bool]string{false: tt.want, true: tt.outlook} {
				if want != "" {
					want = "RRULE:" + want
				}
				c.Outlook = outlook
				if got := strings.Join(find(t, write(t, c), "RRULE"), ""); got != want {
					t.Errorf("%s with Outlook %v is written %q, want %q", tt.rule, outlook, got, want)
				}
			}
		})
	}
}

func TestWhereARuleEnds(t *testing.T) {
	federal := compileHolidays(t, schedule.USFederal(schedule.Observed))
	closed := func(first, last string) []schedule.Closure {
		return []schedule.Closure{{First: d(first), Last: d(last)}}
	}
	tests := []struct {
		name   string
		change func(*schedule.Series, *schedule.CompileOptions)
		want   string // of RRULE, after the rule
	}{
		{"a rule that takes every date has no end", func(*schedule.Series, *schedule.CompileOptions) {}, ""},
		{"a rule that depends on holidays ends with the calendar", func(s *schedule.Series, _ *schedule.CompileOptions) { s.OnHoliday = schedule.Skip }, ";UNTIL=20231228T045959Z"},
		{"so does one that asks", func(s *schedule.Series, _ *schedule.CompileOptions) { s.OnHoliday = schedule.Ask }, ";UNTIL=20231228T045959Z"},
		{"so does one with a closure", func(_ *schedule.Series, o *schedule.CompileOptions) { o.Closures = closed("2022-07-01", "2022-07-31") }, ";UNTIL=20231228T045959Z"},
		{"S15 the last date is included", func(s *schedule.Series, _ *schedule.CompileOptions) { s.Last = d("2022-08-31") }, ";UNTIL=20220901T035959Z"},
		{"a last date after the calendar stays", func(s *schedule.Series, _ *schedule.CompileOptions) { s.Last = d("2030-08-31") }, ";UNTIL=20300901T035959Z"},
		{"but not with holidays", func(s *schedule.Series, _ *schedule.CompileOptions) {
			s.Last, s.OnHoliday = d("2030-08-31"), schedule.Skip
		}, ";UNTIL=20231228T045959Z"},
		{"a number of dates", func(s *schedule.Series, _ *schedule.CompileOptions) { s.Count = 10 }, ";COUNT=10"},
		{"less those before the event begins", func(s *schedule.Series, _ *schedule.CompileOptions) {
			s.Count, s.Exceptions = 10, []schedule.Exception{{On: d("2022-06-08"), Kind: schedule.Cancel}}
		}, ";COUNT=9"},
		{"a number of dates that ends first", func(s *schedule.Series, _ *schedule.CompileOptions) { s.Count, s.Last = 2, d("2030-01-01") }, ";UNTIL=20220616T035959Z"},
		{"a number of dates that ends last", func(s *schedule.Series, _ *schedule.CompileOptions) { s.Count, s.Last = 9999, d("2025-01-01") }, ";UNTIL=20250102T045959Z"},
		{"a number of dates with holidays", func(s *schedule.Series, _ *schedule.CompileOptions) { s.Count, s.OnHoliday = 3, schedule.Skip }, ";UNTIL=20220623T035959Z"},
		{"a start late at night", func(s *schedule.Series, _ *schedule.CompileOptions) {
			s.Last, s.Start = d("2022-08-31"), schedule.MustClock("23:45")
		}, ";UNTIL=20220901T044500Z"},
		{"a start at midnight", func(s *schedule.Series, _ *schedule.CompileOptions) {
			s.Last, s.Start = d("2022-08-31"), schedule.MustClock("00:00")
		}, ";UNTIL=20220901T030000Z"},
		{"whole days", func(s *schedule.Series, _ *schedule.CompileOptions) {
			s.Last, s.Start = d("2022-08-31"), schedule.Clock{}
		}, ";UNTIL=20220831"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, o := weekly(), schedule.CompileOptions{Holidays: federal}
			tt.change(&s, &o)
			got := find(t, write(t, one(t, s, o)), "RRULE")
			got = slices.DeleteFunc(got, func(line string) bool { return strings.HasPrefix(line, "RRULE:FREQ=YEARLY") })
			if diff := cmp.Diff([]string{"RRULE:FREQ=WEEKLY;BYDAY=WE" + tt.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHoursAtWhichClocksChange(t *testing.T) {
	for start, isRule := range map[string]bool{
		"00:59:59": true, "01:00": false, "02:00": false, "02:59:59": false, "03:00": true, "18:00": true,
	} {
		s := weekly()
		s.Start, s.Length = schedule.MustClock(start), 0
		got := strings.Contains(string(write(t, one(t, s, schedule.CompileOptions{}))), "RRULE:FREQ=WEEKLY")
		if got != isRule {
			t.Errorf("a series in New York at %s is written as a rule: %v, want %v", start, got, isRule)
		}
	}
}

func TestChangesAfterTheCalendar(t *testing.T) {
	s := weekly()
	s.Exceptions = []schedule.Exception{{On: d("2024-07-03"), Kind: schedule.Cancel}}
	t.Run("a rule that goes on has them too", func(t *testing.T) {
		c := one(t, s, schedule.CompileOptions{})
		c.Events[0].Overrides = []ical.Override{{On: d("2024-08-07"), Note: "picnic"}}
		want := []string{"RECURRENCE-ID;TZID=America/New_York:20240703T180000", "RECURRENCE-ID;TZID=America/New_York:20240807T180000"}
		if diff := cmp.Diff(want, find(t, write(t, c), "RECURRENCE-ID")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a rule that ends with the calendar does not", func(t *testing.T) {
		o := schedule.CompileOptions{Closures: []schedule.Closure{{First: d("2022-07-06"), Last: d("2022-07-06")}}}
		want := []string{"RECURRENCE-ID;TZID=America/New_York:20220706T180000"}
		if diff := cmp.Diff(want, find(t, write(t, one(t, s, o)), "RECURRENCE-ID")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("not even if the closure is only met while looking for them", func(t *testing.T) {
		o := schedule.CompileOptions{Closures: []schedule.Closure{{First: d("2024-03-06"), Last: d("2024-03-06")}}}
		got := find(t, write(t, one(t, s, o)), "RECURRENCE-ID", "UNTIL")
		if len(got) != 0 || !strings.Contains(string(write(t, one(t, s, o))), ";UNTIL=20231228T045959Z") {
			t.Error(got)
		}
	})
	t.Run("a date that is moved beyond the last day is there, wherever it went", func(t *testing.T) {
		for _, days := range []int{1, 9, 400} {
			s := weekly()
			s.Exceptions = []schedule.Exception{{On: d("2023-12-27"), Kind: schedule.Reschedule, To: d("2023-12-27").AddDays(days)}}
			c := one(t, s, schedule.CompileOptions{})
			c.Through = d("2023-12-27")
			if got := find(t, write(t, c), "RECURRENCE-ID"); len(got) != 1 {
				t.Errorf("moved by %d days: %v", days, got)
			}
		}
	})
	t.Run("so is one that a holiday puts off beyond it", func(t *testing.T) {
		s := weekly()
		s.OnHoliday = schedule.Move
		h := compileHolidays(t, schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: "break", First: d("2022-06-15"), Last: d("2022-06-20")}}})
		c := one(t, s, schedule.CompileOptions{Holidays: h})
		c.Through = d("2022-06-15")
		got := entries(t, write(t, c))
		if len(got) != 2 || got[1].text("DTSTART") != "20220621T180000" {
			t.Errorf("%v", got)
		}
	})
	t.Run("a series without a date until then has no event", func(t *testing.T) {
		late, never := s, s
		late.First = d("2024-01-03")
		never.Rule = rule(t, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
		late.Exceptions, never.Exceptions = nil, nil
		for _, s := range []schedule.Series{late, never} {
			if got := find(t, write(t, one(t, s, schedule.CompileOptions{})), "BEGIN"); slices.Contains(got, "BEGIN:VEVENT") || len(got) < 2 {
				t.Error(got)
			}
		}
	})
}
