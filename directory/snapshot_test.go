package directory_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

func d(s string) schedule.Date { return schedule.MustDate(s) }

func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func weekly(id string, day time.Weekday, start string) schedule.Series {
	return schedule.Series{ID: id, Rule: schedule.Weekly(day), First: d("2022-01-01"), Start: schedule.MustClock(start), Length: 90 * time.Minute}
}

// jacksonville is a small directory like those that people keep.
func jacksonville() []directory.Entity {
	return []directory.Entity{
		directory.Organization{ID: "jax", Name: "Jacksonville", State: "FL", Counties: []string{"12019", "12031"}, Zone: "America/New_York",
			Holidays: schedule.USFederal(schedule.Observed), Contacts: []directory.Contact{{Role: "helpline", Phone: "904-555-0100"}},
			Parking: program.Text{"en": "Parking is free."}},
		directory.Organization{ID: "fl", Name: "Florida", Level: directory.StateOffice, State: "FL"},
		directory.Organization{ID: "us", Name: "National", Level: directory.National},
		directory.Venue{ID: "oph", Name: "Orange Park Hospital", Address: directory.Address{Street: "2001 Kingsley Ave.", City: "Orange Park", State: "FL", ZIP: "32073"},
			Point: earth.LatLng(30.165, -81.74), County: "12019", Access: []directory.Access{directory.AccessStepFree}},
		directory.Venue{ID: "ymca", Name: "YMCA", Point: earth.LatLng(30.322, -81.672), County: "12031"},
		directory.Offering{ID: "wed", Program: "connection", Organization: "jax", Venue: "oph", Room: "Classroom C",
			Series: []schedule.Series{{ID: "wed", Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: d("2022-06-08"), Start: schedule.MustClock("18:00"), Length: 90 * time.Minute}}},
		directory.Offering{ID: "thu", Program: "connection", Organization: "jax", Venue: "ymca",
			Series: []schedule.Series{{ID: "thu", Rule: schedule.NthWeekdays(time.Thursday, 2, 4), First: d("2022-06-09"), Start: schedule.MustClock("18:00"), OnHoliday: schedule.Ask}}},
		directory.Offering{ID: "tue", Program: "connection", Organization: "jax", Mode: program.ModeOnline, Series: []schedule.Series{weekly("tue", time.Tuesday, "18:15")}},
	}
}

func snapshot(t testing.TB, entities ...directory.Entity) *directory.Snapshot {
	t.Helper()
	s, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func search(t testing.TB, s *directory.Snapshot, q directory.Query) directory.Results {
	t.Helper()
	if q.Now.IsZero() {
		q.Now = at(t, "2022-06-01T12:00:00-04:00")
	}
	r, err := s.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ids(hits []directory.Hit) string {
	var list []string
	for _, h := range hits {
		list = append(list, h.Listing.ID)
	}
	return strings.Join(list, " ")
}

var orangePark = earth.LatLng(30.166, -81.706)

func TestSnapshotOf(t *testing.T) {
	org := directory.Organization{ID: "o", Name: "O", Zone: "America/New_York"}
	good := directory.Offering{ID: "good", Name: "Good", Organization: "o", Mode: program.ModeOnline}
	lost, twice, bad := good, good, good
	lost.ID, lost.Venue = "lost", "nowhere"
	twice.Name = "Another"
	bad.ID, bad.Organization, bad.Overrides = "half", "o", []directory.Override{{Series: "s", On: d("2022-06-01"), Venue: "nowhere"}}
	bad.Series = []schedule.Series{weekly("s", time.Wednesday, "18:00")}
	s, problems := directory.SnapshotOf(org, directory.Venue{ID: "v"}, good, lost, twice, bad, nil)
	var listed, said []string
	for l := range s.Listings("") {
		listed = append(listed, l.ID+" "+l.Name)
	}
	if diff := cmp.Diff([]string{"good Good", "half Good"}, listed); diff != "" {
		t.Errorf("listed (-want +got):\n%s", diff)
	}
	for _, err := range problems {
		said = append(said, err.Error())
	}
	want := []string{
		`directory: offering "half": overrides[0].venue: venue "nowhere" is not there`,
		`directory: offering "lost": venue: venue "nowhere" is not there`,
		`directory: venue "v": name: empty, want a value`,
		`directory: offering "good": id: twice, want one record for an id`,
		`entity 6: directory: invalid: entity is nil, want a record`,
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	t.Run("NewSnapshot reports the same", func(t *testing.T) {
		s, err := directory.NewSnapshot(org, directory.Venue{ID: "v"}, good, lost, twice, bad, nil)
		if s != nil || err == nil || err.Error() != strings.Join(want, "\n") {
			t.Errorf("%v, %v", s, err)
		}
	})
	t.Run("without problems there are none", func(t *testing.T) {
		if s, problems := directory.SnapshotOf(org, good); s == nil || len(problems) > 0 {
			t.Errorf("%v", problems)
		}
	})
}

func TestSearch(t *testing.T) {
	s := snapshot(t, jacksonville()...)

	t.Run("D4 in person by distance, online by time", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Within: 25 * earth.Mile})
		if got := ids(r.InPerson); got != "wed thu" {
			t.Errorf("in person: %s", got)
		}
		if got := ids(r.Remote); got != "tue" || r.Remotes != 1 || r.Remote[0].Distance != -1 {
			t.Errorf("remote: %s, %d", got, r.Remotes)
		}
		if m := r.InPerson[0].Distance.Miles(); m < 1.5 || m > 2.5 {
			t.Errorf("wed is %v miles away", m)
		}
		if next := r.InPerson[0].Next; next.Start().Format(time.RFC3339) != "2022-06-08T18:00:00-04:00" || next.Room != "Classroom C" {
			t.Errorf("next is %v in %q", next, next.Room)
		}
	})
	t.Run("S30 with nothing near there is the nearest at any distance, online, the offices and the crisis lines", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: earth.LatLng(46.87, -96.79), Within: 25 * earth.Mile}) // Fargo
		if got := ids(r.InPerson) + "/" + ids(r.Nearest) + "/" + ids(r.Remote); got != "/thu wed/tue" {
			t.Errorf("found %s", got)
		}
		if r.Contacts.State != "ND" || len(r.Contacts.Nations) != 1 || len(r.CrisisLines) == 0 {
			t.Errorf("contacts %+v, %d crisis lines", r.Contacts, len(r.CrisisLines))
		}
	})
	t.Run("S26 the crisis line is that of the day", func(t *testing.T) {
		for day, want := range map[string]string{"2022-07-15": "1-800-273-8255", "2022-07-16": "988"} {
			lines := s.CrisisLines("FL", "en", d(day))
			if len(lines) == 0 || !strings.Contains(lines[0].Number, want) {
				t.Errorf("on %s: %+v", day, lines)
			}
		}
	})
	t.Run("no place finds no one in person but all online", func(t *testing.T) {
		r := search(t, s, directory.Query{})
		if len(r.InPerson)+len(r.Nearest) != 0 || ids(r.Remote) != "tue" || len(r.Contacts.Nations) != 1 {
			t.Errorf("%+v", r)
		}
	})
	t.Run("D32 D33 filters act inside the search, windows include their beginning", func(t *testing.T) {
		tests := []struct {
			name   string
			filter directory.Filter
			want   string
		}{
			{"a day", directory.Filter{Days: []time.Weekday{time.Thursday}}, "thu/"},
			{"a day online", directory.Filter{Days: []time.Weekday{time.Tuesday}}, "/tue"},
			{"from 18:00", directory.Filter{From: schedule.MustClock("18:00")}, "wed thu/tue"},
			{"until 18:00", directory.Filter{To: schedule.MustClock("18:00")}, "/"},
			{"past midnight", directory.Filter{From: schedule.MustClock("18:10"), To: schedule.MustClock("02:00")}, "/tue"},
			{"a program", directory.Filter{Programs: []string{"connection", "x"}}, "wed thu/tue"},
			{"another program", directory.Filter{Programs: []string{"x"}}, "/"},
			{"a kind", directory.Filter{Kinds: []program.Kind{program.KindSupportGroup}}, "wed thu/tue"},
			{"a language", directory.Filter{Languages: []string{"es"}}, "/"},
			{"access", directory.Filter{Access: []directory.Access{directory.AccessStepFree}}, "wed/"},
		}
		for _, tt := range tests {
			r := search(t, s, directory.Query{Near: orangePark, Filter: tt.filter, Limit: 2})
			if got := ids(r.InPerson) + "/" + ids(r.Remote); got != tt.want {
				t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
			}
		}
	})
	t.Run("D2 a date that is asked about is next, as unconfirmed", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Now: at(t, "2022-11-20T12:00:00-05:00")})
		for _, h := range r.InPerson {
			if h.Listing.ID == "thu" && h.Next.String() != "2022-11-24 18:00 unconfirmed: Thanksgiving Day" {
				t.Errorf("next is %v", h.Next)
			}
		}
	})
	t.Run("D3 a meeting counts only if it can be reached", func(t *testing.T) {
		entities := append(jacksonville(), directory.Offering{ID: "daily", Program: "connection", Organization: "jax", Venue: "oph",
			Series: []schedule.Series{{Rule: schedule.Daily(), First: d("2022-01-01"), Start: schedule.MustClock("18:00")}}})
		s := snapshot(t, entities...)
		tests := []struct {
			name, now string
			minutes   float64 // to drive a mile
			late      time.Duration
			want      string
		}{
			{"in good time", "2022-06-02T17:50:00-04:00", 1, 0, "2022-06-02"},
			{"100 miles in 10 minutes is out", "2022-06-02T17:50:00-04:00", 100, 0, "2022-06-03"},
			{"a little late is allowed", "2022-06-02T17:59:00-04:00", 3, 10 * time.Minute, "2022-06-02"},
			{"also after the beginning", "2022-06-02T18:05:00-04:00", 1, 10 * time.Minute, "2022-06-02"},
			{"what has begun is over", "2022-06-02T18:00:01-04:00", 0, 0, "2022-06-03"},
		}
		for _, tt := range tests {
			r := search(t, s, directory.Query{Near: orangePark, Now: at(t, tt.now), Late: tt.late, Drive: func(d earth.Distance) time.Duration {
				return time.Duration(d.Miles() * tt.minutes * float64(time.Minute))
			}})
			for _, h := range r.InPerson {
				if h.Listing.ID == "daily" && h.Next.Date != d(tt.want) {
					t.Errorf("%s: next is %v, want %s", tt.name, h.Next, tt.want)
				}
			}
		}
	})
	t.Run("what starts within a time", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, StartsWithin: 7*24*time.Hour + 6*time.Hour})
		if got := ids(r.InPerson) + "/" + ids(r.Remote); got != "wed/tue" {
			t.Errorf("found %s", got)
		}
	})
	t.Run("modes and ways to join", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Filter: directory.Filter{Modes: []program.Mode{program.ModeOnline, program.ModeHybrid}}})
		if got := ids(r.InPerson) + "/" + ids(r.Remote); got != "/tue" {
			t.Errorf("found %s", got)
		}
		r = search(t, s, directory.Query{Near: orangePark, Filter: directory.Filter{Entries: []program.EntryMode{program.EntryDropIn}}})
		if got := ids(r.InPerson) + "/" + ids(r.Remote); got != "/" {
			t.Errorf("found %s", got)
		}
	})
	t.Run("what has ended is not found", func(t *testing.T) {
		entities := append(jacksonville(), directory.Offering{ID: "fri", Program: "connection", Organization: "jax", Venue: "oph",
			Series: []schedule.Series{{Rule: schedule.Weekly(time.Friday), First: d("2022-01-07"), Last: d("2022-06-03"), Start: schedule.MustClock("18:00")}}})
		s := snapshot(t, entities...)
		for now, want := range map[string]string{"2022-06-03T18:00:00-04:00": "wed fri thu", "2022-06-03T18:00:01-04:00": "wed thu"} {
			r := search(t, s, directory.Query{Near: orangePark, Now: at(t, now)})
			want := want
			if strings.Contains(want, "fri") {
				want = "fri wed thu" // of two at one place, the one that starts first
			}
			if got := ids(r.InPerson); got != want {
				t.Errorf("at %s: %s, want %s", now, got, want)
			}
		}
	})
	t.Run("D29 a venue without coordinates stays findable in its county", func(t *testing.T) {
		entities := append(jacksonville(), directory.Venue{ID: "lost", Name: "Lost", County: "12019"},
			directory.Offering{ID: "mon", Program: "connection", Organization: "jax", Venue: "lost", Series: []schedule.Series{weekly("", time.Monday, "10:00")}})
		r := search(t, snapshot(t, entities...), directory.Query{Near: orangePark})
		if ids(r.InPerson) != "wed thu" || ids(r.Unplaced) != "mon" {
			t.Errorf("in person %s, unplaced %s", ids(r.InPerson), ids(r.Unplaced))
		}
	})
	t.Run("an ended context and a missing now are errors", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := s.Search(ctx, directory.Query{Now: time.Now()}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if _, err := s.Search(context.Background(), directory.Query{}); !errors.Is(err, directory.ErrInvalid) {
			t.Error(err)
		}
	})
}

func TestContacts(t *testing.T) {
	entities := append(jacksonville(),
		directory.Organization{ID: "clay", Name: "Clay", State: "FL", Counties: []string{"12019"}},
		directory.Organization{ID: "old", Name: "Old", State: "FL", Counties: []string{"12001"}, Successor: "clay"},
		directory.Organization{ID: "loop1", Name: "Loop", Counties: []string{"12003"}, Successor: "loop2"},
		directory.Organization{ID: "loop2", Name: "Loop", Successor: "loop1"},
		directory.Organization{ID: "nowhere", Name: "Office without a state", Level: directory.StateOffice},
	)
	s := snapshot(t, entities...)
	tests := []struct {
		name, county, state string
		level               directory.Level
		want                string
	}{
		{"S24 every affiliate that serves the county", "12019", "FL", directory.Affiliate, "Clay Jacksonville"},
		{"S24 the state office where no affiliate serves", "12086", "FL", directory.StateOffice, "Florida"},
		{"S24 the national office where there is no state office", "38017", "ND", directory.National, "National"},
		{"an unknown place", "", "", directory.National, "National"},
		{"D58 what an organization became part of", "12001", "FL", directory.Affiliate, "Clay"},
		{"a circle of successors ends", "12003", "FL", directory.Affiliate, "Loop"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			level, list := s.Contacts(tt.county, tt.state).Answer()
			var names []string
			for _, o := range list {
				names = append(names, o.Name)
			}
			if level != tt.level || strings.Join(names, " ") != tt.want {
				t.Errorf("%q %v, want %q %s", level, names, tt.level, tt.want)
			}
		})
	}
}

func TestTimetableOfAnOffering(t *testing.T) {
	entities := append(jacksonville(),
		directory.Venue{ID: "lib", Name: "Library", Point: earth.LatLng(30.2, -81.7), Zone: "America/Chicago",
			Closures: []schedule.Closure{{First: d("2022-07-04"), Last: d("2022-07-05"), Reason: "painters"}}},
		directory.Offering{ID: "two", Program: "connection", Organization: "jax", Venue: "lib", Room: "A", Mode: program.ModeHybrid,
			Series: []schedule.Series{weekly("mon", time.Monday, "18:00"), weekly("thu", time.Thursday, "10:00")},
			Overrides: []directory.Override{
				{Series: "mon", On: d("2022-07-11"), Room: "B", Note: program.Text{"en": "Room B tonight"}},
				{Series: "thu", On: d("2022-07-07"), Venue: "ymca", Mode: program.ModeInPerson},
				{Series: "thu", On: d("2022-07-14"), Mode: program.ModeOnline},
			}},
		directory.Offering{ID: "paused", Program: "connection", Organization: "jax", Venue: "oph", Status: directory.Suspended,
			Series: []schedule.Series{weekly("", time.Monday, "18:00")}},
	)
	s := snapshot(t, entities...)
	var got []string
	for m := range s.Timetable("two").All(d("2022-07-01"), d("2022-07-15")) {
		got = append(got, strings.Join([]string{m.String(), string(m.Mode), m.Venue, m.Room, m.Note.In("en")}, "|"))
	}
	want := []string{
		"2022-07-04 18:00 on|online|||",
		"2022-07-07 10:00 on|in person|ymca||",
		"2022-07-11 18:00 on|hybrid|lib|B|Room B tonight",
		"2022-07-14 10:00 on|online|||",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("D17 D41 D42 (-want +got):\n%s", diff)
	}
	t.Run("D42 the next meeting is of either series", func(t *testing.T) {
		m, ok := s.Timetable("two").Next(at(t, "2022-07-12T00:00:00Z"))
		if !ok || m.String() != "2022-07-14 10:00 on" {
			t.Errorf("%v, %v", m, ok)
		}
	})
	t.Run("D15 the zone is that of the venue, then of the organization", func(t *testing.T) {
		for id, zone := range map[string]string{"two": "America/Chicago", "wed": "America/New_York"} {
			if l, _ := s.Listing(id); l.Zone != zone {
				t.Errorf("%s is in %s, want %s", id, l.Zone, zone)
			}
		}
	})
	t.Run("P14 a suspended offering keeps its dates, all cancelled", func(t *testing.T) {
		n := 0
		for m := range s.Timetable("paused").All(d("2022-07-01"), d("2022-07-31")) {
			if n++; m.Status != schedule.Cancelled {
				t.Errorf("%v", m)
			}
		}
		if n != 4 {
			t.Errorf("%d dates, want 4", n)
		}
		if r := search(t, s, directory.Query{Near: orangePark}); strings.Contains(ids(r.InPerson), "paused") {
			t.Errorf("a search finds %s", ids(r.InPerson))
		}
	})
	t.Run("an offering that is not there has no meetings", func(t *testing.T) {
		for m := range s.Timetable("nothing").All(d("2022-07-01"), d("2022-07-31")) {
			t.Error(m)
		}
		if m, ok := s.Timetable("nothing").Next(time.Now()); ok {
			t.Error(m)
		}
	})
}

func TestListing(t *testing.T) {
	entities := append(jacksonville(),
		directory.Venue{ID: "home", Name: "The Smiths", Host: "Ann", Room: "upstairs", Note: "red door", Web: "https://example.com",
			Address: directory.Address{Street: "1 Hidden Lane", City: "Orange Park", State: "FL", ZIP: "32073"},
			Point:   earth.LatLng(30.1712345, -81.7012345), County: "12019", Confidential: true},
		directory.Offering{ID: "quiet", Name: "Quiet group", Organization: "jax", Venue: "home", Room: "attic", Series: []schedule.Series{weekly("", time.Monday, "18:00")}},
		directory.Offering{ID: "leaders", Program: "call", Organization: "jax", Mode: program.ModeTelephone, Series: []schedule.Series{weekly("", time.Monday, "18:00")}},
	)
	catalogue, err := program.New(program.BuiltIn().Records(), program.Records{Programs: []program.Program{
		{Key: "call", Name: program.Text{"en": "Support call"}, Kind: program.KindSupportCall, For: "connection", Language: "en", Source: "test", Confidence: program.Low}}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := directory.Options{Catalogue: catalogue}.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the name is that of the program, the parking that of the affiliate", func(t *testing.T) {
		l, ok := s.Listing("wed")
		if !ok || l.Name == "" || l.Kind != program.KindSupportGroup || l.Mode != program.ModeInPerson || l.Place.Room != "Classroom C" {
			t.Errorf("%+v", l)
		}
		if len(l.Place.Parking) != 1 || l.Place.Parking[0]["en"] != "Parking is free." {
			t.Errorf("S13 parking is %v", l.Place.Parking)
		}
	})
	t.Run("V9 a confidential venue shows only its area", func(t *testing.T) {
		l, _ := s.Listing("quiet")
		p := *l.Place
		exact := earth.LatLng(30.1712345, -81.7012345)
		if p.Name+p.Host+p.Room+p.Note+p.Web+p.Address.Street+p.Address.ZIP != "" || !p.Approximate || p.Address.City != "Orange Park" {
			t.Errorf("%+v", p)
		}
		if p.Point == exact || p.Point.Distance(exact) > p.Radius {
			t.Errorf("the point is %v of the place", p.Point.Distance(exact))
		}
		for _, near := range []earth.Point{exact, orangePark, earth.LatLng(30.3, -81.5)} {
			for _, h := range search(t, s, directory.Query{Near: near}).InPerson {
				if h.Listing.ID == "quiet" && h.Distance != near.Distance(p.Point) {
					t.Errorf("from %v it is %v away, want %v", near, h.Distance, near.Distance(p.Point))
				}
			}
		}
	})
	t.Run("S40 a call for leaders is not for the public", func(t *testing.T) {
		if l, ok := s.Listing("leaders"); ok {
			t.Errorf("%+v", l)
		}
		if got := ids(search(t, s, directory.Query{Near: orangePark}).Remote); got != "tue" {
			t.Errorf("a search finds %s", got)
		}
		for l := range s.Listings("") {
			if l.ID == "leaders" {
				t.Error("it is among the listings")
			}
		}
		if _, ok := s.Timetable("leaders").Next(at(t, "2022-06-01T00:00:00Z")); !ok {
			t.Error("leaders themselves find no date")
		}
	})
}

func TestNewSnapshotRefuses(t *testing.T) {
	org := directory.Organization{ID: "o", Name: "O", Zone: "UTC"}
	venue := directory.Venue{ID: "v", Name: "V"}
	tests := []struct {
		name     string
		entities []directory.Entity
		want     string
	}{
		{"an organization that is not there", []directory.Entity{directory.Offering{ID: "x", Name: "X", Organization: "o", Mode: program.ModeOnline}},
			`directory: offering "x": organization: organization "o" is not there`},
		{"a venue that is not there", []directory.Entity{org, directory.Offering{ID: "x", Name: "X", Organization: "o", Venue: "v"}},
			`directory: offering "x": venue: venue "v" is not there`},
		{"in person without a venue", []directory.Entity{org, directory.Offering{ID: "x", Name: "X", Organization: "o"}},
			`directory: offering "x": venue: empty, want a venue to meet in person`},
		{"two of one id", []directory.Entity{org, org}, `directory: organization "o": id: twice, want one record for an id`},
		{"no id", []directory.Entity{directory.Venue{Name: "V"}}, `directory: venue "": id: directory: invalid: Key.ID has 0 bytes, want 1 to 256`},
		{"a zone that is not known", []directory.Entity{directory.Organization{ID: "o", Name: "O", Zone: "Mars"}},
			`directory: organization "o": zone: schedule: no such time zone: name "Mars": unknown time zone Mars`},
		{"no zone at all", []directory.Entity{directory.Organization{ID: "o", Name: "O"}, venue, directory.Offering{ID: "x", Name: "X", Organization: "o", Venue: "v", Series: []schedule.Series{weekly("", time.Monday, "18:00")}}},
			`directory: offering "x": series: schedule: no such time zone: name "", want one such as America/New_York`},
		{"two series without ids", []directory.Entity{org, venue, directory.Offering{ID: "x", Name: "X", Organization: "o", Venue: "v", Series: []schedule.Series{weekly("a", time.Monday, "18:00"), weekly("a", time.Monday, "18:00")}}},
			`directory: offering "x": series[1].id: "a" again, want an id of its own`},
		{"an override of no series", []directory.Entity{org, venue, directory.Offering{ID: "x", Name: "X", Organization: "o", Venue: "v", Overrides: []directory.Override{{On: d("2022-01-01")}}}},
			`directory: offering "x": overrides[0].series: "", want the id of a series`},
		{"a county that is not a code", []directory.Entity{directory.Organization{ID: "o", Name: "O", Counties: []string{"Clay"}}},
			`directory: organization "o": counties[0]: "Clay", want the five digits of a FIPS code`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := directory.NewSnapshot(tt.entities...)
			if err == nil || err.Error() != tt.want || s != nil {
				t.Errorf("%v, want\n%s", err, tt.want)
			}
			var re *directory.RecordError
			if !errors.As(err, &re) {
				t.Errorf("%T is no RecordError", err)
			}
		})
	}
}
