package schedule_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

func compile(t testing.TB, s schedule.Series, o schedule.CompileOptions) *schedule.Timetable {
	t.Helper()
	if o.Zone == nil {
		o.Zone = zone(t, "America/New_York")
	}
	table, err := schedule.Compile(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func holidays(t testing.TB, s schedule.HolidaySet) *schedule.Holidays {
	t.Helper()
	h, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func d(s string) schedule.Date { return schedule.MustDate(s) }

// days returns dates as month/day, the way people list them.
func days(t *testing.T, table *schedule.Timetable, from, to string) string {
	t.Helper()
	var list []string
	for o := range table.Held(d(from), d(to)) {
		list = append(list, o.Start().Format("1/2"))
	}
	return strings.Join(list, " ")
}

func TestHolidayPolicies(t *testing.T) {
	federal := holidays(t, schedule.USFederal(schedule.Both))
	thursdays := schedule.Series{ID: "thu", Rule: schedule.Weekly(time.Thursday), First: d("2022-11-03"), Start: schedule.MustClock("18:00")}
	tests := []struct {
		name   string
		policy schedule.HolidayPolicy
		want   string
	}{
		{"D2 keep", schedule.Keep, "2022-11-24 18:00 on"},
		{"D2 skip", schedule.Skip, "2022-11-24 18:00 skipped: Thanksgiving Day"},
		{"D2 move", schedule.Move, "2022-11-25 18:00 moved from 2022-11-24: Thanksgiving Day"},
		{"D2 ask", schedule.Ask, "2022-11-24 18:00 unconfirmed: Thanksgiving Day"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := thursdays
			s.OnHoliday = tt.policy
			table := compile(t, s, schedule.CompileOptions{Holidays: federal})
			if got := table.Explain(d("2022-11-24")).String(); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
			list := slices.Collect(table.All(d("2022-11-18"), d("2022-12-01")))
			if len(list) != 1 || list[0].String() != tt.want || list[0].Key().String() != "thu/2022-11-24" {
				t.Errorf("%v, want %s", list, tt.want)
			}
		})
	}
	t.Run("a policy without holidays is an error", func(t *testing.T) {
		s := thursdays
		s.OnHoliday = schedule.Ask
		if _, err := schedule.Compile(s, schedule.CompileOptions{Zone: zone(t, "UTC")}); !errors.Is(err, schedule.ErrNoHolidays) {
			t.Error(err)
		}
	})
	t.Run("a yes confirms a date that is asked about, a no cancels it", func(t *testing.T) {
		s := thursdays
		s.OnHoliday = schedule.Ask
		s.Exceptions = []schedule.Exception{{On: d("2022-11-24"), Kind: schedule.Add, Reason: "we meet"}}
		if got := compile(t, s, schedule.CompileOptions{Holidays: federal}).Explain(d("2022-11-24")).String(); got != "2022-11-24 18:00 on: we meet" {
			t.Error(got)
		}
		s.Exceptions[0].Kind = schedule.Cancel
		s.Exceptions[0].Reason = ""
		if got := compile(t, s, schedule.CompileOptions{Holidays: federal}).Explain(d("2022-11-24")).String(); got != "2022-11-24 18:00 cancelled: changed by the organizers" {
			t.Error(got)
		}
	})
}

func TestMovingFromAHoliday(t *testing.T) {
	own := func(days ...string) schedule.HolidaySet {
		var s schedule.HolidaySet
		for i := 0; i < len(days); i += 2 {
			s.Own = append(s.Own, schedule.OwnHoliday{Name: "closed", First: d(days[i]), Last: d(days[i+1])})
		}
		return s
	}
	tests := []struct {
		name     string
		rule     schedule.Rule
		holidays schedule.HolidaySet
		closures []schedule.Closure
		want     string
	}{
		{"to the next day", schedule.Weekly(time.Monday), own("2022-09-05", "2022-09-05"), nil, "9/6"},
		{"past further holidays", schedule.Weekly(time.Monday), own("2022-09-05", "2022-09-07"), nil, "9/8"},
		{"not past the next date", schedule.Weekly(time.Monday, time.Wednesday), own("2022-09-05", "2022-09-06"), nil, "9/7"},
		{"not onto the next date", schedule.Daily(), own("2022-09-05", "2022-09-05"), nil, "9/6 9/7 9/8 9/9 9/10"},
		{"at most seven days", schedule.Monthly(5), own("2022-09-05", "2022-09-11"), nil, ""},
		{"the seventh day is in time", schedule.Monthly(4), own("2022-09-04", "2022-09-09"), nil, "9/10"},
		{"not onto a closed day", schedule.Weekly(time.Monday), own("2022-09-05", "2022-09-05"), []schedule.Closure{{First: d("2022-09-06"), Last: d("2022-09-06")}}, "9/7"},
		{"seven days from the day before the window", schedule.Monthly(3), own("2022-09-03", "2022-09-09"), nil, "9/10"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := schedule.Series{Rule: tt.rule, First: d("2022-09-03"), OnHoliday: schedule.Move}
			if tt.rule == schedule.Daily() {
				s.First = d("2022-09-05")
			}
			table := compile(t, s, schedule.CompileOptions{Holidays: holidays(t, tt.holidays), Closures: tt.closures})
			if got := days(t, table, "2022-09-04", "2022-09-11"); got != tt.want {
				t.Errorf("it meets %s, want %s", got, tt.want)
			}
			// A window that begins after the holiday still has what was moved into it.
			if last := strings.Split(tt.want, " ")[len(strings.Split(tt.want, " "))-1]; last != "" {
				from := d("2022-09-04").AddDays(len("x"))
				for !strings.HasSuffix(from.String(), last[2:]) {
					from = from.AddDays(1)
				}
				if got := days(t, table, from.String(), "2022-09-11"); got != last {
					t.Errorf("from %v it meets %s, want %s", from, got, last)
				}
			}
		})
	}
}

func TestMovingNeverMeetsAnotherMeeting(t *testing.T) {
	closed := holidays(t, schedule.HolidaySet{Own: []schedule.OwnHoliday{{Name: "fair", First: d("2022-09-05")}}})
	s := schedule.Series{
		Rule: schedule.Weekly(time.Monday), First: d("2022-09-05"), OnHoliday: schedule.Move,
		Exceptions: []schedule.Exception{{On: d("2022-09-12"), Kind: schedule.Reschedule, To: d("2022-09-06")}},
	}
	if got := days(t, compile(t, s, schedule.CompileOptions{Holidays: closed}), "2022-09-05", "2022-09-20"); got != "9/6 9/19" {
		t.Errorf("it meets %s, want 9/6 9/19: the 5th is skipped, the 12th takes the 6th", got)
	}
}

func TestExceptions(t *testing.T) {
	series := schedule.Series{
		ID: "wed", Rule: schedule.Weekly(time.Wednesday), First: d("2022-06-01"), Last: d("2022-07-31"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, Dates: []schedule.Date{d("2022-08-15"), d("2022-06-15"), d("2022-08-15")},
		Exceptions: []schedule.Exception{
			{On: d("2022-07-20"), Kind: schedule.Annotate, Reason: "speaker"},
			{On: d("2022-06-08"), Kind: schedule.Cancel, Reason: "no room"},
			{On: d("2022-06-22"), Kind: schedule.Reschedule, To: d("2022-06-30"), Start: schedule.MustClock("10:00")},
			{On: d("2022-06-29"), Kind: schedule.Reschedule, Start: schedule.MustClock("19:00"), Length: time.Hour},
			{On: d("2022-07-01"), Kind: schedule.Add, Reason: "picnic"},
			{On: d("2022-07-05"), Kind: schedule.Reschedule, To: d("2022-07-07")}, // not a date
			{On: d("2022-07-07"), Kind: schedule.Cancel},                          // not a date
			{On: d("2022-07-13"), Kind: schedule.Reschedule, To: d("2022-05-30"), Reason: "early"},
		},
	}
	table := compile(t, series, schedule.CompileOptions{})
	want := []string{
		"2022-05-30 18:00 moved from 2022-07-13: early",
		"2022-06-01 18:00 on",
		"2022-06-08 18:00 cancelled: no room",
		"2022-06-15 18:00 on",
		"2022-06-29 19:00 moved: changed by the organizers",
		"2022-06-30 10:00 moved from 2022-06-22: changed by the organizers",
		"2022-07-01 18:00 added: picnic",
		"2022-07-06 18:00 on",
		"2022-07-20 18:00 on: speaker",
		"2022-07-27 18:00 on",
		"2022-08-15 18:00 on",
	}
	var got []string
	for o := range table.All(schedule.Date{}, schedule.Date{}) {
		got = append(got, o.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}

	t.Run("Explain says what became of each date", func(t *testing.T) {
		tests := map[string]string{
			"2022-05-25": "2022-05-25 none: before the first date",
			"2022-06-22": "2022-06-30 10:00 moved from 2022-06-22: changed by the organizers",
			"2022-07-07": "2022-07-07 none: not a day of the rule",
			"2022-08-03": "2022-08-03 none: after the last date",
			"2022-06-30": "2022-06-30 10:00 moved from 2022-06-22: changed by the organizers",
		}
		for day, want := range tests {
			if got := table.Explain(d(day)).String(); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		counted := series
		counted.Count, counted.Last, counted.Exceptions = 2, schedule.Date{}, nil
		if got := compile(t, counted, schedule.CompileOptions{}).Explain(d("2022-06-22")).Cause; got != schedule.AfterCount {
			t.Error(got)
		}
	})
	t.Run("any window has the same occurrences", func(t *testing.T) {
		all := slices.Collect(table.All(schedule.Date{}, schedule.Date{}))
		for from := d("2022-05-20"); from.Before(d("2022-08-25")); from = from.AddDays(1) {
			for _, length := range []int{0, 1, 7, 40} {
				to := from.AddDays(length)
				var want, got []string
				for _, o := range all {
					if !o.Date.Before(from) && o.Date.Before(to) {
						want = append(want, o.String())
					}
				}
				for o := range table.All(from, to) {
					got = append(got, o.String())
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("[%v, %v) (-want +got):\n%s", from, to, diff)
				}
			}
		}
	})
	t.Run("D43 a corrected start time keeps every exception on its date", func(t *testing.T) {
		corrected := series
		corrected.Start = schedule.MustClock("17:15")
		table := compile(t, corrected, schedule.CompileOptions{})
		i := 0
		for o := range table.All(schedule.Date{}, schedule.Date{}) {
			if want := strings.Replace(want[i], "18:00", "17:15", 1); o.String() != want {
				t.Errorf("%v, want %s", o, want)
			}
			i++
		}
	})
	t.Run("the record that was compiled may change", func(t *testing.T) {
		changed := series
		changed.Exceptions = slices.Clone(series.Exceptions)
		changed.Dates = slices.Clone(series.Dates)
		table := compile(t, changed, schedule.CompileOptions{})
		changed.Exceptions[1].Kind = schedule.Annotate
		changed.Dates[0] = d("2022-08-16")
		i := 0
		for o := range table.All(schedule.Date{}, schedule.Date{}) {
			if o.String() != want[i] {
				t.Errorf("%v, want %s", o, want[i])
			}
			i++
		}
	})
}

func TestClosures(t *testing.T) {
	series := schedule.Series{Rule: schedule.Weekly(time.Wednesday), First: d("2022-06-01"), Start: schedule.MustClock("18:00")}
	table := compile(t, series, schedule.CompileOptions{Closures: []schedule.Closure{
		{First: d("2022-07-20"), Reason: "moving house"},
		{First: d("2022-06-10"), Last: d("2022-06-29"), Unconfirmed: true, Reason: "flood"},
		{First: d("2022-06-22"), Last: d("2022-06-22"), Reason: "snow"},
	}})
	var got []string
	for o := range table.All(d("2022-06-01"), d("2022-08-04")) {
		got = append(got, strings.TrimPrefix(o.String(), "2022-"))
	}
	want := []string{
		"06-01 18:00 on", "06-08 18:00 on", "06-15 18:00 unconfirmed: flood", "06-22 18:00 cancelled: snow",
		"06-29 18:00 unconfirmed: flood", "07-06 18:00 on", "07-13 18:00 on", "07-20 18:00 cancelled: moving house",
		"07-27 18:00 cancelled: moving house", "08-03 18:00 cancelled: moving house",
	}
	t.Run("D44 a closure changes all its dates at once, with one reason", func(t *testing.T) {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("P14 a suspension until further notice has no next date", func(t *testing.T) {
		if o, ok := table.Next(zone(t, "America/New_York").At(d("2022-07-14"), schedule.Clock{})); ok {
			t.Error(o)
		}
	})
}

func TestCompileRefuses(t *testing.T) {
	ny := zone(t, "America/New_York")
	rule := schedule.Weekly(time.Monday)
	tests := []struct {
		name   string
		series schedule.Series
		opt    schedule.CompileOptions
		want   string
	}{
		{"no zone", schedule.Series{ID: "x", Rule: rule, First: d("2022-01-01")}, schedule.CompileOptions{}, `schedule: no such time zone: series "x" has none`},
		{"another zone", schedule.Series{ID: "x", Rule: rule, First: d("2022-01-01"), Zone: "UTC"}, schedule.CompileOptions{Zone: ny}, `schedule: no such time zone: series "x" is in "UTC", given is "America/New_York"`},
		{"no dates", schedule.Series{}, schedule.CompileOptions{Zone: ny}, `schedule: rule "", want a rule or dates`},
		{"no first date", schedule.Series{Rule: rule}, schedule.CompileOptions{Zone: ny}, `schedule: first "", want the date from which the rule counts`},
		{"a negative count", schedule.Series{Rule: rule, First: d("2022-01-01"), Count: -1}, schedule.CompileOptions{Zone: ny}, `schedule: count "-1", want 0 to 10000`},
		{"fractions of a second", schedule.Series{Rule: rule, First: d("2022-01-01"), Length: 1}, schedule.CompileOptions{Zone: ny}, `schedule: length "1ns", want 0 to 336h in whole seconds`},
		{"two problems", schedule.Series{Rule: rule, First: d("2022-01-01"), Count: 20000, Length: -time.Hour}, schedule.CompileOptions{Zone: ny}, "schedule: count \"20000\", want 0 to 10000\nschedule: length \"-1h0m0s\", want 0 to 336h in whole seconds"},
		{"two exceptions for a date", schedule.Series{Rule: rule, First: d("2022-01-01"), Exceptions: []schedule.Exception{{On: d("2022-01-03"), Kind: schedule.Cancel}, {On: d("2022-01-03"), Kind: schedule.Annotate}}}, schedule.CompileOptions{Zone: ny}, `schedule: exceptions[1].on "2022-01-03", want one exception for a date`},
		{"an exception that moves nothing", schedule.Series{Rule: rule, First: d("2022-01-01"), Exceptions: []schedule.Exception{{On: d("2022-01-03"), Kind: schedule.Reschedule}}}, schedule.CompileOptions{Zone: ny}, `schedule: exceptions[0].to "", want a new date, start or length`},
		{"a closure that ends before it begins", schedule.Series{Rule: rule, First: d("2022-01-01")}, schedule.CompileOptions{Zone: ny, Closures: []schedule.Closure{{First: d("2022-01-03"), Last: d("2022-01-02")}}}, `schedule: closures[0].last "2022-01-02", want a date not before first`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table, err := schedule.Compile(tt.series, tt.opt)
			if err == nil || err.Error() != tt.want || table != nil {
				t.Errorf("%v, %v, want\n%s", table, err, tt.want)
			}
		})
	}
}
