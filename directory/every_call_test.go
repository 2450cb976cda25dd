package directory_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

// TestEachCallFailsInTurn runs an editor's session on a store of which the first call
// fails, then one of which the second does, and so on until none is left to fail. The
// editor tries again what failed, with the same id. Nothing may be lost or come twice.
func TestEachCallFailsInTurn(t *testing.T) {
	session := func(s directory.Store) (err error) {
		var dir *directory.Directory
		again := func(do func() error) {
			for tries := 0; err == nil; tries++ {
				trouble := do()
				if trouble == nil {
					return
				}
				if !errors.Is(trouble, errLost) || tries > 3 {
					err = trouble
				}
			}
		}
		again(func() (err error) {
			dir, err = directory.Open(t.Context(), s, directory.Options{})
			return err
		})
		if err != nil {
			return err
		}
		defer dir.Close()
		step := func(id string, changes ...directory.Change) {
			again(func() error { _, err := dir.Commit(t.Context(), id, changes...); return err })
		}
		step("1", puts(directory.Organization{ID: "o", Name: "O"}, directory.Venue{ID: "v", Name: "Old hall"})...)
		step("2", directory.Change{Put: directory.Venue{ID: "v", Name: "New hall"}, If: 1})
		step("3", directory.Change{Put: directory.Offering{ID: "g", Name: "Group", Organization: "o", Venue: "v"}})
		step("4", puts(directory.Venue{ID: "w", Name: "Attic"})...)
		again(func() error {
			_, err := dir.Import(t.Context(), "5", puts(directory.Venue{ID: "x", Name: "X"}, directory.Venue{ID: "y", Name: "Y"})...)
			return err
		})
		again(func() error {
			_, err := dir.Forget(t.Context(), "6", directory.Change{Delete: directory.Key{Kind: "venue", ID: "w"}, If: directory.AnyRevision})
			return err
		})
		return err
	}
	clean := memstore.New()
	if err := session(clean); err != nil {
		t.Fatal(err)
	}
	want := withoutHistory(bodies(t, clean))
	for name, fault := range map[string]storetest.Fault{"the call is not made": {Err: errLost}, "the answer is lost": {Late: errLost}} {
		t.Run(name, func(t *testing.T) {
			var store *memstore.Store
			rounds := storetest.EachCall(fault, func() directory.Store {
				store = memstore.New()
				return store
			}, func(n int, f *storetest.Faulty) {
				if err := session(f); err != nil {
					t.Errorf("call %d: %v", n, err)
				}
				if diff := cmp.Diff(want, withoutHistory(bodies(t, store))); diff != "" {
					t.Errorf("call %d: records (-want +got):\n%s", n, diff)
				}
				page, err := store.List(t.Context(), directory.Key{}, 1)
				if commits := page.Head.Revision; err != nil || commits < 7 || commits > 8 {
					t.Errorf("call %d: %d commits, want 6 and one or two that prune; error %v", n, commits, err)
				}
			})
			if rounds < 15 {
				t.Errorf("only %d calls failed", rounds)
			}
		})
	}
}

// withoutHistory leaves out where history begins, which depends on how often was tried.
func withoutHistory(m map[directory.Key]string) map[directory.Key]string {
	delete(m, directory.Key{Kind: "history", ID: "start"})
	return m
}
