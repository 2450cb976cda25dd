package bmlt_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/bmlt"
	"github.com/withinreach/withinreach/program"
)

func open(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "feeds", "bmlt", name))
	if err != nil {
		t.Skip("the feeds of ../shared/data are not here: " + err.Error())
	}
	return text
}

// newYork returns the server of the real lists.
func newYork(t testing.TB) (s bmlt.Server) {
	t.Helper()
	var err error
	if s.Formats, err = bmlt.ReadFormats(bytes.NewReader(open(t, "greater-new-york.formats.json")), feed.Limits{}); err != nil {
		t.Fatal(err)
	}
	if s.ServiceBodies, err = bmlt.ReadServiceBodies(bytes.NewReader(open(t, "greater-new-york.service_bodies.json")), feed.Limits{}); err != nil {
		t.Fatal(err)
	}
	return s
}

var samePoint = cmp.Comparer(func(a, b earth.Point) bool { return a == b })

// read reads a list and checks what holds for every result.
func read(t testing.TB, s bmlt.Server, text []byte, o feed.Options) feed.Result {
	t.Helper()
	got, err := s.Read(bytes.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	offerings, refused := 0, 0
	for _, e := range got.Entities {
		if e.Key().Kind == directory.KindOffering {
			offerings++
		}
	}
	for _, f := range got.Findings {
		if f.Severity == program.Error {
			refused++
		}
		if f.Source != o.Source || f.Place == "" || f.Code == "" || f.Message == "" {
			t.Errorf("finding %+v, want source, place, code and message", f)
		}
	}
	if offerings+got.Refused != got.Records || refused != got.Refused {
		t.Errorf("%d offerings and %d refused, with %d findings of that, want %d records", offerings, got.Refused, refused, got.Records)
	}
	return got
}

func count(findings []feed.Finding) map[string]int {
	n := map[string]int{}
	for _, f := range findings {
		n[f.Code]++
	}
	return n
}

func TestFeeds(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "%-18s %8s %8s %8s %8s %8s\n", "feed", "records", "imported", "refused", "venues", "findings")
	for _, tt := range []struct {
		name             string
		records, refused int
		findings         map[string]int
	}{
		{"greater-new-york", 1555, 42, map[string]int{"not-published": 42, "prompt-removed": 10, "ends-next-day": 7, "too-long": 2, "address-incomplete": 8,
			"schedule-derived": 37, "schedule-in-note": 10, "holidays-unnamed": 9, "field-not-carried": 3}},
		{"mock-3x", 54, 1, map[string]int{"not-published": 1, "format-unknown": 1, "stray-place": 1, "field-not-carried": 3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, newYork(t), open(t, tt.name+".json"), feed.Options{Source: tt.name, Zone: "America/New_York"})
			venues := 0
			for _, e := range got.Entities {
				if e.Key().Kind == directory.KindVenue {
					venues++
				}
			}
			fmt.Fprintf(&table, "%-18s %8d %8d %8d %8d %8d\n", tt.name, got.Records, got.Records-got.Refused, got.Refused, venues, len(got.Findings))
			if got.Records != tt.records || got.Refused != tt.refused {
				t.Errorf("%d records, %d refused, want %d and %d", got.Records, got.Refused, tt.records, tt.refused)
			}
			if diff := cmp.Diff(tt.findings, count(got.Findings)); diff != "" {
				t.Errorf("D28 D37 findings (-want +got):\n%s", diff)
			}
		})
	}
	t.Log("\n" + table.String())
}

func TestFeedsRoundTrip(t *testing.T) {
	for _, name := range []string{"greater-new-york", "mock-3x"} {
		t.Run(name, func(t *testing.T) {
			server, o := newYork(t), feed.Options{Source: name, Zone: "America/New_York"}
			first := read(t, server, open(t, name+".json"), o)
			if diff := cmp.Diff(first, read(t, server, open(t, name+".json"), o), samePoint); diff != "" {
				t.Fatalf("D19 imported twice (-first +second):\n%s", diff)
			}
			snap, err := directory.NewSnapshot(first.Entities...)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			losses, err := server.Write(&out, snap, feed.WriteOptions{Inexact: feed.Annotate})
			if err != nil {
				t.Fatal(err)
			}
			if n := count(losses); n["withheld"] > 0 {
				t.Errorf("losses %v, want none withheld: formats say that a meeting is closed on holidays", n)
			}
			back := read(t, server, out.Bytes(), o)
			if diff := cmp.Diff(sorted(first.Entities), sorted(back.Entities), samePoint); diff != "" {
				t.Errorf("D40 written and read (-want +got):\n%.6000s", diff)
			}
		})
	}
}

func sorted(entities []directory.Entity) []directory.Entity {
	entities = append([]directory.Entity(nil), entities...)
	slices.SortFunc(entities, func(a, b directory.Entity) int { return a.Key().Compare(b.Key()) })
	return entities
}

// answer returns the IDs that a query gives, in its order.
func answer(t testing.TB, s bmlt.Server, snap *directory.Snapshot, query string) []string {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := bmlt.ParseQuery(v)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := s.Answer(&out, snap, q, feed.WriteOptions{Inexact: feed.Annotate}); err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	if err := json.Unmarshal(out.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, m := range list {
		ids = append(ids, m["id_bigint"])
	}
	return ids
}

type raw map[string]string

func (m raw) num(name string) int { n, _ := strconv.Atoi(m[name]); return n }
func (m raw) has(id string) bool {
	return slices.Contains(strings.Split(m["format_shared_id_list"], ","), id)
}

// minutes returns a time of the record in minutes.
func (m raw) minutes(name string) int {
	var h, min int
	_, _ = fmt.Sscanf(m[name], "%d:%d", &h, &min)
	return 60*h + min
}

func (m raw) miles(from earth.Point) float64 {
	lat, _ := strconv.ParseFloat(m["latitude"], 64)
	lng, _ := strconv.ParseFloat(m["longitude"], 64)
	return earth.LatLng(lat, lng).Distance(from).Miles()
}

// TestAnswer holds the answers to queries over what was imported against plain
// loops over the records as they were published.
func TestAnswer(t *testing.T) {
	server := newYork(t)
	text := open(t, "greater-new-york.json")
	snap, err := directory.NewSnapshot(read(t, server, text, feed.Options{Source: "gny", Zone: "America/New_York"}).Entities...)
	if err != nil {
		t.Fatal(err)
	}
	var records []raw
	if err := json.Unmarshal(text, &records); err != nil {
		t.Fatal(err)
	}
	records = slices.DeleteFunc(records, func(m raw) bool { return m["published"] != "1" })
	city := earth.LatLng(40.7580, -73.9855)
	below := map[string]bool{"2": true}
	for range server.ServiceBodies {
		for _, b := range server.ServiceBodies {
			if below[b.Parent] {
				below[b.ID] = true
			}
		}
	}
	for _, tt := range []struct {
		query string
		want  func(raw) bool
	}{
		{"", func(raw) bool { return true }},
		{"weekdays=1", func(m raw) bool { return m.num("weekday_tinyint") == 1 }},
		{"weekdays=2,7", func(m raw) bool { return m.num("weekday_tinyint") == 2 || m.num("weekday_tinyint") == 7 }},
		{"weekdays[]=2&weekdays[]=7", func(m raw) bool { return m.num("weekday_tinyint") == 2 || m.num("weekday_tinyint") == 7 }},
		{"weekdays=-1,-4", func(m raw) bool { return m.num("weekday_tinyint") != 1 && m.num("weekday_tinyint") != 4 }},
		{"venue_types=1", func(m raw) bool { return m["venue_type"] == "1" }},
		{"venue_types=-1", func(m raw) bool { return m["venue_type"] != "1" }},
		{"formats=33", func(m raw) bool { return m.has("33") }},
		{"formats=17,33", func(m raw) bool { return m.has("17") && m.has("33") }},
		{"formats=9,33&formats_comparison_operator=OR", func(m raw) bool { return m.has("9") || m.has("33") }},
		{"formats=-17", func(m raw) bool { return !m.has("17") }},
		{"formats=17,-33", func(m raw) bool { return m.has("17") && !m.has("33") }},
		{"formats=5", func(m raw) bool { return m.has("5") }},
		{"services=1009", func(m raw) bool { return m["service_body_bigint"] == "1009" }},
		{"services=-1009", func(m raw) bool { return m["service_body_bigint"] != "1009" }},
		{"services=2", func(m raw) bool { return m["service_body_bigint"] == "2" }},
		{"services=2&recursive=1", func(m raw) bool { return below[m["service_body_bigint"]] }},
		{"services=-2&recursive=1", func(m raw) bool { return !below[m["service_body_bigint"]] }},
		{"StartsAfterH=18", func(m raw) bool { return m.minutes("start_time") > 18*60 }},
		{"StartsAfterH=18&StartsAfterM=30", func(m raw) bool { return m.minutes("start_time") > 18*60+30 }},
		{"StartsBeforeH=12", func(m raw) bool { return m.minutes("start_time") < 12*60 }},
		{"StartsBeforeH=19&StartsAfterH=17", func(m raw) bool { return m.minutes("start_time") < 19*60 && m.minutes("start_time") > 17*60 }},
		{"EndsBeforeH=12&EndsBeforeM=30", func(m raw) bool { return m.minutes("start_time")+m.minutes("duration_time") <= 12*60+30 }},
		{"MinDurationH=2", func(m raw) bool { return m.minutes("duration_time") >= 120 }},
		{"MaxDurationH=1", func(m raw) bool { return m.minutes("duration_time") <= 60 }},
		{"meeting_key=location_province&meeting_key_value=NJ", func(m raw) bool { return m["location_province"] == "NJ" }},
		{"meeting_key=id_bigint&meeting_key_value=37", func(m raw) bool { return m["id_bigint"] == "37" }},
		{"lat_val=40.7580&long_val=-73.9855&geo_width=2", func(m raw) bool { return m.miles(city) <= 2 }},
		{"lat_val=40.7580&long_val=-73.9855&geo_width_km=3", func(m raw) bool { return m.miles(city)*1.609344 <= 3 }},
		{"lat_val=40.7580&long_val=-73.9855&geo_width=1.5&weekdays=3&formats=17", func(m raw) bool {
			return m.miles(city) <= 1.5 && m["weekday_tinyint"] == "3" && m.has("17")
		}},
	} {
		t.Run("D32 D34 D35 "+tt.query, func(t *testing.T) {
			want := []string{}
			for _, m := range records {
				if tt.want(m) {
					want = append(want, m["id_bigint"])
				}
			}
			got := answer(t, server, snap, tt.query)
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d meetings, want %d (-want +got):\n%.800s", len(got), len(want), diff)
			}
		})
	}
}
