package schemaorg_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
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

var (
	from    = schedule.MustDate("2022-06-01")
	through = schedule.MustDate("2023-01-31")
	window  = feed.WriteOptions{From: from, Through: through, Inexact: feed.Expand, URL: "https://groups.example.org"}
	options = feed.Options{Source: "x", Zone: "America/New_York"}
)

// write writes a snapshot, twice, and returns the text and the losses.
func write(t testing.TB, snap *directory.Snapshot, o feed.WriteOptions) ([]byte, []feed.Finding) {
	t.Helper()
	var out, again bytes.Buffer
	losses, err := schemaorg.Write(&out, snap, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := schemaorg.Write(&again, snap, o); err != nil || again.String() != out.String() {
		t.Errorf("written twice it differs: %v", err)
	}
	if !json.Valid(out.Bytes()) || bytes.ContainsAny(out.Bytes(), "<>&") {
		t.Error("not JSON that may stand in a page")
	}
	return out.Bytes(), losses
}

func snapshot(t testing.TB, entities ...directory.Entity) *directory.Snapshot {
	t.Helper()
	snap, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// read reads a text, twice, and returns a snapshot of what it holds.
func read(t testing.TB, text []byte) (*directory.Snapshot, feed.Result) {
	t.Helper()
	got, err := schemaorg.Read(bytes.NewReader(text), options)
	if err != nil {
		t.Fatal(err)
	}
	again, err := schemaorg.Read(bytes.NewReader(text), options)
	if diff := cmp.Diff(encoded(t, got.Entities), encoded(t, again.Entities)); err != nil || diff != "" {
		t.Errorf("read twice it differs: %v\n%s", err, diff)
	}
	return snapshot(t, got.Entities...), got
}

func encoded(t testing.TB, list []directory.Entity) (texts []string) {
	t.Helper()
	for _, e := range list {
		body, err := directory.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, e.Key().String()+" "+string(body))
	}
	return texts
}

// public returns what the public learns of a snapshot as far as there are words
// for it, but for IDs, in lines.
func public(t testing.TB, snap *directory.Snapshot) []string {
	t.Helper()
	var lines []string
	for l := range snap.Listings("") {
		if l.Status == directory.Ended || l.Status == directory.Proposed {
			continue
		}
		name := l.ID
		if l.SourceID != "" {
			name = l.SourceID
		}
		for m := range snap.Timetable(l.ID).All(from, through.AddDays(1)) {
			if m.Status.Held() {
				lines = append(lines, fmt.Sprintf("%s %s %v %v", name, m.Original, m.Start(), m.Length))
			}
			if m.Status == schedule.Moved && m.Reason.Code == schedule.ByException {
				lines = append(lines, fmt.Sprintf("%s %s %s %q", name, m.Original, m.Status, m.Reason))
			}
		}
		org, _ := snap.Organization(l.Organization)
		line := []any{name, l.Name, org.Name, org.Website, l.Mode, l.Languages, l.Topics, l.Status, l.Audience.Relations, l.Audience.Focus, l.Audience.MinAge, l.Note}
		if p := l.Place; p != nil {
			line = append(line, p.Address, p.Access)
			if p.Address.Street != "" {
				line = append(line, p.Name, p.Point)
			}
		}
		lines = append(lines, fmt.Sprint(line...))
	}
	slices.Sort(lines)
	return lines
}

// law holds a snapshot against itself after it was written and read.
func law(t *testing.T, snap *directory.Snapshot) {
	t.Helper()
	text, _ := write(t, snap, window)
	back, got := read(t, text)
	if got.Refused > 0 {
		t.Errorf("%d records refused: %v", got.Refused, got.Findings)
	}
	if lost := difference(public(t, snap), public(t, back)); len(lost) > 0 {
		t.Errorf("D40 written and read it differs:\n%s", strings.Join(lost, "\n"))
	}
}

// difference returns the lines that one list has and the other has not.
func difference(want, got []string) (lines []string) {
	for _, l := range want {
		if !slices.Contains(got, l) {
			lines = append(lines, "-"+l)
		}
	}
	for _, l := range got {
		if !slices.Contains(want, l) {
			lines = append(lines, "+"+l)
		}
	}
	slices.SortStableFunc(lines, func(a, b string) int { return strings.Compare(a[1:], b[1:]) })
	return lines[:min(len(lines), 12)]
}

func TestLawDemo(t *testing.T) {
	file, err := os.Open(filepath.Join("..", "..", "..", "examples", "demo", "records.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	entities, err := directory.ReadRecords(file)
	if err != nil {
		t.Fatal(err)
	}
	entities = slices.DeleteFunc(entities, func(e directory.Entity) bool { // a text in two languages is written in one
		o, ok := e.(directory.Offering)
		return ok && len(o.Note) > 1
	})
	law(t, snapshot(t, entities...))
}

func TestLaw(t *testing.T) {
	for seed := range uint64(60) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { law(t, snapshot(t, generated(seed, 6)...)) })
	}
}

// pick returns one of some values.
func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// generated returns an organization, two venues and some offerings, with all
// that there are words for.
func generated(seed uint64, n int) []directory.Entity {
	r := rand.New(rand.NewPCG(seed, 11))
	entities := []directory.Entity{
		directory.Organization{ID: "org", Name: "Jacksonville", Zone: "America/New_York", Holidays: schedule.USFederal(schedule.Observed), Website: "https://example.org"},
		directory.Venue{ID: "a", Name: "Hall", Point: earth.LatLng(30.165, -81.74), Access: []directory.Access{directory.AccessStepFree},
			Address: directory.Address{Street: "1 Main St", City: "Orange Park", State: "FL", ZIP: "32073"}},
		directory.Venue{ID: "b", Name: "Secret House", Point: earth.LatLng(30.2, -81.6), Confidential: true,
			Address: directory.Address{Street: "9 Hidden Rd", City: "Jacksonville", State: "FL", ZIP: "32202"}},
	}
	for i := range n {
		o := directory.Offering{
			ID: fmt.Sprintf("o%d", i), Name: "Group " + fmt.Sprint(i), Organization: "org", Mode: pick(r, program.ModeInPerson, program.ModeOnline, program.ModeHybrid), Venue: "a",
			Status: pick(r, directory.Active, directory.Active, directory.Suspended, directory.Ended), Topics: pick(r, nil, []string{"anxiety", "grief"}),
			Audience:  pick(r, program.Audience{}, program.Audience{Relations: []program.Relation{program.RelationFamily}, MinAge: 18, Focus: []string{"women"}}),
			Note:      pick(r, nil, program.Text{"en": "Bring <a> friend & more."}),
			Languages: pick(r, nil, []string{"en"}, []string{"es", "en"}),
		}
		if o.Mode == program.ModeOnline {
			o.Venue = ""
		} else if o.Mode == program.ModeInPerson {
			o.Venue = pick(r, "a", "b")
		}
		for k := range 1 + r.IntN(2) {
			o.Series = append(o.Series, series(r, fmt.Sprint("s", k), []string{"18:00", "09:15"}[k]))
		}
		entities = append(entities, o)
	}
	return entities
}

// series returns a series at a time of day.
func series(r *rand.Rand, id, start string) schedule.Series {
	first := schedule.MustDate("2022-05-01").AddDays(r.IntN(60))
	s := schedule.Series{
		ID: id, First: first, Start: schedule.MustClock(start), Length: pick(r, 0, 90*time.Minute, time.Hour),
		OnHoliday: pick(r, schedule.Keep, schedule.Keep, schedule.Skip, schedule.Ask),
		Rule: pick(r, schedule.Weekly(time.Wednesday), schedule.Weekly(time.Monday, time.Sunday), schedule.Weekly(time.Friday).Every(2),
			schedule.NthWeekdays(time.Wednesday, 2, 4), schedule.NthWeekdays(time.Friday, -1).Every(2), schedule.Monthly(15, -1), schedule.Weekly(time.Tuesday).In(time.June, time.September)),
	}
	switch r.IntN(5) {
	case 0:
		s.Last = first.AddDays(100)
	case 1:
		s.Count = 10
	}
	days := map[schedule.Date]bool{}
	for d := range r.IntN(4) {
		e := schedule.Exception{On: from.AddDays(30 + 60*d + r.IntN(50)), Kind: pick(r, schedule.Cancel, schedule.Reschedule, schedule.Add), Reason: "as said"}
		if e.Kind == schedule.Reschedule {
			e.To, e.Start = e.On.AddDays(1), schedule.MustClock("10:00")
		}
		if !days[e.On] {
			days[e.On] = true
			s.Exceptions = append(s.Exceptions, e)
		}
	}
	return s
}
