package hsds_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

var eastern = feed.Options{Source: "s", Zone: "America/New_York"}

// service returns a service at a place, in JSON, with further members.
func service(more string) string {
	return `{"id":"a","name":"Group","organization":{"id":"o","name":"Org"},"service_at_locations":[{"id":"l","location":{"id":"p","location_type":"physical","name":"Hall"}}]` + more + `}`
}

func offerings(t *testing.T, text string) ([]directory.Offering, feed.Result) {
	t.Helper()
	got, err := hsds.Read(strings.NewReader(text), eastern)
	if err != nil {
		t.Fatal(err)
	}
	var list []directory.Offering
	for _, e := range got.Entities {
		if o, ok := e.(directory.Offering); ok {
			list = append(list, o)
		}
	}
	return list, got
}

func codes(list []feed.Finding) (c []string) {
	for _, f := range list {
		if f.Code != "coordinates-missing" && f.Code != "by-appointment" {
			c = append(c, f.Code)
		}
	}
	return c
}

func TestReadForms(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string // sources' keys
		refused    int
	}{
		{"an array", `[` + service("") + `]`, []string{"a"}, 0},
		{"a page of a server", `{"total_items":1,"contents":[` + service("") + `],"last_page":true}`, []string{"a"}, 0},
		{"one service", service(""), []string{"a"}, 0},
		{"an organization with services", `[{"id":"o","name":"Org","services":[` + service("") + `]}]`, []string{"a"}, 0},
		{"one organization with services", `{"id":"o","name":"Org","services":[` + service("") + `]}`, []string{"a"}, 0},
		{"a service at a location", `[{"id":"l","service":{"id":"b","name":"G"},"location":{"id":"p","location_type":"physical","name":"Hall"}}]`, []string{"b"}, 0},
		{"a service at two places", `[{"id":"c","name":"G","service_at_locations":[{"id":"l1","location":{"id":"p","name":"Hall"}},{"id":"l2","location":{"id":"q","name":"Church"}}]}]`, []string{"c", "c/l2"}, 0},
		{"D38 one bad record among good ones", `[` + service("") + `,5,{"id":"x"},{"id":"o","name":"Org","website":"https://x"},"\ud800"]`, []string{"a"}, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, got := offerings(t, tt.text)
			var keys []string
			for _, o := range list {
				keys = append(keys, o.SourceID)
			}
			if diff := cmp.Diff(tt.want, keys); diff != "" || got.Refused != tt.refused {
				t.Errorf("%d refused, want %d (-want +got):\n%s%v", got.Refused, tt.refused, diff, got.Findings)
			}
		})
	}
}

func TestReadSchedules(t *testing.T) {
	for _, tt := range []struct {
		name, row, want string
		codes           []string
	}{
		{"weekly with an offset", `"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":"18:00-04:00","closes_at":"19:30-04:00"`, "FREQ=WEEKLY;BYDAY=WE from 2022-06-08 at 18:00 1h30m0s America/New_York", nil},
		{"D37 the time in another form", `"freq":"weekly","byday":"we","dtstart":"2022-06-08T00:00:00Z","opens_at":"6:00 PM","closes_at":"19:30:00"`, "FREQ=WEEKLY;BYDAY=WE from 2022-06-08 at 18:00 1h30m0s America/New_York", nil},
		{"nth weekdays", `"freq":"MONTHLY","byday":"2WE,-1FR","dtstart":"2022-06-08","opens_at":"18:00"`, "FREQ=MONTHLY;BYDAY=2WE,-1FR from 2022-06-08 at 18:00 0s America/New_York", nil},
		{"every other week that begins on Sunday", `"freq":"WEEKLY","interval":"2","wkst":"SU","byday":"MO,SU","dtstart":"2022-06-08"`, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU from 2022-06-08 at  0s America/New_York", nil},
		{"past midnight", `"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":"23:30","closes_at":"00:30"`, "FREQ=WEEKLY;BYDAY=WE from 2022-06-08 at 23:30 1h0m0s America/New_York", []string{"ends-next-day"}},
		{"the offset of winter all the year", `"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":"18:00-05:00"`, "FREQ=WEEKLY;BYDAY=WE from 2022-06-08 at 18:00 0s America/New_York", nil},
		{"a time in UTC", `"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":"22:00Z"`, "FREQ=WEEKLY;BYDAY=WE from 2022-06-08 at 18:00 0s America/New_York", []string{"offset-differs"}},
		{"a number of hours beside the time", `"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":"18:00","timezone":-4`, "FREQ=WEEKLY;BYDAY=WE from 2022-06-08 at 18:00 0s America/New_York", nil},
		{"no first date", `"byday":"WE","opens_at":"18:00"`, "FREQ=WEEKLY;BYDAY=WE from 2000-01-01 at 18:00 0s America/New_York", nil},
		{"a rule that is none", `"freq":"HOURLY","byday":"XX"`, "", []string{"schedule-unread"}},
		{"D18 one date", `"dtstart":"2022-06-08","until":"2022-06-08","opens_at":"18:00"`, " from  at 18:00 0s America/New_York 2022-06-08", nil},
		{"except holidays, in a note", `"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":"18:00","notes":"Closed on holidays"`, "FREQ=WEEKLY;BYDAY=WE from 2022-06-08 at 18:00 0s America/New_York skip", []string{"schedule-derived"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, got := offerings(t, "["+service(`,"schedules":[{"id":"r",`+tt.row+`}]`)+"]")
			said := ""
			for _, s := range list[0].Series {
				said = fmt.Sprintf("%s from %s at %s %v %s", s.Rule, s.First, s.Start, s.Length, s.Zone)
				for _, d := range s.Dates {
					said += " " + d.String()
				}
				if s.OnHoliday != schedule.Keep {
					said += " " + s.OnHoliday.String()
				}
			}
			if diff := cmp.Diff(tt.want, said); diff != "" || !slices.Equal(tt.codes, codes(got.Findings)) {
				t.Errorf("codes %v, want %v (-want +got):\n%s", codes(got.Findings), tt.codes, diff)
			}
		})
	}
	t.Run("D15 a missing zone is reported and never UTC", func(t *testing.T) {
		got, err := hsds.Read(strings.NewReader("["+service(`,"schedules":[{"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":"18:00-04:00","timezone":-4}]`)+"]"), feed.Options{Source: "s"})
		if err != nil || !slices.Contains(codes(got.Findings), "zone-missing") {
			t.Errorf("%v, %v, want zone-missing", got.Findings, err)
		}
	})
}

func TestReadPrivacy(t *testing.T) {
	list, got := offerings(t, "["+service(`,"assured_date":"2022-05-01","assurer_email":"ann.smith@example.org","contacts":[{"name":"Ann Smith","title":"office","email":"office@example.org"}],
		"description":"Password: x1y2"`)+"]")
	text, err := json.Marshal(list)
	if err != nil || strings.Contains(string(text), "mith") || strings.Contains(string(text), "x1y2") {
		t.Errorf("V5 %s %v, want no name and no passcode", text, err)
	}
	if !slices.Contains(codes(got.Findings), "assurer-not-carried") || list[0].Verified.On != schedule.MustDate("2022-05-01") {
		t.Errorf("%v %v", list[0].Verified, got.Findings)
	}
}

func TestWrite(t *testing.T) {
	wed := schedule.Series{Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), Length: time.Hour}
	one := func(t *testing.T, o directory.Offering, w feed.WriteOptions) (map[string]any, []feed.Finding) {
		t.Helper()
		if o.Series == nil {
			o.Series = []schedule.Series{wed}
		}
		o.ID, o.Name, o.Organization = "wed", "Group", "org"
		text, losses := write(t, snapshot(t,
			directory.Organization{ID: "org", Name: "Org", Zone: "America/New_York", Holidays: schedule.USFederal(schedule.Observed), Contacts: []directory.Contact{{Role: "office", Email: "office@example.org"}}},
			directory.Venue{ID: "v", Name: "Hall"}, o), w)
		list := services(t, text)
		if len(list) == 0 {
			return nil, losses
		}
		return list[0], losses
	}
	rows := func(s map[string]any) (lines []string) {
		list, _ := s["schedules"].([]any)
		for _, r := range list {
			m := r.(map[string]any)
			lines = append(lines, fmt.Sprint(m["dtstart"], " ", m["until"], " ", m["byday"], " ", m["opens_at"], " ", m["notes"]))
		}
		return lines
	}
	autumn := feed.WriteOptions{From: schedule.MustDate("2022-10-25"), Through: schedule.MustDate("2022-11-30")}
	t.Run("D15 rows have the offset of their dates, and a cancelled date splits one", func(t *testing.T) {
		s := wed
		s.Exceptions = []schedule.Exception{{On: schedule.MustDate("2022-11-16"), Kind: schedule.Cancel, Reason: "no room"}}
		got, losses := one(t, directory.Offering{Venue: "v", Series: []schedule.Series{s}}, autumn)
		want := []string{"2022-10-26 2022-11-02 WE 18:00-04:00 <nil>", "2022-11-09 2022-11-09 WE 18:00-05:00 <nil>", "2022-11-23 2022-11-30 WE 18:00-05:00 <nil>"}
		if diff := cmp.Diff(want, rows(got)); diff != "" || !slices.Contains(codes(losses), "row-split") {
			t.Errorf("%v (-want +got):\n%s", losses, diff)
		}
		r := got["schedules"].([]any)[0].(map[string]any)
		if r["valid_from"] != "2022-10-25" || r["valid_to"] != "2022-11-30" {
			t.Errorf("V20 valid from %v to %v", r["valid_from"], r["valid_to"])
		}
	})
	t.Run("D40 a rule that the format has not is withheld, or written as dates", func(t *testing.T) {
		s := wed
		s.Rule = s.Rule.In(time.November)
		got, losses := one(t, directory.Offering{Venue: "v", Series: []schedule.Series{s}}, autumn)
		if got != nil || !slices.Contains(codes(losses), "withheld") {
			t.Errorf("%v %v, want it withheld", got, losses)
		}
		w := autumn
		w.Inexact = feed.Expand
		if got, losses = one(t, directory.Offering{Venue: "v", Series: []schedule.Series{s}}, w); len(rows(got)) != 5 || !slices.Contains(codes(losses), "expanded") {
			t.Errorf("%v %v, want five dates", rows(got), losses)
		}
	})
	t.Run("an unconfirmed date says that one has to call", func(t *testing.T) {
		s := wed
		s.Rule, s.OnHoliday = schedule.Weekly(time.Friday), schedule.Ask
		got, _ := one(t, directory.Offering{Venue: "v", Series: []schedule.Series{s}}, feed.WriteOptions{From: schedule.MustDate("2022-11-11"), Through: schedule.MustDate("2022-11-11")})
		if diff := cmp.Diff([]string{"2022-11-11 2022-11-11 FR 18:00-05:00 Call first: Veterans Day"}, rows(got)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("D17 suspended is temporarily closed and keeps its schedule", func(t *testing.T) {
		got, _ := one(t, directory.Offering{Venue: "v", Status: directory.Suspended, Verified: directory.Verified{On: schedule.MustDate("2022-05-01"), By: "office"}}, autumn)
		if got["status"] != "temporarily closed" || len(rows(got)) != 2 || got["assured_date"] != "2022-05-01" || got["assurer_email"] != "office@example.org" {
			t.Errorf("%v", got)
		}
	})
	t.Run("D21 D22 V5 online only has a virtual location, and never the link to join", func(t *testing.T) {
		for _, mode := range []program.Mode{program.ModeOnline, program.ModeHybrid} {
			o := directory.Offering{Mode: mode, JoinBy: directory.AfterRegistration, Registration: directory.Registration{URL: "https://example.org/register"}}
			if mode == program.ModeHybrid {
				o.Venue = "v"
			}
			got, losses := one(t, o, autumn)
			at := got["service_at_locations"].([]any)
			last := at[len(at)-1].(map[string]any)["location"].(map[string]any)
			if last["location_type"] != "virtual" || last["url"] != "https://example.org/register" || (len(at) == 2) != (mode == program.ModeHybrid) {
				t.Errorf("%v: %v, losses %v", mode, at, losses)
			}
		}
	})
	t.Run("D11 what stands in attributes only is reported", func(t *testing.T) {
		s := wed
		s.OnHoliday = schedule.Skip
		_, losses := one(t, directory.Offering{Venue: "v", Series: []schedule.Series{s}, Entry: program.Entry{Mode: program.EntryDropIn}, Topics: []string{"grief"}}, autumn)
		var fields []string
		for _, f := range losses {
			fields = append(fields, f.Field)
		}
		for _, want := range []string{"holidays", "series[0].zone", "series[0].on_holiday", "entry", "topics"} {
			if !slices.Contains(fields, want) {
				t.Errorf("%v, want %s among them", fields, want)
			}
		}
	})
	t.Run("from and through are required", func(t *testing.T) {
		if _, err := hsds.Write(new(bytes.Buffer), snapshot(t), feed.WriteOptions{}); err == nil {
			t.Error("no error")
		}
	})
}

// services returns what was written.
func services(t *testing.T, text []byte) (list []map[string]any) {
	t.Helper()
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	return list
}
