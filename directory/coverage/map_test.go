package coverage_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
)

// A drawing is an SVG document that was read back.
type drawing struct {
	text          []byte
	width, height float64
	title, desc   string
	badges        [][3]float64 // x, y, radius
	marks         [][3]float64
	lines         []drawnText
	refs          []string // what it refers to
}

type drawnText struct {
	s          string
	x, y, size float64
	bold       bool
	anchor     string
}

func draw(t testing.TB, write func(io.Writer) error) drawing {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	d := drawing{text: b.Bytes()}
	dec := xml.NewDecoder(bytes.NewReader(b.Bytes()))
	var group, inside string // fill of the group, name of the element
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return d
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			a := map[string]string{}
			for _, attr := range e.Attr {
				a[attr.Name.Local] = attr.Value
				if strings.Contains(attr.Value, "NaN") || strings.Contains(attr.Value, "Inf") {
					t.Fatalf("%s has %s=%q", e.Name.Local, attr.Name.Local, attr.Value)
				}
			}
			inside = e.Name.Local
			d.take(inside, a, &group)
		case xml.EndElement:
			inside = ""
		case xml.CharData:
			switch s := string(e); inside {
			case "title":
				d.title = s
			case "desc":
				d.desc = s
			case "text":
				d.lines[len(d.lines)-1].s += s
			}
		}
	}
}

func (d *drawing) take(element string, a map[string]string, group *string) {
	number := func(name string) float64 { v, _ := strconv.ParseFloat(a[name], 64); return v }
	switch element {
	case "svg":
		d.width, d.height = number("width"), number("height")
	case "g":
		*group = a["fill"]
	case "circle":
		at := [3]float64{number("cx"), number("cy"), number("r")}
		if a["class"] == "suggestion" {
			d.badges = append(d.badges, at)
		} else if *group == "#9ecae1" && a["stroke"] == "" && a["fill"] == "" {
			d.marks = append(d.marks, at)
		}
	case "text":
		size := 14.0
		if a["font-size"] != "" {
			size = number("font-size")
		}
		d.lines = append(d.lines, drawnText{"", number("x"), number("y"), size, a["font-weight"] == "bold", a["text-anchor"]})
	}
	if href := a["href"]; href != "" {
		d.refs = append(d.refs, href)
	}
}

// tooWide returns lines that run out of the picture or into the next column, by the width of
// letters in the fonts that browsers take.
func (d *drawing) tooWide() (list []string) {
	for _, l := range d.lines {
		width := 0.5 * l.size * float64(utf8.RuneCountInString(l.s))
		if l.bold {
			width *= 1.05
		}
		left, right := l.x, l.x+width
		switch l.anchor {
		case "middle":
			left, right = l.x-width/2, l.x+width/2
		case "end":
			left, right = l.x-width, l.x
		}
		limit := d.width
		if l.x >= 40 && l.x < 300 && strings.Contains(l.s, ": ") && l.size == 14 {
			limit = 404 // the second column
		}
		if left < 0 || right > limit || l.y > d.height {
			list = append(list, fmt.Sprintf("%q from %.0f to %.0f", l.s, left, right))
		}
	}
	return list
}

func drawMap(t testing.TB, c *coverage.Coverage, opt coverage.MapOptions) drawing {
	t.Helper()
	return draw(t, func(w io.Writer) error { return c.WriteMap(w, opt) })
}

func TestMapOfEveryState(t *testing.T) {
	sites := scattered(coverage.Tracts(), 1500, 11)
	codes := []string{"", "06037", "02016", "02063", "15003", "36061", "48301", "22071", "51510", "24033"}
	for s := range place.States() {
		codes = append(codes, s.FIPS)
	}
	for i, code := range codes {
		p := coverage.Tracts()
		if code != "" {
			p = p.In(code)
		}
		language := []string{"en", "es-US"}[i%2]
		c := measure(t, p, sites, coverage.Straight(earth.Distance(3+i%9)*earth.Mile))
		plan := suggest(t, c, 25, coverage.SuggestOptions{Candidates: scattered(p, 25, 5)})
		d := drawMap(t, c, coverage.MapOptions{Area: code, Plan: plan, Language: language})
		if got, want := len(d.badges), len(plan.Suggestions); got != want {
			t.Errorf("%q: %d suggestions on the map, want %d", code, got, want)
		}
		for k, a := range d.badges {
			for _, b := range d.badges[:k] {
				if math.Hypot(a[0]-b[0], a[1]-b[1]) < a[2]+b[2] {
					t.Errorf("%q: numbers overlap at %v and %v", code, a, b)
				}
			}
			if a[0] < 20 || a[0] > 780 || a[1] < 92 || a[1] > d.height {
				t.Errorf("%q: a number at %v is outside the frame", code, a)
			}
		}
		seen := map[[2]float64]bool{}
		for _, m := range d.marks {
			if at := [2]float64{m[0], m[1]}; seen[at] || m[2] <= 0 || m[2] > 7 {
				t.Errorf("%q: marks overlap at %v", code, m)
			} else {
				seen[at] = true
			}
		}
		if wide := d.tooWide(); len(wide) > 0 {
			t.Errorf("%q: no room for %v", code, wide)
		}
		if len(d.text) > 400_000 || d.width != 800 || d.height < 300 || d.height > 1250 {
			t.Errorf("%q: %d bytes, %v by %v", code, len(d.text), d.width, d.height)
		}
	}
}

// florida is a coverage with all that a map can show, and a plan.
func florida(t *testing.T) (*coverage.Coverage, *coverage.Plan) {
	p := coverage.Tracts().In("12")
	sites := append(scattered(p, 30, 1), coverage.Site{ID: "lost"})
	c := measure(t, p, sites, coverage.Drive(25*time.Minute))
	plan := suggest(t, c, 3, coverage.SuggestOptions{Candidates: []coverage.Site{
		{ID: "a", Name: `Rock & <Roll> "Hall"`, Point: earth.LatLng(30.44, -84.28)},
		{ID: "b", Point: earth.LatLng(27.34, -82.53)},
	}})
	return c, plan
}

func TestMapSaysWhatItShows(t *testing.T) {
	c, plan := florida(t)
	d := drawMap(t, c, coverage.MapOptions{Area: "12", Plan: plan})
	t.Run("D5 its title and description are the map in words", func(t *testing.T) {
		share := fmt.Sprintf("Florida: %.1f %% of people have a group within 25 minutes by car", 100*c.Summary().Share())
		if d.title != share {
			t.Errorf("title %q, want %q", d.title, share)
		}
		for _, want := range []string{"21,538,187 people in the 2020 census", "Most people out of reach: " + c.Gaps(1)[0].Name, "Out of reach: ", `Rock & <Roll> "Hall"`, "1. ", "2. "} {
			if !strings.Contains(d.desc, want) {
				t.Errorf("description %q, want %q in it", d.desc, want)
			}
		}
	})
	t.Run("it says what is uncertain", func(t *testing.T) {
		for _, want := range []string{"Ways by road are estimated", "Groups without a place on the map, not counted: 1.", "of the best that as many new groups could do", "US Census Bureau"} {
			if !bytes.Contains(d.text, []byte(want)) {
				t.Errorf("no %q on the map", want)
			}
		}
	})
}

func TestMapAsDocument(t *testing.T) {
	c, plan := florida(t)
	d := drawMap(t, c, coverage.MapOptions{Area: "12", Plan: plan})
	t.Run("it needs nothing from elsewhere and does nothing", func(t *testing.T) {
		for _, ref := range d.refs {
			if !strings.HasPrefix(ref, "#") {
				t.Errorf("it refers to %q", ref)
			}
		}
		text := strings.Replace(string(d.text), `xmlns="http://www.w3.org/2000/svg"`, "", 1)
		for _, no := range []string{"http", "<script", "<style", "<image", "javascript:", "onload"} {
			if strings.Contains(text, no) {
				t.Errorf("it contains %q", no)
			}
		}
	})
	t.Run("equal input gives equal bytes", func(t *testing.T) {
		again := drawMap(t, c, coverage.MapOptions{Area: "12", Plan: plan})
		if !bytes.Equal(d.text, again.text) {
			t.Error("two maps differ")
		}
	})
	t.Run("in Spanish no English is left", func(t *testing.T) {
		es := drawMap(t, c, coverage.MapOptions{Area: "12", Plan: plan, Language: "es"})
		for _, l := range es.lines {
			if strings.Contains(l.s, "people") || strings.Contains(l.s, "group ") || strings.Contains(l.s, "reach") {
				t.Errorf("%q", l.s)
			}
		}
		if !strings.HasPrefix(es.title, "Florida: el ") {
			t.Errorf("title %q", es.title)
		}
	})
	t.Run("an area without an outline", func(t *testing.T) {
		for _, code := range []string{"72", "99", "FL", "12999", "1"} {
			if err := c.WriteMap(io.Discard, coverage.MapOptions{Area: code}); !errors.Is(err, coverage.ErrNoMap) {
				t.Errorf("%q: %v, want ErrNoMap", code, err)
			}
		}
	})
	t.Run("an error of the writer comes back", func(t *testing.T) {
		if err := c.WriteMap(full{}, coverage.MapOptions{Area: "12"}); !errors.Is(err, errFull) {
			t.Errorf("error %v, want %v", err, errFull)
		}
	})
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestMapHidesFew(t *testing.T) {
	for people, want := range map[int64]string{4: "Out of reach: fewer than 5 people.", 5: "Out of reach: 5 people.", 0: "Out of reach: 0 people."} {
		t.Run(fmt.Sprintf("V14 %d people", people), func(t *testing.T) {
			p := population(t, []coverage.Area{
				{ID: "12019", Point: earth.LatLng(30.1, -81.7), People: 100}, {ID: "12019", Point: earth.LatLng(29.8, -82), People: people},
			})
			c := measure(t, p, []coverage.Site{{ID: "a", Point: earth.LatLng(30.1, -81.7)}}, coverage.Straight(earth.Mile))
			d := drawMap(t, c, coverage.MapOptions{Area: "12019"})
			if !bytes.Contains(d.text, []byte(">"+want+"<")) || !strings.Contains(d.desc, strings.TrimSuffix(want, ".")) {
				t.Errorf("no %q in %q", want, d.desc)
			}
		})
	}
}

// TestColors proves that pictures can be read in print and by people who see few colors.
func TestColors(t *testing.T) {
	p := coverage.Tracts().In("44")
	c := measure(t, p, scattered(p, 2, 1), coverage.Straight(3*earth.Mile))
	d := drawMap(t, c, coverage.MapOptions{Area: "44", Plan: suggest(t, c, 2, coverage.SuggestOptions{})})
	const paper, ink, tint, light, rim, dark = "#ffffff", "#1a1a1a", "#dcebf7", "#9ecae1", "#1f5f99", "#9c2a00"
	for _, tt := range []struct {
		name, a, b string
		least      float64
	}{
		{"text on paper", ink, paper, 7},
		{"small print on paper", "#4a4a48", paper, 7},
		{"people out of reach on paper", dark, paper, 4.5},
		{"people out of reach on land within reach", dark, tint, 4.5},
		{"the rim of people within reach on land within reach", rim, tint, 4.5},
		{"people out of reach beside people within reach, also in gray", dark, light, 4},
		{"land within reach beside other land", tint, paper, 1.15},
	} {
		if !bytes.Contains(d.text, []byte(tt.a)) || !bytes.Contains(d.text, []byte(tt.b)) {
			t.Errorf("%s: the map does not use %s and %s", tt.name, tt.a, tt.b)
		}
		if got := contrast(t, tt.a, tt.b); got < tt.least {
			t.Errorf("%s: contrast %.2f, want %v", tt.name, got, tt.least)
		}
	}
}

// contrast returns the ratio that the accessibility guidelines of the W3C define.
func contrast(t *testing.T, a, b string) float64 {
	luminance := func(color string) float64 {
		n, err := strconv.ParseUint(color[1:], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			v := float64(n>>(16-8*i)&255) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += weight * v
		}
		return sum + 0.05
	}
	x, y := luminance(a), luminance(b)
	return max(x, y) / min(x, y)
}
