package storetest_test

import (
	"context"
	"errors"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

var changesDefects = []defect{
	{name: "changes come newest first", check: "changes are complete and in order", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit { slices.Reverse(commits); return commits })
	}},
	{name: "the second of four changes is skipped", check: "changes are complete and in order", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit {
			if len(commits) < 4 {
				return commits
			}
			return slices.Delete(commits, 1, 2)
		})
	}},
	{name: "changes leave a record out", check: "changes are complete and in order", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit {
			for i, c := range commits {
				commits[i].Records = c.Records[:1]
			}
			return commits
		})
	}},
	{name: "records of a change are in no order", check: "records of a change come in key order", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit {
			for _, c := range commits {
				slices.Reverse(c.Records)
			}
			return commits
		})
	}},
	{name: "the limit of changes is ignored", check: "changes are at most limit", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, _ int) ([]directory.Commit, error) {
			return b.Store.Changes(ctx, after, 1<<30)
		}
	}},
	{name: "Changes waits for the next commit", check: "only the newest head has no changes", hangs: true, plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			if err := b.Store.Wait(ctx, after); err != nil {
				return nil, err
			}
			return b.Store.Changes(ctx, after, limit)
		}
	}},
	{name: "the last change is told only with the next", check: "only the newest head has no changes", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit {
			if len(commits) == 1 {
				return nil
			}
			return commits
		})
	}},
	{name: "changes hold the records of today", check: "a change holds what was written then", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit {
			for _, c := range commits {
				for i, r := range c.Records {
					found, _ := b.read(r.Key)
					c.Records[i].Body = found.Body
				}
			}
			return commits
		})
	}},
	{name: "the chain is not looked at", check: "a foreign chain has diverged", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			return b.Store.Changes(ctx, b.headAt(after), limit)
		}
	}},
	{name: "the chain is looked at only at the newest head", check: "a foreign chain has diverged", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			if after.Revision < b.newest().Revision {
				after = b.headAt(after)
			}
			return b.Store.Changes(ctx, after, limit)
		}
	}},
	{name: "the chain at revision 0 is not looked at", check: "a foreign chain has diverged", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			if after.Revision == 0 {
				after = directory.Head{}
			}
			return b.Store.Changes(ctx, after, limit)
		}
	}},
	{name: "a head ahead of the store has no changes", check: "a head ahead of the store has diverged", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			if after.Revision > b.newest().Revision {
				return nil, nil
			}
			return b.Store.Changes(ctx, after, limit)
		}
	}},
	{name: "changes limit 0 gets nothing", check: "a changes limit below 1", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			if limit < 1 {
				return nil, nil
			}
			return b.Store.Changes(ctx, after, limit)
		}
	}},
	{name: "changes limit 0 is looked at only if there are changes", check: "a changes limit below 1", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			if after == b.newest() {
				return nil, nil
			}
			return b.Store.Changes(ctx, after, limit)
		}
	}},
}

// headAt returns the head that the sound store has at the revision of after.
func (b *broken) headAt(after directory.Head) directory.Head {
	if newest := b.newest(); newest.Revision == after.Revision {
		return newest
	}
	at := directory.Head{}
	commits, err := b.Store.Changes(context.Background(), at, 1<<30)
	if err != nil {
		return after
	}
	for _, c := range commits {
		if at.Revision < after.Revision {
			at = c.Head
		}
	}
	return at
}

// silentlyCompacted has Changes begin with the oldest commit that is left, and
// never say that others were pruned.
func silentlyCompacted(b *broken) {
	told := []directory.Commit{{}} // all that ever were, with the empty store first
	b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
		head, err := b.Store.Commit(ctx, batch)
		if err == nil {
			told = append(told, batch.After(told[len(told)-1].Head))
		}
		return head, err
	}
	b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
		for {
			commits, err := b.Store.Changes(ctx, after, limit)
			if !errors.Is(err, directory.ErrCompacted) {
				return commits, err
			}
			after = told[after.Revision+1].Head
		}
	}
}

var pruneDefects = []defect{
	{name: "compaction is silent", check: "pruned commits are compacted", plant: silentlyCompacted},
	{name: "compaction is silent when nothing is left", check: "everything pruned is still compacted", plant: func(b *broken) {
		pruned := directory.Revision(0)
		b.prune = func(ctx context.Context, before directory.Revision) error {
			pruned = before
			return b.Store.Prune(ctx, before)
		}
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			commits, err := b.Store.Changes(ctx, after, limit)
			if errors.Is(err, directory.ErrCompacted) && pruned > b.newest().Revision {
				return nil, nil
			}
			return commits, err
		}
	}},
	{name: "one commit too many is pruned", check: "pruned commits are compacted", plant: func(b *broken) {
		b.prune = func(ctx context.Context, before directory.Revision) error { return b.Store.Prune(ctx, before+1) }
	}},
	{name: "one commit too few is pruned", check: "pruned commits are compacted", plant: func(b *broken) {
		b.prune = func(ctx context.Context, before directory.Revision) error { return b.Store.Prune(ctx, before-1) }
	}},
	{name: "tombstones stay for ever", check: "old tombstones are forgotten", plant: func(b *broken) {
		graves := make(map[directory.Key]directory.Record)
		b.list = func(_ context.Context, after directory.Key, limit int) (directory.Page, error) {
			all := b.everything()
			for _, r := range all {
				delete(graves, r.Key)
				if r.Deleted {
					graves[r.Key] = r
				}
			}
			for _, r := range graves {
				if found, _ := b.read(r.Key); found.Revision == 0 {
					all = append(all, r)
				}
			}
			slices.SortFunc(all, func(x, y directory.Record) int { return x.Key.Compare(y.Key) })
			all = slices.DeleteFunc(all, func(r directory.Record) bool { return r.Key.Compare(after) <= 0 })
			return directory.Page{Records: all[:min(limit, len(all))], Head: b.newest()}, nil
		}
		b.prune = func(ctx context.Context, before directory.Revision) error {
			_, _ = b.list(ctx, directory.Key{}, 1)
			return b.Store.Prune(ctx, before)
		}
	}},
	{name: "old records are pruned with their commits", check: "later commits and all live records stay", plant: func(b *broken) {
		pruned := directory.Revision(0)
		b.prune = func(ctx context.Context, before directory.Revision) error {
			pruned = before
			return b.Store.Prune(ctx, before)
		}
		b.relist(func(page *directory.Page) {
			page.Records = slices.DeleteFunc(page.Records, func(r directory.Record) bool { return r.Revision < pruned })
		})
	}},
	{name: "all tombstones are pruned", check: "later tombstones stay", plant: func(b *broken) {
		pruned := false
		b.prune = func(ctx context.Context, before directory.Revision) error {
			pruned = true
			return b.Store.Prune(ctx, before)
		}
		b.relist(func(page *directory.Page) {
			if pruned {
				page.Records = withoutTombstones(page.Records)
			}
		})
	}},
	{name: "revisions begin again when nothing is left", check: "revisions go on after everything was pruned", plant: func(b *broken) {
		var from directory.Revision
		b.prune = func(ctx context.Context, before directory.Revision) error {
			if newest := b.newest().Revision; before > newest {
				from = newest
			}
			return b.Store.Prune(ctx, before)
		}
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(ctx, batch)
			head.Revision -= from
			return head, err
		}
	}},
	{name: "Prune refuses what lies past the newest commit", check: "prune takes any revision", plant: func(b *broken) {
		b.prune = func(ctx context.Context, before directory.Revision) error {
			if before > b.newest().Revision+1 {
				return directory.ErrInvalid
			}
			return b.Store.Prune(ctx, before)
		}
	}},
	{name: "Prune far ahead hides commits to come", check: "prune takes any revision", plant: func(b *broken) {
		var pruned directory.Revision
		b.prune = func(ctx context.Context, before directory.Revision) error {
			pruned = max(pruned, before)
			return b.Store.Prune(ctx, before)
		}
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			commits, err := b.Store.Changes(ctx, after, limit)
			if len(commits) > 0 && commits[0].Head.Revision < pruned {
				return nil, directory.ErrCompacted
			}
			return commits, err
		}
	}},
	{name: "Prune of nothing prunes all", check: "prune takes any revision", plant: func(b *broken) {
		b.prune = func(ctx context.Context, before directory.Revision) error {
			if before <= 0 {
				before = 1 << 40
			}
			return b.Store.Prune(ctx, before)
		}
	}},
}
