package finder

import (
	"net/http"
	"net/url"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/place"
)

// An organizationView is the page of an organization.
type organizationView struct {
	Org       orgView
	Contacts  []contactView // vacant roles too
	Level     string
	Counties  []string
	State     string
	Parking   said
	Needs     []said
	Successor *orgView
	Groups    fragment
	Calendar  calendarView
	Print     string // address of the list of a month
	Flyer     string
	Embed     string // address of what to put into other sites, "" where there is none
	AsOf      string
}

// organization answers with the page of an organization, or its calendar.
func (s *server) organization(w http.ResponseWriter, v *visit) error {
	id := v.PathValue("id")
	o, ok := v.Snapshot.Organization(id)
	if !ok {
		if id, isCalendar := calendarOf(id); isCalendar {
			return s.organizationCalendar(w, v, id)
		}
		return errNotFound
	}
	v.place = o.State
	page, err := s.organizationPage(v, o)
	if err != nil {
		return err
	}
	return s.render(w, v, http.StatusOK, "organization", page)
}

func (s *server) organizationPage(v *visit, o directory.Organization) (organizationView, error) {
	view := organizationView{
		Counties: counties(o),
		Org:      v.org(o), Level: v.book.say("level." + levelKey(o.Level)), State: stateName(o.State),
		Print: v.book.href(orgPath(o.ID) + "/print"), Flyer: v.book.href(orgPath(o.ID) + "/flyer"),
		Parking: v.book.text(o.Parking), AsOf: v.asOf(v.zones.get(o.Zone)),
	}
	if v.kept != nil {
		view.Print = v.book.href(monthPath(o.ID, firstOfMonth(v.kept.Made)))
	} else {
		view.Embed = v.book.href("/embed")
	}
	for _, c := range o.Contacts {
		view.Contacts = append(view.Contacts, v.contact(c, o))
	}
	for _, need := range o.Needs {
		view.Needs = append(view.Needs, v.book.said(need, orgLanguage(o)))
	}
	if next, ok := v.Snapshot.Organization(o.Successor); ok {
		org := v.org(next)
		view.Successor = &org
	}
	var all []directory.Hit
	for l := range v.offeredBy(o.ID) {
		all = append(all, directory.Hit{Listing: &l})
	}
	var err error
	if view.Groups, err = v.rows(all); err != nil {
		return organizationView{}, err
	}
	if len(all) > 0 {
		_, taken := v.Snapshot.Organization(o.ID + calendarSuffix)
		view.Calendar = s.subscribe(v.calendar(besidePath(orgPath(o.ID), calendarSuffix, taken)))
	}
	return view, nil
}

// counties returns the names of the counties that an organization serves.
func counties(o directory.Organization) (names []string) {
	for _, fips := range o.Counties {
		if c, err := place.CountyByFIPS(fips); err == nil {
			names = append(names, c.Name)
		}
	}
	return names
}

func levelKey(l directory.Level) string {
	switch l {
	case directory.StateOffice:
		return "state"
	case directory.National:
		return "national"
	}
	return "affiliate"
}

// stateName returns the name of a state, or the code itself if it has none.
func stateName(code string) string {
	if s, err := place.ParseState(code); err == nil {
		return s.Name
	}
	return code
}

func orgPath(id string) string { return "/organizations/" + url.PathEscape(id) }

func (v *visit) orgURL(id string) string { return v.book.href(orgPath(id)) }
