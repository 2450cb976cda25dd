package storetest

import (
	"bytes"
	"context"
	"fmt"

	"github.com/withinreach/withinreach/directory"
)

// storeChecks are of what holds for all methods.
var storeChecks = []check{
	{"a body is any bytes", sayOpaque, opaqueBodies},
	{"a kind is any name", sayOpaque, opaqueKinds},
	{"a record has the revision of its commit", sayOpaque, recordRevision},
	{"a commit comes between two pages", sayConcurrent, commitBetweenPages},
	{"what was committed is listed", saySees, seesList},
	{"what was committed is among the changes", saySees, seesChanges},
	{"a body passed in may be reused", sayCopied, copiedIn},
	{"a page belongs to the caller", sayCopied, copiedOutList},
	{"changes belong to the caller", sayCopied, copiedOutChanges},
	{"an ended context stops Commit", sayEnded, endedCommit},
	{"an ended context stops reading", sayEnded, endedReads},
	{"an ended context stops Prune", sayEnded, endedPrune},
}

func opaqueBodies(t *trial) {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	bodies := map[string]string{
		"empty":   "",
		"binary":  string(every),
		"utf-8":   "Señora Ñandú 日本 🙂 e\u0301 \u00e9",
		"unknown": `{"zz_new_field": 1e400, "zz_new_field": "twice"}`,
		"space":   " \r\n\t ",
		"quotes":  `'";--\%_{}$1?`,
	}
	var want []directory.Record
	b := directory.Batch{ID: "bodies"}
	for _, id := range []string{"binary", "empty", "quotes", "space", "unknown", "utf-8"} {
		b.Writes = append(b.Writes, set(id, bodies[id]))
		want = append(want, live(id, 1, bodies[id]))
	}
	head := t.batch(b)
	t.same("records listed", want, t.records())
	t.same("changes", []directory.Commit{{Head: head, ID: b.ID, Records: want}}, t.history())
}

func opaqueKinds(t *trial) {
	keys := []directory.Key{
		{Kind: "Kind of 2031", ID: "https://example.org/a?b=c&d"},
		{Kind: "offering", ID: " a'b\"c%_\\*;--"},
		{Kind: "x-other", ID: "1"},
		{Kind: "ключ", ID: "日本 🙂"},
	}
	var want []directory.Record
	b := directory.Batch{ID: "kinds"}
	for _, k := range keys {
		b.Writes = append(b.Writes, directory.Write{Key: k, Body: []byte(k.Kind)})
		want = append(want, directory.Record{Key: k, Revision: 1, Body: []byte(k.Kind)})
	}
	t.batch(b)
	t.same("records listed", want, t.records())
	for _, k := range keys {
		t.commit("again "+k.Kind, directory.Write{Key: k, If: 1, Delete: true})
	}
	for i := range want {
		want[i] = directory.Record{Key: keys[i], Revision: directory.Revision(i + 2), Deleted: true}
	}
	t.same("records listed after deletion", want, t.records())
}

func recordRevision(t *trial) {
	t.commit("1", set("a", "a1"), set("b", "b1"))
	t.commit("2", set("c", "c2"))
	t.commit("3", set("a", "a3"))
	t.same("records listed", []directory.Record{live("a", 3, "a3"), live("b", 1, "b1"), live("c", 2, "c2")}, t.records())
}

func commitBetweenPages(t *trial) {
	for i := range 6 {
		t.commit(fmt.Sprint(i), set(fmt.Sprint("k", i), "old"))
	}
	first := t.page(directory.Key{}, 2).Records
	if len(first) == 0 {
		t.failf("first page is empty")
		return
	}
	last := first[len(first)-1].Key
	t.commit("between", set("k0", "new"), set("k5", "new"), set("k00", "new"), remove("k4"))
	rest := t.pages(last, 2)
	var want []directory.Record
	for _, r := range t.records() {
		if r.Key.Compare(last) > 0 {
			want = append(want, r)
		}
	}
	t.same("pages read after a commit", want, rest)
}

func seesList(t *trial) {
	t.same("head of an empty store", directory.Head{}, t.head())
	for i := range 5 {
		id := fmt.Sprint(i)
		head := t.commit(id, set("a", id))
		page := t.page(directory.Key{}, 10)
		t.same("Page.Head after commit "+id, head, page.Head)
		t.same("page after commit "+id, []directory.Record{live("a", head.Revision, id)}, page.Records)
	}
}

func seesChanges(t *trial) {
	var at directory.Head
	for i := range 5 {
		id := fmt.Sprint(i)
		before := at
		t.same("changes before commit "+id, 0, len(t.changes(at, 10)))
		at = t.commit(id, set("a", id))
		want := []directory.Commit{{Head: at, ID: id, Records: []directory.Record{live("a", at.Revision, id)}}}
		t.same("changes after commit "+id, want, t.changes(before, 10))
	}
}

func copiedIn(t *trial) {
	body := []byte("as it was")
	writes := []directory.Write{{Key: key("a"), Body: body}, {Key: key("b"), Body: body}}
	t.commit("1", writes...)
	copy(body, "scribble!")
	writes[0].Key, writes[1].Key = key("y"), key("z")
	want := []directory.Record{live("a", 1, "as it was"), live("b", 1, "as it was")}
	t.same("records listed", want, t.records())
	for _, c := range t.history() {
		t.same("records of the commit", want, c.Records)
	}
}

func copiedOutList(t *trial) {
	t.commit("1", set("a", "as it was"), set("b", "as it was"))
	scribble(t.page(directory.Key{}, 100).Records)
	want := []directory.Record{live("a", 1, "as it was"), live("b", 1, "as it was")}
	t.same("the same pages again", want, t.records())
	for _, c := range t.history() {
		t.same("records of the commit", want, c.Records)
	}
}

func copiedOutChanges(t *trial) {
	t.commit("1", set("a", "as it was"), set("b", "as it was"))
	for _, c := range t.changes(directory.Head{}, 10) {
		scribble(c.Records)
	}
	want := []directory.Record{live("a", 1, "as it was"), live("b", 1, "as it was")}
	for _, c := range t.changes(directory.Head{}, 10) {
		t.same("the same commit again", want, c.Records)
	}
	t.same("records listed", want, t.records())
}

// scribble overwrites what a caller may overwrite.
func scribble(records []directory.Record) {
	for i := range records {
		copy(records[i].Body, bytes.Repeat([]byte("x"), len(records[i].Body)))
		_ = append(records[i].Body, "past the end"...)
		records[i] = directory.Record{}
	}
}

// ended calls do with a context that has ended and demands its error.
func (t *trial) ended(method string, do func(ctx context.Context) error) {
	if t.err != nil {
		return
	}
	ctx, cancel := context.WithCancel(t.ctx)
	cancel()
	t.is(method+" with a cancelled context", context.Canceled, do(ctx))
}

func endedCommit(t *trial) {
	head := t.commit("1", set("a", "a1"))
	t.ended("Commit", func(ctx context.Context) error {
		_, err := t.s.Commit(ctx, directory.Batch{ID: "2", Writes: []directory.Write{set("a", "a2")}})
		return err
	})
	t.same("head", head, t.head())
	t.same("records", []directory.Record{live("a", 1, "a1")}, t.records())
	t.same("number of commits", 1, len(t.history()))
}

func endedReads(t *trial) {
	t.commit("1", set("a", "a1"))
	t.ended("List", func(ctx context.Context) error {
		_, err := t.s.List(ctx, directory.Key{}, 10)
		return err
	})
	t.ended("Changes", func(ctx context.Context) error {
		_, err := t.s.Changes(ctx, directory.Head{}, 10)
		return err
	})
}

func endedPrune(t *trial) {
	t.commit("1", set("a", "a1"))
	t.commit("2", remove("a"))
	t.ended("Prune", func(ctx context.Context) error { return t.s.Prune(ctx, 3) })
	t.same("records", []directory.Record{tombstone("a", 2)}, t.records())
	t.same("number of commits", 2, len(t.history()))
}
