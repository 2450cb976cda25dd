package earth_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/earth"
)

func TestWith(t *testing.T) {
	near, far := earth.LatLng(30.0, -81.7), earth.LatLng(30.1, -81.7)
	x := mustIndex(t, []earth.Point{near, far, {}}, earth.IndexOptions{Masks: []uint64{1, 1, 1}})
	tests := []struct {
		name    string
		changes []earth.Change
		filter  earth.Filter
		want    []int // items found from near, by distance
		missing int
	}{
		{"no change", nil, earth.Filter{}, []int{0, 1}, 1},
		{"an item moves", []earth.Change{{Item: 0, Point: earth.LatLng(30.2, -81.7)}}, earth.Filter{}, []int{1, 0}, 1},
		{"an item moves twice", []earth.Change{{Item: 0, Point: earth.LatLng(30.2, -81.7)}, {Item: 0, Point: near}}, earth.Filter{}, []int{0, 1}, 1},
		{"an item loses its coordinates", []earth.Change{{Item: 1}}, earth.Filter{}, []int{0}, 2},
		{"an item loses its coordinates and gets them back", []earth.Change{{Item: 1}, {Item: 1, Point: far}}, earth.Filter{}, []int{0, 1}, 1},
		{"an item gets coordinates", []earth.Change{{Item: 2, Point: near}}, earth.Filter{}, []int{0, 2, 1}, 0},
		{"an item is new", []earth.Change{{Item: 3, Point: near}}, earth.Filter{}, []int{0, 3, 1}, 1},
		{"an item is new and others are left out", []earth.Change{{Item: 9, Point: near}}, earth.Filter{}, []int{0, 9, 1}, 7},
		{"an item is new and has no coordinates", []earth.Change{{Item: 3}}, earth.Filter{}, []int{0, 1}, 2},
		{"a mask changes", []earth.Change{{Item: 0, Point: near, Mask: 2}}, earth.Filter{Any: []uint64{2}}, []int{0}, 1},
		{"a mask changes away", []earth.Change{{Item: 0, Point: near, Mask: 2}}, earth.Filter{Any: []uint64{1}}, []int{1}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			y, err := x.With(tt.changes...)
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for n := range y.Ascending(near, earth.Farthest, tt.filter) {
				got = append(got, n.Item)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
			if y.Missing() != tt.missing || y.Located()+y.Missing() != y.Len() {
				t.Errorf("%d items, %d located, %d missing, want %d missing", y.Len(), y.Located(), y.Missing(), tt.missing)
			}
		})
	}
	if got := x.Nearest(nil, near, 5, earth.Farthest, earth.Filter{}); len(got) != 2 || got[0].Item != 0 {
		t.Errorf("the index itself changed: %v", got)
	}
}

func TestWithErrors(t *testing.T) {
	x := mustIndex(t, []earth.Point{earth.LatLng(30, -81)}, earth.IndexOptions{})
	for _, item := range []int{-1, math.MaxInt32, math.MaxInt} {
		y, err := x.With(earth.Change{Item: 0}, earth.Change{Item: item})
		if y != nil || err == nil || !strings.Contains(err.Error(), fmt.Sprintf("item %d of an index, want 0 to 2147483646", item)) {
			t.Errorf("With item %d: %v, %v", item, y, err)
		}
	}
}

// TestWithExact proves that a changed index finds what comparing with every item finds,
// through long chains of changes, and that earlier indexes keep their answers.
func TestWithExact(t *testing.T) {
	for i, w := range worlds {
		t.Run(w.name, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(uint64(i), 8))
			for range 1 + *queries/1000/len(worlds) {
				s := invent(rnd, rnd.IntN(300), w.point)
				x, err := s.index()
				if err != nil {
					t.Fatal(err)
				}
				for range 10 {
					var changes []earth.Change
					for range rnd.IntN(20) {
						c := earth.Change{Item: rnd.IntN(len(s.points) + 3), Mask: rnd.Uint64() & rnd.Uint64() & 0xffff, Weight: rnd.Int64N(100)}
						if rnd.IntN(4) > 0 {
							c.Point = w.point(rnd)
						}
						changes = append(changes, c)
					}
					old := &slow{slices.Clone(s.points), slices.Clone(s.masks), slices.Clone(s.weights)}
					for _, c := range changes {
						s.set(c)
					}
					y, err := x.With(changes...)
					if err != nil {
						t.Fatal(err)
					}
					q := ask(rnd, s, w.point)
					if diff := compare(y, s, q); diff != "" {
						t.Fatalf("changed, %+v:\n%s", q, diff)
					}
					if diff := compare(x, old, q); diff != "" {
						t.Fatalf("before, %+v:\n%s", q, diff)
					}
					if y.Recent() > len(s.points) || y.Located()+y.Missing() != len(s.points) {
						t.Fatalf("%d recent, %d located, %d missing of %d", y.Recent(), y.Located(), y.Missing(), len(s.points))
					}
					x = y
				}
			}
		})
	}
}
