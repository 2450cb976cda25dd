package storetest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

// A defect is one way to break a store, and the check that must notice. Each check
// of the kit has one at least.
type defect struct {
	name  string
	check string
	hangs bool // noticed only when the check's time is up
	plant func(b *broken)
}

// A broken store passes calls on to a sound one, except where a function is set.
type broken struct {
	*memstore.Store
	sync.Mutex // for the functions to use

	commit  func(ctx context.Context, b directory.Batch) (directory.Head, error)
	list    func(ctx context.Context, after directory.Key, limit int) (directory.Page, error)
	changes func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error)
	prune   func(ctx context.Context, before directory.Revision) error
	wait    func(ctx context.Context, after directory.Head) error
}

func newBroken(plant func(b *broken)) *broken {
	s := memstore.New()
	b := &broken{Store: s, commit: s.Commit, list: s.List, changes: s.Changes, prune: s.Prune, wait: s.Wait}
	plant(b)
	return b
}

func (b *broken) Commit(ctx context.Context, batch directory.Batch) (directory.Head, error) {
	return b.commit(ctx, batch)
}

func (b *broken) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	return b.list(ctx, after, limit)
}

func (b *broken) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	return b.changes(ctx, after, limit)
}

func (b *broken) Prune(ctx context.Context, before directory.Revision) error {
	return b.prune(ctx, before)
}

func (b *broken) Wait(ctx context.Context, after directory.Head) error {
	return b.wait(ctx, after)
}

// everything and newest read the sound store below.
func (b *broken) everything() []directory.Record {
	page, err := b.Store.List(context.Background(), directory.Key{}, 1<<30)
	if err != nil {
		panic(err)
	}
	return page.Records
}

func (b *broken) newest() directory.Head {
	page, err := b.Store.List(context.Background(), directory.Key{}, 1)
	if err != nil {
		panic(err)
	}
	return page.Head
}

func (b *broken) read(k directory.Key) (directory.Record, error) {
	for _, r := range b.everything() {
		if r.Key == k {
			return r, nil
		}
	}
	return directory.Record{}, nil
}

// rewrite has every batch changed before it is committed.
func (b *broken) rewrite(change func(batch *directory.Batch)) {
	b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
		batch.Writes, batch.Checks = slices.Clone(batch.Writes), slices.Clone(batch.Checks)
		change(&batch)
		return b.Store.Commit(ctx, batch)
	}
}

// refuse has batches refused with the error that why returns.
func (b *broken) refuse(why func(batch directory.Batch) error) {
	b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
		if err := why(batch); err != nil {
			return directory.Head{}, err
		}
		return b.Store.Commit(ctx, batch)
	}
}

// relist has every page changed before it is returned.
func (b *broken) relist(change func(page *directory.Page)) {
	b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
		page, err := b.Store.List(ctx, after, limit)
		change(&page)
		return page, err
	}
}

// retell has all changes changed before they are returned.
func (b *broken) retell(change func(commits []directory.Commit) []directory.Commit) {
	b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
		commits, err := b.Store.Changes(ctx, after, limit)
		return change(commits), err
	}
}

func conflictAt(k directory.Key) error {
	return &directory.ConflictError{Key: k}
}

func defects() []defect {
	return slices.Concat(storeDefects, commitDefects, conditionDefects, repeatDefects,
		listDefects, changesDefects, pruneDefects, raceDefects, waitDefects)
}

func TestEveryDefectIsCaught(t *testing.T) {
	checks := make(map[string]storetest.Check)
	for _, c := range storetest.Checks() {
		checks[c.Name] = c
	}
	for _, d := range defects() {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			c, ok := checks[d.check]
			if !ok {
				t.Fatalf("there is no check %q", d.check)
			}
			timeout := 20 * time.Second
			if d.hangs {
				timeout = 200 * time.Millisecond
			}
			ctx, cancel := context.WithTimeout(t.Context(), timeout)
			defer cancel()
			err := c.Try(ctx, newBroken(d.plant))
			if err == nil {
				t.Fatalf("check %q passed", d.check)
			}
			if !strings.Contains(err.Error(), c.Contract) {
				t.Errorf("error does not quote the broken sentence %q: %v", c.Contract, err)
			}
			if !d.hangs && errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("check %q only ran out of time: %v", d.check, err)
			}
			t.Logf("caught by %q: %v", d.check, err)
		})
	}
}

func TestEveryCheckHasADefect(t *testing.T) {
	proved := make(map[string]bool)
	for _, d := range defects() {
		proved[d.check] = true
	}
	for _, c := range storetest.Checks() {
		if !proved[c.Name] {
			t.Errorf("no store is broken for check %q", c.Name)
		}
	}
}

func TestASoundStorePassesEveryCheck(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) directory.Store { return newBroken(func(*broken) {}) })
}
