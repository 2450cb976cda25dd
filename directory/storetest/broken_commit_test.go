package storetest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

var commitDefects = []defect{
	{name: "the last of many writes is lost", check: "all of a batch is written", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			if n := len(batch.Writes); n > 1 {
				batch.Writes = batch.Writes[:n-1]
			}
		})
	}},
	{name: "a torn batch", check: "nothing of a refused batch is written", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(ctx, batch)
			if errors.Is(err, directory.ErrConflict) {
				part := directory.Batch{ID: batch.ID, Writes: batch.Writes[:1]}
				_, _ = b.Store.Commit(ctx, part)
			}
			return head, err
		}
	}},
	{name: "a conflict is told as something else", check: "nothing of a refused batch is written", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(ctx, batch)
			if errors.Is(err, directory.ErrConflict) {
				err = errors.New("busy")
			}
			return head, err
		}
	}},
	{name: "the chain leaves out batch IDs", check: "heads form a chain of batch IDs", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(ctx, batch)
			head.Chain = directory.Head{}.Next("").Chain
			return head, err
		}
	}},
	{name: "List knows no chain", check: "heads form a chain of batch IDs", plant: func(b *broken) {
		b.relist(func(page *directory.Page) { page.Head.Chain = directory.Chain{} })
	}},
	{name: "a gap where a batch was refused", check: "a refused batch takes no revision", plant: burnsRevisions},
	{name: "one write short of the limit is refused", check: "a batch at the limits is taken", plant: func(b *broken) {
		b.refuse(func(batch directory.Batch) error {
			if len(batch.Writes) >= directory.MaxBatchKeys {
				return directory.ErrTooLarge
			}
			return nil
		})
	}},
	{name: "bodies of 400 KiB are refused", check: "a batch at the limits is taken", plant: func(b *broken) {
		b.refuse(func(batch directory.Batch) error {
			if batch.Size() > 400<<10 {
				return directory.ErrTooLarge
			}
			return nil
		})
	}},
	{name: "too many writes are cut off", check: "a batch past the limits is refused", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			batch.Writes = batch.Writes[:min(len(batch.Writes), directory.MaxBatchKeys)]
		})
	}},
	{name: "too many bytes are cut off", check: "a batch past the limits is refused", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			for over := batch.Size() - directory.MaxBatchBytes; over > 0; over = batch.Size() - directory.MaxBatchBytes {
				i := slices.IndexFunc(batch.Writes, func(w directory.Write) bool { return len(w.Body) > 0 })
				batch.Writes[i].Body = batch.Writes[i].Body[min(over, len(batch.Writes[i].Body)):]
			}
		})
	}},
	{name: "too many checks are cut off", check: "a batch past the limits is refused", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			batch.Checks = batch.Checks[:min(len(batch.Checks), max(0, directory.MaxBatchKeys-len(batch.Writes)))]
		})
	}},
	{name: "the last write of a key wins", check: "a malformed batch is refused", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			batch.Writes = slices.CompactFunc(batch.Writes, func(x, y directory.Write) bool { return x.Key == y.Key })
		})
	}},
	{name: "the body of a deletion is dropped", check: "a malformed batch is refused", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			for i, w := range batch.Writes {
				if w.Delete {
					batch.Writes[i].Body = nil
				}
			}
		})
	}},
	{name: "a batch without ID is given one", check: "a malformed batch is refused", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			if batch.ID == "" {
				batch.ID = "given"
			}
		})
	}},
	{name: "an empty batch is fine", check: "a malformed batch is refused", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			if len(batch.Writes) == 0 {
				return b.newest(), nil
			}
			return b.Store.Commit(ctx, batch)
		}
	}},
	{name: "tombstones keep a body", check: "a deletion leaves a tombstone", plant: func(b *broken) {
		b.relist(func(page *directory.Page) {
			for i, r := range page.Records {
				if r.Deleted {
					page.Records[i].Body = []byte("as it was")
				}
			}
		})
	}},
	{name: "changes leave deletions out", check: "a deletion leaves a tombstone", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit {
			for i, c := range commits {
				commits[i].Records = withoutTombstones(c.Records)
			}
			return commits
		})
	}},
	{name: "deleting nothing does nothing", check: "deleting what is not there leaves a tombstone", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			batch.Writes = slices.DeleteFunc(slices.Clone(batch.Writes), func(w directory.Write) bool {
				found, _ := b.read(w.Key)
				return w.Delete && found.Revision == 0
			})
			if len(batch.Writes) == 0 {
				return b.newest(), nil
			}
			return b.Store.Commit(ctx, batch)
		}
	}},
}

func withoutTombstones(records []directory.Record) []directory.Record {
	return slices.DeleteFunc(records, func(r directory.Record) bool { return r.Deleted })
}

// burnsRevisions takes a number before it looks at conditions, as a sequence does.
func burnsRevisions(b *broken) {
	var burnt directory.Revision
	b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
		head, err := b.Store.Commit(ctx, batch)
		if err != nil {
			burnt++
		}
		head.Revision += burnt
		return head, err
	}
}

// decide has batches judged by the caller of the sound store, which then writes
// without conditions.
func (b *broken) decide(holds func(want directory.Revision, found directory.Record) bool) {
	b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
		b.Lock()
		defer b.Unlock()
		batch.Writes = slices.Clone(batch.Writes)
		for i, w := range batch.Writes {
			found, _ := b.read(w.Key)
			if !holds(w.If, found) {
				return directory.Head{}, &directory.ConflictError{Key: w.Key, Want: w.If, Found: found.Revision, Deleted: found.Deleted}
			}
			batch.Writes[i].If = directory.AnyRevision
		}
		return b.Store.Commit(ctx, batch)
	}
}

// sound is the rule that stores must follow.
func sound(want directory.Revision, found directory.Record) bool {
	return want == directory.AnyRevision || want == found.Revision || want == 0 && found.Deleted
}

var conditionDefects = []defect{
	{name: "If 0 is no condition", check: "If 0 refuses a live record", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool { return want == 0 || sound(want, found) })
	}},
	{name: "If 0 wants a tombstone", check: "If 0 takes a key that never was", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool {
			return sound(want, found) && (want != 0 || found.Deleted)
		})
	}},
	{name: "a tombstone counts as present", check: "If 0 takes a tombstone", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool {
			return sound(want, found) && (want != 0 || !found.Deleted)
		})
	}},
	{name: "If n is compared with the newest revision", check: "If n takes the record at n", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool {
			return sound(want, found) && (want <= 0 || want == b.newest().Revision)
		})
	}},
	{name: "a tombstone is at no revision", check: "If n takes the tombstone at n", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool {
			return sound(want, found) && (want <= 0 || !found.Deleted)
		})
	}},
	{name: "a lost precondition", check: "If n refuses every other revision", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool { return want > 0 || sound(want, found) })
	}},
	{name: "If n means n or newer", check: "If n refuses every other revision", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool {
			return want > 0 && found.Revision >= want || sound(want, found)
		})
	}},
	{name: "If n holds where nothing is", check: "If n refuses every other revision", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool {
			return found.Revision == 0 || sound(want, found)
		})
	}},
	{name: "AnyRevision wants a live record", check: "AnyRevision takes whatever is there", plant: func(b *broken) {
		b.decide(func(want directory.Revision, found directory.Record) bool {
			return sound(want, found) && !found.Deleted
		})
	}},
	{name: "a conflict says nothing", check: "a conflict names key and revisions", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(ctx, batch)
			if errors.Is(err, directory.ErrConflict) {
				err = fmt.Errorf("broken: %w", directory.ErrConflict)
			}
			return head, err
		}
	}},
	{name: "a conflict names no revision", check: "a conflict names key and revisions", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(ctx, batch)
			if errors.Is(err, directory.ErrConflict) {
				err = conflictAt(batch.Writes[0].Key)
			}
			return head, err
		}
	}},
	{name: "checks are ignored", check: "a check stops the batch", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) { batch.Checks = nil })
	}},
	{name: "only the first check is looked at", check: "a check stops the batch", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) { batch.Checks = batch.Checks[:min(1, len(batch.Checks))] })
	}},
	{name: "checks are touched", check: "a check that holds writes nothing", plant: func(b *broken) {
		b.rewrite(func(batch *directory.Batch) {
			for _, c := range batch.Checks {
				if found, _ := b.read(c.Key); c.If > 0 {
					batch.Writes = append(batch.Writes,
						directory.Write{Key: c.Key, If: c.If, Delete: found.Deleted, Body: found.Body})
				}
			}
			batch.Checks = nil
		})
	}},
	{name: "a check of absence never holds", check: "a check that holds writes nothing", plant: func(b *broken) {
		b.refuse(func(batch directory.Batch) error {
			for _, c := range batch.Checks {
				if c.If == 0 {
					return conflictAt(c.Key)
				}
			}
			return nil
		})
	}},
}

var repeatDefects = []defect{
	{name: "batch IDs are ignored", check: "a batch repeated at once", plant: func(b *broken) {
		n := 0
		b.rewrite(func(batch *directory.Batch) { n++; batch.ID = fmt.Sprint(batch.ID, " ", n) })
	}},
	{name: "a repeated batch returns the newest head", check: "a batch repeated after others", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			_, err := b.Store.Commit(ctx, batch)
			return b.newest(), err
		}
	}},
	{name: "only the last batch ID is remembered", check: "a batch repeated after others", plant: func(b *broken) {
		last, n := "", 0
		b.rewrite(func(batch *directory.Batch) {
			if batch.ID != last {
				last = batch.ID
				n++
			}
			batch.ID = fmt.Sprint(batch.ID, " ", n)
		})
	}},
	{name: "conditions are looked at before the batch ID", check: "a batch repeated whose conditions hold no more", plant: conditionsFirst},
	{name: "conditions come first and the answer is lost", check: "a batch repeated after its answer was lost", plant: conditionsFirst},
	{name: "batch IDs are pruned with their commits", check: "a batch repeated after it was pruned", plant: func(b *broken) {
		generation := 0
		b.rewrite(func(batch *directory.Batch) {
			if generation > 0 {
				batch.ID = fmt.Sprint(batch.ID, " ", generation)
			}
		})
		b.prune = func(ctx context.Context, before directory.Revision) error {
			generation++
			return b.Store.Prune(ctx, before)
		}
	}},
	{name: "a used ID hides another batch", check: "another batch under a used ID", plant: func(b *broken) {
		first := make(map[string]directory.Head)
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			if head, ok := first[batch.ID]; ok {
				return head, nil
			}
			head, err := b.Store.Commit(ctx, batch)
			if err == nil {
				first[batch.ID] = head
			}
			return head, err
		}
	}},
	{name: "the ID of a refused batch is used up", check: "the ID of a refused batch", plant: func(b *broken) {
		refused := make(map[string]error)
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			if err := refused[batch.ID]; err != nil {
				return directory.Head{}, err
			}
			head, err := b.Store.Commit(ctx, batch)
			refused[batch.ID] = err
			return head, err
		}
	}},
}

func conditionsFirst(b *broken) {
	b.refuse(func(batch directory.Batch) error { return batch.Conflict(b.read) })
}
