package admin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// allOf returns the records of one type that a directory holds, in order of ID:
// also those with a problem, which are not shown to the public.
func allOf[E directory.Entity](d *directory.Directory) (list []E) {
	for e := range d.All() {
		if e, ok := e.(E); ok {
			list = append(list, e)
		}
	}
	return list
}

func offeringsOf(d *directory.Directory) []directory.Offering { return allOf[directory.Offering](d) }

func organizationsOf(d *directory.Directory) []directory.Organization {
	return allOf[directory.Organization](d)
}

func offeringOf(d *directory.Directory, id string) (directory.Offering, bool) {
	e, _, _ := d.Get(directory.Key{Kind: directory.KindOffering, ID: id})
	o, ok := e.(directory.Offering)
	return o, ok
}

// offeringName returns the name that people know an offering by.
func (v *visit) offeringName(o directory.Offering) string {
	if o.Name != "" {
		return o.Name
	}
	if p, ok := v.snap.Catalogue().Program(o.Program); ok {
		return p.Name.In(v.book.tag)
	}
	return o.Program
}

// nameOf returns the name of a record.
func (v *visit) nameOf(e directory.Entity) string {
	switch e := e.(type) {
	case directory.Organization:
		return e.Name
	case directory.Venue:
		return e.Name
	case directory.Offering:
		return v.offeringName(e)
	case directory.Credential:
		o, _ := offeringOf(v.dir, e.Offering)
		return v.book.say("title.wayin") + ": " + v.offeringName(o)
	case directory.Roster:
		o, _ := v.snap.Organization(e.Organization)
		return v.book.say("leaddate.title", o.Name)
	case directory.Facilitator:
		return v.namesOfLeaders()(e.ID)
	}
	return e.Key().ID
}

// A recordsView is a list of records.
type recordsView struct {
	Kind  string
	New   string // address of the form for another, "" if there may be none
	Items []recordView
}

// A recordView is a record in a list.
type recordView struct {
	Name, URL, About string
	Dates            string // address of the page of single dates, "" for none
	Texts            string
}

// records lists what the token is for.
func (a *Admin) records(w http.ResponseWriter, v *visit) error {
	kind := v.PathValue("kind")
	if sheets[kind] == nil {
		return errNotFound
	}
	view := recordsView{Kind: kind}
	if v.who.may(Proposer) && (kind != directory.KindOrganization || v.who.everywhere()) {
		view.New = address("new", kind)
	}
	for e := range v.dir.All() {
		if e.Key().Kind != kind || !v.who.maySee(e) {
			continue
		}
		r := recordView{Name: v.nameOf(e), URL: addressOf(e.Key()), About: v.about(e)}
		if o, ok := e.(directory.Offering); ok && v.who.mayCancel(o) {
			r.Dates = address("dates", o.ID)
		}
		if kind != directory.KindVenue {
			r.Texts = address("texts", kind, e.Key().ID)
		}
		view.Items = append(view.Items, r)
	}
	slices.SortStableFunc(view.Items, func(a, b recordView) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return a.render(w, v, http.StatusOK, "records", view)
}

// whenOf returns in short when an offering meets, one text for each series.
func (v *visit) whenOf(o directory.Offering) (parts []string) {
	for _, s := range o.Series {
		s.Exceptions, s.Zone = nil, ""
		words, _ := phrase.Format(s, v.book.tag, phrase.Short)
		parts = append(parts, words)
	}
	return parts
}

// about says in a line what else to know a record by.
func (v *visit) about(e directory.Entity) string {
	switch e := e.(type) {
	case directory.Venue:
		if e.Confidential {
			return v.book.say("confidential.line", e.Address.City)
		}
		return e.Address.String()
	case directory.Organization:
		return e.State
	case directory.Offering:
		parts := []string{}
		if o, ok := v.snap.Organization(e.Organization); ok {
			parts = append(parts, o.Name)
		}
		parts = append(parts, v.whenOf(e)...)
		if e.Status != directory.Active {
			parts = append(parts, v.book.name("status", string(e.Status)))
		}
		return strings.Join(parts, " · ")
	}
	return ""
}
