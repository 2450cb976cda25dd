package roster_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

func TestForgetInABookAtRest(t *testing.T) {
	seat := func(on string) roster.SeatID {
		return roster.SeatID{Key: schedule.Key{Series: "wed", Date: schedule.MustDate(on)}, Seat: "lead"}
	}
	book := roster.Book{
		Holds: []roster.Hold{
			{SeatID: seat("2022-06-08"), Person: "a", State: roster.Confirmed}, {SeatID: seat("2022-06-15"), Person: "a"},
			{SeatID: seat("2022-06-22"), Person: "b"}, {SeatID: seat("2022-06-01"), Person: "a", State: roster.Declined},
		},
		Overrides: []roster.Override{{SeatID: seat("2022-06-08"), Person: "a"}},
		Swaps:     []roster.Swap{{ID: "s", From: "b", To: "a"}},
	}
	got := book.Forget("a", schedule.MustDate("2022-06-15"))
	t.Run("V15 past seats stay without a name, coming ones open", func(t *testing.T) {
		want := []roster.Hold{{SeatID: seat("2022-06-08"), State: roster.Confirmed}, {SeatID: seat("2022-06-22"), Person: "b"}}
		if diff := cmp.Diff(want, got.Holds, cmp.AllowUnexported(schedule.Date{})); diff != "" {
			t.Errorf("holds (-want +got):\n%s", diff)
		}
	})
	t.Run("V15 nothing names them, and nobody else is forgotten", func(t *testing.T) {
		if got.Names("a") || !got.Names("b") {
			t.Errorf("book %+v", got)
		}
	})
	t.Run("the book that was given is as it was", func(t *testing.T) {
		if !book.Names("a") || len(book.Holds) != 4 || len(book.Swaps) != 1 {
			t.Errorf("book %+v", book)
		}
	})
}
