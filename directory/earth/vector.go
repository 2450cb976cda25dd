package earth

import "math"

// A vector is a point of the unit sphere: x towards 0 N 0 E, y towards 0 N 90 E, z north.
// Vectors have no poles and no date line, which is why the index uses them.
type vector [3]float64

func (p Point) unit() vector {
	sinLat, cosLat := math.Sincos(p.lat * (math.Pi / 180))
	sinLng, cosLng := math.Sincos(p.lng * (math.Pi / 180))
	return vector{cosLat * cosLng, cosLat * sinLng, sinLat}
}

// A chord is the square of the straight line between two vectors, 0 to 4, with the lowest
// chordBits of its float64 cleared. What that loses is 3 nanometres at 25 miles. What it
// gains is that different chords have different distances, in the same order, in spite of
// rounding: comparing chords is comparing distances.
type chord float64

const chordBits = 9

func chordBetween(u, v vector) chord {
	return truncate(squareBetween(&u, &v))
}

// squareBetween returns the square of the straight line between u and v. The conversions
// keep the compiler from fusing a product and a sum, so that every computer gets equal bits.
func squareBetween(u, v *vector) float64 {
	dx, dy, dz := u[0]-v[0], u[1]-v[1], u[2]-v[2]
	return float64(dx*dx) + float64(dy*dy) + float64(dz*dz)
}

func truncate(square float64) chord {
	return chord(math.Float64frombits(math.Float64bits(square) &^ (1<<chordBits - 1)))
}

// last returns the greatest square that truncates to c.
func (c chord) last() float64 {
	return math.Float64frombits(math.Float64bits(float64(c)) | (1<<chordBits - 1))
}

// nearby is the greatest chord for which distance uses the series: about 64 km.
const nearby = 1e-4

// distance returns the length along the great circle. It is strictly increasing.
func (c chord) distance() Distance {
	if c > nearby {
		return c.farDistance()
	}
	// The first terms of the series of 2 asin(√c/2): this near the rest is less than
	// a float64 can hold, and it is several times faster than math.Asin.
	x := float64(c)
	return Distance(math.Sqrt(x)*(1+x*(1.0/24+x*(3.0/640+x*(5.0/7168))))) * Radius
}

func (c chord) farDistance() Distance {
	if c >= 4 {
		return Farthest
	}
	return Distance(2*math.Asin(math.Sqrt(float64(c))/2)) * Radius
}

// chordWithin returns the greatest chord whose distance is at most d: a chord is at most
// this one exactly if its distance is at most d. The distance d is 0 or more.
func chordWithin(d Distance) chord {
	if d >= Farthest {
		return truncate(math.MaxFloat64)
	}
	half := math.Sin(float64(d/Radius) / 2)
	c := truncate(4 * half * half)
	for c > 0 && c.distance() > d {
		c = c.step(-1)
	}
	for c.step(1).distance() <= d {
		c = c.step(1)
	}
	return c
}

// step returns the next chord above c, or below it if by is -1.
func (c chord) step(by int64) chord {
	return chord(math.Float64frombits(uint64(int64(math.Float64bits(float64(c))) + by<<chordBits)))
}
