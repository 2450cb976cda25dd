package finder

import (
	"net/http"
)

// A startView is the page for somebody who wants to start a group.
type startView struct {
	Search    searchView
	Trainings string
	Coverage  string
	Needs     []needView
}

// A needView is what an organization looks for.
type needView struct {
	Name  said
	URL   string
	Needs []said
}

// start answers with the way to start a group.
func (s *server) start(w http.ResponseWriter, v *visit) error {
	view := startView{
		Search: v.searchForm(), Trainings: v.book.href("/trainings"), Coverage: v.book.href("/coverage"),
	}
	for o := range v.Snapshot.Organizations() {
		if len(o.Needs) == 0 || o.Successor != "" {
			continue
		}
		need := needView{Name: v.book.said(o.Name, orgLanguage(o)), URL: v.orgURL(o.ID)}
		for _, n := range o.Needs {
			need.Needs = append(need.Needs, v.book.said(n, orgLanguage(o)))
		}
		view.Needs = append(view.Needs, need)
	}
	return s.render(w, v, http.StatusOK, "start", view)
}
