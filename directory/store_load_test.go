package directory_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

type state = map[directory.Key]directory.Record

// load returns what Load passes on: live records only, and how often it started.
func load(ctx context.Context, s directory.Store) (held state, head directory.Head, starts int, err error) {
	head, err = directory.Load(ctx, s,
		func() { held = make(state); starts++ },
		func(r directory.Record) error {
			if old := held[r.Key]; r.Revision <= old.Revision {
				return fmt.Errorf("%v at %d comes after %d", r.Key, r.Revision, old.Revision)
			}
			held[r.Key] = r
			return nil
		})
	maps.DeleteFunc(held, func(_ directory.Key, r directory.Record) bool { return r.Deleted })
	return held, head, starts, err
}

// A scribe commits to a store and remembers the live records of each revision.
type scribe struct {
	t      *testing.T
	s      directory.Store
	states []state // by revision
	head   directory.Head
}

func newScribe(t *testing.T) *scribe {
	return &scribe{t: t, s: memstore.New(), states: []state{{}}}
}

func (w *scribe) commit(writes ...directory.Write) {
	w.t.Helper()
	b := directory.Batch{ID: fmt.Sprint("b", len(w.states)), Writes: writes}
	for i := range b.Writes {
		b.Writes[i].If = directory.AnyRevision
	}
	next := maps.Clone(w.states[len(w.states)-1])
	for _, r := range b.After(w.head).Records {
		next[r.Key] = r
		if r.Deleted {
			delete(next, r.Key)
		}
	}
	w.states = append(w.states, next)
	var err error
	if w.head, err = w.s.Commit(w.t.Context(), b); err != nil {
		w.t.Fatal(err)
	}
}

func (w *scribe) set(id string) {
	w.commit(directory.Write{Key: venue(id), Body: []byte(fmt.Sprint(w.head.Revision))})
}
func (w *scribe) remove(id string) { w.commit(directory.Write{Key: venue(id), Delete: true}) }

func (w *scribe) prune() {
	if err := w.s.Prune(w.t.Context(), w.head.Revision+1); err != nil {
		w.t.Fatal(err)
	}
}

func (w *scribe) fill() {
	for _, id := range []string{"a", "c", "e", "g"} {
		w.set(id)
	}
	w.remove("c")
}

func TestLoad(t *testing.T) {
	t.Run("an empty store", func(t *testing.T) {
		held, head, starts, err := load(t.Context(), memstore.New())
		if len(held) != 0 || head != (directory.Head{}) || starts != 1 || err != nil {
			t.Errorf("%v, %v, %d starts, error %v", held, head, starts, err)
		}
	})
	t.Run("a store at rest", func(t *testing.T) {
		w := newScribe(t)
		w.fill()
		held, head, starts, err := load(t.Context(), w.s)
		if err != nil || head != w.head || starts != 1 {
			t.Errorf("%v, %d starts, error %v, want %v", head, starts, err, w.head)
		}
		if diff := cmp.Diff(w.states[head.Revision], held); diff != "" {
			t.Errorf("records (-want +got):\n%s", diff)
		}
	})
	t.Run("a store of several pages", func(t *testing.T) {
		w := newScribe(t)
		for i := range 30 {
			var writes []directory.Write
			for j := range 100 {
				writes = append(writes, directory.Write{Key: venue(fmt.Sprintf("%d-%d", j, i))})
			}
			w.commit(writes...)
		}
		held, head, _, err := load(t.Context(), w.s)
		if err != nil || head != w.head {
			t.Errorf("%v, error %v, want %v", head, err, w.head)
		}
		if diff := cmp.Diff(w.states[head.Revision], held); diff != "" {
			t.Errorf("records (-want +got):\n%s", diff)
		}
	})
}

// Whatever happens before whichever call, what was loaded is the state of the store
// at the head returned.
func TestLoadWhileOthersWrite(t *testing.T) {
	tests := []struct {
		name      string
		interfere func(w *scribe, call int)
	}{
		{"a record changes before its page", func(w *scribe, _ int) { w.set("g") }},
		{"a record changes after its page", func(w *scribe, _ int) { w.set("a") }},
		{"a record appears before the first", func(w *scribe, n int) { w.set(fmt.Sprint("A", n)) }},
		{"a record appears after the last", func(w *scribe, n int) { w.set(fmt.Sprint("z", n)) }},
		{"a record goes before its page", func(w *scribe, _ int) { w.remove("g") }},
		{"a record goes after its page", func(w *scribe, _ int) { w.remove("a") }},
		{"a record goes and comes", func(w *scribe, _ int) { w.remove("e"); w.set("e") }},
		{"a record comes and goes", func(w *scribe, _ int) { w.set("b"); w.remove("b") }},
		{"two records change together", func(w *scribe, _ int) {
			w.commit(directory.Write{Key: venue("a"), Delete: true}, directory.Write{Key: venue("g"), Body: []byte("!")})
		}},
		{"history is pruned", func(w *scribe, _ int) { w.prune() }},
		{"a record changes and history is pruned", func(w *scribe, _ int) { w.set("a"); w.prune() }},
		{"a record goes and its tombstone is pruned", func(w *scribe, _ int) { w.remove("g"); w.prune() }},
		{"the first record goes and its tombstone is pruned", func(w *scribe, _ int) { w.remove("a"); w.prune(); w.set("d") }},
	}
	for _, tt := range tests {
		for first := 1; first <= 9; first++ {
			for _, times := range []int{1, 3} {
				t.Run(fmt.Sprintf("%s, %d times from call %d on", tt.name, times, first), func(t *testing.T) {
					w := newScribe(t)
					w.fill()
					s := &storetest.Faulty{Store: w.s, Fault: func(c storetest.Call) storetest.Fault {
						if c.N >= first && c.N < first+times {
							tt.interfere(w, c.N)
						}
						return storetest.Fault{Short: true, Repeat: true}
					}}
					held, head, _, err := load(t.Context(), s)
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(w.states[head.Revision], held); diff != "" {
						t.Errorf("records at revision %d (-want +got):\n%s", head.Revision, diff)
					}
				})
			}
		}
	}
}

func TestLoadFails(t *testing.T) {
	cut := errors.New("cut")
	for _, late := range []bool{false, true} {
		for n, failed := 1, true; failed; n++ {
			t.Run(fmt.Sprintf("at call %d, late %t", n, late), func(t *testing.T) {
				w := newScribe(t)
				w.fill()
				failed = false
				s := &storetest.Faulty{Store: w.s, Fault: func(c storetest.Call) storetest.Fault {
					if c.N != n {
						return storetest.Fault{Short: true}
					}
					failed = true
					if late {
						return storetest.Fault{Late: cut}
					}
					return storetest.Fault{Err: cut}
				}}
				_, head, starts, err := load(t.Context(), s)
				if failed && (!errors.Is(err, cut) || head != (directory.Head{}) || starts != 1) {
					t.Errorf("%v, %d starts, error %v, want %v at once", head, starts, err, cut)
				}
				if !failed && err != nil {
					t.Errorf("error is %v, though no call failed", err)
				}
			})
		}
	}
	t.Run("with the error of apply", func(t *testing.T) {
		w := newScribe(t)
		w.fill()
		n := 0
		_, err := directory.Load(t.Context(), w.s, func() {}, func(directory.Record) error { n++; return cut })
		if err != cut || n != 1 {
			t.Errorf("error is %v after %d records, want %v after 1", err, n, cut)
		}
	})
	t.Run("with the error of its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, _, err := load(ctx, memstore.New()); !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v, want %v", err, context.Canceled)
		}
	})
}

// A liar is a store that breaks its promises to the loader.
type liar struct {
	directory.Store
	list    func(page directory.Page) directory.Page
	changes func(commits []directory.Commit) ([]directory.Commit, error)
}

func (l *liar) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	page, err := l.Store.List(ctx, after, limit)
	if l.list != nil {
		page = l.list(page)
	}
	return page, err
}

func (l *liar) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	commits, err := l.Store.Changes(ctx, after, limit)
	if l.changes != nil {
		return l.changes(commits)
	}
	return commits, err
}

func TestLoadGivesUp(t *testing.T) {
	older := func(page directory.Page) directory.Page { page.Head = directory.Head{}; return page }
	tests := []struct {
		name   string
		liar   liar
		is     error
		starts int
	}{
		{"when history is always pruned", liar{changes: func([]directory.Commit) ([]directory.Commit, error) {
			return nil, directory.ErrCompacted
		}}, directory.ErrCompacted, 10},
		{"when history always diverges", liar{changes: func([]directory.Commit) ([]directory.Commit, error) {
			return nil, directory.ErrDiverged
		}}, directory.ErrDiverged, 10},
		{"when changes never reach what was listed", liar{list: older, changes: func([]directory.Commit) ([]directory.Commit, error) {
			return nil, nil
		}}, directory.ErrDiverged, 10},
		{"when changes have a gap", liar{list: older, changes: func(commits []directory.Commit) ([]directory.Commit, error) {
			return commits[1:], nil
		}}, directory.ErrDiverged, 10},
		{"when changes are of another history", liar{list: older, changes: func(commits []directory.Commit) ([]directory.Commit, error) {
			commits[0].ID = "other"
			return commits, nil
		}}, directory.ErrDiverged, 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newScribe(t)
			w.fill()
			tt.liar.Store = w.s
			_, head, starts, err := load(t.Context(), &tt.liar)
			if !errors.Is(err, tt.is) || starts != tt.starts || head != (directory.Head{}) {
				t.Errorf("%v, %d starts, error %v, want %d starts, error %v", head, starts, err, tt.starts, tt.is)
			}
		})
	}
}

func TestLoadRefusesPagesThatNeverEnd(t *testing.T) {
	s := &liar{Store: memstore.New(), list: func(page directory.Page) directory.Page {
		page.Records = []directory.Record{{Key: venue("a"), Revision: 1}}
		return page
	}}
	n := 0
	_, err := directory.Load(t.Context(), s, func() {}, func(directory.Record) error {
		if n++; n > 10 {
			return errors.New("too many")
		}
		return nil
	})
	if want := `directory: load: venue "a" listed out of order`; err == nil || err.Error() != want {
		t.Errorf("error is %v after %d records, want %q", err, n, want)
	}
}

// A follower loads once and then waits and follows.
func ExampleLoad() {
	ctx := context.Background()
	store := memstore.New()
	wed, thu := directory.Key{Kind: "offering", ID: "wed"}, directory.Key{Kind: "offering", ID: "thu"}
	_, _ = store.Commit(ctx, directory.Batch{ID: "b1", Writes: []directory.Write{{Key: wed}, {Key: thu}}})

	var held map[directory.Key]directory.Record
	head, err := directory.Load(ctx, store,
		func() { held = make(map[directory.Key]directory.Record) },
		func(r directory.Record) error { held[r.Key] = r; return nil })
	fmt.Println(len(held), "records at revision", head.Revision, err)

	_, _ = store.Commit(ctx, directory.Batch{ID: "b2", Writes: []directory.Write{{Key: thu, If: 1, Delete: true}}})

	if err := directory.Wait(ctx, store, head, 0); err == nil {
		commits, err := store.Changes(ctx, head, 100)
		for _, c := range commits {
			for _, r := range c.Records {
				fmt.Println(r.Key.ID, "deleted:", r.Deleted, "at revision", r.Revision, err)
			}
		}
	}
	// Output:
	// 2 records at revision 1 <nil>
	// thu deleted: true at revision 2 <nil>
}
