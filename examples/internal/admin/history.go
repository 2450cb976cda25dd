package admin

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed/merge"
	"github.com/withinreach/withinreach/examples/internal/texts"
)

// A historyView is what was done, the newest first.
type historyView struct {
	Name   string // of the one record that it is about, "" for all
	Steps  []stepView
	Pruned bool // there was more before these, which is not kept
}

// A stepView is one commit.
type stepView struct {
	Revision        string
	At, Role, Token string // "" where the ID of the batch does not say it
	Verb            string
	Edits           []stepEditView
	May             bool // the visitor may undo it
}

// A stepEditView is what a commit did to a record.
type stepEditView struct {
	Name, URL   string
	Differences []differenceView
	Gone        bool
}

// stepsShown is how many commits a page shows.
const stepsShown = 50

func historyQuery(k directory.Key) string {
	return url.Values{"kind": {k.Kind}, "id": {k.ID}}.Encode()
}

func (a *Admin) history(w http.ResponseWriter, v *visit) error {
	var keys []directory.Key
	view := historyView{}
	if id := v.FormValue("id"); id != "" {
		k := directory.Key{Kind: v.FormValue("kind"), ID: id}
		e, _, ok := v.dir.Get(k)
		switch { // what is about tokens and proposals is not shown, and cannot be undone
		case !ok || !directory.IsPublic(k.Kind) && !v.privateHistory(e):
			return errNotFound
		case !v.who.maySee(e):
			return errForbidden
		}
		keys, view.Name = append(keys, k), v.nameOf(e)
	}
	steps, err := v.steps(stepsShown, keys...)
	if err != nil {
		return err
	}
	for _, s := range steps {
		view.Steps = append(view.Steps, v.step(s))
	}
	if len(steps) < stepsShown {
		if view.Pruned, err = pruned(v.Context(), v.dir); err != nil {
			return err
		}
	}
	return a.render(w, v, http.StatusOK, "history", view)
}

// steps returns the last commits of which something is for the visitor, the
// newest first.
func (v *visit) steps(most int, keys ...directory.Key) (list []directory.Step, err error) {
	for step, err := range v.dir.History(v.Context(), keys...) {
		if err != nil {
			return nil, err
		}
		if len(v.edits(step)) > 0 {
			list = append(list, step)
		}
		if len(list) > most {
			list = list[1:]
		}
	}
	slices.Reverse(list)
	return list, nil
}

// pruned reports whether the first commits are not kept any more.
func pruned(ctx context.Context, d *directory.Directory) (bool, error) {
	for step, err := range d.History(ctx) {
		return step.Head.Revision > 1, err
	}
	return d.Head().Revision > 0, nil
}

// edits returns what of a commit is for the visitor.
func (v *visit) edits(s directory.Step) (list []directory.Edit) {
	for _, e := range s.Edits {
		record := present(e)
		if directory.IsPublic(e.Key.Kind) && v.who.maySee(record) || v.privateHistory(record) {
			list = append(list, e)
		}
	}
	return list
}

// step returns a commit as the visitor may see it.
func (v *visit) step(s directory.Step) stepView {
	by := entryOf(s.ID)
	view := stepView{
		Revision: strconv.FormatInt(int64(s.Head.Revision), 10),
		Role:     v.book.name("role", by.Role), Token: by.Token, Verb: v.book.name("verb", by.Verb),
	}
	if at, err := time.Parse(auditForm, by.At); err == nil {
		view.At = texts.Instant(v.local(at), v.book.tag)
	}
	for _, e := range v.edits(s) {
		record := present(e)
		view.Edits = append(view.Edits, stepEditView{
			Name: v.nameOf(record), URL: v.pageOf(record), Gone: e.After.Entity == nil,
			Differences: v.difference(e.Before.Entity, e.After.Entity),
		})
	}
	view.May = v.mayUndo(s)
	return view
}

// present returns the record that an edit left, or took away.
func present(e directory.Edit) directory.Entity {
	if e.After.Entity != nil {
		return e.After.Entity
	}
	return e.Before.Entity
}

// mayUndo reports whether a visitor may undo a commit: if all that it changed is
// theirs to change, as it was and as it is. What is about tokens cannot be undone.
func (v *visit) mayUndo(s directory.Step) bool {
	for _, e := range s.Edits {
		switch e.Key.Kind {
		case directory.KindDoubt, KindProposal:
		case merge.KindMemory:
			if !v.who.everywhere() {
				return false
			}
		case directory.KindFacilitator:
			if !v.mayUndoPerson(e) {
				return false
			}
		case directory.KindOrganization, directory.KindVenue, directory.KindOffering, directory.KindRoster:
			for _, side := range []directory.Entity{e.Before.Entity, e.After.Entity} {
				if side != nil && !v.who.mayEdit(v.dir, side) {
					return false
				}
			}
		default:
			return false
		}
	}
	return len(s.Edits) > 0
}

// mayUndoPerson reports whether a visitor may undo a change of somebody's record.
// A link that was replaced or taken away never comes back.
func (v *visit) mayUndoPerson(e directory.Edit) bool {
	before, ok1 := e.Before.Entity.(directory.Facilitator)
	after, ok2 := e.After.Entity.(directory.Facilitator)
	return ok1 && ok2 && before.Calendar == after.Calendar && before.Organization == after.Organization && v.who.mayEdit(v.dir, after)
}

// undo makes good what a commit did.
func (a *Admin) undo(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	at, err := v.revision()
	if err != nil {
		return err
	}
	if _, err := v.undoStep(at); err != nil {
		return err
	}
	if id := v.PostForm.Get("dates"); id != "" {
		return goTo(w, v, address("dates", id))
	}
	return goTo(w, v, "/admin/history")
}

// undoStep makes good what the commit of a revision did.
func (v *visit) undoStep(at directory.Revision) (directory.Head, error) {
	step, err := stepAt(v.Context(), v.dir, at)
	switch {
	case err != nil:
		return directory.Head{}, err
	case !v.mayUndo(step):
		return directory.Head{}, errForbidden
	}
	return v.dir.Undo(v.Context(), v.batch("undo"), at)
}

// stepAt returns the commit of a revision.
func stepAt(ctx context.Context, d *directory.Directory, at directory.Revision) (directory.Step, error) {
	for step, err := range d.History(ctx) {
		if err != nil {
			return step, err
		}
		if step.Head.Revision == at {
			return step, nil
		}
	}
	return directory.Step{}, errNotFound
}
