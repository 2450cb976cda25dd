package place

import (
	"sync"

	"github.com/withinreach/withinreach/directory/earth"
)

// At returns the place nearest to p: the ZIP code whose point is nearest, the lowest if
// several share that point. It tells which county p is in, and so which organizations serve
// it. That is an estimate: of the people counted in 2020, 96 of 100 get their own county
// and nearly all of the others a neighboring one of their state.
//
// The result is [ErrUnknown] for the zero Point, and if p is more than 10 km outside the
// Radius of that ZIP code. Nobody counted in 2020 lives so far out, so p is abroad, at sea
// or in a wilderness. A place abroad but near the border is taken for this side.
//
// At takes about half a microsecond. It is safe for concurrent use.
func At(p earth.Point) (Place, error) {
	var buffer [1]earth.Neighbor
	near := index().Nearest(buffer[:0], p, 1, earth.Farthest, earth.Filter{})
	if len(near) == 0 {
		return Place{}, ErrUnknown
	}
	found := load().zipPlace(near[0].Item)
	if near[0].Distance > found.Radius+beyond {
		return Place{}, ErrUnknown
	}
	return found, nil
}

// beyond is how far outside the radius of a ZIP code At still takes it. A point that was
// rounded to a cell of 5 km, to protect a person, is less than that from where it was.
const beyond = 10 * earth.Kilometre

// index holds the points of the ZIP codes. It is built when At first needs it.
var index = sync.OnceValue(func() *earth.Index {
	zips := load().zips
	points := make([]earth.Point, len(zips))
	for i, z := range zips {
		points[i] = z.point()
	}
	x, err := earth.NewIndex(points, earth.IndexOptions{})
	if err != nil {
		panic(err) // too many points or masks: there are neither
	}
	return x
})
