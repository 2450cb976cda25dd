package etcdstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"

	"github.com/withinreach/withinreach/directory"
)

// A Store is a [directory.Store] and a [directory.Waiter] in an etcd cluster. It may be used
// by any number of goroutines, and any number of stores, in any number of processes, may
// share a prefix. Make one with [New].
type Store struct {
	client *clientv3.Client
	prefix string
	// Holds a token while this store writes: two commits at once would only make each
	// other try again.
	writing chan struct{}
}

var (
	_ directory.Store  = (*Store)(nil)
	_ directory.Waiter = (*Store)(nil)
)

// New returns the store whose keys begin with prefix. The client stays the caller's to close.
func New(client *clientv3.Client, prefix string) *Store {
	return &Store{client: client, prefix: prefix, writing: make(chan struct{}, 1)}
}

func (s *Store) headKey() string                  { return s.prefix + "h" }
func (s *Store) recordKey(k directory.Key) string { return s.prefix + "r" + k.Stored() }
func (s *Store) batchKey(id string) string        { return s.prefix + "b" + id }

// commitKey pads revisions, so that they sort as numbers do.
func (s *Store) commitKey(rev directory.Revision) string {
	return fmt.Sprintf("%sc%016x", s.prefix, max(0, rev))
}

// maxPage and maxCommits bound what one call holds in memory.
const (
	maxPage    = 1000
	maxCommits = 100
)

// List implements [directory.Store] with one transaction, so that head and page are of one
// instant.
func (s *Store) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	if err := check(ctx, limit); err != nil {
		return directory.Page{}, err
	}
	page, _, err := s.list(ctx, after, limit)
	if err != nil {
		return directory.Page{}, fmt.Errorf("etcdstore: list: %w", err)
	}
	return page, nil
}

// list returns a page and where its head is in the history of etcd.
func (s *Store) list(ctx context.Context, after directory.Key, limit int) (page directory.Page, at int64, err error) {
	err = s.retry(ctx, func(ctx context.Context) error {
		got, err := s.client.Txn(ctx).Then(
			clientv3.OpGet(s.headKey()),
			// The next key in byte order is the same with a zero byte after it; "s" is past every "r…".
			clientv3.OpGet(s.recordKey(after)+"\x00", clientv3.WithRange(s.prefix+"s"), clientv3.WithLimit(int64(min(limit, maxPage)))),
		).Commit()
		if err != nil {
			return err
		}
		page = directory.Page{}
		if page.Head, at, err = headIn(got, 0); err != nil {
			return err
		}
		for _, kv := range got.Responses[1].GetResponseRange().Kvs {
			var r directory.Record
			if err := json.Unmarshal(kv.Value, &r); err != nil {
				return err
			}
			page.Records = append(page.Records, r)
		}
		return nil
	})
	return page, at, err
}

// Changes implements [directory.Store] with one transaction. It returns 100 commits at most.
func (s *Store) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	if err := check(ctx, limit); err != nil {
		return nil, err
	}
	var newest directory.Head
	var commits []directory.Commit
	err := s.retry(ctx, func(ctx context.Context) error {
		got, err := s.client.Txn(ctx).Then(
			clientv3.OpGet(s.headKey()),
			clientv3.OpGet(s.commitKey(after.Revision)+"\x00", clientv3.WithRange(s.prefix+"d"),
				clientv3.WithLimit(int64(min(limit, maxCommits)))),
		).Commit()
		if err != nil {
			return err
		}
		commits = nil
		if newest, _, err = headIn(got, 0); err != nil {
			return err
		}
		for _, kv := range got.Responses[1].GetResponseRange().Kvs {
			var c directory.Commit
			if err := json.Unmarshal(kv.Value, &c); err != nil {
				return err
			}
			commits = append(commits, c)
		}
		return nil
	})
	if err == nil {
		err = directory.CheckChanges(after, newest, commits)
	}
	if err != nil {
		return nil, fmt.Errorf("etcdstore: changes: %w", err)
	}
	return commits, nil
}

// Wait implements [directory.Waiter] with a watch, and looks at the head once that has begun,
// so that it misses nothing. A watch from where a look had ended would miss nothing either,
// but etcd tells what is already past only every 100 ms.
func (s *Store) Wait(ctx context.Context, after directory.Head) error {
	ctx, cancel := context.WithCancel(clientv3.WithRequireLeader(ctx))
	defer cancel()
	for events := range s.client.Watch(ctx, s.headKey(), clientv3.WithCreatedNotify()) {
		if err := events.Err(); err != nil {
			return ended(ctx, err)
		}
		if events.Created {
			got, err := s.client.Txn(ctx).Then(clientv3.OpGet(s.headKey())).Commit()
			if err != nil {
				return ended(ctx, err)
			}
			if newest, _, err := headIn(got, 0); err != nil || newest != after {
				return err
			}
		}
		for _, event := range events.Events {
			// Prune writes the head again as it is.
			if newest, err := headOf(event.Kv.Value); err != nil || newest != after {
				return err
			}
		}
	}
	return ctx.Err()
}

// headIn returns the head from the i-th answer of a transaction, and where in the history of
// etcd it was written: 0 if it never was.
func headIn(got *clientv3.TxnResponse, i int) (directory.Head, int64, error) {
	kvs := got.Responses[i].GetResponseRange().Kvs
	if len(kvs) == 0 {
		return directory.Head{}, 0, nil
	}
	head, err := headOf(kvs[0].Value)
	return head, kvs[0].ModRevision, err
}

func headOf(value []byte) (head directory.Head, err error) {
	err = json.Unmarshal(value, &head)
	return head, err
}

func check(ctx context.Context, limit int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if limit < 1 {
		return fmt.Errorf("etcdstore: %w: limit %d, want 1 or more", directory.ErrInvalid, limit)
	}
	return nil
}

// A call is tried 20 times, each for patience at most; that is time for several elections.
const (
	tries    = 20
	pause    = 100 * time.Millisecond
	patience = 2 * time.Second
)

// retry calls do until it succeeds, answers, or has failed too often.
func (s *Store) retry(ctx context.Context, do func(ctx context.Context) error) error {
	for try := 1; ; try++ {
		err := func() error {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			return do(ctx)
		}()
		if err == nil || ctx.Err() != nil || try == tries || isAnswer(err) {
			return ended(ctx, err)
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// ended returns the error of ctx for whatever went wrong because it had ended.
func ended(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
