package schedule_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
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

func TestSplitAt(t *testing.T) {
	t.Run("D14 a change on 2022-07-01 shows nothing before", func(t *testing.T) {
		s := schedule.Series{ID: "wed", Rule: schedule.Weekly(time.Wednesday).Every(2), First: d("2022-06-01"), Count: 6, Start: schedule.MustClock("18:00")}
		before, after := s.SplitAt(d("2022-07-01"))
		after.Start = schedule.MustClock("19:00")
		got := days(t, compile(t, before, schedule.CompileOptions{}), "2022-01-01", "2023-01-01") + " | " + days(t, compile(t, after, schedule.CompileOptions{}), "2022-01-01", "2023-01-01")
		if want := "6/1 6/15 6/29 | 7/13 7/27 8/10"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if o, _ := compile(t, after, schedule.CompileOptions{}).Nth(schedule.Date{}, 1); o.Key().String() != "wed/2022-07-13" || o.Clock.String() != "19:00" {
			t.Errorf("the first changed one is %v %v", o.Key(), o)
		}
	})
	t.Run("a series that has had all its dates has none after", func(t *testing.T) {
		s := schedule.Series{Rule: schedule.Weekly(time.Wednesday), First: d("2022-06-01"), Count: 3}
		if before, after := s.SplitAt(d("2022-06-16")); after.Rule.IsValid() || !after.First.IsZero() || before.Count != 3 {
			t.Errorf("after is %+v", after)
		}
		if before, after := s.SplitAt(d("2022-06-01")); before.Rule.IsValid() || after.Count != 3 {
			t.Errorf("before is %+v", before)
		}
	})
	t.Run("D14 both parts have the occurrences of the whole", func(t *testing.T) {
		seed := uint64(time.Now().UnixNano())
		rng := rand.New(rand.NewPCG(seed, 4))
		own := holidays(t, schedule.USFederal(schedule.Both))
		zones := []*schedule.Zone{zone(t, "America/New_York")}
		for range 500 {
			s, o, end := randomTable(rng, zones, own)
			if s.OnHoliday == schedule.Move {
				continue
			}
			at := end.AddDays(-rng.IntN(700))
			before, after := s.SplitAt(at)
			want := occurrences(t, s, o, end)
			got := append(occurrences(t, before, o, end), occurrences(t, after, o, end)...)
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("seed %d: %v from %v count %d, at %v (-whole +parts):\n%s", seed, s.Rule, s.First, s.Count, at, diff)
			}
		}
	})
}

// occurrences returns the keys and texts of all occurrences before a day.
func occurrences(t *testing.T, s schedule.Series, o schedule.CompileOptions, end schedule.Date) (list []string) {
	if !s.Rule.IsValid() && len(s.Dates)+len(s.Exceptions) == 0 {
		return nil
	}
	for o := range compile(t, s, o).All(schedule.Date{}, end) {
		list = append(list, o.Key().String()+" "+o.String())
	}
	return list
}

func TestSuspension(t *testing.T) {
	s := schedule.Series{ID: "wed", Rule: schedule.Weekly(time.Wednesday), First: d("2022-06-01"), Start: schedule.MustClock("18:00"), Exceptions: []schedule.Exception{
		{On: d("2022-07-06"), Kind: schedule.Reschedule, To: d("2022-07-07")},
	}}
	keys := func(closures ...schedule.Closure) (all, held []string) {
		for o := range compile(t, s, schedule.CompileOptions{Closures: closures}).All(d("2022-06-01"), d("2022-09-01")) {
			all = append(all, o.Key().String())
			if o.Status.Held() {
				held = append(held, o.Key().String())
			}
		}
		return all, held
	}
	before, _ := keys()
	suspended, held := keys(schedule.Closure{First: d("2022-07-01"), Reason: "until further notice"})
	t.Run("P14 a suspension keeps every key", func(t *testing.T) {
		if diff := cmp.Diff(before, suspended); diff != "" {
			t.Errorf("(-before +suspended):\n%s", diff)
		}
		if last := held[len(held)-1]; last != "wed/2022-06-29" {
			t.Errorf("it meets until %s", last)
		}
	})
	t.Run("P14 resuming keeps every key", func(t *testing.T) {
		resumed, held := keys(schedule.Closure{First: d("2022-07-01"), Last: d("2022-07-31"), Reason: "until further notice"})
		if diff := cmp.Diff(before, resumed); diff != "" {
			t.Errorf("(-before +resumed):\n%s", diff)
		}
		if diff := cmp.Diff(append(before[:5:5], before[9:]...), held); diff != "" {
			t.Errorf("it resumes in August:\n%s", diff)
		}
	})
	for _, c := range []schedule.Closure{{First: d("2022-07-01")}, {First: d("2022-07-01"), Unconfirmed: true}} {
		table := compile(t, s, schedule.CompileOptions{Closures: []schedule.Closure{c}})
		if o, ok := table.Next(time.Date(2022, 7, 1, 12, 0, 0, 0, time.UTC)); ok {
			t.Errorf("the next one is %v", o)
		}
		if n := table.Count(schedule.Date{}, schedule.Date{}); n != 5 {
			t.Errorf("it meets %d times, want 5", n)
		}
		if o, _ := table.Prev(time.Date(2150, 1, 1, 0, 0, 0, 0, time.UTC)); o.Date != d("2022-06-29") {
			t.Errorf("the last one was %v", o)
		}
	}
}
