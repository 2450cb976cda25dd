package place

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/internal/packed"
)

//go:generate go run ./gen -data ../../../shared/data -out places.bin

// places.bin begins with the line "places1". All else is varints as package encoding/binary
// writes them, unsigned unless it says signed, and the bytes of names:
//
//   - The number of names; for each name, sorted without repeats by package fold and
//     then by bytes: how many bytes it shares with the name before, how many follow, and those.
//   - The number of counties; for each county, by FIPS code: the code less the one before,
//     the position of its name, its kind (a position in countyKinds), latitude and longitude
//     (signed, in 1/10,000 degree) and radius (km).
//   - The number of ZIP codes; for each, by number: the number less the one before, the
//     position of its county less the one before (signed), the position of its city's name,
//     latitude and longitude less those of the county (signed) and radius (km).
//
//go:embed places.bin
var embedded string

// A table is the decoded places.bin. It is never changed.
type table struct {
	stateKeys [][]byte // the ways to write the states
	names     []string // of cities and counties, in the order of package fold
	counties  []county // by FIPS code
	zips      []zip    // by number

	zipsBy     postings // ZIP codes by the name of their city
	countiesBy postings // counties by name
}

type county struct {
	County
	name  uint16 // without "County"
	kind  uint8
	state uint8  // position
	zips  uint16 // how many
	spot
}

type zip struct {
	number uint32
	name   uint16 // of the city
	county uint16 // position
	spot
}

// A spot is a point in 1/10,000 degree with a radius in km.
type spot struct {
	lat, lng int32
	radius   uint16
}

func (s spot) point() earth.Point { return earth.LatLng(float64(s.lat)/1e4, float64(s.lng)/1e4) }

func (s spot) reach() earth.Distance { return earth.Distance(s.radius) * earth.Kilometre }

// countyKinds are what follows the name of a county in full.
var countyKinds = [...]string{
	"", " County", " Parish", " Borough", " Census Area", " Municipality", " City and Borough", " city",
}

// load decodes the table when it is first needed.
var load = sync.OnceValue(func() *table {
	r := packed.Open(embedded, "places1\n")
	t := &table{stateKeys: stateKeys()}
	t.names = readNames(r)
	t.counties = readCounties(r, t.names)
	t.zips = readZIPs(r, t.counties)
	if !r.End() {
		panic("place: places.bin is damaged") // a broken build: it is compiled in
	}
	t.zipsBy = post(len(t.names), len(t.zips), func(i int) uint16 { return t.zips[i].name })
	t.countiesBy = post(len(t.names), len(t.counties), func(i int) uint16 { return t.counties[i].name })
	return t
})

// readNames reads the names into one piece of memory.
func readNames(r *packed.Reader) []string {
	names := make([]string, r.Next())
	var text strings.Builder
	ends := make([]int, len(names))
	last := ""
	for i := range names {
		shared := r.Next()
		rest := r.Next()
		text.WriteString(last[:shared])
		text.WriteString(r.Text(rest))
		last = text.String()[text.Len()-shared-rest:]
		ends[i] = text.Len()
	}
	start := 0
	for i, end := range ends {
		names[i] = text.String()[start:end]
		start = end
	}
	return names
}

func readCounties(r *packed.Reader, names []string) []county {
	counties := make([]county, r.Next())
	fips, state := 0, 0
	for i := range counties {
		c := &counties[i]
		fips += r.Next()
		c.FIPS = fmt.Sprintf("%05d", fips)
		for states[state].FIPS != c.FIPS[:2] {
			state++
		}
		c.name = uint16(r.Next())
		c.kind = uint8(r.Next())
		c.state = uint8(state)
		c.Name = names[c.name] + countyKinds[c.kind]
		c.State = states[state].Code
		c.spot = readSpot(r)
	}
	return counties
}

// readSpot reads latitude, longitude and radius.
func readSpot(r *packed.Reader) spot {
	lat, lng := r.Signed(), r.Signed()
	return spot{int32(lat), int32(lng), uint16(r.Next())}
}

// readZIPs reads the ZIP codes, and counts them in their counties.
func readZIPs(r *packed.Reader, counties []county) []zip {
	zips := make([]zip, r.Next())
	number, position := 0, 0
	for i := range zips {
		z := &zips[i]
		number += r.Next()
		position += r.Signed()
		c := &counties[position]
		c.zips++
		z.number, z.county = uint32(number), uint16(position)
		z.name = uint16(r.Next())
		z.spot = readSpot(r)
		z.lat += c.lat
		z.lng += c.lng
	}
	return zips
}

// Postings list, for each name, the positions of what has the name, in ascending order.
type postings struct {
	start []uint16 // for each name where its list begins, and one more
	items []uint16
}

// post sorts n things by their names, of which there are names.
func post(names, n int, nameOf func(i int) uint16) postings {
	p := postings{make([]uint16, names+1), make([]uint16, n)}
	for i := range n {
		p.start[nameOf(i)+1]++
	}
	for i := range names {
		p.start[i+1] += p.start[i]
	}
	next := append([]uint16(nil), p.start...)
	for i := range n {
		name := nameOf(i)
		p.items[next[name]] = uint16(i)
		next[name]++
	}
	return p
}

// of returns the list of the names from the first to before the end.
func (p postings) of(first, end int) []uint16 { return p.items[p.start[first]:p.start[end]] }
