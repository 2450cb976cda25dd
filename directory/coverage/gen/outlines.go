package main

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"slices"
)

// A topology is a file in the format TopoJSON, as far as it is read here.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int // each point less the one before, in steps of the transform
	Objects   struct{ Counties, States collection }
}

type collection struct{ Geometries []geometry }

// A geometry is the outline of a state or county.
type geometry struct {
	ID   string // FIPS code
	Type string
	Arcs json.RawMessage

	rings [][]int // of arcs; one below 0 is the arc ^i backwards
}

// outlines returns outlines.bin, as described in the package above.
func outlines(source fs.FS) ([]byte, error) {
	const name = "maps/counties-10m.json"
	text, err := fs.ReadFile(source, name)
	if err != nil {
		return nil, err
	}
	var t topology
	if err := json.Unmarshal(text, &t); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var shapes []geometry
	for _, g := range append(t.Objects.States.Geometries, t.Objects.Counties.Geometries...) {
		if g.ID[:2] > "56" { // territories
			continue
		}
		if g.rings, err = g.ringsOf(); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", name, g.ID, err)
		}
		shapes = append(shapes, g)
	}
	slices.SortFunc(shapes, func(a, b geometry) int { return cmp.Compare(a.ID, b.ID) })
	arcs := t.use(shapes)
	return encodeOutlines(t, arcs, shapes), nil
}

func (g geometry) ringsOf() (rings [][]int, err error) {
	if g.Type == "Polygon" {
		err = json.Unmarshal(g.Arcs, &rings)
		return rings, err
	}
	var polygons [][][]int
	err = json.Unmarshal(g.Arcs, &polygons)
	return slices.Concat(polygons...), err
}

// use returns the arcs that shapes need, and numbers them anew.
func (t topology) use(shapes []geometry) (arcs [][][2]int) {
	number := map[int]int{}
	for _, g := range shapes {
		for _, ring := range g.rings {
			for i, arc := range ring {
				old := max(arc, ^arc)
				if _, ok := number[old]; !ok {
					number[old] = len(arcs)
					arcs = append(arcs, t.Arcs[old])
				}
				if ring[i] = number[old]; arc < 0 {
					ring[i] = ^number[old]
				}
			}
		}
	}
	return arcs
}

func encodeOutlines(t topology, arcs [][][2]int, shapes []geometry) []byte {
	b := []byte("lines01\n")
	for i := range 2 {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(t.Transform.Scale[i]))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(t.Transform.Translate[i]))
	}
	b = binary.AppendUvarint(b, uint64(len(arcs)))
	var start [2]int // of the arc before
	for _, arc := range arcs {
		b = binary.AppendUvarint(b, uint64(len(arc)))
		for i, p := range arc {
			if i == 0 {
				p, start = [2]int{p[0] - start[0], p[1] - start[1]}, p
			}
			b = binary.AppendVarint(b, int64(p[0]))
			b = binary.AppendVarint(b, int64(p[1]))
		}
	}
	b = binary.AppendUvarint(b, uint64(len(shapes)))
	last := 0
	for _, g := range shapes {
		b = append(b, byte(len(g.ID)))
		b = append(b, g.ID...)
		b = binary.AppendUvarint(b, uint64(len(g.rings)))
		for _, ring := range g.rings {
			b = binary.AppendUvarint(b, uint64(len(ring)))
			for _, arc := range ring {
				b = binary.AppendVarint(b, int64(arc-last))
				last = arc
			}
		}
	}
	return b
}
