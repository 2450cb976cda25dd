package coverage

import (
	"fmt"
	"io"
	"math"

	"github.com/withinreach/withinreach/directory/earth"
)

// ChartOptions adjust [Coverage.WriteChart]. The zero ChartOptions are ready for use.
type ChartOptions struct {
	Title string // what was measured; "" is the country
	// After is a coverage of the same population with other sites, such as that of
	// [Coverage.WhatIf], drawn as a broken line. Nil is none.
	After *Coverage
	// Miles is the greatest distance drawn, 10 to 1,000; 0 is twice the radius of the
	// reach, at least 10 and at most 1,000.
	Miles float64
	// Language is that of the words, a BCP 47 tag: "es", or else English.
	Language string
}

// Where the curves of a chart are, in pixels.
const (
	chartWidth, chartHeight = 640, 400
	chartLeft, chartTop     = 60.0, 64.0
	chartRight, chartBottom = 620.0, 330.0
)

// A chart is a chart that is being drawn.
type chart struct {
	canvas
	w     *words
	miles float64 // at the right
}

// WriteChart writes a chart of the share of people who have a site within each straight
// distance, as an SVG document of 640 by 400 pixels, like [Coverage.WriteMap]. A line marks
// the radius of the reach. The error is about opt.Miles, or that of w.
func (c *Coverage) WriteChart(w io.Writer, opt ChartOptions) error {
	d := &chart{w: wordsIn(opt.Language), miles: opt.Miles}
	radius := c.reach.Radius().Miles()
	if d.miles == 0 {
		d.miles = min(max(10*math.Ceil(2*radius/10), 10), 1000)
	}
	if !(d.miles >= 10 && d.miles <= 1000) {
		return fmt.Errorf("coverage: chart of %v miles, want 10 to 1000", opt.Miles)
	}
	if opt.Title == "" {
		opt.Title = d.w.country
	}
	opt.Title = shorten(opt.Title, 28)
	title := fmt.Sprintf(d.w.chartTitle, opt.Title)
	d.open("coverage-chart", d.w.language, chartWidth, chartHeight, title, d.describe(c, opt.After))
	d.text(chartLeft-40, 30, ` font-size="16" font-weight="bold"`, title)
	d.drawAxes()
	if radius <= d.miles {
		d.printf("<path d=\"M%s %sV%s\" stroke=\"%s\" stroke-dasharray=\"2 3\"/>\n",
			px(d.x(radius)), px(chartTop), px(chartBottom), frontier)
		d.text(max(d.x(radius), 240), chartTop-12, ` text-anchor="middle" font-size="12"`, d.w.reach(c.reach))
	}
	d.curve(c, "")
	d.key(0, d.w.chartNow, "")
	if opt.After != nil {
		d.curve(opt.After, broken)
		d.key(1, d.w.chartPlan, broken)
	}
	d.close()
	_, err := w.Write(d.Bytes())
	return err
}

const broken = ` stroke-dasharray="7 4"`

func (d *chart) x(miles float64) float64 { return chartLeft + (chartRight-chartLeft)*miles/d.miles }
func (d *chart) y(share float64) float64 { return chartBottom - (chartBottom-chartTop)*share }

// describe gives the shares at some distances in words.
func (d *chart) describe(c, after *Coverage) string {
	text := ""
	for i, of := range []*Coverage{c, after} {
		if of == nil {
			continue
		}
		text += []string{d.w.chartNow, d.w.chartPlan}[i] + ": "
		for k := 1; k <= 5; k++ {
			miles := d.miles * float64(k) / 5
			at := fmt.Sprintf(d.w.straight, decimal(miles))
			text += fmt.Sprintf("%s, %s; ", at, percent(of.shareWithin(miles)))
		}
	}
	return text[:len(text)-2] + "."
}

func (c *Coverage) shareWithin(miles float64) float64 {
	return share(c.Within(earth.Distance(miles)*earth.Mile), c.population.people)
}

func (d *chart) drawAxes() {
	d.printf("<g stroke=\"%s\" stroke-width=\"0.5\">\n", border)
	for k := range 6 {
		d.printf("<path d=\"M%s %sH%s\"/>\n", px(chartLeft), px(d.y(float64(k)/5)), px(chartRight))
	}
	d.printf("</g>\n")
	for k := range 6 {
		part := float64(k) / 5
		d.text(chartLeft-8, d.y(part)+5, ` text-anchor="end" font-size="12"`, decimal(part*100)+" %")
		d.text(d.x(d.miles*part), chartBottom+20, ` text-anchor="middle" font-size="12"`, decimal(d.miles*part))
	}
	d.text((chartLeft+chartRight)/2, chartBottom+42, ` text-anchor="middle"`, d.w.axisMiles)
	d.text(chartLeft-40, chartTop-12, ` font-size="12"`, d.w.axisShare)
}

// curve writes the share within each distance.
func (d *chart) curve(c *Coverage, style string) {
	const points = 140
	path := ""
	for k := range points + 1 {
		miles := d.miles * float64(k) / points
		path += string("ML"[min(k, 1)]) + px(d.x(miles)) + " " + px(d.y(c.shareWithin(miles))) // as in outline
	}
	d.printf("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-linejoin=\"round\"%s/>\n",
		path, reachedBy, style)
}

// key says which curve is which, below the axis.
func (d *chart) key(i int, label, style string) {
	x, y := chartLeft+float64(i)*220, chartBottom+62
	d.printf("<path d=\"M%s %sh40\" stroke=\"%s\" stroke-width=\"2.5\"%s/>\n", px(x), px(y-4), reachedBy, style)
	d.text(x+48, y, ` font-size="12"`, label)
}
