package coverage

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// A mark is the people of a square of the picture.
type mark struct {
	column, row        int
	reached, unreached int64
}

// marks sums the people of the areas of a panel by squares of a side of grain pixels.
func (c *Coverage) marks(p *panel, grain float64, area func(i int) bool) []mark {
	at := map[[2]int]int{}
	var list []mark
	for i, a := range c.population.areas {
		if !area(i) {
			continue
		}
		x, y := p.project(a.Point)
		if !p.holds(x, y, 0) {
			continue
		}
		square := [2]int{int(math.Floor(x / grain)), int(math.Floor(y / grain))}
		k, ok := at[square]
		if !ok {
			k = len(list)
			at[square] = k
			list = append(list, mark{column: square[0], row: square[1]})
		}
		if c.fates[i].reached {
			list[k].reached += a.People
		} else {
			list[k].unreached += a.People
		}
	}
	slices.SortFunc(list, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
	return list
}

// full returns the number of people that fill a square: what nine of ten have or less.
func full(marks []mark) int64 {
	people := make([]int64, len(marks))
	for i, m := range marks {
		people[i] = m.reached + m.unreached
	}
	if len(people) == 0 {
		return 1
	}
	slices.Sort(people)
	return people[(len(people)-1)*9/10]
}

// drawMarks writes a circle for people within reach and a square on it for those out of
// reach, each as large as they are many. Marks stay in their squares, so none overlap.
func (c *canvas) drawMarks(marks []mark, grain float64, full int64) {
	most, least := grain/2-0.4, 0.8 // half the width, in pixels
	size := func(people int64) float64 {
		return min(max(most*math.Sqrt(float64(people)/float64(full)), least), most)
	}
	var squares strings.Builder
	c.printf("<g fill=\"%s\" stroke=\"%s\" stroke-width=\"0.6\">\n", reachedIn, reachedBy)
	for _, m := range marks {
		x, y := (float64(m.column)+0.5)*grain, (float64(m.row)+0.5)*grain
		if m.reached > 0 {
			c.printf("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n", px(x), px(y), px(size(m.reached+m.unreached)))
		}
		if m.unreached > 0 {
			half := size(m.unreached)
			if m.reached > 0 {
				half *= 0.7 // so that the circle around it shows
			}
			side := px(2 * half)
			squares.WriteString("M" + px(x-half) + " " + px(y-half) + "h" + side + "v" + side + "h-" + side + "z")
		}
	}
	c.printf("</g>\n<path fill=\"%s\" d=\"%s\"/>\n", unreached, squares.String())
}

// drawReach writes the land within reach of sites, and returns where sites are drawn.
func (c *canvas) drawReach(p *panel, sites []Site, radius earth.Distance, clip string) (at [][2]float64) {
	r := p.pixels(radius)
	c.printf("<g clip-path=\"url(#%s)\" fill=\"%s\">\n", clip, inReach)
	for _, s := range sites {
		if s.Point.IsZero() {
			continue
		}
		x, y := p.project(s.Point)
		if p.holds(x, y, r) {
			c.printf("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n", px(x), px(y), px(r))
		}
		if p.holds(x, y, 0) {
			at = append(at, [2]float64{x, y})
		}
	}
	c.printf("</g>\n")
	return at
}

// drawSites writes a small cross for each site.
func (c *canvas) drawSites(at [][2]float64) {
	arm := 3.5
	if len(at) > 150 {
		arm = 2
	}
	var d strings.Builder
	for _, p := range at {
		d.WriteString("M" + px(p[0]-arm) + " " + px(p[1]) + "h" + px(2*arm) + "m" + px(-arm) + " " + px(-arm) + "v" + px(2*arm))
	}
	c.printf("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"3\"/>\n", d.String(), paper)
	c.printf("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\"/>\n", d.String(), ink)
}
