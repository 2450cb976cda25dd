package directory_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
	"github.com/withinreach/withinreach/program"
)

// region is n offerings at as many venues, in no order, with organizations that
// follow one another.
func region(n int) []directory.Change {
	var changes []directory.Change
	for i := range n {
		changes = append(changes, puts(
			directory.Organization{ID: fmt.Sprint("o", i), Name: "O", Successor: fmt.Sprint("o", i+1), Zone: "America/New_York"},
			directory.Venue{ID: fmt.Sprint("v", i), Name: "V"},
			directory.Offering{ID: fmt.Sprint("g", i), Name: "G", Organization: fmt.Sprint("o", i), Venue: fmt.Sprint("v", i), Mode: program.ModeInPerson})...)
	}
	changes = append(changes, puts(directory.Organization{ID: fmt.Sprint("o", n), Name: "O"})...)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
	return changes
}

func TestImport(t *testing.T) {
	const n = 150
	count := func(s *directory.Snapshot) (all int) {
		for range s.Listings("") {
			all++
		}
		return all
	}
	t.Run("more than a batch becomes visible in parts that make sense", func(t *testing.T) {
		dir := open(t, memstore.New(), directory.Options{})
		head, err := dir.Import(t.Context(), "i", region(n)...)
		if err != nil {
			t.Fatal(err)
		}
		if got := count(dir.Snapshot()); got != n || len(dir.Problems()) > 0 || head.Revision < 5 {
			t.Errorf("%d listings, problems %v, head %v", got, dir.Problems(), head)
		}
		again, err := dir.Import(t.Context(), "i", region(n)...)
		if err != nil || again != head || dir.Head() != head {
			t.Errorf("imported again: %v, %v, want %v", again, err, head)
		}
		t.Run("deletions come after what they would break", func(t *testing.T) {
			var gone []directory.Change
			for _, c := range region(n) {
				if c.Put.Key().Kind != directory.KindOrganization {
					gone = append(gone, directory.Change{Delete: c.Put.Key(), If: directory.AnyRevision})
				}
			}
			for i := range n + 1 { // each before its successor
				k := directory.Key{Kind: directory.KindOrganization, ID: fmt.Sprint("o", i)}
				gone = append([]directory.Change{{Delete: k, If: directory.AnyRevision}}, gone...)
			}
			slices.Reverse(gone)
			if _, err := dir.Import(t.Context(), "gone", gone...); err != nil {
				t.Fatal(err)
			}
			if got := count(dir.Snapshot()); got != 0 {
				t.Errorf("%d listings are left", got)
			}
		})
	})
	t.Run("wherever it stops, importing again ends it and writes nothing twice", func(t *testing.T) {
		clean := open(t, memstore.New(), directory.Options{})
		want, err := clean.Import(t.Context(), "i", region(n)...)
		if err != nil {
			t.Fatal(err)
		}
		for stop := int64(1); stop <= int64(want.Revision); stop++ {
			for name, fault := range map[string]storetest.Fault{"before": {Err: errLost}, "after": {Late: errLost}} {
				var commits atomic.Int64
				dir := open(t, &storetest.Faulty{Store: memstore.New(), Fault: func(c storetest.Call) storetest.Fault {
					if c.Method == "Commit" && commits.Add(1) == stop {
						return fault
					}
					return storetest.Fault{}
				}}, directory.Options{})
				if _, err := dir.Import(t.Context(), "i", region(n)...); !errors.Is(err, errLost) {
					t.Fatalf("stopped %s part %d: error is %v", name, stop, err)
				}
				got, err := dir.Import(t.Context(), "i", region(n)...)
				if err != nil || got != want || dir.Head() != want {
					t.Errorf("stopped %s part %d: %v, %v, want %v", name, stop, got, err, want)
				}
			}
		}
	})
	t.Run("a part that is refused is named, and ends it", func(t *testing.T) {
		dir := open(t, memstore.New(), directory.Options{})
		var re *directory.RecordError
		_, err := dir.Import(t.Context(), "i", directory.Change{Put: directory.Offering{ID: "x", Name: "X", Organization: "nobody", Mode: program.ModeOnline}})
		if !errors.As(err, &re) || dir.Head() != (directory.Head{}) {
			t.Error(err)
		}
		if _, err := dir.Import(t.Context(), "", region(1)...); !errors.Is(err, directory.ErrInvalid) {
			t.Error(err)
		}
	})
}

func TestARepeatedCommitWithReferences(t *testing.T) {
	dir := open(t, memstore.New(), directory.Options{})
	commit(t, dir, puts(directory.Organization{ID: "o", Name: "O"}, directory.Venue{ID: "v", Name: "V"})...)
	group := func(name string) directory.Change {
		return directory.Change{Put: directory.Offering{ID: "g", Name: name, Organization: "o", Venue: "v"}}
	}
	first, err := dir.Commit(t.Context(), "once", group("Group"))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := dir.Commit(t.Context(), "once", group("Group")); err != nil || again != first {
		t.Errorf("%v, %v, want %v", again, err, first)
	}
	if _, err := dir.Commit(t.Context(), "once", group("Another")); !errors.Is(err, directory.ErrInvalid) {
		t.Errorf("another change with the same id: error is %v, want %v", err, directory.ErrInvalid)
	}
}
