package earth_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
)

// A hostileInput is a line of the shared collection of inputs that broke other libraries.
type hostileInput struct {
	ID, Kind, Input, Why, Expect, Want string
}

// hostile returns the shared inputs of a kind, or none where the collection is absent.
func hostile(tb testing.TB, kind string) []hostileInput {
	tb.Helper()
	file, err := os.Open(sharedData("hostile", "hostile.jsonl"))
	if errors.Is(err, fs.ErrNotExist) {
		tb.Logf("%s is absent: nothing hostile is tried", sharedData("hostile"))
		return nil
	}
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	var list []hostileInput
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var h hostileInput
		if err := json.Unmarshal(lines.Bytes(), &h); err != nil {
			tb.Fatal(err)
		}
		if h.Kind == kind {
			list = append(list, h)
		}
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return list
}

// wantHostile tells, for the coordinates of the collection that are accepted or whose
// answer takes judgement, what ParsePoint makes of them; "reject" is an error.
var wantHostile = map[string]string{
	"-90,0":                "-90,0",
	"90,180":               "90,0",
	"0,180":                "0,180",
	"0,-180":               "0,180",
	"51.5,179.9999":        "51.5,179.9999",
	"-0,-0":                "",           // no coordinates
	"0,0":                  "",           // no coordinates
	"-81.7,30.2":           "-81.7,30.2", // swapped; a directory knows its area, a Point does not
	"30.2,81.7":            "30.2,81.7",  // a lost sign; likewise
	"4.9e-324,4.9e-324":    "5e-324,5e-324",
	"30°12'N 81°42'W":      "reject",
	"radius=1e9 km":        "reject",
	"k=2147483647":         "reject",
	"two antipodal points": "reject",
}

func TestHostileCoordinates(t *testing.T) {
	inputs := hostile(t, "coordinate")
	if inputs == nil {
		t.Skipf("%s is absent", sharedData("hostile"))
	}
	x := mustIndex(t, scatter(t, 1000, 1), earth.IndexOptions{})
	for _, h := range inputs {
		t.Run(h.ID+" "+h.Why, func(t *testing.T) {
			if text, ok := strings.CutPrefix(h.Input, "radius="); ok {
				if d, err := earth.ParseDistance(text); err == nil {
					t.Errorf("ParseDistance(%q) = %v, want an error", text, d)
				}
			}
			want, ok := wantHostile[h.Input]
			if h.Want == "reject" {
				want, ok = "reject", true
			}
			if !ok {
				t.Fatalf("no expectation for %q: %s", h.Input, h.Expect)
			}
			p, err := earth.ParsePoint(h.Input)
			if got := p.String(); (err != nil) != (want == "reject") || err == nil && got != want {
				t.Errorf("ParsePoint(%q) = %q, %v, want %q", h.Input, got, err, want)
			}
			if err != nil && strings.Contains(err.Error(), h.Input) {
				t.Errorf("the error quotes the place: %v", err)
			}
			found := x.Nearest(nil, p, math.MaxInt32, earth.Farthest, earth.Filter{})
			if wantFound := map[bool]int{true: 0, false: x.Len()}[p.IsZero()]; len(found) != wantFound {
				t.Errorf("Nearest finds %d of %d items", len(found), x.Len())
			}
			for _, n := range found {
				if !(n.Distance >= 0 && n.Distance <= earth.Farthest) {
					t.Fatalf("item %d at %v", n.Item, n.Distance)
				}
			}
		})
	}
	t.Run("H126 a circle across the date line finds both sides", func(t *testing.T) {
		x := mustIndex(t, []earth.Point{earth.LatLng(51.5, 179.9), earth.LatLng(51.88, -176.66), earth.LatLng(51.5, 0)}, earth.IndexOptions{})
		if items, _ := x.Count(earth.LatLng(51.5, 179.9999), 300*earth.Kilometre, earth.Filter{}); items != 2 {
			t.Errorf("%d found, want 2", items)
		}
	})
}
