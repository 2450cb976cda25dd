package finder

import (
	"net/http"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
)

// A nearView is the page of results around a place.
type nearView struct {
	Around string // the town in the middle, "" if there is none
	County string
	Error  string // how far off the distances may be

	InPerson bool // whether to show the lists of those
	Remote   bool
	Count    string // how many are near, in words
	Near     []groupView
	Nearest  []groupView // beyond the distance, where none is within
	Unplaced []groupView
	More     bool // there are more near than are shown

	Online    []groupView
	Onlines   string // how many there are, in words
	OnlineURL string

	Filter   filterView
	Contacts contactsView
	Search   searchView
	AsOf     string
}

// How many groups a page of results shows.
const (
	mostNear    = 30
	mostNearest = 5
	mostOnline  = 5
)

// near answers with the groups around a cell.
func (s *server) near(w http.ResponseWriter, v *visit) error {
	c, err := earth.ParseCell(v.PathValue("cell"))
	if err != nil || c.Level() < coarsest {
		return errNoCell
	}
	f, err := parseFilter(v.URL.Query())
	if err != nil {
		return err
	}
	if c.Level() > earth.PrivateLevel { // finer than we want to know
		http.Redirect(w, v.Request, v.book.href(nearPath(c.Parent(earth.PrivateLevel))+f.query()), http.StatusSeeOther)
		return nil
	}
	a := areaOf(c)
	v.place, v.self, v.hide = a.middle.State, nearPath(c)+f.query(), true
	page, err := v.nearPage(s.choices.get(v.Snapshot), a, f)
	if err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, "near", page)
}

func nearPath(c earth.Cell) string { return "/near/" + c.String() }

func (v *visit) nearPage(c *choices, a area, f filter) (nearView, error) {
	found, err := v.Snapshot.Search(v.Context(), directory.Query{
		Near: a.cell.Center(), Within: f.within(), County: a.middle.County.FIPS, State: a.middle.State,
		Now: v.now, Limit: mostNear + 1, Language: v.book.tag, Filter: f.forSearch(),
	})
	if err != nil {
		return nearView{}, err
	}
	view := nearView{
		County: a.middle.County.String(), Error: v.book.say("near.error", v.book.upTo(a.cell.Radius())),
		InPerson: f.inPerson(), Remote: f.remote(), Count: v.countNear(found, f),
		Filter:   v.filterForm(c, nearPath(a.cell), f),
		Contacts: v.contacts(a.contacts(v.Snapshot), a.middle.County),
		Search:   v.searchForm(), AsOf: v.asOf(zoneOf(found)),
	}
	if a.middle.Name != "" {
		view.Around = a.middle.Name + ", " + a.middle.State
	}
	v.placeFields(&view.Filter, f)
	if view.InPerson {
		view.More = len(found.InPerson) > mostNear
		view.Near = v.groups(first(found.InPerson, mostNear))
		view.Nearest = v.groups(first(found.Nearest, mostNearest))
		view.Unplaced = v.groups(first(found.Unplaced, mostNear))
	}
	if view.Remote {
		f.mode, f.miles = "", usualMiles
		view.Online = v.groups(first(found.Remote, mostOnline))
		view.Onlines = v.book.count("online", found.Remotes)
		if found.Remotes > len(view.Online) {
			view.OnlineURL = v.book.href("/online" + f.query())
		}
	}
	return view, nil
}

// countNear says how many groups are near and how near that is.
func (v *visit) countNear(found directory.Results, f filter) string {
	n := len(found.InPerson)
	switch {
	case n > mostNear:
		return v.book.say("near.many", mostNear)
	case f.miles == 0:
		return v.book.count("near.any", n)
	case n == 0:
		return v.book.count("near.none-within", f.miles)
	}
	return v.book.say("near.within", v.book.count("groups", n), v.book.count("filter.miles", f.miles))
}

func first(hits []directory.Hit, n int) []directory.Hit { return hits[:min(n, len(hits))] }

// zoneOf returns the zone of the first group that was found, "" if none was.
func zoneOf(r directory.Results) string {
	for _, hits := range [][]directory.Hit{r.InPerson, r.Nearest, r.Remote} {
		if len(hits) > 0 {
			return hits[0].Listing.Zone
		}
	}
	return ""
}
