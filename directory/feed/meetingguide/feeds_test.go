package meetingguide_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
	"github.com/withinreach/withinreach/program"
)

// The real feeds, with the zone that their readers must know.
var feeds = []struct{ name, zone string }{
	{"aasanjose", "America/Los_Angeles"}, {"aasepia", "America/New_York"}, {"benlomond", "America/Los_Angeles"},
	{"eda", ""}, {"edmonton", "America/Edmonton"}, {"kc", "America/Chicago"},
	{"oc", "America/Los_Angeles"}, {"sussexaa", "America/New_York"},
}

// open returns the text of a real feed.
func open(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "feeds", "meeting-guide", name+".json"))
	if err != nil {
		t.Skip("the feeds of ../shared/data are not here: " + err.Error())
	}
	return text
}

func options(name, zone string) feed.Options {
	if zone == "" {
		zone = "America/New_York" // of the office that publishes it
	}
	return feed.Options{Source: name, Zone: zone}
}

// read reads a feed and checks what holds for every result.
func read(t testing.TB, text []byte, o feed.Options) feed.Result {
	t.Helper()
	got, err := meetingguide.Read(bytes.NewReader(text), o)
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

// count returns how many findings have each code.
func count(findings []feed.Finding) map[string]int {
	n := map[string]int{}
	for _, f := range findings {
		n[f.Code]++
	}
	return n
}

func offerings(entities []directory.Entity) (all []directory.Offering) {
	for _, e := range entities {
		if o, ok := e.(directory.Offering); ok {
			all = append(all, o)
		}
	}
	return all
}

func TestFeeds(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "%-10s %8s %8s %8s %10s %8s %8s\n", "feed", "records", "imported", "refused", "with point", "venues", "findings")
	total, points := 0, 0
	for _, f := range feeds {
		got := read(t, open(t, f.name), options(f.name, f.zone))
		if _, err := directory.NewSnapshot(got.Entities...); err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		venues := 0
		for _, e := range got.Entities {
			if _, ok := e.(directory.Venue); ok {
				venues++
			}
		}
		missing := count(got.Findings)["coordinates-missing"]
		fmt.Fprintf(&table, "%-10s %8d %8d %8d %10d %8d %8d\n", f.name, got.Records, got.Records-got.Refused, got.Refused, got.Records-missing, venues, len(got.Findings))
		total, points = total+got.Records, points+got.Records-missing
	}
	fmt.Fprintf(&table, "%-10s %8d %28d\n", "all", total, points)
	t.Log("\n" + table.String())
	if total != 5561 || points != 5246 {
		t.Errorf("%d records, %d with coordinates, want 5,561 and 5,246", total, points)
	}
}

// TestQuirks counts what is known to be odd in the real feeds.
func TestQuirks(t *testing.T) {
	for _, tt := range []struct {
		feed string
		want map[string]int
	}{
		{"aasanjose", map[string]int{"ends-next-day": 5, "too-long": 1, "type-unknown": 6, "schedule-derived": 1}},
		{"aasepia", map[string]int{"ends-next-day": 4, "too-long": 4, "ends-at-start": 1, "type-unknown": 26, "schedule-derived": 13}},
		{"benlomond", map[string]int{}},
		{"eda", map[string]int{"types-missing": 71, "zone-from-name": 174, "zone-unsure": 3, "schedule-in-note": 1}},
		{"edmonton", map[string]int{"coordinates-missing": 315, "day-form": 315, "time-form": 315, "updated-form": 315, "type-unknown": 1, "schedule-derived": 2}},
		{"kc", map[string]int{"type-case": 70, "schedule-derived": 2, "schedule-in-note": 12}},
		{"oc", map[string]int{"ends-next-day": 9, "all-day": 6, "by-appointment": 1, "types-missing": 27, "schedule-derived": 2, "schedule-in-note": 1}},
		{"sussexaa", map[string]int{"approximate-inferred": 6}},
	} {
		t.Run("D26 D27 D28 D37 "+tt.feed, func(t *testing.T) {
			i := slices.IndexFunc(feeds, func(f struct{ name, zone string }) bool { return f.name == tt.feed })
			got := count(read(t, open(t, tt.feed), options(tt.feed, feeds[i].zone)).Findings)
			for code := range got {
				if _, ok := tt.want[code]; !ok && !counted[code] {
					delete(got, code)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// counted are the codes of quirks that a feed has only if its counts say so.
var counted = map[string]bool{
	"ends-next-day": true, "too-long": true, "ends-at-start": true, "all-day": true, "type-unknown": true, "type-case": true,
	"types-missing": true, "zone-from-name": true, "zone-unsure": true, "zone-missing": true, "day-form": true, "time-form": true,
	"updated-form": true, "coordinates-missing": true, "coordinates-wrong": true, "by-appointment": true, "attendance-differs": true,
	"schedule-derived": true, "schedule-in-note": true, "id-twice": true, "record-twice": true, "name-missing": true, "place-missing": true,
}

// TestAttendance holds what was read against the attendance_option that the
// plugin itself has written into four of the feeds.
func TestAttendance(t *testing.T) {
	options := map[string]string{"in_person": "in person ", "online": "online ", "hybrid": "hybrid ", "inactive": "in person suspended"}
	n := 0
	for _, f := range feeds {
		text := open(t, f.name)
		var records []struct {
			Slug   any
			Option string `json:"attendance_option"`
		}
		if err := json.Unmarshal(text, &records); err != nil {
			t.Fatal(err)
		}
		byKey := map[string]string{}
		for _, o := range offerings(read(t, text, optionsOf(f.name)).Entities) {
			byKey[o.SourceID] = string(o.Mode) + " " + string(o.Status)
		}
		for _, r := range records {
			if r.Option == "" {
				continue
			}
			if n++; byKey[fmt.Sprint(r.Slug)] != options[r.Option] {
				t.Errorf("%s %v: %q, want %q", f.name, r.Slug, byKey[fmt.Sprint(r.Slug)], options[r.Option])
			}
		}
	}
	if n != 2967 {
		t.Errorf("%d records say how they meet, want 2,967", n)
	}
}

func optionsOf(name string) feed.Options { return options(name, "") }

func TestFeedsRoundTrip(t *testing.T) {
	for _, f := range feeds {
		t.Run(f.name, func(t *testing.T) {
			o := options(f.name, f.zone)
			first := read(t, open(t, f.name), o)
			again := read(t, open(t, f.name), o)
			if diff := cmp.Diff(first, again, samePoint); diff != "" {
				t.Fatalf("D19 imported twice (-first +second):\n%s", diff)
			}
			snap, err := directory.NewSnapshot(first.Entities...)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			losses, err := meetingguide.Write(&out, snap, feed.WriteOptions{Inexact: feed.Annotate})
			if err != nil {
				t.Fatal(err)
			}
			checkRules(t, out.Bytes())
			expect(first.Entities, losses)
			back := read(t, out.Bytes(), o)
			if diff := cmp.Diff(sorted(first.Entities), sorted(back.Entities), samePoint); diff != "" {
				t.Errorf("D40 written and read (-want +got):\n%.6000s", diff)
			}
		})
	}
}

// TestFeedsWithheld writes with the default policy: what was read out of notes
// is no plain week, so it is left out, and all else is there.
func TestFeedsWithheld(t *testing.T) {
	for _, f := range feeds {
		t.Run("D40 "+f.name, func(t *testing.T) {
			first := read(t, open(t, f.name), options(f.name, f.zone))
			snap, err := directory.NewSnapshot(first.Entities...)
			if err != nil {
				t.Fatal(err)
			}
			derived := 0
			for _, o := range offerings(first.Entities) {
				derived += len(o.Derived)
			}
			var out bytes.Buffer
			losses, err := meetingguide.Write(&out, snap, feed.WriteOptions{})
			if err != nil {
				t.Fatal(err)
			}
			var list []any
			if err := json.Unmarshal(out.Bytes(), &list); err != nil {
				t.Fatal(err)
			}
			if n := count(losses)["withheld"]; n != derived || len(list) != first.Records-derived {
				t.Errorf("%d written, %d withheld, want %d and %d", len(list), n, first.Records-derived, derived)
			}
		})
	}
}

// expect changes entities as the losses say that writing changes them.
func expect(entities []directory.Entity, losses []feed.Finding) {
	said := map[string][]feed.Finding{}
	for _, l := range losses {
		said[l.Record] = append(said[l.Record], l)
	}
	for i, e := range entities {
		o, ok := e.(directory.Offering)
		for _, l := range said["offering/"+e.Key().ID] {
			if ok && l.Code == "slug-changed" {
				o.SourceID = l.Value
				entities[i] = o
			}
		}
	}
}

func sorted(entities []directory.Entity) []directory.Entity {
	entities = append([]directory.Entity(nil), entities...)
	slices.SortFunc(entities, func(a, b directory.Entity) int { return a.Key().Compare(b.Key()) })
	return entities
}

var samePoint = cmp.Comparer(func(a, b earth.Point) bool { return a == b })
