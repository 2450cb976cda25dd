package finder

import (
	"bytes"
	"encoding/json"
	"math"
	"net/http"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/program"
)

// A shippedList is what a browser searches by itself.
type shippedList struct {
	Words  map[string]string `json:"words"`
	Groups []shippedGroup    `json:"groups"`
}

// A shippedGroup is an offering at a place.
type shippedGroup struct {
	Name    string        `json:"name"`
	Lang    string        `json:"lang,omitempty"` // of the name, where it is not that of the page
	File    string        `json:"file"`
	Where   string        `json:"where"`
	Point   [2]float64    `json:"point"`           // to a hundredth of a degree
	Rough   bool          `json:"rough,omitempty"` // the point is that of the town or area
	Mode    string        `json:"mode,omitempty"`  // where people can also take part from anywhere
	Dates   []shippedDate `json:"dates,omitempty"`
	Usually []string      `json:"when,omitempty"` // its rule in words, or that it has none
}

// A shippedDate is a date on which an offering meets.
type shippedDate struct {
	At  time.Time `json:"at"`
	Say string    `json:"say"`
	Ask string    `json:"ask,omitempty"` // to call first
}

// shippedWords are what the search in the browser says.
var shippedWords = []string{
	"found.heading", "found.here", "found.one", "found.other", "found.none", "found.unknown", "found.which",
	"found.mile", "found.miles", "found.rough", "found.past", "found.more",
}

// list answers with the script that brings the list of what meets at a place.
// It is a script since a page in a folder can load that and no other data.
func (s *server) list(w http.ResponseWriter, v *visit) error {
	list := shippedList{Words: map[string]string{}, Groups: []shippedGroup{}}
	for _, key := range shippedWords {
		list.Words[key[len("found."):]] = v.book.say(key)
	}
	for l := range v.Snapshot.Listings("") {
		if point, rough := PointOf(l); l.Status == directory.Active && !point.IsZero() && !v.isOver(l) {
			list.Groups = append(list.Groups, v.shipped(l, point, rough))
		}
	}
	text, err := json.Marshal(list)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", assetTypes[".js"])
	_, _ = w.Write(bytes.Join([][]byte{[]byte("var withinReachList = "), text, []byte(";\n")}, nil)) // a client that has gone needs no answer
	return nil
}

// PointOf returns about where an offering meets, as far as the public knows: its
// point, or else that of its ZIP code or town, which is rough. The zero Point
// is that of one without a place, or whose place nobody knows.
func PointOf(l directory.Listing) (at earth.Point, rough bool) {
	if l.Place == nil {
		return earth.Point{}, false
	}
	if p := l.Place.Point; !p.IsZero() {
		return p, l.Place.Approximate
	}
	a := l.Place.Address
	for _, text := range []string{a.ZIP, joined(", ", a.City, a.State)} {
		if found, err := place.Lookup(text); err == nil && text != "" {
			return found.Point, true
		}
	}
	return earth.Point{}, false
}

// shipped returns what a browser needs to know of an offering.
func (v *visit) shipped(l directory.Listing, at earth.Point, rough bool) shippedGroup {
	line := v.line(l)
	g := shippedGroup{
		Name: line.Name.Text, Lang: line.Name.Lang, File: v.kept.File(line.URL), Where: line.Where.Text,
		Point: [2]float64{hundredths(at.Lat()), hundredths(at.Lng())}, Rough: rough, Usually: append(v.usually(l), line.When...),
	}
	if l.Mode == program.ModeHybrid {
		g.Mode = v.modeOf(l.Mode).Text
	}
	for _, d := range v.dates(l, datesInList).Dates {
		at, err := time.Parse(time.RFC3339, d.Machine)
		if d.Class == "off" || err != nil {
			continue
		}
		date := shippedDate{At: at, Say: d.Day + ", " + d.Hours}
		if d.Class == "ask" {
			date.Ask = d.Status
		}
		g.Dates = append(g.Dates, date)
	}
	return g
}

func hundredths(degrees float64) float64 { return math.Round(degrees*100) / 100 }
