package hsds_test

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
	"github.com/withinreach/withinreach/directory/feed/hsds"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

var (
	from    = schedule.MustDate("2022-06-01")
	through = schedule.MustDate("2023-06-30")
	window  = feed.WriteOptions{From: from, Through: through, Inexact: feed.Expand, URL: "https://groups.example.org"}
	options = feed.Options{Source: "x"}
)

// write writes a snapshot, twice, and returns the text and the losses.
func write(t testing.TB, snap *directory.Snapshot, o feed.WriteOptions) ([]byte, []feed.Finding) {
	t.Helper()
	var out, again bytes.Buffer
	losses, err := hsds.Write(&out, snap, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := hsds.Write(&again, snap, o); err != nil || again.String() != out.String() {
		t.Errorf("written twice it differs: %v", err)
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
	got, err := hsds.Read(bytes.NewReader(text), options)
	if err != nil {
		t.Fatal(err)
	}
	again, err := hsds.Read(bytes.NewReader(text), options)
	if diff := cmp.Diff(encoded(t, got.Entities), encoded(t, again.Entities)); err != nil || diff != "" {
		t.Errorf("read twice it differs: %v\n%s", err, diff)
	}
	return snapshot(t, got.Entities...), got
}

func encoded(t testing.TB, list []directory.Entity) (texts []string) {
	for _, e := range list {
		body, err := directory.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, e.Key().String()+" "+string(body))
	}
	return texts
}

// public returns all that the public learns of a snapshot, but for IDs, in lines.
// Successors are what the reader says that it does not look for.
func public(t testing.TB, snap *directory.Snapshot) []string {
	t.Helper()
	var lines []string
	for l := range snap.Listings("") {
		org, _ := snap.Organization(l.Organization)
		name := l.ID
		if l.SourceID != "" {
			name = l.SourceID
		}
		for m := range snap.Timetable(l.ID).All(from, through.AddDays(1)) {
			lines = append(lines, fmt.Sprintf("%s %s %s %v %v %s %q", name, m.Original, m.Date, m.Start(), m.Length, m.Status, m.Reason))
		}
		l.ID, l.Organization, l.Provenance, l.Sequence, l.Successors, l.Course = name, org.Name, directory.Provenance{}, 0, nil, nil
		if l.Place != nil {
			p := *l.Place
			p.ID = ""
			l.Place = &p
		}
		text, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(text))
	}
	slices.Sort(lines)
	return lines
}

// law holds a snapshot against itself after it was written and read: what the
// public learns is the same, and writing it again gives the same bytes.
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
	second, _ := write(t, back, window)
	third, _ := read(t, second)
	if again, _ := write(t, third, window); !bytes.Equal(second, again) {
		t.Error("importing what was imported and exported changes it")
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
// that the format can say about them.
func generated(seed uint64, n int) []directory.Entity {
	r := rand.New(rand.NewPCG(seed, 7))
	entities := []directory.Entity{
		directory.Organization{ID: "org", Name: "Jacksonville", Zone: pick(r, "America/New_York", "America/Phoenix", "Europe/Berlin"), State: "FL", Counties: []string{"12019"},
			Language: pick(r, "", "es"), Holidays: schedule.USFederal(schedule.Observed), Website: "https://example.org", Parking: program.Text{"en": "Free."},
			Contacts: []directory.Contact{{Role: directory.RoleHelpline, Phone: "+19045550100", Text: "741741", Email: "help@example.org"}, {Role: "office", Vacant: true}},
			Closures: []schedule.Closure{{First: schedule.MustDate("2022-12-24"), Last: schedule.MustDate("2022-12-31"), Reason: "winter break"}}},
		directory.Venue{ID: "a", Name: "Hall", Room: "Room 2", Note: "Side door", Point: earth.LatLng(30.165, -81.74), County: "12019", Host: "St. Mary",
			Address: directory.Address{Street: "1 Main St", City: "Orange Park", State: "FL", ZIP: "32073"}, Access: []directory.Access{directory.AccessStepFree, "outdoors"},
			Parking: program.Text{"en": "Behind the house.", "es": "Detrás de la casa."}, Closures: []schedule.Closure{{First: schedule.MustDate("2022-09-01"), Last: schedule.MustDate("2022-09-08")}}},
		directory.Venue{ID: "b", Name: "Secret House", Point: earth.LatLng(30.2, -81.6), Confidential: true, Zone: "America/Chicago",
			Address: directory.Address{Street: "9 Hidden Rd", City: "Jacksonville", State: "FL", ZIP: "32202"}},
	}
	for i := range n {
		o := directory.Offering{
			ID: fmt.Sprintf("o%d", i), Name: "Group " + fmt.Sprint(i), Organization: "org", Mode: pick(r, program.ModeInPerson, program.ModeOnline, program.ModeTelephone),
			Status: pick(r, directory.Active, directory.Active, directory.Suspended, directory.Ended), Topics: pick(r, nil, []string{"anxiety", "grief"}),
			Entry:     pick(r, program.Entry{}, program.Entry{Mode: program.EntryDropIn}, program.Entry{Mode: program.EntryClosedAfter, AfterSession: 2}),
			Audience:  pick(r, program.Audience{}, program.Audience{Relations: []program.Relation{program.RelationFamily}, MinAge: 18, Focus: []string{"women"}, MembersOnly: true}),
			Note:      pick(r, nil, program.Text{"en": "Bring a friend."}, program.Text{"es": "Hola."}, program.Text{"en": "Hi.", "es": "Hola."}),
			Verified:  pick(r, directory.Verified{}, directory.Verified{On: schedule.MustDate("2022-05-01"), By: directory.RoleHelpline}),
			Languages: pick(r, nil, []string{"en"}, []string{"es", "en"}), Revised: directory.Revised{Modified: time.Date(2022, 5, 1, 12, 0, 0, 0, time.UTC)},
		}
		if o.Mode == program.ModeInPerson {
			o.Venue, o.Mode = pick(r, "a", "b"), pick(r, program.ModeInPerson, "")
		} else {
			o.JoinBy = pick(r, directory.OnRequest, directory.AfterRegistration, directory.Public, directory.WithoutPasscode)
			o.Registration = pick(r, directory.Registration{}, directory.Registration{URL: "https://example.org/register", Phone: "+19045550101", Through: schedule.MustDate("2022-12-31")})
			if o.JoinBy == directory.Public || o.JoinBy == directory.WithoutPasscode {
				o.Join = directory.Join{URL: "https://zoom.us/j/1", Note: "Ask for Ann."}
			}
		}
		for k := range 1 + r.IntN(2) {
			o.Series = append(o.Series, series(r, fmt.Sprint("s", k)))
		}
		entities = append(entities, o)
	}
	return entities
}

// series returns a series that the format can say.
func series(r *rand.Rand, id string) schedule.Series {
	first := schedule.MustDate("2022-05-01").AddDays(r.IntN(60))
	s := schedule.Series{
		ID: id, First: first, Start: schedule.MustClock(pick(r, "18:00", "00:30", "23:30", "09:15")), Length: pick(r, 0, 90*time.Minute, time.Hour),
		OnHoliday: pick(r, schedule.Keep, schedule.Keep, schedule.Skip, schedule.Ask, schedule.Move),
		Rule: pick(r, schedule.Weekly(time.Wednesday), schedule.Weekly(time.Monday, time.Sunday), schedule.Weekly(time.Friday).Every(2),
			schedule.NthWeekdays(time.Wednesday, 2, 4), schedule.NthWeekdays(time.Friday, -1).Every(2), schedule.Monthly(15, -1)),
	}
	switch r.IntN(5) {
	case 0:
		s.Last = first.AddDays(200)
	case 1:
		s.Count = 10
	case 2:
		s.Rule, s.First, s.OnHoliday = schedule.Rule{}, schedule.Date{}, schedule.Keep
		for i := range 8 {
			s.Dates = append(s.Dates, from.AddDays(20+7*i+r.IntN(6)))
		}
		slices.SortFunc(s.Dates, schedule.Date.Compare)
	}
	days := map[schedule.Date]bool{}
	for range r.IntN(4) {
		e := schedule.Exception{On: from.AddDays(30 + r.IntN(300)), Kind: pick(r, schedule.Cancel, schedule.Reschedule, schedule.Add), Reason: "as said"}
		if len(s.Dates) > 0 {
			e.On = s.Dates[r.IntN(len(s.Dates))]
		}
		if e.Kind == schedule.Reschedule {
			e.To, e.Start = e.On.AddDays(1), schedule.MustClock("10:00")
		}
		shut := e.On.Month() == time.December || e.On.Month() == time.September && e.On.Day() <= 8
		if e.Kind == schedule.Add && shut { // a date that is added and then cancelled comes to no date
			continue
		}
		if !days[e.On] {
			days[e.On] = true
			s.Exceptions = append(s.Exceptions, e)
		}
	}
	return s
}
