package meetingguide

import (
	"strings"

	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
)

// A record is one of the source, field by field.
type record struct {
	slug, id, name, updated string

	day              jsonin.Value
	time, end        string
	timezone         string
	types            jsonin.Value
	hasTypes         bool
	notes, groupNote string

	location, locationNote                          string
	formatted, address, city, state, postal, nation string
	approximate                                     string
	latitude, longitude                             jsonin.Value
	coordinates                                     string
	link, linkNote, phone, phoneNote                string
	option                                          string // attendance_option
	entity, entityEmail, entityPhone, entityWeb     string
	entityPlace                                     string
}

// set takes the value of a field and reports whether there is a place for it.
func (r *record) set(key string, v jsonin.Value) bool {
	if p := r.text(key); p != nil {
		*p = v.Text()
		return true
	}
	switch key {
	case "day":
		r.day = v
	case "types":
		r.types, r.hasTypes = v, v.Kind() != jsonin.Null
	case "latitude":
		r.latitude = v
	case "longitude":
		r.longitude = v
	default:
		return personal(key) || repeated(key)
	}
	return true
}

// text returns where the text of a field belongs, or nil.
func (r *record) text(key string) *string {
	switch key {
	case "slug":
		return &r.slug
	case "id":
		return &r.id
	case "name":
		return &r.name
	case "updated":
		return &r.updated
	case "time":
		return &r.time
	case "end_time":
		return &r.end
	case "timezone":
		return &r.timezone
	case "notes":
		return &r.notes
	case "group_notes":
		return &r.groupNote
	case "conference_url":
		return &r.link
	case "conference_url_notes":
		return &r.linkNote
	case "conference_phone":
		return &r.phone
	case "conference_phone_notes":
		return &r.phoneNote
	case "attendance_option":
		return &r.option
	}
	if p := r.placeText(key); p != nil {
		return p
	}
	return r.entityText(key)
}

func (r *record) placeText(key string) *string {
	switch key {
	case "location":
		return &r.location
	case "location_notes":
		return &r.locationNote
	case "formatted_address", "full_address":
		return &r.formatted
	case "address":
		return &r.address
	case "city":
		return &r.city
	case "state":
		return &r.state
	case "postal_code":
		return &r.postal
	case "country":
		return &r.nation
	case "approximate":
		return &r.approximate
	case "coordinates":
		return &r.coordinates
	}
	return nil
}

func (r *record) entityText(key string) *string {
	switch key {
	case "entity":
		return &r.entity
	case "entity_email":
		return &r.entityEmail
	case "entity_phone":
		return &r.entityPhone
	case "entity_website_url", "entity_url":
		return &r.entityWeb
	case "entity_location":
		return &r.entityPlace
	}
	return nil
}

// personal reports whether a field is about people or money: nobody's business
// here, and not even counted.
func personal(key string) bool {
	if strings.HasPrefix(key, "contact") {
		return true
	}
	switch key {
	case "venmo", "square", "paypal", "homegroup_online", "feedback_emails", "feedback_url", "edit_url", "author", "email":
		return true
	}
	return false
}

// repeated reports whether a field only says again, or in numbers of the
// source, what another one says.
func repeated(key string) bool {
	switch key {
	case "time_formatted", "location_id", "group_id", "region_id", "district_id", "type_description", "data_source":
		return true
	}
	return false
}

// column returns the key of a column of a sheet: "Full Address" is
// "full_address", and "ID" the slug.
func column(name string) string {
	key := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")
	if key == "id" {
		return "slug"
	}
	return key
}

// readRecord takes the fields of an object and counts those that have no
// place.
func readRecord(c *meetings.Collector, v jsonin.Value) record {
	var r record
	for key, field := range v.Members() {
		name := key
		if strings.ContainsFunc(key, func(c rune) bool { return c == ' ' || c >= 'A' && c <= 'Z' }) {
			name = column(key)
		}
		r.take(c, name, field)
	}
	return r
}

// readRow takes the cells of a row of a sheet under its columns.
func readRow(c *meetings.Collector, columns []string, v jsonin.Value) record {
	var r record
	for i, cell := range v.List() {
		if i < len(columns) {
			r.take(c, columns[i], cell)
		}
	}
	return r
}

func (r *record) take(c *meetings.Collector, key string, v jsonin.Value) {
	if !r.set(key, v) && (v.Text() != "" || len(v.List()) > 0 && v.Kind() != jsonin.String) {
		c.Unread(key)
	}
}

// list returns the texts of an array, also of one that stands in a text, and of
// a text with commas.
func list(v jsonin.Value) []string {
	if text := strings.TrimSpace(v.Text()); v.Kind() == jsonin.String {
		if strings.HasPrefix(text, "[") {
			if inner, _, err := jsonin.Parse(text, len(text)); err == nil {
				v = inner
			}
		} else if strings.Contains(text, ",") {
			return strings.Split(text, ",")
		}
	}
	var texts []string
	for _, e := range v.List() {
		texts = append(texts, e.Text())
	}
	return texts
}
