package place

import (
	"bytes"
	"cmp"
	"maps"
	"math"
	"slices"
	"sort"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place/internal/fold"
)

// anyState and anyKind stand for a position where none was given.
const anyState, anyKind = -1, -1

// find returns the cities that have name, or the counties if no city has it, in the order
// that AmbiguousError.Choices promises. Name is folded.
func (t *table) find(name []byte, state int) []Place {
	if cities := t.citiesNamed(name, state); len(cities) > 0 {
		found := make([]Place, len(cities))
		for i, zips := range cities {
			found[i] = t.cityPlace(zips)
		}
		return found
	}
	counties := t.countiesNamed(name, state)
	found := make([]Place, len(counties))
	for i, c := range counties {
		found[i] = Place{State: c.State, County: c.County, Point: c.point(), Radius: c.reach()}
	}
	return found
}

// named returns the range of positions in t.names of the spellings of name.
func (t *table) named(name []byte) (first, end int) {
	var buffer [64]byte
	compare := func(i int) int { return fold.Compare(name, fold.Words(buffer[:0], t.names[i])) }
	first, _ = sort.Find(len(t.names), compare)
	for end = first; end < len(t.names) && compare(end) == 0; end++ {
	}
	return first, end
}

// citiesNamed returns for each city the positions of its ZIP codes in ascending order.
func (t *table) citiesNamed(name []byte, state int) [][]uint16 {
	stateOf := func(i uint16) int { return int(t.counties[t.zips[i].county].state) }
	var zips []uint16
	for _, i := range t.zipsBy.of(t.named(name)) {
		if state == anyState || stateOf(i) == state {
			zips = append(zips, i)
		}
	}
	slices.SortFunc(zips, func(a, b uint16) int {
		return cmp.Or(cmp.Compare(stateOf(a), stateOf(b)), cmp.Compare(a, b))
	})
	var cities [][]uint16
	for len(zips) > 0 {
		n := 1
		for n < len(zips) && stateOf(zips[n]) == stateOf(zips[0]) {
			n++
		}
		cities = append(cities, zips[:n])
		zips = zips[n:]
	}
	slices.SortFunc(cities, func(a, b []uint16) int {
		return cmp.Or(
			cmp.Compare(len(b), len(a)),
			cmp.Compare(states[stateOf(a[0])].Code, states[stateOf(b[0])].Code))
	})
	return cities
}

// cityPlace returns the city with the ZIP codes at those positions. Its point is that of the
// ZIP code which, with its radius, keeps nearest to the mean: a wide one is rarely the
// town. No city lies on the date line, so the mean of longitudes is one.
func (t *table) cityPlace(zips []uint16) Place {
	var lat, lng int
	for _, i := range zips {
		lat += int(t.zips[i].lat)
		lng += int(t.zips[i].lng)
	}
	n := float64(len(zips)) * 1e4
	mean := earth.LatLng(float64(lat)/n, float64(lng)/n)
	var middle uint16
	nearest := earth.Distance(math.Inf(1))
	for _, i := range zips {
		z := &t.zips[i]
		if d := mean.Distance(z.point()) + z.reach(); d < nearest {
			middle, nearest = i, d
		}
	}
	p := t.zipPlace(int(middle))
	p.ZIP = ""
	for _, i := range zips {
		z := &t.zips[i]
		p.Radius = max(p.Radius, p.Point.Distance(z.point())+z.reach())
	}
	p.AlsoIn = t.otherCounties(zips, t.zips[middle].county)
	return p
}

// otherCounties returns the counties of the ZIP codes at those positions, without main.
func (t *table) otherCounties(zips []uint16, main uint16) []County {
	count := map[uint16]int{}
	for _, i := range zips {
		if c := t.zips[i].county; c != main {
			count[c]++
		}
	}
	if len(count) == 0 {
		return nil
	}
	others := slices.SortedFunc(maps.Keys(count), func(a, b uint16) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	counties := make([]County, len(others))
	for i, c := range others {
		counties[i] = t.counties[c].County
	}
	return counties
}

// countiesNamed returns the counties whose name in full is name ("clay county") or, if there
// are none, those whose name is without that last word.
func (t *table) countiesNamed(name []byte, state int) []*county {
	var found []*county
	for kind, suffix := range countyKinds {
		var buffer [32]byte
		if base, ok := bytes.CutSuffix(name, fold.Words(buffer[:0], suffix)); ok {
			found = t.appendCounties(found, base, state, kind)
		}
	}
	if len(found) == 0 {
		found = t.appendCounties(found, name, state, anyKind)
	}
	slices.SortFunc(found, func(a, b *county) int {
		return cmp.Or(
			cmp.Compare(b.zips, a.zips),
			cmp.Compare(a.State, b.State),
			cmp.Compare(a.FIPS, b.FIPS))
	})
	return found
}

func (t *table) appendCounties(found []*county, base []byte, state, kind int) []*county {
	for _, i := range t.countiesBy.of(t.named(base)) {
		c := &t.counties[i]
		if (state == anyState || int(c.state) == state) && (kind == anyKind || int(c.kind) == kind) {
			found = append(found, c)
		}
	}
	return found
}
