package place_test

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

func TestAt(t *testing.T) {
	tests := []struct {
		name     string
		lat, lng float64
		want     string
	}{
		{"a hospital in Orange Park", 30.165, -81.74, "Clay County, FL"},
		{"downtown Baltimore is not in Baltimore County", 39.2885, -76.6109, "Baltimore city, MD"},
		{"Adak, near the date line", 51.88, -176.66, "Aleutians West Census Area, AK"},
		{"Puerto Rico", 18.45, -66.07, ""},
		{"Toronto", 43.65, -79.38, ""},
		{"the open Pacific", 30, -150, ""},
		{"the North Pole", 90, 0, ""},
		{"coordinates with their sign lost", 30.2, 81.7, ""},
		{"no coordinates", 0, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := place.At(earth.LatLng(tt.lat, tt.lng))
			if tt.want == "" {
				if !errors.Is(err, place.ErrUnknown) {
					t.Errorf("At = %v, %v, want ErrUnknown", p, err)
				}
				return
			}
			if got := p.County.String(); got != tt.want || err != nil {
				t.Errorf("At = %v in %q, %v, want %q", p, got, err, tt.want)
			}
		})
	}
}

func TestAtFindsEveryZIPAtItsPoint(t *testing.T) {
	lowest := map[earth.Point]place.Place{}
	for _, z := range allZIPs(t) {
		if _, ok := lowest[z.Point]; !ok {
			lowest[z.Point] = z
		}
	}
	for p, want := range lowest {
		got, err := place.At(p)
		if err != nil {
			t.Fatalf("At the point of %v: %v", want, err)
		}
		if diff := cmp.Diff(want, got, cmp.Comparer(samePoint)); diff != "" {
			t.Fatalf("At its own point (-want +got):\n%s", diff)
		}
	}
}

// slowAt asks every ZIP code how far it is.
func slowAt(zips []place.Place, p earth.Point) (nearest place.Place, ok bool) {
	d := earth.Farthest + 1
	for _, z := range zips {
		if far := p.Distance(z.Point); far < d {
			nearest, d = z, far
		}
	}
	return nearest, d <= nearest.Radius+10*earth.Kilometre
}

var knownZIPs = sync.OnceValue(func() []place.Place { return allZIPs(&testing.T{}) })

func checkAt(t *testing.T, p earth.Point) {
	t.Helper()
	want, ok := slowAt(knownZIPs(), p)
	got, err := place.At(p)
	switch {
	case ok && err == nil && got.ZIP == want.ZIP:
	case !ok && errors.Is(err, place.ErrUnknown):
	default:
		t.Errorf("At(%v) = %v, %v; slowly %v, known %t", p, got, err, want, ok)
	}
}

func TestAtEqualsAskingEveryZIP(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		checkAt(t, earth.LatLng(18+54*random.Float64(), -180+115*random.Float64()))
	}
}

func FuzzAt(f *testing.F) {
	for _, p := range [][2]float64{{30.165, -81.74}, {51.5, 179.9999}, {90, 0}, {-90, 180}, {0, -180}, {43, -79}, {math.NaN(), 1}} {
		f.Add(p[0], p[1])
	}
	f.Fuzz(func(t *testing.T, lat, lng float64) { checkAt(t, earth.LatLng(lat, lng)) })
}

// TestAtAgainstTheCensus holds the documentation of At to its word: where the people counted in
// 2020 live, At knows a place, and for 96 of 100 it is in their county.
func TestAtAgainstTheCensus(t *testing.T) {
	f, err := os.Open("../../../shared/data/census/block_group2020.csv")
	if err != nil {
		t.Skip("the shared data is not beside the checkout: ", err)
	}
	defer f.Close()
	var people, inCounty, inState int
	for rows := csv.NewReader(f); ; {
		row, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n, _ := strconv.Atoi(row[4]) // 0 in the header
		if n == 0 || row[0] == "72" {
			continue
		}
		lat, _ := strconv.ParseFloat(row[5], 64)
		lng, _ := strconv.ParseFloat(row[6], 64)
		p, err := place.At(earth.LatLng(lat, lng))
		if err != nil {
			t.Fatalf("At the people of county %s%s: %v", row[0], row[1], err)
		}
		people += n
		if p.County.FIPS == row[0]+row[1] {
			inCounty += n
		}
		if p.County.FIPS[:2] == row[0] {
			inState += n
		}
	}
	if people != 331_449_281 {
		t.Errorf("%d people, want the official count", people)
	}
	county, state := float64(inCounty)/float64(people), float64(inState)/float64(people)
	t.Logf("of the people, %.4f get their county and %.4f their state", county, state)
	if county < 0.96 || state < 0.995 {
		t.Errorf("of the people, %.4f get their county, want 0.96, and %.4f their state, want 0.995", county, state)
	}
}

func TestAtACoarsenedPoint(t *testing.T) {
	t.Run("V8 a place rounded to its cell of 5 km is still known, with its error", func(t *testing.T) {
		for i, z := range knownZIPs() {
			if i%10 != 0 {
				continue
			}
			p, err := place.At(z.Point.Cell(11).Center())
			if err != nil || p.Radius < 2*earth.Kilometre {
				t.Errorf("At the cell of %v: %v with radius %v, %v", z, p, p.Radius, err)
			}
		}
	})
}
