package storetest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// window is how long a careless store leaves between looking and acting.
const window = 2 * time.Millisecond

var raceDefects = []defect{
	{name: "reading fails while another call runs", check: "all methods at once", plant: func(b *broken) {
		var running atomic.Int32
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			running.Add(1)
			defer running.Add(-1)
			time.Sleep(window)
			return b.Store.Commit(ctx, batch)
		}
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			if running.Load() > 0 {
				return directory.Page{}, errors.New("database is locked")
			}
			return b.Store.List(ctx, after, limit)
		}
	}},
	{name: "Commit returns the head that it finds afterwards", check: "revisions are gapless under racing writers", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			_, err := b.Store.Commit(ctx, batch)
			time.Sleep(window)
			return b.newest(), err
		}
	}},
	{name: "racing writers burn revisions", check: "revisions are gapless under racing writers", plant: func(b *broken) {
		var burnt atomic.Int64
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(ctx, batch)
			if err != nil {
				burnt.Add(1)
			}
			head.Revision += directory.Revision(burnt.Load())
			return head, err
		}
	}},
	{name: "conditions are looked at before the transaction", check: "no update is lost", plant: looksBefore},
	{name: "checks are looked at before the transaction", check: "two batches cannot rely on what the other writes", plant: looksBefore},
	{name: "batch IDs are looked at before the transaction", check: "the same batch from many callers", plant: func(b *broken) {
		first := make(map[string]directory.Head)
		var n atomic.Int64
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			id := batch.ID
			b.Lock()
			head, ok := first[id]
			b.Unlock()
			if ok {
				return head, nil
			}
			time.Sleep(window)
			batch.ID = fmt.Sprint(id, " ", n.Add(1))
			batch.Writes = slices.Clone(batch.Writes)
			batch.Writes[0].If = directory.AnyRevision
			head, err := b.Store.Commit(ctx, batch)
			b.Lock()
			first[id] = head
			b.Unlock()
			return head, err
		}
	}},
	{name: "the head is read after the page", check: "a page is as new as its head", plant: func(b *broken) {
		b.relist(func(page *directory.Page) {
			time.Sleep(window)
			page.Head = b.newest()
		})
	}},
	{name: "records are older than the head says", check: "a slow loader under writers", plant: func(b *broken) {
		var old []directory.Record
		b.list = func(_ context.Context, after directory.Key, limit int) (directory.Page, error) {
			b.Lock()
			defer b.Unlock()
			head := b.newest()
			if len(old) < 17 {
				old = b.everything()
			}
			above := slices.DeleteFunc(slices.Clone(old), func(r directory.Record) bool { return r.Key.Compare(after) <= 0 })
			return directory.Page{Records: above[:min(limit, len(above))], Head: head}, nil
		}
	}},
	{name: "numbers are given out before commits are visible", check: "followers under racing writers", plant: func(b *broken) {
		var calls atomic.Int64
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			late := calls.Add(1)%5 == 0
			for tries := 0; late && tries < 50 && b.newest().Revision < after.Revision+2; tries++ {
				time.Sleep(window) // on a busy machine commits come one by one
			}
			commits, err := b.Store.Changes(ctx, after, limit)
			if late && len(commits) > 1 {
				commits = commits[1:]
			}
			return commits, err
		}
	}},
}

func looksBefore(b *broken) {
	b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
		if err := batch.Conflict(b.read); err != nil {
			return directory.Head{}, err
		}
		time.Sleep(window)
		batch.Checks, batch.Writes = nil, slices.Clone(batch.Writes)
		for i := range batch.Writes {
			batch.Writes[i].If = directory.AnyRevision
		}
		return b.Store.Commit(ctx, batch)
	}
}

var waitDefects = []defect{
	{name: "Wait waits for the commit after the next", check: "Wait ends at once if a commit has followed", hangs: true, plant: func(b *broken) {
		b.wait = func(ctx context.Context, _ directory.Head) error { return b.Store.Wait(ctx, b.newest()) }
	}},
	{name: "Wait takes a head ahead for the newest", check: "Wait ends at once for a head of another history", hangs: true, plant: func(b *broken) {
		b.wait = func(ctx context.Context, after directory.Head) error {
			if newest := b.newest(); after.Revision >= newest.Revision {
				after = newest
			}
			return b.Store.Wait(ctx, after)
		}
	}},
	{name: "Wait takes another chain for its own", check: "Wait ends at once for a head of another history", hangs: true, plant: func(b *broken) {
		b.wait = func(ctx context.Context, after directory.Head) error {
			if newest := b.newest(); after.Revision == newest.Revision {
				after = newest
			}
			return b.Store.Wait(ctx, after)
		}
	}},
	{name: "Wait only looks when it begins", check: "Wait ends when a commit follows", hangs: true, plant: func(b *broken) {
		b.wait = func(ctx context.Context, after directory.Head) error {
			if b.newest() != after {
				return nil
			}
			<-ctx.Done()
			return ctx.Err()
		}
	}},
	{name: "Wait listens after it has looked", check: "Wait misses no commit", hangs: true, plant: func(b *broken) {
		b.wait = func(ctx context.Context, after directory.Head) error {
			if b.newest() != after {
				return nil
			}
			time.Sleep(window)
			return b.Store.Wait(ctx, b.newest())
		}
	}},
	{name: "Wait is always early", check: "Wait blocks while nothing happens", plant: func(b *broken) {
		b.wait = func(ctx context.Context, _ directory.Head) error { return ctx.Err() }
	}},
	{name: "Wait ignores its context", check: "Wait ends with its context", hangs: true, plant: func(b *broken) {
		b.wait = func(_ context.Context, after directory.Head) error {
			ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second) // or the test would leak
			defer cancel()
			return b.Store.Wait(ctx, after)
		}
	}},
	{name: "Wait forgets why it ended", check: "Wait ends with its context", plant: func(b *broken) {
		b.wait = func(ctx context.Context, after directory.Head) error {
			_ = b.Store.Wait(ctx, after)
			return nil
		}
	}},
}
