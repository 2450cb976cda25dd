package place

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/withinreach/withinreach/directory/earth"
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
	r := reader{strings.TrimPrefix(embedded, "places1\n")}
	t := &table{stateKeys: stateKeys()}
	t.names = r.names()
	t.counties = r.counties(t)
	t.zips = r.zips(t)
	if r.rest != "" {
		panic("place: places.bin is damaged") // a broken build: it is compiled in
	}
	t.zipsBy = post(len(t.names), len(t.zips), func(i int) uint16 { return t.zips[i].name })
	t.countiesBy = post(len(t.names), len(t.counties), func(i int) uint16 { return t.counties[i].name })
	return t
})

// A reader takes values off the front of the embedded table.
type reader struct{ rest string }

func (r *reader) next() int {
	var v uint64
	for shift := 0; ; shift += 7 {
		b := r.rest[0]
		r.rest = r.rest[1:]
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return int(v)
		}
	}
}

// signed returns the next signed value.
func (r *reader) signed() int32 {
	v := r.next()
	return int32(v>>1) ^ -int32(v&1)
}

func (r *reader) names() []string {
	names := make([]string, r.next())
	var text strings.Builder
	ends := make([]int, len(names))
	last := ""
	for i := range names {
		shared := r.next()
		rest := r.next()
		text.WriteString(last[:shared])
		text.WriteString(r.rest[:rest])
		r.rest = r.rest[rest:]
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

func (r *reader) counties(t *table) []county {
	counties := make([]county, r.next())
	fips, state := 0, 0
	for i := range counties {
		c := &counties[i]
		fips += r.next()
		c.FIPS = fmt.Sprintf("%05d", fips)
		for states[state].FIPS != c.FIPS[:2] {
			state++
		}
		c.name = uint16(r.next())
		c.kind = uint8(r.next())
		c.state = uint8(state)
		c.Name = t.names[c.name] + countyKinds[c.kind]
		c.State = states[state].Code
		c.spot = spot{r.signed(), r.signed(), uint16(r.next())}
	}
	return counties
}

func (r *reader) zips(t *table) []zip {
	zips := make([]zip, r.next())
	number, position := 0, int32(0)
	for i := range zips {
		z := &zips[i]
		number += r.next()
		position += r.signed()
		c := &t.counties[position]
		c.zips++
		z.number, z.county = uint32(number), uint16(position)
		z.name = uint16(r.next())
		z.spot = spot{c.lat + r.signed(), c.lng + r.signed(), uint16(r.next())}
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
