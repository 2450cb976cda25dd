package admin

import (
	"net/http"

	"github.com/withinreach/withinreach/directory"
)

// A lintView is what a person should look at.
type lintView struct {
	Problems []findingView // records that are not shown
	Findings []findingView
}

// A findingView is one thing to look at.
type findingView struct{ Name, URL, Severity, Message string }

// findingsShown is how many findings a page shows.
const findingsShown = 500

func (a *Admin) lint(w http.ResponseWriter, v *visit) error {
	view := lintView{}
	for _, err := range v.dir.Problems() {
		for _, e := range recordErrors(err) {
			if record, _, ok := v.dir.Get(e.Key); ok && v.who.maySee(record) {
				view.Problems = append(view.Problems, findingView{Name: v.nameOf(record), URL: addressOf(e.Key), Message: v.fieldLabel(e.Field) + ": " + v.wrong(e)})
			}
		}
	}
	for _, f := range v.findings() {
		record, _, _ := v.dir.Get(f.Record)
		view.Findings = append(view.Findings, findingView{v.nameOf(record), addressOf(f.Record), v.book.say("severity." + string(f.Severity)), v.finding(f)})
	}
	return a.render(w, v, http.StatusOK, "lint", view)
}

// findings returns what a person should look at, of what is for the visitor. They
// quote values, so there are none about confidential venues.
func (v *visit) findings() (list []directory.Finding) {
	for _, f := range v.snap.Lint(v.dayIn("")) {
		record, _, ok := v.dir.Get(f.Record)
		if !ok || !v.who.maySee(record) || isConfidential(record) {
			continue
		}
		if list = append(list, f); len(list) == findingsShown {
			break
		}
	}
	return list
}
