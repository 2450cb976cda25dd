package schedule_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

func TestDateVectors(t *testing.T) {
	wednesdays := schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: d("2022-06-08"), Last: d("2022-12-31")}
	thursdays := schedule.Series{Rule: schedule.NthWeekdays(time.Thursday, 2, 4), First: d("2022-06-09"), Last: d("2022-12-31")}
	federal := holidays(t, schedule.USFederal(schedule.Observed))

	t.Run("T1 2nd and 4th Wednesdays", func(t *testing.T) {
		table := compile(t, wednesdays, schedule.CompileOptions{})
		want := "6/8 6/22 7/13 7/27 8/10 8/24 9/14 9/28 10/12 10/26 11/9 11/23 12/14 12/28"
		if diff := cmp.Diff(want, days(t, table, "2022-01-01", "2023-12-31")); diff != "" {
			t.Error(diff)
		}
		var before schedule.Date
		for o := range table.Held(d("2022-01-01"), d("2023-12-31")) {
			if gap := o.Date.DaysSince(before); !before.IsZero() && gap != 14 && gap != 21 {
				t.Errorf("%v comes %d days after %v", o.Date, gap, before)
			}
			before = o.Date
		}
	})
	t.Run("T2 2nd and 4th Thursdays, also without Thanksgiving", func(t *testing.T) {
		want := "6/9 6/23 7/14 7/28 8/11 8/25 9/8 9/22 10/13 10/27 11/10 11/24 12/8 12/22"
		if diff := cmp.Diff(want, days(t, compile(t, thursdays, schedule.CompileOptions{}), "2022-01-01", "2023-12-31")); diff != "" {
			t.Error(diff)
		}
		s := thursdays
		s.OnHoliday = schedule.Skip
		table := compile(t, s, schedule.CompileOptions{Holidays: federal})
		if diff := cmp.Diff(strings.Replace(want, "11/24 ", "", 1), days(t, table, "2022-01-01", "2023-12-31")); diff != "" {
			t.Error(diff)
		}
		if n := table.Count(schedule.Date{}, schedule.Date{}); n != 13 {
			t.Errorf("it meets %d times, want 13", n)
		}
	})
	t.Run("T3 Fridays, and observed holidays on Fridays", func(t *testing.T) {
		table := compile(t, schedule.Series{Rule: schedule.Weekly(time.Friday), First: d("2022-01-07"), Last: d("2022-06-03")}, schedule.CompileOptions{})
		if n := table.Count(schedule.Date{}, schedule.Date{}); n != 22 {
			t.Errorf("it meets %d times, want 22", n)
		}
		for day, name := range map[string]string{"2021-12-31": "New Year's Day (observed)", "2023-11-10": "Veterans Day (observed)"} {
			if got := federal.Name(d(day)); got != name {
				t.Errorf("%s is %q, want %q", day, got, name)
			}
		}
	})
	t.Run("T4 Tuesdays on federal holidays", func(t *testing.T) {
		tuesdays := schedule.Series{Rule: schedule.Weekly(time.Tuesday), First: d("2022-01-04"), OnHoliday: schedule.Skip}
		table := compile(t, tuesdays, schedule.CompileOptions{Holidays: federal})
		want := map[int]string{2022: "", 2023: "7/4", 2025: "11/11", 2029: "6/19 12/25"}
		for year, list := range want {
			var got []string
			n := 0
			for o := range table.All(d(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)), d(time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))) {
				if n++; o.Status == schedule.Skipped {
					got = append(got, o.Start().Format("1/2"))
				}
			}
			if strings.Join(got, " ") != list || n != 52 {
				t.Errorf("in %d it skips %v of %d, want %q of 52", year, got, n, list)
			}
		}
	})
	t.Run("T5 collisions of 2nd and 4th weekdays", func(t *testing.T) {
		skipped := func(day time.Weekday, from, to string) (list []string) {
			s := schedule.Series{Rule: schedule.NthWeekdays(day, 2, 4), First: d("2019-01-01"), OnHoliday: schedule.Skip}
			for o := range compile(t, s, schedule.CompileOptions{Holidays: federal}).All(d(from), d(to)) {
				if o.Status == schedule.Skipped && o.Reason.Holiday != "Thanksgiving Day" {
					list = append(list, o.Date.String())
				}
			}
			return list
		}
		if diff := cmp.Diff([]string{"2019-12-25", "2020-11-11", "2024-12-25", "2026-11-11", "2030-12-25"}, skipped(time.Wednesday, "2019-01-01", "2031-01-01")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"2021-11-11", "2025-12-25", "2027-11-11"}, skipped(time.Thursday, "2021-01-01", "2028-01-01")); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("T6 it may start on any of its days", func(t *testing.T) {
		s := schedule.Series{Rule: schedule.NthWeekdays(time.Thursday, 2, 4), First: d("2022-02-24"), Count: 3}
		if got := days(t, compile(t, s, schedule.CompileOptions{}), "2022-01-01", "2023-01-01"); got != "2/24 3/10 3/24" {
			t.Error(got)
		}
	})
	t.Run("T7 ten Mondays, twelve Thursdays", func(t *testing.T) {
		mondays := schedule.Series{Rule: schedule.Weekly(time.Monday), First: d("2017-09-11"), Count: 10}
		if got := days(t, compile(t, mondays, schedule.CompileOptions{}), "2017-01-01", "2018-01-01"); !strings.HasSuffix(got, " 11/13") {
			t.Errorf("ten Mondays are %s", got)
		}
		thursdays := schedule.Series{Rule: schedule.Weekly(time.Thursday), First: d("2015-01-08"), Count: 12}
		if got := days(t, compile(t, thursdays, schedule.CompileOptions{}), "2015-01-01", "2016-01-01"); !strings.HasSuffix(got, " 3/26") {
			t.Errorf("twelve Thursdays are %s", got)
		}
	})
	t.Run("T8 the wall clock does not move with daylight saving", func(t *testing.T) {
		s := schedule.Series{Rule: schedule.Weekly(time.Tuesday), First: d("2022-01-04"), Start: schedule.MustClock("18:15"), Length: 75 * time.Minute}
		for o := range compile(t, s, schedule.CompileOptions{}).Held(d("2022-01-01"), d("2023-01-01")) {
			if o.Start().Format("15:04") != "18:15" || o.End().Format("15:04") != "19:30" || o.End().Sub(o.Start()) != 75*time.Minute {
				t.Errorf("%v to %v", o.Start(), o.End())
			}
		}
	})
	t.Run("T9 every other Wednesday is not 2nd and 4th", func(t *testing.T) {
		s := schedule.Series{Rule: schedule.Weekly(time.Wednesday).Every(2), First: d("2022-06-08")}
		if got := days(t, compile(t, s, schedule.CompileOptions{}), "2022-06-01", "2022-07-31"); got != "6/8 6/22 7/6 7/20" {
			t.Error(got)
		}
		if e := compile(t, wednesdays, schedule.CompileOptions{}).Explain(d("2022-07-06")); e.Cause != schedule.NotInRule {
			t.Error(e)
		}
	})
	t.Run("S15 first and last dates are inclusive", func(t *testing.T) {
		s := schedule.Series{Rule: schedule.Weekly(time.Friday), First: d("2022-05-27"), Last: d("2022-06-03")}
		if got := days(t, compile(t, s, schedule.CompileOptions{}), "2022-01-01", "2023-01-01"); got != "5/27 6/3" {
			t.Error(got)
		}
	})
}
