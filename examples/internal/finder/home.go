package finder

import (
	"net/http"

	"github.com/withinreach/withinreach/directory"
)

// A homeView is the front page.
type homeView struct {
	Search    searchView
	Onlines   string
	OnlineURL string
	Start     string
	Trainings string
}

// home answers with the front page, or the first steps while there is nothing
// to find.
func (s *server) home(w http.ResponseWriter, v *visit) error {
	if v.isEmpty() {
		return s.render(w, v, http.StatusOK, "first", v.firstPage())
	}
	found, err := v.Snapshot.Search(v.Context(), directory.Query{Now: v.now, Limit: 1, Language: v.book.tag})
	if err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, "home", homeView{
		Search: v.searchForm(), Onlines: v.book.count("online", found.Remotes), OnlineURL: v.book.href("/online"),
		Start: v.book.href("/start-a-group"), Trainings: v.book.href("/trainings"),
	})
}

// A firstView is the page of a directory without records, for whoever sets it
// up. It may show what is wrong with the records, since there are none that
// could be shown to visitors.
type firstView struct {
	Search   searchView
	Sample   string
	Problems []string
}

const mostProblems = 50

// sample is a directory of one group, as a file of records.
const sample = `{"organization":{"id":"here","name":"Our group","zone":"America/New_York","contacts":[{"role":"office","phone":"(555) 555-0100"}]}}
{"venue":{"id":"library","name":"Public library","address":{"street":"1 Main St.","city":"Orange Park","state":"FL","zip":"32073"},"point":"30.16,-81.71"}}
{"offering":{"id":"tuesdays","name":"Tuesday group","organization":"here","venue":"library","series":[{"rule":"FREQ=WEEKLY;BYDAY=TU","first":"2026-01-06","start":"18:00","length":"PT1H30M"}]}}
`

func (v *visit) firstPage() firstView {
	view := firstView{Search: v.searchForm(), Sample: sample}
	for _, err := range v.Problems[:min(len(v.Problems), mostProblems)] {
		view.Problems = append(view.Problems, err.Error())
	}
	return view
}

// safety answers with the page that says what the site does for the safety of
// its readers, and what it cannot do.
func (s *server) safety(w http.ResponseWriter, v *visit) error {
	return s.render(w, v, http.StatusOK, "safety", v.kept != nil)
}
