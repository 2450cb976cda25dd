package bmlt_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/bmlt"
)

// server is a small one: a key, SL, that means something else elsewhere, two
// formats of one world name, one that speaks of two languages.
var server = bmlt.Server{
	Formats: []bmlt.Format{
		{ID: "4", Key: "C", World: "CLOSED", Name: "Closed"}, {ID: "17", Key: "O", World: "OPEN", Name: "Open"},
		{ID: "5", Key: "CH", Name: "Closed Holidays"}, {ID: "33", Key: "WC", World: "WCHR", Name: "Wheelchair"},
		{ID: "24", Key: "SL", Name: "ASL"}, {ID: "22", Key: "SD", World: "SPK", Name: "Speaker/Discussion"}, {ID: "26", Key: "So", World: "SPK", Name: "Speaker Only"},
		{ID: "49", Key: "L/R", World: "LANG", Name: "Lithuanian/Russian"}, {ID: "18", Key: "Pi", Name: "Pitch"},
		{ID: "54", Key: "VM", World: "VM", Name: "Virtual Meeting"}, {ID: "55", Key: "TC", World: "TC", Name: "Temporarily Closed Facility"},
		{ID: "17", Key: "A", World: "OPEN", Name: "Abierta", Language: "es"},
	},
	ServiceBodies: []bmlt.ServiceBody{{ID: "1", Name: "Region", Parent: "0"}, {ID: "2", Name: "Area", Parent: "1", Helpline: "+15550100", Website: "https://area.example.org"}},
}

// record returns a plain meeting with other fields, as "name=value".
func record(fields ...string) string {
	plain := []string{"id_bigint=7", "service_body_bigint=2", "weekday_tinyint=4", "venue_type=1", "start_time=19:00:00", "duration_time=01:30:00", "formats=O", "format_shared_id_list=17",
		"latitude=40.5", "longitude=-73.5", "published=1", "meeting_name=Hope", "location_text=Hall", "location_street=1 Main St", "location_municipality=Town", "location_province=NY", "location_postal_code_1=10001"}
	var parts []string
	for _, f := range append(plain, fields...) {
		name, value, _ := strings.Cut(f, "=")
		parts = slices.DeleteFunc(parts, func(p string) bool { return strings.HasPrefix(p, fmt.Sprintf("%q:", name)) })
		text, _ := json.Marshal(value)
		parts = append(parts, fmt.Sprintf("%q:%s", name, text))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

var options = feed.Options{Source: "s", Zone: "America/New_York"}

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fields []string
		want   string // mode, status, rule, start, length, policy; what the formats say; codes
	}{
		{"a plain record", nil, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [public] [] []|"},
		{"D35 day 1 is Sunday", []string{"weekday_tinyint=1"}, "in person  FREQ=WEEKLY;BYDAY=SU 19:00 1h30m0s keep [public] [] []|"},
		{"no such day", []string{"weekday_tinyint=0"}, "in person  by appointment [public] [] []|day-unread"},
		{"D27 past midnight", []string{"start_time=23:30:00"}, "in person  FREQ=WEEKLY;BYDAY=WE 23:30 1h30m0s keep [public] [] []|ends-next-day"},
		{"the end of a day is midnight of the next", []string{"start_time=24:00:00"}, "in person  FREQ=WEEKLY;BYDAY=TH 00:00 1h30m0s keep [public] [] []|starts-next-day"},
		{"the usual length", []string{"duration_time=00:00:00"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 0s keep [public] [] []|length-unknown"},
		{"D28 a long one is kept and flagged", []string{"duration_time=12:00:00"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 12h0m0s keep [public] [] []|ends-next-day too-long"},
		{"virtual", []string{"venue_type=2", "virtual_meeting_link=https://zoom.us/j/1"}, "online  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [public] [] []|stray-place"},
		{"hybrid", []string{"venue_type=3", "phone_meeting_number=+15550100"}, "hybrid  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [public] [] []|"},
		{"virtual by a format of old data", []string{"venue_type=", "formats=VM", "format_shared_id_list=54"}, "online  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [] [] []|stray-place"},
		{"D17 closed for the time being", []string{"formats=TC", "format_shared_id_list=55"}, "in person suspended FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [] [] []|"},
		{"D17 closed, but online", []string{"venue_type=3", "formats=TC", "format_shared_id_list=55"}, "online  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [] [] []|stray-place"},
		{"closed on holidays", []string{"formats=CH", "format_shared_id_list=5"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s skip [] [] []|holidays-unnamed schedule-derived"},
		{"D34 a key is one of its server", []string{"formats=SL", "format_shared_id_list=24"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [] [ase] []|"},
		{"keys without their numbers", []string{"formats=C,WC,XX", "format_shared_id_list="}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [self] [] []|format-unknown"},
		{"formats of one world name stay two", []string{"formats=SD,So,Pi", "format_shared_id_list=22,26,18"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [] [] [Pitch Speaker Only speaker]|"},
		{"two languages in one format", []string{"formats=L/R", "format_shared_id_list=49"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [] [lt ru] []|"},
		{"prompts of an old server", []string{"comments=Notes#@-@#Comments#@-@#1st Wed only", "location_text=Location#@-@#Hall"}, "in person  FREQ=MONTHLY;BYDAY=1WE 19:00 1h30m0s keep [public] [] []|prompt-removed schedule-derived"},
		{"no street", []string{"location_street="}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [public] [] []|address-incomplete"},
		{"D29 0/0 is none", []string{"latitude=0", "longitude=0"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [public] [] []|coordinates-missing"},
		{"D15 an unknown zone", []string{"time_zone=Mars/Base"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [public] [] []|zone-unknown"},
		{"what has no place is counted", []string{"location_sub_province=Kings", "my_field=x", "contact_name_1=Jane Roe", "email_contact=j@example.org"}, "in person  FREQ=WEEKLY;BYDAY=WE 19:00 1h30m0s keep [public] [] []|field-not-carried"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, server, []byte("["+record(tt.fields...)+"]"), options)
			var o directory.Offering
			for _, e := range got.Entities {
				if x, ok := e.(directory.Offering); ok {
					o = x
				}
			}
			when := "by appointment"
			for _, s := range o.Series {
				when = fmt.Sprint(s.Rule, " ", s.Start, " ", s.Length, " ", s.OnHoliday)
			}
			var codes []string
			for code := range count(got.Findings) {
				codes = append(codes, code)
			}
			slices.Sort(codes)
			line := fmt.Sprint(o.Mode, " ", o.Status, " ", when, " ", o.Audience.Relations, " ", o.Languages, " ", o.Topics, "|", strings.Join(codes, " "))
			if diff := cmp.Diff(tt.want, line); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadForms(t *testing.T) {
	want := read(t, server, []byte("["+record("formats=CH,O", "format_shared_id_list=5,17")+"]"), options)
	t.Run("formats that come after the meetings", func(t *testing.T) {
		text := `{"meetings":[` + record("formats=CH,O", "format_shared_id_list=5,17") + `],"formats":[
			{"id":"17","key_string":"O","name_string":"Open","world_id":"OPEN","lang":"en"},{"id":"5","key_string":"CH","name_string":"Closed Holidays","world_id":"","lang":"en"}]}`
		got := read(t, bmlt.Server{ServiceBodies: server.ServiceBodies}, []byte(text), options)
		if diff := cmp.Diff(want.Entities, got.Entities, samePoint); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("no formats at all are reported", func(t *testing.T) {
		got := read(t, bmlt.Server{}, []byte("["+record("formats=CH,O", "format_shared_id_list=5,17")+"]"), options)
		if n := count(got.Findings); n["field-not-carried"] != 1 || n["schedule-derived"] != 0 {
			t.Errorf("findings %v, want that formats are not carried over", n)
		}
	})
	t.Run("a service body is an organization", func(t *testing.T) {
		o, ok := want.Entities[0].(directory.Organization)
		if !ok || o.Name != "Area" || o.Website != "https://area.example.org" || len(o.Contacts) != 1 {
			t.Errorf("organization %+v, want the area with its site and helpline", o)
		}
	})
	t.Run("D38 what is bad is refused by itself", func(t *testing.T) {
		got := read(t, server, []byte(`[7,{"id_bigint":"1","published":"0"},{"id_bigint":"2","weekday_tinyint":"1"},{"a":"\ud800"},`+record()+`]`), options)
		var codes []string
		for _, f := range got.Findings {
			if f.Severity == "error" {
				codes = append(codes, f.Place+" "+f.Code)
			}
		}
		if diff := cmp.Diff([]string{"record 1 not-json", "record 2 not-published", "record 3 name-missing", "record 4 not-json"}, codes); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	for _, tt := range []struct{ name, text, want string }{
		{"an answer that is none", `{"error":"x"}`, "bmlt: an object, want an array of meetings, or an object that holds one"},
		{"text", `no such switcher`, "bmlt: begins with 'n', want an array"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := bmlt.Read(strings.NewReader(tt.text), options); err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
	t.Run("a list of formats with a hole is refused", func(t *testing.T) {
		if _, err := bmlt.ReadFormats(strings.NewReader(`[{"id":"1"},{"key_string":"x"}]`), feed.Limits{}); err == nil || err.Error() != "bmlt: record 2: want an object with an id" {
			t.Errorf("error %v, want the record named", err)
		}
	})
}

func TestHostile(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "hostile", "hostile.jsonl"))
	if err != nil {
		t.Skip("the hostile inputs of ../shared/data are not here: " + err.Error())
	}
	for line := range strings.Lines(string(text)) {
		var h struct{ ID, Kind, Input string }
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatal(err)
		}
		if h.Input == "" {
			continue // bytes and recipes are for the reader of JSON itself
		}
		t.Run(h.ID, func(t *testing.T) {
			document := "[" + h.Input + "]"
			if h.Kind != "json" {
				document = "[" + record("meeting_name="+h.Input, "comments="+h.Input, "start_time="+h.Input, "latitude="+h.Input, "time_zone="+h.Input, "weekday_tinyint="+h.Input) + "]"
			}
			checkRead(t, document)
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("[" + record() + "]")
	f.Add("[" + record("venue_type=3", "formats=CH,O", "format_shared_id_list=5,17", "virtual_meeting_link=https://zoom.us/j/1?pwd=x") + "]")
	f.Add(`{"meetings":[` + record("weekday_tinyint=9") + `],"formats":[{"id":"17"}]}`)
	f.Fuzz(checkRead)
}

// FuzzRecord is FuzzRead for lists of one meeting with texts of any kind.
func FuzzRecord(f *testing.F) {
	f.Add("7", "4", "19:00:00", "01:30:00", "17,5", "Hall", "40.5", "-73.5", "closed on holidays", "https://zoom.us/j/1?pwd=x")
	f.Add("x", "1", "24:00:00", "24:00:00", "4,17,49", "a#@-@#b", "0", "91", "1st Sun", "+1555,,*2")
	f.Fuzz(func(t *testing.T, id, day, start, length, formats, place, lat, lng, comments, link string) {
		clean := strings.NewReplacer("=", "").Replace
		text := "[" + record("id_bigint="+clean(id), "weekday_tinyint="+clean(day), "start_time="+clean(start), "duration_time="+clean(length), "format_shared_id_list="+clean(formats),
			"location_text="+clean(place), "location_street="+clean(place), "latitude="+clean(lat), "longitude="+clean(lng), "comments="+comments, "virtual_meeting_link="+link, "location_info="+comments) + "]"
		checkRead(t, text)
	})
}
