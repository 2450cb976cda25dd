package coverage

import (
	"math"

	"github.com/withinreach/withinreach/directory/earth"
)

// A panel is a part of a picture that shows a part of the earth, in Lambert's azimuthal
// equal-area projection about its middle: no date line, no pole, and circles stay round.
type panel struct {
	sinLat, cosLat, lng float64 // of the middle, in radians
	scale               float64 // pixels for each radius of the earth
	dx, dy              float64 // of the middle, in pixels
	left, top           float64
	width, height       float64
}

// newPanel returns a panel that shows shapes as large as a frame allows.
func newPanel(a *atlas, shapes []shape, left, top, width, height float64) *panel {
	p := &panel{left: left, top: top, width: width, height: height, scale: 1}
	p.center(a, shapes)
	x0, y0, x1, y1 := p.bounds(a, shapes)
	p.scale = min(width/(x1-x0), height/(y1-y0))
	p.dx = left + width/2 - (x0+x1)/2*p.scale
	p.dy = top + height/2 - (y0+y1)/2*p.scale
	return p
}

// center turns the projection to the average of the points of shapes.
func (p *panel) center(a *atlas, shapes []shape) {
	var x, y, z float64
	for _, s := range shapes {
		for _, ring := range s {
			a.points(ring, func(q earth.Point) {
				lat, lng := q.Lat()*math.Pi/180, q.Lng()*math.Pi/180
				x += math.Cos(lat) * math.Cos(lng)
				y += math.Cos(lat) * math.Sin(lng)
				z += math.Sin(lat)
			})
		}
	}
	lat := math.Atan2(z, math.Hypot(x, y))
	p.sinLat, p.cosLat, p.lng = math.Sin(lat), math.Cos(lat), math.Atan2(y, x)
}

func (p *panel) bounds(a *atlas, shapes []shape) (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range shapes {
		for _, ring := range s {
			a.points(ring, func(q earth.Point) {
				x, y := p.project(q)
				x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
			})
		}
	}
	return x0, y0, x1, y1
}

// project returns where a point is in the picture, in pixels to the right and down. The far
// side of the earth is a ring outside every frame.
func (p *panel) project(q earth.Point) (x, y float64) {
	lat, lng := q.Lat()*math.Pi/180, q.Lng()*math.Pi/180-p.lng
	sin, cos := math.Sincos(lat)
	k := math.Sqrt(2 / max(1+p.sinLat*sin+p.cosLat*cos*math.Cos(lng), 1e-9))
	x = k * cos * math.Sin(lng)
	y = k * (p.cosLat*sin - p.sinLat*cos*math.Cos(lng))
	return p.dx + x*p.scale, p.dy - y*p.scale
}

// pixels returns the length of a distance, exact near the middle.
func (p *panel) pixels(d earth.Distance) float64 { return float64(d/earth.Radius) * p.scale }

// holds reports whether a place of the picture is in the frame, or as near as margin.
func (p *panel) holds(x, y, margin float64) bool {
	return x >= p.left-margin && x <= p.left+p.width+margin && y >= p.top-margin && y <= p.top+p.height+margin
}
