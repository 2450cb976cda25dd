package earth_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
)

func TestCell(t *testing.T) {
	jacksonville := earth.LatLng(30.165, -81.74)
	tests := []struct {
		name  string
		point earth.Point
		level int
		want  string
	}{
		{"a face", jacksonville, 0, "9"},
		{"the level for people", jacksonville, earth.PrivateLevel, "88e5c44"},
		{"the finest level", jacksonville, earth.MaxLevel, "88e5c42de414e84d"},
		{"no coordinates", earth.Point{}, 11, ""},
		{"a level too low", jacksonville, -1, ""},
		{"a level too high", jacksonville, 31, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.point.Cell(tt.level)
			if c.String() != tt.want {
				t.Errorf("Cell(%d) = %q, want %q", tt.level, c, tt.want)
			}
			if c.IsZero() != (tt.want == "") || c.Contains(tt.point) == c.IsZero() {
				t.Errorf("IsZero = %t, Contains = %t", c.IsZero(), c.Contains(tt.point))
			}
			if !c.IsZero() && c.Level() != tt.level {
				t.Errorf("Level = %d, want %d", c.Level(), tt.level)
			}
		})
	}
}

func TestZeroCell(t *testing.T) {
	var c earth.Cell
	if c.Level() != -1 || c.Parent(3) != c || !c.Center().IsZero() || c.Radius() != 0 || c.Contains(earth.LatLng(1, 1)) || c.Contains(earth.Point{}) {
		t.Errorf("the zero Cell has level %d, parent %v, centre %v, radius %v", c.Level(), c.Parent(3), c.Center(), c.Radius())
	}
	if c.Key() != math.MinInt64 {
		t.Errorf("Key = %d, want the lowest number", c.Key())
	}
}

func TestCellParent(t *testing.T) {
	c := earth.LatLng(30.165, -81.74).Cell(11)
	for level, want := range map[int]string{-5: "9", 0: "9", 1: "8c", 10: "88e5c5", 11: "88e5c44", 12: "88e5c44", 30: "88e5c44", 99: "88e5c44"} {
		if got := c.Parent(level); got.String() != want {
			t.Errorf("Parent(%d) = %v, want %v", level, got, want)
		}
	}
}

// TestCellsHoldTheirPoints tries what the documentation says of cells on points everywhere.
func TestCellsHoldTheirPoints(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 3))
	for range 20_000 {
		p, level := anywhere(rnd), rnd.IntN(earth.MaxLevel+1)
		c := p.Cell(level)
		leaf := p.Cell(earth.MaxLevel)
		if !c.Contains(p) || leaf.Parent(level) != c || c.Level() != level {
			t.Fatalf("%v in %v of level %d: contained %t, parent of leaf %v", p, c, level, c.Contains(p), leaf.Parent(level))
		}
		center := c.Center()
		if center.IsZero() { // the face around latitude 0, longitude 0
			if level != 0 {
				t.Fatalf("%v has no centre", c)
			}
			continue
		}
		if center.Cell(level) != c {
			t.Fatalf("the centre %v of %v is in %v", center, c, center.Cell(level))
		}
		if d := p.Distance(center); d > c.Radius() {
			t.Fatalf("V8 %v is %v from the centre of %v, more than %v", p, d, c, c.Radius())
		}
		if other := anywhere(rnd); c.Contains(other) != (other.Cell(level) == c) {
			t.Fatalf("%v contains %v: %t", c, other, c.Contains(other))
		}
	}
}

func TestPrivateLevel(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 4))
	smallest, largest := earth.Farthest, earth.Distance(0)
	for range 20_000 {
		r := anywhere(rnd).Cell(earth.PrivateLevel).Radius()
		smallest, largest = min(smallest, r), max(largest, r)
	}
	// The radius is half a diagonal, so a square cell is at least 1.4 times as wide.
	if smallest < 2*earth.Kilometre || largest > 3800 {
		t.Errorf("V8 cells have a radius of %v to %v, want 2km to 3.8km", smallest, largest)
	}
}

func TestCellKey(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 5))
	pad := func(c earth.Cell) string { return c.String() + strings.Repeat("0", 16-len(c.String())) }
	for range 20_000 {
		a, b := anywhere(rnd).Cell(rnd.IntN(31)), anywhere(rnd).Cell(rnd.IntN(31))
		if (a.Key() < b.Key()) != (pad(a) < pad(b)) {
			t.Fatalf("keys of %v and %v: %d, %d", a, b, a.Key(), b.Key())
		}
		if back, err := earth.CellFromKey(a.Key()); err != nil || back != a {
			t.Fatalf("CellFromKey(%d) = %v, %v, want %v", a.Key(), back, err, a)
		}
	}
	for _, key := range []int64{math.MinInt64, math.MaxInt64, 0x7000_0000_0000_0001, math.MinInt64 + 2} {
		c, err := earth.CellFromKey(key)
		if _, ok := errors.AsType[*earth.SyntaxError](err); !ok || !c.IsZero() {
			t.Errorf("CellFromKey(%d) = %v, %v, want a *SyntaxError", key, c, err)
		}
	}
}

func TestParseCell(t *testing.T) {
	for _, token := range []string{"", "X", "0", "g", "88e5c440", "88E5C44", " 88e5c44", "88e5c44\n", "-1", "0x1", "f", "88e5c42", "88e5c42de414e84d0", "+88e5c44", "1_1"} {
		c, err := earth.ParseCell(token)
		if _, ok := errors.AsType[*earth.SyntaxError](err); !ok || !c.IsZero() {
			t.Errorf("ParseCell(%q) = %v, %v, want a *SyntaxError", token, c, err)
		}
	}
	want := "earth: malformed cell, want the token of an S2 cell, such as 88e5c44"
	if _, err := earth.ParseCell("somewhere"); err == nil || err.Error() != want {
		t.Errorf("ParseCell = %v, want %s", err, want)
	}
}

func TestCellJSON(t *testing.T) {
	type record struct{ A, B earth.Cell }
	text, err := json.Marshal(record{A: earth.LatLng(30.165, -81.74).Cell(11)})
	if err != nil || string(text) != `{"A":"88e5c44","B":""}` {
		t.Fatalf("Marshal = %s, %v", text, err)
	}
	got := record{B: earth.LatLng(1, 1).Cell(5)}
	if err := json.Unmarshal(text, &got); err != nil || got.A.String() != "88e5c44" || !got.B.IsZero() {
		t.Errorf("Unmarshal = %v, %v", got, err)
	}
	before := got
	if err := json.Unmarshal([]byte(`{"A":"here"}`), &got); err == nil || got != before {
		t.Errorf("Unmarshal of no token = %v, %v, want an error and no change", got, err)
	}
}

func FuzzParseCell(f *testing.F) {
	for _, s := range []string{"88e5c44", "9", "88e5c42de414e84d", "X", "", "000000000000001", "1", "b", "ffffffffffffffff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := earth.ParseCell(s)
		if err != nil {
			if !c.IsZero() {
				t.Errorf("ParseCell(%q) = %v with an error", s, c)
			}
			return
		}
		if c.String() != s {
			t.Errorf("ParseCell(%q) prints as %q", s, c)
		}
		if level := c.Level(); level < 0 || level > earth.MaxLevel || c.Radius() <= 0 || c.Radius() > earth.Farthest {
			t.Errorf("%q has level %d and radius %v", s, level, c.Radius())
		}
		if back, err := earth.CellFromKey(c.Key()); err != nil || back != c {
			t.Errorf("the key of %q is the key of %v, %v", s, back, err)
		}
	})
}
