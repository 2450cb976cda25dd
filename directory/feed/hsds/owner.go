package hsds

import (
	"cmp"
	"encoding/json"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// An owner is an organization that was read.
type owner struct {
	id, language, zone string
}

// owner adds the organization of a service and returns what its records need to
// know of it.
func (in *reader) owner(v *jsonin.Value, id string) owner {
	if v != nil {
		id = text(*v, "id")
	}
	if o, ok := in.organizations[id]; ok {
		return o
	}
	if v == nil || text(*v, "name") == "" {
		return owner{in.Home(), in.Options.Language, in.Options.Zone}
	}
	marks := marksOf(*v)
	key := cmp.Or(marks.get(attrKey), id, text(*v, "name"))
	o := directory.Organization{
		ID: feed.ID(in.Options.Source, key), Name: text(*v, "name"), Website: uri(text(*v, "website")),
		Level: directory.Level(marks.get(attrLevel)), State: marks.get(attrState), Counties: marks.all(attrCounty), Needs: marks.all(attrNeed),
		Zone: cmp.Or(in.zone(marks.get(attrZone)), in.zone(in.Options.Zone)), Language: marks.get(attrLanguage), Parking: in.tagged(marks, attrParking, ""),
		Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: key}},
	}
	if in.Options.Language != "en" && o.Language == "" && marks == nil {
		o.Language = in.Options.Language
	}
	if marks.get(attrSuccessor) != "" {
		in.Find(program.Info, "successor-not-read", "organization.attributes", "", "the organization that it became part of is not looked for")
	}
	if !marks.json(attrHolidays, &o.Holidays) || o.Holidays.Validate() != nil {
		o.Holidays = schedule.HolidaySet{}
	}
	for _, text := range marks.all(attrClosure) {
		var c schedule.Closure
		if json.Unmarshal([]byte(text), &c) == nil && !c.First.IsZero() {
			o.Closures = append(o.Closures, c)
		}
	}
	o.Contacts = append(in.contacts(*v), in.phones(*v)...)
	if address := email(text(*v, "email")); address != "" && len(o.Contacts) == 0 {
		o.Contacts = []directory.Contact{{Role: "office", Email: address}}
	}
	if d := text(*v, "description"); d != "" && d != o.Name {
		in.Unread("organization.description")
	}
	if err := o.Validate(); err != nil {
		in.Find(program.Warning, "organization-odd", "organization", "", "attributes of the organization make no sense; left out")
		o.State, o.Counties, o.Closures = "", nil, nil
	}
	x := owner{in.Organization(o), cmp.Or(o.Language, "en"), o.Zone}
	in.organizations[id] = x
	return x
}

// zone returns the name of a zone, or "" and a finding if there is no such one.
func (in *reader) zone(name string) string {
	if name == "" {
		return ""
	}
	z := in.Zones.Find(name)
	if z == nil {
		in.Find(program.Warning, "zone-unknown", "timezone", name, "no such time zone")
		return ""
	}
	return z.Name()
}

// contacts reads roles and how to reach them. A last name is left out.
func (in *reader) contacts(v jsonin.Value) (list []directory.Contact) {
	for _, c := range v.Member("contacts").List() {
		marks := marksOf(c)
		x := directory.Contact{
			Role: cmp.Or(text(c, "title"), text(c, "department"), "contact"), Email: email(text(c, "email")),
			Vacant: marks.get(attrVacant) != "", URL: marks.get(attrWeb), Zone: marks.get(attrZone), Languages: marks.all(attrLanguage),
		}
		if name := text(c, "name"); name != "" && !strings.ContainsAny(name, " \n") {
			x.Name = name
		} else if name != "" {
			in.Find(program.Info, "name-not-carried", "contacts.name", "", "a first name and a role are enough; left out")
		}
		if !marks.json(attrHours, &x.Hours) {
			x.Hours = nil
		}
		for _, p := range c.Member("phones").List() {
			if number := text(p, "number"); strings.EqualFold(text(p, "type"), "sms") {
				x.Text = cmp.Or(x.Text, number)
			} else {
				x.Phone = cmp.Or(x.Phone, number)
			}
		}
		if x.Email != "" || x.Phone != "" || x.Text != "" || marks != nil || text(c, "title") != "" {
			list = append(list, x)
		}
	}
	return list
}

// phones reads the telephone numbers of a service or an organization.
func (in *reader) phones(v jsonin.Value) (list []directory.Contact) {
	for _, p := range v.Member("phones").List() {
		number := text(p, "number")
		if ext := p.Member("extension").Text(); ext != "" && number != "" {
			number += " x" + ext
		}
		c := directory.Contact{Role: cmp.Or(text(p, "description"), "office"), Phone: number}
		if strings.EqualFold(text(p, "type"), "sms") {
			c.Phone, c.Text = "", number
		}
		for _, l := range p.Member("languages").List() {
			c.Languages = append(c.Languages, languageTag(l))
		}
		if number != "" && !strings.EqualFold(text(p, "type"), "fax") {
			list = append(list, c)
		}
	}
	return list
}
