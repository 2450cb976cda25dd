package memstore

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/withinreach/withinreach/directory"
)

// A Store is a [directory.Store] and a [directory.Waiter] in memory. It may be
// used by any number of goroutines. Make one with [New]; the zero Store is not
// ready for use.
type Store struct {
	mu      sync.RWMutex
	head    directory.Head
	records table
	log     []directory.Commit // retained commits, oldest first; the last one has head
	batches map[string]directory.Head
	changed chan struct{} // closed by the next commit
}

var (
	_ directory.Store  = (*Store)(nil)
	_ directory.Waiter = (*Store)(nil)
)

// New returns an empty store.
func New() *Store {
	return &Store{batches: make(map[string]directory.Head), changed: make(chan struct{})}
}

// Commit implements [directory.Store]. It takes time proportional to the batch and
// the logarithm of the number of records.
func (s *Store) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	if err := ctx.Err(); err != nil {
		return directory.Head{}, err
	}
	if err := b.Validate(); err != nil {
		return directory.Head{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if head, ok := s.batches[b.ID]; ok {
		return b.Repeat(s.commit(head, b.ID))
	}
	err := b.Conflict(func(k directory.Key) (directory.Record, error) { return s.records.get(k), nil })
	if err != nil {
		return directory.Head{}, err
	}
	c := b.After(s.head)
	for _, r := range c.Records {
		s.records.put(r)
	}
	s.head, s.log, s.batches[b.ID] = c.Head, append(s.log, c), c.Head
	close(s.changed)
	s.changed = make(chan struct{})
	return c.Head, nil
}

// commit returns the commit with a head, without records if it was pruned.
func (s *Store) commit(head directory.Head, id string) directory.Commit {
	if i := s.position(head.Revision); i >= 0 {
		return s.log[i]
	}
	return directory.Commit{Head: head, ID: id}
}

// position returns where in the log a revision is: below 0 if it was pruned, and
// len(s.log) or more if it is still to come.
func (s *Store) position(rev directory.Revision) int {
	return int(rev-s.head.Revision) + len(s.log) - 1
}

// List implements [directory.Store]. It takes time proportional to the page and
// the logarithm of the number of records.
func (s *Store) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	if err := check(ctx, limit); err != nil {
		return directory.Page{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	page := directory.Page{Head: s.head}
	for r := range s.records.above(after) {
		if len(page.Records) == limit {
			break
		}
		page.Records = append(page.Records, clone(r))
	}
	return page, nil
}

// Changes implements [directory.Store]. It takes time proportional to what it returns.
func (s *Store) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	if err := check(ctx, limit); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	var found []directory.Commit
	if after.Revision >= 0 && after.Revision < s.head.Revision {
		from := max(0, s.position(after.Revision+1))
		found = s.log[from:min(len(s.log), from+min(limit, len(s.log)))]
	}
	if err := directory.CheckChanges(after, s.head, found); err != nil {
		return nil, err
	}
	commits := slices.Clone(found)
	for i := range commits {
		commits[i].Records = slices.Clone(commits[i].Records)
		for j, r := range commits[i].Records {
			commits[i].Records[j] = clone(r)
		}
	}
	return commits, nil
}

// Prune implements [directory.Store]. It takes time proportional to the number of
// records and retained commits, and gives the memory of what it forgets back,
// except some 100 bytes for the ID of each batch.
func (s *Store) Prune(ctx context.Context, before directory.Revision) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	before = min(before, s.head.Revision+1)
	if n := s.position(before); n > 0 {
		s.log = slices.Clone(s.log[n:])
	}
	s.records.deleteFunc(func(r directory.Record) bool { return r.Deleted && r.Revision < before })
	return nil
}

// Wait implements [directory.Waiter]. It never returns early.
func (s *Store) Wait(ctx context.Context, after directory.Head) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.mu.RLock()
		head, changed := s.head, s.changed
		s.mu.RUnlock()
		if head != after {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}

// check returns what keeps a read from beginning: an ended context, or a limit
// that is none.
func check(ctx context.Context, limit int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if limit < 1 {
		return fmt.Errorf("memstore: %w: limit %d, want 1 or more", directory.ErrInvalid, limit)
	}
	return nil
}

// clone returns a record with a body of its own.
func clone(r directory.Record) directory.Record {
	r.Body = bytes.Clone(r.Body)
	return r
}
