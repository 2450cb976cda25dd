package csv

import (
	"slices"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// shared returns the cells of a listing that are the same in each of its rows.
func (w *writer) shared(l directory.Listing) map[Field]string {
	org, _ := w.table.Organization(l.Organization)
	cells := map[Field]string{
		ID: l.ID, Name: l.Name, Program: l.Program, Organization: org.Name, Status: string(l.Status), Mode: string(l.Mode), Zone: l.Zone,
		Language: strings.Join(l.Languages, ", "), Focus: strings.Join(l.Audience.Focus, "; "), Topics: strings.Join(l.Topics, "; "),
		Guidelines: l.Guidelines, VerifiedBy: l.Verified.By, Verified: dateText(l.Verified.On),
		Note: w.text(l, "note", l.Note),
	}
	if p, ok := w.table.Catalogue().Program(l.Program); ok && l.Name == p.Name.In(l.Languages[0]) {
		cells[Name] = ""
	}
	var relations []string
	for _, r := range l.Audience.Relations {
		relations = append(relations, string(r))
	}
	cells[Audience] = strings.Join(relations, "; ")
	cells[Entry] = string(l.Entry.Mode)
	w.registration(l, cells)
	w.contact(l, cells)
	w.place(l, cells)
	w.others(l)
	return cells
}

// text returns a wording in the language of the table, and reports the others.
func (w *writer) text(l directory.Listing, field string, t program.Text) string {
	if len(t) > 1 {
		w.lose(l, field, "wordings in other languages than "+w.language()+" are not said")
	}
	return t.In(w.language())
}

func (w *writer) registration(l directory.Listing, cells map[Field]string) {
	r := l.Registration
	said := 0
	for _, text := range []string{r.URL, r.Phone, r.Email} {
		if text == "" {
			continue
		}
		if said++; said == 1 {
			cells[Registration] = text
		} else {
			w.lose(l, "registration", "further ways to sign up are not said")
		}
	}
	if !r.Through.IsZero() {
		w.lose(l, "registration.through", "until when one registration is good is not said")
	}
}

func (w *writer) contact(l directory.Listing, cells map[Field]string) {
	if len(l.Contacts) == 0 {
		return
	}
	if len(l.Contacts) > 1 {
		w.lose(l, "contacts", "contacts after the first are not said")
	}
	c := l.Contacts[0]
	cells[Role], cells[Contact], cells[Phone], cells[Email], cells[Website] = c.Role, c.Name, c.Phone, c.Email, c.URL
	if c.Text != "" || c.Hours != nil || c.Zone != "" || c.Vacant || len(c.Languages) > 0 {
		w.lose(l, "contacts[0]", "text number, hours, zone, languages and vacancy of the contact are not said")
	}
}

func (w *writer) place(l directory.Listing, cells map[Field]string) {
	p := l.Place
	if p == nil {
		return
	}
	cells[Venue], cells[Host], cells[Room], cells[Directions] = p.Name, p.Host, p.Room, p.Note
	cells[Street], cells[City], cells[State], cells[ZIP] = p.Address.Street, p.Address.City, p.Address.State, p.Address.ZIP
	cells[County] = p.County
	switch {
	case p.Approximate:
		w.lose(l, "place", "the place is confidential; only its town is said")
	case !p.Point.IsZero():
		cells[Latitude] = strconv.FormatFloat(p.Point.Lat(), 'f', -1, 64)
		cells[Longitude] = strconv.FormatFloat(p.Point.Lng(), 'f', -1, 64)
	}
	if p.Web != "" {
		w.lose(l, "place.web", "the page of the place is not said")
	}
	for i, t := range p.Parking {
		if i == 0 {
			cells[Parking] = w.text(l, "place.parking", t)
		} else {
			w.lose(l, "place.parking", "further words about parking are not said")
		}
	}
	var access []string
	for _, a := range p.Access {
		access = append(access, string(a))
	}
	cells[Access] = strings.Join(access, "; ")
}

// others reports the fields that have no column.
func (w *writer) others(l directory.Listing) {
	for _, f := range []struct {
		lost        bool
		field, says string
	}{
		{len(l.Successors) > 0, "successors", "what takes its place is not said"},
		{l.JoinBy != "", "join_by", "how one gets into the online meeting is not said"},
		{l.Entry.AfterSession != 0 || l.Entry.RegisterHours != 0, "entry", "until when people may join or register is not said"},
		{l.Audience.MinAge != 0 || l.Audience.MaxAge != 0, "audience", "ages are not said"},
		{l.Audience.Observers != "" || l.Audience.MembersOnly || l.Audience.Repeat, "audience", "observers, members and repetition are not said"},
		{!l.StatusSince.IsZero(), "status_since", "since when it has its status is not said"},
		{l.Join != directory.Join{}, "join", "the way into the online meeting is not said, for it is not read from tables either"},
		{l.Course != nil, "course", "how far the course has come is not said"},
		{len(l.Also) > 0, "also", "where else it comes from is not said"},
		{len(l.Derived) > 0, "derived", "what was read out of free text is not said"},
		{l.SourceID != "" && feed.ID(l.Source, l.SourceID) != l.ID, "source_id", "only the ID is said, not the key in the source"},
		{!l.Modified.IsZero() || l.Sequence != 0, "modified", "when and how often it was changed is not said"},
		{slices.ContainsFunc(l.Topics, hasSeparator) || slices.ContainsFunc(l.Audience.Focus, hasSeparator), "topics", "a topic or focus has a comma or semicolon, which parts it"},
	} {
		if f.lost {
			w.lose(l, f.field, f.says)
		}
	}
}

func hasSeparator(s string) bool { return strings.ContainsAny(s, ",;|\n") }
