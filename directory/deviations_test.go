package directory_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func TestDeviations(t *testing.T) {
	first := schedule.MustDate("2026-06-02")
	day := func(weeks int) schedule.Date { return first.AddDays(7 * weeks) }
	s, err := directory.NewSnapshot(
		directory.Organization{ID: "o", Name: "Office", Zone: "America/New_York", Closures: []schedule.Closure{{First: day(1), Last: day(1)}}},
		directory.Venue{ID: "v", Name: "Hall", Closures: []schedule.Closure{{First: day(2), Last: day(2), Unconfirmed: true}}},
		directory.Venue{ID: "w", Name: "Church"},
		directory.Offering{ID: "a", Name: "Hope", Organization: "o", Venue: "v",
			Series: []schedule.Series{{Rule: schedule.Weekly(time.Tuesday), First: first, Start: schedule.MustClock("18:00")}},
			Overrides: []directory.Override{{On: day(3), Venue: "w"}, {On: day(4), Mode: program.ModeOnline},
				{On: day(5), Note: program.Text{"en": "Side door"}}}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for m := range s.Timetable("a").Deviations(first, day(9)) {
		got = append(got, fmt.Sprint(m.Date, " ", m.Status, " ", m.Venue, " ", m.Mode, " ", m.Note["en"]))
	}
	want := []string{"2026-06-09 cancelled v  ", "2026-06-16 unconfirmed v  ", "2026-06-23 on w  ", "2026-06-30 on  online ", "2026-07-07 on v  Side door"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for m := range s.Timetable("nothing").Deviations(first, day(9)) {
		t.Errorf("without an offering: %v", m)
	}
}
