package storage_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
)

const linearKeys = 3

// A world is what a store holds, as far as the model goes: the newest revision, and that
// of the version under each key.
type world struct {
	newest  directory.Revision
	version [linearKeys]directory.Revision
}

// An action is a call: a commit, or a look at one key where writes is empty.
type action struct {
	writes, checks []condition
	look           int
}

type condition struct {
	key int
	at  directory.Revision
}

// An outcome is what the call returned: the revision of the commit, 0 for a conflict, or
// the revision of the version that was there.
type outcome struct{ revision directory.Revision }

var model = porcupine.Model{
	Init: func() any { return world{} },
	Step: func(state, input, output any) (bool, any) {
		w, a, o := state.(world), input.(action), output.(outcome)
		if len(a.writes) == 0 {
			return w.version[a.look] == o.revision, w
		}
		holds := true
		for _, of := range [][]condition{a.writes, a.checks} {
			for _, c := range of {
				holds = holds && w.version[c.key] == c.at
			}
		}
		if !holds {
			return o.revision == 0, w
		}
		w.newest++
		for _, c := range a.writes {
			w.version[c.key] = w.newest
		}
		return o.revision == w.newest, w
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprintf("%+v: %+v", input, output) },
}

func linearKey(i int) directory.Key { return directory.Key{Kind: "venue", ID: fmt.Sprint(i)} }

// A client makes calls at random, each with what it has seen last, and records them.
type client struct {
	id     int
	store  directory.Store
	clock  func() int64
	seen   [linearKeys]directory.Revision
	record []porcupine.Operation
}

func (c *client) run(ctx context.Context, calls int) error {
	for n := range calls {
		a := action{look: rand.IntN(linearKeys)}
		if rand.IntN(2) == 0 {
			first := rand.IntN(linearKeys)
			second := (first + 1) % linearKeys
			a.writes = []condition{{first, c.seen[first]}}
			if rand.IntN(2) == 0 {
				a.checks = []condition{{second, c.seen[second]}}
			} else if rand.IntN(2) == 0 {
				a.writes = append(a.writes, condition{second, c.seen[second]})
			}
		}
		op := porcupine.Operation{ClientId: c.id, Input: a, Call: c.clock()}
		o, err := c.do(ctx, a, fmt.Sprint(c.id, " ", n))
		if err != nil {
			return err
		}
		op.Output, op.Return = o, c.clock()
		c.record = append(c.record, op)
	}
	return nil
}

func (c *client) do(ctx context.Context, a action, id string) (outcome, error) {
	if len(a.writes) == 0 {
		page, err := c.store.List(ctx, directory.Key{Kind: "venue", ID: fmt.Sprint(a.look - 1)}, 1)
		c.seen[a.look] = 0
		for _, r := range page.Records {
			if r.Key == linearKey(a.look) {
				c.seen[a.look] = r.Revision
			}
		}
		return outcome{c.seen[a.look]}, err
	}
	b := directory.Batch{ID: id}
	for _, w := range a.writes {
		b.Writes = append(b.Writes, directory.Write{Key: linearKey(w.key), If: w.at, Body: []byte(id)})
	}
	for _, check := range a.checks {
		b.Checks = append(b.Checks, directory.Check{Key: linearKey(check.key), If: check.at})
	}
	head, err := c.store.Commit(ctx, b)
	if e, ok := errors.AsType[*directory.ConflictError](err); ok {
		for i := range linearKeys {
			if linearKey(i) == e.Key {
				c.seen[i] = e.Found
			}
		}
		return outcome{}, nil
	}
	for _, w := range a.writes {
		c.seen[w.key] = head.Revision
	}
	return outcome{head.Revision}, err
}

// record lets clients loose on stores, one each in turn, and returns what they saw.
func record(ctx context.Context, clients, calls int, stores ...directory.Store) ([]porcupine.Operation, error) {
	var clock atomic.Int64
	all := make([]client, clients)
	errs := make([]error, clients)
	var running sync.WaitGroup
	for i := range all {
		all[i] = client{id: i, store: stores[i%len(stores)], clock: func() int64 { return clock.Add(1) }}
		running.Go(func() { errs[i] = all[i].run(ctx, calls) })
	}
	running.Wait()
	var history []porcupine.Operation
	for _, c := range all {
		history = append(history, c.record...)
	}
	return history, errors.Join(errs...)
}

func TestHistoriesAreLinearizable(t *testing.T) {
	t.Parallel()
	calls := 1000 // of each of eight clients
	switch {
	case *long:
		calls = 10_000
	case testing.Short():
		calls = 250
	}
	stores := map[string]func(t *testing.T) []directory.Store{
		"memory": func(*testing.T) []directory.Store { return []directory.Store{memstore.New()} },
	}
	for _, e := range engines {
		stores[e.name] = func(t *testing.T) []directory.Store {
			dsn := e.dsn(t)
			return []directory.Store{open(t, dsn), open(t, dsn)} // as two processes would
		}
	}
	for name, stores := range stores {
		t.Run(name, func(t *testing.T) {
			history, err := record(t.Context(), 8, calls, stores(t)...)
			if err != nil {
				t.Fatal(err)
			}
			result := porcupine.CheckOperationsTimeout(model, history, time.Minute)
			if result != porcupine.Ok {
				t.Errorf("a history of %d calls is %s, want %s", len(history), result, porcupine.Ok)
			}
			commits := 0
			for _, op := range history {
				if len(op.Input.(action).writes) > 0 && op.Output.(outcome).revision > 0 {
					commits++
				}
			}
			t.Logf("%d calls, %d of them commits", len(history), commits)
		})
	}
}

// A careless is a store that looks at the conditions of a batch before its turn comes.
type careless struct {
	directory.Store
	forgets func(*directory.Batch)
}

func (c careless) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	page, err := c.List(ctx, directory.Key{}, 100)
	if err != nil {
		return directory.Head{}, err
	}
	found := map[directory.Key]directory.Record{}
	for _, r := range page.Records {
		found[r.Key] = r
	}
	if err := b.Conflict(func(k directory.Key) (directory.Record, error) { return found[k], nil }); err != nil {
		return directory.Head{}, err
	}
	c.forgets(&b)
	return c.Store.Commit(ctx, b)
}

func TestTheCheckFindsPlantedBugs(t *testing.T) {
	t.Parallel()
	bugs := map[string]func(b *directory.Batch){
		"a lost update": func(b *directory.Batch) {
			for i := range b.Writes {
				b.Writes[i].If = directory.AnyRevision
			}
		},
		"write skew": func(b *directory.Batch) { b.Checks = nil },
	}
	for name, forgets := range bugs {
		t.Run(name, func(t *testing.T) {
			for try := range 20 {
				s := open(t, filepath.Join(t.TempDir(), fmt.Sprint(try, ".db")))
				history, err := record(t.Context(), 8, 100, careless{s, forgets})
				if err != nil && !errors.Is(err, directory.ErrConflict) {
					t.Fatal(err)
				}
				if porcupine.CheckOperationsTimeout(model, history, time.Minute) == porcupine.Illegal {
					t.Logf("found in history %d of 800 calls", try+1)
					return
				}
			}
			t.Error("not found in 20 histories of 800 calls")
		})
	}
}
