package coverage

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"

	"github.com/withinreach/withinreach/directory/earth"
)

// A canvas is an SVG document that is being written.
type canvas struct{ bytes.Buffer }

func (c *canvas) printf(format string, args ...any) { fmt.Fprintf(&c.Buffer, format, args...) }

// open begins a document of a size in pixels, with the text that is read out in its place.
func (c *canvas) open(id, language string, width, height int, title, desc string) {
	c.printf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" `, width, height, width, height)
	c.printf(`role="img" lang="%s" aria-labelledby="%s-title %s-desc" `, escape(language), id, id)
	c.printf("font-family=\"system-ui,'Segoe UI',Helvetica,Arial,sans-serif\" font-size=\"14\" fill=\"%s\">\n", ink)
	c.printf("<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", id, escape(title), id, escape(desc))
	c.printf("<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", width, height, paper)
}

func (c *canvas) close() { c.printf("</svg>\n") }

// text writes a line; attributes are written as they are.
func (c *canvas) text(x, y float64, attributes, s string) {
	c.printf("<text x=\"%s\" y=\"%s\"%s>%s</text>\n", px(x), px(y), attributes, escape(s))
}

// escape returns s for text and attributes.
func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a Buffer never fails
	return b.String()
}

// px returns a length to a tenth of a pixel.
func px(v float64) string {
	v = math.Round(v*10)/10 + 0 // -0 is 0
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// outline returns the path of a shape in a panel. Steps too small to see are left out.
func outline(a *atlas, p *panel, s shape) string {
	const visible = 0.9
	var b []byte
	for _, ring := range s {
		start := len(b)
		points, lastX, lastY := 0, 0.0, 0.0
		a.points(ring, func(q earth.Point) {
			x, y := p.project(q)
			if points > 0 && math.Abs(x-lastX)+math.Abs(y-lastY) < visible {
				return
			}
			b = append(b, "ML"[min(points, 1)]) // move to the first, lines to the others
			b = append(append(append(b, px(x)...), ' '), px(y)...)
			points, lastX, lastY = points+1, x, y
		})
		if points < 3 { // nothing to see
			b = b[:start]
			continue
		}
		b = append(b, 'Z')
	}
	return string(b)
}

// seen reports whether any point of a shape is in the frame of a panel.
func seen(a *atlas, p *panel, s shape) bool {
	x0, y0, x1, y1 := p.bounds(a, []shape{s})
	return x1 >= p.left && x0 <= p.left+p.width && y1 >= p.top && y0 <= p.top+p.height
}

// Colors. Blue and dark red differ for every kind of color vision; as reached marks are
// light circles with a rim and the others dark squares, they differ in black and white too.
const (
	paper     = "#ffffff"
	ink       = "#1a1a1a"
	faint     = "#f1f1ee" // land that is not the subject
	border    = "#8a8a86"
	frontier  = "#4a4a48"
	inReach   = "#dcebf7" // land within reach
	reachedIn = "#9ecae1"
	reachedBy = "#1f5f99" // rim of reached marks
	unreached = "#9c2a00"
)
