package coverage

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/internal/packed"
)

//go:generate go run ./gen -data ../../../shared/data -out .

// tracts.bin begins with the line "tracts1". All else is varints as package encoding/binary
// writes them, unsigned unless it says signed:
//
//   - The number of tracts, and that of counties; for each county, by FIPS code: the code
//     less the one before, and the number of its tracts.
//   - For each tract, by county and code: the code less the one before in the county, the
//     people, latitude and longitude less those of the one before (signed, in 1/10,000 degree).
//
//go:embed tracts.bin
var tractsFile string

// Tracts returns the people of the 50 states and the District of Columbia in the 2020
// census, 331,449,281, as 83,848 census tracts at their centers of population. Coordinates
// are rounded to 1/10,000 degree, which moves a point by 8 m at most.
//
// The first call decodes the table, in some 15 ms, to 4.3 MB. All calls return the same
// Population.
func Tracts() *Population { return tracts() }

var tracts = sync.OnceValue(func() *Population {
	r := packed.Open(tractsFile, "tracts1\n")
	p := readTracts(r)
	if !r.End() {
		panic("coverage: tracts.bin is damaged") // a broken build: it is compiled in
	}
	return p
})

const tractDigits = 11 // of a GEOID

func readTracts(r *packed.Reader) *Population {
	p := &Population{areas: make([]Area, 0, r.Next())}
	type county struct{ fips, tracts int }
	counties := make([]county, r.Next())
	last := 0
	for i := range counties {
		counties[i] = county{last + r.Next(), r.Next()}
		last = counties[i].fips
	}
	ids := idsOf(cap(p.areas))
	var lat, lng int
	for _, c := range counties {
		code := 0
		for range c.tracts {
			code += r.Next()
			people := int64(r.Next())
			lat += r.Signed()
			lng += r.Signed()
			point := earth.LatLng(float64(lat)/1e4, float64(lng)/1e4)
			p.areas = append(p.areas, Area{ids.next(c.fips*1_000_000 + code), point, people})
			p.people += people
		}
	}
	return p
}

// ids writes many IDs into one piece of memory.
type ids struct{ text strings.Builder }

func idsOf(n int) *ids {
	var s ids
	s.text.Grow(n * tractDigits)
	return &s
}

// next returns the ID of that number.
func (s *ids) next(number int) string {
	var digits [tractDigits]byte
	for i := tractDigits - 1; i >= 0; i-- {
		digits[i] = byte('0' + number%10)
		number /= 10
	}
	s.text.Write(digits[:])
	return s.text.String()[s.text.Len()-tractDigits:]
}
