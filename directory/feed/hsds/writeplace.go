package hsds

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// organization returns an organization as it stands in each of its services.
func (w *writer) organization(id string) written {
	if o, ok := w.organizations[id]; ok {
		return o
	}
	o, _ := w.Snapshot.Organization(id)
	key := o.SourceID
	if key == "" {
		key = id
	}
	x := written{Organization: o, id: idOf("organization", key)}
	if w.offices[x.id] { // two sources have the key
		key = id
		x.id = idOf("organization", key)
	}
	w.offices[x.id] = true
	m := marker{entity: "organization", id: x.id}
	m.mark(attrKey, key)
	m.add(attrLevel, string(o.Level))
	m.add(attrState, o.State)
	m.add(attrZone, o.Zone)
	m.add(attrLanguage, o.Language)
	m.addAll(attrCounty, o.Counties)
	m.addAll(attrNeed, o.Needs)
	if text, err := json.Marshal(o.Holidays); err == nil && string(text) != "{}" {
		m.add(attrHolidays, string(text))
		w.organizationFinding(o, "holidays")
	}
	for _, c := range o.Closures {
		m.addJSON(attrClosure, c)
	}
	if len(o.Closures) > 0 {
		w.organizationFinding(o, "closures")
	}
	m.add(attrSuccessor, o.Successor)
	for tag := range o.Parking {
		if tag == w.Options.Language {
			m.add(attrParking+tag, o.Parking[tag])
		}
	}
	w.texts(&m, attrParking, o.Parking)
	body := organization{ID: x.id, Name: o.Name, Description: o.Name, Website: uri(o.Website), Contacts: w.contacts(o.Contacts, x.id), Attributes: m.list}
	for _, c := range o.Contacts {
		if body.Email == "" && !c.Vacant {
			body.Email = email(c.Email)
		}
	}
	x.holidays, _ = o.Holidays.Compile() // a snapshot holds none that cannot be
	x.body, _ = json.Marshal(body)       // of strings only
	w.organizations[id] = x
	return x
}

func (w *writer) organizationFinding(o directory.Organization, field string) {
	w.Report(feed.Finding{
		Source: o.Source, SourceID: o.SourceID, Record: directory.KindOrganization + "/" + o.ID,
		Finding: program.Finding{Code: "attribute-only", Severity: program.Info, Field: field,
			Message: "the format has no field for it; it stands in the attributes, which other readers may pass over"},
	})
}

// contacts writes roles and how to reach them.
func (w *writer) contacts(list []directory.Contact, owner string) (out []contact) {
	for i, c := range list {
		id := uuid("contact", owner, fmt.Sprint(i))
		x := contact{ID: id, Name: c.Name, Title: c.Role, Email: email(c.Email)}
		if c.Phone != "" {
			x.Phones = append(x.Phones, phone{uuid("phone", id, "voice"), c.Phone, "voice"})
		}
		if c.Text != "" {
			x.Phones = append(x.Phones, phone{uuid("phone", id, "sms"), c.Text, "sms"})
		}
		m := marker{entity: "contact", id: id}
		if c.Vacant {
			m.add(attrVacant, "yes")
		}
		m.add(attrWeb, c.URL)
		m.add(attrZone, c.Zone)
		m.addAll(attrLanguage, c.Languages)
		if c.Hours != nil {
			m.addJSON(attrHours, c.Hours)
		}
		x.Attributes = m.list
		out = append(out, x)
	}
	return out
}

// locations writes where people meet: a place, a virtual location, or for a
// hybrid meeting both.
func (w *writer) locations(l directory.Listing, org directory.Organization, service string) (list []serviceAtLocation) {
	if l.Place != nil {
		at := w.place(l, org)
		list = append(list, serviceAtLocation{
			ID: uuid("at", service, at.ID), ServiceID: service, LocationID: at.ID, Description: l.Place.Room, Location: at,
		})
	}
	if l.Mode == program.ModeInPerson {
		return list
	}
	at := location{ID: uuid("virtual", service), Type: "virtual", Name: words(w.Options.Language).online, Description: l.Join.Note}
	if l.Mode == program.ModeTelephone {
		at.Name = words(w.Options.Language).telephone
	}
	if at.URL = uri(l.Join.URL); at.URL == "" {
		at.URL = uri(l.Registration.URL)
	}
	if l.Join.Phone != "" {
		at.Phones = []phone{{uuid("phone", at.ID), l.Join.Phone, "voice"}}
	}
	m := marker{entity: "location", id: at.ID}
	m.mark(attrJoinBy, string(l.JoinBy))
	at.Attributes = m.list
	return append(list, serviceAtLocation{ID: uuid("at", service, at.ID), ServiceID: service, LocationID: at.ID, Location: at})
}

// place writes what the public may know of where people meet.
func (w *writer) place(l directory.Listing, org directory.Organization) location {
	p := l.Place
	key := w.venueKey(l)
	x := location{ID: idOf("location", key), Type: "physical", Name: p.Name, Description: p.Note, URL: uri(p.Web)}
	m := marker{entity: "location", id: x.ID}
	m.mark(attrKey, key)
	m.add(attrHost, p.Host)
	m.add(attrFIPS, p.County)
	if l.Zone != org.Zone {
		m.add(attrZone, l.Zone)
	}
	switch {
	case p.Approximate:
		m.mark(attrApproximate, p.Point.String())
		w.attributed(l, "place.point", "")
	case !p.Point.IsZero():
		lat, lng := p.Point.Lat(), p.Point.Lng()
		x.Latitude, x.Longitude = &lat, &lng
	}
	if a := p.Address; a != (directory.Address{}) {
		x.Addresses = []address{{uuid("address", x.ID), a.Street, a.City, a.State, a.ZIP, "US", "physical"}}
	}
	for i, a := range p.Access {
		x.Accessibility = append(x.Accessibility, accessibility{uuid("accessibility", x.ID, fmt.Sprint(i)), string(a)})
	}
	own := p.Parking
	if len(org.Parking) > 0 && len(own) > 0 {
		own = own[:len(own)-1]
	}
	if len(own) > 0 {
		x.Transportation = own[0].In(w.Options.Language)
		w.texts(&m, attrParking, own[0])
	}
	x.Attributes = m.list
	return x
}

// venueKey returns the key that a venue had in the source of its listing, or
// else its ID.
func (w *writer) venueKey(l directory.Listing) string {
	id := l.Place.ID
	if key, ok := w.venues[id]; ok {
		return key
	}
	key := id
	if short, ok := strings.CutPrefix(id, l.Source+"."); ok && l.Source != "" && !w.taken[short] {
		key = short
	}
	w.venues[id], w.taken[key] = key, true
	return key
}

// uri returns an address of a page if it is one, or "".
func uri(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(s, " <>\"{}|\\^`") {
		return ""
	}
	return u.String()
}

// email returns an address of e-mail if it is a plain one, or "".
func email(s string) string {
	local, domain, ok := strings.Cut(s, "@")
	plain := func(part string) bool {
		return part != "" && len(part) <= 64 && strings.Trim(part, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-") == "" &&
			!strings.HasPrefix(part, ".") && !strings.HasSuffix(part, ".") && !strings.Contains(part, "..")
	}
	if !ok || !plain(local) || !plain(domain) || strings.ContainsAny(domain, "_+") || !strings.Contains(domain, ".") {
		return ""
	}
	for label := range strings.SplitSeq(domain, ".") {
		if strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return ""
		}
	}
	return s
}
