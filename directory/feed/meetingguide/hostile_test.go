package meetingguide_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/meetingguide"
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
		b := h.Input + string(raw)
		for _, p := range h.Parts {
			if !p.Count {
				b += strings.Repeat(p.S, max(1, p.N))
				continue
			}
			var numbered strings.Builder
			for i := range p.N {
				numbered.WriteString(strings.Replace(p.S, "%d", strconv.Itoa(i), 1))
			}
			b += numbered.String()
		}
		if strings.Contains(kinds, h.Kind) {
			all[h.ID] = b
		}
	}
	return all
}

func TestHostile(t *testing.T) {
	documents, texts := hostile(t, "json"), hostile(t, "unicode freetext time coordinate")
	if documents == nil {
		t.Skip("the hostile inputs of ../shared/data are not here")
	}
	o := feed.Options{Source: "s", Zone: "America/New_York"}
	for id, text := range documents {
		t.Run(id, func(t *testing.T) {
			if len(text) > 2<<20 {
				return // the reader of JSON is tested with those
			}
			for _, document := range []string{text, "[" + text + "," + with("") + "]"} {
				got, err := meetingguide.Read(strings.NewReader(document), o)
				if err == nil && len(offerings(got.Entities))+got.Refused != got.Records {
					t.Errorf("%d records, %d refused, %d offerings", got.Records, got.Refused, len(offerings(got.Entities)))
				}
			}
		})
	}
	for id, text := range texts {
		t.Run(id, func(t *testing.T) {
			quoted, err := json.Marshal(text)
			if err != nil {
				t.Fatal(err)
			}
			q := string(quoted)
			got, err := meetingguide.Read(strings.NewReader(`[{"slug":"a","name":`+q+`,"day":1,"time":`+q+`,"end_time":`+q+`,"timezone":`+q+`,"notes":`+q+`,"location":`+q+
				`,"formatted_address":`+q+`,"coordinates":`+q+`,"latitude":`+q+`,"types":[`+q+`],"updated":`+q+`}]`), o)
			if err != nil || got.Records != 1 {
				t.Fatalf("%d records, %v, want one", got.Records, err)
			}
			if _, err := directory.NewSnapshot(got.Entities...); err != nil {
				t.Error(err)
			}
		})
	}
}

// FuzzRead holds the reader to its promises, and to the law that what was
// written is read back as it was.
func FuzzRead(f *testing.F) {
	for _, s := range []string{with(""), with(`"day":[1,2],"timezone":"America/Chicago"`), with(`"types":["ONL"],"conference_url":"https://zoom.us/j/1?pwd=x1&a=b"`),
		with(`"approximate":"yes","formatted_address":"Town, FL 32073"`), with(`"notes":"1st Mon only"`), with(`"latitude":0,"longitude":0`),
		`{"name":"a","city":"b"}`, `["name","slug"],["x","y"]`, `{"slug":"` + strings.Repeat("a/", 40) + `","name":"&amp;lt;"}`} {
		f.Add("[" + s + "]")
	}
	for _, text := range hostile(f, "json") {
		if len(text) < 1000 {
			f.Add("[" + text + "]")
		}
	}
	f.Fuzz(checkRead)
}

// checkRead reads a text, and if that is a feed, writes it and reads it again.
func checkRead(t *testing.T, text string) {
	o := feed.Options{Source: "s", Zone: "America/New_York"}
	first, err := meetingguide.Read(strings.NewReader(text), o)
	if err != nil {
		return
	}
	snap, err := directory.NewSnapshot(first.Entities...)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var out bytes.Buffer
	losses, err := meetingguide.Write(&out, snap, feed.WriteOptions{Inexact: feed.Annotate})
	if err != nil {
		t.Fatal(err)
	}
	checkRules(t, out.Bytes())
	back := read(t, out.Bytes(), o)
	lost := count(losses)
	if lost["withheld"] > 0 || lost["annotated"] > 0 || lost["text-cut"] > 0 || lost["slug-changed"] > 0 || lost["not-said"] > 0 || count(first.Findings)["id-twice"] > 0 {
		return
	}
	if diff := cmp.Diff(sorted(first.Entities), sorted(back.Entities), samePoint); diff != "" {
		t.Errorf("%q: written and read (-want +got):\n%s", text, diff)
	}
}

// FuzzRecord is FuzzRead for feeds of one record with texts of any kind.
func FuzzRecord(f *testing.F) {
	f.Add("Hope", "1", "19:00", "20:00", "1 Main St, Town, FL 32073, USA", "30.1,-81.7", "O,X,ONL", "1st Mon only", "https://zoom.us/j/1?pwd=x", "no")
	f.Add("Hope 7pm Eastern", "Mon", "7 PM", "12:15", "Town, FL", "0,0", "TC", "closed on holidays", "+1 555 0100", "yes")
	f.Add("A&amp;amp;lt;B", "0,6", "24:00", "0:00", "", "1,2,3,4", "POA,onl", "Password: x1", "", "")
	f.Fuzz(func(t *testing.T, name, day, start, end, address, at, types, notes, link, approximate string) {
		record, err := json.Marshal([]any{map[string]string{
			"slug": name, "name": name, "day": day, "time": start, "end_time": end, "formatted_address": address, "coordinates": at,
			"types": types, "notes": notes, "location_notes": notes, "conference_url": link, "conference_phone": link, "location": address, "approximate": approximate,
		}})
		if err == nil {
			checkRead(t, string(record))
		}
	})
}

// manyRecords returns a feed of n different records.
func manyRecords(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		sep := ","
		if i == 0 {
			sep = "["
		}
		k := strconv.Itoa(i)
		b.WriteString(sep + with(`"slug":"group-`+k+`","name":"Group `+k+`","day":`+strconv.Itoa(i%7)+`,"location":"Hall `+strconv.Itoa(i/3)+`","notes":"Ring the bell twice. 1st Monday: speaker","updated":"2022-06-01 12:00:00","formatted_address":"`+
			strconv.Itoa(i/3)+` Main St, Town, FL 32073, USA","latitude":`+strconv.FormatFloat(25+float64(i/3)/10000, 'f', 4, 64)+`,"types":["O","X","D"]`))
	}
	b.WriteString("]")
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	text := manyRecords(100_000)
	b.Run("records=100000", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		var held uint64
		for b.Loop() {
			got, err := meetingguide.Read(bytes.NewReader(text), feed.Options{Source: "s", Zone: "America/New_York"})
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
		b.ReportMetric(float64(held-uint64(len(text)))/1e6, "result-MB")
	})
}

func BenchmarkWrite(b *testing.B) {
	got, err := meetingguide.Read(bytes.NewReader(manyRecords(100_000)), feed.Options{Source: "s", Zone: "America/New_York"})
	if err != nil {
		b.Fatal(err)
	}
	snap, err := directory.NewSnapshot(got.Entities...)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("records=100000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := meetingguide.Write(new(bytes.Buffer), snap, feed.WriteOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
