package coverage

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/internal/packed"
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

// outlines decodes outlines.bin when it is first needed.
var outlines = sync.OnceValue(func() *atlas {
	r := packed.Open(outlinesFile, "lines01\n")
	a := &atlas{lines: readLines(r), shapes: map[string]shape{}}
	last := 0
	for range r.Next() {
		code := r.Text(int(r.Text(1)[0]))
		a.codes = append(a.codes, code)
		a.shapes[code], last = readShape(r, last)
	}
	if !r.End() {
		panic("coverage: outlines.bin is damaged") // a broken build: it is compiled in
	}
	return a
})

func readLines(r *packed.Reader) (lines [][]earth.Point) {
	var frame [4]float64 // step and least of longitude, and of latitude
	for i := range frame {
		frame[i] = math.Float64frombits(binary.LittleEndian.Uint64([]byte(r.Text(8))))
	}
	var first [2]int // longitude and latitude of the first point of a line
	for range r.Next() {
		line := make([]earth.Point, r.Next())
		at := first
		for i := range line {
			at[0] += r.Signed()
			at[1] += r.Signed()
			if i == 0 {
				first = at
			}
			line[i] = earth.LatLng(frame[3]+frame[2]*float64(at[1]), frame[1]+frame[0]*float64(at[0]))
		}
		lines = append(lines, line)
	}
	return lines
}

// readShape reads the rings of a shape. Its lines are counted from the last one
// before it in the file; the last one of its own is returned.
func readShape(r *packed.Reader, last int) (shape, int) {
	rings := make(shape, r.Next())
	for i := range rings {
		rings[i] = make([]int, r.Next())
		for k := range rings[i] {
			last += r.Signed()
			rings[i][k] = last
		}
	}
	return rings, last
}

// shape returns the outline of a state or county. Two parts of Alaska that the census of
// 2020 counts apart are one in the outlines.
func (a *atlas) shape(code string) (shape, bool) {
	if code == "02063" || code == "02066" {
		code = "02261"
	}
	s, ok := a.shapes[code]
	return s, ok
}

// points calls visit with the points of a ring, in order. Line ^i is line i
// backwards.
func (a *atlas) points(ring []int, visit func(earth.Point)) {
	for _, line := range ring {
		points := a.lines[max(line, ^line)] // of the two, the one that is not below 0
		for i := range points {
			if line < 0 {
				i = len(points) - 1 - i
			}
			visit(points[i])
		}
	}
}
