package bmlt

import (
	"bytes"
	"encoding/json"
)

// A meeting is one record, a text for each field; "" is null.
type meeting [fieldCount]string

// A field is one of a meeting.
type field int

const (
	fieldID field = iota
	fieldWorld
	fieldBody
	fieldBodyName
	fieldWeekday
	fieldVenueType
	fieldStart
	fieldDuration
	fieldZone
	fieldFormats
	fieldFormatIDs
	fieldLanguage
	fieldLatitude
	fieldLongitude
	fieldKilometres
	fieldMiles
	fieldPublished
	fieldRoot
	fieldName
	fieldLocation
	fieldInfo
	fieldStreet
	fieldSubsection
	fieldNeighborhood
	fieldMunicipality
	fieldCounty
	fieldProvince
	fieldPostalCode
	fieldNation
	fieldComments
	fieldTrains
	fieldBuses
	fieldPhone
	fieldLink
	fieldLinkInfo
	fieldCount
)

// names are those of the fields in the format.
var names = [fieldCount]string{
	"id_bigint", "worldid_mixed", "service_body_bigint", "service_body_name", "weekday_tinyint", "venue_type",
	"start_time", "duration_time", "time_zone", "formats", "format_shared_id_list", "lang_enum", "latitude", "longitude",
	"distance_in_km", "distance_in_miles", "published", "root_server_uri", "meeting_name", "location_text", "location_info",
	"location_street", "location_city_subsection", "location_neighborhood", "location_municipality", "location_sub_province",
	"location_province", "location_postal_code_1", "location_nation", "comments", "train_lines", "bus_lines",
	"phone_meeting_number", "virtual_meeting_link", "virtual_meeting_additional_info",
}

// fieldOf returns the field with a name.
func fieldOf(name string) (field, bool) {
	for i, n := range names {
		if n == name {
			return field(i), true
		}
	}
	return 0, false
}

// fieldsOf returns the fields with names, without those that there are not; nil
// for no names.
func fieldsOf(names []string) (fields []field) {
	if len(names) > 0 {
		fields = []field{}
	}
	for _, name := range names {
		if f, ok := fieldOf(name); ok {
			fields = append(fields, f)
		}
	}
	return fields
}

// appendJSON appends the record as an object: all fields, or those given.
func (m *meeting) appendJSON(b []byte, only []field) []byte {
	b = append(b, '{')
	if only == nil {
		for f := range fieldCount {
			b = m.appendField(b, f)
		}
	}
	for _, f := range only {
		b = m.appendField(b, f)
	}
	return append(b, '}')
}

func (m *meeting) appendField(b []byte, f field) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(append(append(b, '"'), names[f]...), `":`...)
	if plain(m[f]) {
		return append(append(append(b, '"'), m[f]...), '"')
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(m[f]) // a string can be
	return append(b, bytes.TrimSpace(text.Bytes())...)
}

// plain reports whether a text stands in JSON as it is.
func plain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			return false
		}
	}
	return true
}
