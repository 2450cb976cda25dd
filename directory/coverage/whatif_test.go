package coverage_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

func TestWhatIf(t *testing.T) {
	p := coverage.Tracts().In("12")
	sites := scattered(p, 80, 6)
	reach := coverage.Straight(10 * earth.Mile)
	c := measure(t, p, sites, reach)
	there := earth.LatLng(30.44, -84.28)
	tests := []struct {
		name    string
		changes []coverage.Change
		after   func(s []coverage.Site) []coverage.Site
	}{
		{"nothing", []coverage.Change{{}}, func(s []coverage.Site) []coverage.Site { return s }},
		{"opening", []coverage.Change{coverage.Open(coverage.Site{ID: "new", Point: there, PerWeek: 1})}, func(s []coverage.Site) []coverage.Site {
			return append(s, coverage.Site{Point: there, PerWeek: 1})
		}},
		{"closing", []coverage.Change{coverage.Close(sites[3].ID)}, func(s []coverage.Site) []coverage.Site { return append(s[:3], s[4:]...) }},
		{"moving", []coverage.Change{coverage.Move(sites[5].ID, there)}, func(s []coverage.Site) []coverage.Site { s[5].Point = there; return s }},
		{"meeting more often", []coverage.Change{coverage.Meet(sites[9].ID, 7)}, func(s []coverage.Site) []coverage.Site { s[9].PerWeek = 7; return s }},
		{"one after the other", []coverage.Change{
			coverage.Open(coverage.Site{ID: "new", Point: there}), coverage.Meet("new", 2), coverage.Close(sites[0].ID),
		}, func(s []coverage.Site) []coverage.Site { return append(s[1:], coverage.Site{Point: there, PerWeek: 2}) }},
	}
	for _, tt := range tests {
		t.Run("D6 "+tt.name+" is what a full computation says, and changes nothing", func(t *testing.T) {
			before := c.Summary()
			e, err := c.WhatIf(t.Context(), coverage.Options{}, tt.changes...)
			if err != nil {
				t.Fatal(err)
			}
			want := slowSummary(areasOf(p), tt.after(c.Sites()), reach.Radius())
			if diff := cmp.Diff(want, e.After.Summary(), nearly); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if e.Net() != want.Reached-before.Reached || e.Gained < 0 || e.Lost < 0 {
				t.Errorf("%d gained, %d lost, want %d in all", e.Gained, e.Lost, want.Reached-before.Reached)
			}
			if diff := cmp.Diff(before, c.Summary()); diff != "" {
				t.Errorf("the coverage itself has changed:\n%s", diff)
			}
			if diff := cmp.Diff(sites, c.Sites(), samePoint); diff != "" {
				t.Errorf("the sites have changed:\n%s", diff)
			}
		})
	}
}

func TestWhatIfOfPlans(t *testing.T) {
	p := coverage.Tracts().In("12")
	there := earth.LatLng(30.44, -84.28)
	c := measure(t, p, scattered(p, 80, 6), coverage.Straight(10*earth.Mile))
	t.Run("D6 a site that is not there", func(t *testing.T) {
		for _, change := range []coverage.Change{coverage.Close("no"), coverage.Close(""), coverage.Move("no", there), coverage.Meet("no", 1)} {
			if _, err := c.WhatIf(t.Context(), coverage.Options{}, change); !errors.Is(err, coverage.ErrNoSite) {
				t.Errorf("error %v, want ErrNoSite", err)
			}
		}
	})
	t.Run("D6 a plan gains what it says", func(t *testing.T) {
		plan := suggest(t, c, 6, coverage.SuggestOptions{})
		var open []coverage.Change
		for _, s := range plan.Sites() {
			open = append(open, coverage.Open(s))
		}
		e, err := c.WhatIf(t.Context(), coverage.Options{}, open...)
		if err != nil || e.Gained != plan.Gain || e.Lost != 0 || e.After.Summary().Reached != plan.After {
			t.Errorf("gained %d, lost %d, error %v, want %d", e.Gained, e.Lost, err, plan.Gain)
		}
	})
}
