package ical_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// read returns what Read makes of a calendar that Write wrote, of which it
// must understand everything.
func read(t testing.TB, calendar []byte) ical.Calendar {
	t.Helper()
	c, findings, err := ical.Read(bytes.NewReader(calendar), ical.ReadOptions{})
	if err != nil {
		t.Fatalf("%v\n%s", err, calendar)
	}
	for _, f := range findings {
		t.Errorf("%s: %s", f.Code, f)
	}
	return c
}

func TestWhatWasWrittenIsReadAndWrittenAgain(t *testing.T) {
	spanish, discreet, outlook := corpusCalendar(t), corpusCalendar(t), corpusCalendar(t)
	spanish.Language, discreet.Discreet, outlook.Outlook = "es", true, true
	for _, c := range []ical.Calendar{groups(t), changes(t), nights(t), corpusCalendar(t), spanish, discreet, outlook} {
		for _, e := range c.Events {
			c := c
			c.Events = []ical.Event{e}
			want := write(t, c)
			if !bytes.Contains(want, []byte("\r\nBEGIN:VEVENT\r\n")) {
				continue
			}
			again := read(t, want)
			again.Outlook = c.Outlook
			if diff := cmp.Diff(string(want), string(write(t, again))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", e.UID, diff)
			}
		}
	}
}

// FuzzWriteReadWrite writes random events and expects the same bytes from
// what was read.
func FuzzWriteReadWrite(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Add(uint64(1682))  // the first usual date is after the calendar
	f.Add(uint64(39059)) // an exception after the calendar that changes nothing
	f.Add(uint64(80416))
	f.Add(uint64(44045)) // a date moved past the end of the calendar, and a change of clocks before it
	f.Add(uint64(98726)) // another time on a day whose note says that it was moved from that day
	f.Add(uint64(1756))  // what the event says of itself sounds like a change of one date
	holidays := compileHolidays(f, schedule.USFederal(schedule.Both))
	f.Fuzz(func(t *testing.T, seed uint64) {
		rng := rand.New(rand.NewPCG(seed, 1))
		c := randomCalendar(t, rng, holidays)
		want := write(t, c)
		if !bytes.Contains(want, []byte("\r\nBEGIN:VEVENT\r\n")) || sharesDay(c.Events[0].Timetable, c.Through) {
			return
		}
		again := read(t, want)
		again.Outlook = c.Outlook
		if diff := cmp.Diff(string(want), string(write(t, again))); diff != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, diff)
		}
	})
}

// randomCalendar returns a calendar of one event with anything that an event
// can have.
func randomCalendar(t testing.TB, rng *rand.Rand, holidays *schedule.Holidays) ical.Calendar {
	kind := kinds[rng.IntN(len(kinds))]
	o := schedule.CompileOptions{Zone: zone(t, zoneNames[rng.IntN(len(zoneNames))]), Holidays: holidays, Gap: schedule.GapPolicy(rng.IntN(2))}
	if rng.IntN(4) == 0 {
		first := d("2022-01-01").AddDays(rng.IntN(1000))
		o.Closures = []schedule.Closure{{First: first, Last: first.AddDays(rng.IntN(40)), Unconfirmed: rng.IntN(2) == 0, Reason: text(rng)}}
	}
	s := corpusSeries(t, rng, kind, "a")
	for i := range s.Exceptions {
		s.Exceptions[i].Reason = text(rng)
	}
	e := ical.Event{
		UID: "a@b", Timetable: compile(t, s, o), Summary: "T" + text(rng), Description: text(rng), Location: text(rng),
		Check: text(rng), CallFirst: rng.IntN(4) == 0, Sequence: rng.IntN(1 << 31), Modified: modified,
	}
	if rng.IntN(2) == 0 {
		e.URL = "https://example.org/" + text(rng)
	}
	if e.Location != "" && rng.IntN(2) == 0 {
		e.Geo = &ical.Geo{Lat: 30.25, Lng: -81.5}
	}
	for occurrence := range e.Timetable.All(schedule.Date{}, d("2023-01-01")) {
		switch rng.IntN(20) {
		case 0:
			e.Overrides = append(e.Overrides, ical.Override{On: occurrence.Original, Location: text(rng), Note: text(rng), URL: []string{"", "https://example.org/x"}[rng.IntN(2)]})
		case 1:
			e.Hidden = append(e.Hidden, occurrence.Original)
		}
	}
	slices.SortFunc(e.Overrides, func(a, b ical.Override) int { return a.On.Compare(b.On) })
	e.Overrides = slices.CompactFunc(e.Overrides, func(a, b ical.Override) bool { return a.On == b.On })
	slices.SortFunc(e.Hidden, schedule.Date.Compare)
	e.Hidden = slices.Compact(e.Hidden)
	return ical.Calendar{
		Through: d("2022-01-01").AddDays(rng.IntN(1200)), Outlook: rng.IntN(3) == 0, Discreet: rng.IntN(8) == 0,
		Language: []string{"en", "es"}[rng.IntN(2)], Name: text(rng), Description: text(rng), Events: []ical.Event{e},
	}
}

// text returns a text that a reader could take for something else, or none.
func text(rng *rand.Rand) string {
	list := []string{
		"", "", "", "plain", "two\nlines", "two\n\nparagraphs", "a,b;c\\n", "é人", "Cancelled", "Moved from June 8, 2022: x", "Extra date",
		"Not confirmed, call first", "Check before you go: x", "CANCELLED: ", ": ", "Sin confirmar, llame antes", "BEGIN:VEVENT", "- \"quoted\"",
	}
	return list[rng.IntN(len(list))]
}

// sharesDay reports whether two dates of a timetable are on one day, which
// Read can't always tell apart.
func sharesDay(table *schedule.Timetable, through schedule.Date) bool {
	seen := map[schedule.Date]bool{}
	for o := range table.All(schedule.Date{}, through.AddDays(200)) {
		if seen[o.Date] {
			return true
		}
		seen[o.Date] = true
	}
	return false
}

// TestWhatComesBackAsItWas lists events that Read returns just as they were
// written.
func TestWhatComesBackAsItWas(t *testing.T) {
	inZone := func(change func(*schedule.Series)) schedule.Series {
		s := weekly()
		s.Zone = "America/New_York"
		change(&s)
		return s
	}
	tests := []struct {
		name   string
		series schedule.Series
	}{
		{"a rule without end", inZone(func(*schedule.Series) {})},
		{"a rule with a last day", inZone(func(s *schedule.Series) { s.Last = d("2022-12-28") })},
		{"a rule with a number of dates", inZone(func(s *schedule.Series) { s.Count = 10 })},
		{"every other week", inZone(func(s *schedule.Series) { s.Rule = s.Rule.Every(2) })},
		{"explicit dates", inZone(func(s *schedule.Series) {
			s.Rule, s.First, s.Dates = schedule.Rule{}, schedule.Date{}, []schedule.Date{d("2022-06-08"), d("2022-06-20")}
		})},
		{"a rule and more dates", inZone(func(s *schedule.Series) { s.Dates = []schedule.Date{d("2022-06-10")} })},
		{"without length", inZone(func(s *schedule.Series) { s.Length = 0 })},
		{"whole days", inZone(func(s *schedule.Series) { s.Start, s.Length, s.Zone = schedule.Clock{}, 0, "" })},
		{"cancelled, moved, at another time, added", inZone(func(s *schedule.Series) {
			s.Exceptions = []schedule.Exception{
				{On: d("2022-06-15"), Kind: schedule.Cancel, Reason: "no room"},
				{On: d("2022-06-22"), Kind: schedule.Reschedule, To: d("2022-06-23"), Reason: "room taken"},
				{On: d("2022-06-29"), Kind: schedule.Reschedule, Start: schedule.MustClock("19:00"), Length: 2 * time.Hour},
				{On: d("2022-07-01"), Kind: schedule.Add, Reason: "barbecue"},
			}
		})},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := one(t, tt.series, schedule.CompileOptions{})
			e := &c.Events[0]
			e.Description, e.Location, e.Geo = "For all.\n\nFree.", "Library", &ical.Geo{Lat: 30.1, Lng: -81.2}
			e.URL, e.Check, e.Sequence, e.CallFirst = "https://example.org/a", "example.org/a", 3, false
			e.Overrides = []ical.Override{{On: tt.series.First.AddDays(28), Location: "Room B", URL: "https://example.org/b", Note: "Room B tonight"}}
			if !tt.series.Rule.IsValid() {
				e.Overrides[0].On = d("2022-06-20")
			}
			c.Name, c.Description, c.Product, c.Language, c.Refresh = "Groups", "All of them.", "-//Us//EN", "en", 6*time.Hour
			c.URL, c.Source = "https://example.org/", "https://example.org/a.ics"
			got := read(t, write(t, c))
			opts := cmp.Options{cmp.Comparer(func(a, b *schedule.Timetable) bool {
				return cmp.Equal(a.Series(), b.Series()) && a.Zone().Name() == b.Zone().Name()
			})}
			if diff := cmp.Diff(c, got, opts); diff != "" {
				t.Errorf("(-want +got):\n%s\n%+v", diff, got.Events[0].Timetable.Series())
			}
		})
	}
}
