package finder

import (
	"net/http"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/place"
)

// An onlineView is the page of the groups that need no place.
type onlineView struct {
	Count    string
	Groups   []groupView
	More     bool // there are more than are shown
	Filter   filterView
	Contacts contactsView
	AsOf     string
}

const mostOnPage = 100

// online answers with the online and telephone groups, by time.
func (s *server) online(w http.ResponseWriter, v *visit) error {
	f, err := parseFilter(v.URL.Query())
	if err != nil {
		return err
	}
	f.mode, f.miles = "", usualMiles // there is no place here
	v.self = "/online" + f.query()
	found, err := v.Snapshot.Search(v.Context(), directory.Query{
		Now: v.now, Limit: mostOnPage, Language: v.book.tag, Filter: f.forSearch(),
	})
	if err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, "online", onlineView{
		Count: v.book.count("online", found.Remotes), Groups: v.groups(found.Remote),
		More:     found.Remotes > len(found.Remote),
		Filter:   v.filterForm(s.choices.get(v.Snapshot), "/online", f),
		Contacts: v.contacts(found.Contacts, place.County{}),
		AsOf:     v.asOf(zoneOf(found)),
	})
}
