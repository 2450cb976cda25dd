package hsds_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/schedule"
)

// hostile returns the hostile inputs of some kinds, by ID; none if they are not
// here.
func hostile(t testing.TB, kinds string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "hostile", "hostile.jsonl"))
	if err != nil {
		return nil
	}
	all := map[string]string{}
	for line := range strings.Lines(string(text)) {
		var h struct {
			ID, Kind, Input, Hex string
			Parts                []struct {
				S     string
				N     int
				Count bool
			}
		}
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatal(err)
		}
		raw, _ := hex.DecodeString(h.Hex)
		var b strings.Builder
		b.WriteString(h.Input + string(raw))
		for _, p := range h.Parts {
			for i := range max(1, p.N) {
				s := p.S
				if p.Count {
					s = strings.Replace(s, "%d", strconv.Itoa(i), 1)
				}
				b.WriteString(s)
			}
		}
		if strings.Contains(kinds, h.Kind) {
			all[h.ID] = b.String()
		}
	}
	return all
}

// everywhere returns a service that has a value in every field that is read.
func everywhere(q string) string {
	return strings.ReplaceAll(`[{"id":Q,"name":Q,"status":Q,"description":Q,"minimum_age":Q,"fees_description":Q,"application_process":Q,"assured_date":Q,"assurer_email":Q,
		"last_modified":Q,"alert":Q,"email":Q,"url":Q,"languages":[{"code":Q}],"contacts":[{"title":Q,"name":Q,"email":Q,"phones":[{"number":Q}]}],"attributes":[{"link_type":"entry","value":Q},
		{"link_type":"status","value":Q},{"link_type":"relation","value":Q},{"link_type":"registration","value":Q}],"organization":{"id":Q,"name":Q,"website":Q,
		"attributes":[{"link_type":"zone","value":Q},{"link_type":"state","value":Q},{"link_type":"holidays","value":Q},{"link_type":"closure","value":Q}]},
		"schedules":[{"id":Q,"freq":Q,"byday":Q,"bymonthday":Q,"dtstart":Q,"until":Q,"count":Q,"interval":Q,"wkst":Q,"opens_at":Q,"closes_at":Q,"timezone":Q,"notes":Q,"attending_type":Q},
		{"freq":"WEEKLY","byday":"WE","dtstart":"2022-06-08","opens_at":Q,"closes_at":"19:00","timezone":Q,"attributes":[{"link_type":"series","value":Q},{"link_type":"exception","value":Q},
		{"link_type":"first","value":Q},{"link_type":"last","value":Q},{"link_type":"count","value":Q},{"link_type":"on-holiday","value":Q},{"link_type":"rule","value":Q}]}],
		"service_at_locations":[{"id":Q,"description":Q,"location":{"id":Q,"location_type":"physical","name":Q,"latitude":Q,"longitude":Q,"addresses":[{"address_1":Q,"city":Q,"country":Q}],
		"accessibility":[{"description":Q}],"attributes":[{"link_type":"county","value":Q},{"link_type":"approximate","value":Q}]}},{"location":{"location_type":"virtual","url":Q}}]}]`, "Q", q)
}

func TestHostile(t *testing.T) {
	documents, words := hostile(t, "json"), hostile(t, "unicode freetext time coordinate rrule date zone")
	if documents == nil {
		t.Skip("the hostile inputs of ../shared/data are not here")
	}
	for id, text := range documents {
		t.Run(id, func(t *testing.T) {
			for _, document := range []string{text, "[" + text + "," + everywhere(`"x"`)[1:]} {
				checkRead(t, document)
			}
		})
	}
	for id, text := range words {
		t.Run(id, func(t *testing.T) {
			quoted, err := json.Marshal(text[:min(len(text), 2000)])
			if err != nil {
				t.Fatal(err)
			}
			checkRead(t, everywhere(string(quoted)))
		})
	}
}

// checkRead holds the reader to its promises: what it reads is valid, counts add
// up, and what is written of it can be read again, to the same.
func checkRead(t *testing.T, text string) {
	t.Helper()
	got, err := hsds.Read(strings.NewReader(text), eastern)
	if err != nil {
		return
	}
	errors := 0
	for _, f := range got.Findings {
		if f.Severity == "error" {
			errors++
		}
	}
	if errors != got.Refused || got.Refused > got.Records {
		t.Errorf("%d records, %d refused, %d findings about that", got.Records, got.Refused, errors)
	}
	snap, err := directory.NewSnapshot(got.Entities...)
	if err != nil {
		t.Fatalf("%v, of %.200q", err, text)
	}
	first, _ := write(t, snap, window)
	back, again := read(t, first)
	if again.Refused > 0 {
		t.Errorf("%d refused of what was written: %v, of %.200q", again.Refused, again.Findings, text)
	}
	write(t, back, window)
}

func FuzzRead(f *testing.F) {
	for _, q := range []string{`"x"`, `1`, `"2022-06-08"`, `"18:00-04:00"`, `"WEEKLY"`, `null`, `{}`, `["a"]`, `"{\"on\":\"2022-06-15\",\"kind\":\"cancel\"}"`} {
		f.Add(everywhere(q))
	}
	f.Add(`{"contents":[{"id":"a","name":"b"}],"total_pages":1}`)
	f.Add(`[{"id":"o","name":"Org","services":[{"id":"a","name":"b"}]}]`)
	for _, text := range hostile(f, "json") {
		if len(text) < 1000 {
			f.Add("[" + text + "]")
		}
	}
	f.Fuzz(checkRead)
}

// manyServices returns a directory of n groups at n/3 places.
func manyServices(b *testing.B, n int) *directory.Snapshot {
	entities := []directory.Entity{directory.Organization{ID: "org", Name: "Jacksonville", Zone: "America/New_York", Contacts: []directory.Contact{{Role: "helpline", Phone: "+19045550100"}}}}
	for i := range n {
		if i%3 == 0 {
			entities = append(entities, directory.Venue{ID: fmt.Sprint("v", i/3), Name: fmt.Sprint("Hall ", i/3), Point: earth.LatLng(25+float64(i)/10000, -80),
				Address: directory.Address{Street: fmt.Sprint(i/3, " Main St"), City: "Town", State: "FL", ZIP: "32073"}, Access: []directory.Access{directory.AccessStepFree}})
		}
		entities = append(entities, directory.Offering{ID: fmt.Sprint("o", i), Name: fmt.Sprint("Group ", i), Organization: "org", Venue: fmt.Sprint("v", i/3),
			Series: []schedule.Series{{Rule: schedule.Weekly(time.Weekday(i % 7)), First: schedule.MustDate("2022-01-01"), Start: schedule.MustClock("19:00"), Length: 90 * time.Minute}}})
	}
	return snapshot(b, entities...)
}

// half is as long as a feed is usually good for.
var half = feed.WriteOptions{From: from, Through: from.AddDays(180)}

func BenchmarkRead(b *testing.B) {
	var out bytes.Buffer
	if _, err := hsds.Write(&out, manyServices(b, size), half); err != nil {
		b.Fatal(err)
	}
	text := out.Bytes()
	b.Run("records="+strconv.Itoa(size), func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		var held uint64
		for b.Loop() {
			got, err := hsds.Read(bytes.NewReader(text), options)
			if err != nil || got.Records != size || got.Refused > 0 {
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
		b.ReportMetric(float64(held-uint64(len(text)))/1e6, "result-MB")
	})
}

func BenchmarkWrite(b *testing.B) {
	snap := manyServices(b, size)
	b.Run("records="+strconv.Itoa(size), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := hsds.Write(new(counter), snap, half); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// A counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// size is how many records are converted.
const size = 100_000
