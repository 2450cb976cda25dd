package storetest_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/withinreach/withinreach/directory"
)

// reorder has all records listed by another order of keys.
func reorder(order func(x, y directory.Key) int) func(b *broken) {
	return func(b *broken) {
		b.list = func(_ context.Context, after directory.Key, limit int) (directory.Page, error) {
			all := b.everything()
			slices.SortStableFunc(all, func(x, y directory.Record) int { return order(x.Key, y.Key) })
			if i := slices.IndexFunc(all, func(r directory.Record) bool { return r.Key == after }); i >= 0 {
				all = all[i+1:]
			}
			return directory.Page{Records: all[:min(limit, len(all))], Head: b.newest()}, nil
		}
	}
}

var listDefects = []defect{
	{name: "keys are ordered without case", check: "keys come in byte order", plant: reorder(func(x, y directory.Key) int {
		return strings.Compare(strings.ToLower(x.Stored()), strings.ToLower(y.Stored()))
	})},
	{name: "keys are ordered by UTF-16", check: "keys come in byte order", plant: reorder(func(x, y directory.Key) int {
		return slices.Compare(utf16.Encode([]rune(x.Stored())), utf16.Encode([]rune(y.Stored())))
	})},
	{name: "keys are ordered by length", check: "keys come in byte order", plant: reorder(func(x, y directory.Key) int {
		return cmp.Or(cmp.Compare(len(x.ID), len(y.ID)), x.Compare(y))
	})},
	{name: "keys are ordered by kind and ID run together", check: "keys come in byte order", plant: reorder(func(x, y directory.Key) int {
		return strings.Compare(x.Kind+x.ID, y.Kind+y.ID)
	})},
	{name: "punctuation is ignored in the order", check: "keys come in byte order", plant: reorder(func(x, y directory.Key) int {
		plain := strings.NewReplacer("-", "", " ", "")
		return strings.Compare(plain.Replace(x.Stored()), plain.Replace(y.Stored()))
	})},
	{name: "a page begins with the key it should follow", check: "pages of any size hold every record once", plant: func(b *broken) {
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			page, err := b.Store.List(ctx, after, limit)
			if found, _ := b.read(after); found.Revision > 0 {
				page.Records = slices.Insert(page.Records, 0, found)
			}
			return page, err
		}
	}},
	{name: "a list ends after 20 records", check: "pages of any size hold every record once", plant: func(b *broken) {
		b.relist(func(page *directory.Page) {
			page.Records = slices.DeleteFunc(page.Records, func(r directory.Record) bool { return r.Key.ID >= "k20" })
		})
	}},
	{name: "a page follows only a key that is there", check: "a page begins above a key that is not there", plant: func(b *broken) {
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			if found, _ := b.read(after); found.Revision == 0 && after != (directory.Key{}) {
				return directory.Page{Head: b.newest()}, nil
			}
			return b.Store.List(ctx, after, limit)
		}
	}},
	{name: "tombstones are dropped", check: "tombstones are listed", plant: func(b *broken) {
		b.list = func(_ context.Context, after directory.Key, limit int) (directory.Page, error) {
			above := slices.DeleteFunc(withoutTombstones(b.everything()), func(r directory.Record) bool {
				return r.Key.Compare(after) <= 0
			})
			return directory.Page{Records: above[:min(limit, len(above))], Head: b.newest()}, nil
		}
	}},
	{name: "a page holds everything", check: "a page is at most limit long", plant: func(b *broken) {
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			return b.Store.List(ctx, after, limit*1000)
		}
	}},
	{name: "a page of tombstones is empty", check: "only the end is an empty page", plant: func(b *broken) {
		b.relist(func(page *directory.Page) { page.Records = withoutTombstones(page.Records) })
	}},
	{name: "a limit past 1,000 gets nothing", check: "only the end is an empty page", plant: func(b *broken) {
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			page, err := b.Store.List(ctx, after, limit)
			if limit > 1000 {
				page.Records = nil
			}
			return page, err
		}
	}},
	{name: "list limit -1 panics", check: "a list limit below 1", plant: reorder(directory.Key.Compare)},
	{name: "list limit 0 means all", check: "a list limit below 1", plant: func(b *broken) {
		b.list = func(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
			if limit < 1 {
				limit = 1 << 30
			}
			return b.Store.List(ctx, after, limit)
		}
	}},
}
