package directory_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// secretWorld is a world in which one venue is confidential. Two of them with
// one seed differ in nothing but what the public must not learn of it.
func secretWorld(t *testing.T, seed uint64, secret directory.Venue) *directory.Snapshot {
	w := world{rand.New(rand.NewPCG(seed, 2))}
	entities := w.directory(25)
	secret.ID, secret.Confidential = "v1", true
	for i, e := range entities {
		if e.Key() == secret.Key() {
			entities[i] = secret
		}
	}
	course := group("quiet", on(schedule.Weekly(time.Tuesday), "2022-01-04", "18:00"))
	course.Organization, course.Venue, course.Room = "a", "v1", secret.Room
	course.Overrides = []directory.Override{{Series: "0", On: d("2022-06-07"), Room: secret.Room}}
	return snapshot(t, append(entities, course)...)
}

func TestConfidentialVenue(t *testing.T) {
	middle := earth.LatLng(30.21, -81.31).Cell(earth.PrivateLevel).Center()
	here := directory.Venue{
		Name: "Sanctuary", Host: "Saint Mary", Room: "Crypt", Note: "behind the altar", Web: "https://st-mary.example", Point: middle,
		Address: directory.Address{Street: "1 Church St", City: "Orange Park", State: "FL", ZIP: "32073"}, Parking: program.Text{"en": "Oak Street lot"},
	}
	there := directory.Venue{
		Name: "Elsewhere", Host: "Library", Room: "B", Note: "second floor", Web: "https://library.example", Point: earth.LatLng(middle.Lat()+0.012, middle.Lng()-0.011),
		Address: directory.Address{Street: "9 Elm St", City: "Orange Park", State: "FL", ZIP: "32003"}, Parking: program.Text{"en": "Elm Street garage"},
	}
	if here.Point.Cell(earth.PrivateLevel) != there.Point.Cell(earth.PrivateLevel) {
		t.Fatal("the two places are not in one area")
	}
	for seed := range uint64(12) {
		a, b := secretWorld(t, seed, here), secretWorld(t, seed, there)
		w := world{rand.New(rand.NewPCG(seed, 3))}
		for range 40 {
			q := w.query()
			q.Near = earth.LatLng(middle.Lat()+w.NormFloat64()*0.03, middle.Lng()+w.NormFloat64()*0.03)
			q.Limit = 1 + w.IntN(4)
			if q.Drive != nil {
				q.Drive = func(d earth.Distance) time.Duration { return travel.Estimate(d).Time }
			}
			if diff := gocmp.Diff(publicView(t, a, q), publicView(t, b, q)); diff != "" {
				t.Fatalf("V9 the place of a confidential venue can be told, seed %d, %+v:\n%s", seed, q, diff)
			}
		}
		text := strings.Join(publicView(t, a, directory.Query{Near: middle, Now: at(t, "2022-06-01T12:00:00Z"), Limit: 100}), "\n")
		for _, secret := range []string{"Sanctuary", "Saint Mary", "Crypt", "altar", "st-mary", "Church", "32073", "Oak Street"} {
			if strings.Contains(text, secret) {
				t.Errorf("V9 the public reads %q", secret)
			}
		}
		if !strings.Contains(text, "quiet") {
			t.Error("the group at the venue is nowhere")
		}
	}
}

// publicView returns all that somebody can learn by a query, its pages, and what
// stands beside.
func publicView(t *testing.T, s *directory.Snapshot, q directory.Query) (view []string) {
	t.Helper()
	add := func(v any) {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		view = append(view, string(text))
	}
	hits := func(list []directory.Hit) {
		for _, h := range list {
			add(h.Listing)
			add(fmt.Sprint(h.Distance, h.Next, h.Next.Venue, h.Next.Room, h.Next.Mode))
		}
	}
	page := q
	for range 30 {
		r := search(t, s, page)
		for _, list := range [][]directory.Hit{r.InPerson, r.Nearest, r.Later, r.Unplaced, r.Remote} {
			hits(list)
		}
		add(r.MoreInPerson + " " + r.MoreRemote)
		if page.Page = r.MoreInPerson; page.Page == "" {
			break
		}
	}
	all, err := s.Ascending(q)
	if err != nil {
		t.Fatal(err)
	}
	for h := range all {
		hits([]directory.Hit{h})
	}
	m, ok, err := s.Next(q, "quiet", q.Now)
	add(fmt.Sprint(m, m.Room, ok, err))
	for m := range s.Timetable("quiet").All(d("2022-06-01"), d("2022-07-01")) {
		add(fmt.Sprint(m, m.Venue, m.Room))
	}
	place, _ := s.Place("v1")
	add(place)
	var calendar bytes.Buffer
	if err := ical.Write(&calendar, s.Calendar(d("2022-12-31"), "quiet", "x001", "x002")); err != nil {
		t.Fatal(err)
	}
	return append(view, calendar.String())
}

func TestConfidentialVenueWithoutAPoint(t *testing.T) {
	quiet := group("quiet", on(schedule.Weekly(time.Tuesday), "2022-01-04", "18:00"))
	quiet.Venue = "secret"
	s := snapshot(t, append(jacksonville(), directory.Venue{ID: "secret", Name: "S", Confidential: true, County: "12019"}, quiet)...)
	r := search(t, s, directory.Query{Near: orangePark, County: "12019", Limit: 1000})
	if !strings.Contains(" "+ids(r.Unplaced)+" ", " quiet ") || strings.Contains(ids(r.InPerson), "quiet") {
		t.Errorf("in person %s, not on the map %s", ids(r.InPerson), ids(r.Unplaced))
	}
}
