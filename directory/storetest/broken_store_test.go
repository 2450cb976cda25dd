package storetest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

var storeDefects = []defect{
	{name: "bodies are trimmed", check: "a body is any bytes", plant: func(b *broken) {
		b.rewrite(eachBody(bytes.TrimSpace))
	}},
	{name: "bodies end at a NUL", check: "a body is any bytes", plant: func(b *broken) {
		b.rewrite(eachBody(func(body []byte) []byte { before, _, _ := bytes.Cut(body, []byte{0}); return before }))
	}},
	{name: "bodies become UTF-8", check: "a body is any bytes", plant: func(b *broken) {
		b.rewrite(eachBody(func(body []byte) []byte { return bytes.ToValidUTF8(body, []byte("?")) }))
	}},
	{name: "unknown kinds are dropped", check: "a kind is any name", plant: func(b *broken) {
		b.relist(func(page *directory.Page) {
			page.Records = slices.DeleteFunc(page.Records, func(r directory.Record) bool { return r.Key.Kind == "x-other" })
		})
	}},
	{name: "records keep their first revision", check: "a record has the revision of its commit", plant: func(b *broken) {
		b.relist(func(page *directory.Page) {
			for i := range page.Records {
				page.Records[i].Revision = 1
			}
		})
	}},
	{name: "a list keeps the store busy until its end", check: "a commit comes between two pages", plant: busyWhileListing},
	{name: "pages are counted from the start", check: "a commit comes between two pages", plant: pagesByOffset},
	{name: "List reads a replica that lags", check: "what was committed is listed", plant: func(b *broken) {
		var last directory.Page
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			page, err := b.Store.List(ctx, after, limit)
			page, last = last, page
			return page, err
		}
	}},
	{name: "Changes reads a replica that lags", check: "what was committed is among the changes", plant: func(b *broken) {
		b.retell(func(commits []directory.Commit) []directory.Commit { return commits[:max(0, len(commits)-1)] })
	}},
	{name: "bodies passed in are kept, not copied", check: "a body passed in may be reused", plant: func(b *broken) {
		kept := make(map[directory.Key][]byte)
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			for _, w := range batch.Writes {
				kept[w.Key] = w.Body
			}
			return b.Store.Commit(ctx, batch)
		}
		b.relist(func(page *directory.Page) {
			for i, r := range page.Records {
				page.Records[i].Body = kept[r.Key]
			}
		})
	}},
	{name: "a cached page is handed out", check: "a page belongs to the caller", plant: func(b *broken) {
		cache := make(map[string]directory.Page)
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			name := fmt.Sprint(after, limit, b.newest())
			if page, ok := cache[name]; ok {
				return page, nil
			}
			page, err := b.Store.List(ctx, after, limit)
			cache[name] = page
			return page, err
		}
	}},
	{name: "bodies returned share one buffer", check: "a page belongs to the caller", plant: func(b *broken) {
		bodies := make(map[directory.Key][]byte)
		b.relist(func(page *directory.Page) {
			for i, r := range page.Records {
				if bodies[r.Key] == nil {
					bodies[r.Key] = r.Body
				}
				page.Records[i].Body = bodies[r.Key]
			}
		})
	}},
	{name: "cached commits are handed out", check: "changes belong to the caller", plant: func(b *broken) {
		cache := make(map[string][]directory.Commit)
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			name := fmt.Sprint(after, limit, b.newest())
			if commits, ok := cache[name]; ok {
				return commits, nil
			}
			commits, err := b.Store.Changes(ctx, after, limit)
			cache[name] = commits
			return commits, err
		}
	}},
	{name: "Commit ignores its context", check: "an ended context stops Commit", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			return b.Store.Commit(context.WithoutCancel(ctx), batch)
		}
	}},
	{name: "Commit looks at its context too late", check: "an ended context stops Commit", plant: func(b *broken) {
		b.commit = func(ctx context.Context, batch directory.Batch) (directory.Head, error) {
			head, err := b.Store.Commit(context.WithoutCancel(ctx), batch)
			return head, errors.Join(err, ctx.Err())
		}
	}},
	{name: "List ignores its context", check: "an ended context stops reading", plant: func(b *broken) {
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			return b.Store.List(context.WithoutCancel(ctx), after, limit)
		}
	}},
	{name: "Changes ignores its context", check: "an ended context stops reading", plant: func(b *broken) {
		b.changes = func(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
			return b.Store.Changes(context.WithoutCancel(ctx), after, limit)
		}
	}},
	{name: "Prune ignores its context", check: "an ended context stops Prune", plant: func(b *broken) {
		b.prune = func(ctx context.Context, before directory.Revision) error {
			return b.Store.Prune(context.WithoutCancel(ctx), before)
		}
	}},
}

func eachBody(change func([]byte) []byte) func(*directory.Batch) {
	return func(batch *directory.Batch) {
		for i, w := range batch.Writes {
			batch.Writes[i].Body = change(w.Body)
		}
	}
}

func busyWhileListing(b *broken) {
	busy := false
	b.relist(func(page *directory.Page) { busy = len(page.Records) > 0 })
	b.refuse(func(directory.Batch) error {
		if busy {
			return errors.New("database is locked")
		}
		return nil
	})
}

func pagesByOffset(b *broken) {
	offset := 0
	b.list = func(_ context.Context, after directory.Key, limit int) (directory.Page, error) {
		all := b.everything()
		if after == (directory.Key{}) {
			offset = 0
		}
		from := min(offset, len(all))
		to := min(from+limit, len(all))
		offset = to
		return directory.Page{Records: all[from:to], Head: b.newest()}, nil
	}
}
