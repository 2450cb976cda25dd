package storetest

import (
	"fmt"

	"github.com/withinreach/withinreach/directory"
)

// listChecks are of pages.
var listChecks = []check{
	{"keys come in byte order", sayList, byteOrder},
	{"pages of any size hold every record once", sayList, pagesOfAnySize},
	{"a page begins above a key that is not there", sayList, pageAfterMissing},
	{"tombstones are listed", sayList, listTombstones},
	{"a page is at most limit long", sayPage, pageLimit},
	{"only the end is an empty page", sayPage, pageEmptyAtEnd},
	{"a list limit below 1", sayLimit, listLimit},
}

// ordered are keys in byte order. Other orders (of a language, without case, of
// numbers, of UTF-16) put at least two of them the other way round.
var ordered = []directory.Key{
	{Kind: "K", ID: "b"},
	{Kind: "a", ID: "z"},
	{Kind: "a b", ID: "a"},
	{Kind: "a-", ID: "a"},
	{Kind: "aa", ID: "a"},
	{Kind: "k", ID: " "},
	{Kind: "k", ID: "-1"},
	{Kind: "k", ID: "10"},
	{Kind: "k", ID: "9"},
	{Kind: "k", ID: "B"},
	{Kind: "k", ID: "a"},
	{Kind: "k", ID: "a b"},
	{Kind: "k", ID: "a-b"},
	{Kind: "k", ID: "ab"},
	{Kind: "k", ID: "b"},
	{Kind: "k", ID: "e\u0301"},
	{Kind: "k", ID: "z"},
	{Kind: "k", ID: "~"},
	{Kind: "k", ID: "\u00e9"},
	{Kind: "k", ID: "\uffee"},
	{Kind: "k", ID: "\U0001f642"},
	{Kind: "é", ID: "a"},
}

func byteOrder(t *trial) {
	// From the last to the first, so that the order of writing is of no help.
	for i := len(ordered) - 1; i >= 0; i-- {
		t.commit(fmt.Sprint(i), directory.Write{Key: ordered[i]})
	}
	for _, limit := range []int{1, 4, 100} {
		var keys []directory.Key
		for _, r := range t.pages(directory.Key{}, limit) {
			keys = append(keys, r.Key)
		}
		t.same(fmt.Sprintf("keys in pages of %d", limit), ordered, keys)
	}
	for _, c := range t.follow(directory.Head{}, 100) {
		t.same("records of a commit", 1, len(c.Records))
	}
}

// fill commits n records named k00, k01 and so on, some in one batch, and returns
// them.
func (t *trial) fill(n int) []directory.Record {
	var want []directory.Record
	for i := 0; i < n; {
		b := directory.Batch{ID: fmt.Sprint("fill ", i)}
		rev := directory.Revision(1)
		if len(want) > 0 {
			rev = want[len(want)-1].Revision + 1
		}
		for range 1 + i%4 {
			if i < n {
				id := fmt.Sprintf("k%02d", i)
				b.Writes = append(b.Writes, set(id, id))
				want = append(want, live(id, rev, id))
				i++
			}
		}
		t.batch(b)
	}
	return want
}

func pagesOfAnySize(t *trial) {
	t.same("records of an empty store", 0, len(t.records()))
	want := t.fill(23)
	for _, limit := range []int{1, 2, 3, 7, 22, 23, 24, 1000, 1 << 30} {
		t.same(fmt.Sprintf("records in pages of %d", limit), want, t.pages(directory.Key{}, limit))
	}
	t.same("records above the last", 0, len(t.page(key("k22"), 10).Records))
}

func pageAfterMissing(t *trial) {
	want := t.fill(10)
	other := directory.Key{Kind: "a", ID: "x"}
	t.commit("other kind", directory.Write{Key: other})
	t.same("records above a key between two", want[6:], t.pages(key("k05x"), 100))
	t.same("records of a kind and those above it", want, t.pages(directory.Key{Kind: kind}, 100))
	for _, r := range t.page(directory.Key{}, 1).Records {
		t.same("first key above the zero Key", other, r.Key)
	}
	t.same("records above all keys", 0, len(t.pages(directory.Key{Kind: "zz", ID: "z"}, 100)))
}

func listTombstones(t *trial) {
	t.fill(6)
	t.commit("gone", remove("k01"), remove("k05"))
	var gone []string
	for _, r := range t.pages(directory.Key{}, 4) {
		if r.Deleted {
			gone = append(gone, r.Key.ID)
		}
	}
	t.same("tombstones listed", []string{"k01", "k05"}, gone)
}

func pageLimit(t *trial) {
	t.fill(12)
	for _, limit := range []int{1, 2, 5, 11} {
		if n := len(t.page(directory.Key{}, limit).Records); n > limit {
			t.failf("%d records on a page of at most %d", n, limit)
		}
	}
}

func pageEmptyAtEnd(t *trial) {
	want := t.fill(9)
	b := directory.Batch{ID: "gone"}
	for _, r := range want[2:7] {
		b.Writes = append(b.Writes, remove(r.Key.ID))
	}
	t.batch(b)
	for i := range want {
		for _, limit := range []int{1, 3, 5000} {
			after := directory.Key{}
			if i > 0 {
				after = want[i-1].Key
			}
			if len(t.page(after, limit).Records) == 0 {
				t.failf("empty page of up to %d after %q, with %d records to come", limit, after.ID, len(want)-i)
			}
		}
	}
	if page := t.page(key("k08"), 1); len(page.Records) > 0 {
		t.failf("%d records above the last", len(page.Records))
	}
}

func listLimit(t *trial) {
	t.fill(3)
	for _, limit := range []int{0, -1} {
		_, err := t.s.List(t.ctx, directory.Key{}, limit)
		t.is(fmt.Sprintf("list with limit %d", limit), directory.ErrInvalid, err)
	}
}
