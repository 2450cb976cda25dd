package coverage

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// MapOptions adjust [Coverage.WriteMap]. The zero MapOptions are a map of the country.
type MapOptions struct {
	// Area is the FIPS code of a state, "12", or a county, "12019". "" is the 50 states
	// and the District of Columbia.
	Area string
	// Plan is where groups should start, numbered on the map. Nil is none.
	Plan *Plan
	// Language is that of the words, a BCP 47 tag: "es", or else English.
	Language string
}

// ErrNoMap reports an area that there is no outline of.
var ErrNoMap = errors.New("coverage: no map, want the FIPS code of a state or county of the 50 states and DC")

// Sizes of a map, in pixels.
const (
	mapWidth  = 800
	margin    = 20
	mapTop    = 92
	mapInside = mapWidth - 2*margin
	tallest   = 620 // of the land
	line      = 20  // of text
)

// shownSuggestions is how many suggestions have a number on a map; more would hide it.
const shownSuggestions = 40

// A picture is a map that is being drawn.
type picture struct {
	canvas
	c     *Coverage
	w     *words
	opt   MapOptions
	id    string
	atlas *atlas

	panels []*panel
	land   map[*panel][]string // codes of the shapes that a panel is about
	bottom float64             // of the panels

	summary Summary
	sites   int // on the map
}

// WriteMap writes a map as an SVG document of 800 pixels width, for a page or a print:
// light circles are people within reach, dark squares people out of reach, a larger one is
// more people; land within reach is tinted, and crosses are groups. Its title and
// description say in words what it shows. It refers to nothing outside itself and has no
// script. Counts of people below [Few] are not given.
//
// The people, and the figures in the texts, are those of the area only, the groups all that
// are in the frame. Equal input gives equal bytes. The error is [ErrNoMap], or that of w.
func (c *Coverage) WriteMap(w io.Writer, opt MapOptions) error {
	d := &picture{c: c, w: wordsIn(opt.Language), opt: opt, atlas: outlines(), id: "coverage-map" + opt.Area}
	if err := d.layOut(); err != nil {
		return err
	}
	d.summary = c.summary(c.areasOf(opt.Area))
	bottom := d.draw() // first, as its height and its number of sites are in the head
	var head canvas
	head.open(d.id, d.w.language, mapWidth, int(bottom), d.title(), d.description())
	d.drawHead(&head)
	d.close()
	_, err := w.Write(append(head.Bytes(), d.Bytes()...))
	return err
}

// areasOf returns the areas whose IDs begin with a code.
func (c *Coverage) areasOf(code string) []int32 {
	var list []int32
	for i, a := range c.population.areas {
		if strings.HasPrefix(a.ID, code) {
			list = append(list, int32(i))
		}
	}
	return list
}

// layOut chooses the panels.
func (d *picture) layOut() error {
	d.land = map[*panel][]string{}
	if d.opt.Area != "" {
		s, ok := d.atlas.shape(d.opt.Area)
		if !ok {
			return fmt.Errorf("%w: %q", ErrNoMap, d.opt.Area)
		}
		p := newPanel(d.atlas, []shape{s}, margin, mapTop, mapInside, tallest)
		d.add(p, d.opt.Area)
		d.bottom = mapTop + p.fit(d.atlas, s)
		return nil
	}
	var mainland []string
	for _, code := range d.atlas.codes {
		if len(code) == 2 && code != alaska && code != hawaii {
			mainland = append(mainland, code)
		}
	}
	d.add(newPanel(d.atlas, d.shapes(mainland), margin, mapTop, mapInside, 480), mainland...)
	d.add(newPanel(d.atlas, d.shapes([]string{alaska}), margin, mapTop+390, 190, 130), alaska)
	d.add(newPanel(d.atlas, d.shapes([]string{hawaii}), margin+210, mapTop+450, 110, 70), hawaii)
	d.bottom = mapTop + 530
	return nil
}

const alaska, hawaii = "02", "15"

func (d *picture) add(p *panel, codes ...string) {
	d.panels = append(d.panels, p)
	d.land[p] = codes
}

func (d *picture) shapes(codes []string) []shape {
	var list []shape
	for _, code := range codes {
		s, _ := d.atlas.shape(code)
		list = append(list, s)
	}
	return list
}

// fit takes the empty space above and below the shape off a panel, and returns its height.
func (p *panel) fit(a *atlas, s shape) float64 {
	_, y0, _, y1 := p.bounds(a, []shape{s})
	const air = 12
	p.dy -= y0 - p.top - air
	p.height = y1 - y0 + 2*air
	return p.height
}

// draw draws all below the head, and returns where it ends.
func (d *picture) draw() (bottom float64) {
	var sites [][2]float64
	var marks []mark
	for i, p := range d.panels {
		clip := fmt.Sprintf("%s-clip%d", d.id, i)
		d.drawLand(p, clip)
		sites = append(sites, d.drawReach(p, d.c.sites, d.c.reach.Radius(), clip)...)
		d.drawLines(p, clip)
		marks = append(marks, d.c.marks(p, d.grain(), d.shows(p))...)
	}
	d.sites = len(sites)
	d.drawMarks(marks, d.grain(), full(marks))
	d.drawSites(sites)
	badges := d.badges()
	d.drawBadges(badges)
	return d.drawLegend(d.bottom+14, len(badges))
}

// grain returns the side, in pixels, of the squares whose people are drawn as one mark.
func (d *picture) grain() float64 {
	if len(d.opt.Area) > 2 {
		return 14
	}
	return 8
}

// shows returns whether a panel shows the people of an area.
func (d *picture) shows(p *panel) func(i int) bool {
	codes := map[string]bool{}
	digits := 2
	for _, code := range d.land[p] {
		codes[code] = true
		digits = len(code)
	}
	return func(i int) bool { return codes[fips(d.c.population.areas[i].ID, digits)] }
}

// drawLand writes the land that a panel is about, and the land around it.
func (d *picture) drawLand(p *panel, clip string) {
	frame := clip + "-frame"
	d.printf("<clipPath id=\"%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>\n",
		frame, px(p.left), px(p.top), px(p.width), px(p.height))
	if d.opt.Area != "" {
		d.printf("<g clip-path=\"url(#%s)\" fill=\"%s\" stroke=\"%s\" stroke-width=\"0.5\">\n", frame, faint, border)
		for _, code := range d.atlas.codes {
			if s := d.atlas.shapes[code]; len(code) == len(d.opt.Area) && seen(d.atlas, p, s) {
				d.printf("<path d=\"%s\"/>\n", outline(d.atlas, p, s))
			}
		}
		d.printf("</g>\n")
	}
	var land strings.Builder
	for _, s := range d.shapes(d.land[p]) {
		land.WriteString(outline(d.atlas, p, s))
	}
	d.printf("<defs><path id=\"%s-land\" d=\"%s\"/></defs>\n", clip, land.String())
	d.printf("<clipPath id=\"%s\"><use href=\"#%s-land\"/></clipPath>\n", clip, clip)
	d.printf("<use href=\"#%s-land\" fill=\"%s\"/>\n", clip, paper)
}

// drawLines writes the borders of the land that a panel is about, and those of the counties
// of a state.
func (d *picture) drawLines(p *panel, clip string) {
	d.printf("<g fill=\"none\" stroke-linejoin=\"round\" stroke=\"%s\" stroke-width=\"0.5\">\n", border)
	if len(d.opt.Area) == 2 {
		for _, code := range d.atlas.codes {
			if len(code) > 2 && strings.HasPrefix(code, d.opt.Area) {
				d.printf("<path d=\"%s\"/>\n", outline(d.atlas, p, d.atlas.shapes[code]))
			}
		}
	}
	d.printf("<use href=\"#%s-land\" stroke=\"%s\" stroke-width=\"1\"/>\n", clip, frontier)
	d.printf("</g>\n")
}

// badges returns the numbers of the suggestions on the map.
func (d *picture) badges() []badge {
	var list []badge
	for i, s := range d.suggestions() {
		for _, p := range d.panels {
			x, y := p.project(s.Site.Point)
			if p.holds(x, y, 0) && (d.opt.Area != "" || d.inPanel(p, s.Site.Point)) {
				b := badge{number: i + 1, placeX: x, placeY: y, r: 9}
				b.place(p, list)
				list = append(list, b)
				break
			}
		}
	}
	return list
}

// inPanel reports whether a panel of the country is the one for a point: the frames of the
// others overlap that of the mainland.
func (d *picture) inPanel(p *panel, at earth.Point) bool {
	switch land := d.land[p]; {
	case slices.Contains(land, alaska):
		return at.Lat() > 50
	case slices.Contains(land, hawaii):
		return at.Lng() < -150 && at.Lat() < 30
	}
	return at.Lat() < 50 && at.Lng() > -130
}

func (d *picture) suggestions() []Suggestion {
	if d.opt.Plan == nil {
		return nil
	}
	return d.opt.Plan.Suggestions[:min(shownSuggestions, len(d.opt.Plan.Suggestions))]
}
