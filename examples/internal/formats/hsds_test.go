package formats_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// serviceSchema returns the published schema of a service with all that it
// refers to; formats such as that of a UUID are checked too.
func serviceSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "shared", "data", "hsds", "schema"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the published schemas of ../shared/data/hsds are not here")
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile(filepath.Join(dir, "service.json"))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// services writes a snapshot and returns the services.
func services(t *testing.T, snap *directory.Snapshot) []any {
	t.Helper()
	var out bytes.Buffer
	if _, err := hsds.Write(&out, snap, feed.WriteOptions{
		From: schedule.MustDate("2022-06-01"), Through: schedule.MustDate("2023-06-30"), URL: "https://groups.example.org", Inexact: feed.Expand,
	}); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&out)
	if err != nil {
		t.Fatal(err)
	}
	return v.([]any)
}

func TestHSDS(t *testing.T) {
	schema := serviceSchema(t)
	t.Run("the schema refuses what is not a service", func(t *testing.T) {
		for _, text := range []string{`{"id":"x","name":"y","status":"active"}`, `{"name":"y","status":"active"}`,
			`{"id":"3f5c1d0e-8a52-4a3b-9c61-0a6f5e2d7b11","name":"y","status":"closed"}`,
			`{"id":"3f5c1d0e-8a52-4a3b-9c61-0a6f5e2d7b11","name":"y","status":"active","schedules":[{"id":"3f5c1d0e-8a52-4a3b-9c61-0a6f5e2d7b11","freq":"YEARLY"}]}`} {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
			if err != nil {
				t.Fatal(err)
			}
			if schema.Validate(v) == nil {
				t.Errorf("%s is valid, want an error", text)
			}
		}
	})
	t.Run("the records of the demo", func(t *testing.T) {
		file, err := os.Open(filepath.Join("..", "..", "demo", "records.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		entities, err := directory.ReadRecords(file)
		if err != nil {
			t.Fatal(err)
		}
		validate(t, schema, 7, entities...)
	})
	t.Run("everything that a record can hold, well or badly", func(t *testing.T) {
		validate(t, schema, 5, odd()...)
	})
}

func validate(t *testing.T, schema *jsonschema.Schema, atLeast int, entities ...directory.Entity) {
	t.Helper()
	snap, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	list := services(t, snap)
	if len(list) < atLeast {
		t.Errorf("%d services, want at least %d", len(list), atLeast)
	}
	for _, s := range list {
		if err := schema.Validate(s); err != nil {
			t.Errorf("%v: %v", s.(map[string]any)["name"], err)
		}
	}
}

// odd returns records with values that are hard to write.
func odd() []directory.Entity {
	wed := schedule.Series{ID: "a", Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, OnHoliday: schedule.Ask}
	dates := schedule.Series{ID: "b", Dates: []schedule.Date{schedule.MustDate("2022-07-04")}}
	yearly := schedule.Series{Rule: schedule.Yearly(time.October, 10), First: schedule.MustDate("2022-01-01")}
	last := schedule.Series{Rule: schedule.NthWeekdays(time.Friday, -1).Every(2), First: schedule.MustDate("2022-01-01"), Count: 10,
		Exceptions: []schedule.Exception{{On: schedule.MustDate("2022-07-29"), Kind: schedule.Reschedule, To: schedule.MustDate("2022-08-01"), Start: schedule.MustClock("10:30:15")}}}
	return []directory.Entity{
		directory.Organization{ID: "org one", Name: "Näme \"x\"", Zone: "America/St_Johns", Website: "https://exa mple.org/?q=<>", Holidays: schedule.USFederal(schedule.Both),
			Contacts: []directory.Contact{{Role: "office", Email: "not an address", Phone: "x"}, {Role: directory.RoleHelpline, Email: "help@example.org", Text: "741741", Hours: program.WeeklyHours{}}}},
		directory.Venue{ID: "v", Name: "Hall", Web: "mailto:x@y", Point: earth.LatLng(47.5, -52.7)},
		directory.Venue{ID: "w", Name: "Hidden", Confidential: true, Point: earth.LatLng(47.5, -52.7), Address: directory.Address{City: "Town"}},
		directory.Offering{ID: "3f5c1d0e-8a52-4a3b-9c61-0a6f5e2d7b11", Name: "A", Organization: "org one", Venue: "v", Series: []schedule.Series{wed, dates}},
		directory.Offering{ID: "b", Name: "B", Organization: "org one", Venue: "w", Series: []schedule.Series{last}, Status: directory.Suspended},
		directory.Offering{ID: "c", Name: "C", Organization: "org one", Venue: "v", Mode: program.ModeHybrid, Series: []schedule.Series{yearly}, JoinBy: directory.Public,
			Join: directory.Join{URL: "https://zoom.us/j/1", Phone: "+1,2#"}, Registration: directory.Registration{Email: "a@b", URL: "https://example.org/a b"}},
		directory.Offering{ID: "d", Name: "D", Organization: "org one", Mode: program.ModeTelephone, Status: directory.Proposed, Audience: program.Audience{MinAge: 18},
			Verified: directory.Verified{On: schedule.MustDate("2022-05-01"), By: directory.RoleHelpline}},
		directory.Offering{ID: "e", Program: "connection", Organization: "org one", Mode: program.ModeOnline, Status: "resting", Languages: []string{"es", "en"}},
	}
}
