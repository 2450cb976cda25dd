package coverage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

func TestGaps(t *testing.T) {
	p := coverage.Tracts().In("30") // Montana
	helena, billings := earth.LatLng(46.59, -112.02), earth.LatLng(45.78, -108.5)
	c := measure(t, p, []coverage.Site{{ID: "b", Point: billings}}, coverage.Straight(25*earth.Mile))
	gaps := c.Gaps(1000)
	t.Run("D5 each person out of reach is in one gap", func(t *testing.T) {
		var people int64
		for _, g := range gaps {
			people += g.People
		}
		if want := c.Summary().Unreached(); people != want {
			t.Errorf("%d people, want %d", people, want)
		}
	})
	t.Run("D5 the largest come first, under names that people know", func(t *testing.T) {
		var names []string
		for i, g := range gaps[:5] {
			names = append(names, g.Name)
			if i > 0 && g.People > gaps[i-1].People {
				t.Errorf("%s has more people than %s", g.Name, gaps[i-1].Name)
			}
		}
		if diff := cmp.Diff([]string{"Missoula, MT", "Bozeman, MT", "Kalispell, MT", "Great Falls, MT", "Helena, MT"}, names); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		h := gaps[4]
		if h.County != "30049" || h.Point.Distance(helena) > 10*earth.Mile || h.Distance < 100*earth.Mile || h.Distance > 220*earth.Mile || len(h.Towns) == 0 {
			t.Errorf("%+v", h)
		}
	})
	t.Run("there are no more than asked for", func(t *testing.T) {
		if len(c.Gaps(3)) != 3 || len(c.Gaps(0)) != 0 || len(c.Gaps(-1)) != 0 {
			t.Error("3, 0 and -1 asked for")
		}
	})
	t.Run("where no town is known the ID names the place", func(t *testing.T) {
		c := measure(t, population(t, []coverage.Area{{ID: "at sea", Point: earth.LatLng(10, 10), People: 8}}), nil, coverage.Straight(1))
		if g := c.Gaps(1); len(g) != 1 || g[0].Name != "at sea" || g[0].Distance != earth.Farthest {
			t.Errorf("%+v", g)
		}
	})
}
