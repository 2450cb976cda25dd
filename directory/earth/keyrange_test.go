package earth_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
)

func inRanges(ranges []earth.KeyRange, p earth.Point) bool {
	key := p.Cell(earth.MaxLevel).Key()
	return slices.ContainsFunc(ranges, func(r earth.KeyRange) bool { return r.First <= key && key <= r.Last })
}

// TestKeyRanges proves that a search by ranges loses nothing, wherever it is.
func TestKeyRanges(t *testing.T) {
	for i, w := range worlds {
		t.Run("D31 "+w.name, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(uint64(i), 6))
			for range 300 {
				center := w.point(rnd)
				if center.IsZero() {
					continue
				}
				edge := w.point(rnd)
				radius := center.Distance(edge)
				limit := 1 + rnd.IntN(20)
				ranges := earth.KeyRanges(center, radius, limit)
				if len(ranges) == 0 || len(ranges) > limit {
					t.Fatalf("%d ranges around %v within %v, want 1 to %d", len(ranges), center, radius, limit)
				}
				for i, r := range ranges {
					if r.First > r.Last || i > 0 && r.First <= ranges[i-1].Last {
						t.Fatalf("ranges out of order: %v", ranges)
					}
				}
				if !inRanges(ranges, center) || !edge.IsZero() && !inRanges(ranges, edge) {
					t.Fatalf("%v within %v: the centre or a point on the edge, %v, is lost", center, radius, edge)
				}
				for range 20 {
					if p := w.point(rnd); center.Distance(p) <= radius && !p.IsZero() && !inRanges(ranges, p) {
						t.Fatalf("%v within %v: %v is lost", center, radius, p)
					}
				}
			}
		})
	}
}

func TestKeyRangesLimits(t *testing.T) {
	p := earth.LatLng(30.165, -81.74)
	tests := []struct {
		name   string
		center earth.Point
		radius earth.Distance
		limit  int
		want   int // ranges
	}{
		{"no coordinates", earth.Point{}, 1000, 8, 0},
		{"a negative radius", p, -1, 8, 0},
		{"a radius that is no number", p, earth.Distance(math.NaN()), 8, 0},
		{"the whole earth is one range", p, earth.Farthest, 8, 1},
		{"H140 more than the whole earth", p, 1e9 * earth.Kilometre, 8, 1},
		{"an infinite radius", p, earth.Distance(math.Inf(1)), 8, 1},
		{"a limit below 1", p, 25 * earth.Mile, -3, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ranges := earth.KeyRanges(tt.center, tt.radius, tt.limit)
			if len(ranges) != tt.want {
				t.Errorf("%d ranges, want %d: %v", len(ranges), tt.want, ranges)
			}
			for _, r := range ranges {
				if tt.radius >= earth.Farthest && (r.First > earth.LatLng(0, 1).Cell(30).Key() || r.Last < earth.LatLng(-90, 0).Cell(30).Key()) {
					t.Errorf("%v is not the whole earth", r)
				}
			}
		})
	}
	t.Run("8 ranges look at few rows in vain", func(t *testing.T) {
		rnd := rand.New(rand.NewPCG(1, 7))
		wanted, seen := 0, 0
		ranges := earth.KeyRanges(p, 25*earth.Mile, 8)
		for range 200_000 {
			q := earth.LatLng(p.Lat()+2*rnd.Float64()-1, p.Lng()+2*rnd.Float64()-1)
			if p.Distance(q) <= 25*earth.Mile {
				wanted++
			}
			if inRanges(ranges, q) {
				seen++
			}
		}
		if wanted == 0 || seen < wanted || seen > 3*wanted {
			t.Errorf("%d rows read for %d wanted", seen, wanted)
		}
	})
}
