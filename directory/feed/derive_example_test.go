package feed_test

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/schedule"
)

func ExampleDerive() {
	weekly := schedule.Series{Rule: schedule.Weekly(time.Wednesday), First: feed.FirstDay(), Start: schedule.MustClock("19:00")}
	for _, note := range []string{"Meets 1st and 3rd Wed only. Closed on holidays.", "Last Wednesday: speaker"} {
		s, derived, _ := feed.Derive(weekly, "en", note)
		fmt.Println(s.Rule, s.OnHoliday, derived)
	}
	// Output:
	// FREQ=MONTHLY;BYDAY=1WE,3WE skip true
	// FREQ=WEEKLY;BYDAY=WE keep false
}
