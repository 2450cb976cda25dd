package place_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// TestTableSaysWhatItsSourceSays reads the rows of GeoNames the slow way and asks Lookup for each.
func TestTableSaysWhatItsSourceSays(t *testing.T) {
	text, err := os.ReadFile("../../../shared/data/places/geonames_zip_US.txt")
	if err != nil {
		t.Skip("the shared data is not beside the checkout: ", err)
	}
	rows := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	kept, otherCounty := 0, 0
	for _, row := range rows {
		f := strings.Split(row, "\t")
		if f[4] == "" || f[4] == "MH" || f[1] == "96898" {
			continue
		}
		kept++
		lat, _ := strconv.ParseFloat(f[9], 64)
		lng, _ := strconv.ParseFloat(f[10], 64)
		p, err := place.Lookup(f[1])
		if err != nil {
			t.Fatalf("Lookup(%q): %v", f[1], err)
		}
		if p.ZIP != f[1] || p.Name != f[2] || p.State != f[4] || p.Point != earth.LatLng(lat, lng) {
			t.Errorf("%q is %v at %v", row, p, p.Point)
		}
		if p.County.FIPS[2:] != f[6] {
			otherCounty++
		}
	}
	if kept != 40_976 || otherCounty != 419+50 {
		t.Errorf("%d rows, of which %d in another county, want 40,976 and 469", kept, otherCounty)
	}
}
