package hsds

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// Read reads services: an array of them, a page of the answer of a server, a
// single one, or organizations with services in them. Each service becomes an
// offering, or several if it is at several places, or is refused with a finding.
// An error says that the rest of the source could not be read; the result holds
// what was read before.
func Read(r io.Reader, o feed.Options) (feed.Result, error) {
	c, err := meetings.NewCollector(o)
	if err != nil {
		return feed.Result{}, err
	}
	in := reader{Collector: c, organizations: map[string]owner{}}
	for e, err := range jsonin.Elements(r, o.Limits, "contents", "services", "organizations") {
		switch {
		case err != nil:
			in.kept(jsonin.Value{})
			return c.Result(), fmt.Errorf("hsds: %w", err)
		case e.Number > 0:
			in.element(e)
		case in.late != nil:
			in.kept(e.Value)
		case !in.begun && e.Value.Member("id").Kind() == jsonin.Null && e.Value.Member("name").Kind() == jsonin.Null:
			return c.Result(), errors.New("hsds: an object, want services, or a single one")
		case !in.begun:
			in.take(record{value: e.Value, place: "record 1", cut: e.Cut, err: e.Err})
		}
		if c.Err() != nil {
			break
		}
	}
	return c.Result(), c.Err()
}

// A reader makes offerings of services.
type reader struct {
	*meetings.Collector
	organizations map[string]owner // by their id
	begun         bool
	late          []record // services that wait for the organization that they stand in
}

// A record is a service on its way.
type record struct {
	value        jsonin.Value
	organization jsonin.Value // that it stands in, or null
	at           jsonin.Value // the service at a location that it stands in, or null
	place        string
	cut          []string
	err          error
}

// element takes one element of an array.
func (in *reader) element(e jsonin.Element) {
	in.begun = true
	x := record{value: e.Value, place: e.Place(), cut: e.Cut, err: e.Err}
	if e.Member == "services" {
		in.late = append(in.late, x)
		return
	}
	in.take(x)
}

// kept takes the services that stood in one organization, which is known now.
func (in *reader) kept(organization jsonin.Value) {
	for _, x := range in.late {
		if organization.Member("name").Text() != "" {
			x.organization = organization
		}
		in.take(x)
	}
	in.late = nil
}

// take takes a record for what it is: a service, a service at a location, or an
// organization with its services.
func (in *reader) take(x record) {
	v := x.value
	services := v.Member("services")
	switch {
	case x.err == nil && services.Kind() == jsonin.Array && len(services.List()) > 0:
		for i, s := range services.List() {
			in.service(record{value: s, organization: v, place: fmt.Sprintf("%s service %d", x.place, i+1), cut: x.cut})
		}
	case x.err == nil && v.Member("service").Kind() == jsonin.Object:
		in.service(record{value: v.Member("service"), at: v, place: x.place, cut: x.cut})
	default:
		in.service(x)
	}
}

// service makes the offerings of a service, or refuses it.
func (in *reader) service(x record) {
	v := x.value
	marks := marksOf(v)
	key := cmp.Or(marks.get(attrKey), strings.Clone(v.Member("id").Text()))
	in.Begin(x.place, key)
	switch {
	case x.err != nil:
		in.Refuse("not-json", x.err.Error())
		return
	case v.Kind() != jsonin.Object:
		in.Refuse("not-an-object", "a "+v.Kind().String()+", want an object")
		return
	case isOrganization(v):
		in.Refuse("not-a-service", "an organization without services; there is nothing to list")
		return
	}
	for _, field := range x.cut {
		in.Find(program.Warning, "text-cut", field, "", "longer than the limit, so its end is missing")
	}
	if key == "" {
		sum := sha256.Sum256([]byte(v.Member("name").Text() + "\x00" + v.Member("organization_id").Text()))
		key = "~" + hex.EncodeToString(sum[:8])
		in.Find(program.Warning, "id-missing", "id", "", "no id; one was made of the name, and changes with it")
	}
	for name, member := range v.Members() {
		if !known[name] && (member.Text() != "" || len(member.List()) > 0 && member.Kind() != jsonin.String) {
			in.Unread(name)
		}
	}
	in.offerings(x, marks, key)
}

// isOrganization reports whether a record has fields that only an organization
// has, and none that only a service has.
func isOrganization(v jsonin.Value) bool {
	has := func(names ...string) bool {
		for _, name := range names {
			if v.Member(name).Kind() != jsonin.Null {
				return true
			}
		}
		return false
	}
	return has("website", "locations", "programs", "tax_id", "legal_status", "year_incorporated", "organization_identifiers", "parent_organization_id") &&
		!has("organization", "organization_id", "status", "schedules", "service_at_locations")
}

// known are the fields of a service that are read, or that say again what others
// say.
var known = map[string]bool{
	"id": true, "organization_id": true, "program_id": true, "name": true, "alternate_name": true, "description": true, "url": true, "email": true, "status": true,
	"interpretation_services": true, "application_process": true, "wait_time": true, "fees_description": true, "fees": true, "eligibility_description": true,
	"minimum_age": true, "maximum_age": true, "assured_date": true, "assurer_email": true, "alert": true, "last_modified": true, "phones": true, "schedules": true,
	"service_at_locations": true, "languages": true, "organization": true, "cost_options": true, "program": true, "contacts": true, "attributes": true,
	"locations": true, "required_documents": true,
}

// text returns the text of a field as people read it: a copy, so that what is
// kept of a record does not keep all of it.
func text(v jsonin.Value, field string) string {
	return strings.Clone(meetings.Text(v.Member(field).Text()))
}

// public returns the text of a field without passcodes.
func (in *reader) public(v jsonin.Value, field string) string {
	return in.Public(field, text(v, field))
}

// paragraphs joins the texts that are not empty.
func paragraphs(texts ...string) string {
	var parts []string
	for _, t := range texts {
		if t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, "\n\n")
}
