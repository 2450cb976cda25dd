package finder

import (
	"cmp"
	"net/http"
	"net/url"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// An offeringView is the page of an offering.
type offeringView struct {
	groupView
	OrgURL       string
	Usually      []string // when it meets, in words
	Entry        string
	Expect       expectView
	Audience     []said
	Free         bool
	Length       string
	JoinBy       string
	Registration registrationView
	Note         said
	Guidelines   link
	Contacts     []contactView
	Calendar     calendarView
	Closed       closedView
	Checked      string // when it was last verified
	AsOf         string
}

// A registrationView is how to sign up.
type registrationView struct {
	Needed  bool
	Contact contactView
	Through string
	Renew   bool // it is no longer good
}

const datesOnPage = 8

// offering answers with the page of an offering, or its calendar.
func (s *server) offering(w http.ResponseWriter, v *visit) error {
	id := v.PathValue("id")
	l, ok := v.Snapshot.Listing(id)
	if !ok {
		if id, isCalendar := calendarOf(id); isCalendar {
			return s.offeringCalendar(w, v, id)
		}
		if id, isData := jsonLDOf(id); isData && s.Static == nil {
			return s.offeringData(w, v, id)
		}
		return errNotFound
	}
	o, _ := v.Snapshot.Organization(l.Organization)
	if l.Place != nil {
		v.place = l.Place.Address.State
	}
	v.place = cmp.Or(v.place, o.State)
	if !v.demo && s.Static == nil {
		w.Header().Set("Link", "<"+v.besideOffering(l.ID, jsonLDSuffix)+`>; rel="alternate"; type="application/ld+json"`)
	}
	return s.render(w, v, http.StatusOK, "offering", s.offeringPage(v, l, o))
}

func (s *server) offeringPage(v *visit, l directory.Listing, o directory.Organization) offeringView {
	g := v.group(l)
	g.datesView = v.dates(l, datesOnPage)
	if g.Ask {
		g.Call = v.callFirst(l, o)
	}
	terms := v.terms(l)
	view := offeringView{
		groupView: g, OrgURL: v.orgURL(o.ID), Usually: v.usually(l), Expect: v.expect(l, terms), Closed: s.closedForm(v, l), Entry: v.entry(l), Note: v.book.text(l.Note), Guidelines: webLink(l.Guidelines),
		Free: terms.Program.Free, Audience: v.audience(terms.Audience), Registration: v.registration(l, o),
		AsOf: v.asOf(v.zones.get(l.Zone)),
	}
	if len(g.Dates) > 0 {
		view.Calendar = s.subscribe(v.calendar(v.besideOffering(l.ID, calendarSuffix)))
	}
	if g.Online {
		view.JoinBy = v.book.say("join." + string(joinBy(l.JoinBy)))
	}
	if n := terms.Sessions.Length(); n > 0 && len(g.Dates) == 0 {
		view.Length = v.book.say("length", int(n/time.Minute))
	}
	for _, c := range l.Contacts {
		if !c.Vacant {
			view.Contacts = append(view.Contacts, v.contact(c, o))
		}
	}
	if !l.Verified.On.IsZero() {
		view.Checked = v.book.say("checked", v.book.date(l.Verified.On))
	}
	return view
}

// registration says how to sign up, and whether that is still good.
func (v *visit) registration(l directory.Listing, o directory.Organization) registrationView {
	r := l.Registration
	view := registrationView{Needed: r != directory.Registration{}}
	view.Contact = v.contact(directory.Contact{Role: "registration", Phone: r.Phone, Email: r.Email, URL: r.URL}, o)
	if !r.Through.IsZero() {
		view.Through, view.Renew = v.book.date(r.Through), r.MustRenew(v.dayOf(l))
	}
	return view
}

// offeringPath returns the path of the page of an offering.
func offeringPath(id string) string { return "/offerings/" + url.PathEscape(id) }

// besideOffering returns the path of what is beside the page of an offering.
func (v *visit) besideOffering(id, suffix string) string {
	_, taken := v.Snapshot.Listing(id + suffix)
	return besidePath(offeringPath(id), suffix, taken)
}
