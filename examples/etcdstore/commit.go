package etcdstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"

	"github.com/withinreach/withinreach/directory"
)

// errOvertaken reports that another commit came first.
var errOvertaken = errors.New("etcdstore: overtaken by another commit")

// isAnswer reports whether trying again would bring the same error.
func isAnswer(err error) bool {
	for _, answer := range []error{directory.ErrConflict, directory.ErrInvalid, rpctypes.ErrNoSpace,
		rpctypes.ErrPermissionDenied, rpctypes.ErrAuthFailed, rpctypes.ErrRequestTooLarge} {
		if errors.Is(err, answer) {
			return true
		}
	}
	return false
}

// Commit implements [directory.Store]. It reads all that it needs in one transaction, and
// writes in another one on condition that the head is still the same. If the answer is
// lost, it reads again, and the ID tells whether b took effect.
func (s *Store) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	if err := ctx.Err(); err != nil {
		return directory.Head{}, err
	}
	if err := b.Validate(); err != nil {
		return directory.Head{}, err
	}
	var head directory.Head
	err := s.write(ctx, func(ctx context.Context) (err error) {
		head, err = s.commit(ctx, b)
		return err
	})
	if err != nil {
		return directory.Head{}, fmt.Errorf("etcdstore: commit: %w", err)
	}
	return head, nil
}

// write calls do until it is not overtaken, alone among the callers of s.
func (s *Store) write(ctx context.Context, do func(ctx context.Context) error) error {
	select {
	case s.writing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.writing }()
	return s.retry(ctx, func(ctx context.Context) error {
		for {
			// Whoever is overtaken need not pause: the others have got on.
			if err := do(ctx); !errors.Is(err, errOvertaken) {
				return err
			}
		}
	})
}

func (s *Store) commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	keys := conditioned(b)
	reads := []clientv3.Op{clientv3.OpGet(s.headKey()), clientv3.OpGet(s.batchKey(b.ID))}
	for _, k := range keys {
		reads = append(reads, clientv3.OpGet(s.recordKey(k)))
	}
	got, err := s.client.Txn(ctx).Then(reads...).Commit()
	if err != nil {
		return directory.Head{}, err
	}
	if first := got.Responses[1].GetResponseRange().Kvs; len(first) > 0 {
		return s.repeat(ctx, b, first[0].Value)
	}
	found := map[directory.Key]directory.Record{}
	for i, k := range keys {
		for _, kv := range got.Responses[2+i].GetResponseRange().Kvs {
			var r directory.Record
			if err := json.Unmarshal(kv.Value, &r); err != nil {
				return directory.Head{}, err
			}
			found[k] = r
		}
	}
	err = b.Conflict(func(k directory.Key) (directory.Record, error) { return found[k], nil })
	if err != nil {
		return directory.Head{}, err
	}
	head, at, err := headIn(got, 0)
	if err != nil {
		return directory.Head{}, err
	}
	c := b.After(head)
	writes, err := s.writes(c)
	if err != nil {
		return directory.Head{}, err
	}
	return c.Head, s.ifStill(ctx, at, writes)
}

// conditioned returns the keys on which b has conditions.
func conditioned(b directory.Batch) []directory.Key {
	var keys []directory.Key
	for _, c := range b.Checks {
		keys = append(keys, c.Key)
	}
	for _, w := range b.Writes {
		if w.If != directory.AnyRevision {
			keys = append(keys, w.Key)
		}
	}
	return keys
}

// repeat answers for a batch whose ID was committed before.
func (s *Store) repeat(ctx context.Context, b directory.Batch, value []byte) (directory.Head, error) {
	head, err := headOf(value)
	if err != nil {
		return directory.Head{}, err
	}
	first := directory.Commit{Head: head, ID: b.ID}
	got, err := s.client.Get(ctx, s.commitKey(head.Revision))
	if err != nil {
		return directory.Head{}, err
	}
	for _, kv := range got.Kvs { // none if it was pruned
		if err := json.Unmarshal(kv.Value, &first); err != nil {
			return directory.Head{}, err
		}
	}
	return b.Repeat(first)
}

// writes returns what is to be written for c.
func (s *Store) writes(c directory.Commit) ([]clientv3.Op, error) {
	values := map[string]any{
		s.headKey():                  c.Head,
		s.batchKey(c.ID):             c.Head,
		s.commitKey(c.Head.Revision): c,
	}
	for _, r := range c.Records {
		values[s.recordKey(r.Key)] = r
	}
	var ops []clientv3.Op
	for key, value := range values {
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		ops = append(ops, clientv3.OpPut(key, string(text)))
	}
	return ops, nil
}

// ifStill writes on condition that the head was not written since it was read.
func (s *Store) ifStill(ctx context.Context, at int64, writes []clientv3.Op) error {
	done, err := s.client.Txn(ctx).
		If(clientv3.Compare(clientv3.ModRevision(s.headKey()), "=", at)).
		Then(writes...).
		Commit()
	if err == nil && !done.Succeeded {
		err = errOvertaken
	}
	return err
}

// Prune implements [directory.Store]. It forgets commits in one transaction, and tombstones
// in one for each page of records, with the head written again as it is, so that no commit
// relies on a tombstone that is gone. If it fails half-way, prune again.
func (s *Store) Prune(ctx context.Context, before directory.Revision) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	page, at, err := s.list(ctx, directory.Key{}, 1)
	if err == nil && at > 0 { // else there is nothing yet
		before = min(before, page.Head.Revision+1)
		err = s.retry(ctx, func(ctx context.Context) error {
			_, err := s.client.Delete(ctx, s.commitKey(0), clientv3.WithRange(s.commitKey(before)))
			return err
		})
	}
	for after := (directory.Key{}); err == nil && at > 0; {
		var more bool
		err = s.write(ctx, func(ctx context.Context) (err error) {
			after, more, err = s.pruneTombstones(ctx, after, before)
			return err
		})
		if !more {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("etcdstore: prune: %w", err)
	}
	return nil
}

// pruneTombstones forgets those of the next 100 records, and returns where to go on. If it
// fails, that is where it began.
func (s *Store) pruneTombstones(ctx context.Context, after directory.Key, before directory.Revision) (directory.Key, bool, error) {
	page, at, err := s.list(ctx, after, 100)
	if err != nil || len(page.Records) == 0 {
		return after, false, err
	}
	head, err := json.Marshal(page.Head)
	if err != nil {
		return after, false, err
	}
	writes := []clientv3.Op{clientv3.OpPut(s.headKey(), string(head))}
	for _, r := range page.Records {
		if r.Deleted && r.Revision < before {
			writes = append(writes, clientv3.OpDelete(s.recordKey(r.Key)))
		}
	}
	last := page.Records[len(page.Records)-1].Key
	if len(writes) == 1 {
		return last, true, nil
	}
	if err := s.ifStill(ctx, at, writes); err != nil {
		return after, true, err
	}
	return last, true, nil
}
