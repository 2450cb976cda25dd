package earth_test

import (
	"math/bits"
	"slices"

	"github.com/withinreach/withinreach/directory/earth"
)

// A slow is what an Index must agree with: it compares a place with every item.
type slow struct {
	points  []earth.Point
	masks   []uint64 // nil: none
	weights []int64  // nil: 1 each
}

func (s *slow) index() (*earth.Index, error) {
	return earth.NewIndex(s.points, earth.IndexOptions{Masks: s.masks, Weights: s.weights})
}

func (s *slow) mask(item int) uint64 {
	if s.masks == nil {
		return 0
	}
	return s.masks[item]
}

func (s *slow) passes(item int, f earth.Filter) bool {
	for _, group := range f.Any {
		if bits.OnesCount64(group&s.mask(item)) == 0 {
			return false
		}
	}
	return f.Keep == nil || f.Keep(item)
}

// within returns all items within radius that pass, by distance, then by item.
func (s *slow) within(from earth.Point, radius earth.Distance, f earth.Filter) []earth.Neighbor {
	found := []earth.Neighbor{}
	if from.IsZero() {
		return found
	}
	for item, p := range s.points {
		if p.IsZero() {
			continue
		}
		if d := from.Distance(p); d <= radius && s.passes(item, f) {
			found = append(found, earth.Neighbor{Item: item, Distance: d})
		}
	}
	slices.SortFunc(found, func(a, b earth.Neighbor) int {
		switch {
		case a.Distance < b.Distance || a.Distance == b.Distance && a.Item < b.Item:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	return found
}

func (s *slow) nearest(from earth.Point, k int, within earth.Distance, f earth.Filter) []earth.Neighbor {
	found := s.within(from, within, f)
	return found[:max(0, min(k, len(found)))]
}

func (s *slow) count(from earth.Point, radius earth.Distance, f earth.Filter) (items int, weight int64) {
	for _, n := range s.within(from, radius, f) {
		items++
		if s.weights == nil {
			weight++
		} else {
			weight += s.weights[n.Item]
		}
	}
	return items, weight
}

// set does what Index.With does for one change.
func (s *slow) set(c earth.Change) {
	for len(s.points) <= c.Item {
		s.points = append(s.points, earth.Point{})
		if s.masks != nil {
			s.masks = append(s.masks, 0)
		}
		if s.weights != nil {
			s.weights = append(s.weights, 0)
		}
	}
	s.points[c.Item] = c.Point
	if s.masks == nil && c.Mask != 0 {
		s.masks = make([]uint64, len(s.points))
	}
	if s.masks != nil {
		s.masks[c.Item] = c.Mask
	}
	if s.weights != nil {
		s.weights[c.Item] = c.Weight
	}
}
