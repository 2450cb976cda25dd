package coverage

import (
	_ "embed"
	"encoding/binary"
	"math"
	"strings"
	"sync"

	"github.com/withinreach/withinreach/directory/earth"
)

// outlines.bin begins with the line "lines01" and four float64, little endian: the step of
// longitude in degrees, the least longitude, and the same for latitude. All else is varints as
// package encoding/binary writes them, unsigned unless it says signed:
//
//   - The number of lines; for each line the number of its points, and for each point
//     longitude and latitude (signed, in steps) less those of the one before; the first point
//     of a line less the first of the line before.
//   - The number of shapes; for each, by FIPS code: one byte with the length of the code, the
//     code, the number of rings, and for each ring the number of lines and these, each less the
//     one before in the file (signed). A line below 0 is the line ^i backwards.
//
// Lines that two shapes share are in the file once.
//
//go:embed outlines.bin
var outlinesFile string

// An atlas is the decoded outlines.bin. It is never changed.
type atlas struct {
	lines  [][]earth.Point
	shapes map[string]shape // by FIPS code of the state or county
	codes  []string         // in order
}

// A shape is the outline of a state or county: rings of lines.
type shape [][]int

var outlines = sync.OnceValue(func() *atlas {
	r := reader{strings.TrimPrefix(outlinesFile, "lines01\n")}
	var transform [4]float64
	for i := range transform {
		transform[i] = math.Float64frombits(binary.LittleEndian.Uint64([]byte(r.text(8))))
	}
	a := &atlas{shapes: map[string]shape{}}
	var first [2]int
	for range r.next() {
		line := make([]earth.Point, r.next())
		at := first
		for i := range line {
			at[0] += r.signed()
			at[1] += r.signed()
			if i == 0 {
				first = at
			}
			line[i] = earth.LatLng(transform[3]+transform[2]*float64(at[1]), transform[1]+transform[0]*float64(at[0]))
		}
		a.lines = append(a.lines, line)
	}
	last := 0
	for range r.next() {
		code := r.text(int(r.text(1)[0]))
		rings := make(shape, r.next())
		for i := range rings {
			rings[i] = make([]int, r.next())
			for k := range rings[i] {
				last += r.signed()
				rings[i][k] = last
			}
		}
		a.codes = append(a.codes, code)
		a.shapes[code] = rings
	}
	if r.rest != "" {
		panic("coverage: outlines.bin is damaged") // a broken build: it is compiled in
	}
	return a
})

// shape returns the outline of a state or county. Two parts of Alaska that the census of
// 2020 counts apart are one in the outlines.
func (a *atlas) shape(code string) (shape, bool) {
	if code == "02063" || code == "02066" {
		code = "02261"
	}
	s, ok := a.shapes[code]
	return s, ok
}

// points calls visit with the points of a ring, in order.
func (a *atlas) points(ring []int, visit func(earth.Point)) {
	for _, line := range ring {
		points := a.lines[max(line, ^line)]
		for i := range points {
			if line < 0 {
				i = len(points) - 1 - i
			}
			visit(points[i])
		}
	}
}
