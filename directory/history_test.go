package directory_test

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/program"
)

// told is a history in one line an edit, such as "3: venue v: A -> B".
func told(t *testing.T, steps iter.Seq2[directory.Step, error]) []string {
	t.Helper()
	var lines []string
	for s, err := range steps {
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range s.Edits {
			lines = append(lines, fmt.Sprintf("%d: %s %s: %s -> %s", s.Head.Revision, e.Key.Kind, e.Key.ID, name(e.Before), name(e.After)))
		}
	}
	return lines
}

func name(v directory.Version) string {
	switch e := v.Entity.(type) {
	case directory.Organization:
		return e.Name
	case directory.Venue:
		return e.Name
	case directory.Offering:
		return e.Name
	case directory.Opaque:
		return string(e.Body)
	}
	if v.Unknown {
		return "?"
	}
	return "none"
}

// edited returns a directory with a history of five commits.
func edited(t *testing.T, s directory.Store) *directory.Directory {
	t.Helper()
	dir := open(t, s, directory.Options{})
	commit(t, dir, puts(directory.Organization{ID: "o", Name: "O"}, directory.Venue{ID: "v", Name: "Old hall"})...)
	commit(t, dir, directory.Change{Put: directory.Venue{ID: "v", Name: "New hall"}, If: 1})
	commit(t, dir, directory.Change{Put: directory.Offering{ID: "g", Name: "Group", Organization: "o", Venue: "v"}})
	commit(t, dir, directory.Change{Put: directory.Venue{ID: "w", Name: "Attic"}})
	commit(t, dir, directory.Change{Delete: directory.Key{Kind: "venue", ID: "w"}, If: 4})
	return dir
}

var hall = directory.Key{Kind: "venue", ID: "v"}

func TestHistory(t *testing.T) {
	store := memstore.New()
	dir := edited(t, store)
	t.Run("V16 tells what each commit did, and nothing of records written again as they were", func(t *testing.T) {
		want := []string{
			"1: organization o: none -> O", "1: venue v: none -> Old hall",
			"2: venue v: Old hall -> New hall",
			"3: offering g: none -> Group",
			"4: venue w: none -> Attic",
			"5: venue w: Attic -> none",
		}
		if diff := cmp.Diff(want, told(t, dir.History(t.Context()))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("of one record", func(t *testing.T) {
		want := []string{"1: venue v: none -> Old hall", "2: venue v: Old hall -> New hall"}
		if diff := cmp.Diff(want, told(t, dir.History(t.Context(), hall))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("V4 private kinds are in it only for those who asked", func(t *testing.T) {
		private := open(t, store, directory.Options{Private: true})
		commit(t, private, directory.Change{Put: directory.Credential{Offering: "g", Link: directory.NewSecret("https://example.com/j/1")}})
		link := directory.Key{Kind: directory.KindCredential, ID: "g"}
		if n := len(told(t, dir.History(t.Context(), link))); n != 0 {
			t.Errorf("%d edits", n)
		}
		if n := len(told(t, private.History(t.Context(), link))); n != 1 {
			t.Errorf("%d edits with Options.Private, want 1", n)
		}
	})
	t.Run("begins later once it was pruned, and says what it no longer knows", func(t *testing.T) {
		if err := dir.Prune(t.Context(), 5); err != nil {
			t.Fatal(err)
		}
		commit(t, dir, directory.Change{Put: directory.Venue{ID: "v", Name: "Town hall"}, If: directory.AnyRevision})
		want := []string{"5: venue w: ? -> none", "6: offering g: ? -> Group", "8: venue v: ? -> Town hall"}
		if diff := cmp.Diff(want, told(t, dir.History(t.Context()))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("a store that others pruned gives ErrCompacted", func(t *testing.T) {
		if err := store.Prune(t.Context(), 8); err != nil {
			t.Fatal(err)
		}
		for _, err := range dir.History(t.Context()) {
			if !errors.Is(err, directory.ErrCompacted) {
				t.Errorf("error is %v, want %v", err, directory.ErrCompacted)
			}
		}
	})
}

func TestUndo(t *testing.T) {
	undo := func(t *testing.T, dir *directory.Directory, at directory.Revision, want error) {
		t.Helper()
		was := dir.Head()
		_, err := dir.Undo(t.Context(), "", at)
		if !errors.Is(err, want) {
			t.Errorf("undo of revision %d: error is %v, want %v", at, err, want)
		}
		if (err == nil) == (dir.Head() == was) {
			t.Errorf("undo of revision %d: error %v, but head %v after %v", at, err, dir.Head(), was)
		}
	}
	shown := func(t *testing.T, dir *directory.Directory, venue, want string) {
		t.Helper()
		if p, _ := dir.Snapshot().Place(venue); p.Name != want {
			t.Errorf("venue %s is %q, want %q", venue, p.Name, want)
		}
	}
	t.Run("a change becomes what was before, also where references were guarded since", func(t *testing.T) {
		dir := edited(t, memstore.New())
		undo(t, dir, 2, nil)
		shown(t, dir, "v", "Old hall")
		undo(t, dir, 6, nil) // the undo
		shown(t, dir, "v", "New hall")
	})
	t.Run("what was deleted is back, what was created is gone", func(t *testing.T) {
		dir := edited(t, memstore.New())
		undo(t, dir, 5, nil)
		shown(t, dir, "w", "Attic")
		undo(t, dir, 6, nil)
		shown(t, dir, "w", "")
	})
	t.Run("what was changed since is a conflict", func(t *testing.T) {
		dir := edited(t, memstore.New())
		commit(t, dir, directory.Change{Put: directory.Venue{ID: "v", Name: "Third hall"}, If: directory.AnyRevision})
		undo(t, dir, 2, directory.ErrConflict)
		undo(t, dir, 4, directory.ErrConflict)
	})
	t.Run("what would break a reference is refused", func(t *testing.T) {
		dir := edited(t, memstore.New())
		var re *directory.RecordError
		if _, err := dir.Undo(t.Context(), "", 1); !errors.Is(err, directory.ErrConflict) {
			t.Error(err)
		}
		commit(t, dir, puts(directory.Organization{ID: "p", Name: "P"})...)
		at := dir.Head().Revision
		commit(t, dir, puts(directory.Offering{ID: "h", Name: "H", Organization: "p", Mode: program.ModeOnline})...)
		if _, err := dir.Undo(t.Context(), "", at); !errors.As(err, &re) {
			t.Errorf("error is %v, want a RecordError", err)
		}
	})
	t.Run("there must be such a commit", func(t *testing.T) {
		dir := edited(t, memstore.New())
		undo(t, dir, 0, directory.ErrInvalid)
		undo(t, dir, 99, directory.ErrInvalid)
	})
	t.Run("what was pruned cannot come back", func(t *testing.T) {
		dir := edited(t, memstore.New())
		if err := dir.Prune(t.Context(), 5); err != nil {
			t.Fatal(err)
		}
		undo(t, dir, 2, directory.ErrCompacted)
		undo(t, dir, 5, directory.ErrCompacted)
	})
}

func TestRevert(t *testing.T) {
	dir := edited(t, memstore.New())
	_, at, _ := dir.Get(hall)
	if _, err := dir.Revert(t.Context(), "", hall, 1, 2); !errors.Is(err, directory.ErrConflict) {
		t.Errorf("of a revision that is no longer the newest: %v", err)
	}
	head, err := dir.Revert(t.Context(), "", hall, 1, at)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := dir.Snapshot().Place("v"); p.Name != "Old hall" {
		t.Errorf("it is %q", p.Name)
	}
	if _, err := dir.Revert(t.Context(), "", hall, 5, head.Revision); err != nil {
		t.Fatal(err)
	}
	if p, _ := dir.Snapshot().Place("v"); p.Name != "New hall" {
		t.Errorf("it is %q", p.Name)
	}
	t.Run("to when it was not there", func(t *testing.T) {
		attic := directory.Key{Kind: "venue", ID: "w"}
		if _, err := dir.Revert(t.Context(), "", attic, 4, 0); err != nil {
			t.Fatal(err)
		}
		_, at, _ := dir.Get(attic)
		if _, err := dir.Revert(t.Context(), "", attic, 3, at); err != nil {
			t.Fatal(err)
		}
		if _, _, ok := dir.Get(attic); ok {
			t.Error("it is there")
		}
	})
}
