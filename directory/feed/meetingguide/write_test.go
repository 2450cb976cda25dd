package meetingguide_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// write writes offerings of one organization at one venue, each changed by a
// function, and returns the records and the losses.
func write(t *testing.T, o feed.WriteOptions, changes ...func(*directory.Offering)) ([]map[string]any, []feed.Finding) {
	t.Helper()
	entities := []directory.Entity{
		directory.Organization{ID: "jax", Name: "Jacksonville", State: "FL", Zone: "America/New_York", Holidays: schedule.USFederal(schedule.Observed),
			Contacts: []directory.Contact{{Role: directory.RoleHelpline, Phone: "+19045550100"}}},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Room: "Room 2", Note: "Side door", Point: earth.LatLng(30.165, -81.74),
			Address: directory.Address{Street: "2001 Kingsley Ave.", City: "Orange Park", State: "FL", ZIP: "32073"}, Access: []directory.Access{directory.AccessStepFree}},
	}
	for i, change := range changes {
		offering := directory.Offering{ID: fmt.Sprintf("o%d", i), Name: "Connection", Organization: "jax", Venue: "oph", Series: []schedule.Series{
			{Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute}}}
		change(&offering)
		entities = append(entities, offering)
	}
	snap, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	var out, again bytes.Buffer
	losses, err := meetingguide.Write(&out, snap, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := meetingguide.Write(&again, snap, o); err != nil || again.String() != out.String() {
		t.Errorf("written twice it differs: %v", err)
	}
	var list []map[string]any
	if err := json.Unmarshal(out.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	checkRules(t, out.Bytes())
	return list, losses
}

func TestWrite(t *testing.T) {
	now := feed.WriteOptions{From: schedule.MustDate("2022-07-01"), URL: "https://groups.example.org"}
	got, losses := write(t, now, func(o *directory.Offering) {
		o.Mode, o.JoinBy, o.Join = program.ModeHybrid, directory.Public, directory.Join{URL: "https://zoom.us/j/1"}
		o.Audience.Relations, o.Languages, o.Topics = []program.Relation{program.RelationSelf}, []string{"en", "es"}, []string{"speaker", "anxiety"}
		o.Note = program.Text{"en": "Masks required."}
		o.Modified = time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC)
	})
	want := []map[string]any{{
		"name": "Connection", "slug": "o0", "day": 3.0, "time": "18:00", "end_time": "19:30", "timezone": "America/New_York",
		"types": []any{"C", "EN", "S", "SP", "X", "ONL"}, "notes": "Masks required.", "location": "Orange Park Hospital", "location_notes": "Room 2\n\nSide door",
		"formatted_address": "2001 Kingsley Ave., Orange Park, FL 32073, USA", "address": "2001 Kingsley Ave.", "city": "Orange Park", "state": "FL", "postal_code": "32073",
		"approximate": "no", "latitude": 30.165, "longitude": -81.74, "conference_url": "https://zoom.us/j/1",
		"url": "https://groups.example.org/offerings/o0", "updated": "2022-06-01 12:00:00", "entity": "Jacksonville", "entity_phone": "+19045550100",
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("V20 (-want +got):\n%s", diff)
	}
	var said []string
	for _, f := range losses {
		said = append(said, f.Record+" "+f.Code+" "+f.Field+" "+f.Value)
	}
	if diff := cmp.Diff([]string{"organization/jax not-said state FL", "organization/jax not-said holidays observed", "offering/o0 not-said contacts 1", "offering/o0 not-said topics anxiety", "offering/o0 not-said place.room Room 2"}, said); diff != "" {
		t.Errorf("D11 losses (-want +got):\n%s", diff)
	}
}

func TestWriteInexact(t *testing.T) {
	holiday := schedule.Exception{On: schedule.MustDate("2022-07-13"), Kind: schedule.Cancel, Reason: "no room"}
	for _, tt := range []struct {
		name   string
		change func(*schedule.Series)
		field  string // "" is exact
		words  string // in the notes of the annotated record; "" is withheld all the same
	}{
		{"every week", func(*schedule.Series) {}, "", ""},
		{"an exception long ago", func(s *schedule.Series) {
			s.Exceptions = []schedule.Exception{{On: schedule.MustDate("2022-06-15"), Kind: schedule.Cancel}}
		}, "", ""},
		{"nth weekdays", func(s *schedule.Series) { s.Rule = schedule.NthWeekdays(time.Wednesday, 2, 4) }, "series[0].rule", "Second and fourth Wednesdays"},
		{"every other week", func(s *schedule.Series) { s.Rule = s.Rule.Every(2) }, "series[0].rule", "Every other Wednesday"},
		{"some months", func(s *schedule.Series) { s.Rule = s.Rule.In(time.June, time.July) }, "series[0].rule", "July"},
		{"a day of the month", func(s *schedule.Series) { s.Rule = schedule.Monthly(15) }, "series[0].rule", ""},
		{"dates alone", func(s *schedule.Series) {
			s.Rule, s.Dates = schedule.Rule{}, []schedule.Date{schedule.MustDate("2022-07-20")}
		}, "series[0].dates", ""},
		{"a last date", func(s *schedule.Series) { s.Last = schedule.MustDate("2022-12-07") }, "series[0].last", "December 7"},
		{"a number of dates", func(s *schedule.Series) { s.Count = 10 }, "series[0].count", "Ten Wednesdays"},
		{"D14 a first date to come", func(s *schedule.Series) { s.First = schedule.MustDate("2022-08-03") }, "series[0].first", ""},
		{"except holidays", func(s *schedule.Series) { s.OnHoliday = schedule.Skip }, "series[0].on_holiday", "holidays"},
		{"a cancelled date", func(s *schedule.Series) { s.Exceptions = []schedule.Exception{holiday} }, "series[0].exceptions", "July 13"},
	} {
		t.Run("D40 "+tt.name, func(t *testing.T) {
			from := schedule.MustDate("2022-07-01")
			change := func(o *directory.Offering) { tt.change(&o.Series[0]) }
			for _, policy := range []feed.Policy{feed.Withhold, feed.Annotate, feed.Expand} {
				got, losses := write(t, feed.WriteOptions{From: from, Inexact: policy}, change)
				codes := map[string]string{}
				for _, f := range losses {
					codes[f.Code] = f.Field
				}
				if tt.field == "" {
					if len(got) != 1 || codes["withheld"] != "" || codes["annotated"] != "" {
						t.Errorf("%q: %d records, losses %v, want one record as it is", policy, len(got), codes)
					}
					continue
				}
				if policy == feed.Annotate && tt.words != "" {
					if len(got) != 1 || codes["annotated"] != tt.field || !strings.Contains(fmt.Sprint(got[0]["notes"]), tt.words) {
						t.Errorf("annotate: %v, losses %v, want a note with %q and a loss of %s", got, codes, tt.words, tt.field)
					}
					continue
				}
				if len(got) != 0 || codes["withheld"] != tt.field || (codes["policy-not-followed"] != "") != (policy != feed.Withhold) {
					t.Errorf("%q: %d records, losses %v, want none and a loss of %s", policy, len(got), codes, tt.field)
				}
			}
		})
	}
}

func TestWriteDays(t *testing.T) {
	got, _ := write(t, feed.WriteOptions{From: schedule.MustDate("2022-07-01")},
		func(o *directory.Offering) { o.Series[0].Rule = schedule.Weekly(time.Friday, time.Monday) },
		func(o *directory.Offering) {
			late := o.Series[0]
			o.Series[0].ID, late.ID, late.Start = "early", "late", schedule.MustClock("23:30")
			o.Series = append(o.Series, late)
		},
		func(o *directory.Offering) { o.Series = nil },
	)
	var lines []string
	for _, m := range got {
		lines = append(lines, fmt.Sprint(m["slug"], " ", m["day"], " ", m["time"], " ", m["end_time"]))
	}
	want := []string{"o0 [1 5] 18:00 19:30", "o1-early 3 18:00 19:30", "o1-late 3 23:30 01:00", "o2 <nil> <nil> <nil>"}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("D16 D27 D38 (-want +got):\n%s", diff)
	}
}

func TestWriteSlugs(t *testing.T) {
	source := func(key string) func(*directory.Offering) {
		return func(o *directory.Offering) { o.Source, o.SourceID = "s", key }
	}
	got, losses := write(t, feed.WriteOptions{From: schedule.MustDate("2022-07-01")}, source("o1"), source(""), source("twice"), source("twice"), source("ñ/1"))
	var slugs []string
	for _, m := range got {
		slugs = append(slugs, fmt.Sprint(m["slug"]))
	}
	if want := []string{"o1", "o1-63af7da00629ff4c", "o2", "o3", "1-9d8c6b9f13e803b9"}; !slices.Equal(slugs, want) {
		t.Errorf("slugs %q, want %q", slugs, want)
	}
	if n := count(losses)["slug-changed"]; n != 4 {
		t.Errorf("%d slugs are said to be changed, want 4", n)
	}
}

func TestWriteModes(t *testing.T) {
	online := func(by directory.JoinBy) func(*directory.Offering) {
		return func(o *directory.Offering) {
			o.Mode, o.Venue, o.JoinBy = program.ModeOnline, "", by
			if by == directory.Public || by == directory.WithoutPasscode {
				o.Join.URL = "https://zoom.us/j/1"
			}
		}
	}
	status := func(s directory.Status) func(*directory.Offering) {
		return func(o *directory.Offering) { o.Status = s }
	}
	got, _ := write(t, feed.WriteOptions{From: schedule.MustDate("2022-07-01")}, online(directory.Public), online(directory.WithoutPasscode),
		online(directory.OnRequest), online(directory.AfterRegistration), status(directory.Suspended), status(directory.Ended), status(directory.Proposed))
	var lines []string
	for _, m := range got {
		lines = append(lines, fmt.Sprint(m["slug"], " ", m["types"], " ", m["approximate"], " ", m["formatted_address"], " ", m["conference_url"], " ", m["notes"]))
	}
	want := []string{
		"o0 [ONL] yes FL, USA https://zoom.us/j/1 <nil>",
		"o1 [ONL] yes FL, USA https://zoom.us/j/1 <nil>",
		"o2 [ONL] yes FL, USA <nil> To join online: +19045550100",
		"o3 [ONL] yes FL, USA <nil> To join online: +19045550100",
		"o4 [X TC] no 2001 Kingsley Ave., Orange Park, FL 32073, USA <nil> <nil>",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("D17 D21 D22 (-want +got):\n%s", diff)
	}
}

func TestWriteNothing(t *testing.T) {
	snap, err := directory.NewSnapshot()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := meetingguide.Write(&out, snap, feed.WriteOptions{}); err != nil || strings.Join(strings.Fields(out.String()), "") != "[]" {
		t.Errorf("%q, %v, want []", out.String(), err)
	}
}

// checkRules holds records against the rules of the format.
func checkRules(t *testing.T, text []byte) {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	patterns := map[string]*regexp.Regexp{
		"slug": regexp.MustCompile(`^[A-Za-z0-9._~-]{1,64}$`), "name": regexp.MustCompile(`(?s)^.{1,255}$`),
		"time": clockRule, "end_time": clockRule, "approximate": regexp.MustCompile(`^(yes|no)$`),
		"conference_url": regexp.MustCompile(`^https?://`), "conference_phone": regexp.MustCompile(`^[0-9+,*#]+$`),
		"updated": regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$`), "url": regexp.MustCompile(`^https://`),
	}
	slugs := map[string]bool{}
	for _, m := range list {
		for key, pattern := range patterns {
			if v, ok := m[key]; (ok || key == "slug" || key == "name") && !pattern.MatchString(fmt.Sprint(v)) {
				t.Errorf("%v: %s is %q, want %v", m["slug"], key, v, pattern)
			}
		}
		if slug := fmt.Sprint(m["slug"]); slugs[slug] {
			t.Errorf("slug %s twice", slug)
		} else {
			slugs[slug] = true
		}
		if m["formatted_address"] == nil && m["city"] == nil && m["location"] == nil {
			t.Errorf("%v: no place", m["slug"])
		}
		if (m["latitude"] == nil) != (m["longitude"] == nil) {
			t.Errorf("%v: half of the coordinates", m["slug"])
		}
		if zone, ok := m["timezone"].(string); ok {
			if _, err := schedule.LoadZone(zone); err != nil {
				t.Error(err)
			}
		}
		days, several := m["day"].([]any)
		if !several && m["day"] != nil {
			days = []any{m["day"]}
		}
		for _, d := range days {
			if !slices.Contains([]any{0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, d) {
				t.Errorf("%v: day %v, want 0 to 6", m["slug"], d)
			}
		}
	}
}

var clockRule = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
