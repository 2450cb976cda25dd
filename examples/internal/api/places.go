package api

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/place"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// A nearAnswer is what is around a cell and online, and whom to ask.
type nearAnswer struct {
	Demo   bool   `json:"demo,omitzero"`
	Cell   string `json:"cell"`
	Metres int    `json:"blur_metres"` // how far from its middle somebody in the cell may be
	Around string `json:"around,omitzero"`
	County string `json:"county,omitzero"` // FIPS code
	State  string `json:"state,omitzero"`

	InPerson []hitView `json:"in_person"` // within the distance
	Nearest  []hitView `json:"nearest"`   // beyond it, if there are none within
	Later    []hitView `json:"later"`     // within it, after the hours asked for, if there are none before
	Unplaced []hitView `json:"unplaced"`  // of the county, not on the map
	Online   []hitView `json:"online"`    // or by telephone
	Onlines  int       `json:"onlines"`   // all of those

	MoreInPerson string `json:"more_in_person,omitzero"` // paths of the next pages
	MoreOnline   string `json:"more_online,omitzero"`

	Contacts contactsView `json:"contacts"`
	Crisis   crisisAnswer `json:"crisis"`
}

// near answers with what is around a cell.
func (s *server) near(w http.ResponseWriter, c *call) error {
	cell, err := earth.ParseCell(c.PathValue("cell"))
	if err != nil || cell.Level() < finder.Coarsest || cell.Level() > earth.PrivateLevel {
		return errNoCell
	}
	p := parameters{values: c.URL.Query()}
	q := p.query(c.now)
	if err := p.done(); err != nil {
		return err
	}
	return s.answerAround(w, c, cell, q, p.values)
}

// search answers with what is around a place that somebody typed. The place is
// in the body, so that it is in no address, history or log.
func (s *server) search(w http.ResponseWriter, c *call) error {
	values, err := c.body()
	if err != nil {
		return err
	}
	p := parameters{values: values}
	text := p.text("near", maxBody)
	if text == "" {
		p.fail("near", "a ZIP code, a city with its state, a county with its state, or the token of a cell")
	}
	q := p.query(c.now)
	if err := p.done(); err != nil {
		return err
	}
	cell, err := finder.FindCell(text)
	if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
		return chooseOne(ambiguous.Choices)
	}
	switch {
	case errors.Is(err, place.ErrTooLong):
		return errLongPlace
	case err != nil:
		return errNoPlace
	}
	values.Del("near")
	return s.answerAround(w, c, cell, q, values)
}

// mostChoices is how many places of one name an answer has.
const mostChoices = 60

// chooseOne is the problem of a name that several places have.
func chooseOne(places []place.Place) error {
	p := *errManyPlaces
	for _, one := range places[:min(len(places), mostChoices)] {
		p.Choices = append(p.Choices, choice{one.Name, one.County.Name, one.State, finder.CellOf(one.Point).String()})
	}
	return &p
}

// answerAround answers with what a query finds around a cell. The values are
// those that the query was made of, for the next pages.
func (s *server) answerAround(w http.ResponseWriter, c *call, cell earth.Cell, q directory.Query, values url.Values) error {
	middle, ask := finder.Around(c.Snapshot, cell)
	q.Near, q.County, q.State = cell.Center(), middle.County.FIPS, middle.State
	found, err := c.Snapshot.Search(c.Context(), q)
	if errors.Is(err, directory.ErrCursor) {
		return errParameter("page", "one that an answer of the last day has given")
	}
	if err != nil {
		return err
	}
	s.Metrics.Search(finder.AnswerKind(found))
	answer := nearAnswer{
		Demo: c.demo, Cell: cell.String(), Metres: int(cell.Radius().Metres()), County: middle.County.FIPS, State: middle.State,
		InPerson: c.hits(found.InPerson, q.Zone), Nearest: c.hits(found.Nearest, q.Zone), Later: c.hits(found.Later, q.Zone),
		Unplaced: c.hits(found.Unplaced, q.Zone), Online: c.hits(found.Remote, q.Zone), Onlines: found.Remotes,
		MoreInPerson: pageAround(cell, values, found.MoreInPerson), MoreOnline: pageAround(cell, values, found.MoreRemote),
		Contacts: viewContacts(ask), Crisis: c.crisis(middle.State, q.Language),
	}
	if middle.Name != "" {
		answer.Around = middle.Name + ", " + middle.State
	}
	if len(found.Remote) == 0 {
		answer.Online = c.hits(found.RemoteLater, q.Zone)
	}
	return c.private(w, answer)
}

// pageAround returns the path of a page around a cell, "" if there is none.
func pageAround(cell earth.Cell, values url.Values, page directory.Cursor) string {
	if page == "" {
		return ""
	}
	next := url.Values{}
	for name, list := range values {
		next[name] = list
	}
	next.Set("page", string(page))
	return "/api/v1/near/" + cell.String() + "?" + next.Encode()
}

// A countyAnswer is whom to ask in a county.
type countyAnswer struct {
	Demo     bool         `json:"demo,omitzero"`
	County   string       `json:"county"` // FIPS code
	Name     string       `json:"name"`
	State    string       `json:"state"`
	Contacts contactsView `json:"contacts"`
	Crisis   crisisAnswer `json:"crisis"`
}

// contacts answers with whom to ask in a county.
func (s *server) contacts(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	language := p.text("lang", maxValue)
	if err := p.done(); err != nil {
		return err
	}
	county, err := place.CountyByFIPS(c.PathValue("fips"))
	if err != nil {
		return errNoCounty
	}
	return c.private(w, countyAnswer{
		Demo: c.demo, County: county.FIPS, Name: county.Name, State: county.State,
		Contacts: viewContacts(c.Snapshot.Contacts(county.FIPS, county.State)), Crisis: c.crisis(county.State, language),
	})
}

// crisisLines answers with the crisis lines of the real day.
func (s *server) crisisLines(w http.ResponseWriter, c *call) error {
	p := parameters{values: c.URL.Query()}
	state, language := p.state("state"), p.text("lang", maxValue)
	if err := p.done(); err != nil {
		return err
	}
	return c.public(w, c.crisis(state, language))
}
