package finder

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"net/http"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// nearMap answers with a small map of the groups around a cell, with the
// numbers that they have in the list. It is drawn here, of what is known here:
// no tiles, no streets, nothing from elsewhere.
func (s *server) nearMap(w http.ResponseWriter, v *visit) error {
	a, f, err := v.around()
	if err != nil {
		return err
	}
	if a.cell.Level() > earth.PrivateLevel {
		return errNoCell
	}
	found, err := v.searchAround(a, a.contacts(v.Snapshot), f)
	if err != nil {
		return err
	}
	m := newMap(a)
	for i, h := range found.InPerson {
		m.add(i+1, h.Listing.Place.Point, h.Listing.Place.Approximate)
	}
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("X-Robots-Tag", "noindex")
	_, _ = w.Write(m.draw(v.book)) // a client that has gone needs no answer
	return nil
}

// A sketch is a map that is being made.
type sketch struct {
	area  area
	marks []mark
	taken []box // by what is drawn already, so that no text is over another
	bytes.Buffer
	scale float64 // pixels to the metre
}

// A mark is one place with the groups that meet there.
type mark struct {
	at      earth.Point
	numbers []string
	about   bool // the place is not told exactly
}

type box struct{ left, top, right, bottom float64 }

const (
	mapSize  = 420.0 // pixels, so that words can be read on a phone
	mapRim   = 28.0
	leastMap = 5 * earth.Mile
)

func newMap(a area) *sketch { return &sketch{area: a} }

// add adds a group. Those at one place share a mark.
func (m *sketch) add(number int, at earth.Point, about bool) {
	text := fmt.Sprint(number)
	for i := range m.marks {
		if m.marks[i].at == at {
			m.marks[i].numbers = append(m.marks[i].numbers, text)
			return
		}
	}
	m.marks = append(m.marks, mark{at, []string{text}, about})
}

// draw returns the map as SVG.
func (m *sketch) draw(b *wordbook) []byte {
	middle, reach := m.area.cell.Center(), leastMap
	for _, p := range m.marks {
		reach = max(reach, middle.Distance(p.at))
	}
	m.scale = (mapSize/2 - mapRim) / reach.Metres()
	fmt.Fprintf(m, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]g %[1]g" role="img" lang="%[2]s" font-family="system-ui,sans-serif" font-size="15">`, mapSize, b.tag)
	fmt.Fprintf(m, `<title>%s</title><rect width="%[2]g" height="%[2]g" fill="#f4f6f5"/>`, escape(b.say("map.heading")), mapSize)
	fmt.Fprintf(m, `<circle cx="%[1]g" cy="%[1]g" r="%.1[2]f" fill="#cfe3e8" stroke="#0a5566" stroke-dasharray="6 4"/>`,
		mapSize/2, m.area.cell.Radius().Metres()*m.scale)
	m.rings(b, reach)
	var labels bytes.Buffer
	for _, p := range m.marks {
		m.mark(&labels, p)
	}
	m.towns(reach)
	m.Write(labels.Bytes())
	m.WriteString("</svg>")
	return m.Bytes()
}

// position returns where a point is on the map.
func (m *sketch) position(p earth.Point) (x, y float64) {
	middle := m.area.cell.Center()
	perDegree := earth.Radius.Metres() * math.Pi / 180 * m.scale
	east := math.Remainder(p.Lng()-middle.Lng(), 360) * math.Cos((p.Lat()+middle.Lat())*math.Pi/360)
	return mapSize/2 + east*perDegree, mapSize/2 - (p.Lat()-middle.Lat())*perDegree
}

// rings draws circles at round distances from the middle.
func (m *sketch) rings(b *wordbook, reach earth.Distance) {
	steps := []int{1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500}
	shown := 0
	for i := len(steps) - 1; i >= 0 && shown < 3; i-- {
		d := earth.Distance(steps[i]) * earth.Mile
		r := d.Metres() * m.scale
		if d > reach+reach/20 || r < 40 {
			continue
		}
		shown++
		fmt.Fprintf(m, `<circle cx="%[1]g" cy="%[1]g" r="%.1[2]f" fill="none" stroke="#9aa6a4"/>`, mapSize/2, r)
		m.text(b.count("filter.miles", steps[i]), mapSize/2, mapSize/2-r-4, "#4a5553", false)
	}
}

// mark draws a place; its number goes on top of all else.
func (m *sketch) mark(labels *bytes.Buffer, p mark) {
	x, y := m.position(p.at)
	text := strings.Join(p.numbers, ", ")
	if len(p.numbers) > 4 {
		text = strings.Join(p.numbers[:3], ", ") + " …"
	}
	wide := max(24, textWidth(text)+12)
	m.taken = append(m.taken, box{x - wide/2, y - 12, x + wide/2, y + 12})
	dashes := ""
	if p.about {
		dashes = ` stroke-dasharray="3 2"`
	}
	fmt.Fprintf(labels, `<rect x="%.1f" y="%.1f" width="%.1f" height="24" rx="12" fill="#0a5566" stroke="#fff" stroke-width="2"%s/>`, x-wide/2, y-12, wide, dashes)
	fmt.Fprintf(labels, `<text x="%.1f" y="%.1f" text-anchor="middle" font-weight="700" fill="#fff">%s</text>`, x, y+5, escape(text))
}

// towns writes the names of places, as far as there is room.
func (m *sketch) towns(reach earth.Distance) {
	const steps = 5 // to each side
	seen := map[string]bool{}
	middle := m.area.cell.Center()
	north := reach.Metres() / earth.Radius.Metres() * 180 / math.Pi
	east := north / max(0.05, math.Cos(middle.Lat()*math.Pi/180))
	for ring := range steps + 1 { // the nearest first
		for i := -ring; i <= ring; i++ {
			for k := -ring; k <= ring; k++ {
				if max(i, -i, k, -k) != ring {
					continue
				}
				lat := middle.Lat() + north*float64(i)/steps
				p, err := place.At(earth.LatLng(max(-89, min(lat, 89)), middle.Lng()+east*float64(k)/steps))
				if err != nil || seen[p.Name] {
					continue
				}
				seen[p.Name] = true
				x, y := m.position(p.Point)
				m.text(p.Name, x, y+5, "#3a4644", true)
			}
		}
	}
}

// text writes a text in the middle of which a point is, unless it would be
// over another or leave the map.
func (m *sketch) text(s string, x, y float64, color string, italic bool) {
	wide := textWidth(s)
	b := box{x - wide/2, y - 14, x + wide/2, y + 4}
	if b.left < 2 || b.top < 2 || b.right > mapSize-2 || b.bottom > mapSize-2 {
		return
	}
	for _, t := range m.taken {
		if b.left < t.right && t.left < b.right && b.top < t.bottom && t.top < b.bottom {
			return
		}
	}
	m.taken = append(m.taken, b)
	style := ""
	if italic {
		style = ` font-style="italic"`
	}
	fmt.Fprintf(m, `<text x="%.1f" y="%.1f" text-anchor="middle" fill="%s" stroke="#f4f6f5" stroke-width="4" paint-order="stroke"%s>%s</text>`,
		x, y, color, style, escape(s))
}

// textWidth returns about how wide a text is, in pixels, rather too much.
func textWidth(s string) float64 { return 8.4 * float64(len([]rune(s))) }

// escape returns a text for SVG.
func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a Buffer never fails
	return b.String()
}
