package coverage_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

func measure(t testing.TB, p *coverage.Population, sites []coverage.Site, r coverage.Reach) *coverage.Coverage {
	t.Helper()
	c, err := coverage.Measure(t.Context(), p, sites, r, coverage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func areasOf(p *coverage.Population) []coverage.Area { return slices.Collect(p.Areas()) }

func TestMeasureEqualsBruteForce(t *testing.T) {
	t.Run("D5 invented areas, also several in one place", func(t *testing.T) {
		rnd := rand.New(rand.NewPCG(1, 2))
		for round := range 60 {
			areas := invented(rnd, rnd.IntN(200))
			p := population(t, areas)
			var sites []coverage.Site
			if p.Len() > 0 {
				sites = scattered(p, rnd.IntN(30), uint64(round))
			}
			for _, radius := range []earth.Distance{1 * earth.Metre, 5 * earth.Mile, 25 * earth.Mile, 400 * earth.Mile} {
				got := measure(t, p, sites, coverage.Straight(radius)).Summary()
				if diff := cmp.Diff(slowSummary(areas, sites, radius), got, nearly); diff != "" {
					t.Fatalf("round %d, %v (-want +got):\n%s", round, radius, diff)
				}
			}
		}
	})
	t.Run("D5 the tracts of states, with the poles of inaccessibility among the sites", func(t *testing.T) {
		for _, state := range []string{"02", "44", "56"} {
			p := coverage.Tracts().In(state)
			sites := append(scattered(p, 40, 3),
				coverage.Site{ID: "pole", Point: earth.LatLng(90, 0)},
				coverage.Site{ID: "date line", Point: earth.LatLng(52, 180), PerWeek: 2},
				coverage.Site{ID: "nowhere", PerWeek: 1})
			c := measure(t, p, sites, coverage.Straight(10*earth.Mile))
			if diff := cmp.Diff(slowSummary(areasOf(p), sites, 10*earth.Mile), c.Summary(), nearly); diff != "" {
				t.Errorf("state %s (-want +got):\n%s", state, diff)
			}
			if c.Unplaced() != 1 {
				t.Errorf("%d sites without a place, want 1", c.Unplaced())
			}
		}
	})
}

// nearly lets sums of floats differ by rounding.
var nearly = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b)) })

func TestMeasureEdges(t *testing.T) {
	here, p := earth.LatLng(30, -81), population(t, []coverage.Area{{ID: "12019", Point: earth.LatLng(30, -81), People: 10}})
	t.Run("the radius is inclusive", func(t *testing.T) {
		there := earth.LatLng(30.1, -81)
		sites := []coverage.Site{{ID: "a", Point: there}}
		d := here.Distance(there)
		if got := measure(t, p, sites, coverage.Straight(d)).Summary().Reached; got != 10 {
			t.Errorf("%d reached at the radius, want 10", got)
		}
		less := earth.Distance(math.Nextafter(float64(d), 0))
		if got := measure(t, p, sites, coverage.Straight(less)).Summary().Reached; got != 0 {
			t.Errorf("%d reached beyond the radius, want 0", got)
		}
	})
	t.Run("without sites nobody is reached, and they are farthest", func(t *testing.T) {
		c := measure(t, p, nil, coverage.Straight(earth.Farthest))
		want := coverage.Summary{People: 10, Mean: earth.Farthest, Median: earth.Farthest, P90: earth.Farthest}
		if diff := cmp.Diff(want, c.Summary()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if got := c.Within(earth.Farthest); got != 0 {
			t.Errorf("%d within any distance, want 0", got)
		}
	})
	t.Run("nobody is a share of 0", func(t *testing.T) {
		c := measure(t, &coverage.Population{}, nil, coverage.Straight(1))
		if s := c.Summary(); s != (coverage.Summary{}) || s.Share() != 0 || c.Percentile(0.5) != 0 {
			t.Errorf("%+v", s)
		}
	})
	t.Run("S29 there is no default for what is reasonable", func(t *testing.T) {
		for _, r := range []coverage.Reach{{}, coverage.Straight(0), coverage.Straight(-1), coverage.Drive(-time.Hour), coverage.Road(earth.Distance(math.NaN())), coverage.Straight(earth.Distance(math.Inf(1)))} {
			if _, err := coverage.Measure(t.Context(), p, nil, r, coverage.Options{}); !errors.Is(err, coverage.ErrReach) {
				t.Errorf("%+v: %v, want ErrReach", r, err)
			}
		}
	})
	t.Run("meetings a week are in range", func(t *testing.T) {
		for _, n := range []float64{-1, 10_001, math.NaN(), math.Inf(1)} {
			_, err := coverage.Measure(t.Context(), p, []coverage.Site{{ID: "a", PerWeek: n}}, coverage.Straight(1), coverage.Options{})
			if err == nil {
				t.Errorf("%v meetings a week: no error", n)
			}
		}
	})
	t.Run("a cancelled context ends it", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var seen []int
		c, err := coverage.Measure(ctx, coverage.Tracts(), nil, coverage.Straight(1), coverage.Options{
			Progress: func(done, all int) { seen = append(seen, done); cancel() },
		})
		if c != nil || !errors.Is(err, context.Canceled) || len(seen) != 1 {
			t.Errorf("%v, error %v after %v, want nothing, context.Canceled after one call", c, err, seen)
		}
	})
}

func TestReach(t *testing.T) {
	tests := []struct {
		name  string
		reach coverage.Reach
		text  string
		miles float64
	}{
		{"a straight line", coverage.Straight(25 * earth.Mile), "25 miles in a straight line", 25},
		{"S29 a distance by road is a shorter straight line", coverage.Road(25 * earth.Mile), "25 miles by road", 25 / 1.41},
		{"S29 a time by car, 8 miles in town and the rest faster", coverage.Drive(30 * time.Minute), "30 minutes by car", (8 + (30-8*60/27.0)*56.4/60) / 1.41},
		{"a part of a mile", coverage.Straight(1.25 * earth.Mile), "1.2 miles in a straight line", 1.25},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.reach.String(); got != tt.text {
				t.Errorf("%q, want %q", got, tt.text)
			}
			if got := tt.reach.Radius().Miles(); math.Abs(got-tt.miles) > 0.01 {
				t.Errorf("%v miles, want %v", got, tt.miles)
			}
			least, most := tt.reach.Range()
			if least.Radius() > tt.reach.Radius() || most.Radius() < tt.reach.Radius() || tt.reach.Estimated() != (least != most) {
				t.Errorf("from %v to %v", least, most)
			}
		})
	}
}

// A river is a routing engine for a land with a river along a meridian and no bridge.
type river struct {
	travel.Estimator
	lng float64
}

func (v river) Table(ctx context.Context, from, to []earth.Point, opt travel.Options) (travel.Result, error) {
	r, err := travel.Estimator{}.Table(ctx, from, to, opt)
	for i, p := range from {
		for j, q := range to {
			if (p.Lng() < v.lng) != (q.Lng() < v.lng) {
				r.Seconds[i*len(to)+j] = float32(math.NaN())
			}
		}
	}
	return r, err
}

func TestMeasureWithRoutes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	areas := invented(rnd, 150)
	p := population(t, areas)
	sites := scattered(p, 25, 9)
	lng := sites[0].Point.Lng() + 0.05
	for _, reach := range []coverage.Reach{coverage.Drive(40 * time.Minute), coverage.Road(30 * earth.Mile)} {
		t.Run("D5 an engine that estimates says what the estimate says, "+reach.String(), func(t *testing.T) {
			c, err := coverage.Measure(t.Context(), p, sites, reach, coverage.Options{Routes: travel.Estimator{}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(measure(t, p, sites, reach).Summary(), c.Summary()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
		t.Run("nobody crosses a river without a bridge, "+reach.String(), func(t *testing.T) {
			c, err := coverage.Measure(t.Context(), p, sites, reach, coverage.Options{Routes: river{lng: lng}})
			if err != nil {
				t.Fatal(err)
			}
			var want coverage.Summary // of both sides, each with its own sites
			for _, west := range []bool{true, false} {
				same := func(q earth.Point) bool { return (q.Lng() < lng) == west }
				var some []coverage.Area
				for _, a := range areas {
					if same(a.Point) {
						some = append(some, a)
					}
				}
				here := slices.DeleteFunc(slices.Clone(sites), func(s coverage.Site) bool { return !same(s.Point) })
				s := slowSummary(some, here, reach.Radius())
				want.Reached += s.Reached
				want.Meetings += s.Meetings * float64(s.People)
			}
			got := c.Summary()
			if got.Reached != want.Reached || math.Abs(got.Meetings*float64(got.People)-want.Meetings) > 1e-3 {
				t.Errorf("%d reached with %v meetings, want %d with %v", got.Reached, got.Meetings*float64(got.People), want.Reached, want.Meetings)
			}
			if got.Reached == measure(t, p, sites, reach).Summary().Reached {
				t.Error("the river makes no difference: the case shows nothing")
			}
		})
	}
}

func TestGroups(t *testing.T) {
	p := coverage.Tracts().In("11", "12", "56")
	sites := scattered(p, 60, 4)
	c := measure(t, p, sites, coverage.Straight(8*earth.Mile))
	sizes, err := c.Sizes()
	if err != nil {
		t.Fatal(err)
	}
	for name, groups := range map[string][]coverage.Group{"states": c.States(), "counties": c.Counties(), "sizes": sizes} {
		t.Run("D5 "+name+" add up to the whole", func(t *testing.T) {
			var people, reached int64
			for _, g := range groups {
				people += g.People
				reached += g.Reached
				if g.Name == "" || g.People == 0 {
					t.Errorf("%+v", g)
				}
			}
			if s := c.Summary(); people != s.People || reached != s.Reached {
				t.Errorf("%d of %d, want %d of %d", reached, people, s.Reached, s.People)
			}
		})
	}
	t.Run("D5 a state is measured as it is alone", func(t *testing.T) {
		for _, g := range c.States() {
			if diff := cmp.Diff(slowSummary(areasOf(p.In(g.Key)), sites, 8*earth.Mile), g.Summary, nearly); diff != "" {
				t.Errorf("%s (-want +got):\n%s", g.Name, diff)
			}
		}
	})
	t.Run("names are those people know", func(t *testing.T) {
		if got := c.States()[1].Name; got != "Florida" {
			t.Errorf("state %q, want Florida", got)
		}
		if got := c.Counties()[1].Name; got != "Alachua County, FL" {
			t.Errorf("county %q, want Alachua County, FL", got)
		}
		if got := sizes[0].Name; got != "fewer than 10,000 people within 10 miles" {
			t.Errorf("size %q", got)
		}
	})
	t.Run("areas of no census are a group of their own", func(t *testing.T) {
		c := measure(t, population(t, []coverage.Area{{ID: "parish", Point: earth.LatLng(1, 1), People: 3}}), nil, coverage.Straight(1))
		if g := c.States(); len(g) != 1 || g[0].Key != "" || g[0].People != 3 {
			t.Errorf("%+v", g)
		}
	})
}

func TestPercentile(t *testing.T) {
	p := population(t, []coverage.Area{
		{ID: "a", Point: earth.LatLng(30, -81), People: 1}, {ID: "b", Point: earth.LatLng(31, -81), People: 2}, {ID: "c", Point: earth.LatLng(32, -81), People: 1},
	})
	c := measure(t, p, []coverage.Site{{Point: earth.LatLng(30, -81)}}, coverage.Straight(1))
	degree := earth.LatLng(30, -81).Distance(earth.LatLng(31, -81))
	for _, tt := range []struct {
		share float64
		want  earth.Distance
	}{{-1, 0}, {0, 0}, {0.25, 0}, {0.26, degree}, {0.75, degree}, {0.76, 2 * degree}, {1, 2 * degree}, {2, 2 * degree}} {
		if got := c.Percentile(tt.share); math.Abs(float64(got-tt.want)) > 1e-3 {
			t.Errorf("%v of the people are within %v, want %v", tt.share, got, tt.want)
		}
	}
	if got := c.Within(degree + 1); got != 3 {
		t.Errorf("%d within a degree, want 3", got)
	}
}
