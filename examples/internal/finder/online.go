package finder

import (
	"net/http"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/place"
)

// An onlineView is the page of the groups that need no place.
type onlineView struct {
	Count    string
	Groups   fragment
	Further  bool   // this is a later page of the list
	More     string // address of the next page, "" if this is the last
	Calendar calendarView
	Filter   fragment
	Contacts contactsView
	AsOf     string
}

const mostOnPage = 50

// online answers with the online and telephone groups, by time.
func (s *server) online(w http.ResponseWriter, v *visit) error {
	f, err := parseFilter(v.URL.Query())
	if err != nil {
		return err
	}
	f.mode, f.miles, f.sort = "", usualMiles, "" // there is no place here
	v.self = "/online" + f.query()
	found, err := v.search(directory.Query{
		Now: v.now, StartsWithin: v.startsWithin(f, v.here), Limit: mostOnPage, Language: v.book.tag, Filter: f.forSearch(), Page: directory.Cursor(f.page),
	})
	if err != nil {
		return err
	}
	rows, err := v.rows(found.Remote)
	if err != nil {
		return err
	}
	contacts, err := v.contacts(found.Contacts, place.County{})
	if err != nil {
		return err
	}
	var form fragment // nobody would answer it in pages kept as files
	if v.kept == nil {
		if form, err = v.make("filter", v.filterForm(s.choices.get(v), f)); err != nil {
			return err
		}
	}
	more := ""
	if found.MoreRemote != "" {
		more = v.book.href("/online" + f.next(found.MoreRemote).query())
	}
	return s.render(w, v, http.StatusOK, "online", onlineView{
		Count: v.book.count("online", found.Remotes), Groups: rows,
		More: more, Further: f.page != "",
		Calendar: s.subscribe(v.calendar(besidePath("/online", calendarSuffix, false))),
		Filter:   form,
		Contacts: contacts,
		AsOf:     v.asOf(nil),
	})
}
