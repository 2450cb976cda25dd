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
	Name  string // of the one record that it is about, "" for all
	Steps []stepView
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

// historyKinds are the kinds whose history is shown. What is about tokens and
// proposals is not, and cannot be undone.
var historyKinds = []string{directory.KindOrganization, directory.KindVenue, directory.KindOffering}

func historyQuery(k directory.Key) string {
	return url.Values{"kind": {k.Kind}, "id": {k.ID}}.Encode()
}

func (a *Admin) history(w http.ResponseWriter, v *visit) error {
	var keys []directory.Key
	view := historyView{}
	if id := v.FormValue("id"); id != "" {
		k := directory.Key{Kind: v.FormValue("kind"), ID: id}
		e, _, ok := v.dir.Get(k)
		switch {
		case !ok || !slices.Contains(historyKinds, k.Kind):
			return errNotFound
		case !v.who.maySee(e):
			return errForbidden
		}
		keys, view.Name = append(keys, k), v.nameOf(e)
	}
	for step, err := range v.dir.History(v.Context(), keys...) {
		if err != nil {
			return err
		}
		if s, ok := v.step(step); ok {
			view.Steps = append(view.Steps, s)
		}
		if len(view.Steps) > stepsShown {
			view.Steps = view.Steps[1:]
		}
	}
	slices.Reverse(view.Steps)
	return a.render(w, v, http.StatusOK, "history", view)
}

// step returns a commit as the visitor may see it; ok is false if nothing of it
// is for them.
func (v *visit) step(s directory.Step) (view stepView, ok bool) {
	by := entryOf(s.ID)
	view = stepView{
		Revision: strconv.FormatInt(int64(s.Head.Revision), 10),
		Role:     v.book.name("role", by.Role), Token: by.Token, Verb: v.book.name("verb", by.Verb),
	}
	if at, err := time.Parse(auditForm, by.At); err == nil {
		view.At = texts.Instant(v.local(at), v.book.tag)
	}
	for _, e := range s.Edits {
		if record := present(e); slices.Contains(historyKinds, e.Key.Kind) && v.who.maySee(record) {
			view.Edits = append(view.Edits, stepEditView{
				Name: v.nameOf(record), URL: addressOf(e.Key), Gone: e.After.Entity == nil,
				Differences: v.difference(e.Before.Entity, e.After.Entity),
			})
		}
	}
	view.May = v.mayUndo(s)
	return view, len(view.Edits) > 0
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
		case directory.KindOrganization, directory.KindVenue, directory.KindOffering:
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

// undo makes good what a commit did.
func (a *Admin) undo(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	at, err := v.revision()
	if err != nil {
		return err
	}
	step, err := stepAt(v.Context(), v.dir, at)
	switch {
	case err != nil:
		return err
	case !v.mayUndo(step):
		return errForbidden
	}
	if _, err := v.dir.Undo(v.Context(), v.batch("undo"), at); err != nil {
		return err
	}
	if id := v.PostForm.Get("dates"); id != "" {
		return goTo(w, v, address("dates", id))
	}
	return goTo(w, v, "/admin/history")
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
