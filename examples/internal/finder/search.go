package finder

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/place"
)

// A searchView is the form in which people say where they are.
type searchView struct {
	Action string
	Near   string // address of the pages around a cell, with "CELL" in the place of one
	Try    string // an example that the demo knows, "" if there is none
	indexView
	Root, List string // addresses of the site and of what the browser searches by itself, "" on a server
}

func (v *visit) searchForm() searchView {
	view := searchView{Action: v.book.href("/search"), Near: v.book.href("/near/CELL")}
	view.indexView = v.indexes()
	if v.demo {
		view.Try = "32073"
	}
	if v.kept != nil {
		view.Root, view.List = "/", v.book.href("/list.js")
	}
	return view
}

// A chooseView is the page that asks which of several places is meant.
type chooseView struct {
	Choices []choiceView
	Search  searchView
}

type choiceView struct {
	Name, County, URL string
}

// An unknownView is the page for a place that nobody knows: what helps
// everywhere.
type unknownView struct {
	Search   searchView
	Online   fragment
	Onlines  string
	Contacts contactsView
}

// search reads where somebody is and leads to the page for the cell around
// it. What was typed is in no address, no page and no log.
func (s *server) search(w http.ResponseWriter, v *visit) error {
	v.self = "/"
	if err := v.ParseForm(); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return errTooLarge
		}
		return errRequest
	}
	text := strings.TrimSpace(v.PostForm.Get("near"))
	if text == "" {
		return errNoPlace
	}
	cell, err := FindCell(text)
	if ambiguous, ok := errors.AsType[*place.AmbiguousError](err); ok {
		return s.render(w, v, http.StatusOK, "choose", v.choosePage(ambiguous.Choices))
	}
	switch {
	case errors.Is(err, place.ErrTooLong):
		return errLongPlace
	case err != nil:
		return s.unknown(w, v)
	}
	http.Redirect(w, v.Request, v.book.href(nearPath(cell)), http.StatusSeeOther)
	return nil
}

// choosePage lists the places of one name by state.
func (v *visit) choosePage(places []place.Place) chooseView {
	view := chooseView{Search: v.searchForm()}
	slices.SortStableFunc(places, func(a, b place.Place) int {
		return cmp.Or(cmp.Compare(stateName(a.State), stateName(b.State)), cmp.Compare(a.Name, b.Name))
	})
	for _, p := range places {
		c := choiceView{Name: cmp.Or(p.Name, p.County.Name) + ", " + stateName(p.State), URL: v.book.href(nearPath(cellOf(p.Point)))}
		if p.Name != "" {
			c.County = p.County.Name
		}
		view.Choices = append(view.Choices, c)
	}
	return view
}

// unknown answers for a place that nobody knows.
func (s *server) unknown(w http.ResponseWriter, v *visit) error {
	found, err := v.Snapshot.Search(v.Context(), directory.Query{Now: v.now, Limit: mostNear, Language: v.book.tag})
	if err != nil {
		return err
	}
	online, err := v.rows(found.Remote)
	if err != nil {
		return err
	}
	contacts, err := v.contacts(found.Contacts, place.County{})
	if err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, "unknown", unknownView{
		Search: v.searchForm(), Online: online, Onlines: v.book.count("online", found.Remotes),
		Contacts: contacts,
	})
}
