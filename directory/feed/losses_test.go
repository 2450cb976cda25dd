package feed_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/bmlt"
	"github.com/withinreach/withinreach/directory/feed/csv"
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/directory/feed/ics"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
	"github.com/withinreach/withinreach/directory/feed/schemaorg"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// A scene is the least directory that is complete, to which each case adds one
// thing.
type scene struct {
	org   directory.Organization
	venue directory.Venue
	o     directory.Offering
	more  []directory.Entity
}

var span = feed.WriteOptions{From: schedule.MustDate("2026-06-01"), Through: schedule.MustDate("2027-05-31"), Inexact: feed.Annotate}

func newScene() *scene {
	from := directory.Provenance{Origin: directory.Origin{Source: "s", SourceID: "1"}}
	return &scene{
		org: directory.Organization{ID: "s", Name: "s", Zone: "America/New_York", Provenance: directory.Provenance{Origin: directory.Origin{Source: "s"}}},
		venue: directory.Venue{ID: "s.hall", Name: "Hope Hall", Zone: "America/New_York", Point: earth.LatLng(30.165, -81.74),
			Address:    directory.Address{Street: "1 Oak St", City: "Orange Park", State: "FL", ZIP: "32073"},
			Provenance: directory.Provenance{Origin: directory.Origin{Source: "s", SourceID: "hall"}}},
		o: directory.Offering{ID: "s.1", Name: "Hope", Organization: "s", Venue: "s.hall", Provenance: from, Series: []schedule.Series{{
			Rule: schedule.Weekly(time.Tuesday), First: feed.FirstDay(), Start: schedule.MustClock("19:00"), Length: 90 * time.Minute}}},
	}
}

func (s *scene) snapshot(t *testing.T) *directory.Snapshot {
	t.Helper()
	snap, err := directory.NewSnapshot(append([]directory.Entity{s.org, s.venue, s.o}, s.more...)...)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// online makes the offering one that people join from anywhere.
func (s *scene) online() { s.o.Mode, s.o.Venue = program.ModeOnline, "" }

var (
	tuesday  = schedule.MustDate("2026-06-09")
	thursday = schedule.MustDate("2026-06-11")
)

func (s *scene) except(e schedule.Exception) { s.o.Series[0].Exceptions = []schedule.Exception{e} }

// losses are one case for each field of a listing, by its path in JSON, and
// for each thing that its dates can do, below "series".
var losses = map[string]func(*scene){
	"name":                  func(s *scene) { s.o.Name = "Hope & Light" },
	"program":               func(s *scene) { s.o.Program = "connection" },
	"mode":                  func(s *scene) { s.o.Mode = program.ModeHybrid },
	"mode/telephone":        func(s *scene) { s.o.Mode, s.o.Venue = program.ModeTelephone, "" },
	"mode/online":           func(s *scene) { s.online() },
	"languages":             func(s *scene) { s.o.Languages = []string{"es", "en"} },
	"entry.mode":            func(s *scene) { s.o.Entry.Mode = program.EntryPerDate },
	"entry.after_session":   func(s *scene) { s.o.Entry = program.Entry{Mode: program.EntryClosedAfter, AfterSession: 2} },
	"entry.register_hours":  func(s *scene) { s.o.Entry = program.Entry{Mode: program.EntryPerDate, RegisterHours: 12} },
	"audience.relations":    func(s *scene) { s.o.Audience.Relations = []program.Relation{program.RelationFamily} },
	"audience.min_age":      func(s *scene) { s.o.Audience.MinAge = 18 },
	"audience.max_age":      func(s *scene) { s.o.Audience.MaxAge = 25 },
	"audience.focus":        func(s *scene) { s.o.Audience.Focus = []string{"firefighters"} },
	"audience.observers":    func(s *scene) { s.o.Audience.Observers = "never" },
	"audience.members_only": func(s *scene) { s.o.Audience.MembersOnly = true },
	"audience.repeat":       func(s *scene) { s.o.Audience.Repeat = true },
	"topics":                func(s *scene) { s.o.Topics = []string{"anxiety"} },
	"topics/with a comma":   func(s *scene) { s.o.Topics = []string{"anxiety, panic"} },
	"status":                func(s *scene) { s.o.Status = directory.Suspended },
	"status/proposed":       func(s *scene) { s.o.Status = directory.Proposed },
	"status/ended":          func(s *scene) { s.o.Status = directory.Ended },
	"status_since":          func(s *scene) { s.o.Status, s.o.StatusSince = directory.Suspended, schedule.MustDate("2026-07-01") },
	"successors":            func(s *scene) { s.second(); s.o.Successors = []string{"s.2"} },
	"registration.url":      func(s *scene) { s.o.Registration.URL = "https://example.org/sign-up" },
	"registration.phone":    func(s *scene) { s.o.Registration.Phone = "904-555-0100" },
	"registration.email":    func(s *scene) { s.o.Registration.Email = "office@example.org" },
	"registration.through":  func(s *scene) { s.o.Registration.Through = schedule.MustDate("2026-12-31") },
	"join_by":               func(s *scene) { s.online(); s.o.JoinBy = directory.AfterRegistration },
	"join_by/without": func(s *scene) {
		s.online()
		s.o.JoinBy, s.o.Join.URL = directory.WithoutPasscode, "https://example.org/j/1"
	},
	"join.url":   func(s *scene) { s.online(); s.o.JoinBy, s.o.Join.URL = directory.Public, "https://example.org/j/1" },
	"join.phone": func(s *scene) { s.online(); s.o.JoinBy, s.o.Join.Phone = directory.Public, "+19045550100" },
	"join.note": func(s *scene) {
		s.online()
		s.o.JoinBy, s.o.Join = directory.Public, directory.Join{Note: "Ask for Ann"}
	},
	"join.note/with both": func(s *scene) {
		s.online()
		s.o.JoinBy, s.o.Join = directory.Public, directory.Join{URL: "https://example.org/j/1", Phone: "+19045550100", Note: "Ask for Ann"}
	},
	"course.state":  func(s *scene) { s.course().State = course.Enrolling },
	"course.reason": func(s *scene) { c := s.course(); c.State, c.Reason = "cancelled", "too few" },
	"course.places": func(s *scene) {
		c := s.course()
		c.State, c.Capacity, c.Enrolled = course.Enrolling, program.Capacity{Max: 12}, 12
	},
	"course.sessions":        func(s *scene) { s.course() },
	"course.first":           func(s *scene) { s.course() },
	"course.register_by":     func(s *scene) { s.course().RegisterBy = schedule.MustDate("2026-06-05") },
	"course.entry_until":     func(s *scene) { s.course(); s.o.Entry = program.Entry{Mode: program.EntryClosedAfter, AfterSession: 1} },
	"course.qualifies":       func(s *scene) { s.course(); s.o.Program = "connection" },
	"guidelines":             func(s *scene) { s.o.Guidelines = "https://example.org/rules.pdf" },
	"note":                   func(s *scene) { s.o.Note = program.Text{"en": "Bring a mug"} },
	"note/other language":    func(s *scene) { s.o.Note = program.Text{"en": "Bring a mug", "es": "Traiga una taza"} },
	"contacts":               func(s *scene) { s.o.Contacts = []directory.Contact{{Role: "office", Phone: "904-555-0100"}} },
	"contacts/text":          func(s *scene) { s.o.Contacts = []directory.Contact{{Role: "office", Text: "904-555-0100"}} },
	"contacts/of the office": func(s *scene) { s.org.Contacts = []directory.Contact{{Role: "helpline", Phone: "904-555-0111"}} },
	"zone":                   func(s *scene) { s.venue.Zone = "America/Chicago" },
	"verified.on":            func(s *scene) { s.o.Verified.On = schedule.MustDate("2026-05-01") },
	"verified.by":            func(s *scene) { s.o.Verified = directory.Verified{On: schedule.MustDate("2026-05-01"), By: "office"} },
	"source_id":              func(s *scene) { s.o.SourceID = "Ünï / 2" },
	"also":                   func(s *scene) { s.o.Also = []directory.Origin{{Source: "b", SourceID: "2"}} },
	"derived":                func(s *scene) { s.o.Derived = []string{"series"} },
	"modified":               func(s *scene) { s.o.Modified = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC) },
	"modified/sequence":      func(s *scene) { s.o.Modified, s.o.Sequence = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), 3 },

	"place.name":           func(s *scene) { s.venue.Name = "Faith, Hall" },
	"place.host":           func(s *scene) { s.venue.Host = "Grace Church" },
	"place.room":           func(s *scene) { s.o.Room = "Room B" },
	"place.address.street": func(s *scene) { s.venue.Address.Street = "12 Elm St" },
	"place.address.city":   func(s *scene) { s.venue.Address.City = "Ocala" },
	"place.address.state":  func(s *scene) { s.venue.Address.State = "GA" },
	"place.address.zip":    func(s *scene) { s.venue.Address.ZIP = "34470" },
	"place.point":          func(s *scene) { s.venue.Point = earth.LatLng(29.18, -82.14) },
	"place.approximate":    func(s *scene) { s.venue.Confidential = true },
	"place.county":         func(s *scene) { s.venue.County = "12019" },
	"place.note":           func(s *scene) { s.venue.Note = "Use the side door" },
	"place.web":            func(s *scene) { s.venue.Web = "https://example.org/hall" },
	"place.parking":        func(s *scene) { s.venue.Parking = program.Text{"en": "Behind the hall"} },
	"place.access":         func(s *scene) { s.venue.Access = []directory.Access{"lift"} },

	"series.rule":            func(s *scene) { s.o.Series[0].Rule = schedule.NthWeekdays(time.Tuesday, 2, 4) },
	"series.rule/two days":   func(s *scene) { s.o.Series[0].Rule = schedule.Weekly(time.Tuesday, time.Thursday) },
	"series.first":           func(s *scene) { s.o.Series[0].First = schedule.MustDate("2026-08-04") },
	"series.last":            func(s *scene) { s.o.Series[0].Last = schedule.MustDate("2026-08-04") },
	"series.count":           func(s *scene) { s.o.Series[0].First, s.o.Series[0].Count = tuesday, 5 },
	"series.start":           func(s *scene) { s.o.Series[0].Start = schedule.MustClock("18:20:30") },
	"series.start/not known": func(s *scene) { s.o.Series[0].Start, s.o.Series[0].Length = schedule.Clock{}, 0 },
	"series.length":          func(s *scene) { s.o.Series[0].Length = 26 * time.Hour },
	"series.length/odd":      func(s *scene) { s.o.Series[0].Length = 10*time.Minute + 5*time.Second },
	"series.length/none":     func(s *scene) { s.o.Series[0].Length = 0 },
	"series.zone":            func(s *scene) { s.o.Series[0].Zone = "America/Denver" },
	"series.on_holiday":      func(s *scene) { s.holidays(schedule.Skip) },
	"series.on_holiday/move": func(s *scene) { s.holidays(schedule.Move) },
	"series.on_holiday/ask":  func(s *scene) { s.holidays(schedule.Ask) },
	"series.dates":           func(s *scene) { s.o.Series[0].Dates = []schedule.Date{thursday} },
	"series.exceptions": func(s *scene) {
		s.except(schedule.Exception{On: tuesday, Kind: schedule.Cancel, Reason: "storm; flood"})
	},
	"series.exceptions/move": func(s *scene) { s.except(schedule.Exception{On: tuesday, Kind: schedule.Reschedule, To: thursday}) },
	"series.exceptions/time": func(s *scene) {
		s.except(schedule.Exception{On: tuesday, Kind: schedule.Reschedule, Start: schedule.MustClock("20:00")})
	},
	"series.exceptions/length": func(s *scene) {
		s.except(schedule.Exception{On: tuesday, Kind: schedule.Reschedule, Length: time.Hour})
	},
	"series.exceptions/add":  func(s *scene) { s.except(schedule.Exception{On: thursday, Kind: schedule.Add}) },
	"series.exceptions/note": func(s *scene) { s.except(schedule.Exception{On: tuesday, Kind: schedule.Annotate, Reason: "speaker"}) },
	"series.overrides": func(s *scene) {
		s.more = append(s.more, directory.Venue{ID: "s.two", Name: "Town Hall", Address: directory.Address{Street: "9 Elm St", City: "Ocala", State: "FL", ZIP: "34470"}})
		s.o.Overrides = []directory.Override{{On: tuesday, Venue: "s.two"}}
	},
	"series.overrides/room": func(s *scene) { s.o.Overrides = []directory.Override{{On: tuesday, Room: "Room Z"}} },
	"series.overrides/mode": func(s *scene) { s.o.Overrides = []directory.Override{{On: tuesday, Mode: program.ModeOnline}} },
	"series.overrides/note": func(s *scene) {
		s.o.Overrides = []directory.Override{{On: tuesday, Note: program.Text{"en": "Side door"}}}
	},
	"series.closures":        func(s *scene) { s.venue.Closures = closed(false) },
	"series.closures/office": func(s *scene) { s.org.Closures = closed(false) },
	"series.closures/ask":    func(s *scene) { s.org.Closures = closed(true) },
	"series":                 func(s *scene) { s.o.Series = nil },
	"series/two": func(s *scene) {
		s.o.Series = append(s.o.Series, s.o.Series[0])
		s.o.Series[0].ID, s.o.Series[1].ID = "a", "b"
		s.o.Series[1].Rule, s.o.Series[1].Start = schedule.Weekly(time.Thursday), schedule.MustClock("10:00")
	},
	"series/one day": func(s *scene) {
		s.o.Series[0].Rule, s.o.Series[0].First, s.o.Series[0].Dates = schedule.Rule{}, schedule.Date{}, []schedule.Date{tuesday}
	},
}

func closed(ask bool) []schedule.Closure {
	return []schedule.Closure{{First: tuesday, Last: tuesday, Reason: "floor", Unconfirmed: ask}}
}

func (s *scene) holidays(p schedule.HolidayPolicy) {
	s.org.Holidays = schedule.USFederal(schedule.Observed)
	s.o.Series[0].Rule, s.o.Series[0].OnHoliday = schedule.Weekly(time.Monday), p
}

func (s *scene) course() *course.Course {
	s.o.Series[0].First, s.o.Series[0].Count = tuesday, 8
	s.o.Course = &course.Course{State: course.Planned, Sessions: 8}
	return s.o.Course
}

func (s *scene) second() {
	s.more = append(s.more, directory.Offering{ID: "s.2", Name: "Light", Organization: "s", Venue: "s.hall", Series: s.o.Series,
		Provenance: directory.Provenance{Origin: directory.Origin{Source: "s", SourceID: "2"}}})
}

// notCarried are fields of a listing that follow from others, or that are the
// business of whoever reads.
var notCarried = []string{"id", "kind", "organization", "place.id", "place.radius", "source", "sequence"}

func TestLossesCoverEveryField(t *testing.T) {
	for _, path := range leaves(reflect.TypeFor[directory.Listing](), "") {
		if losses[path] == nil && !slices.Contains(notCarried, path) {
			t.Errorf("no case for the field %q of a listing", path)
		}
	}
}

// leaves returns the paths of the fields in JSON that have no fields.
func leaves(typ reflect.Type, path string) (all []string) {
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	open := typ.Kind() == reflect.Struct && !typ.Implements(reflect.TypeFor[fmt.Stringer]()) ||
		typ == reflect.TypeFor[directory.Address]()
	if !open || typ.NumField() == 0 {
		return []string{path}
	}
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		at := strings.Trim(path+"."+name, ".")
		all = append(all, leaves(f.Type, at)...)
	}
	return all
}

// formats are those that both read and write.
var formats = []struct {
	name  string
	read  func(io.Reader, feed.Options) (feed.Result, error)
	write func(io.Writer, *directory.Snapshot, feed.WriteOptions) ([]feed.Finding, error)
}{
	{"csv", csv.Read, csv.Write},
	{"meetingguide", meetingguide.Read, meetingguide.Write},
	{"bmlt", bmlt.Read, bmlt.Write},
	{"ics", ics.Read, ics.Write},
	{"hsds", hsds.Read, hsds.Write},
	{"schemaorg", schemaorg.Read, schemaorg.Write},
}

// inWords are things that a format says, and that its reader can only put into
// a note.
var inWords = map[string]string{
	"ics series.exceptions/note": "speaker", "ics series.overrides": "Town Hall", "ics series.overrides/room": "Room Z",
	"ics series.overrides/mode": "Online", "ics series.overrides/note": "Side door",
	"schemaorg series.overrides/note": "Side door",
	"ics series.on_holiday/ask":       "STATUS:TENTATIVE", "ics series.closures/ask": "STATUS:TENTATIVE",
}

func TestLosses(t *testing.T) {
	for _, f := range formats {
		for path, set := range losses {
			for _, policy := range []feed.Policy{feed.Withhold, feed.Annotate} {
				t.Run(f.name+"/D11 D40 "+path+" "+string(policy), func(t *testing.T) {
					s := newScene()
					set(s)
					snap := s.snapshot(t)
					o := span
					o.Inexact = policy
					var out bytes.Buffer
					lost, err := f.write(&out, snap, o)
					if err != nil {
						t.Fatal(err)
					}
					text := out.String()
					got, err := f.read(&out, feed.Options{Source: "s", Zone: "America/New_York"})
					if err != nil {
						t.Fatal(err)
					}
					field, _, _ := strings.Cut(path, "/")
					if words := inWords[f.name+" "+path]; named(lost, field) || words != "" && strings.Contains(text, words) {
						return
					}
					back, err := directory.NewSnapshot(got.Entities...)
					if err != nil {
						t.Fatal(err)
					}
					want, have := facts(snap, field), facts(back, field)
					if want != have {
						t.Errorf("neither carried over nor named in %+v (-want +got):\n%.600s\n%.2000s", lost, cmp.Diff(want, have), text)
					}
				})
			}
		}
	}
}

// named reports whether a loss report names a field, one that it is part of or
// that is part of it, or says that the listing was left out.
func named(lost []feed.Finding, field string) bool {
	dates := strings.HasPrefix(field, "series")
	return slices.ContainsFunc(lost, func(f feed.Finding) bool {
		at := f.Field
		if dates && strings.HasPrefix(at, "series[") {
			_, at, _ = strings.Cut(at, "].")
			at = "series." + at
		}
		return f.Code == "withheld" || f.Code == "not-active" || f.Code == "no-dates" || f.Code == "annotated" && dates ||
			at != "" && (at == field || "series."+at == field || at == "holidays" && field == "series.on_holiday" || strings.HasPrefix(field, at+".") || strings.HasPrefix(at, field+".") || strings.HasPrefix(at, field+"["))
	})
}

// facts returns what a directory says of the first listing: a field, or all
// its dates.
func facts(snap *directory.Snapshot, field string) string {
	for l := range snap.Listings("") {
		if strings.HasPrefix(field, "series") {
			return dates(snap, l)
		}
		body, err := json.Marshal(l)
		if err != nil {
			return err.Error()
		}
		var v any
		if err := json.Unmarshal(body, &v); err != nil {
			return err.Error()
		}
		for name := range strings.SplitSeq(field, ".") {
			o, _ := v.(map[string]any)
			v = o[name]
		}
		text, _ := json.Marshal(v) // of what was decoded
		return string(text)
	}
	return "no listing"
}

// dates returns all the dates of the offerings with a name.
func dates(snap *directory.Snapshot, first directory.Listing) string {
	var lines []string
	for l := range snap.Listings("") {
		if l.Name != first.Name {
			continue
		}
		n := 0
		for m := range snap.Timetable(l.ID).All(span.From, span.Through.AddDays(1)) {
			if n++; !m.Status.Held() {
				continue // whether it is skipped or cancelled
			}
			place, mode := m.Venue, m.Mode
			if mode == "" {
				mode = program.ModeInPerson
			}
			if l.Place != nil && m.Venue == l.Place.ID {
				place = ""
			}
			lines = append(lines, fmt.Sprint(m.Date, m.Clock, m.Length, m.Status, m.Start().UTC().Format(time.RFC3339), place, m.Room, mode, m.Note))
		}
		if n == 0 {
			lines = append(lines, "no dates")
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
