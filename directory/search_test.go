package directory_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/travel"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// group returns an offering of jax at the hospital.
func group(id string, series ...schedule.Series) directory.Offering {
	for i := range series {
		series[i].ID = fmt.Sprint(i)
	}
	return directory.Offering{ID: id, Program: "connection", Organization: "jax", Venue: "oph", Series: series}
}

func on(rule schedule.Rule, first, start string) schedule.Series {
	return schedule.Series{Rule: rule, First: d(first), Start: schedule.MustClock(start), Length: time.Hour}
}

func TestSearchTakesAnySchedule(t *testing.T) {
	lastTuesday := on(schedule.NthWeekdays(time.Tuesday, -1), "2022-01-01", "18:00")
	moved := on(schedule.Weekly(time.Monday), "2022-01-03", "18:00")
	moved.Exceptions = []schedule.Exception{{On: d("2022-06-06"), Kind: schedule.Cancel}, {On: d("2022-06-13"), Kind: schedule.Reschedule, To: d("2022-06-10")}}
	tests := []struct {
		name string
		o    directory.Offering
		now  string
		want string // the next meeting, "" if the search leaves it out
	}{
		{"D1 the last weekday of the month", group("x", lastTuesday), "2022-06-01T00:00:00Z", "2022-06-28 18:00 on"},
		{"D1 every other week from its first date", group("x", on(schedule.Weekly(time.Wednesday).Every(2), "2022-06-08", "18:00")), "2022-06-09T00:00:00Z", "2022-06-22 18:00 on"},
		{"D1 a cancelled and a moved date", group("x", moved), "2022-06-05T00:00:00Z", "2022-06-10 18:00 moved from 2022-06-13: changed by the organizers"},
		{"P15 a series that starts on the second of its days", group("x", on(schedule.NthWeekdays(time.Thursday, 2, 4), "2022-02-24", "18:00")), "2022-02-01T00:00:00Z", "2022-02-24 18:00 on"},
		{"D14 a change to come shows nothing before its date", group("x", on(schedule.Weekly(time.Friday), "2022-07-01", "18:00")), "2022-06-01T00:00:00Z", "2022-07-01 18:00 on"},
		{"D14 nothing after the last date", group("x", schedule.Series{Rule: schedule.Weekly(time.Friday), First: d("2022-01-07"), Last: d("2022-06-03"), Start: schedule.MustClock("18:00")}), "2022-06-04T00:00:00Z", ""},
		{"D16 the next of several days", group("x", on(schedule.Weekly(time.Monday), "2022-01-01", "18:00"), on(schedule.Weekly(time.Thursday), "2022-01-01", "10:00")), "2022-06-07T00:00:00Z", "2022-06-09 10:00 on"},
		{"D18 a single event stands beside series", group("x", schedule.Series{Dates: []schedule.Date{d("2022-09-17")}, Start: schedule.MustClock("09:00")}), "2022-06-01T00:00:00Z", "2022-09-17 09:00 on"},
		{"D28 a length that makes no sense keeps the listing", group("x", schedule.Series{Rule: schedule.Weekly(time.Sunday), First: d("2022-01-01"), Start: schedule.MustClock("19:15"), Length: 13 * time.Hour}), "2022-06-01T00:00:00Z", "2022-06-05 19:15 on"},
		{"P14 what ended has no next", directory.Offering{ID: "x", Program: "connection", Organization: "jax", Venue: "oph", Status: directory.Ended,
			Series: []schedule.Series{on(schedule.Weekly(time.Friday), "2022-01-07", "18:00")}}, "2022-06-01T00:00:00Z", ""},
		{"what will end meets until then", directory.Offering{ID: "x", Program: "connection", Organization: "jax", Venue: "oph", Status: directory.Ended, StatusSince: d("2022-06-05"),
			Series: []schedule.Series{on(schedule.Weekly(time.Friday), "2022-01-07", "18:00")}}, "2022-06-01T00:00:00Z", "2022-06-03 18:00 on"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := search(t, snapshot(t, append(jacksonville(), tt.o)...), directory.Query{Near: orangePark, Now: at(t, tt.now)})
			got := ""
			for _, h := range r.InPerson {
				if h.Listing.ID == "x" {
					got = h.Next.String()
				}
			}
			if got != tt.want {
				t.Errorf("next is %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSearchByRequirement(t *testing.T) {
	hybrid := group("hybrid", on(schedule.Weekly(time.Monday), "2022-01-03", "18:00"))
	hybrid.Mode, hybrid.Venue = program.ModeHybrid, "lib"
	registered := group("registered", on(schedule.Weekly(time.Sunday), "2022-01-01", "18:00"))
	registered.Entry.Mode = program.EntryOnce
	dropIn := group("dropin", on(schedule.Weekly(time.Sunday), "2022-01-01", "19:00"))
	dropIn.Entry.Mode = program.EntryDropIn
	pacific := group("pacific", on(schedule.Weekly(time.Tuesday), "2022-01-01", "21:30"))
	pacific.Mode, pacific.Venue, pacific.Series[0].Zone, pacific.Topics = program.ModeOnline, "", "America/Los_Angeles", []string{"WC", "OE"}
	s := snapshot(t, append(jacksonville(), hybrid, registered, dropIn, pacific,
		directory.Venue{ID: "lib", Name: "Library", Point: earth.LatLng(30.2, -81.7), County: "12031", Closures: []schedule.Closure{{First: d("2022-06-06"), Reason: "flood"}}},
		directory.Venue{ID: "nowhere", Name: "Nowhere", County: "12031"},
		directory.Offering{ID: "duval", Program: "connection", Organization: "jax", Venue: "nowhere", Series: []schedule.Series{weekly("", time.Monday, "10:00")}})...)

	t.Run("D4 a hybrid group is in both lists, online without a distance", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Now: at(t, "2022-05-30T12:00:00Z"), Filter: directory.Filter{Modes: []program.Mode{program.ModeHybrid}}})
		if got := ids(r.InPerson) + "/" + ids(r.Remote); got != "hybrid/hybrid" || r.Remote[0].Distance != -1 {
			t.Errorf("found %s", got)
		}
	})
	t.Run("D17 a closed venue leaves the online half of a hybrid open", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Now: at(t, "2022-06-06T12:00:00Z"), Within: 40 * earth.Mile, Filter: directory.Filter{Modes: []program.Mode{program.ModeHybrid}}})
		if got := ids(r.InPerson) + "/" + ids(r.Nearest) + "/" + ids(r.Remote); got != "//hybrid" {
			t.Errorf("found %s", got)
		}
	})
	t.Run("S9 ways to join are told apart within one program", func(t *testing.T) {
		for mode, want := range map[program.EntryMode]string{program.EntryOnce: "registered", program.EntryDropIn: "dropin"} {
			r := search(t, s, directory.Query{Near: orangePark, Filter: directory.Filter{Entries: []program.EntryMode{mode}}})
			if got := ids(r.InPerson); got != want {
				t.Errorf("%s: %s", mode, got)
			}
		}
	})
	t.Run("S17 the county is that of the venue, not all of the affiliate's", func(t *testing.T) {
		for county, want := range map[string]string{"12031": "duval", "12019": ""} {
			if r := search(t, s, directory.Query{Near: orangePark, County: county}); ids(r.Unplaced) != want {
				t.Errorf("%s: %s", county, ids(r.Unplaced))
			}
		}
	})
	t.Run("D34 codes match whole", func(t *testing.T) {
		for topic, want := range map[string]string{"W": "", "WC": "pacific", "O": "", "OE": "pacific"} {
			r := search(t, s, directory.Query{Filter: directory.Filter{Topics: []string{topic}}})
			if got := ids(r.Remote); got != want {
				t.Errorf("%s: %q, want %q", topic, got, want)
			}
		}
	})
	t.Run("D35 Sunday is the day that both feeds number differently", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Filter: directory.Filter{Days: []time.Weekday{time.Sunday}}})
		if got := ids(r.InPerson); got != "registered dropin" {
			t.Errorf("found %s", got)
		}
	})
	t.Run("D36 late on Tuesday in the west is Wednesday in the east", func(t *testing.T) {
		eastern := mustLocation("America/New_York")
		q := directory.Query{Zone: eastern, Filter: directory.Filter{Days: []time.Weekday{time.Wednesday}, To: schedule.MustClock("06:00")}}
		r := search(t, s, q)
		if ids(r.Remote) != "pacific" || r.Remote[0].Next.Start().In(eastern).Format("Mon 15:04") != "Wed 00:30" {
			t.Errorf("found %s", ids(r.Remote))
		}
		q.Zone = nil
		if r := search(t, s, q); len(r.Remote) != 0 {
			t.Errorf("on its own clock it is found on Wednesdays: %s", ids(r.Remote))
		}
	})
	t.Run("D25 with nothing left today there is the next day, and the answer says so", func(t *testing.T) {
		r := search(t, s, directory.Query{Near: orangePark, Now: at(t, "2022-06-01T22:00:00-04:00"), StartsWithin: 2 * time.Hour, Within: 25 * earth.Mile, Limit: 1})
		if len(r.InPerson)+len(r.Remote) != 0 || ids(r.Later) != "registered" || ids(r.RemoteLater) != "hybrid" || r.Later[0].Next.Date != d("2022-06-05") {
			t.Errorf("%s, %s, later %s, %s", ids(r.InPerson), ids(r.Remote), ids(r.Later), ids(r.RemoteLater))
		}
	})
	t.Run("D30 every listing is found at distance 0 from its own point", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(1, 1))
		entities := jacksonville()
		points := make([]earth.Point, 500)
		for i := range points {
			points[i] = earth.LatLng(math.Round((rng.Float64()*180-90)*1e6)/1e6, math.Round((rng.Float64()*360-180)*1e6)/1e6)
			v := directory.Venue{ID: fmt.Sprint("p", i), Name: "P", Point: points[i]}
			o := group(fmt.Sprint("g", i), on(schedule.Daily(), "2022-01-01", "18:00"))
			o.Venue = v.ID
			entities = append(entities, v, o)
		}
		s := snapshot(t, entities...)
		for i, p := range points {
			r := search(t, s, directory.Query{Near: p, Limit: 1})
			if r.InPerson[0].Distance != 0 || r.InPerson[0].Listing.ID != fmt.Sprint("g", i) {
				t.Fatalf("from %v: %s at %v", p, ids(r.InPerson), r.InPerson[0].Distance)
			}
		}
	})
	t.Run("D39 the radius is inclusive, and miles and kilometres agree", func(t *testing.T) {
		all := search(t, s, directory.Query{Near: orangePark})
		last := all.InPerson[len(all.InPerson)-1].Distance
		for _, within := range []earth.Distance{last, earth.Distance(last.Miles()) * earth.Mile * (1 + 1e-15), earth.Distance(last.Kilometres()) * earth.Kilometre * (1 + 1e-15)} {
			if got := search(t, s, directory.Query{Near: orangePark, Within: within}); ids(got.InPerson) != ids(all.InPerson) {
				t.Errorf("within %v: %s, want %s", within, ids(got.InPerson), ids(all.InPerson))
			}
		}
		if got := search(t, s, directory.Query{Near: orangePark, Within: earth.Distance(math.Nextafter(float64(last), 0))}); len(got.InPerson) != len(all.InPerson)-1 {
			t.Errorf("just short of the last: %s", ids(got.InPerson))
		}
	})
	t.Run("V8 a coarse query answers for its cell and states the error", func(t *testing.T) {
		q := directory.Query{Near: orangePark, Coarse: true}
		cell := orangePark.Cell(earth.PrivateLevel)
		r, middle := search(t, s, q), search(t, s, directory.Query{Near: cell.Center()})
		if r.Blur != cell.Radius() || middle.Blur != 0 || gocmp.Diff(inUTC(slowHits(r.InPerson)), inUTC(slowHits(middle.InPerson)), gocmp.AllowUnexported(slowHit{})) != "" {
			t.Errorf("blur %v, %s", r.Blur, ids(r.InPerson))
		}
	})
}

func TestSearchRefuses(t *testing.T) {
	s := snapshot(t, jacksonville()...)
	now := at(t, "2022-06-01T12:00:00Z")
	r := search(t, s, directory.Query{Near: orangePark, Now: now, Limit: 1})
	tests := []struct {
		name string
		q    directory.Query
		want error
	}{
		{"a driving limit without a way to tell the drive", directory.Query{Now: now, DriveWithin: time.Hour}, directory.ErrInvalid},
		{"an order by drive without one", directory.Query{Now: now, Order: directory.ByDrive}, directory.ErrInvalid},
		{"an order that is none", directory.Query{Now: now, Order: 9}, directory.ErrInvalid},
		{"a page that is none", directory.Query{Now: now, Page: "x"}, directory.ErrCursor},
		{"a page of another week", directory.Query{Now: now.AddDate(0, 0, 7), Page: r.MoreInPerson}, directory.ErrCursor},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := s.Search(context.Background(), tt.q); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if _, err := s.Ascending(tt.q); tt.q.Page == "" && !errors.Is(err, tt.want) {
				t.Errorf("Ascending: error %v, want %v", err, tt.want)
			}
		})
	}
	t.Run("V8 a cursor is the same for every place", func(t *testing.T) {
		other := search(t, s, directory.Query{Near: earth.LatLng(46.87, -96.79), Now: now, Limit: 1})
		if r.MoreInPerson == "" || other.MoreInPerson != r.MoreInPerson {
			t.Errorf("%q and %q", r.MoreInPerson, other.MoreInPerson)
		}
	})
}

func FuzzCursor(f *testing.F) {
	s := snapshot(f, jacksonville()...)
	q := directory.Query{Near: orangePark, Now: time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC), Limit: 1}
	f.Add(string(search(f, s, q).MoreInPerson))
	f.Add("cAAAAAEXFJK-_8CAAA")
	f.Fuzz(func(t *testing.T, page string) {
		q := q
		q.Page = directory.Cursor(page)
		r, err := s.Search(context.Background(), q)
		if err != nil && !errors.Is(err, directory.ErrCursor) {
			t.Error(err)
		}
		if page != "" && len(r.InPerson)+len(r.Remote) > 1 {
			t.Errorf("%d hits on a page of one", len(r.InPerson)+len(r.Remote))
		}
	})
}

// roads is an engine whose roads wind more or less, by the place they lead to.
type roads struct{ pairs int }

func (r *roads) trip(from, to earth.Point) (metres, seconds float64) {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, to)
	wind := float64(h.Sum64()%1000) / 1000
	metres = from.Distance(to).Metres() * (1.05 + wind)
	return metres, metres / (30 - 15*wind)
}

func (r *roads) Table(_ context.Context, from, to []earth.Point, _ travel.Options) (travel.Result, error) {
	t := travel.Result{From: len(from), To: len(to)}
	for _, a := range from {
		for _, b := range to {
			m, s := r.trip(a, b)
			t.Metres, t.Seconds = append(t.Metres, float32(m)), append(t.Seconds, float32(s))
			r.pairs++
		}
	}
	return t, nil
}

func (r *roads) Limits() travel.Limits { return travel.Limits{} }

func TestNearestByRoad(t *testing.T) {
	entities := country(3000)
	s := snapshot(t, entities...)
	asked, there := 0, 0
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 7))
		q := directory.Query{Near: earth.LatLng(26+22*rng.Float64(), -123+55*rng.Float64()), Now: time.Date(2026, 3, 3, 12+rng.IntN(12), 0, 0, 0, time.UTC),
			StartsWithin: time.Duration(2+rng.IntN(40)) * time.Hour, Late: 5 * time.Minute, Filter: directory.Filter{Programs: []string{"connection", "wrap"}}}
		engine := &roads{}

		// All that a person may be in time for, and the whole table.
		q.Drive = func(earth.Distance) time.Duration { return 0 }
		all, err := s.Ascending(q)
		if err != nil {
			t.Fatal(err)
		}
		var hits []directory.Hit
		var want []string
		var seconds []float64
		for h := range all {
			hits = append(hits, h)
			_, sec := engine.trip(q.Near, h.Listing.Place.Point)
			sec = float64(float32(sec))
			if _, ok, _ := s.Next(q, h.Listing.ID, q.Now.Add(time.Duration(sec*float64(time.Second))-q.Late)); ok {
				want, seconds = append(want, h.Listing.ID), append(seconds, sec)
			}
		}
		order := make([]int, len(want))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(seconds[i], seconds[j]) })
		var best []string
		for _, i := range order[:min(len(order), 5)] {
			best = append(best, want[i])
		}

		found, err := travel.Nearest(t.Context(), engine, q.Near, candidates(hits), travel.NearestOptions{K: 5, MaxPairs: math.MaxInt32, Keep: func(w travel.Way) bool {
			_, ok, _ := s.Next(q, hits[w.Item].Listing.ID, q.Now.Add(w.Trip.Time-q.Late))
			return ok
		}})
		if err != nil || !found.Proven {
			t.Fatal(err, found.Proven)
		}
		var got []string
		for _, w := range found.Ways {
			got = append(got, hits[w.Item].Listing.ID)
		}
		if strings.Join(got, " ") != strings.Join(best, " ") {
			t.Errorf("D3 seed %d: %v, want %v", seed, got, best)
		}
		asked, there = asked+engine.pairs, there+len(hits)
	}
	if asked > there/2 {
		t.Errorf("asked for %d pairs of %d", asked, there)
	}
}

func candidates(hits []directory.Hit) func(func(travel.Candidate) bool) {
	return func(yield func(travel.Candidate) bool) {
		for i, h := range hits {
			if !yield(travel.Candidate{Item: i, Point: h.Listing.Place.Point}) {
				return
			}
		}
	}
}

func TestAscending(t *testing.T) {
	w := world{rand.New(rand.NewPCG(4, 4))}
	for range 40 {
		s := snapshot(t, w.directory(40)...)
		q := w.query()
		q.Limit, q.Order = 1000, directory.ByDistance
		all, err := s.Ascending(q)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for h := range all {
			got = append(got, h.Listing.ID)
			m, ok, err := s.Next(q, h.Listing.ID, h.Next.Start())
			if err != nil || !ok || h.Next.Status != 0 && !m.Start().Equal(h.Next.Start()) {
				t.Errorf("next of %s is %v, %v, want %v", h.Listing.ID, m, err, h.Next)
			}
		}
		r := search(t, s, q)
		slices.SortStableFunc(r.InPerson, func(a, b directory.Hit) int {
			if a.Distance != b.Distance {
				return 0
			}
			return strings.Compare(a.Listing.ID, b.Listing.ID)
		})
		want = strings.Fields(ids(r.InPerson))
		if diff := gocmp.Diff(want, got); diff != "" && len(want) > 0 {
			t.Errorf("%+v (-search +ascending):\n%s", q, diff)
		}
	}
	t.Run("it can be left", func(t *testing.T) {
		all, err := snapshot(t, jacksonville()...).Ascending(directory.Query{Near: orangePark, Now: at(t, "2022-06-01T12:00:00Z")})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for range all {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%d hits", n)
		}
	})
}

func TestSearchTogether(t *testing.T) {
	w := world{rand.New(rand.NewPCG(8, 8))}
	s := snapshot(t, w.directory(80)...)
	queries := make([]directory.Query, 40)
	want := make([]string, len(queries))
	answer := func(q directory.Query) string {
		r, err := s.Search(context.Background(), q)
		return fmt.Sprint(ids(r.InPerson), ids(r.Remote), r.Remotes, ids(r.Unplaced), len(r.CrisisLines), err)
	}
	for i := range queries {
		queries[i] = w.query()
		want[i] = answer(queries[i])
	}
	var running sync.WaitGroup
	for first := range 4 {
		running.Go(func() {
			for n := range 3 * len(queries) { // hours and languages change all the time
				i := (first*7 + n) % len(queries)
				if got := answer(queries[i]); got != want[i] {
					t.Errorf("%s, alone it was %s", got, want[i])
				}
			}
		})
	}
	running.Wait()
}
