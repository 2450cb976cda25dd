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
