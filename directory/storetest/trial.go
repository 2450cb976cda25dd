package storetest

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
)

// kind is that of most records that checks write.
const kind = "venue"

// A trial is one store under one check. It keeps the first thing that goes wrong;
// after that its methods do nothing, so that a check reads as a list of steps.
// A trial belongs to one goroutine.
type trial struct {
	ctx context.Context
	s   directory.Store
	err error
}

// failf records a failure, if it is the first.
func (t *trial) failf(format string, args ...any) {
	if t.err == nil {
		t.err = fmt.Errorf(format, args...)
	}
}

// same demands that got is want.
func (t *trial) same(what string, want, got any) {
	if t.err == nil {
		if diff := cmp.Diff(want, got); diff != "" {
			t.failf("%s (-want +got):\n%s", what, diff)
		}
	}
}

// is demands that err is target.
func (t *trial) is(what string, target, err error) {
	if t.err == nil && !errors.Is(err, target) {
		t.failf("%s: error is %v, want %v", what, err, target)
	}
}

// commit commits writes under id and returns the new head.
func (t *trial) commit(id string, writes ...directory.Write) directory.Head {
	return t.batch(directory.Batch{ID: id, Writes: writes})
}

func (t *trial) batch(b directory.Batch) directory.Head {
	if t.err != nil {
		return directory.Head{}
	}
	head, err := t.s.Commit(t.ctx, b)
	if err != nil {
		t.failf("commit of batch %.40q: %w", b.ID, err)
	}
	return head
}

// refused demands that b is refused with an error that is target, and that the
// store holds and tells the same as before.
func (t *trial) refused(what string, target error, b directory.Batch) error {
	head, records := t.head(), t.records()
	if t.err != nil {
		return nil
	}
	_, err := t.s.Commit(t.ctx, b)
	t.is("commit of "+what, target, err)
	t.same("head after a refused batch, "+what, head, t.head())
	t.same("records after a refused batch, "+what, records, t.records())
	t.same("number of commits of a refused batch, "+what, 0, len(t.changes(head, 10)))
	return err
}

func (t *trial) prune(before directory.Revision) {
	if t.err == nil {
		if err := t.s.Prune(t.ctx, before); err != nil {
			t.failf("prune before %d: %w", before, err)
		}
	}
}

func (t *trial) page(after directory.Key, limit int) directory.Page {
	if t.err != nil {
		return directory.Page{}
	}
	page, err := t.s.List(t.ctx, after, limit)
	if err != nil {
		t.failf("list after %q, limit %d: %w", after, limit, err)
	}
	return page
}

// head returns the newest head, as List tells it.
func (t *trial) head() directory.Head { return t.page(directory.Key{}, 1).Head }

// records returns all records, read in pages of up to 100.
func (t *trial) records() []directory.Record { return t.pages(directory.Key{}, 100) }

// pages returns all records above after, read in pages of up to limit.
func (t *trial) pages(after directory.Key, limit int) []directory.Record {
	var all []directory.Record
	for t.err == nil {
		page := t.page(after, limit)
		if len(page.Records) == 0 {
			break
		}
		all = append(all, page.Records...)
		last := page.Records[len(page.Records)-1].Key
		if last.Compare(after) <= 0 {
			t.failf("list after %q ends with %q", after, last)
		}
		after = last
	}
	return all
}

// get returns the record under the key of id.
func (t *trial) get(id string) directory.Record {
	for _, r := range t.records() {
		if r.Key == key(id) {
			return r
		}
	}
	return directory.Record{}
}

func (t *trial) changes(after directory.Head, limit int) []directory.Commit {
	if t.err != nil {
		return nil
	}
	commits, err := t.s.Changes(t.ctx, after, limit)
	if err != nil {
		t.failf("changes after revision %d, limit %d: %w", after.Revision, limit, err)
	}
	return commits
}

// history returns all commits from the first one.
func (t *trial) history() []directory.Commit { return t.follow(directory.Head{}, 50) }

// follow returns all commits after a head, read up to limit at a time, and demands
// that each follows the one before.
func (t *trial) follow(after directory.Head, limit int) []directory.Commit {
	var all []directory.Commit
	for t.err == nil {
		commits := t.changes(after, limit)
		if len(commits) == 0 {
			break
		}
		for _, c := range commits {
			t.same(fmt.Sprintf("head of the commit after revision %d", after.Revision), after.Next(c.ID), c.Head)
			after = c.Head
		}
		all = append(all, commits...)
	}
	return all
}

func key(id string) directory.Key { return directory.Key{Kind: kind, ID: id} }

// set returns a write without condition.
func set(id, body string) directory.Write {
	return directory.Write{Key: key(id), If: directory.AnyRevision, Body: []byte(body)}
}

// setIf returns a write with a condition.
func setIf(id string, rev directory.Revision, body string) directory.Write {
	return directory.Write{Key: key(id), If: rev, Body: []byte(body)}
}

// remove returns a deletion without condition.
func remove(id string) directory.Write {
	return directory.Write{Key: key(id), If: directory.AnyRevision, Delete: true}
}

// live and tombstone are what a store holds after set and remove at a revision.
func live(id string, rev directory.Revision, body string) directory.Record {
	return directory.Record{Key: key(id), Revision: rev, Body: []byte(body)}
}

func tombstone(id string, rev directory.Revision) directory.Record {
	return directory.Record{Key: key(id), Revision: rev, Deleted: true}
}

// fold returns the records that commits leave, tombstones included.
func fold(commits []directory.Commit) map[directory.Key]directory.Record {
	state := make(map[directory.Key]directory.Record)
	for _, c := range commits {
		for _, r := range c.Records {
			state[r.Key] = r
		}
	}
	return state
}
