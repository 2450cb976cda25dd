package ics_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/ics"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func d(s string) schedule.Date { return schedule.MustDate(s) }

var options = feed.Options{Source: "lib", Zone: "America/New_York"}

// calendar puts events, each a list of lines, into a calendar.
func calendar(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

func event(uid string, lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20220601T120000Z\r\nSUMMARY:Connection\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

// evenings are events of one hour at six in the evening on each of the days.
func evenings(days ...string) string {
	var list []string
	for i, day := range days {
		list = append(list, event(fmt.Sprint("e", i), "DTSTART;TZID=America/New_York:"+day+"T180000", "DURATION:PT1H", "LOCATION:Library"))
	}
	return calendar(list...)
}

// read reads a calendar that must be readable, and checks that the entities go
// together.
func read(t *testing.T, text string, o feed.Options) (feed.Result, []directory.Offering) {
	t.Helper()
	got, err := ics.Read(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := directory.NewSnapshot(got.Entities...); err != nil {
		t.Error(err)
	}
	var offerings []directory.Offering
	for _, e := range got.Entities {
		if o, ok := e.(directory.Offering); ok {
			offerings = append(offerings, o)
		}
	}
	return got, offerings
}

func codes(findings []feed.Finding) []string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return list
}

func TestAnEventIsAnOffering(t *testing.T) {
	got, offerings := read(t, calendar(event("a@b", "DTSTART;TZID=America/New_York:20220608T180000", "DURATION:PT1H30M", "RRULE:FREQ=WEEKLY",
		"EXDATE;TZID=America/New_York:20220615T180000", "DESCRIPTION:Free. Passcode: 4711x", "URL:https://example.org/a", "GEO:30.165;-81.74",
		`LOCATION:Orange Park Hospital\, 2001 Kingsley Ave.\, Orange Park\, FL 32073`)), options)
	want := directory.Offering{
		ID: feed.ID("lib", "a@b"), Name: "Connection", Organization: "lib", Venue: got.Entities[1].Key().ID,
		Series: []schedule.Series{{
			Rule: schedule.Weekly(), First: d("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, Zone: "America/New_York",
			Exceptions: []schedule.Exception{{On: d("2022-06-15"), Kind: schedule.Cancel}},
		}},
		Note:       program.Text{"en": "Free. Passcode: [removed]\nhttps://example.org/a"},
		Provenance: directory.Provenance{Origin: directory.Origin{Source: "lib", SourceID: "a@b"}},
		Revised:    directory.Revised{Modified: time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC)},
	}
	if diff := cmp.Diff([]directory.Offering{want}, offerings); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	venue := got.Entities[1].(directory.Venue)
	if venue.Name != "Orange Park Hospital" || venue.Address.String() != "2001 Kingsley Ave., Orange Park, FL 32073" || venue.Point.IsZero() {
		t.Errorf("%+v", venue)
	}
	if diff := cmp.Diff([]string{"passcode-removed"}, codes(got.Findings)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestDatedCopies(t *testing.T) {
	weekly := []string{"20220608", "20220615", "20220622", "20220629"}
	tests := []struct {
		name  string
		days  []string
		rule  schedule.Rule
		dates int // of a series without rule
	}{
		{"every week", weekly, schedule.Weekly(time.Wednesday), 0},
		{"in any order, one twice", []string{"20220615", "20220629", "20220608", "20220622", "20220608"}, schedule.Weekly(time.Wednesday), 0},
		{"every other week", []string{"20220608", "20220622", "20220706", "20220720"}, schedule.Weekly(time.Wednesday).Every(2), 0},
		{"2nd and 4th", []string{"20220608", "20220622", "20220713", "20220727", "20220810"}, schedule.NthWeekdays(time.Wednesday, 2, 4), 0},
		{"two days a week", []string{"20220607", "20220609", "20220614", "20220616"}, schedule.Weekly(time.Tuesday, time.Thursday), 0},
		{"every week but one stays a list", []string{"20220608", "20220615", "20220629", "20220706"}, schedule.Rule{}, 4},
		{"a week left out late is one left out", append(slices.Clone(weekly), "20220713"), schedule.Rule{}, 5},
		{"three dates prove nothing", weekly[:3], schedule.Rule{}, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, offerings := read(t, evenings(tt.days...), options)
			if len(offerings) != 1 {
				t.Fatalf("%d offerings, want 1; %v", len(offerings), got.Findings)
			}
			s := offerings[0].Series[0]
			if s.Rule != tt.rule || len(s.Dates) != tt.dates {
				t.Errorf("rule %q and %d dates, want %q and %d", s.Rule, len(s.Dates), tt.rule, tt.dates)
			}
			if derived := len(offerings[0].Derived) > 0; derived != tt.rule.IsValid() {
				t.Errorf("derived: %t", derived)
			}
			if got.Records != len(tt.days) {
				t.Errorf("%d records, want %d", got.Records, len(tt.days))
			}
		})
	}
	t.Run("another title or hour is another offering", func(t *testing.T) {
		text := evenings(weekly...)
		text = strings.Replace(text, "SUMMARY:Connection", "SUMMARY:Other", 1)
		if _, offerings := read(t, text, options); len(offerings) != 2 {
			t.Errorf("%d offerings, want 2", len(offerings))
		}
		text = strings.Replace(evenings(weekly...), "0608T180000", "0608T190000", 1)
		if _, offerings := read(t, text, options); len(offerings) != 2 {
			t.Errorf("%d offerings, want 2", len(offerings))
		}
	})
}

func TestHowPeopleMeet(t *testing.T) {
	tests := []struct {
		location string
		mode     program.Mode
		join     string
	}{
		{"https://zoom.us/j/123?pwd=secret", program.ModeOnline, "https://zoom.us/j/123"},
		{"Online (Zoom)", program.ModeOnline, ""},
		{"En línea", program.ModeOnline, ""},
		{"Conference call", program.ModeTelephone, ""},
		{"Library", "", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.location, func(t *testing.T) {
			_, offerings := read(t, calendar(event("a", "DTSTART;VALUE=DATE:20220608", "LOCATION:"+tt.location)), options)
			o := offerings[0]
			if o.Mode != tt.mode || o.Join.URL != tt.join || (o.Venue == "") != (tt.mode != "") {
				t.Errorf("mode %q, join %q, venue %q", o.Mode, o.Join.URL, o.Venue)
			}
		})
	}
}

func TestWhatIsRefusedAndReported(t *testing.T) {
	rule := []string{"DTSTART;TZID=America/New_York:20220608T180000", "RRULE:FREQ=WEEKLY;COUNT=3", "LOCATION:Library"}
	change := func(lines ...string) string {
		return event("a", append([]string{"RECURRENCE-ID;TZID=America/New_York:20220615T180000", "DTSTART;TZID=America/New_York:20220615T180000"}, lines...)...)
	}
	today := options
	today.Today = d("2022-07-01")
	tests := []struct {
		name, text string
		o          feed.Options
		refused    int
		want       []string
	}{
		{"an event that is not understood", calendar(event("a", rule...), event("b", "DTSTART:20220608T180000Z", "RRULE:FREQ=HOURLY")), options, 1, []string{"rule", "point-missing"}},
		{"nothing that is understood", calendar(event("b", "DTSTART:20220608T180000Z", "RRULE:FREQ=HOURLY")), options, 1, []string{"rule"}},
		{"a detail that is not understood", calendar(event("a", append(rule, "GEO:91;0")...)), options, 0, []string{"geo", "point-missing"}},
		{"what is over", calendar(event("a", rule...)), today, 1, []string{"past"}},
		{"one date at another place", calendar(event("a", rule...), change("LOCATION:Church")), options, 0, []string{"point-missing", "place-in-note"}},
		{"one date tentative", calendar(event("a", rule...), change("STATUS:TENTATIVE", "LOCATION:Library")), options, 0, []string{"point-missing", "status-in-note"}},
		{"all cancelled", calendar(event("a", append(rule, "STATUS:CANCELLED")...)), options, 0, []string{"point-missing", "status-in-note", "status-in-note", "status-in-note", "cancelled"}},
		{"all tentative", calendar(event("a", append(rule, "STATUS:TENTATIVE")...)), options, 0, []string{"point-missing", "tentative"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, offerings := read(t, tt.text, tt.o)
			if diff := cmp.Diff(tt.want, codes(got.Findings)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Refused != tt.refused {
				t.Errorf("%d refused, want %d", got.Refused, tt.refused)
			}
			if got.Records != got.Refused+len(offerings) {
				t.Errorf("%d records, %d refused, %d offerings", got.Records, got.Refused, len(offerings))
			}
		})
	}
}

func TestCalendarsThatCannotBeRead(t *testing.T) {
	small := options
	small.Limits.Bytes = 100
	if _, err := ics.Read(strings.NewReader(evenings("20220608")), small); !errors.Is(err, feed.ErrLimit) {
		t.Errorf("a calendar past the limit: %v", err)
	}
	for _, text := range []string{"", "<html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"} {
		if got, err := ics.Read(strings.NewReader(text), options); err == nil || len(got.Entities) > 0 {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := ics.Read(strings.NewReader(""), feed.Options{}); err == nil {
		t.Error("no source, no error")
	}
}

// demo returns a snapshot of the demo's records.
func demo(t *testing.T) *directory.Snapshot {
	t.Helper()
	file, err := os.Open("../../../examples/demo/records.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	entities, err := directory.ReadRecords(file)
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func TestWriteAndRead(t *testing.T) {
	snapshot := demo(t)
	write := func() string {
		var out bytes.Buffer
		if _, err := ics.Write(&out, snapshot, feed.WriteOptions{Through: d("2022-12-31"), URL: "https://groups.example.org"}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	text := write()
	if text != write() {
		t.Error("not the same bytes again")
	}
	if !strings.Contains(text, "Check before you go: https://groups.example.org/off") {
		t.Error("no address to check")
	}
	got, offerings := read(t, text, feed.Options{Source: "x"})
	read, err := directory.NewSnapshot(got.Entities...)
	if err != nil {
		t.Fatal(err)
	}
	from, to := d("2022-06-01"), d("2023-01-01")
	compared := 0
	for l := range snapshot.Listings("") {
		var want []string
		for m := range snapshot.Timetable(l.ID).All(from, to) {
			if m.Status.Held() || m.Status == schedule.Unconfirmed { // which comes back as held, with a note
				want = append(want, m.Start().UTC().String())
			}
		}
		for _, o := range offerings {
			if !strings.HasPrefix(o.SourceID, l.ID+".") && !strings.HasPrefix(o.SourceID, l.ID+"@") {
				continue
			}
			compared++
			var have []string
			for m := range read.Timetable(o.ID).Held(from, to) {
				have = append(have, m.Start().UTC().String())
			}
			if diff := cmp.Diff(want, have); diff != "" || len(want) == 0 {
				t.Errorf("%s (-want +got):\n%s", l.ID, diff)
			}
			if back, ok := read.Listing(o.ID); !ok || back.Name != l.Name || back.Mode != l.Mode {
				t.Errorf("%s: %q, %s", l.ID, back.Name, back.Mode)
			}
		}
	}
	if compared != 4 {
		t.Errorf("%d offerings compared, want 4", compared)
	}
	if _, err := ics.Write(&bytes.Buffer{}, snapshot, feed.WriteOptions{}); err == nil {
		t.Error("no last day, no error")
	}
}

// FuzzRead reads anything: nothing panics, every record is an entity or
// refused, and the entities go together.
func FuzzRead(f *testing.F) {
	f.Add([]byte(evenings("20220608", "20220615", "20220622", "20220629")))
	f.Add([]byte(calendar(event("a", "DTSTART;VALUE=DATE:20220608", "RRULE:FREQ=DAILY", "STATUS:CANCELLED", "LOCATION:Zoom, x"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ics.Read(bytes.NewReader(data), options)
		if err != nil {
			return
		}
		if _, err := directory.NewSnapshot(got.Entities...); err != nil {
			t.Error(err)
		}
		if got.Refused > got.Records {
			t.Errorf("%d refused of %d", got.Refused, got.Records)
		}
	})
}
