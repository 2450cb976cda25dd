package meetingguide_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
)

// codesOf returns the codes of findings, sorted, each once.
func codesOf(findings []feed.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

// one reads a feed of one record and returns its offering, its venue if any,
// and the codes of the findings.
func one(t *testing.T, record string, o feed.Options) (directory.Offering, directory.Venue, string) {
	t.Helper()
	got := read(t, []byte("["+record+"]"), o)
	var v directory.Venue
	for _, e := range got.Entities {
		if venue, ok := e.(directory.Venue); ok {
			v = venue
		}
	}
	list := offerings(got.Entities)
	if len(list) != 1 {
		t.Fatalf("%d offerings, want 1; findings: %s", len(list), codesOf(got.Findings))
	}
	return list[0], v, codesOf(got.Findings)
}

// with returns a plain record with other fields.
func with(fields string) string {
	plain := map[string]string{
		"name": `"Hope"`, "slug": `"hope"`, "day": `1`, "time": `"19:00"`, "end_time": `"20:00"`, "types": `["O"]`, "location": `"Hall"`,
		"formatted_address": `"1 Main St, Town, FL 32073, USA"`, "latitude": `30.165`, "longitude": `-81.74`,
	}
	var parts []string
	for _, key := range []string{"name", "slug", "day", "time", "end_time", "types", "location", "formatted_address", "latitude", "longitude"} {
		if !strings.Contains(fields, `"`+key+`":`) {
			parts = append(parts, `"`+key+`":`+plain[key])
		}
	}
	if fields != "" {
		parts = append(parts, fields)
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func TestReadWhen(t *testing.T) {
	for _, tt := range []struct {
		name, fields string
		want         string // rule, start, length, zone; codes
	}{
		{"a plain record", ``, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/New_York"},
		{"D35 day 0 is Sunday", `"day":0`, "FREQ=WEEKLY;BYDAY=SU 19:00 1h0m0s America/New_York"},
		{"D37 a day in quotation marks", `"day":"6"`, "FREQ=WEEKLY;BYDAY=SA 19:00 1h0m0s America/New_York"},
		{"D37 a day as a word", `"day":"Tuesday"`, "FREQ=WEEKLY;BYDAY=TU 19:00 1h0m0s America/New_York"},
		{"D16 several days are one series", `"day":[1,3,"5"]`, "FREQ=WEEKLY;BYDAY=MO,WE,FR 19:00 1h0m0s America/New_York day-form"},
		{"D37 a list with one day", `"day":[4]`, "FREQ=WEEKLY;BYDAY=TH 19:00 1h0m0s America/New_York day-form"},
		{"D37 a list in a text", `"day":"[1,2]"`, "FREQ=WEEKLY;BYDAY=MO,TU 19:00 1h0m0s America/New_York"},
		{"D37 a time with PM", `"time":"7:00 PM","end_time":"8:15 PM"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h15m0s America/New_York time-form"},
		{"a time that is none", `"time":"evening"`, "FREQ=WEEKLY;BYDAY=MO  0s America/New_York time-form time-unread"},
		{"no time", `"time":""`, "FREQ=WEEKLY;BYDAY=MO  0s America/New_York start-unknown"},
		{"no end", `"end_time":""`, "FREQ=WEEKLY;BYDAY=MO 19:00 0s America/New_York"},
		{"D27 past midnight", `"time":"23:30","end_time":"00:30"`, "FREQ=WEEKLY;BYDAY=MO 23:30 1h0m0s America/New_York ends-next-day"},
		{"D28 a minute before midnight", `"time":"23:59","end_time":"01:00"`, "FREQ=WEEKLY;BYDAY=MO 23:59 1h1m0s America/New_York ends-next-day"},
		{"D28 an end twelve hours off", `"time":"19:15","end_time":"08:15"`, "FREQ=WEEKLY;BYDAY=MO 19:15 0s America/New_York too-long"},
		{"D28 after noon for after midnight", `"time":"12:15","end_time":"01:15"`, "FREQ=WEEKLY;BYDAY=MO 12:15 0s America/New_York too-long"},
		{"D28 it ends when it begins", `"time":"10:00","end_time":"10:00"`, "FREQ=WEEKLY;BYDAY=MO 10:00 0s America/New_York ends-at-start"},
		{"D28 all day", `"time":"00:00","end_time":"23:59"`, "FREQ=WEEKLY;BYDAY=MO 00:00 0s America/New_York all-day"},
		{"four hours are not too long", `"time":"10:00","end_time":"14:00"`, "FREQ=WEEKLY;BYDAY=MO 10:00 4h0m0s America/New_York"},
		{"24:00 belongs to the next day", `"time":"24:00","end_time":"01:00"`, "FREQ=WEEKLY;BYDAY=TU 00:00 1h0m0s America/New_York"},
		{"D15 a zone of its own", `"timezone":"America/Chicago"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/Chicago"},
		{"T8 EST is the zone with a summer", `"timezone":"EST"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/New_York zone-from-word"},
		{"T8 CST is the zone with a summer", `"timezone":"CST"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/Chicago zone-from-word"},
		{"D15 an unknown zone", `"timezone":"Mars/Base"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/New_York zone-unknown"},
		{"D15 a zone in the name beside the time", `"name":"Hope - 7pm Central - Online"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/Chicago zone-from-name"},
		{"D15 a zone in the name beside another time", `"name":"Hope - 8pm Eastern"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/New_York zone-unsure"},
		{"D38 no day is by appointment", `"day":""`, "by-appointment"},
		{"D38 a day that is none", `"day":9`, "by-appointment day-unread"},
		{"D26 an annotation", `"notes":"Last Monday: speaker"`, "FREQ=WEEKLY;BYDAY=MO 19:00 1h0m0s America/New_York"},
		{"a rule in the notes", `"notes":"1st and 3rd Mon"`, "FREQ=MONTHLY;BYDAY=1MO,3MO 19:00 1h0m0s America/New_York schedule-derived"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, _, codes := one(t, with(tt.fields), feed.Options{Source: "s", Zone: "America/New_York"})
			got := ""
			for _, s := range o.Series {
				got = fmt.Sprintf("%v %v %v %v", s.Rule, s.Start, s.Length, s.Zone)
			}
			if diff := cmp.Diff(tt.want, strings.TrimSpace(got+" "+codes)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if derived := strings.Contains(codes, "schedule-derived"); derived != (len(o.Derived) > 0) {
				t.Errorf("derived %q, want it marked %v", o.Derived, derived)
			}
		})
	}
	t.Run("D15 no zone at all is imported and reported", func(t *testing.T) {
		o, _, codes := one(t, with(``), feed.Options{Source: "s"})
		if o.Series[0].Zone != "" || codes != "zone-missing" {
			t.Errorf("zone %q, findings %q, want none and zone-missing", o.Series[0].Zone, codes)
		}
	})
	t.Run("D28 how long a meeting may last is for the caller to say", func(t *testing.T) {
		o, _, _ := one(t, with(`"time":"08:00","end_time":"16:00"`), feed.Options{Source: "s", Zone: "America/New_York", Longest: 8 * 3600e9})
		if o.Series[0].Length != 8*3600e9 {
			t.Errorf("length %v, want 8h", o.Series[0].Length)
		}
	})
}

func TestReadHow(t *testing.T) {
	const exact, town = `"formatted_address":"1 Main St, Town, FL 32073, USA"`, `"formatted_address":"Town, FL, USA"`
	for _, tt := range []struct {
		name, fields string
		want         string // mode, status; codes
	}{
		{"in person", `"types":["O"],` + exact, "in person"},
		{"D17 ONL is in person and online", `"types":["O","ONL"],"conference_url":"https://zoom.us/j/1",` + exact, "hybrid"},
		{"D17 TC and ONL is online", `"types":["TC","ONL"],"conference_url":"https://zoom.us/j/1",` + exact, "online stray-place"},
		{"D17 TC is suspended", `"types":["TC"],` + exact, "in person suspended"},
		{"D22 ONL in a town is online", `"types":["ONL"],"conference_url":"https://zoom.us/j/1","approximate":"yes",` + town, "online"},
		{"D22 a town is told from the address", `"types":["ONL"],"conference_url":"https://zoom.us/j/1",` + town, "online approximate-inferred"},
		{"approximate as a bool", `"types":["ONL"],"conference_url":"https://zoom.us/j/1","approximate":true,` + exact, "online"},
		{"a town alone is suspended", `"types":["O"],"approximate":"yes",` + town, "in person suspended place-approximate"},
		{"other readers go by the link", `"types":["O"],"conference_url":"https://zoom.us/j/1",` + exact, "in person attendance-tsml-ui"},
		{"other readers want a link", `"types":["ONL"],` + exact, "hybrid attendance-tsml-ui"},
		{"the record says otherwise", `"types":["O"],"attendance_option":"hybrid",` + exact, "in person attendance-differs"},
		{"D37 codes in lower case", `"types":["o","onl"],"conference_phone":"+1 555 0100",` + exact, "hybrid type-case"},
		{"D37 codes in a text", `"types":"[\"O\",\"TC\"]",` + exact, "in person suspended"},
		{"D37 words with commas", `"types":"Open, Location Temporarily Closed",` + exact, "in person suspended"},
		{"D37 unknown codes", `"types":["BS",""],` + exact, "in person type-unknown"},
		{"no codes", `"types":null,` + exact, "in person types-missing"},
		{"S5 proofs are nobody's business", `"types":["POA"],` + exact, "in person type-ignored"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, _, codes := one(t, with(tt.fields), feed.Options{Source: "s", Zone: "America/New_York"})
			got := strings.Join(strings.Fields(fmt.Sprintf("%v %v %v", o.Mode, o.Status, codes)), " ")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("D34 codes match whole", func(t *testing.T) {
		o, v, _ := one(t, with(`"types":["XB","W","BE","AL-AN","S","EN","C","BA"]`), feed.Options{Source: "s", Zone: "America/New_York"})
		got := fmt.Sprint(o.Audience.Relations, o.Audience.Focus, o.Topics, o.Languages, v.Access)
		if want := "[self] [women] [newcomers with Al-Anon] [en es] [child care restroom]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestReadWhere(t *testing.T) {
	for _, tt := range []struct {
		name, fields string
		want         string // name, street, city, state, zip, point; codes
	}{
		{"one line", `"formatted_address":"1555 S 7th St bldg k, San Jose, CA 95112, USA"`, "Hall|1555 S 7th St bldg k|San Jose|CA|95112|30.165,-81.74|"},
		{"a line with more commas", `"formatted_address":"Hall B, 1 Main St, Town, FL 32073, USA"`, "Hall|Hall B, 1 Main St|Town|FL|32073|30.165,-81.74|"},
		{"another country", `"formatted_address":"8318 104 St, Edmonton, Alberta, T6E 4E8, Canada"`, "Hall|8318 104 St|Edmonton|Alberta|T6E 4E8|30.165,-81.74|field-not-carried"},
		{"parts", `"formatted_address":"","address":"707 W. 47th ","city":"Kansas City","state":"MO","postal_code":64112,"country":"USA"`, "Hall|707 W. 47th|Kansas City|MO|64112|30.165,-81.74|"},
		{"D37 coordinates in quotation marks", `"latitude":"39.8712402","longitude":"-75.3543743"`, "Hall|1 Main St|Town|FL|32073|39.8712402,-75.3543743|"},
		{"coordinates in one text", `"latitude":null,"longitude":null,"coordinates":"30.5, -81.5"`, "Hall|1 Main St|Town|FL|32073|30.5,-81.5|"},
		{"D29 0/0 is none", `"latitude":0,"longitude":0`, "Hall|1 Main St|Town|FL|32073||coordinates-missing"},
		{"D29 latitude 0 alone is a place", `"latitude":0,"longitude":9.5`, "Hall|1 Main St|Town|FL|32073|0,9.5|"},
		{"no coordinates", `"latitude":"","longitude":""`, "Hall|1 Main St|Town|FL|32073||coordinates-missing"},
		{"coordinates off the earth", `"latitude":301,"longitude":-81`, "Hall|1 Main St|Town|FL|32073||coordinates-wrong"},
		{"coordinates that are no numbers", `"latitude":"north","longitude":1e999`, "Hall|1 Main St|Town|FL|32073||coordinates-wrong"},
		{"HTML", `"location":"St. Mary&amp;#39;s &amp; St. John<br>Hall"`, "St. Mary's & St. John\nHall|1 Main St|Town|FL|32073|30.165,-81.74|"},
		{"no name of the place", `"location":""`, "1 Main St, Town, FL 32073|1 Main St|Town|FL|32073|30.165,-81.74|"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, v, codes := one(t, with(tt.fields), feed.Options{Source: "s", Zone: "America/New_York"})
			a := v.Address
			got := strings.Join([]string{v.Name, a.Street, a.City, a.State, a.ZIP, v.Point.String(), codes}, "|")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("one place is one venue, however its address is spelt, whatever the geocoder says", func(t *testing.T) {
		records := []string{
			with(`"slug":"a","formatted_address":"100 West Main Street, Town, FL 32073, USA","latitude":30.1,"longitude":-81`),
			with(`"slug":"b","formatted_address":"100 W. Main St., Town, FL 32073, USA","latitude":30.2,"longitude":-81`),
			with(`"slug":"c","formatted_address":"100 W Main St, Town, FL 32073","latitude":"","longitude":"","approximate":"no"`),
		}
		var first []directory.Entity
		for range records {
			records = append(records[1:], records[0])
			got := read(t, []byte("["+strings.Join(records, ",")+"]"), feed.Options{Source: "s", Zone: "America/New_York"})
			if n := len(got.Entities); n != 5 {
				t.Fatalf("%d entities, want an organization, a venue and three offerings", n)
			}
			if first == nil {
				first = sorted(got.Entities)
			}
			if diff := cmp.Diff(first, sorted(got.Entities), samePoint); diff != "" {
				t.Errorf("D19 another order (-want +got):\n%s", diff)
			}
		}
	})
}

func TestReadPrivacy(t *testing.T) {
	o, _, codes := one(t, with(`"name":"Hope","types":["ONL"],"conference_url":"https://zoom.us/j/123?pwd=SECRET","conference_phone":"+16465550100,,123#,,,,*987654#",
		"conference_url_notes":"Passcode: Abc123","notes":"Bring a book. Password: Abc123, see you","contact_1_name":"Jane Roe","contact_1_phone":"555-0199",
		"contacts":[{"name":"Jane Roe"}],"feedback_emails":["jane@example.org"],"venmo":"@janeroe"`), feed.Options{Source: "s", Zone: "America/New_York"})
	body, err := directory.Encode(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"SECRET", "Abc123", "987654", "Roe", "Jane", "555-0199", "jane"} {
		if strings.Contains(string(body), secret) {
			t.Errorf("the offering holds %q: %s", secret, body)
		}
	}
	want := directory.Join{URL: "https://zoom.us/j/123", Phone: "+16465550100,,123#"}
	if o.Join != want || o.JoinBy != directory.WithoutPasscode || codes != "passcode-removed" {
		t.Errorf("join %+v by %q, findings %q, want %+v without passcode", o.Join, o.JoinBy, codes, want)
	}
}

func TestReadEntities(t *testing.T) {
	got := read(t, []byte("["+with(`"slug":"a","entity":"District 1","entity_phone":"+15550100","entity_website_url":"https://d1.example.org"`)+","+
		with(`"slug":"b","entity":"District 1"`)+","+with(`"slug":"c"`)+"]"), feed.Options{Source: "s", Zone: "America/New_York"})
	var names []string
	for _, e := range got.Entities {
		if o, ok := e.(directory.Organization); ok {
			names = append(names, fmt.Sprint(o.Name, " ", o.Website, " ", len(o.Contacts)))
		}
	}
	if diff := cmp.Diff([]string{"District 1 https://d1.example.org 1", "s  0"}, names); diff != "" {
		t.Errorf("organizations (-want +got):\n%s", diff)
	}
}

func TestReadBadRecords(t *testing.T) {
	text := `[` + with(``) + `,7,null,{"slug":"x","name":"\ud800"},{},` + with(`"slug":"hope","time":"20:00"`) + `,` + with(``) + `,` + with(`"slug":""`) + `,{"slug":"late","day":1}]`
	got := read(t, []byte(text), feed.Options{Source: "s", Zone: "America/New_York"})
	var lines []string
	for _, f := range got.Findings {
		if f.Severity == "error" || strings.HasPrefix(f.Code, "id-") || strings.HasPrefix(f.Code, "slug-") {
			lines = append(lines, f.Place+" "+f.Code)
		}
	}
	want := []string{"record 2 not-an-object", "record 3 not-an-object", "record 4 not-json", "record 5 slug-missing", "record 5 name-missing", "record 6 id-twice",
		"record 7 record-twice", "record 8 slug-missing", "record 9 name-missing"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("D38 (-want +got):\n%s", diff)
	}
	if got.Records != 9 || len(offerings(got.Entities)) != 3 {
		t.Errorf("%d records, %d offerings, want 9 and 3", got.Records, len(offerings(got.Entities)))
	}
}

func TestReadSheets(t *testing.T) {
	want, _, _ := one(t, with(``), feed.Options{Source: "s", Zone: "America/New_York"})
	rows := `[["Name","ID","Day","Time","End Time","Types","Location","Full Address","Latitude","Longitude"],
		["Hope","hope","Monday","7:00 PM","8:00 PM","Open","Hall","1 Main St, Town, FL 32073, USA","30.165","-81.74"]]`
	for _, tt := range []struct{ name, text string }{
		{"rows", rows},
		{"rows as values of an object", `{"range":"A1:J2","majorDimension":"ROWS","values":` + rows + `}`},
		{"objects with names of columns", `[{"Name":"Hope","ID":"hope","Day":"Monday","Time":"7:00 PM","End Time":"8:00 PM","Types":"Open","Location":"Hall","Full Address":"1 Main St, Town, FL 32073, USA","Latitude":"30.165","Longitude":"-81.74"}]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, []byte(tt.text), feed.Options{Source: "s", Zone: "America/New_York"})
			if list := offerings(got.Entities); len(list) != 1 || !cmp.Equal(list[0], want) {
				t.Errorf("(-want +got):\n%s", cmp.Diff([]directory.Offering{want}, list))
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		o          feed.Options
		want       string
	}{
		{"no source", `[]`, feed.Options{}, `feed: source "", want 1 to 64 letters, digits, "-" or "_"`},
		{"an answer that is no feed", `{"error":"no access"}`, feed.Options{Source: "s"}, "meetingguide: an object, want an array of meetings"},
		{"a page", `<html>`, feed.Options{Source: "s"}, `meetingguide: begins with '<', want an array`},
		{"cut off", `[{}`, feed.Options{Source: "s"}, "meetingguide: ends in the middle, want the rest of the document"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := meetingguide.Read(strings.NewReader(tt.text), tt.o)
			if err == nil || err.Error() != tt.want {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	t.Run("more than the limit keeps what was read", func(t *testing.T) {
		got, err := meetingguide.Read(bytes.NewReader([]byte("["+with(`"slug":"a"`)+","+with(`"slug":"b"`)+"]")), feed.Options{Source: "s", Limits: feed.Limits{Records: 1}})
		if !errors.Is(err, feed.ErrLimit) || got.Records != 1 {
			t.Errorf("%d records, error %v, want 1 and ErrLimit", got.Records, err)
		}
	})
}
