package schemaorg_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/schemaorg"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// event returns an event at a place, in JSON, with further members.
func event(more string) string {
	return `{"@type":"Event","name":"Group","location":{"@type":"Place","name":"Hall"},` + more + `}`
}

// told returns the offerings of a document, a line each.
func told(t *testing.T, text string) (lines []string, got feed.Result) {
	t.Helper()
	got, err := schemaorg.Read(strings.NewReader(text), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range got.Entities {
		o, ok := e.(directory.Offering)
		if !ok {
			continue
		}
		line := o.Name
		if o.Mode != "" {
			line += " " + string(o.Mode)
		}
		for _, s := range o.Series {
			line += fmt.Sprintf(" [%s %s %s %v", s.Rule, s.Dates, s.Start, s.Length)
			for _, e := range s.Exceptions {
				line += " " + e.Kind.String() + " " + e.On.String()
			}
			line += "]"
		}
		lines = append(lines, line)
	}
	return lines, got
}

func TestRead(t *testing.T) {
	june8, june15 := `"startDate":"2022-06-08T18:00:00-04:00"`, `"startDate":"2022-06-15T18:00:00-04:00"`
	weekly := `"eventSchedule":{"@type":"Schedule","repeatFrequency":"P1W","byDay":"https://schema.org/Wednesday","startDate":"2022-06-08","startTime":"18:00:00","duration":"PT1H30M"}`
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"D18 one event", event(june8), []string{"Group [ [2022-06-08] 18:00 0s]"}},
		{"an array", "[" + event(june8) + "]", []string{"Group [ [2022-06-08] 18:00 0s]"}},
		{"a graph", `{"@context":"https://schema.org","@graph":[` + event(june8) + "]}", []string{"Group [ [2022-06-08] 18:00 0s]"}},
		{"a list", `{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":` + event(june8) + "}]}", []string{"Group [ [2022-06-08] 18:00 0s]"}},
		{"dates with a name, place and time in common are one series", "[" + event(june8) + "," + event(june15) + "]", []string{"Group [ [2022-06-08 2022-06-15] 18:00 0s]"}},
		{"another time is another series", "[" + event(june8) + "," + event(`"startDate":"2022-06-08T19:00:00-04:00"`) + "]", []string{"Group [ [2022-06-08] 18:00 0s]", "Group [ [2022-06-08] 19:00 0s]"}},
		{"dates of a series that they name", "[" + event(june8+`,"superEvent":{"@id":"#s"}`) + "," + event(june15+`,"superEvent":"#s"`) + "]", []string{"Group [ [2022-06-08 2022-06-15] 18:00 0s]"}},
		{"a schedule", event(weekly), []string{"Group [FREQ=WEEKLY;BYDAY=WE [] 18:00 1h30m0s]"}},
		{"a schedule and a cancelled date", `[{"@type":"EventSeries","@id":"#s","name":"Group","location":"Hall",` + weekly + "}," + event(june15+`,"eventStatus":"https://schema.org/EventCancelled","superEvent":{"@id":"#s"}`) + "]",
			[]string{"Group [FREQ=WEEKLY;BYDAY=WE [] 18:00 1h30m0s cancel 2022-06-15]"}},
		{"a moved date", event(weekly + `,"subEvent":` + event(`"startDate":"2022-06-16T18:00:00-04:00","previousStartDate":"2022-06-15T18:00:00-04:00","eventStatus":"EventRescheduled"`)),
			[]string{"Group [FREQ=WEEKLY;BYDAY=WE [] 18:00 1h30m0s reschedule 2022-06-15]"}},
		{"nth weekdays in three forms", "[" + event(`"url":"1","eventSchedule":{"repeatFrequency":"P1M","byDay":["2WE","4WE"],"startDate":"2022-06-01"}`) + "]", []string{"Group [FREQ=MONTHLY;BYDAY=2WE,4WE []  0s]"}},
		{"nth weekdays by the week", event(`"eventSchedule":{"repeatFrequency":"Monthly","byDay":"Wednesday","byMonthWeek":[2,4],"startDate":"2022-06-01"}`), []string{"Group [FREQ=MONTHLY;BYDAY=2WE,4WE []  0s]"}},
		{"D37 typed values and lists of one", `{"@type":["Event","SocialEvent"],"name":{"@value":"Group","@language":"en"},"location":[{"@type":"Place","name":["Hall"]}],"startDate":[{"@type":"DateTime","@value":"2022-06-08T18:00-04:00"}]}`, []string{"Group [ [2022-06-08] 18:00 0s]"}},
		{"online", `{"@type":"Event","name":"Group","location":{"@type":"VirtualLocation","url":"https://example.org"},` + june8 + "}", []string{"Group online [ [2022-06-08] 18:00 0s]"}},
		{"hybrid", `{"@type":"Event","name":"Group","location":[{"@type":"Place","name":"Hall"},{"@type":"VirtualLocation"}],` + june8 + "}", []string{"Group hybrid [ [2022-06-08] 18:00 0s]"}},
		{"a course", `{"@type":"Course","name":"Basics","hasCourseInstance":{"@type":"CourseInstance","courseMode":"online","courseSchedule":{"repeatFrequency":"Weekly","byDay":"Tuesday","repeatCount":6,"startDate":"2022-06-07","startTime":"18:30"}}}`, []string{"Basics online [FREQ=WEEKLY;BYDAY=TU [] 18:30 0s]"}},
		{"a time in UTC is turned into that of the zone", event(`"startDate":"2022-06-09T00:30:00Z"`), []string{"Group [ [2022-06-08] 20:30 0s]"}},
		{"a page", "<!doctype html><SCRIPT>var a = '<';</SCRIPT><script id=x type='application/LD+json'>\n<!--" + strings.ReplaceAll(event(june8), "Group", "Gro\nup") + ";</script><script type=\"application/ld+json\">{oops</script>", []string{"Gro up [ [2022-06-08] 18:00 0s]"}},
		{"what refers to other nodes", `{"@graph":[{"@type":"Event","name":"Group","location":{"@id":"#h"},` + june8 + `},{"@type":"Place","@id":"#h","name":"Hall"}]}`, []string{"Group [ [2022-06-08] 18:00 0s]"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, result := told(t, tt.text)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s%v", diff, result.Findings)
			}
		})
	}
}

func TestEvent(t *testing.T) {
	wed := schedule.Series{Rule: schedule.Weekly(time.Wednesday), First: schedule.MustDate("2022-06-08"), Start: schedule.MustClock("18:00"), Length: time.Hour,
		Exceptions: []schedule.Exception{{On: schedule.MustDate("2022-11-09"), Kind: schedule.Cancel, Reason: "no room"}, {On: schedule.MustDate("2022-11-16"), Kind: schedule.Reschedule, To: schedule.MustDate("2022-11-17")}}}
	snap := snapshot(t, directory.Organization{ID: "org", Name: "Org", Zone: "America/New_York"},
		directory.Venue{ID: "v", Name: "Secret House", Confidential: true, Point: earth.LatLng(30, -81), Address: directory.Address{Street: "9 Hidden Rd", City: "Town", State: "FL"}},
		directory.Offering{ID: "wed", Name: "</script><b>", Program: "connection", Organization: "org", Venue: "v", Mode: program.ModeHybrid, Series: []schedule.Series{wed},
			JoinBy: directory.Public, Join: directory.Join{URL: "https://zoom.us/j/1"}, Registration: directory.Registration{URL: "https://example.org/register"}})
	text, losses, err := schemaorg.Event(snap, "wed", feed.WriteOptions{From: schedule.MustDate("2022-11-01"), Through: schedule.MustDate("2023-06-30")})
	if err != nil {
		t.Fatal(err)
	}
	for name, word := range map[string]string{"D24 the schedule": `"repeatFrequency":"P1W"`, "D24 a cancelled date stays": `"startDate":"2022-11-09T18:00:00-05:00","endDate":"2022-11-09T19:00:00-05:00","eventStatus":"https://schema.org/EventCancelled"`,
		"a moved date says from when": `"previousStartDate":"2022-11-16T18:00:00-05:00","eventStatus":"https://schema.org/EventRescheduled"`, "D15 the offset of summer": `2022-11-02T18:00:00-04:00`,
		"the page to register on": `{"@type":"VirtualLocation","name":"Online","url":"https://example.org/register"}`, "no price": `"price":"0"`, "the name, escaped": `\u003c/script\u003e`} {
		if !strings.Contains(string(text), word) {
			t.Errorf("%s: %s is not in %s", name, word, text)
		}
	}
	for name, word := range map[string]string{"V5 D21 the link to join": "zoom.us", "the street of a confidential place": "Hidden", "its coordinates": "GeoCoordinates", "a tag": "<"} {
		if strings.Contains(string(text), word) {
			t.Errorf("%s is in %s", name, text)
		}
	}
	if n := strings.Count(string(text), `"@type":"Event"`); n != schemaorg.MaxDates+2 {
		t.Errorf("%d dates, want %d that are as usual and two that are not", n, schemaorg.MaxDates)
	}
	fields := map[string]bool{}
	for _, f := range losses {
		fields[f.Field] = true
	}
	for _, want := range []string{"join", "join_by", "place.point", "program"} {
		if !fields[want] {
			t.Errorf("D11 losses %v, want %s among them", losses, want)
		}
	}
	if text, _, err := schemaorg.Event(snap, "nobody", window); text != nil || err != nil {
		t.Errorf("%s, %v, want nothing", text, err)
	}
	if _, _, err := schemaorg.Event(snap, "wed", feed.WriteOptions{}); err == nil {
		t.Error("no error without From and Through")
	}
}

// checkRead holds the reader to its promises: what it reads is valid, and what is
// written of it can be read again.
func checkRead(t *testing.T, text string) {
	t.Helper()
	got, err := schemaorg.Read(strings.NewReader(text), options)
	if err != nil {
		return
	}
	if got.Refused > got.Records {
		t.Errorf("%d records, %d refused", got.Records, got.Refused)
	}
	snap, err := directory.NewSnapshot(got.Entities...)
	if err != nil {
		t.Fatalf("%v, of %.200q", err, text)
	}
	out, _ := write(t, snap, window)
	if _, again := read(t, out); again.Refused > 0 {
		t.Errorf("%d refused of what was written: %v, of %.200q", again.Refused, again.Findings, text)
	}
}

// everywhere returns an event that has a value in every property that is read.
func everywhere(q string) string {
	return strings.ReplaceAll(`[{"@type":"Event","@id":Q,"identifier":Q,"name":"x","description":Q,"url":Q,"startDate":Q,"endDate":Q,"previousStartDate":Q,"eventStatus":Q,"eventAttendanceMode":Q,"inLanguage":Q,
		"keywords":Q,"audience":{"audienceType":Q,"suggestedMinAge":Q},"typicalAgeRange":Q,"superEvent":Q,"organizer":{"name":Q,"url":Q},"location":[{"@type":"Place","name":Q,"address":Q,"latitude":Q,"longitude":Q,
		"amenityFeature":[{"name":Q}]},{"@type":"VirtualLocation","url":Q}]},{"@type":"EventSeries","name":Q,"eventSchedule":{"repeatFrequency":Q,"byDay":Q,"byMonthWeek":Q,"byMonthDay":Q,"byMonth":Q,"repeatCount":Q,
		"startDate":Q,"endDate":Q,"startTime":Q,"endTime":Q,"duration":Q,"exceptDate":Q,"scheduleTimezone":Q}},{"@type":"Event","name":"x","startDate":"2022-06-08T18:00","subEvent":[{"@type":"Event","name":Q,"startDate":Q}]}]`, "Q", q)
}

func FuzzRead(f *testing.F) {
	for _, q := range []string{`"x"`, `1`, `"2022-06-08T18:00:00-04:00"`, `"P1W"`, `"2WE"`, `["Wednesday"]`, `null`, `{"@value":"x"}`, `"PT1H"`} {
		f.Add(everywhere(q))
	}
	f.Add("<script type=application/ld+json>" + everywhere(`"x"`) + "</script>")
	f.Add("<script type=ld+json>//<![CDATA[\n{}//]]>")
	f.Fuzz(checkRead)
}

func TestHostile(t *testing.T) {
	file, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "hostile", "hostile.jsonl"))
	if err != nil {
		t.Skip("the hostile inputs of ../shared/data are not here")
	}
	n := 0
	for line := range strings.Lines(string(file)) {
		var h struct{ ID, Kind, Input string }
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatal(err)
		}
		if h.Input == "" {
			continue
		}
		n++
		t.Run(h.ID, func(t *testing.T) {
			quoted, _ := json.Marshal(h.Input)
			checkRead(t, everywhere(string(quoted)))
			checkRead(t, h.Input)
			checkRead(t, "<p><script type=application/ld+json>"+h.Input+"</script>")
		})
	}
	if n < 100 {
		t.Errorf("%d hostile inputs, want at least 100", n)
	}
}

// manyEvents returns a document of n events, four of each series.
func manyEvents(n int) string {
	var b strings.Builder
	b.WriteString(`{"@context":"https://schema.org","@graph":[`)
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		_, _ = fmt.Fprintf(&b, `{"@type":"Event","name":"Group %d","startDate":"2022-06-%02dT18:00:00-04:00","endDate":"2022-06-%02dT19:30:00-04:00","eventStatus":"https://schema.org/EventScheduled",
			"location":{"@type":"Place","name":"Hall %d","address":{"@type":"PostalAddress","streetAddress":"%d Main St","addressLocality":"Town","addressRegion":"FL"},"geo":{"latitude":30.1,"longitude":-81.7}},"organizer":{"@type":"Organization","name":"Org"}}`,
			i/4, 1+7*(i%4), 1+7*(i%4), i/4, i/4)
	}
	b.WriteString("]}")
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	text := manyEvents(100_000)
	b.Run("records=100000", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(text)))
		var held uint64
		for b.Loop() {
			got, err := schemaorg.Read(strings.NewReader(text), options)
			if err != nil || got.Records != 100_000 || got.Refused > 0 {
				b.Fatal(got.Records, got.Refused, err)
			}
			b.StopTimer()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			held = m.HeapSys
			runtime.KeepAlive(got)
			b.StartTimer()
		}
		b.ReportMetric(float64(held)/1e6, "heap-MB")
	})
}
