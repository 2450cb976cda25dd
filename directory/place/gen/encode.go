package main

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place/internal/fold"
)

// encode writes the format that the comment at the top of table.go in package place
// describes.
func (s *sources) encode() []byte {
	names, index := s.names()
	b := []byte("places1\n")
	b = binary.AppendUvarint(b, uint64(len(names)))
	last := ""
	for _, name := range names {
		shared := sharedPrefix(last, name)
		b = binary.AppendUvarint(b, uint64(shared))
		b = binary.AppendUvarint(b, uint64(len(name)-shared))
		b = append(b, name[shared:]...)
		last = name
	}
	b = binary.AppendUvarint(b, uint64(len(s.counties)))
	var fips uint64
	position := map[string]int64{}
	for i, c := range s.counties {
		position[c.fips] = int64(i)
		b = binary.AppendUvarint(b, number(c.fips)-fips)
		fips = number(c.fips)
		b = binary.AppendUvarint(b, index[c.name])
		b = binary.AppendUvarint(b, uint64(c.kind))
		b = appendPoint(b, c.point, 0, 0)
		b = binary.AppendUvarint(b, wholeKilometres(c.radius))
	}
	return s.appendZIPs(b, index, position)
}

// appendZIPs writes the ZIP codes. Index holds the positions of the names and position
// those of the counties.
func (s *sources) appendZIPs(b []byte, index map[string]uint64, position map[string]int64) []byte {
	b = binary.AppendUvarint(b, uint64(len(s.zips)))
	var zip uint64
	var county int64
	for _, z := range s.zips {
		b = binary.AppendUvarint(b, number(z.number)-zip)
		zip = number(z.number)
		b = binary.AppendVarint(b, position[z.fips]-county)
		county = position[z.fips]
		b = binary.AppendUvarint(b, index[z.city])
		centre := s.counties[county].point
		b = appendPoint(b, z.point, degrees(centre.Lat()), degrees(centre.Lng()))
		b = binary.AppendUvarint(b, wholeKilometres(z.radius))
	}
	return b
}

// names returns every name of a city or county once, in the order of the table, and
// the position of each.
func (s *sources) names() ([]string, map[string]uint64) {
	folded := map[string][]byte{}
	for _, z := range s.zips {
		folded[z.city] = fold.Words(nil, z.city)
	}
	for _, c := range s.counties {
		folded[c.name] = fold.Words(nil, c.name)
	}
	var names []string
	for name := range folded {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if c := fold.Compare(folded[a], folded[b]); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	index := map[string]uint64{}
	for i, name := range names {
		index[name] = uint64(i)
	}
	return names, index
}

func sharedPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

func appendPoint(b []byte, p earth.Point, lat, lng int64) []byte {
	b = binary.AppendVarint(b, degrees(p.Lat())-lat)
	return binary.AppendVarint(b, degrees(p.Lng())-lng)
}

// degrees returns d in ten-thousandths of a degree, 11 m or less.
func degrees(d float64) int64 { return int64(math.Round(d * 1e4)) }

func wholeKilometres(d earth.Distance) uint64 { return uint64(math.Ceil(d.Kilometres())) }

// number returns the value of a code of digits, which the sources promise.
func number(code string) uint64 {
	n, err := strconv.ParseUint(code, 10, 32)
	if err != nil {
		panic(err)
	}
	return n
}
