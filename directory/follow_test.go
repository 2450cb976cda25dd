package directory_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

func TestAgeOfTheData(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lost atomic.Value
		dir, err := directory.Open(t.Context(), failing(&lost), directory.Options{Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer dir.Close()
		age := func() time.Duration { return time.Since(dir.AsOf()) }
		time.Sleep(time.Hour)
		if age() > 2*time.Second {
			t.Errorf("nothing happens: the age is %v, want at most 2 s", age())
		}
		commit(t, dir, directory.Change{Put: directory.Venue{ID: "v", Name: "V"}})
		if age() > 0 {
			t.Errorf("just committed: the age is %v, want 0", age())
		}
		lost.Store(errLost)
		time.Sleep(time.Hour)
		if age() < time.Hour || age() > time.Hour+2*time.Second {
			t.Errorf("the store is away for an hour: the age is %v", age())
		}
		lost.Store(errNone)
		time.Sleep(10 * time.Second)
		if age() > 2*time.Second || dir.Trouble() != nil {
			t.Errorf("the store is back: the age is %v, trouble %v", age(), dir.Trouble())
		}
	})
	t.Run("without a clock there is none", func(t *testing.T) {
		if at := open(t, memstore.New(), directory.Options{}).AsOf(); !at.IsZero() {
			t.Errorf("as of %v", at)
		}
	})
}

// A switched is a store that can be replaced by another one, as in a failover.
type switched struct {
	atomic.Pointer[memstore.Store]
	lists atomic.Int64 // calls of List for a page from the start
}

func (s *switched) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	return s.Load().Commit(ctx, b)
}

func (s *switched) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	if after == (directory.Key{}) && limit > 1 {
		s.lists.Add(1)
	}
	return s.Load().List(ctx, after, limit)
}

func (s *switched) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	return s.Load().Changes(ctx, after, limit)
}

func (s *switched) Prune(ctx context.Context, before directory.Revision) error {
	return s.Load().Prune(ctx, before)
}

// venues returns a store with commits of one venue each.
func venues(t *testing.T, ids ...string) *memstore.Store {
	t.Helper()
	s := memstore.New()
	for _, id := range ids {
		put(t, s, map[directory.Key]string{{Kind: "venue", ID: id}: `{"id":"` + id + `","name":"V"}`})
	}
	return s
}

func TestFailover(t *testing.T) {
	begin := func(t *testing.T) (*switched, *directory.Directory) {
		s := &switched{}
		s.Store(venues(t, "a", "b", "c"))
		dir, err := directory.Open(t.Context(), s, directory.Options{})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		return s, dir
	}
	t.Run("a replica that lags for a second is waited for", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s, dir := begin(t)
			defer dir.Close()
			newest := s.Load()
			s.Store(venues(t, "a", "b"))
			time.Sleep(time.Second)
			if _, ok := dir.Snapshot().Place("c"); !ok || !errors.Is(dir.Trouble(), directory.ErrDiverged) {
				t.Errorf("meanwhile c is there: %v, trouble %v", ok, dir.Trouble())
			}
			s.Store(newest)
			time.Sleep(2 * time.Second)
			if dir.Trouble() != nil || s.lists.Load() != 1 {
				t.Errorf("trouble %v, loaded %d times, want once", dir.Trouble(), s.lists.Load())
			}
		})
	})
	t.Run("what does not come back is gone after two seconds", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s, dir := begin(t)
			defer dir.Close()
			s.Store(venues(t, "a", "b"))
			time.Sleep(2 * time.Second)
			if _, ok := dir.Snapshot().Place("c"); ok || dir.Trouble() != nil || dir.Head().Revision != 2 {
				t.Errorf("c is there: %v, trouble %v, head %v", ok, dir.Trouble(), dir.Head())
			}
		})
	})
	t.Run("another history as long or longer is taken at once", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s, dir := begin(t)
			defer dir.Close()
			s.Store(venues(t, "a", "b", "d", "e"))
			time.Sleep(100 * time.Millisecond)
			_, c := dir.Snapshot().Place("c")
			if _, d := dir.Snapshot().Place("d"); c || !d || dir.Trouble() != nil {
				t.Errorf("c is there: %v, d is there: %v, trouble %v", c, d, dir.Trouble())
			}
		})
	})
}

// A hung store never answers Changes while it hangs.
type hung struct {
	directory.Store
	hangs atomic.Bool
}

func (h *hung) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	if h.hangs.Load() {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return h.Store.Changes(ctx, after, limit)
}

func TestAStoreThatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hung{Store: venues(t, "a")}
		dir, err := directory.Open(t.Context(), h, directory.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer dir.Close()
		h.hangs.Store(true)
		time.Sleep(15 * time.Second)
		if dir.Trouble() == nil {
			t.Error("it is no trouble")
		}
		if _, _, ok := dir.Get(directory.Key{Kind: "venue", ID: "a"}); !ok {
			t.Error("what was loaded cannot be read")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := dir.Commit(ctx, "", directory.Change{Put: directory.Venue{ID: "b", Name: "B"}}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a commit with a deadline: %v", err)
		}
		h.hangs.Store(false)
		time.Sleep(30 * time.Second)
		if _, ok := dir.Snapshot().Place("b"); !ok || dir.Trouble() != nil {
			t.Errorf("it answers again: b is there: %v, trouble %v", ok, dir.Trouble())
		}
	})
}

// TestWritersWithoutAPause has commits come faster than they are asked for.
func TestWritersWithoutAPause(t *testing.T) {
	store := memstore.New()
	n := 0
	endless := &storetest.Faulty{Store: store, Fault: func(c storetest.Call) storetest.Fault {
		if c.Method == "Changes" && n < 20_000 {
			n++
			_, _ = store.Commit(context.Background(), directory.Batch{ID: fmt.Sprint(n), Writes: []directory.Write{
				{Key: directory.Key{Kind: "venue", ID: "v"}, If: directory.AnyRevision, Body: fmt.Appendf(nil, `{"id":"v","name":"%d"}`, n)}}})
		}
		return storetest.Fault{}
	}}
	dir := open(t, endless, directory.Options{})
	seen := map[string]bool{}
	for p := (directory.Place{}); p.Name != "20000"; p, _ = dir.Snapshot().Place("v") {
		seen[p.Name] = true
		time.Sleep(time.Millisecond)
	}
	if len(seen) < 3 {
		t.Errorf("seen on the way were %d states, want some", len(seen))
	}
}

func TestEightWritersAndFourFollowers(t *testing.T) {
	store := memstore.New()
	var followers []*directory.Directory
	for range 4 {
		followers = append(followers, open(t, store, directory.Options{}))
	}
	const writers, each = 8, 50
	var running sync.WaitGroup
	for w := range writers {
		running.Go(func() {
			dir := followers[w%len(followers)]
			for i := range each {
				change := directory.Change{Put: directory.Venue{ID: fmt.Sprint(i), Name: fmt.Sprint(w)}, If: directory.AnyRevision}
				if _, err := dir.Commit(t.Context(), "", change); err != nil {
					t.Error(err)
				}
			}
		})
	}
	running.Wait()
	for i, f := range followers {
		for f.Head().Revision < writers*each {
			time.Sleep(time.Millisecond)
		}
		if f.Head() != followers[0].Head() {
			t.Errorf("follower %d is at %v, the first at %v", i, f.Head(), followers[0].Head())
		}
		for v := range each {
			mine, _ := f.Snapshot().Place(fmt.Sprint(v))
			if first, _ := followers[0].Snapshot().Place(fmt.Sprint(v)); mine.Name != first.Name {
				t.Errorf("venue %d is of writer %s for follower %d, and of %s for the first", v, mine.Name, i, first.Name)
			}
		}
	}
}
