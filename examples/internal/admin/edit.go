package admin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// An editView is the form of a record.
type editView struct {
	Kind, Name, Action string
	Revision           int64
	Inputs             []inputView
	When               *whenView // nil for what has no dates
	Problems           []string
	Changed            bool // somebody else has changed it meanwhile
	Read               bool // the visitor may only look
	Propose            bool // an editor has to take it in
	History            string
	Dates, Texts       string
	Roster             string // address of the sheet of who leads, "" for none
	Pipeline           string // of the way to lead, "" for none
	WayIn              string // of the way into online meetings, "" for none
	Courses            string // of the courses of an organization, or of this course
}

// An inputView is one field of a form.
type inputView struct {
	Name, Label, Hint, Kind, Value string
	Group                          string // heading, "" for the first
	Options                        []optionView
	Kept                           bool // there is a value that is not shown
	Theirs                         string
}

// A groupView is the fields of a form under one heading.
type groupView struct {
	Heading string // "" for the first
	Inputs  []inputView
	Open    bool // something is in it
}

// Groups returns the fields under their headings.
func (e editView) Groups() (list []groupView) {
	for _, in := range e.Inputs {
		if n := len(list); n == 0 || list[n-1].Heading != in.Group {
			list = append(list, groupView{Heading: in.Group})
		}
		last := &list[len(list)-1]
		last.Inputs = append(last.Inputs, in)
		last.Open = last.Open || in.Value != "" || in.Kept
	}
	return list
}

// blank shows the form of a new record.
func (a *Admin) blank(w http.ResponseWriter, v *visit) error {
	e, err := v.empty(v.PathValue("kind"))
	if err != nil {
		return err
	}
	view := v.editView(e, 0)
	return a.render(w, v, http.StatusOK, "edit", view)
}

// empty returns a new record of a kind, without an ID.
func (v *visit) empty(kind string) (directory.Entity, error) {
	switch kind {
	case directory.KindOrganization:
		if !v.who.everywhere() {
			return nil, errForbidden
		}
		return directory.Organization{}, nil
	case directory.KindVenue:
		return directory.Venue{}, nil
	case directory.KindOffering:
		o := directory.Offering{}
		if list := v.organizations(""); len(list) > 0 {
			o.Organization = list[0].Value
		}
		return o, nil
	}
	return nil, errNotFound
}

// edit shows the form of a record.
func (a *Admin) edit(w http.ResponseWriter, v *visit) error {
	e, at, err := v.record()
	if err != nil {
		return err
	}
	return a.render(w, v, http.StatusOK, "edit", v.editView(e, at))
}

// record returns the record of the address, if the visitor may see it.
func (v *visit) record() (directory.Entity, directory.Revision, error) {
	return v.recordOf(directory.Key{Kind: v.PathValue("kind"), ID: v.PathValue("id")})
}

// recordOf returns the record with a key, if the visitor may see it.
func (v *visit) recordOf(k directory.Key) (directory.Entity, directory.Revision, error) {
	e, at, ok := v.dir.Get(k)
	switch {
	case !ok || sheets[k.Kind] == nil:
		return nil, 0, errNotFound
	case !v.who.maySee(e):
		return nil, 0, errForbidden
	}
	return e, at, nil
}

func (v *visit) editView(e directory.Entity, at directory.Revision) editView {
	k := e.Key()
	view := editView{
		Kind: k.Kind, Name: v.nameOf(e), Action: addressOf(k), Revision: int64(at),
		Read: !v.who.may(Proposer), Propose: !v.who.mayEdit(v.dir, e),
	}
	if k.ID == "" {
		view.Action, view.Name = address("new", k.Kind), ""
	} else {
		view.History = "/admin/history?" + historyQuery(k)
	}
	for _, f := range sheets[k.Kind](v, e) {
		view.Inputs = append(view.Inputs, v.input(f, e))
	}
	if o, ok := e.(directory.Offering); ok {
		lines := linesOf(o.Series, v.book.tag)
		view.When = &whenView{Text: lines, Checked: lines, Dates: v.preview(o)}
		if k.ID != "" && v.who.mayEdit(v.dir, o) {
			view.WayIn = wayInPath(o.ID)
		}
		if k.ID != "" && v.who.mayCancel(o) {
			view.Dates = address("dates", o.ID)
		}
	}
	if k.Kind == directory.KindOrganization && v.hasRoster(k.ID) {
		view.Roster = rosterPath(k.ID)
	}
	if k.Kind == directory.KindOrganization && k.ID != "" && v.hasPipeline() && v.who.may(Editor) {
		view.Pipeline = pipelinePath(k.ID)
	}
	if o, ok := e.(directory.Offering); ok && k.ID != "" && o.Course != nil {
		view.Courses = coursePath(k.ID)
	} else if k.ID != "" && k.Kind == directory.KindOrganization {
		view.Courses = coursesPath(k.ID)
	}
	if k.ID != "" && k.Kind != directory.KindVenue {
		view.Texts = address("texts", k.Kind, k.ID)
	}
	return view
}

func (v *visit) input(f field, e directory.Entity) inputView {
	label, number := f.name, ""
	if i := strings.LastIndex(f.name, "."); strings.HasPrefix(f.name, "contact.") {
		label = f.name[:i]
		n, _ := strconv.Atoi(f.name[i+1:])
		number = " " + strconv.Itoa(n+1)
	}
	in := inputView{Name: f.name, Label: v.book.say("field."+label) + number, Kind: f.kind, Value: f.get(e)}
	if f.group != "" {
		in.Group = v.book.say("group." + f.group)
	}
	in.Hint = cmpText(v.book.phrases["hint."+e.Key().Kind+"."+label], v.book.phrases["hint."+label])
	if f.secret != nil && f.secret(e) {
		in.Kept, in.Value = in.Value != "", ""
	}
	found := false
	for _, o := range f.options {
		o.Chosen = o.Value == in.Value
		found = found || o.Chosen
		in.Options = append(in.Options, o)
	}
	if f.options != nil && !found { // a value that we do not know stays
		in.Options = append(in.Options, optionView{in.Value, in.Value, true})
	}
	return in
}
