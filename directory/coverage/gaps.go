package coverage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// A Gap is a town, with what is around it, whose people are out of reach of all sites.
type Gap struct {
	Name   string      // of the town with most of these people: "Helena, MT"
	County string      // FIPS code of that town's county; "" if it is not known
	Point  earth.Point // center of the town's people out of reach
	People int64       // out of reach, in the town and in Towns

	// Distance is the average straight distance of these people from the nearest site,
	// [earth.Farthest] if there are no sites.
	Distance earth.Distance
	Towns    []string // other towns that are part of the gap, those with most people first
}

// A town is the people out of reach about one post office.
type town struct {
	name, county  string
	people        int64
	lat, lng, far float64 // sums over people
	point         earth.Point
}

// Gaps returns the n places with most people out of reach, the largest first. People are
// counted with the town whose ZIP code is nearest, and towns with a larger one within the
// radius of the reach: one new group there would be about within reach of all. Areas that
// package place knows no town for are counted with their county.
//
// Each person is in one gap. Gaps say where people are; [Coverage.Suggest] says where groups
// should start, which may be between towns. Gaps takes some 0.1 s for all tracts.
func (c *Coverage) Gaps(n int) []Gap { return c.gapsOf("", n) }

// gapsOf returns the gaps among the areas whose IDs begin with a code.
func (c *Coverage) gapsOf(code string, n int) []Gap {
	towns := c.townsOutOfReach(code)
	points := make([]earth.Point, len(towns))
	for i, t := range towns {
		points[i] = t.point
	}
	x, err := earth.NewIndex(points, earth.IndexOptions{})
	if err != nil {
		return nil // too many points: there are fewer than areas
	}
	taken := make([]bool, len(towns))
	var gaps []Gap
	var around []earth.Neighbor
	for i := range towns {
		if taken[i] {
			continue
		}
		around = x.Within(around[:0], points[i], c.reach.Radius(), earth.Filter{
			Keep: func(j int) bool { return !taken[j] },
		})
		slices.SortFunc(around, func(a, b earth.Neighbor) int { return cmp.Compare(a.Item, b.Item) })
		gaps = append(gaps, c.gapOf(towns, i, around))
		for _, t := range around {
			taken[t.Item] = true
		}
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int { return cmp.Compare(b.People, a.People) })
	return slices.Clip(gaps[:min(max(n, 0), len(gaps))])
}

// gapOf joins a town and those around it, itself included.
func (c *Coverage) gapOf(towns []town, center int, around []earth.Neighbor) Gap {
	g := Gap{Name: towns[center].name, County: towns[center].county, Point: towns[center].point}
	far := 0.0
	for _, n := range around {
		t := &towns[n.Item]
		g.People += t.people
		far += t.far
		if n.Item != center {
			g.Towns = append(g.Towns, t.name)
		}
	}
	g.Distance = c.average(far, g.People)
	return g
}

// townsOutOfReach returns the towns with people out of reach, that with most people first.
func (c *Coverage) townsOutOfReach(code string) []town {
	at := map[string]int{}
	var towns []town
	for i, a := range c.population.areas {
		if c.fates[i].reached || !strings.HasPrefix(a.ID, code) {
			continue
		}
		name, county := townOf(a)
		k, ok := at[name]
		if !ok {
			k = len(towns)
			at[name] = k
			towns = append(towns, town{name: name, county: county})
		}
		t, people := &towns[k], float64(a.People)
		t.people += a.People
		t.lat += people * a.Point.Lat()
		t.lng += people * a.Point.Lng()
		t.far += people * c.fates[i].distance.Metres()
	}
	for i := range towns {
		t := &towns[i]
		t.point = earth.LatLng(t.lat/float64(t.people), t.lng/float64(t.people))
	}
	slices.SortFunc(towns, func(a, b town) int {
		return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.name, b.name))
	})
	return towns
}

// townOf returns the town that the people of an area would name, and its county.
func townOf(a Area) (name, county string) {
	if p, err := place.At(a.Point); err == nil {
		return p.Name + ", " + p.State, p.County.FIPS
	}
	county = countyCode(a.ID)
	if name = countyName(county); name == "" {
		name = a.ID
	}
	return name, county
}

// townAt returns the town about a point, "" if none is known.
func townAt(at earth.Point) string {
	p, err := place.At(at)
	if err != nil {
		return ""
	}
	return p.Name + ", " + p.State
}

// A tally counts people by town. The zero tally is ready for use.
type tally map[string]int64

func (t *tally) add(town string, people int64) {
	if *t == nil {
		*t = tally{}
	}
	(*t)[town] += people
}

// largest returns the town with most people, the first by name of several.
func (t tally) largest() (town string) {
	for name, people := range t {
		if name != "" && (town == "" || people > t[town] || people == t[town] && name < town) {
			town = name
		}
	}
	return town
}
