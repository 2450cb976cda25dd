package storetest_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/withinreach/withinreach/directory"
)

// A mapStore is a whole store: what a backend has to do and nothing else. It is
// sound and slow; package memstore is the one to use.
type mapStore struct {
	mu      sync.Mutex
	head    directory.Head
	records map[directory.Key]directory.Record
	log     []directory.Commit        // what is not pruned, oldest first
	batches map[string]directory.Head // of every batch ever committed
}

func newMapStore() *mapStore {
	return &mapStore{records: make(map[directory.Key]directory.Record), batches: make(map[string]directory.Head)}
}

func (s *mapStore) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	if err := ctx.Err(); err != nil {
		return directory.Head{}, err
	}
	if err := b.Validate(); err != nil {
		return directory.Head{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if head, ok := s.batches[b.ID]; ok {
		first := directory.Commit{Head: head} // no records, if it was pruned
		for _, c := range s.log {
			if c.Head == head {
				first = c
			}
		}
		return b.Repeat(first)
	}
	err := b.Conflict(func(k directory.Key) (directory.Record, error) { return s.records[k], nil })
	if err != nil {
		return directory.Head{}, err
	}
	c := b.After(s.head)
	for _, r := range c.Records {
		s.records[r.Key] = r
	}
	s.log = append(s.log, c)
	s.batches[b.ID] = c.Head
	s.head = c.Head
	return s.head, nil
}

func (s *mapStore) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	if err := ctx.Err(); err != nil {
		return directory.Page{}, err
	}
	if limit < 1 {
		return directory.Page{}, fmt.Errorf("mapstore: %w: limit %d, want 1 or more", directory.ErrInvalid, limit)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	page := directory.Page{Head: s.head}
	for _, k := range slices.SortedFunc(maps.Keys(s.records), directory.Key.Compare) {
		if k.Compare(after) > 0 && len(page.Records) < limit {
			page.Records = append(page.Records, copied(s.records[k]))
		}
	}
	return page, nil
}

func (s *mapStore) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if limit < 1 {
		return nil, fmt.Errorf("mapstore: %w: limit %d, want 1 or more", directory.ErrInvalid, limit)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []directory.Commit
	for _, c := range s.log {
		if c.Head.Revision > after.Revision && len(found) < limit {
			c.Records = slices.Clone(c.Records)
			for i, r := range c.Records {
				c.Records[i] = copied(r)
			}
			found = append(found, c)
		}
	}
	if err := directory.CheckChanges(after, s.head, found); err != nil {
		return nil, err
	}
	return found, nil
}

func (s *mapStore) Prune(ctx context.Context, before directory.Revision) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = slices.DeleteFunc(s.log, func(c directory.Commit) bool { return c.Head.Revision < before })
	maps.DeleteFunc(s.records, func(_ directory.Key, r directory.Record) bool {
		return r.Deleted && r.Revision < before
	})
	return nil
}

func copied(r directory.Record) directory.Record {
	r.Body = bytes.Clone(r.Body)
	return r
}

// A whole backend in one file. To check one, call Run with it in a test.
func Example() {
	ctx := context.Background()
	var store directory.Store = newMapStore()

	wed := directory.Key{Kind: "offering", ID: "wed"}
	head, err := store.Commit(ctx, directory.Batch{ID: "b1", Writes: []directory.Write{{Key: wed, Body: []byte("6 pm")}}})
	fmt.Println(head.Revision, err)

	_, err = store.Commit(ctx, directory.Batch{ID: "b2", Writes: []directory.Write{{Key: wed, Body: []byte("7 pm")}}})
	fmt.Println(err)
	// Output:
	// 1 <nil>
	// directory: conflict: offering "wed": it is at revision 1, want none
}
