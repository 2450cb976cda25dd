package directory_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/schedule"
)

// TestManyChanges makes so many changes that the index is made anew, aside,
// while more changes come.
func TestManyChanges(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	venue := func(i int) directory.Venue {
		return directory.Venue{ID: fmt.Sprint(i), Name: "V", Point: earth.LatLng(30+10*rng.Float64(), -90+10*rng.Float64())}
	}
	const n, moved = 8_000, 1_200
	entities := []directory.Entity{directory.Organization{ID: "a", Name: "A", Zone: "America/New_York"}}
	for i := range n {
		entities = append(entities, venue(i), directory.Offering{ID: fmt.Sprint(i), Name: "Group", Organization: "a", Venue: fmt.Sprint(i),
			Series: []schedule.Series{weekly("", time.Monday, "18:00")}})
	}
	store := memstore.New()
	for part := range slices.Chunk(entities, directory.MaxBatchKeys) {
		batch := directory.Batch{ID: part[0].Key().Kind + part[0].Key().ID}
		for _, e := range part {
			body, err := directory.Encode(e)
			if err != nil {
				t.Fatal(err)
			}
			batch.Writes = append(batch.Writes, directory.Write{Key: e.Key(), Body: body})
		}
		if _, err := store.Commit(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	dir := open(t, store, directory.Options{})
	points := make([]earth.Point, moved)
	for i := range points {
		v := venue(i)
		points[i] = v.Point
		commit(t, dir, directory.Change{If: directory.AnyRevision, Put: v})
	}
	for i, p := range points {
		r := search(t, dir.Snapshot(), directory.Query{Near: p, Limit: 1, Now: at(t, "2022-06-01T12:00:00Z")})
		if ids(r.InPerson) != fmt.Sprint(i) || r.InPerson[0].Distance != 0 {
			t.Fatalf("group %d is not found where it has moved to, but %s", i, ids(r.InPerson))
		}
	}
}
