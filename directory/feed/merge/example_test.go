package merge_test

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed/merge"
	"github.com/withinreach/withinreach/schedule"
)

// The office corrects a room, while somebody here has cancelled a date.
func ExampleNewPlan() {
	wednesdays := directory.Offering{ID: "office.wed", Name: "Connection", Organization: "office", Venue: "hall", Room: "C",
		Series: []schedule.Series{{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2026-06-10")}}}
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

	current := []directory.Entity{directory.Organization{ID: "office", Name: "Office"}, directory.Venue{ID: "hall", Name: "Hall"}}
	first, err := merge.NewPlan(merge.Import{Source: "office", New: []directory.Entity{wednesdays}, Current: current, Now: now})
	if err != nil {
		fmt.Println(err)
	}
	for _, c := range first.Changes {
		current = append(current, c.Put)
	}

	edited := wednesdays
	edited.Series = []schedule.Series{wednesdays.Series[0]}
	edited.Series[0].Exceptions = []schedule.Exception{{On: schedule.MustDate("2026-06-24"), Kind: schedule.Cancel, Reason: "storm"}}
	current[2] = edited

	corrected := wednesdays
	corrected.Room = "D"
	plan, err := merge.NewPlan(merge.Import{Source: "office", New: []directory.Entity{corrected}, Current: current, Now: now})
	if err != nil {
		fmt.Println(err)
	}
	for _, step := range plan.Steps {
		fmt.Println(step)
	}
	after := plan.Changes[0].Put.(directory.Offering)
	fmt.Println(after.Room, after.Series[0].Exceptions[0].Reason)
	// Output:
	// change offering "office.wed": room
	// D storm
}
