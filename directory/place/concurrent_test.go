package place_test

import (
	"sync"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// TestConcurrentUse is for the race detector: all functions share one table.
func TestConcurrentUse(t *testing.T) {
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, text := range []string{"32073", "Orange Park, FL", "Kansas City", "Clay County, FL", "Nowhere"} {
				if p, err := place.Lookup(text); err == nil {
					near, err := place.At(p.Point)
					if err != nil || near.State != p.State {
						t.Errorf("At the point of %v: %v, %v", p, near, err)
					}
				}
			}
			if _, err := place.At(earth.Point{}); err != place.ErrUnknown {
				t.Errorf("At no coordinates: %v", err)
			}
			for c := range place.Counties("VA") {
				if _, err := place.CountyByFIPS(c.FIPS); err != nil {
					t.Error(c, err)
				}
			}
		})
	}
	all.Wait()
}
