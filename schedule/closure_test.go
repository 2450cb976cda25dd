package schedule_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
)

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
