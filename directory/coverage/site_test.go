package coverage_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// affiliate is a directory with offerings of all sorts.
func affiliate(t *testing.T) *directory.Snapshot {
	t.Helper()
	weekly := func(id string, day time.Weekday, start string) schedule.Series {
		return schedule.Series{ID: id, Rule: schedule.Weekly(day), First: schedule.MustDate("2022-01-01"), Start: schedule.MustClock(start), Length: 90 * time.Minute}
	}
	twice := schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), OnHoliday: schedule.Ask}
	offering := func(id string, o directory.Offering) directory.Offering {
		o.ID, o.Organization = id, "jax"
		if o.Program == "" {
			o.Program = "connection"
		}
		return o
	}
	snap, err := directory.NewSnapshot(
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York", Holidays: schedule.USFederal(schedule.Observed)},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74), Access: []directory.Access{directory.AccessStepFree}},
		directory.Venue{ID: "home", Name: "A private home", Point: earth.LatLng(30.3, -81.6), Confidential: true},
		directory.Venue{ID: "church", Name: "A church"},
		offering("appointment", directory.Offering{Venue: "oph"}),
		offering("both", directory.Offering{Venue: "oph", Mode: program.ModeHybrid, Languages: []string{"es-MX"}, Series: []schedule.Series{weekly("a", time.Monday, "10:00"), weekly("b", time.Thursday, "18:00")}}),
		offering("ended", directory.Offering{Venue: "oph", Status: directory.Ended, Series: []schedule.Series{weekly("a", time.Monday, "18:00")}}),
		offering("hidden", directory.Offering{Venue: "home", Topics: []string{"anxiety"}, Series: []schedule.Series{weekly("a", time.Friday, "23:30")}}),
		offering("online", directory.Offering{Mode: program.ModeOnline, Series: []schedule.Series{weekly("a", time.Tuesday, "18:15")}}),
		offering("twice", directory.Offering{Venue: "oph", Series: []schedule.Series{twice}}),
		offering("unplaced", directory.Offering{Venue: "church", Program: "basics", Series: []schedule.Series{weekly("a", time.Sunday, "18:00")}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func TestSites(t *testing.T) {
	snap := affiliate(t)
	from := schedule.MustDate("2022-06-06")
	evenings := directory.Filter{
		Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		From: schedule.MustClock("17:00"), To: schedule.MustClock("22:00"),
	}
	tests := []struct {
		name   string
		filter directory.Filter
		want   map[string]float64 // meetings a week
	}{
		{"D5 all that people can come to", directory.Filter{}, map[string]float64{"appointment": 0, "both": 2, "hidden": 1, "twice": 0.5, "unplaced": 1}},
		{"D5 on weekday evenings", evenings, map[string]float64{"both": 1, "twice": 0.5}},
		{"D5 in Spanish", directory.Filter{Languages: []string{"es"}}, map[string]float64{"both": 2}},
		{"D5 of a program", directory.Filter{Programs: []string{"basics"}}, map[string]float64{"unplaced": 1}},
		{"of a kind", directory.Filter{Kinds: []program.Kind{program.KindCourse}}, map[string]float64{"unplaced": 1}},
		{"about a topic", directory.Filter{Topics: []string{"anxiety"}}, map[string]float64{"hidden": 1}},
		{"without steps", directory.Filter{Access: []directory.Access{directory.AccessStepFree}}, map[string]float64{"appointment": 0, "both": 2, "twice": 0.5}},
		{"around midnight", directory.Filter{From: schedule.MustClock("23:00"), To: schedule.MustClock("01:00")}, map[string]float64{"hidden": 1}},
		{"D32 at or after 18:00 includes 18:00, before 18:00 does not", directory.Filter{From: schedule.MustClock("10:00"), To: schedule.MustClock("18:00")}, map[string]float64{"both": 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sites, err := coverage.Sites(snap, tt.filter, from, from.AddDays(8*7))
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]float64{}
			for _, s := range sites {
				got[s.ID] = s.PerWeek
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			found, err := snap.Search(t.Context(), directory.Query{
				Near: earth.LatLng(30, -81), Now: time.Date(2022, 6, 6, 4, 0, 0, 0, time.UTC), Filter: tt.filter,
			})
			if err != nil {
				t.Fatal(err)
			}
			placed := 0
			for _, s := range sites {
				if !s.Point.IsZero() {
					placed++
				}
			}
			for _, hit := range found.InPerson {
				if _, ok := got[hit.Listing.ID]; !ok {
					t.Errorf("a search finds %q, which is no site", hit.Listing.ID)
				}
			}
			if len(found.InPerson) != placed {
				t.Errorf("a search finds %d, want %d", len(found.InPerson), placed)
			}
		})
	}
}

func TestSitesEdges(t *testing.T) {
	snap := affiliate(t)
	from := schedule.MustDate("2022-06-06")
	t.Run("V9 a confidential venue is where the public has it", func(t *testing.T) {
		sites, err := coverage.Sites(snap, directory.Filter{Topics: []string{"anxiety"}}, from, from.AddDays(7))
		if err != nil || len(sites) != 1 {
			t.Fatal(sites, err)
		}
		exact := earth.LatLng(30.3, -81.6)
		if s := sites[0]; s.Point != exact.Cell(earth.PrivateLevel).Center() || strings.Contains(s.Name, "private home") {
			t.Errorf("%+v", s)
		}
	})
	t.Run("a period is 1 day to 10 years", func(t *testing.T) {
		for _, to := range []schedule.Date{{}, from, from.AddDays(-1), from.AddDays(3661)} {
			if _, err := coverage.Sites(snap, directory.Filter{}, from, to); err == nil {
				t.Errorf("until %v: no error", to)
			}
		}
		sites, err := coverage.Sites(snap, directory.Filter{Programs: []string{"basics"}}, from, from.AddDays(10))
		if err != nil || math.Abs(sites[0].PerWeek-0.7) > 1e-12 {
			t.Errorf("one Sunday in 10 days is %+v a week, error %v, want 0.7", sites, err)
		}
	})
}
