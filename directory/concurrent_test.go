package directory_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

// TestForgetBesideOthers forgets while others edit the same records, undo older
// commits and revert records. Whoever builds on what was there before gets a
// conflict, so none of them brings it back.
func TestForgetBesideOthers(t *testing.T) {
	const secret, groups = "Rosalind", 12
	store := memstore.New()
	editor := open(t, store, directory.Options{})
	key := func(i int) directory.Key { return directory.Key{Kind: "group", ID: fmt.Sprint("g", i)} }
	group := func(i int, led, note string) directory.Opaque {
		return directory.Opaque{Kind: "group", ID: key(i).ID, Body: fmt.Appendf(nil, `{"id":%q,"led_by":%q,"note":%q}`, key(i).ID, led, note)}
	}
	for i := range groups {
		commit(t, editor, directory.Change{Put: group(i, secret, "")})
		commit(t, editor, directory.Change{Put: group(i, secret, "first"), If: directory.AnyRevision})
	}
	expected := func(err error) bool {
		return err == nil || errors.Is(err, directory.ErrConflict) || errors.Is(err, directory.ErrCompacted) || errors.Is(err, directory.ErrInvalid)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	done := make(chan struct{})
	var others sync.WaitGroup
	run := func(work func(n int) error) {
		others.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				select {
				case <-done:
					return
				default:
				}
				if err := work(n); !expected(err) {
					t.Error(err)
				}
			}
		})
	}
	for w := range 2 {
		dir := open(t, &storetest.Faulty{Store: store, Fault: func(c storetest.Call) storetest.Fault {
			if c.Method == "Commit" { // so that much happens between reading and writing
				return storetest.Fault{Delay: 3 * time.Millisecond}
			}
			return storetest.Fault{}
		}}, directory.Options{})
		run(func(n int) error { // keeps all that it does not edit
			e, at, ok := dir.Get(key(n % groups))
			if !ok || len(e.(directory.Opaque).Body) > 200 {
				return nil
			}
			o := e.(directory.Opaque)
			o.Body = bytes.Replace(o.Body, []byte(`"note":"`), fmt.Appendf(nil, `"note":"%d`, w), 1)
			_, err := dir.Commit(ctx, "", directory.Change{Put: o, If: at})
			return err
		})
		run(func(n int) error {
			_, err := dir.Undo(ctx, "", directory.Revision(1+n%(2*groups)))
			return err
		})
		run(func(n int) error {
			_, at, _ := dir.Get(key(n % groups))
			_, err := dir.Revert(ctx, "", key(n%groups), 2*groups, at)
			return err
		})
	}
	for i := range groups {
		time.Sleep(5 * time.Millisecond)
		if _, err := editor.Forget(ctx, fmt.Sprint("forget ", i), directory.Change{Put: group(i, "somebody", ""), If: directory.AnyRevision}); err != nil {
			t.Error(err)
		}
	}
	time.Sleep(20 * time.Millisecond)
	close(done)
	others.Wait()
	if _, err := editor.Forget(t.Context(), "the last", directory.Change{Put: group(groups, "somebody", "")}); err != nil {
		t.Error(err)
	}
	if knows(t, store, secret) {
		t.Error("somebody has brought back what was forgotten")
	}
	for i := range groups + 1 {
		if e, _, ok := editor.Get(key(i)); !ok || bytes.Contains(e.(directory.Opaque).Body, []byte(secret)) {
			t.Errorf("group %d: %v", i, e)
		}
	}
}

func TestCloseBesideCommits(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		store := memstore.New()
		dir, err := directory.Open(t.Context(), store, directory.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var writers sync.WaitGroup
		for w := range 4 {
			writers.Go(func() {
				for n := range 10 {
					if _, err := dir.Commit(t.Context(), "", directory.Change{Put: directory.Venue{ID: fmt.Sprint(w, "-", n), Name: "V"}}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 2 {
			writers.Go(dir.Close)
		}
		writers.Wait()
		if got := dir.Head().Revision; got != 40 {
			t.Errorf("revision %d is shown, want 40", got)
		}
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}

// A slowStore, once it is slow, answers no question before the context of the
// question ends, and then only after a while.
type slowStore struct {
	directory.Store
	slow, answered atomic.Bool
	asked          chan struct{}
}

func (s *slowStore) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	if !s.slow.Load() {
		return s.Store.Changes(ctx, after, limit)
	}
	s.asked <- struct{}{}
	<-ctx.Done()
	time.Sleep(10 * time.Millisecond)
	s.answered.Store(true)
	return nil, ctx.Err()
}

func TestCloseWaitsForTheLastAnswer(t *testing.T) {
	store := &slowStore{Store: memstore.New(), asked: make(chan struct{})}
	dir, err := directory.Open(t.Context(), store, directory.Options{})
	if err != nil {
		t.Fatal(err)
	}
	store.slow.Store(true)
	<-store.asked
	dir.Close()
	if !store.answered.Load() {
		t.Error("the store is asked still")
	}
}

func TestAnImportThatStoppedIsRepeatedAfterPruning(t *testing.T) {
	store := memstore.New()
	calls := 0
	dir := open(t, &storetest.Faulty{Store: store, Fault: func(c storetest.Call) storetest.Fault {
		if c.Method == "Commit" {
			if calls++; calls == 3 {
				return storetest.Fault{Err: errLost}
			}
		}
		return storetest.Fault{}
	}}, directory.Options{})
	changes := region(100)
	if _, err := dir.Import(t.Context(), "i", changes...); !errors.Is(err, errLost) {
		t.Fatal(err)
	}
	calls = 100
	if err := dir.Prune(t.Context(), dir.Head().Revision+1); err != nil {
		t.Fatal(err)
	}
	if _, err := dir.Import(t.Context(), "i", changes...); err != nil {
		t.Fatal(err)
	}
	if got := len(dir.Problems()); got != 0 {
		t.Errorf("%d problems", got)
	}
	for _, c := range changes {
		if _, _, ok := dir.Get(c.Put.Key()); !ok {
			t.Errorf("%s %q is not there", c.Put.Key().Kind, c.Put.Key().ID)
		}
	}
}

// A boaster acknowledges commits that it has not made.
type boaster struct{ directory.Store }

func (l boaster) Commit(context.Context, directory.Batch) (directory.Head, error) {
	return directory.Head{Revision: 1000}, nil
}

func TestACommitThatNeverShowsEndsWithItsContext(t *testing.T) {
	dir := open(t, boaster{memstore.New()}, directory.Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	head, err := dir.Commit(ctx, "", directory.Change{Put: directory.Venue{ID: "v", Name: "V"}})
	if !errors.Is(err, context.DeadlineExceeded) || head.Revision != 1000 {
		t.Errorf("head %v, error %v", head, err)
	}
	if len(dir.Problems()) > 0 || dir.Head().Revision != 0 {
		t.Errorf("it shows revision %d", dir.Head().Revision)
	}
}
