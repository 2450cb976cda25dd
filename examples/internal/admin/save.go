package admin

import (
	"crypto/rand"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// revision reads the revision that a form was made from.
func (v *visit) revision() (directory.Revision, error) {
	n, err := strconv.ParseInt(v.PostForm.Get("revision"), 10, 64)
	if err != nil || n < 0 {
		return 0, errRequest
	}
	return directory.Revision(n), nil
}

// save takes a form in: it shows what was understood, asks what is not clear,
// and commits, or proposes, what a person has looked over.
func (a *Admin) save(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	at, err := v.revision()
	if err != nil {
		return err
	}
	before, err := v.before()
	if err != nil {
		return err
	}
	after, wrong := read(v, before, v.PostForm)
	view, after := v.checked(before, after)
	view.Revision = int64(at)
	for _, name := range wrong {
		view.Problems = append(view.Problems, v.book.say("problem.field", v.book.say("field."+name)))
	}
	view.Problems = append(view.Problems, v.problems(identified(after).Validate())...)
	unclear := view.When != nil && (len(view.When.Questions) > 0 || view.When.Text != v.PostForm.Get("checked"))
	switch {
	case len(view.Problems) > 0:
		return a.render(w, v, http.StatusUnprocessableEntity, "edit", view)
	case unclear || v.PostForm.Get("do") != "save":
		return a.render(w, v, http.StatusOK, "edit", view)
	}
	return a.keep(w, v, before, after, at, view)
}

// before returns the record that a form is about, a new one with a new ID.
func (v *visit) before() (directory.Entity, error) {
	if v.PathValue("id") == "" {
		return v.empty(v.PathValue("kind"))
	}
	e, _, err := v.record()
	return e, err
}

// identified returns a record that has an ID: a new one for a new record.
func identified(e directory.Entity) directory.Entity {
	if e.Key().ID != "" {
		return e
	}
	switch e := e.(type) {
	case directory.Organization:
		e.ID = newID(e.Name)
		return e
	case directory.Venue:
		e.ID = newID(e.Name)
		return e
	case directory.Offering:
		e.ID = newID(e.Name + " " + e.Program)
		return e
	}
	return e
}

// newID returns an ID that begins with letters of a name.
func newID(name string) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r == ' ', r == '-':
			return '-'
		}
		return -1
	}, strings.ToLower(strings.TrimSpace(name)))
	slug = strings.Trim(slug[:min(len(slug), 30)], "-")
	return strings.Trim(slug+"-"+strings.ToLower(rand.Text()[:6]), "-")
}

// checked returns the form again, with what was understood of the dates, and the
// record with these dates.
func (v *visit) checked(before, after directory.Entity) (editView, directory.Entity) {
	o, ok := after.(directory.Offering)
	if !ok {
		return v.typed(before, after), after
	}
	lines := strings.TrimSpace(strings.ReplaceAll(v.PostForm.Get("when"), "\r\n", "\n"))
	if len(lines) > maxField {
		lines = lines[:maxField]
	}
	if meant := v.PostForm.Get("meant"); meant != "" {
		line, reading, _ := strings.Cut(meant, "\n")
		lines = strings.Replace(lines, line, strings.TrimSpace(reading), 1)
	}
	from, _ := schedule.ParseDate(v.PostForm.Get("from"))
	series, questions := v.understand(o, lines, from)
	if len(questions) == 0 {
		if !reflect.DeepEqual(series, o.Series) && len(series)+len(o.Series) > 0 {
			o.Derived = slices.DeleteFunc(slices.Clone(o.Derived), func(name string) bool { return name == "series" })
		}
		o.Series = series
		o.Overrides = kept(o)
	}
	view := v.typed(before, o)
	view.When = &whenView{Text: lines, Checked: lines, From: v.PostForm.Get("from"), Questions: questions}
	if len(questions) == 0 {
		view.When.Dates = v.preview(identified(o).(directory.Offering))
		for _, s := range o.Series {
			view.When.Understood = append(view.When.Understood, lineOf(s, v.book.tag))
		}
	}
	return view, o
}

// kept returns the overrides of series that are still there.
func kept(o directory.Offering) []directory.Override {
	return slices.DeleteFunc(slices.Clone(o.Overrides), func(x directory.Override) bool {
		return !slices.ContainsFunc(o.Series, func(s schedule.Series) bool { return s.ID == x.Series })
	})
}

// typed returns the form with what was typed, which is a proposal where the
// visitor may not change both what was and what will be.
func (v *visit) typed(before, after directory.Entity) editView {
	view := v.editView(after, 0)
	view.Propose = !v.mayReplace(before, after)
	view.Name = v.nameOf(before)
	return view
}

// mayReplace reports whether the visitor may put one record in the place of
// another, or of nothing.
func (v *visit) mayReplace(before, after directory.Entity) bool {
	return v.who.mayEdit(v.dir, after) && (before.Key().ID == "" || v.who.mayEdit(v.dir, before))
}

// problems returns what is wrong with a record, in words.
func (v *visit) problems(err error) (list []string) {
	for _, e := range recordErrors(err) {
		list = append(list, v.book.say("problem.value", v.fieldLabel(e.Field), v.wrong(e)))
	}
	return list
}

// recordErrors returns the errors about records that are joined in one.
func recordErrors(err error) (list []*directory.RecordError) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range many.Unwrap() {
			list = append(list, recordErrors(one)...)
		}
		return list
	}
	if e, ok := errors.AsType[*directory.RecordError](err); ok {
		list = append(list, e)
	}
	return list
}

// keep commits a record, or proposes it.
func (a *Admin) keep(w http.ResponseWriter, v *visit, before, after directory.Entity, at directory.Revision, view editView) error {
	after = v.withRevised(identified(after))
	proposal, _, err := v.put(before, after, at)
	switch {
	case errors.Is(err, directory.ErrConflict):
		return a.showConflict(w, v, after, view)
	case len(recordErrors(err)) > 0:
		view.Problems = v.problems(err)
		return a.render(w, v, http.StatusUnprocessableEntity, "edit", view)
	case err != nil:
		return err
	case proposal != "":
		return goTo(w, v, address("proposals", proposal))
	}
	return goTo(w, v, addressOf(after.Key()))
}

// put commits a record that has an ID in the place of another, which is at a
// revision, or of one without ID. It proposes that where the visitor may not, and
// returns the ID of the proposal.
func (v *visit) put(before, after directory.Entity, at directory.Revision) (proposal string, head directory.Head, err error) {
	if !v.mayReplace(before, after) {
		if !v.maySuggest(after) {
			return "", head, errForbidden
		}
		return v.propose(after, at)
	}
	verb := "edit"
	if before.Key().ID == "" {
		verb = "create"
	}
	head, err = v.commit(verb, directory.Change{Put: after, If: at})
	return "", head, err
}

// withRevised returns a record as of now.
func (v *visit) withRevised(e directory.Entity) directory.Entity {
	switch e := e.(type) {
	case directory.Organization:
		e.Revised = v.revised(e.Revised)
		return e
	case directory.Venue:
		e.Revised = v.revised(e.Revised)
		return e
	case directory.Offering:
		e.Revised = v.revised(e.Revised)
		return e
	}
	return e
}

// showConflict shows what was typed beside what somebody else has saved
// meanwhile. Saving again is then at the newest revision.
func (a *Admin) showConflict(w http.ResponseWriter, v *visit, mine directory.Entity, view editView) error {
	theirs, at, ok := v.dir.Get(mine.Key())
	if !ok {
		return errGone
	}
	view.Changed, view.Revision = true, int64(at)
	now := map[string]string{}
	for _, f := range sheets[mine.Key().Kind](v, theirs) {
		if f.secret == nil || !f.secret(theirs) {
			now[f.name] = f.get(theirs)
		}
	}
	if o, ok := theirs.(directory.Offering); ok {
		if lines := linesOf(o.Series, v.book.tag); lines != view.When.Text {
			view.When.Theirs = cmpText(lines, v.book.say("nothing"))
		}
	}
	for i := range view.Inputs {
		if in := &view.Inputs[i]; now[in.Name] != in.Value && !in.Kept {
			in.Theirs = cmpText(now[in.Name], v.book.say("nothing"))
		}
	}
	return a.render(w, v, http.StatusConflict, "edit", view)
}

func cmpText(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
