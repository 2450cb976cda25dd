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
	"github.com/withinreach/withinreach/program"
)

func open(t testing.TB, s directory.Store, o directory.Options) *directory.Directory {
	t.Helper()
	dir, err := directory.Open(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dir.Close)
	return dir
}

func puts(entities ...directory.Entity) []directory.Change {
	var changes []directory.Change
	for _, e := range entities {
		changes = append(changes, directory.Change{Put: e})
	}
	return changes
}

func commit(t testing.TB, dir *directory.Directory, changes ...directory.Change) directory.Head {
	t.Helper()
	head, err := dir.Commit(t.Context(), "", changes...)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func TestDirectoryCommits(t *testing.T) {
	dir := open(t, memstore.New(), directory.Options{})
	head := commit(t, dir, puts(jacksonville()...)...)
	if head.Revision != 1 || dir.Head() != head {
		t.Errorf("head %v, shown %v", head, dir.Head())
	}
	if got := ids(search(t, dir.Snapshot(), directory.Query{Near: orangePark}).InPerson); got != "wed thu" {
		t.Errorf("found %s", got)
	}
	before := dir.Snapshot()
	wed := directory.Key{Kind: directory.KindOffering, ID: "wed"}
	e, at, ok := dir.Get(wed)
	if !ok || at != 1 {
		t.Fatal(e, at, ok)
	}
	o := e.(directory.Offering)
	o.Status = directory.Suspended
	commit(t, dir, directory.Change{Put: o, If: at})

	t.Run("a snapshot never changes", func(t *testing.T) {
		if got := ids(search(t, before, directory.Query{Near: orangePark}).InPerson); got != "wed thu" {
			t.Errorf("found %s", got)
		}
		if got := ids(search(t, dir.Snapshot(), directory.Query{Near: orangePark}).InPerson); got != "thu" {
			t.Errorf("found %s", got)
		}
	})
	t.Run("an edit of an old revision is a conflict", func(t *testing.T) {
		if _, err := dir.Commit(t.Context(), "", directory.Change{Put: o, If: at}); !errors.Is(err, directory.ErrConflict) {
			t.Error(err)
		}
	})
	t.Run("the same id is committed once", func(t *testing.T) {
		change := directory.Change{Put: directory.Venue{ID: "new", Name: "New"}}
		first, err := dir.Commit(t.Context(), "once", change)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := dir.Commit(t.Context(), "once", change); err != nil || again != first {
			t.Errorf("%v, %v, want %v", again, err, first)
		}
	})
	t.Run("what would break a reference is refused and changes nothing", func(t *testing.T) {
		was := dir.Head()
		var re *directory.RecordError
		_, err := dir.Commit(t.Context(), "", directory.Change{Delete: directory.Key{Kind: "venue", ID: "ymca"}, If: 1})
		if !errors.As(err, &re) || re.Key.ID != "thu" || dir.Head() != was {
			t.Error(err)
		}
		_, err = dir.Commit(t.Context(), "", directory.Change{Put: directory.Offering{ID: "bad", Organization: "jax"}})
		if !errors.As(err, &re) || dir.Head() != was {
			t.Error(err)
		}
	})
	t.Run("a deletion together with what refers to it", func(t *testing.T) {
		commit(t, dir, directory.Change{Delete: directory.Key{Kind: "venue", ID: "ymca"}, If: 1},
			directory.Change{Delete: directory.Key{Kind: "offering", ID: "thu"}, If: 1})
		if _, ok := dir.Snapshot().Listing("thu"); ok {
			t.Error("it is still there")
		}
	})
}

func TestDirectoryFollowsItsStore(t *testing.T) {
	store := memstore.New()
	a, b := open(t, store, directory.Options{}), open(t, store, directory.Options{})
	head := commit(t, a, puts(jacksonville()...)...)
	for b.Head() != head {
		time.Sleep(time.Millisecond)
	}
	if _, ok := b.Snapshot().Listing("wed"); !ok {
		t.Error("the follower does not show it")
	}
	t.Run("one that starts later loads everything", func(t *testing.T) {
		if got := open(t, store, directory.Options{}); got.Head() != head {
			t.Error(got.Head())
		}
	})
	t.Run("one whose history was pruned loads again", func(t *testing.T) {
		for i := range 50 {
			commit(t, a, directory.Change{Put: directory.Venue{ID: fmt.Sprint(i), Name: "V"}})
			if err := store.Prune(t.Context(), directory.Revision(i+3)); err != nil {
				t.Fatal(err)
			}
		}
		for b.Head() != a.Head() {
			time.Sleep(time.Millisecond)
		}
		if _, ok := b.Snapshot().Place("49"); !ok {
			t.Error("the last one is missing")
		}
	})
}

func TestNoWriteSkew(t *testing.T) {
	// One directory deletes a venue while another opens a group there. Each
	// is right about what it sees; together they must not both succeed.
	for range 20 {
		store := memstore.New()
		a, b := open(t, store, directory.Options{}), open(t, store, directory.Options{})
		head := commit(t, a, puts(directory.Organization{ID: "o", Name: "O"}, directory.Venue{ID: "v", Name: "V"})...)
		for b.Head() != head {
			time.Sleep(time.Millisecond)
		}
		var wg sync.WaitGroup
		errs := make([]error, 2)
		wg.Go(func() {
			_, errs[0] = a.Commit(t.Context(), "", directory.Change{Delete: directory.Key{Kind: "venue", ID: "v"}, If: 1})
		})
		wg.Go(func() {
			_, errs[1] = b.Commit(t.Context(), "", directory.Change{Put: directory.Offering{ID: "x", Name: "X", Organization: "o", Venue: "v"}})
		})
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("deleting: %v, opening: %v; want exactly one to succeed", errs[0], errs[1])
		}
	}
}

func TestDirectoryKeepsSecretsApart(t *testing.T) {
	store := memstore.New()
	private := open(t, store, directory.Options{Private: true})
	link := directory.Credential{Offering: "tue", Link: directory.NewSecret("https://example.com/j/1")}
	commit(t, private, append(puts(jacksonville()...), directory.Change{Put: link})...)
	if e, _, ok := private.Get(link.Key()); !ok || e.(directory.Credential).Link.Reveal() != "https://example.com/j/1" {
		t.Errorf("%v, %v", e, ok)
	}
	if e, _, ok := open(t, store, directory.Options{}).Get(link.Key()); ok {
		t.Errorf("V4 a directory without private kinds has %v", e)
	}
}

func TestRecordsThatCannotBeRead(t *testing.T) {
	store := memstore.New()
	write := func(kind, id, body string) {
		_, err := store.Commit(t.Context(), directory.Batch{ID: kind + id, Writes: []directory.Write{
			{Key: directory.Key{Kind: kind, ID: id}, If: directory.AnyRevision, Body: []byte(body)}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	write("organization", "jax", `{"id":"jax","name":"J","zone":"America/New_York"}`)
	write("offering", "broken", `{"id":`)
	write("offering", "lost", `{"id":"lost","name":"L","organization":"nobody","mode":"online"}`)
	write("later", "1", `{"id":"1"}`)
	dir := open(t, store, directory.Options{})
	if n := len(dir.Problems()); n != 2 {
		t.Errorf("%d problems: %v", n, dir.Problems())
	}
	if _, ok := dir.Snapshot().Organization("jax"); !ok {
		t.Error("D38 what can be read is missing")
	}
	t.Run("do not keep others from being changed", func(t *testing.T) {
		commit(t, dir, directory.Change{Put: directory.Offering{ID: "ok", Name: "OK", Organization: "jax", Mode: program.ModeOnline}})
	})
	t.Run("are no problem once they are mended", func(t *testing.T) {
		commit(t, dir, directory.Change{Put: directory.Offering{ID: "broken", Name: "B", Organization: "jax", Mode: program.ModeOnline}, If: directory.AnyRevision})
		if n := len(dir.Problems()); n != 1 {
			t.Errorf("%d problems: %v", n, dir.Problems())
		}
	})
}

var errLost, errNone = errors.New("connection lost"), errors.New("none")

// failing returns a store that fails while lost holds errLost.
func failing(lost *atomic.Value) *storetest.Faulty {
	return &storetest.Faulty{Store: memstore.New(), Fault: func(storetest.Call) storetest.Fault {
		if lost.Load() == errLost {
			return storetest.Fault{Err: errLost}
		}
		return storetest.Fault{}
	}}
}

func TestDirectorySurvivesEachFault(t *testing.T) {
	faults := map[string]storetest.Fault{
		"a call fails":           {Err: errLost},
		"an answer is lost":      {Late: errLost},
		"pages are short":        {Short: true},
		"a change comes again":   {Repeat: true},
		"notices are not heard":  {Deaf: true},
		"an answer comes slowly": {Delay: 2 * time.Millisecond},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			var on atomic.Bool
			store := memstore.New()
			dir := open(t, &storetest.Faulty{Store: store, Fault: func(c storetest.Call) storetest.Fault {
				if on.Load() && c.N%3 == 0 {
					return fault
				}
				return storetest.Fault{}
			}}, directory.Options{})
			on.Store(true)
			writer := open(t, store, directory.Options{})
			commit(t, writer, puts(jacksonville()...)...)
			for i := range 20 {
				commit(t, writer, directory.Change{Put: directory.Venue{ID: fmt.Sprint(i), Name: "V"}})
			}
			for dir.Head() != writer.Head() {
				time.Sleep(time.Millisecond)
			}
			if _, ok := dir.Snapshot().Place("19"); !ok {
				t.Error("the last venue is missing")
			}
		})
	}
}

func TestDirectoryOutlastsItsStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lost atomic.Value
		faulty := failing(&lost)
		dir, err := directory.Open(t.Context(), faulty, directory.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer dir.Close()
		commit(t, dir, puts(jacksonville()...)...)
		lost.Store(errLost)
		time.Sleep(time.Minute)
		if _, ok := dir.Snapshot().Listing("wed"); !ok || !errors.Is(dir.Trouble(), errLost) {
			t.Errorf("without its store: %v, %v", ok, dir.Trouble())
		}
		if _, err := dir.Commit(t.Context(), "", directory.Change{Put: directory.Venue{ID: "v", Name: "V"}}); !errors.Is(err, errLost) {
			t.Errorf("a commit without a store: %v", err)
		}
		lost.Store(errNone)
		time.Sleep(time.Minute)
		if dir.Trouble() != nil {
			t.Errorf("the store is back: %v", dir.Trouble())
		}
	})
}

func TestOpenFailsWithItsStore(t *testing.T) {
	var lost atomic.Value
	lost.Store(errLost)
	if dir, err := directory.Open(context.Background(), failing(&lost), directory.Options{}); !errors.Is(err, errLost) || dir != nil {
		t.Errorf("%v, %v", dir, err)
	}
}
