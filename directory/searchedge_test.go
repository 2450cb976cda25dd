package directory_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// TestSearchAtTheEdges compares with the obvious search at the poles, on both
// sides of the date line, and when clocks and years change.
func TestSearchAtTheEdges(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	w := world{rand.New(rand.NewPCG(seed, 9))}
	edges := []string{"2022-03-13T02:00:00-05:00", "2022-11-06T01:30:00-04:00", "2021-12-31T23:00:00Z", "2023-01-01T04:59:59Z", "2024-02-29T12:00:00Z"}
	point := func() earth.Point {
		return pick(w, earth.LatLng(90, 0), earth.LatLng(-90, 17), earth.LatLng(89.99999, 360*w.Float64()-180), earth.LatLng(0.0001, 180),
			earth.LatLng(10*w.Float64(), 180-w.Float64()/100), earth.LatLng(10*w.Float64(), -180+w.Float64()/100), earth.LatLng(0, 5), earth.LatLng(5, 0))
	}
	for range 12 {
		entities := w.directory(30)
		for i, e := range entities {
			if v, ok := e.(directory.Venue); ok && !v.Point.IsZero() {
				v.Point = point()
				entities[i] = v
			}
		}
		s := snapshot(t, entities...)
		for range 25 {
			q := w.query()
			q.Near, q.Now = point(), at(t, pick(w, edges...)).Add(time.Duration(w.IntN(240)-120)*time.Minute)
			q.Within, q.StartsWithin = pick(w, 0, 0, 100*earth.Kilometre), pick(w, 0, 0, 24*time.Hour, time.Nanosecond)
			checkSearch(t, s, q)
		}
	}
}

func TestSearchByHostileQueries(t *testing.T) {
	s := snapshot(t, append(jacksonville(), group("many", manySeries(200)...))...)
	now := at(t, "2022-06-01T12:00:00Z")
	for name, tt := range map[string]struct {
		q    directory.Query
		want error
	}{
		"a distance that is no number": {directory.Query{Now: now, Near: orangePark, Within: earth.Distance(math.NaN())}, directory.ErrInvalid},
		"a distance below zero":        {directory.Query{Now: now, Near: orangePark, Within: -1}, directory.ErrInvalid},
		"an endless distance":          {directory.Query{Now: now, Near: orangePark, Within: earth.Distance(math.Inf(1))}, nil},
		"a place that is none":         {directory.Query{Now: now, Near: earth.LatLng(math.NaN(), math.Inf(1)), Coarse: true}, nil},
		"times past the end of the calendar": {directory.Query{Now: time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), Near: orangePark,
			StartsWithin: math.MaxInt64, Late: math.MaxInt64, Drive: func(earth.Distance) time.Duration { return math.MaxInt64 }}, nil},
		"a drive into the past": {directory.Query{Now: now, Near: orangePark, Late: math.MinInt64, Drive: func(earth.Distance) time.Duration { return math.MinInt64 }, DriveWithin: 1}, nil},
		"codes of all kinds": {directory.Query{Now: now, Near: orangePark, Limit: math.MinInt, County: "\xff", State: "\x00", Language: strings.Repeat("x", 1e5),
			Filter: directory.Filter{Days: []time.Weekday{-1, 99}, Access: make([]directory.Access, 100), Kinds: make([]program.Kind, 1000)}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for _, order := range []directory.Order{directory.ByDistance, directory.ByStart} {
				q := tt.q
				q.Order = order
				r, err := s.Search(context.Background(), q)
				if !errors.Is(err, tt.want) {
					t.Fatalf("error %v, want %v", err, tt.want)
				}
				for _, h := range r.InPerson {
					if math.IsNaN(float64(h.Distance)) || h.Distance < 0 {
						t.Errorf("%s is at %v", h.Listing.ID, h.Distance)
					}
				}
			}
		})
	}
	t.Run("an offering with 200 series is one hit", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Now: now, Limit: 100})
		if n := strings.Count(" "+ids(r.InPerson)+" ", " many "); n != 1 {
			t.Errorf("%d hits", n)
		}
	})
	t.Run("a directory of nothing answers all the same", func(t *testing.T) {
		r := search(t, snapshot(t), directory.Query{Near: orangePark, Now: now, Within: earth.Mile, StartsWithin: time.Hour, Count: true})
		if len(r.InPerson)+len(r.Nearest)+len(r.Remote)+len(r.Unplaced) != 0 || r.InPersons != 0 || len(r.CrisisLines) == 0 {
			t.Errorf("%+v", r)
		}
	})
}

func manySeries(n int) []schedule.Series {
	list := make([]schedule.Series, n)
	for i := range list {
		list[i] = on(schedule.Weekly(time.Weekday(i%7)), "2022-01-01", fmt.Sprintf("%02d:%02d", i%24, i%60))
	}
	return list
}

func TestFiltersByRequirement(t *testing.T) {
	telephone := group("telephone", on(schedule.Weekly(time.Monday), "2022-01-03", "18:00"))
	telephone.Mode, telephone.Venue = program.ModeTelephone, ""
	women := group("women", on(schedule.Weekly(time.Monday), "2022-01-03", "18:00"))
	women.Audience.Focus, women.Venue = []string{"women"}, "church"
	s := snapshot(t, append(jacksonville(), telephone, women, directory.Venue{ID: "church", Name: "Church", Point: orangePark,
		Access: []directory.Access{directory.AccessChildCare, directory.AccessMeals, directory.AccessParking, directory.AccessStepFree}})...)
	now := at(t, "2022-06-01T12:00:00Z")
	t.Run("D50 telephone is a mode, among those online", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Now: now, Filter: directory.Filter{Modes: []program.Mode{program.ModeTelephone}}})
		if ids(r.Remote) != "telephone" || len(r.InPerson) != 0 {
			t.Errorf("%s, in person %s", ids(r.Remote), ids(r.InPerson))
		}
		if all := search(t, s, directory.Query{Now: now, Limit: 100}); !strings.Contains(ids(all.Remote), "telephone") {
			t.Errorf("without a filter %s", ids(all.Remote))
		}
	})
	t.Run("D54 focus and topics are words of the data", func(t *testing.T) {
		if r := search(t, s, directory.Query{Near: orangePark, Now: now, Filter: directory.Filter{Topics: []string{"women"}}}); ids(r.InPerson) != "women" {
			t.Errorf("%s", ids(r.InPerson))
		}
	})
	t.Run("D57 child care, meals, parking and step-free access, alone and together", func(t *testing.T) {
		needs := []directory.Access{directory.AccessChildCare, directory.AccessMeals, directory.AccessParking, directory.AccessStepFree}
		for i := range needs {
			if r := search(t, s, directory.Query{Near: orangePark, Now: now, Filter: directory.Filter{Access: needs[i : i+1]}}); !strings.Contains(ids(r.InPerson), "women") {
				t.Errorf("%s: %s", needs[i], ids(r.InPerson))
			}
		}
		if r := search(t, s, directory.Query{Near: orangePark, Now: now, Filter: directory.Filter{Access: needs}}); ids(r.InPerson) != "women" {
			t.Errorf("together %s", ids(r.InPerson))
		}
	})
}
