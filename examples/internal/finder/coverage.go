package finder

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/schedule"
)

// A coverageView is the page about who lives within reach of a group, in the
// country or in a state.
type coverageView struct {
	Wait  bool   // it is not measured yet
	State string // "" is the country
	Up    string // address of the page of the country

	Share, Range       string
	Within, Unreached  string
	Groups, Unplaced   string
	Drives             []driveLink
	Map, Chart, MapAlt string
	Gaps               []gapView
	Parts              []partView
	AsOf               string
	Start              string
}

// A driveLink leads to the page for another time at the wheel.
type driveLink struct {
	Text, URL string
	Chosen    bool
}

// A gapView is a town whose people are out of reach.
type gapView struct{ Name, People, Distance string }

// A partView is a line of the table of states or counties.
type partView struct{ Name, URL, Share, Unreached string }

const mostGaps = 10

// coverage answers with the share of people who live within reach.
func (s *server) coverage(w http.ResponseWriter, v *visit) error {
	state, i, err := v.coverageOf()
	if err != nil {
		return err
	}
	v.place, v.self = state.Code, coveragePath(state, i, "")
	view := coverageView{State: state.Name, Up: v.book.href("/coverage"), Start: v.book.href("/start-a-group")}
	for k, minutes := range drives {
		if v.kept != nil {
			break // pages for one of them are enough to carry around
		}
		view.Drives = append(view.Drives, driveLink{
			v.book.say("coverage.minutes", minutes), v.book.href(coveragePath(state, k, "")), k == i,
		})
	}
	m := s.Reach.get(v.Context(), v.Snapshot, schedule.DateOf(v.now), i)
	if m == nil && v.kept != nil {
		return errBusy
	}
	if m == nil {
		view.Wait = true
		return s.render(w, v, http.StatusOK, "coverage", view)
	}
	v.setCoverage(&view, m, state, i)
	return s.render(w, v, http.StatusOK, "coverage", view)
}

// coverageOf reads which state, if any, and which time at the wheel an address
// is about.
func (v *visit) coverageOf() (state place.State, drive int, err error) {
	if part := v.PathValue("part"); part != "" && part != wholeCountry {
		state, err = place.ParseState(part)
		if err != nil || state.Code != part {
			return place.State{}, 0, errNotFound
		}
	}
	text := v.URL.Query().Get("drive")
	if text == "" {
		return state, usualDrive, nil
	}
	drive = slices.IndexFunc(drives[:], func(n int) bool { return strconv.Itoa(n) == text })
	if drive < 0 {
		all := strings.Trim(fmt.Sprint(drives), "[]")
		return state, 0, &problem{http.StatusBadRequest, "problem.filter", []any{"drive", strings.ReplaceAll(all, " ", ", ")}}
	}
	return state, drive, nil
}

// wholeCountry is the part of an address that stands for all states.
const wholeCountry = "us"

// coveragePath returns the path of a page about a state, or the country if
// that is zero, or of a picture for it.
func coveragePath(state place.State, drive int, picture string) string {
	path := "/coverage"
	switch {
	case state.Code != "":
		path += "/" + state.Code
	case picture != "":
		path += "/" + wholeCountry
	}
	if picture != "" {
		path += "/" + picture
	}
	if drive != usualDrive {
		path += "?drive=" + strconv.Itoa(drives[drive])
	}
	return path
}

// setCoverage fills in what was measured.
func (v *visit) setCoverage(view *coverageView, m *reached, state place.State, drive int) {
	usual, least, most := m.usual.of(state), m.least.of(state), m.most.of(state)
	if state.Code == "" {
		view.Chart = v.book.href(coveragePath(state, drive, "chart"))
	}
	b := v.book
	view.Share, view.Range = b.share(usual), b.say("coverage.range", b.share(least), b.share(most))
	view.Within = b.say("coverage.within", drives[drive])
	view.Unreached = b.say("coverage.unreached", b.people(usual.Unreached()), b.people(usual.People))
	view.Groups = b.count("coverage.groups", m.sites)
	if n := m.measured.Unplaced(); n > 0 {
		view.Unplaced = b.count("coverage.unplaced", n)
	}
	view.Map = b.href(coveragePath(state, drive, "map"))
	view.MapAlt = b.say("coverage.map", view.Share)
	view.AsOf = b.say("coverage.as-of", b.date(m.day))
	view.Parts = v.parts(m, state, drive)
	if state.Code != "" {
		view.Gaps = v.gaps(m, state)
	}
}

// parts returns the states in which the directory has organizations, or the
// counties of a state.
func (v *visit) parts(m *reached, state place.State, drive int) (parts []partView) {
	groups := m.counties
	known := set{}
	if state.Code == "" {
		groups = m.usual.states
		for o := range v.Snapshot.Organizations() {
			known.add(o.State)
		}
	}
	for _, g := range groups {
		part := partView{Name: g.Name, Share: v.book.share(g.Summary), Unreached: v.book.people(g.Unreached())}
		switch {
		case state.Code != "" && strings.HasPrefix(g.Key, state.FIPS):
			part.Name = strings.TrimSuffix(g.Name, ", "+state.Code)
		case state.Code == "":
			s, err := place.ParseState(g.Name)
			if err != nil || !known[s.Code] {
				continue
			}
			part.URL = v.book.href(coveragePath(s, drive, ""))
		default:
			continue
		}
		parts = append(parts, part)
	}
	return parts
}

// gaps returns the towns of a state with most people out of reach.
func (v *visit) gaps(m *reached, state place.State) (views []gapView) {
	for _, g := range m.gaps() {
		if !strings.HasPrefix(g.County, state.FIPS) {
			continue
		}
		view := gapView{Name: g.Name, People: v.book.people(g.People)}
		if g.Distance < earth.Farthest {
			view.Distance = v.book.count("filter.miles", int(g.Distance.Miles()+0.5))
		}
		if views = append(views, view); len(views) == mostGaps {
			break
		}
	}
	return views
}

// coverageMap answers with a map of who is within reach.
func (s *server) coverageMap(w http.ResponseWriter, v *visit) error {
	return s.coveragePicture(w, v, "map", func(m *reached, b *bytes.Buffer, state place.State) error {
		return m.measured.WriteMap(b, coverage.MapOptions{Area: state.FIPS, Language: v.book.tag})
	})
}

// coverageChart answers with a chart of the shares within each distance.
func (s *server) coverageChart(w http.ResponseWriter, v *visit) error {
	return s.coveragePicture(w, v, "chart", func(m *reached, b *bytes.Buffer, _ place.State) error {
		return m.measured.WriteChart(b, coverage.ChartOptions{Language: v.book.tag})
	})
}

// coveragePicture answers with a picture, drawn the first time that it is
// asked for.
func (s *server) coveragePicture(w http.ResponseWriter, v *visit, kind string, draw func(*reached, *bytes.Buffer, place.State) error) error {
	state, i, err := v.coverageOf()
	if err != nil {
		return err
	}
	m := s.Reach.get(v.Context(), v.Snapshot, schedule.DateOf(v.now), i)
	if m == nil {
		return errBusy
	}
	name := kind + state.Code + v.book.tag
	picture, err := m.picture(name, func(b *bytes.Buffer) error { return draw(m, b, state) })
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write(picture) // a client that has gone needs no answer
	return nil
}
