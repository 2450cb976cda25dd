package bmlt_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/bmlt"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// checkRead reads a text, and if that is a list, writes it and reads it again.
func checkRead(t *testing.T, text string) {
	first, err := server.Read(strings.NewReader(text), options)
	if err != nil {
		return
	}
	snap, err := directory.NewSnapshot(first.Entities...)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var out bytes.Buffer
	losses, err := server.Write(&out, snap, feed.WriteOptions{Inexact: feed.Annotate})
	if err != nil {
		t.Fatal(err)
	}
	back := read(t, server, out.Bytes(), options)
	lost := count(losses)
	for _, code := range []string{"withheld", "annotated", "id-made", "not-said"} {
		if lost[code] > 0 {
			return
		}
	}
	if diff := cmp.Diff(sorted(first.Entities), sorted(back.Entities), samePoint); diff != "" && count(first.Findings)["format-unknown"] == 0 {
		t.Errorf("%q: written and read (-want +got):\n%s", text, diff)
	}
}

// snapshot returns one of some offerings of one organization at one venue.
func snapshot(t testing.TB, changes ...func(*directory.Offering)) *directory.Snapshot {
	t.Helper()
	entities := []directory.Entity{
		directory.Organization{ID: "jax", Name: "Jacksonville", Zone: "America/New_York", Holidays: schedule.USFederal(schedule.Observed),
			Provenance: directory.Provenance{Origin: directory.Origin{Source: "s", SourceID: "2"}}},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Point: earth.LatLng(30.165, -81.74), Access: []directory.Access{directory.AccessStepFree},
			Address: directory.Address{Street: "2001 Kingsley Ave.", City: "Orange Park", State: "FL", ZIP: "32073"}},
	}
	for i, change := range changes {
		o := directory.Offering{ID: fmt.Sprintf("o%d", i), Name: "Connection", Organization: "jax", Venue: "oph", Series: []schedule.Series{
			{Rule: schedule.Weekly(time.Wednesday), First: feed.FirstDay(), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute}}}
		o.SourceID = strconv.Itoa(100 + i)
		change(&o)
		entities = append(entities, o)
	}
	snap, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func TestWrite(t *testing.T) {
	snap := snapshot(t,
		func(o *directory.Offering) {
			o.Audience.Relations, o.Topics, o.Series[0].OnHoliday = []program.Relation{program.RelationPublic}, []string{"Pitch", "anxiety"}, schedule.Skip
		},
		func(o *directory.Offering) {
			o.Series[0].Rule, o.Note = schedule.Weekly(time.Monday, time.Friday), program.Text{"en": "Ring the bell."}
		},
		func(o *directory.Offering) { o.Mode, o.Venue = program.ModeOnline, "" },
		func(o *directory.Offering) { o.Series[0].Rule = schedule.NthWeekdays(time.Wednesday, 2, 4) },
		func(o *directory.Offering) { o.Status = directory.Suspended },
		func(o *directory.Offering) { o.Series = nil },
	)
	for _, policy := range []feed.Policy{feed.Withhold, feed.Annotate} {
		t.Run("D16 D40 "+string(policy), func(t *testing.T) {
			var out bytes.Buffer
			losses, err := server.Write(&out, snap, feed.WriteOptions{Inexact: policy})
			if err != nil {
				t.Fatal(err)
			}
			var list []map[string]string
			if err := json.Unmarshal(out.Bytes(), &list); err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, m := range list {
				lines = append(lines, strings.Join([]string{m["weekday_tinyint"], m["start_time"], m["duration_time"], m["venue_type"], m["formats"], m["format_shared_id_list"],
					m["service_body_bigint"], m["location_postal_code_1"], m["comments"]}, "|"))
			}
			want := []string{
				"4|18:00:00|01:30:00|1|O,CH,WC,Pi|17,5,33,18|2|32073|",
				"2|18:00:00|01:30:00|1|WC|33|2|32073|Ring the bell.", "6|18:00:00|01:30:00|1|WC|33|2|32073|Ring the bell.",
				"4|18:00:00|01:30:00|2|VM|54|2||",
			}
			if policy == feed.Annotate {
				want = append(want, "4|18:00:00|01:30:00|1|WC|33|2|32073|Only on these dates: Second and fourth Wednesdays of the month")
			}
			want = append(want, "4|18:00:00|01:30:00|1|WC,TC|33,55|2|32073|")
			slices.Sort(want)
			slices.Sort(lines)
			if diff := cmp.Diff(want, lines); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var said []string
			for _, f := range losses {
				if f.Code != "id-made" && f.Code != "record-split" {
					said = append(said, strings.TrimPrefix(f.Record, "offering/")+" "+f.Code+" "+f.Field+" "+f.Value)
				}
			}
			wantSaid := []string{"organization/jax not-said holidays observed", "o0 not-said topics anxiety", "o2 not-said join_by ", "o3 " + map[feed.Policy]string{feed.Withhold: "withheld", feed.Annotate: "annotated"}[policy] +
				" series[0].rule FREQ=MONTHLY;BYDAY=2WE,4WE", "o5 withheld series "}
			if diff := cmp.Diff(wantSaid, said); diff != "" {
				t.Errorf("D11 losses (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a server without a format for it: holidays and closed places are withheld", func(t *testing.T) {
		var out bytes.Buffer
		losses, err := bmlt.Write(&out, snap, feed.WriteOptions{})
		if err != nil || count(losses)["withheld"] != 4 {
			t.Errorf("losses %v, %v, want four withheld", count(losses), err)
		}
	})
	t.Run("numbers are the same each time and differ by day", func(t *testing.T) {
		first, again := answer(t, server, snap, ""), answer(t, server, snap, "")
		if !slices.Equal(first, again) || len(slices.Compact(slices.Sorted(slices.Values(first)))) != len(first) {
			t.Errorf("numbers %q and %q, want the same, each once", first, again)
		}
	})
}

func TestQueryOrder(t *testing.T) {
	at := func(day time.Weekday, start string, name string) func(*directory.Offering) {
		return func(o *directory.Offering) {
			o.Series[0].Rule, o.Series[0].Start, o.Name = schedule.Weekly(day), schedule.MustClock(start), name
		}
	}
	snap := snapshot(t, at(time.Friday, "18:00", "B"), at(time.Monday, "20:00", "C"), at(time.Monday, "09:00", "D"), at(time.Sunday, "12:00", "A"))
	for _, tt := range []struct {
		query string
		want  []string
	}{
		{"", []string{"103", "102", "101", "100"}},
		{"sort_keys=meeting_name", []string{"103", "100", "101", "102"}},
		{"sort_keys=start_time,meeting_name", []string{"102", "103", "100", "101"}},
		{"sort_keys=id_bigint", []string{"100", "101", "102", "103"}},
		{"page_size=3", []string{"103", "102", "101"}},
		{"page_size=3&page_num=2", []string{"100"}},
		{"page_size=3&page_num=9", []string{}},
		{"weekdays=2&sort_keys=meeting_name", []string{"101", "102"}},
		{"lat_val=30.165&long_val=-81.74&geo_width=0", []string{"103", "102", "101", "100"}},
		{"lat_val=30.166&long_val=-81.74&geo_width=0", []string{}},
		{"lat_val=30.166&long_val=-81.74&geo_width_km=-1&weekdays=1", []string{"103"}},
	} {
		t.Run(tt.query, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, answer(t, server, snap, tt.query)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("some fields, and the formats that are used", func(t *testing.T) {
		q, err := bmlt.ParseQuery(url.Values{"data_field_key": {"id_bigint,formats,no_such"}, "get_used_formats": {"1"}, "weekdays": {"1"}})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := server.Answer(&out, snap, q, feed.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Meetings []map[string]string
			Formats  []bmlt.Format
		}
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]map[string]string{{"id_bigint": "103", "formats": "WC"}}, got.Meetings); diff != "" || len(got.Formats) != 1 || got.Formats[0].Key != "WC" {
			t.Errorf("formats %v (-want +got):\n%s", got.Formats, diff)
		}
	})
}

func TestNearest(t *testing.T) {
	got := read(t, newYork(t), open(t, "greater-new-york.json"), feed.Options{Source: "gny", Zone: "America/New_York"})
	snap, err := directory.NewSnapshot(got.Entities...)
	if err != nil {
		t.Fatal(err)
	}
	city := earth.LatLng(40.7580, -73.9855)
	var all []float64
	for l := range snap.Listings("") {
		if l.Place != nil {
			all = append(all, l.Place.Point.Distance(city).Miles())
		}
	}
	slices.Sort(all)
	for _, n := range []int{1, 5, 50} {
		ids := answer(t, newYork(t), snap, fmt.Sprintf("lat_val=40.7580&long_val=-73.9855&geo_width=-%d&sort_results_by_distance=1", n))
		want, _ := slices.BinarySearch(all, all[n-1]+1e-9)
		if len(ids) != want || want < n {
			t.Errorf("the nearest %d are %d, want %d, with those as far as the last", n, len(ids), want)
		}
	}
}

func TestParseQueryErrors(t *testing.T) {
	for _, tt := range []struct{ query, want string }{
		{"weekdays=Monday", `bmlt: weekdays "Monday", want numbers other than 0`},
		{"weekdays=0", `bmlt: weekdays "0", want numbers other than 0`},
		{"StartsAfterH=25", `bmlt: StartsAfterH "25", want 0 to 24`},
		{"MinDurationM=-1", `bmlt: MinDurationM "-1", want a number, 0 or more`},
		{"page_size=x", `bmlt: page_size "x", want a number, 0 or more`},
		{"lat_val=95&long_val=1&geo_width=1", "bmlt: lat_val and long_val, want a place on the earth in degrees"},
		{"lat_val=1&long_val=1&geo_width=NaN", `bmlt: geo_width "NaN", want a number`},
		{"SearchString=church", "bmlt: SearchString is not supported"},
	} {
		v, _ := url.ParseQuery(tt.query)
		if _, err := bmlt.ParseQuery(v); err == nil || err.Error() != tt.want {
			t.Errorf("%s: error %v, want %s", tt.query, err, tt.want)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("[")
	for i := range 100_000 {
		if i > 0 {
			text.WriteString(",\n")
		}
		text.WriteString(record("id_bigint="+strconv.Itoa(i), "location_street="+strconv.Itoa(i/3)+" Main St", "comments=Ring the bell twice", "format_shared_id_list=17,33,22"))
	}
	text.WriteString("]")
	b.Run("records=100000", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(text.Len()))
		var held uint64
		for b.Loop() {
			got, err := server.Read(bytes.NewReader(text.Bytes()), options)
			if err != nil || got.Records != 100_000 || got.Refused > 0 {
				b.Fatal(got.Records, got.Refused, err)
			}
			b.StopTimer()
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			held = m.HeapAlloc
			runtime.KeepAlive(got)
			b.StartTimer()
		}
		b.ReportMetric(float64(held-uint64(text.Len()))/1e6, "result-MB")
	})
}
