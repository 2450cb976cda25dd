package schemaorg

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
)

// location writes where people meet: a place, a virtual location, or both.
func (w *writer) location(l directory.Listing, org directory.Organization, mode program.Mode) any {
	virtual := place{Type: "VirtualLocation", Name: "Online", URL: cmp.Or(l.Registration.URL, w.page(l), org.Website)}
	if strings.HasPrefix(w.Options.Language, "es") {
		virtual.Name = "En línea"
	}
	switch {
	case l.Place == nil || mode == program.ModeOnline || mode == program.ModeTelephone:
		return virtual
	case mode == program.ModeHybrid:
		return []place{w.place(*l.Place), virtual}
	}
	return w.place(*l.Place)
}

// place writes a place, with its coordinates only if the public may know them.
func (w *writer) place(p directory.Place) place {
	x := place{Type: "Place", Name: cmp.Or(p.Name, p.Address.String()), Description: strings.TrimSpace(p.Room + "\n" + p.Note), URL: p.Web}
	if a := p.Address; a != (directory.Address{}) {
		x.Address = &postal{"PostalAddress", a.Street, a.City, a.State, a.ZIP, "US"}
	}
	if !p.Approximate && !p.Point.IsZero() {
		x.Geo = &geo{"GeoCoordinates", p.Point.Lat(), p.Point.Lng()}
	}
	for _, a := range p.Access {
		x.Amenities = append(x.Amenities, amenity{"LocationFeatureSpecification", string(a), true})
	}
	return x
}

// losses reports the fields of a listing that the vocabulary has no word for.
func (w *writer) losses(l directory.Listing) {
	joinBy := l.Mode != program.ModeInPerson && (l.JoinBy != directory.AfterRegistration || l.Registration.URL == "")
	for _, f := range []struct {
		field string
		there bool
		value string
	}{
		{"program", l.Program != "", l.Program},
		{"entry", l.Entry != program.Entry{}, string(l.Entry.Mode)},
		{"audience.observers", l.Audience.Observers != "", string(l.Audience.Observers)},
		{"audience.members_only", l.Audience.MembersOnly, "true"},
		{"audience.repeat", l.Audience.Repeat, "true"},
		{"successors", len(l.Successors) > 0, strings.Join(l.Successors, ", ")},
		{"status_since", !l.StatusSince.IsZero(), l.StatusSince.String()},
		{"registration", l.Registration.Phone != "" || l.Registration.Email != "" || !l.Registration.Through.IsZero(), l.Registration.Through.String()},
		{"registration.url", l.Mode == program.ModeInPerson && l.Registration.URL != "", l.Registration.URL},
		{"join_by", joinBy, string(l.JoinBy)},
		{"join", l.Join != directory.Join{}, ""},
		{"mode", l.Mode == program.ModeTelephone, string(l.Mode)},
		{"guidelines", l.Guidelines != "", l.Guidelines},
		{"verified", l.Verified != directory.Verified{}, l.Verified.On.String()},
		{"course", l.Course != nil, ""},
		{"contacts", len(l.Contacts) > 0, strconv.Itoa(len(l.Contacts))},
		{"topics", len(l.Topics) > maxTopics, strconv.Itoa(len(l.Topics))},
		{"also", len(l.Also) > 0, strconv.Itoa(len(l.Also))},
		{"derived", len(l.Derived) > 0, strings.Join(l.Derived, ", ")},
	} {
		if f.there {
			w.Unsaid(l, f.field, f.value)
		}
	}
	for tag := range l.Note {
		if l.Note[tag] != l.Note.In(w.Options.Language) || tag != w.Options.Language {
			w.Unsaid(l, "note."+tag, "")
		}
	}
	if l.Place != nil {
		w.placeLosses(l, *l.Place)
	}
}

// placeLosses reports the fields of a place that the vocabulary has no word for.
func (w *writer) placeLosses(l directory.Listing, p directory.Place) {
	for _, f := range []struct {
		field string
		there bool
		value string
	}{
		{"place.host", p.Host != "", p.Host},
		{"place.room", p.Room != "", p.Room},
		{"place.county", p.County != "", p.County},
		{"place.parking", len(p.Parking) > 0, ""},
		{"place.point", p.Approximate, ""},
		{"place.approximate", p.Approximate, ""},
	} {
		if f.there {
			w.Unsaid(l, f.field, f.value)
		}
	}
}
