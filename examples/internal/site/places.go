package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// searched is how far from a group a place may be that can be searched for, and
// how far around a place the browser looks.
const searched = 60

// A gazetteer is what a browser knows of places. Coordinates are hundredths of
// a degree, some half a mile.
type gazetteer struct {
	Miles  int               `json:"miles"`
	ZIPs   string            `json:"zips"`   // "32073 3016 -8171;32003 …"
	Towns  string            `json:"towns"`  // "Orange Park|FL|3016|-8171;…"
	States map[string]string `json:"states"` // names, by letters
}

// places returns the script with the ZIP codes and towns from which some group
// can be reached.
func places(s *directory.Snapshot) ([]byte, error) {
	var groups []earth.Point
	towns := map[string]earth.Point{} // "Orange Park|FL"
	for l := range s.Listings("") {
		at, _ := finder.PointOf(l)
		if at.IsZero() {
			continue
		}
		groups = append(groups, at)
		if a := l.Place.Address; a.City != "" && !strings.ContainsAny(a.City+a.State, "|;") {
			towns[a.City+"|"+a.State] = at
		}
	}
	near, err := earth.NewIndex(groups, earth.IndexOptions{})
	if err != nil {
		return nil, err
	}
	var zips []string
	for n := range 100_000 {
		p, err := place.Lookup(fmt.Sprintf("%05d", n))
		if err != nil || len(near.Nearest(nil, p.Point, 1, searched*earth.Mile, earth.Filter{})) == 0 {
			continue
		}
		zips = append(zips, p.ZIP+" "+hundredths(p.Point, " "))
		towns[p.Name+"|"+p.State] = townOf(p)
	}
	g := gazetteer{Miles: searched, ZIPs: strings.Join(zips, ";"), States: map[string]string{}}
	g.Towns = strings.Join(lines(towns, g.States), ";")
	text, err := json.Marshal(g)
	return bytes.Join([][]byte{[]byte("var withinReachPlaces = "), text, []byte(";\n")}, nil), err
}

// lines returns the towns in order, and fills in the names of their states.
func lines(towns map[string]earth.Point, states map[string]string) (list []string) {
	for _, town := range slices.Sorted(maps.Keys(towns)) {
		list = append(list, town+"|"+hundredths(towns[town], "|"))
		_, code, _ := strings.Cut(town, "|")
		if state, err := place.ParseState(code); err == nil {
			states[code] = state.Name
		}
	}
	return list
}

// townOf returns the middle of the town of a ZIP code.
func townOf(zip place.Place) earth.Point {
	found, err := place.Lookup(zip.Name + ", " + zip.State)
	if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
		return ambiguous.Choices[0].Point
	}
	if err != nil {
		return zip.Point
	}
	return found.Point
}

func hundredths(p earth.Point, separator string) string {
	return fmt.Sprintf("%.0f%s%.0f", math.Round(p.Lat()*100), separator, math.Round(p.Lng()*100))
}
