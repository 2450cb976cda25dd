package earth

import "github.com/golang/geo/s2"

// A Cell is a piece of the earth's surface, about square, with a short name: an S2 cell.
// Level 0 is one of the six faces of a cube around the earth; each cell has four children
// on the next level, down to [MaxLevel]. Cells are comparable. The zero Cell is no place.
//
// A Cell stands for a Point where the Point would say too much. Cut a visitor's place to
// a Cell before it is written anywhere, and tell people the error, which is [Cell.Radius].
type Cell struct {
	id uint64 // as s2.CellID; 0 is invalid
}

// Levels of cells. The average width is about 9,300 km at level 0 and half at each next.
const (
	// PrivateLevel is the level for the place of a person: the finest whose cells are
	// never narrower than 2 km. They are 2.9 to 5.3 km wide, and no Point of one is
	// farther than 3.8 km from its centre.
	PrivateLevel = 11

	// MaxLevel is the finest level, of cells about 1 cm wide: the one for storage keys.
	MaxLevel = 30
)

// Cell returns the cell of a level from 0 to [MaxLevel] that holds p. It returns the zero
// Cell if p is the zero Point or the level is out of range.
func (p Point) Cell(level int) Cell {
	if p.IsZero() || level < 0 || level > MaxLevel {
		return Cell{}
	}
	return Cell{uint64(p.leaf().Parent(level))}
}

func (p Point) leaf() s2.CellID {
	return s2.CellIDFromLatLng(s2.LatLngFromDegrees(p.lat, p.lng))
}

// ParseCell reads the token of a cell as [Cell.String] prints it: 1 to 16 hexadecimal
// digits in lower case, without trailing zeros. Anything else is a [*SyntaxError].
func ParseCell(token string) (Cell, error) {
	id := s2.CellIDFromToken(token)
	if !id.IsValid() || id.ToToken() != token {
		return Cell{}, errCellSyntax
	}
	return Cell{uint64(id)}, nil
}

var errCellSyntax = &SyntaxError{Field: "cell", Want: "the token of an S2 cell, such as 88e5c44"}

// Key returns c as a number for a signed 64-bit database column. Keys sort as cells do:
// the keys of all cells inside c lie around the key of c, in one range that holds no
// other cell. The key of the zero Cell is the lowest number and lies in no range.
//
// The highest bit is flipped, because as a plain int64 half of the earth, with most of the
// United States, would sort before the other half.
func (c Cell) Key() int64 { return int64(c.id ^ 1<<63) }

// CellFromKey returns the cell whose Key is key; a number that is no key is a [*SyntaxError].
func CellFromKey(key int64) (Cell, error) {
	id := s2.CellID(uint64(key) ^ 1<<63)
	if !id.IsValid() {
		return Cell{}, &SyntaxError{Field: "cell", Want: "a number made by Cell.Key"}
	}
	return Cell{uint64(id)}, nil
}

// IsZero reports whether c is the zero Cell, which is no place.
func (c Cell) IsZero() bool { return c == Cell{} }

// Level returns the level of c, 0 to [MaxLevel], or -1 for the zero Cell.
func (c Cell) Level() int {
	if c.IsZero() {
		return -1
	}
	return s2.CellID(c.id).Level()
}

// Parent returns the cell of a level that holds c, or c itself if c is as coarse as that
// already. A level below 0 is read as 0. The parent of the zero Cell is the zero Cell.
func (c Cell) Parent(level int) Cell {
	if c.Level() <= level {
		return c
	}
	return Cell{uint64(s2.CellID(c.id).Parent(max(level, 0)))}
}

// Contains reports whether p lies in c. Each Point but the zero Point lies in exactly one
// cell of each level.
func (c Cell) Contains(p Point) bool {
	return !c.IsZero() && !p.IsZero() && s2.CellID(c.id).Contains(p.leaf())
}

// Center returns the middle of c. It is the zero Point for the zero Cell, and for the
// cell of level 0 that has its middle at latitude 0, longitude 0.
func (c Cell) Center() Point {
	if c.IsZero() {
		return Point{}
	}
	return pointOf(s2.CellID(c.id).LatLng())
}

func pointOf(ll s2.LatLng) Point { return LatLng(ll.Lat.Degrees(), ll.Lng.Degrees()) }

// Radius returns the distance from the centre of c to its farthest corner, rounded up by
// up to a tenth of a millimetre: no Point of c is farther from [Cell.Center]. It is 0 for
// the zero Cell.
func (c Cell) Radius() Distance {
	if c.IsZero() {
		return 0
	}
	cell := s2.CellFromCellID(s2.CellID(c.id))
	center := vectorOf(cell.Center())
	var farthest Distance
	for i := range 4 {
		farthest = max(farthest, chordBetween(center, vectorOf(cell.Vertex(i))).distance())
	}
	return farthest + 1e-4
}

func vectorOf(p s2.Point) vector { return vector{p.X, p.Y, p.Z} }

// String returns the token of c, 1 to 16 hexadecimal digits, which [ParseCell] reads.
// The zero Cell gives "".
func (c Cell) String() string {
	if c.IsZero() {
		return ""
	}
	return s2.CellID(c.id).ToToken()
}

// MarshalText returns the text of [Cell.String], which is also the form of a Cell in JSON.
// It never fails.
func (c Cell) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads text as [ParseCell] does. Empty text is the zero Cell.
func (c *Cell) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Cell{}
		return nil
	}
	parsed, err := ParseCell(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
