package directory_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// country returns a directory of n offerings, scattered in clusters over the
// lower 48 states, of the kinds and schedules that groups have. A tenth is
// online, a fiftieth in Spanish.
func country(n int) []directory.Entity {
	rng := rand.New(rand.NewPCG(1, 2))
	orgs := max(n/20, 1)
	zones := []string{"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"}
	entities := make([]directory.Entity, 0, 2*n+orgs)
	centers := make([]earth.Point, orgs)
	for i := range orgs {
		centers[i] = earth.LatLng(26+22*rng.Float64(), -123+55*rng.Float64())
		entities = append(entities, directory.Organization{ID: fmt.Sprintf("org%06d", i), Name: "Affiliate", State: "FL",
			Zone: zones[i%len(zones)], Holidays: schedule.USFederal(schedule.Observed)})
	}
	programs := []string{"connection", "family-support-group", "dbsa", "wrap", "smart-recovery"}
	for i := range n {
		org := i % orgs
		o := directory.Offering{ID: fmt.Sprintf("o%07d", i), Program: programs[rng.IntN(len(programs))], Organization: fmt.Sprintf("org%06d", org),
			Series: []schedule.Series{{Rule: schedule.Weekly(time.Weekday(rng.IntN(7))), First: d("2022-01-01"),
				Start: schedule.MustClock(fmt.Sprintf("%02d:00", 9+rng.IntN(11))), Length: 90 * time.Minute, OnHoliday: schedule.Skip}}}
		if rng.IntN(3) == 0 {
			o.Series[0].Rule = schedule.NthWeekdays(time.Weekday(rng.IntN(7)), 1+rng.IntN(2), 3+rng.IntN(2))
		}
		if rng.IntN(50) == 0 {
			o.Languages = []string{"es"}
		}
		if rng.IntN(10) == 0 {
			o.Mode = program.ModeOnline
		} else {
			o.Venue = "v" + o.ID
			entities = append(entities, directory.Venue{ID: o.Venue, Name: "Venue",
				Point: earth.LatLng(centers[org].Lat()+rng.NormFloat64()*0.2, centers[org].Lng()+rng.NormFloat64()*0.2)})
		}
		entities = append(entities, o)
	}
	return entities
}

func BenchmarkNewSnapshot(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		entities := country(n)
		b.Run(fmt.Sprintf("offerings=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				snapshot(b, entities...)
			}
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	queries := map[string]directory.Filter{
		"no filter": {},
		"three filters": {Days: []time.Weekday{time.Tuesday}, Programs: []string{"connection"},
			From: schedule.MustClock("17:00")},
	}
	for _, n := range []int{1_000, 100_000} {
		s := snapshot(b, country(n)...)
		rng := rand.New(rand.NewPCG(3, 4))
		for name, filter := range queries {
			b.Run(fmt.Sprintf("offerings=%d/%s", n, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					q := directory.Query{Near: earth.LatLng(26+22*rng.Float64(), -123+55*rng.Float64()), Within: 50 * earth.Mile,
						Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), Limit: 10, Filter: filter}
					if _, err := s.Search(context.Background(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkSearchInANewHour is the first search of each hour, which works out
// what is next online.
func BenchmarkSearchInANewHour(b *testing.B) {
	s := snapshot(b, country(100_000)...)
	q := directory.Query{Now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	for b.Loop() {
		q.Now = q.Now.Add(time.Hour)
		if _, err := s.Search(context.Background(), q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOneChange(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprintf("offerings=%d", n), func(b *testing.B) {
			store := memstore.New()
			entities := country(n)
			for i := 0; i < len(entities); i += directory.MaxBatchKeys {
				batch := directory.Batch{ID: fmt.Sprint(i)}
				for _, e := range entities[i:min(i+directory.MaxBatchKeys, len(entities))] {
					body, err := directory.Encode(e)
					if err != nil {
						b.Fatal(err)
					}
					batch.Writes = append(batch.Writes, directory.Write{Key: e.Key(), Body: body})
				}
				if _, err := store.Commit(context.Background(), batch); err != nil {
					b.Fatal(err)
				}
			}
			start := time.Now()
			dir, err := directory.Open(context.Background(), store, directory.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer dir.Close()
			loaded := time.Since(start)
			for _, change := range oneChange(dir) {
				b.Run(change.name, func(b *testing.B) {
					b.ReportAllocs()
					for i := 0; b.Loop(); i++ {
						c := change.next(i)
						c.If = directory.AnyRevision
						if _, err := dir.Commit(context.Background(), "", c); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			b.Logf("opened in %v", loaded)
		})
	}
}

// A commitChange is a way to change one record again and again.
type commitChange struct {
	name string
	next func(i int) directory.Change
}

func oneChange(dir *directory.Directory) []commitChange {
	get := func(kind, id string) directory.Entity {
		e, _, _ := dir.Get(directory.Key{Kind: kind, ID: id})
		return e
	}
	var o directory.Offering
	for i := 0; o.Venue == ""; i++ { // the first in person
		o = get(directory.KindOffering, fmt.Sprintf("o%07d", i)).(directory.Offering)
	}
	v := get(directory.KindVenue, o.Venue).(directory.Venue)
	org := get(directory.KindOrganization, o.Organization).(directory.Organization)
	return []commitChange{
		{"an offering", func(i int) directory.Change { o.Sequence++; return directory.Change{Put: o} }},
		{"a venue", func(i int) directory.Change { v.Sequence++; return directory.Change{Put: v} }},
		{"an organization", func(i int) directory.Change { org.Sequence++; return directory.Change{Put: org} }},
		{"comes or goes", func(i int) directory.Change {
			o := o
			if o.ID = "new"; i%2 == 1 {
				return directory.Change{Delete: o.Key()}
			}
			return directory.Change{Put: o}
		}},
	}
}
