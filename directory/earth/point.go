package earth

import (
	"math"
	"strconv"
	"strings"
)

// A Point is a place on the earth, in WGS 84 degrees of latitude and longitude.
// Points are comparable: two Points of one place are equal, because the constructors
// write longitude -180 as 180, any longitude at a pole as 0, and negative zero as zero.
//
// The zero Point means "no coordinates". The place at latitude 0, longitude 0 is open sea
// and is what broken feeds write, so it is read as the zero Point too; latitude 0 alone
// and longitude 0 alone are ordinary.
type Point struct {
	lat, lng float64
}

// LatLng returns the Point at lat and lng degrees, for literals in code.
// It returns the zero Point where [NewPoint] returns an error.
func LatLng(lat, lng float64) Point {
	p, err := NewPoint(lat, lng)
	if err != nil {
		return Point{}
	}
	return p
}

// NewPoint returns the Point at lat and lng degrees. Latitude runs from -90 to 90 and
// longitude from -180 to 180; anything else, NaN included, is a [*RangeError].
func NewPoint(lat, lng float64) (Point, error) {
	if !(lat >= -90 && lat <= 90) {
		return Point{}, &RangeError{Field: "latitude", Min: -90, Max: 90, Unit: "degrees"}
	}
	if !(lng >= -180 && lng <= 180) {
		return Point{}, &RangeError{Field: "longitude", Min: -180, Max: 180, Unit: "degrees"}
	}
	switch {
	case lat == 90 || lat == -90:
		lng = 0
	case lng == -180:
		lng = 180
	}
	return Point{lat + 0, lng + 0}, nil // -0 + 0 is 0
}

// ParsePoint reads "30.165,-81.74": latitude, a comma, longitude, both in decimal degrees,
// as [Point.String] prints them, of at most 40 bytes each. Blanks around them are ignored.
// Other text is a [*SyntaxError], a number out of range a [*RangeError]. Degrees, minutes
// and seconds, decimal commas, hexadecimal and non-ASCII digits are not read.
func ParsePoint(s string) (Point, error) {
	lat, lng, ok := strings.Cut(s, ",")
	if !ok {
		return Point{}, errPointSyntax
	}
	y, ok := parseDecimal(strings.Trim(lat, " "))
	if !ok {
		return Point{}, errPointSyntax
	}
	x, ok := parseDecimal(strings.Trim(lng, " "))
	if !ok {
		return Point{}, errPointSyntax
	}
	return NewPoint(y, x)
}

var errPointSyntax = &SyntaxError{Field: "point", Want: "latitude,longitude in decimal degrees, such as 30.165,-81.74"}

// maxDecimal is the greatest length of a number that is read. The shortest decimal form
// of any float64 has at most 24 bytes.
const maxDecimal = 40

// parseDecimal reads a number of ASCII digits with an optional sign, point and exponent.
// A number too great for a float64 comes back infinite, for the caller's range check.
func parseDecimal(s string) (float64, bool) {
	if s == "" || len(s) > maxDecimal || strings.Trim(s, "+-.0123456789eE") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(v, 0) {
		return 0, false
	}
	return v, true
}

// Lat returns the latitude in degrees, -90 to 90, north positive.
func (p Point) Lat() float64 { return p.lat }

// Lng returns the longitude in degrees, above -180 to 180, east positive.
func (p Point) Lng() float64 { return p.lng }

// IsZero reports whether p is the zero Point, which has no coordinates.
func (p Point) IsZero() bool { return p == Point{} }

// Distance returns the great-circle distance from p to q on a sphere of radius [Radius].
// It is never NaN, 0 if p equals q, the same in both directions, and at most [Farthest].
// If p or q is the zero Point it is [Farthest]: a place that is not known is near nothing.
//
// The sphere differs from the WGS 84 ellipsoid by up to 0.6 %. On the sphere the distance is
// exact to a hundredth of a millimetre up to 15,000 km, and to 5 m on the far side.
func (p Point) Distance(q Point) Distance {
	if p.IsZero() || q.IsZero() {
		return Farthest
	}
	return chordBetween(p.unit(), q.unit()).distance()
}

// String returns latitude, a comma and longitude, in the shortest decimals that
// [ParsePoint] reads back as p: "30.165,-81.74". The zero Point gives "".
func (p Point) String() string {
	b, _ := p.AppendText(nil) // never fails
	return string(b)
}

// AppendText appends the text of [Point.String] to b. It never fails.
func (p Point) AppendText(b []byte) ([]byte, error) {
	if p.IsZero() {
		return b, nil
	}
	b = strconv.AppendFloat(b, p.lat, 'g', -1, 64)
	b = append(b, ',')
	return strconv.AppendFloat(b, p.lng, 'g', -1, 64), nil
}

// MarshalText returns the text of [Point.String], which is also the form of a Point in JSON.
// It never fails.
func (p Point) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText reads text as [ParsePoint] does. Empty text is the zero Point.
func (p *Point) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Point{}
		return nil
	}
	q, err := ParsePoint(string(text))
	if err != nil {
		return err
	}
	*p = q
	return nil
}
