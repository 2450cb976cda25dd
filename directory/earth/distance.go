package earth

import (
	"math"
	"strconv"
	"strings"
)

// A Distance is a length in metres, also in JSON. The zero Distance is no distance at all:
// two things in one place. Negative, infinite and NaN values can be made by arithmetic; a
// search finds nothing within a negative or NaN radius.
type Distance float64

// Units, to be multiplied: 25*earth.Mile.
const (
	Metre     Distance = 1
	Kilometre Distance = 1000
	Mile      Distance = 1609.344 // the international mile
)

// Radius is the mean radius of the earth that all distances use: (2a+b)/3 of the WGS 84
// ellipsoid, rounded to a tenth of a metre.
const Radius Distance = 6_371_008.8

// Farthest is half way round the earth, the greatest distance that [Point.Distance]
// returns. A search within Farthest is a search without limit.
const Farthest Distance = math.Pi * Radius

// maxParsed is the greatest distance that ParseDistance reads: once round the equator.
const maxParsed = 40_075 * Kilometre

// ParseDistance reads a decimal number and its unit, as in "25mi", "40.5 km" or "500m".
// The unit is m, km or mi, or its English name, in lower case; it is never guessed.
// Other text is a [*SyntaxError]; less than 0 or more than 40,075 km is a [*RangeError].
func ParseDistance(s string) (Distance, error) {
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	unit := unitNamed(s[len(number):])
	v, ok := parseDecimal(strings.Trim(number, " "))
	if unit == 0 || !ok {
		return 0, errDistanceSyntax
	}
	d := Distance(v) * unit
	if !(d >= 0 && d <= maxParsed) {
		return 0, &RangeError{Field: "distance", Min: 0, Max: maxParsed.Kilometres(), Unit: "km"}
	}
	return d + 0, nil // -0 + 0 is 0
}

// unitNamed returns the unit of that name, 0 if there is none.
func unitNamed(name string) Distance {
	switch name {
	case "m", "metre", "metres", "meter", "meters":
		return Metre
	case "km", "kilometre", "kilometres", "kilometer", "kilometers":
		return Kilometre
	case "mi", "mile", "miles":
		return Mile
	}
	return 0
}

var errDistanceSyntax = &SyntaxError{Field: "distance", Want: "a number and m, km or mi, such as 25mi"}

// Metres returns d in metres.
func (d Distance) Metres() float64 { return float64(d) }

// Kilometres returns d in kilometres.
func (d Distance) Kilometres() float64 { return float64(d / Kilometre) }

// Miles returns d in international miles.
func (d Distance) Miles() float64 { return float64(d / Mile) }

// String returns d in metres, in the shortest form that [ParseDistance] reads back as d:
// "40233.6m". For people, fmt.Sprintf("%.1f miles", d.Miles()) is better.
func (d Distance) String() string {
	format := byte('f')
	if math.Abs(d.Metres()) < 1e-4 {
		format = 'g' // a long row of zeros is not short
	}
	return strconv.FormatFloat(d.Metres(), format, -1, 64) + "m"
}
