package coverage

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"
)

// areaName returns what a map shows.
func (d *picture) areaName() string {
	switch len(d.opt.Area) {
	case 0:
		return d.w.country
	case 2:
		return stateName(d.opt.Area)
	}
	return countyName(d.opt.Area)
}

func (d *picture) title() string {
	return fmt.Sprintf(d.w.title, d.areaName(), percent(d.summary.Share()), d.w.reach(d.c.reach))
}

func (d *picture) people() string {
	return fmt.Sprintf(d.w.people, count(d.summary.People), count(int64(d.sites)))
}

func (d *picture) outOfReach() string {
	return fmt.Sprintf(d.w.out, d.w.number(d.summary.Unreached()))
}

// description says in words what the map shows: for those who cannot see it.
func (d *picture) description() string {
	parts := []string{d.people(), d.outOfReach()}
	var gaps []string
	for _, g := range d.c.gapsOf(d.opt.Area, 5) {
		gaps = append(gaps, fmt.Sprintf("%s (%s)", g.Name, d.w.number(g.People)))
	}
	if len(gaps) > 0 {
		parts = append(parts, d.w.largest+strings.Join(gaps, "; "))
	}
	for i, s := range d.suggestions() {
		if i == 0 {
			parts = append(parts, d.w.suggested)
		}
		parts = append(parts, fmt.Sprintf("%d. %s", i+1, d.suggestion(s)))
	}
	return strings.Join(parts, ". ") + "."
}

func (d *picture) suggestion(s Suggestion) string {
	name := cmp.Or(s.Site.Name, s.Place, s.Site.ID)
	if s.Town != "" && s.Town != s.Place {
		town := s.Town
		if state := len(s.Place) - len(", FL"); state >= 0 { // the same state is not said twice
			town = strings.TrimSuffix(town, s.Place[state:])
		}
		name += " (" + town + ")"
	}
	return fmt.Sprintf(d.w.brings, shorten(name, 38), d.w.number(s.Gain))
}

// shorten cuts a text to a number of characters.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n-1])) + "…"
	}
	return s
}

// drawHead writes the title and the figures.
func (d *picture) drawHead(to *canvas) {
	title := shorten(d.title(), 103)
	size := 18
	switch n := utf8.RuneCountInString(title); {
	case n > 90:
		size = 14
	case n > 80:
		size = 16
	}
	to.text(margin, 30, fmt.Sprintf(` font-size="%d" font-weight="bold"`, size), title)
	to.text(margin, 54, "", d.people()+".")
	to.text(margin, 74, "", d.outOfReach()+".")
}

// drawLegend writes what the marks mean and the suggestions, from y down, and returns where
// the picture ends.
func (d *picture) drawLegend(y float64, numbered int) (bottom float64) {
	const column = mapInside / 2
	left, right := float64(margin), float64(margin+column)
	sample := func(x, y float64, drawn, label string) {
		d.printf("<g transform=\"translate(%s %s)\">%s</g>\n", px(x+8), px(y-5), drawn)
		d.text(x+26, y, "", label)
	}
	y += line
	sample(left, y, fmt.Sprintf(`<circle r="4" fill="%s" stroke="%s" stroke-width="0.8"/>`, reachedIn, reachedBy), d.w.reached)
	sample(right, y, fmt.Sprintf(`<rect x="-8" y="-6" width="16" height="12" fill="%s" stroke="%s" stroke-width="0.5"/>`,
		inReach, border), d.w.within)
	y += line
	sample(left, y, fmt.Sprintf(`<rect x="-3.5" y="-3.5" width="7" height="7" fill="%s"/>`, unreached), d.w.unreached)
	sample(right, y, fmt.Sprintf(`<path d="M-4 0h8m-4 -4v8" stroke="%s" stroke-width="1.4"/>`, ink), d.w.site)
	if numbered > 0 {
		y = d.drawList(y+line+8, left, right)
	}
	y += 8
	for _, note := range d.notes() {
		y += line - 3
		d.text(left, y, ` font-size="12" fill="`+frontier+`"`, note)
	}
	return y + margin
}

// drawList writes the suggestions in two columns, and returns the last line.
func (d *picture) drawList(y, left, right float64) (last float64) {
	d.text(left, y, ` font-weight="bold"`, d.w.suggested)
	list := d.suggestions()
	rows := (len(list) + 1) / 2
	for i, s := range list {
		x, row := left, i
		if i >= rows {
			x, row = right, i-rows
		}
		at := y + float64(row+1)*line
		d.text(x+20, at, ` text-anchor="end" font-weight="bold"`, fmt.Sprint(i+1))
		d.text(x+28, at, "", d.suggestion(s))
	}
	return y + float64(rows)*line
}

// notes are what else there is to know, in small print.
func (d *picture) notes() []string {
	var notes []string
	if p := d.opt.Plan; p != nil && len(p.Suggestions) > 0 {
		note := fmt.Sprintf(d.w.certain, percent(p.Certain()))
		if more := len(p.Suggestions) - shownSuggestions; more > 0 {
			note = strings.ToUpper(d.w.more[:1]) + fmt.Sprintf(d.w.more[1:], more) + ". " + note
		}
		notes = append(notes, note)
	}
	if d.c.unplaced > 0 {
		notes = append(notes, fmt.Sprintf(d.w.unplaced, count(int64(d.c.unplaced))))
	}
	if d.c.reach.Estimated() {
		notes = append(notes, d.w.estimate)
	}
	return append(notes, d.w.source)
}
