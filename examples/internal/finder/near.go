package finder

import (
	"errors"
	"net/http"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
)

// A nearView is the page of results around a place.
type nearView struct {
	Around string // the town in the middle, "" if there is none
	County string
	Error  string // how far off the distances may be

	nearShape
	TodayURL string
	Count    string    // how many are near, in words
	Near     *itemList // nil if there are none, as those below
	Later    *itemList // after today or this week, where nothing is left of it
	Nearest  *itemList // beyond the distance, where none is within
	Unplaced *itemList
	More     string // address of the next page, "" if this is the last
	Map      string // address of the picture, "" if there is nothing to show on it

	Online    *itemList
	Onlines   string // how many there are, in words
	OnlineURL string

	Filter   fragment
	Contacts contactsView
	Search   fragment
	AsOf     string
}

// A nearShape is what decides which parts a page of results has, besides what
// there is to show.
type nearShape struct {
	Today    bool // only what can still be reached today is shown
	InPerson bool // whether to show the lists of those
	Remote   bool
	Further  bool // this is a later page of the list
}

func (p *nearView) holes() []hole {
	return []hole{
		textHole{&p.Around}, textHole{&p.County}, textHole{&p.Error}, textHole{&p.TodayURL}, textHole{&p.Count},
		listHole{&p.Near}, listHole{&p.Later}, listHole{&p.Nearest}, listHole{&p.Unplaced}, textHole{&p.More}, textHole{&p.Map},
		listHole{&p.Online}, textHole{&p.Onlines}, textHole{&p.OnlineURL}, partHole{&p.Filter},
		textHole{&p.Contacts.Answer}, partHole{&p.Contacts.Levels}, partHole{&p.Search}, textHole{&p.AsOf},
	}
}

func (p *nearView) blank() (pierced, any) { return &nearView{nearShape: p.nearShape}, p.nearShape }

// How many groups a page of results shows.
const (
	mostNear    = 30
	mostNearest = 5
	mostOnline  = 5
)

// near answers with the groups around a cell.
func (s *server) near(w http.ResponseWriter, v *visit) error {
	a, f, err := v.around()
	if err != nil {
		return err
	}
	if finest := a.cell.Parent(earth.PrivateLevel); a.cell.Level() > earth.PrivateLevel { // finer than we want to know
		http.Redirect(w, v.Request, v.book.href(nearPath(finest)+f.query()), http.StatusSeeOther)
		return nil
	}
	page, err := v.nearPage(s.choices.get(v), a, f)
	if err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, "near", page)
}

// around reads the cell and the filter of an address, and tells the page what
// it is about.
func (v *visit) around() (area, filter, error) {
	c, err := earth.ParseCell(v.PathValue("cell"))
	if err != nil || c.Level() < coarsest {
		return area{}, filter{}, errNoCell
	}
	f, err := parseFilter(v.URL.Query())
	if err != nil {
		return area{}, filter{}, err
	}
	a := areaOf(c)
	v.place, v.self, v.hide = a.middle.State, nearPath(c)+f.query(), true
	return a, f, nil
}

func nearPath(c earth.Cell) string { return "/near/" + c.String() }

// searchAround asks for what is around an area.
func (v *visit) searchAround(a area, contacts directory.Contacts, f filter) (directory.Results, error) {
	q := directory.Query{
		Near: a.cell.Center(), Within: f.within(), County: a.middle.County.FIPS, State: a.middle.State,
		Now: v.now, StartsWithin: v.startsWithin(f, v.zoneOf(contacts)), Limit: mostNear,
		Language: v.book.tag, Filter: f.forSearch(), Page: directory.Cursor(f.page),
	}
	if f.sort == "time" {
		q.Order = directory.ByStart
	}
	if f.when == "today" {
		q.Drive = driveTime
	}
	return v.search(q)
}

// search asks for what answers a query.
func (v *visit) search(q directory.Query) (directory.Results, error) {
	found, err := v.Snapshot.Search(v.Context(), q)
	if errors.Is(err, directory.ErrCursor) {
		err = errOldPage
	}
	return found, err
}

// zoneOf returns the zone of the nearest organization that has one.
func (v *visit) zoneOf(c directory.Contacts) *time.Location {
	for _, o := range c.All() {
		if loc := v.zones.get(o.Zone); loc != nil {
			return loc
		}
	}
	return v.here
}

func (v *visit) nearPage(c *choices, a area, f filter) (*nearView, error) {
	contacts := a.contacts(v.Snapshot)
	found, err := v.searchAround(a, contacts, f)
	if err != nil {
		return nil, err
	}
	v.metrics.Search(AnswerKind(found))
	view := &nearView{
		County: a.middle.County.String(), Error: v.book.say("near.error", v.book.upTo(a.cell.Radius())),
		nearShape: nearShape{Today: f.when == "today", InPerson: f.inPerson(), Remote: f.remote() && f.page == "", Further: f.page != ""},
		Count:     v.countNear(found, f), AsOf: v.asOf(v.zoneOf(contacts)),
	}
	if view.Search, err = v.part("search", "search", func() any { return v.searchForm() }); err != nil {
		return nil, err
	}
	if a.middle.Name != "" {
		view.Around = a.middle.Name + ", " + a.middle.State
	}
	if view.Contacts, err = v.contacts(contacts, a.middle.County); err != nil {
		return nil, err
	}
	if view.Filter, err = v.nearFilter(c, f); err != nil {
		return nil, err
	}
	if err := v.setInPerson(view, a, f, found); err != nil {
		return nil, err
	}
	return view, v.setRemote(view, f, found)
}

// nearFilter returns the form that narrows the list around a place.
func (v *visit) nearFilter(c *choices, f filter) (fragment, error) {
	form := func() any {
		view := v.filterForm(c, f)
		v.placeFields(&view, f)
		return view
	}
	if f == (filter{miles: usualMiles}) {
		return v.part("filter", "filter", form)
	}
	return v.make("filter", form())
}

// setInPerson fills in the lists of groups in person.
func (v *visit) setInPerson(view *nearView, a area, f filter, found directory.Results) (err error) {
	if !view.InPerson {
		return nil
	}
	off := a.cell.Radius()
	near := found.InPerson
	if found.MoreInPerson != "" {
		view.More = v.book.href(nearPath(a.cell) + f.next(found.MoreInPerson).query())
	}
	if len(near) > 0 {
		view.Map = v.book.href(nearPath(a.cell) + "/map" + f.query())
	}
	if view.Near, err = v.rowsAround(near, off, view.Today); err != nil {
		return err
	}
	if view.Nearest, err = v.rowsAround(first(found.Nearest, mostNearest), off, view.Today); err != nil {
		return err
	}
	if view.Unplaced, err = v.list(first(found.Unplaced, mostNear), anyWay); err != nil {
		return err
	}
	if !view.Today {
		today := f.next("")
		today.when = "today"
		view.TodayURL = v.book.href(nearPath(a.cell) + today.query())
	}
	view.Later, err = v.rowsAround(first(found.Later, mostNearest), off, false)
	return err
}

// setRemote fills in the list of groups that need no place.
func (v *visit) setRemote(view *nearView, f filter, found directory.Results) (err error) {
	if !view.Remote {
		return nil
	}
	view.Onlines = v.book.count("online", found.Remotes)
	view.Online, err = v.list(first(found.Remote, mostOnline), anyWay)
	if found.Remotes > mostOnline {
		f.mode, f.miles = "", usualMiles
		view.OnlineURL = v.book.href("/online" + f.query())
	}
	return err
}

// countNear says how many groups are near and how near that is.
func (v *visit) countNear(found directory.Results, f filter) string {
	n := len(found.InPerson)
	switch {
	case f.page != "":
		return v.book.say("near.further")
	case f.when == "today" && n == 0:
		return v.book.say("near.none-today")
	case found.MoreInPerson != "":
		return v.book.say("near.many", mostNear)
	case f.miles == 0:
		return v.book.count("near.any", n)
	case n == 0:
		return v.book.count("near.none-within", f.miles)
	}
	return v.book.say("near.within", v.book.count("groups", n), v.book.count("filter.miles", f.miles))
}

func first(hits []directory.Hit, n int) []directory.Hit { return hits[:min(n, len(hits))] }
