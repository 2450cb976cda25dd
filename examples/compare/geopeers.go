package main

import (
	"math"
	"sync"

	"github.com/golang/geo/s1"
	"github.com/golang/geo/s2"
	"github.com/tidwall/rtree"
	"github.com/withinreach/withinreach/directory/earth"
	"gonum.org/v1/gonum/spatial/kdtree"
)

const radians = math.Pi / 180

// geoAngle is the radius of within-25mi-1m as an angle.
var geoAngle = geoRadius.Metres() / 6_371_008.8

// vectorOf returns the unit vector of a point.
func vectorOf(p earth.Point) [3]float64 {
	lat, lng := p.Lat()*radians, p.Lng()*radians
	return [3]float64{math.Cos(lat) * math.Cos(lng), math.Cos(lat) * math.Sin(lng), math.Sin(lat)}
}

// chordSquare returns the square of the straight line through the earth that
// spans an angle.
func chordSquare(angle float64) float64 {
	half := math.Sin(angle / 2)
	return 4 * half * half
}

// A spot is an item of a kdtree: gonum's own Point does not know its number.
type spot struct {
	at   [3]float64
	item int
}

// Compare is that of kdtree.Comparable.
func (s spot) Compare(c kdtree.Comparable, d kdtree.Dim) float64 { return s.at[d] - c.(spot).at[d] }

// Dims is that of kdtree.Comparable.
func (s spot) Dims() int { return 3 }

// Distance is that of kdtree.Comparable, squared.
func (s spot) Distance(c kdtree.Comparable) float64 {
	q := c.(spot)
	x, y, z := s.at[0]-q.at[0], s.at[1]-q.at[1], s.at[2]-q.at[2]
	return x*x + y*y + z*z
}

// spots is a kdtree.Interface.
type spots []spot

func (s spots) Index(i int) kdtree.Comparable         { return s[i] }
func (s spots) Len() int                              { return len(s) }
func (s spots) Slice(start, end int) kdtree.Interface { return s[start:end] }
func (s spots) Pivot(d kdtree.Dim) int {
	p := plane{d, s}
	return kdtree.Partition(p, kdtree.MedianOfRandoms(p, 100))
}

// A plane sorts spots by one dimension.
type plane struct {
	d kdtree.Dim
	spots
}

func (p plane) Less(i, j int) bool { return p.spots[i].at[p.d] < p.spots[j].at[p.d] }
func (p plane) Swap(i, j int)      { p.spots[i], p.spots[j] = p.spots[j], p.spots[i] }
func (p plane) Slice(start, end int) kdtree.SortSlicer {
	return plane{p.d, p.spots[start:end]}
}

// A tree is gonum's k-d tree of unit vectors.
type tree struct {
	tree   *kdtree.Tree
	places []kdtree.Comparable
}

var theTree = sync.OnceValue(func() *tree {
	w := theWorld()
	items := make(spots, len(w.items))
	for i, p := range w.items {
		items[i] = spot{vectorOf(p), i}
	}
	t := &tree{tree: kdtree.New(items, false)}
	for i, p := range w.places {
		t.places = append(t.places, spot{vectorOf(p), i})
	}
	return t
})

func (t *tree) nearest(place int) (sum int64) {
	keep := kdtree.NewNKeeper(geoK)
	t.tree.NearestSet(keep, t.places[place])
	for _, c := range keep.Heap {
		sum += int64(c.Comparable.(spot).item)
	}
	return sum
}

func (t *tree) within(place int) (found int64) {
	keep := kdtree.NewDistKeeper(chordSquare(geoAngle))
	t.tree.NearestSet(keep, t.places[place])
	for _, c := range keep.Heap {
		if c.Comparable != nil { // the keeper has one of its own
			found++
		}
	}
	return found
}

// A boxes is tidwall's R-tree of degrees.
type boxes struct {
	tree   rtree.RTreeG[int32]
	places []earth.Point
}

var theBoxes = sync.OnceValue(func() *boxes {
	w := theWorld()
	b := &boxes{places: w.places}
	for i, p := range w.items {
		at := [2]float64{p.Lng(), p.Lat()}
		b.tree.Insert(at, at, int32(i))
	}
	return b
})

func (b *boxes) nearest(place int) (sum int64) {
	from := b.places[place]
	n := 0
	b.tree.Nearby(func(low, high [2]float64, _ int32, _ bool) float64 {
		return distanceToBox(from, low, high)
	}, func(_, _ [2]float64, item int32, _ float64) bool {
		sum += int64(item)
		n++
		return n < geoK
	})
	return sum
}

// distanceToBox returns how far a place is from the nearest point of a box of
// degrees, as the square of half the chord, which sorts as distances do.
func distanceToBox(from earth.Point, low, high [2]float64) float64 {
	lat, lng := from.Lat(), from.Lng()
	if lng >= low[0] && lng <= high[0] {
		return haversine(lat, min(max(lat, low[1]), high[1]), 0)
	}
	east := min(math.Abs(math.Remainder(lng-low[0], 360)), math.Abs(math.Remainder(lng-high[0], 360)))
	nearest := 90.0 // the point of a meridian nearest to from
	if east < 90 {
		nearest = math.Atan(math.Tan(lat*radians)/math.Cos(east*radians)) / radians
	}
	return haversine(lat, min(max(nearest, low[1]), high[1]), east)
}

// haversine returns the square of half the chord between two latitudes so many
// degrees of longitude apart.
func haversine(lat1, lat2, east float64) float64 {
	a, b := math.Sin((lat2-lat1)*radians/2), math.Sin(east*radians/2)
	return a*a + math.Cos(lat1*radians)*math.Cos(lat2*radians)*b*b
}

func (b *boxes) within(place int) (found int64) {
	from := b.places[place]
	north := geoAngle / radians
	east := math.Asin(math.Sin(geoAngle)/math.Cos(from.Lat()*radians)) / radians
	limit := chordSquare(geoAngle) / 4
	b.tree.Search([2]float64{from.Lng() - east, from.Lat() - north}, [2]float64{from.Lng() + east, from.Lat() + north},
		func(at, _ [2]float64, _ int32) bool {
			if haversine(from.Lat(), at[1], from.Lng()-at[0]) <= limit {
				found++
			}
			return true
		})
	return found
}

// An edges is golang/geo's index of shapes, of one shape that is all items.
type edges struct {
	index  *s2.ShapeIndex
	places []s2.Point
}

var theEdges = sync.OnceValue(func() *edges {
	w := theWorld()
	points := make(s2.PointVector, len(w.items))
	for i, p := range w.items {
		points[i] = s2.PointFromLatLng(s2.LatLngFromDegrees(p.Lat(), p.Lng()))
	}
	e := &edges{index: s2.NewShapeIndex()}
	e.index.Add(&points)
	e.index.Build()
	for _, p := range w.places {
		e.places = append(e.places, s2.PointFromLatLng(s2.LatLngFromDegrees(p.Lat(), p.Lng())))
	}
	return e
})

func (e *edges) nearest(place int) (sum int64) {
	query := s2.NewClosestEdgeQuery(e.index, s2.NewClosestEdgeQueryOptions().MaxResults(geoK))
	for _, r := range query.FindEdges(s2.NewMinDistanceToPointTarget(e.places[place])) {
		sum += int64(r.EdgeID())
	}
	return sum
}

func (e *edges) within(place int) int64 {
	limit := s1.ChordAngleFromAngle(s1.Angle(geoAngle))
	query := s2.NewClosestEdgeQuery(e.index, s2.NewClosestEdgeQueryOptions().DistanceLimit(limit))
	return int64(len(query.FindEdges(s2.NewMinDistanceToPointTarget(e.places[place]))))
}
