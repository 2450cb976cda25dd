package coverage_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

func suggest(t testing.TB, c *coverage.Coverage, n int, opt coverage.SuggestOptions) *coverage.Plan {
	t.Helper()
	plan, err := c.Suggest(t.Context(), n, opt)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func ids(p *coverage.Plan) (list []string) {
	for _, s := range p.Suggestions {
		list = append(list, s.Site.ID)
	}
	return list
}

func candidates(p *coverage.Population) (list []coverage.Site) {
	for a := range p.Areas() {
		list = append(list, coverage.Site{ID: a.ID, Point: a.Point})
	}
	return list
}

func TestSuggestEqualsPlainGreedy(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for round := range 40 {
		areas := invented(rnd, 20+rnd.IntN(120))
		if round%2 == 0 {
			for i := range areas {
				areas[i].People = 1 + int64(i%2) // many ties
			}
		}
		p := population(t, areas)
		sites := scattered(p, rnd.IntN(6), uint64(round))
		radius := earth.Distance(5+rnd.IntN(60)) * earth.Mile
		n := 1 + rnd.IntN(12)
		c := measure(t, p, sites, coverage.Straight(radius))
		plan := suggest(t, c, n, coverage.SuggestOptions{})
		if diff := cmp.Diff(slowGreedy(areas, sites, candidates(p), radius, n), ids(plan)); diff != "" {
			t.Fatalf("round %d: D5 the best next place each time (-want +got):\n%s", round, diff)
		}
		if want := slowSummary(areas, append(sites, plan.Sites()...), radius).Reached; plan.After != want {
			t.Fatalf("round %d: %d reached, want %d", round, plan.After, want)
		}
	}
}

func TestBoundHolds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 9))
	proved, better := 0, 0
	for round := range 150 {
		var areas []coverage.Area // spread evenly, where taking the best next place is often not best
		for i := range 12 + rnd.IntN(6) {
			at := earth.LatLng(40+rnd.Float64(), -90+1.3*rnd.Float64())
			areas = append(areas, coverage.Area{ID: string(rune('a' + i)), Point: at, People: 500 + rnd.Int64N(500)})
		}
		p := population(t, areas)
		radius := earth.Distance(12+rnd.IntN(14)) * earth.Mile
		n := 2 + rnd.IntN(3)
		c := measure(t, p, nil, coverage.Straight(radius))
		best := slowBest(areas, candidates(p), radius, n)
		plan := suggest(t, c, n, coverage.SuggestOptions{})
		if plan.Bound < best || plan.Gain > best || float64(plan.Gain) < coverage.Guarantee*float64(best) {
			t.Errorf("round %d: D5 gain %d, best %d, bound %d", round, plan.Gain, best, plan.Bound)
		}
		exact := suggest(t, c, n, coverage.SuggestOptions{Exact: true})
		if exact.Gain != best || !exact.Optimal() || exact.Certain() != 1 {
			t.Errorf("round %d: exactly %d of %d, want %d", round, exact.Gain, exact.Bound, best)
		}
		if plan.Optimal() {
			proved++
		}
		if exact.Gain > plan.Gain {
			better++
		}
	}
	if proved == 150 || better < 10 {
		t.Errorf("%d proved at once, %d improved: the cases are too easy to show anything", proved, better)
	}
}

var venues = []coverage.Site{
	{ID: "ymca", Name: "Winston YMCA Riverside", Point: earth.LatLng(30.322, -81.672)},
	{ID: "oph", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74)},
	{ID: "unknown", Name: "not on the map"},
}

// northeast is a coverage of three counties of Florida without a site.
func northeast(t *testing.T) *coverage.Coverage {
	return measure(t, coverage.Tracts().In("12019", "12031", "12109"), nil, coverage.Straight(8*earth.Mile))
}

func TestSuggestAmongCandidates(t *testing.T) {
	c := northeast(t)
	p := c.Population()
	t.Run("S28 places are chosen among the rooms there are", func(t *testing.T) {
		plan := suggest(t, c, 5, coverage.SuggestOptions{Candidates: venues})
		if diff := cmp.Diff([]string{"ymca", "oph"}, ids(plan)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if s := plan.Suggestions[1]; s.Place != "Orange Park, FL" || s.Reached != plan.After || s.Gain <= 0 {
			t.Errorf("%+v", s)
		}
	})
	t.Run("no candidates are no suggestions", func(t *testing.T) {
		plan := suggest(t, c, 5, coverage.SuggestOptions{Candidates: []coverage.Site{}, Exact: true})
		if len(plan.Suggestions) != 0 || plan.Gain != 0 || plan.After != plan.Before {
			t.Errorf("%+v", plan)
		}
	})
	t.Run("when all are reached there is nothing to suggest", func(t *testing.T) {
		all := measure(t, p, venues, coverage.Straight(300*earth.Mile))
		plan := suggest(t, all, 3, coverage.SuggestOptions{Exact: true})
		if len(plan.Suggestions) != 0 || !plan.Optimal() || plan.Certain() != 1 || plan.Before != p.People() {
			t.Errorf("%+v", plan)
		}
	})
}

func TestInterest(t *testing.T) {
	c := northeast(t)
	t.Run("C11 people who asked decide where people are few", func(t *testing.T) {
		asked := []coverage.Interest{{Point: earth.LatLng(29.79, -82.03), Count: 12}, {}}
		without := suggest(t, c, 1, coverage.SuggestOptions{})
		with := suggest(t, c, 1, coverage.SuggestOptions{Interest: asked, InterestWeight: 100_000})
		if without.Suggestions[0].Place == with.Suggestions[0].Place || with.Suggestions[0].Asked != 12 {
			t.Errorf("%+v, without interest %+v", with.Suggestions[0], without.Suggestions[0])
		}
		if s := with.Suggestions[0]; with.Gain != s.Gain+12*100_000 || with.After-with.Before != s.Gain {
			t.Errorf("C11 people who asked are not residents: %+v", with)
		}
	})
	t.Run("C11 who has a group within reach does not wait", func(t *testing.T) {
		some := measure(t, c.Population(), venues[1:2], coverage.Straight(8*earth.Mile))
		asked := []coverage.Interest{{Point: venues[1].Point, Count: 500}}
		plan := suggest(t, some, 1, coverage.SuggestOptions{Interest: asked, InterestWeight: 1000})
		if plan.Suggestions[0].Asked != 0 || plan.Gain != plan.Suggestions[0].Gain {
			t.Errorf("%+v", plan)
		}
	})
	t.Run("V14 fewer than five who asked are hidden", func(t *testing.T) {
		for n, want := range map[int64]int64{4: 0, 5: 5} {
			asked := []coverage.Interest{{Point: earth.LatLng(29.79, -82.03), Count: n}}
			plan := suggest(t, c, 1, coverage.SuggestOptions{Interest: asked, InterestWeight: 1_000_000})
			if got := plan.Suggestions[0].Asked; got != want {
				t.Errorf("%d shown as %d, want %d", n, got, want)
			}
		}
	})
}

func TestSuggestRefuses(t *testing.T) {
	c := northeast(t)
	t.Run("numbers out of range", func(t *testing.T) {
		for want, try := range map[string]func() error{
			"0 suggestions, want 1 to": func() error { _, err := c.Suggest(t.Context(), 0, coverage.SuggestOptions{}); return err },
			"100001 suggestions":       func() error { _, err := c.Suggest(t.Context(), 100_001, coverage.SuggestOptions{}); return err },
			"interest weight -1, want 0": func() error {
				_, err := c.Suggest(t.Context(), 1, coverage.SuggestOptions{InterestWeight: -1})
				return err
			},
			"interest of -1 people": func() error {
				_, err := c.Suggest(t.Context(), 1, coverage.SuggestOptions{Interest: []coverage.Interest{{Count: -1}}})
				return err
			},
		} {
			if err := try(); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want %q", err, want)
			}
		}
	})
	t.Run("progress is told, and a cancelled context ends it", func(t *testing.T) {
		var seen []int
		suggest(t, c, 3, coverage.SuggestOptions{Progress: func(done, all int) { seen = append(seen, done) }})
		if diff := cmp.Diff([]int{0, 1, 2, 3}, seen); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, err := c.Suggest(ctx, 3, coverage.SuggestOptions{Progress: func(int, int) { cancel() }})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want context.Canceled", err)
		}
	})
}
