package travel_test

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
)

// TestValhallaForReal asks a real Valhalla with an extract of OpenStreetMap (© OpenStreetMap
// contributors, ODbL) of Baltimore. It runs when the variable WITHINREACH_VALHALLA holds the
// address of the server. With node and npm, in an empty folder outside the checkout, DATA
// being the folder shared/data/osm beside the checkout:
//
//	npm install @valhallajs/valhallajs@3.6.1
//	mkdir tiles
//	npx valhalla build_config --mjolnir-tile-dir "$PWD/tiles" >valhalla.json
//	npx valhalla build_tiles -c valhalla.json "$DATA/baltimore.osm.pbf"
//	cp "$DATA/valhalla-server.mjs" .
//	node valhalla-server.mjs valhalla.json 8102 &
//	WITHINREACH_VALHALLA=http://127.0.0.1:8102 go test -run ForReal -v ./directory/travel/
func TestValhallaForReal(t *testing.T) {
	base := os.Getenv("WITHINREACH_VALHALLA")
	if base == "" {
		t.Skip("WITHINREACH_VALHALLA IS NOT SET: Valhalla is tested with recorded answers only, see the comment of this test")
	}
	client := &http.Client{Timeout: time.Minute}
	valhalla, err := travel.NewValhalla(client, base, travel.EngineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("two places downtown", func(t *testing.T) {
		r, err := valhalla.Table(t.Context(), []earth.Point{pratt}, []earth.Point{station}, travel.Options{})
		if err != nil {
			t.Fatal(err)
		}
		trip, ok := r.Trip(0, 0)
		if !ok || trip.Road < 3000 || trip.Road > 3400 || trip.Time < 200*time.Second || trip.Time > 320*time.Second || r.FromSnap[0] > 10 {
			t.Errorf("%v, %v, moved by %v; want about 3,178 m, 254 s", trip, ok, r.FromSnap)
		}
	})
	t.Run("miles are not mistaken for kilometres, nor the time of day refused", func(t *testing.T) {
		opt := travel.Options{DepartAt: time.Date(2022, 6, 8, 17, 30, 0, 0, time.UTC)}
		r, err := valhalla.Table(t.Context(), []earth.Point{pratt}, []earth.Point{station}, opt)
		if trip, ok := r.Trip(0, 0); err != nil || !ok || trip.Road < 3000 || trip.Road > 3400 {
			t.Errorf("%v, %v, %v", trip, ok, err)
		}
	})
	t.Run("traps of the extract are left out", func(t *testing.T) {
		cutOff := earth.LatLng(39.3299, -76.6205) // moved by 2 km
		r, err := valhalla.Table(t.Context(), []earth.Point{fayette}, []earth.Point{light, cutOff, station}, travel.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if trip, ok := r.Trip(0, 0); ok {
			t.Errorf("0 seconds for 950 m: %v", trip)
		}
		if trip, ok := r.Trip(0, 1); ok || r.ToSnap[1] < 2000 {
			t.Errorf("a place moved by %v: %v", r.ToSnap[1], trip)
		}
		if _, ok := r.Trip(0, 2); !ok {
			t.Error("the good place has no answer")
		}
	})
	t.Run("one place outside fails the table, and not the batch", func(t *testing.T) { liveOutside(t, valhalla) })
	t.Run("the limits are those of a server as it comes", func(t *testing.T) {
		many := slices.Repeat([]earth.Point{pratt, station, fayette}, 17)
		if _, err := valhalla.Table(t.Context(), many[:50], many[:50], travel.Options{}); err != nil {
			t.Errorf("2,500 pairs: %v", err)
		}
		open, err := travel.NewValhalla(client, base, travel.EngineOptions{Limits: travel.Limits{Pairs: 1e6, Apart: earth.Farthest}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = open.Table(t.Context(), many[:51], many[:50], travel.Options{})
		if large, ok := errors.AsType[*travel.TooLargeError](err); !ok || large.What != "pairs" {
			t.Errorf("2,550 pairs: %v, want too many", err)
		}
		_, err = open.Table(t.Context(), many[:1], []earth.Point{earth.LatLng(25.77, -80.19)}, travel.Options{})
		if large, ok := errors.AsType[*travel.TooLargeError](err); !ok || large.What != "kilometres between two places" {
			t.Errorf("Baltimore to Miami: %v, want too far", err)
		}
	})
	t.Run("a sample of the city", func(t *testing.T) { liveSample(t, valhalla) })
}

func liveOutside(t *testing.T, valhalla travel.Matrix) {
	outside, miami := earth.LatLng(38, -76.6), earth.LatLng(25.77, -80.19)
	to := []earth.Point{station, outside, {}, fayette, miami}
	_, err := valhalla.Table(t.Context(), []earth.Point{pratt}, to[:4], travel.Options{})
	if _, ok := errors.AsType[*travel.NoRoadError](err); !ok {
		t.Errorf("error %v, want a NoRoadError", err)
	}
	for name, m := range map[string]travel.Matrix{
		"batched": travel.Batched{Engine: valhalla}, "with a fallback": travel.Fallback{Engine: travel.Batched{Engine: valhalla}},
	} {
		r, err := m.Table(t.Context(), []earth.Point{pratt}, to, travel.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"batched": "road - - road -", "with a fallback": "road estimate - road estimate"}[name]
		got := ""
		for j := range to {
			switch trip, ok := r.Trip(0, j); {
			case !ok:
				got += " -"
			case trip.Estimated:
				got += " estimate"
			default:
				got += " road"
			}
		}
		if got[1:] != want {
			t.Errorf("%s: %s, want %s", name, got[1:], want)
		}
	}
}

// liveSample asks for all trips between the block groups that lie at a road of the extract,
// holds Estimate against them, and Nearest against a sorted table.
func liveSample(t *testing.T, valhalla travel.Matrix) {
	all := blockGroups(t)
	m := travel.Batched{Engine: valhalla}
	near := travel.Options{MaxSnap: 100}
	r, err := m.Table(t.Context(), []earth.Point{station}, all, near)
	if err != nil {
		t.Fatal(err)
	}
	var points []earth.Point
	for j, p := range all {
		if _, ok := r.Trip(0, j); ok {
			points = append(points, p)
		}
	}
	table, err := m.Table(t.Context(), points, points, near)
	if err != nil {
		t.Fatal(err)
	}
	points = checkSample(t, points, table)
	for i, from := range points[:6] {
		for _, by := range []travel.Order{travel.ByTime, travel.ByRoad} {
			opt := travel.NearestOptions{K: 5, By: by, Options: near}
			candidates := ordered(from, points)
			got, err := travel.Nearest(t.Context(), m, from, slices.Values(candidates), opt)
			if err != nil || !got.Proven {
				t.Fatalf("%v, proven %v", err, got.Proven)
			}
			// A table with other places in it may round differently.
			rounded := gocmp.Comparer(func(a, b travel.Trip) bool {
				return math.Abs(float64(a.Road-b.Road)) <= 5 && (a.Time-b.Time).Abs() <= 2*time.Second
			})
			want := nearestSlowly(everything{m, near}, from, candidates, by, opt.K)
			if diff := gocmp.Diff(want, got.Ways, cmpopts.EquateComparable(earth.Point{}), rounded); diff != "" {
				t.Errorf("start %d, order %d (-want +got):\n%s", i, by, diff)
			}
		}
	}
}

// everything is a Matrix that is always asked with the same options.
type everything struct {
	travel.Batched
	opt travel.Options
}

func (e everything) Table(ctx context.Context, from, to []earth.Point, _ travel.Options) (travel.Result, error) {
	return e.Batched.Table(ctx, from, to, e.opt)
}

// checkSample returns the places that are not cut off, after holding their trips against
// Estimate. At the edge of an extract roads end, so that the way round is long: a place from
// which half of the ways are over 1.8 times the straight line is left out.
func checkSample(t *testing.T, points []earth.Point, table travel.Result) []earth.Point {
	t.Helper()
	detour := func(i, j int) (float64, travel.Trip, bool) {
		trip, ok := table.Trip(i, j)
		straight := points[i].Distance(points[j])
		return float64(trip.Road / straight), trip, ok && straight > earth.Kilometre
	}
	var whole []int
	for i := range points {
		var detours []float64
		for j := range points {
			if d, _, ok := detour(i, j); ok {
				detours = append(detours, d)
			}
		}
		if slices.Sort(detours); len(detours) > 0 && detours[len(detours)/2] <= 1.8 {
			whole = append(whole, i)
		}
	}
	var detours, speeds []float64
	roads, times := 0, 0
	for _, i := range whole {
		for _, j := range whole {
			d, trip, ok := detour(i, j)
			if !ok {
				continue
			}
			detours = append(detours, d)
			speeds = append(speeds, trip.Road.Miles()/trip.Time.Hours())
			e := travel.Estimate(points[i].Distance(points[j]))
			if e.Least.Road <= trip.Road && trip.Road <= e.Most.Road {
				roads++
			}
			if e.Least.Time <= trip.Time && trip.Time <= e.Most.Time {
				times++
			}
		}
	}
	n := len(detours)
	if n < 5000 {
		t.Fatalf("%d pairs, want a sample of 5,000", n)
	}
	t.Logf("%d places, %d pairs: detour %s, miles an hour %s; %.1f %% of roads and %.1f %% of times in the range of Estimate",
		len(whole), n, tenths(detours), tenths(speeds), 100*float64(roads)/float64(n), 100*float64(times)/float64(n))
	if roads < n*8/10 || times < n*8/10 {
		t.Errorf("%d roads and %d times of %d in the range of Estimate, want four of five", roads, times, n)
	}
	kept := make([]earth.Point, len(whole))
	for i, at := range whole {
		kept[i] = points[at]
	}
	return kept
}

// tenths prints the 1st, 5th and 9th tenth.
func tenths(v []float64) string {
	slices.SortFunc(v, cmp.Compare[float64])
	text := ""
	for _, tenth := range []int{1, 5, 9} {
		text += " " + strconv.FormatFloat(v[len(v)*tenth/10], 'f', 2, 64)
	}
	return text[1:]
}

// blockGroups returns the census block groups where the extract has roads.
func blockGroups(t *testing.T) []earth.Point {
	t.Helper()
	name := filepath.Join("..", "..", "..", "shared", "data", "census", "block_group2020.csv")
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("NO CENSUS DATA BESIDE THE CHECKOUT: no sample of the city, want %s", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var points []earth.Point
	for _, row := range rows[1:] {
		p, err := earth.ParsePoint(row[5] + "," + row[6])
		if err != nil {
			t.Fatal(err)
		}
		if p.Lat() > 39.26 && p.Lat() < 39.32 && p.Lng() > -76.62 && p.Lng() < -76.52 {
			points = append(points, p)
		}
	}
	return points
}
