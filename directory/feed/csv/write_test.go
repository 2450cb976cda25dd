package csv_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func snapshot(t *testing.T, entities ...directory.Entity) *directory.Snapshot {
	t.Helper()
	s, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// written returns what Write makes of entities, and the fields it could not say.
func written(t *testing.T, s *directory.Snapshot, language string) (string, []string) {
	t.Helper()
	var b bytes.Buffer
	findings, err := csv.Write(&b, s, feed.WriteOptions{Language: language, From: schedule.MustDate("2022-06-01"), Through: schedule.MustDate("2022-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	var lost []string
	for _, f := range findings {
		lost = append(lost, f.Record+" "+f.Field)
	}
	return b.String(), lost
}

// full is a listing with all that a table can say.
func full() []directory.Entity {
	date := schedule.MustDate
	return []directory.Entity{
		directory.Organization{ID: "sheet.north-county", Name: "North County", Zone: "America/New_York",
			Provenance: directory.Provenance{Origin: directory.Origin{Source: "sheet", SourceID: "north-county"}}},
		directory.Venue{ID: "sheet.hall", Name: "Hope \"Hall\"", Host: "the town", Note: "door B", Zone: "America/New_York",
			Address: directory.Address{Street: "=1 Main St", City: "Orange Park", State: "FL", ZIP: "32073"},
			Point:   earth.LatLng(30.165, -81.74), County: "12019", Parking: program.Text{"en": "-free; behind"},
			Access: []directory.Access{directory.AccessStepFree, "elevator"}},
		directory.Offering{ID: "sheet.wed", Name: "@Hope, \n Circle", Organization: "sheet.north-county", Venue: "sheet.hall", Room: "+B",
			Status: directory.Suspended, Languages: []string{"en", "es"}, Topics: []string{"anxiety", "mood"},
			Audience:     program.Audience{Relations: []program.Relation{program.RelationSelf}, Focus: []string{"women"}},
			Entry:        program.Entry{Mode: program.EntryDropIn},
			Registration: directory.Registration{Phone: "+1 904 555 0100"}, Guidelines: "https://example.org/rules",
			Contacts: []directory.Contact{{Role: "office", Name: "Ana", Phone: "904-555-0100", Email: "office@example.org", URL: "https://example.org"}},
			Note:     program.Text{"en": "'=not a formula\nsecond line"}, Verified: directory.Verified{On: date("2022-05-01"), By: "coordinator"},
			Series: []schedule.Series{
				{ID: "a", Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: date("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute,
					Zone: "America/Chicago", OnHoliday: schedule.Skip, Exceptions: []schedule.Exception{
						{On: date("2022-07-13"), Kind: schedule.Cancel, Reason: "no room"},
						{On: date("2022-07-27"), Kind: schedule.Reschedule, To: date("2022-07-28"), Start: schedule.MustClock("19:00"), Length: time.Hour},
						{On: date("2022-08-01"), Kind: schedule.Add}, {On: date("2022-08-10"), Kind: schedule.Annotate, Reason: "speaker: a poet"},
					}},
				{ID: "b", Rule: schedule.Yearly(time.June, 8), First: date("2022-01-01"), Start: schedule.MustClock("10:00"), Length: time.Hour, Zone: "America/Chicago"},
				{ID: "c", Dates: []schedule.Date{date("2022-09-01"), date("2022-09-20")}, Start: schedule.MustClock("10:00"), Zone: "America/Chicago"},
			}},
	}
}

// comparable leaves of a listing what a table says.
func comparable(l directory.Listing) directory.Listing {
	l.Derived, l.Also = nil, nil
	l.SourceID = ""
	if l.Place != nil {
		l.Place.ID = ""
	}
	return l
}

func TestRoundTrip(t *testing.T) {
	for _, language := range []string{"en", "es"} {
		t.Run("D11 a listing comes back with all that a table says, titles in "+language, func(t *testing.T) {
			before := snapshot(t, full()...)
			text, lost := written(t, before, language)
			if diff := cmp.Diff([]string(nil), lost); diff != "" {
				t.Errorf("lost (-want +got):\n%s", diff)
			}
			got, err := csv.Read(strings.NewReader(text), feed.Options{Source: "sheet", Zone: "America/New_York", Language: "en"})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range got.Findings {
				if f.Severity != program.Info {
					t.Errorf("finding %+v, want none", f)
				}
			}
			after := snapshot(t, got.Entities...)
			a, _ := before.Listing("sheet.wed")
			b, ok := after.Listing("sheet.wed")
			if !ok {
				t.Fatalf("no listing sheet.wed in %v", got.Entities)
			}
			a.Source = b.Source
			if diff := cmp.Diff(comparable(a), comparable(b), cmpopts.EquateComparable(earth.Point{})); diff != "" {
				t.Errorf("(-before +after):\n%s", diff)
			}
			if diff := cmp.Diff(allSeries(before), allSeries(after)); diff != "" {
				t.Errorf("series (-before +after):\n%s", diff)
			}
			again, _ := written(t, after, language)
			if diff := cmp.Diff(text, again); diff != "" {
				t.Errorf("written again (-want +got):\n%s", diff)
			}
		})
	}
}

func allSeries(s *directory.Snapshot) []schedule.Series {
	var all []schedule.Series
	for _, t := range s.Timetable("sheet.wed").Series() {
		all = append(all, t.Series())
	}
	return all
}

func TestRoundTripOfRandomSeries(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	date := func() schedule.Date { return schedule.MustDate("2022-01-01").AddDays(r.IntN(900)) }
	var entities []directory.Entity
	entities = append(entities, directory.Organization{ID: "o", Name: "O", Zone: "America/Chicago"})
	for i := range 400 {
		day := time.Weekday(r.IntN(7))
		rules := []schedule.Rule{schedule.Weekly(day), schedule.Weekly(day, (day+2)%7), schedule.Weekly(day).Every(1 + r.IntN(4)),
			schedule.NthWeekdays(day, 1+r.IntN(4)), schedule.NthWeekdays(day, -1), schedule.Monthly(1 + r.IntN(28)), schedule.Daily(), schedule.Yearly(time.May, 3)}
		s := schedule.Series{Rule: rules[r.IntN(len(rules))], First: date(), OnHoliday: schedule.HolidayPolicy(r.IntN(4))}
		if r.IntN(2) == 0 {
			s.Start, _ = schedule.NewClock(r.IntN(24), 15*r.IntN(4), 0)
			s.Length = time.Duration(15+15*r.IntN(10)) * time.Minute
		}
		switch r.IntN(4) {
		case 0:
			s.Last = s.First.AddDays(r.IntN(300))
		case 1:
			s.Exceptions = []schedule.Exception{{On: s.First.AddDays(30), Kind: schedule.Cancel, Reason: "x: y"}}
		}
		entities = append(entities, directory.Offering{ID: fmt.Sprintf("x%03d", i), Name: fmt.Sprintf("G %d", i), Mode: program.ModeOnline, Organization: "o", Series: []schedule.Series{s}})
	}
	before := snapshot(t, entities...)
	text, _ := written(t, before, "en")
	got, err := csv.Read(strings.NewReader(text), feed.Options{Source: "s", Zone: "America/Chicago"})
	if err != nil {
		t.Fatal(err)
	}
	after := snapshot(t, got.Entities...)
	for i := range 400 {
		a := before.Timetable(fmt.Sprintf("x%03d", i)).Series()[0].Series()
		list := after.Timetable(fmt.Sprintf("s.x%03d", i)).Series()
		if len(list) != 1 {
			t.Errorf("%d series of %+v, want 1", len(list), a)
			continue
		}
		a.Zone = "America/Chicago"
		if diff := cmp.Diff(a, list[0].Series()); diff != "" {
			t.Errorf("D11 series (-before +after):\n%s", diff)
		}
	}
}

func TestFormulas(t *testing.T) {
	t.Run("no cell begins as a formula does, and the mark goes on the way in", func(t *testing.T) {
		for _, text := range []string{"=1+1", "+1", "-2+3", "@SUM(A1)", "'=x", "''=x", "＝1", "'plain", "=HYPERLINK(\"https://x.example\")", "-", "' =x"} {
			s := snapshot(t, directory.Organization{ID: "o", Name: "O", Zone: "America/Chicago"},
				directory.Offering{ID: "a", Name: "name", Organization: "o", Mode: program.ModeOnline, Room: "", Note: program.Text{"en": text}})
			out, _ := written(t, s, "en")
			for _, cell := range strings.FieldsFunc(out, func(r rune) bool { return strings.ContainsRune(",;\t|\r\n", r) }) {
				cell = strings.Trim(cell, "\"\ufeff")
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@") && cell != "-" || strings.HasPrefix(cell, "＝") {
					t.Errorf("cell %q of note %q begins as a formula", cell, text)
				}
			}
			got, err := csv.Read(strings.NewReader(out), feed.Options{Source: "s", Zone: "America/Chicago"})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range got.Entities {
				if o, ok := e.(directory.Offering); ok && text != "-" && o.Note["en"] != text {
					t.Errorf("note %q came back as %q", text, o.Note["en"])
				}
			}
		}
	})
	t.Run("a negative number stays a number", func(t *testing.T) {
		out, _ := written(t, snapshot(t, full()...), "en")
		if !strings.Contains(out, ",-81.74,") {
			t.Errorf("no cell -81.74 in %s", out)
		}
	})
}

func TestWriteLosses(t *testing.T) {
	t.Run("D11 what the table does not say is reported by field", func(t *testing.T) {
		entities := full()
		o := entities[2].(directory.Offering)
		o.Contacts = append(o.Contacts, directory.Contact{Role: "helpline", Phone: "1"})
		o.JoinBy, o.Successors = directory.Public, []string{"sheet.wed"}
		o.Registration.Email = "a@example.org"
		o.Registration.Through = schedule.MustDate("2022-12-31")
		o.Audience.MinAge, o.Audience.MembersOnly = 18, true
		o.Entry = program.Entry{Mode: program.EntryClosedAfter, AfterSession: 2}
		o.Note = program.Text{"en": "a", "es": "b"}
		o.Modified = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
		o.Series[0].Length = 5 * time.Hour
		o.Overrides = []directory.Override{{Series: "a", On: schedule.MustDate("2022-06-08"), Venue: "sheet.other"}}
		entities[2] = o
		entities = append(entities, directory.Venue{ID: "sheet.other", Name: "Other"})
		_, lost := written(t, snapshot(t, entities...), "en")
		var want []string
		for _, field := range []string{"note", "registration", "registration.through", "contacts", "successors", "join_by", "entry", "audience", "audience", "modified", "series.length", "overrides"} {
			want = append(want, "offering/sheet.wed "+field)
		}
		if diff := cmp.Diff(want, lost); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("of a confidential venue only the town is written", func(t *testing.T) {
		entities := full()
		v := entities[1].(directory.Venue)
		v.Confidential = true
		entities[1] = v
		out, lost := written(t, snapshot(t, entities...), "en")
		if strings.Contains(out, "Main St") || strings.Contains(out, "81.7") || strings.Contains(out, "Hall") || !strings.Contains(out, "Orange Park") {
			t.Errorf("written %s, want the town and no more", out)
		}
		if diff := cmp.Diff([]string{"offering/sheet.wed place"}, lost); diff != "" {
			t.Errorf("lost (-want +got):\n%s", diff)
		}
	})
	t.Run("an error of the writer is returned", func(t *testing.T) {
		if _, err := csv.Write(broken{}, snapshot(t, full()...), feed.WriteOptions{}); !errors.Is(err, errBroken) {
			t.Errorf("error %v, want %v", err, errBroken)
		}
		if err := csv.Template(broken{}, "en"); !errors.Is(err, errBroken) {
			t.Errorf("error %v, want %v", err, errBroken)
		}
	})
}

var errBroken = errors.New("disk full")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestTemplate(t *testing.T) {
	for _, language := range []string{"en", "es"} {
		var b bytes.Buffer
		if err := csv.Template(&b, language); err != nil {
			t.Fatal(err)
		}
		t.Run("D45 the examples of the template are not imported: "+language, func(t *testing.T) {
			got, err := csv.Read(strings.NewReader(b.String()), options())
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Entities) != 0 || len(got.Findings) != 5 {
				t.Errorf("%d entities and %d findings, want 0 and 5", len(got.Entities), len(got.Findings))
			}
		})
		t.Run("D45 the examples read as they are meant: "+language, func(t *testing.T) {
			text := strings.NewReplacer("Example: ", "", "Ejemplo: ", "").Replace(b.String())
			got, err := csv.Read(strings.NewReader(text), options())
			if err != nil {
				t.Fatal(err)
			}
			golden := "testdata/template." + language + ".golden"
			shown := table(got, nil)
			if *update {
				if err := os.WriteFile(golden, []byte(shown), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), shown); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
