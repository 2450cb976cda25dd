package finder

import (
	"net/http"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// An organizationsView is the page of everybody who can be asked.
type organizationsView struct {
	Levels []servingLevel
	AsOf   string
}

// A servingLevel is all organizations of a level, with the counties that they
// serve.
type servingLevel struct {
	Title string
	Orgs  []servingOrg
}

type servingOrg struct {
	Org    fragment
	Serves string
}

// organizations answers with all organizations, level by level.
func (s *server) organizations(w http.ResponseWriter, v *visit) error {
	view := organizationsView{AsOf: v.asOf(nil)}
	for _, level := range []directory.Level{directory.Affiliate, directory.StateOffice, directory.National} {
		title := servingLevel{Title: v.book.say("level." + levelKey(level))}
		for o := range v.Snapshot.Organizations() {
			if o.Successor != "" || levelKey(o.Level) != levelKey(level) {
				continue
			}
			org, err := v.part("org "+o.ID, "org", func() any { return v.org(o) })
			if err != nil {
				return err
			}
			title.Orgs = append(title.Orgs, servingOrg{org, strings.Join(append(counties(o), stateName(o.State)), ", ")})
		}
		if len(title.Orgs) > 0 {
			view.Levels = append(view.Levels, title)
		}
	}
	return s.render(w, v, http.StatusOK, "organizations", view)
}
