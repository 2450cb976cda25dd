package directory_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

func TestReports(t *testing.T) {
	org, place, wed := sound()
	org.Needs = []string{"meeting space"}
	other := directory.Organization{ID: "atl", Name: "Atlanta", State: "GA", Counties: []string{"13121"}, Zone: "America/New_York"}
	offering := func(id, organization, key string, change func(*directory.Offering)) directory.Offering {
		o := wed
		o.ID, o.Organization, o.Program, o.Series = id, organization, key, slices.Clone(wed.Series)
		change(&o)
		return o
	}
	asItIs := func(*directory.Offering) {}
	snap, err := directory.NewSnapshot(org, place, other, wed,
		offering("fri", "jax", "connection", func(o *directory.Offering) {
			o.Series[0].Rule, o.Series[0].First, o.Series[0].Last = schedule.Weekly(time.Friday), d("2022-01-07"), d("2022-06-03")
			o.Series[0].OnHoliday, o.Status, o.Successors = schedule.Keep, directory.Active, []string{"wed"}
		}),
		offering("p2p", "jax", "peer-to-peer", func(o *directory.Offering) {
			o.Course = &course.Course{State: course.Cancelled, Reason: "too few people", Interested: 3}
			o.Status = directory.Suspended
		}),
		offering("p2p-atl", "atl", "peer-to-peer", asItIs),
		offering("p2p-online", "jax", "peer-to-peer", func(o *directory.Offering) { o.Mode, o.Venue = program.ModeOnline, "" }),
		offering("p2p-over", "jax", "peer-to-peer", func(o *directory.Offering) { o.Series[0].Last = d("2022-06-10") }),
		offering("new", "atl", "connection", func(o *directory.Offering) { o.Status, o.Venue, o.Series = directory.Proposed, "", nil }),
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("P13 programs held by each organization in a year", func(t *testing.T) {
		var got []directory.Offered
		for _, o := range snap.Offered(2021, 2022) {
			if o.Program == "connection" {
				got = append(got, o)
			}
		}
		want := []directory.Offered{{Organization: "jax", Program: "connection", Year: 2022, Offerings: 2, Meetings: 14 + 22}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("report (-want +got):\n%s", diff)
		}
		if got := snap.Offered(3000, 12000); len(got) != 0 && got[0].Year != 3000 {
			t.Errorf("years without end: %v", got[0])
		}
	})
	t.Run("S28 C11 what organizations need, and interest that waits", func(t *testing.T) {
		want := []directory.Need{
			{Organization: "atl", Proposed: []string{"new"}},
			{Organization: "jax", Needs: []string{"meeting space"}, Interest: 3},
		}
		if diff := cmp.Diff(want, snap.Needs()); diff != "" {
			t.Errorf("needs (-want +got):\n%s", diff)
		}
	})
	ids := func(list []directory.Listing) (ids []string) {
		for _, l := range list {
			ids = append(ids, l.ID)
		}
		return ids
	}
	t.Run("C11 a cancelled course lists other offerings, those online too", func(t *testing.T) {
		if got := ids(snap.Instead("p2p", d("2022-06-15"))); !slices.Equal(got, []string{"p2p-online", "p2p-atl"}) {
			t.Errorf("instead %v", got)
		}
	})
	t.Run("S16 an ended group lists its successors first", func(t *testing.T) {
		if got := ids(snap.Instead("fri", d("2022-06-10"))); !slices.Equal(got, []string{"wed"}) {
			t.Errorf("instead %v", got)
		}
		if got := snap.Instead("nothing", d("2022-06-10")); got != nil {
			t.Errorf("instead of nothing %v", ids(got))
		}
	})
}
