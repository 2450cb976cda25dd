package schedule_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

func TestNextAndFrom(t *testing.T) {
	s := schedule.Series{Rule: schedule.Weekly(time.Tuesday), First: d("2022-01-04"), Last: d("2022-01-18"), Start: schedule.MustClock("18:15")}
	table := compile(t, s, schedule.CompileOptions{})
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	tests := []struct{ name, at, want string }{
		{"before the first", "1990-01-01T00:00:00Z", "2022-01-04"},
		{"at the start it is that one", "2022-01-04T23:15:00Z", "2022-01-04"},
		{"a nanosecond later it is the next", "2022-01-04T23:15:00.000000001Z", "2022-01-11"},
		{"on the last", "2022-01-18T18:15:00-05:00", "2022-01-18"},
		{"after the last", "2022-01-18T18:15:01-05:00", ""},
		{"before the calendar", "0001-01-01T00:00:00Z", "2022-01-04"},
		{"after the calendar", "9999-01-01T00:00:00Z", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, ok := table.Next(at(tt.at))
			if ok != (tt.want != "") || o.Date.String() != tt.want {
				t.Errorf("Next(%s) = %v, %v, want %s", tt.at, o, ok, tt.want)
			}
			for first := range table.From(at(tt.at)) {
				if first != o {
					t.Errorf("From(%s) begins with %v, want %v", tt.at, first, o)
				}
				break
			}
		})
	}
}

// Clocks that change around midnight put an instant on another day than the
// wall clock shows just before or after it.
func TestNextAndPrevWhereClocksChangeAtMidnight(t *testing.T) {
	tests := []struct {
		name, zone, date, start, at, prev, next string
	}{
		{"a start in a skipped hour before midnight", "America/Nuuk", "2024-03-30", "23:30", "2024-03-31T01:10:00Z",
			"2024-03-29T23:30:00-02:00", "2024-03-31T00:30:00-01:00"},
		{"midnight comes a minute before 23:01 comes again", "America/St_Johns", "2010-11-07", "00:00", "2010-11-07T03:00:00Z",
			"2010-11-07T00:00:00-02:30", "2010-11-08T00:00:00-03:30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := schedule.Series{Rule: schedule.Daily(), First: d(tt.date).AddDays(-3), Start: schedule.MustClock(tt.start)}
			table := compile(t, s, schedule.CompileOptions{Zone: zone(t, tt.zone)})
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			if o, _ := table.Prev(at); o.Start().Format(time.RFC3339) != tt.prev {
				t.Errorf("Prev is %v, want %s", o.Start(), tt.prev)
			}
			if o, _ := table.Next(at); o.Start().Format(time.RFC3339) != tt.next {
				t.Errorf("Next is %v, want %s", o.Start(), tt.next)
			}
		})
	}
}

func TestNthAndPrev(t *testing.T) {
	s := schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: d("2022-06-08"), Last: d("2150-12-31"), Start: schedule.MustClock("18:00")}
	table := compile(t, s, schedule.CompileOptions{})
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"", 1, "2022-06-08"}, {"", 14, "2022-12-28"}, {"2022-06-09", 1, "2022-06-22"}, {"2022-12-29", 1, "2023-01-11"},
		{"", 14 + 24*128, "2150-12-23"}, {"", 14 + 24*128 + 1, ""}, {"", 0, ""}, {"", -1, ""}, {"", 1 << 40, ""}, {"2200-12-31", 1, ""},
	}
	for _, tt := range tests {
		var from schedule.Date
		if tt.from != "" {
			from = d(tt.from)
		}
		if o, ok := table.Nth(from, tt.n); o.Date.String() != tt.want || ok != (tt.want != "") {
			t.Errorf("Nth(%s, %d) = %v, %v, want %s", tt.from, tt.n, o, ok, tt.want)
		}
	}
	if o, ok := table.Prev(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)); !ok || o.Date != d("2150-12-23") {
		t.Errorf("the last one is %v", o)
	}
	if o, ok := table.Prev(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)); ok {
		t.Errorf("there is %v before time", o)
	}
	if e := table.Explain(schedule.Date{}); e.Cause != schedule.NotInRule {
		t.Errorf("no date is explained as %v", e)
	}
}

func TestTheWholeCalendar(t *testing.T) {
	for _, rule := range []schedule.Rule{schedule.Daily(), schedule.Daily().Every(3), schedule.Weekly(time.Tuesday), schedule.Weekly(time.Sunday).Every(7), schedule.Monthly(-1)} {
		table := compile(t, schedule.Series{Rule: rule, First: d("1900-01-01")}, schedule.CompileOptions{})
		want := slowDates(rule, d("1900-01-01"), d("1900-01-01"), d("2200-12-31"))
		if table.Contains(d("2200-12-31")) {
			want = append(want, d("2200-12-31"))
		}
		var forward, back []schedule.Date
		for o := range table.All(schedule.Date{}, schedule.Date{}) {
			forward = append(forward, o.Date)
		}
		for o := range table.Backward(time.Date(3000, 1, 1, 0, 0, 0, 0, time.UTC)) {
			back = append(back, o.Date)
		}
		slices.Reverse(back)
		if !slices.Equal(want, forward) || !slices.Equal(want, back) {
			t.Errorf("%v has %d dates, %d forward, %d back", rule, len(want), len(forward), len(back))
		}
		if n := table.Count(schedule.Date{}, schedule.Date{}); n != len(want) {
			t.Errorf("%v has %d dates, counted %d", rule, len(want), n)
		}
		if o, ok := table.Nth(schedule.Date{}, len(want)); !ok || o.Date != want[len(want)-1] {
			t.Errorf("the last date of %v is %v, want %v", rule, o.Date, want[len(want)-1])
		}
		if o, ok := table.Nth(schedule.Date{}, len(want)+1); ok {
			t.Errorf("%v has the date %v after the last", rule, o.Date)
		}
	}
}

func TestGapPolicy(t *testing.T) {
	series := schedule.Series{Rule: schedule.Weekly(time.Sunday), First: d("2026-03-01"), Last: d("2026-03-15"), Start: schedule.MustClock("02:30")}
	for policy, want := range map[schedule.GapPolicy]string{
		schedule.GapShift: "2026-03-01T02:30:00-05:00 2026-03-08T03:30:00-04:00 2026-03-15T02:30:00-04:00",
		schedule.GapSkip:  "2026-03-01T02:30:00-05:00 2026-03-15T02:30:00-04:00",
	} {
		table := compile(t, series, schedule.CompileOptions{Gap: policy})
		var got []string
		for o := range table.Held(schedule.Date{}, schedule.Date{}) {
			got = append(got, o.Start().Format(time.RFC3339))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("policy %d: %v, want %s", policy, got, want)
		}
	}
}
