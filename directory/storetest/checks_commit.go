package storetest

import (
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/directory"
)

// commitChecks are of what a batch writes.
var commitChecks = []check{
	{"all of a batch is written", sayAtomic, wholeBatch},
	{"nothing of a refused batch is written", sayAtomic, noPartOfBatch},
	{"heads form a chain of batch IDs", sayNext, chain},
	{"a refused batch takes no revision", sayNext, noRevisionForRefused},
	{"a batch at the limits is taken", sayValid, batchAtLimit},
	{"a batch past the limits is refused", sayValid, batchPastLimit},
	{"a malformed batch is refused", sayValid, malformedBatch},
	{"a deletion leaves a tombstone", sayDeletion, deletion},
	{"deleting what is not there leaves a tombstone", sayDeletion, deletionOfNothing},
}

func wholeBatch(t *trial) {
	var writes []directory.Write
	for i := range 20 {
		writes = append(writes, set(fmt.Sprintf("k%02d", i), "old"))
	}
	t.commit("1", writes...)
	want := make([]directory.Record, 0, 20)
	for i := range writes {
		id := writes[i].Key.ID
		switch i % 2 {
		case 0:
			writes[i] = setIf(id, 1, "new")
			want = append(want, live(id, 2, "new"))
		case 1:
			writes[i] = remove(id)
			want = append(want, tombstone(id, 2))
		}
	}
	head := t.commit("2", writes...)
	t.same("head", head, t.head())
	t.same("records", want, t.records())
	t.same("commits", []directory.Commit{{Head: head, ID: "2", Records: want}}, t.changes(directory.Head{}.Next("1"), 10))
}

func noPartOfBatch(t *trial) {
	t.commit("1", set("b", "b1"))
	for _, writes := range [][]directory.Write{
		{set("a", "a2"), set("c", "c2"), setIf("b", 0, "b2")},
		{setIf("b", 0, "b2"), set("a", "a2"), set("c", "c2")},
		{set("a", "a2"), setIf("b", 7, "b2"), remove("c")},
	} {
		t.refused("a batch with one condition that does not hold", directory.ErrConflict,
			directory.Batch{ID: "2", Writes: writes})
	}
}

func chain(t *trial) {
	var want directory.Head
	for _, id := range []string{"first", "second", "日本 🙂", strings.Repeat("l", directory.MaxID)} {
		want = want.Next(id)
		t.same("head that Commit returns", want, t.commit(id, set("a", "body of "+id)))
		t.same("head that List returns", want, t.head())
	}
	t.same("number of commits", 4, len(t.history()))
}

func noRevisionForRefused(t *trial) {
	head := t.commit("1", set("a", "a1"))
	t.refused("a write that must be new", directory.ErrConflict,
		directory.Batch{ID: "x", Writes: []directory.Write{setIf("a", 0, "a2")}})
	t.refused("a batch without writes", directory.ErrInvalid, directory.Batch{ID: "y"})
	want := head.Next("2")
	t.same("next head", want, t.commit("2", set("b", "b2")))
	t.same("record", live("b", 2, "b2"), t.get("b"))
	t.same("number of commits", 2, len(t.history()))
}

// full returns a batch of the most records that is allowed, with the most bytes
// plus extra, in the longest keys.
func full(id string, extra int) directory.Batch {
	b := directory.Batch{ID: id}
	for i := range directory.MaxBatchKeys {
		k := directory.Key{
			Kind: strings.Repeat("k", directory.MaxKind),
			ID:   fmt.Sprintf("%0*d", directory.MaxID, i),
		}
		b.Writes = append(b.Writes, directory.Write{Key: k, If: directory.AnyRevision})
	}
	rest := directory.MaxBatchBytes - b.Size() + extra
	for i := range b.Writes {
		n := rest / (len(b.Writes) - i)
		b.Writes[i].Body = []byte(strings.Repeat("\xff", n))
		rest -= n
	}
	return b
}

func batchAtLimit(t *trial) {
	head := t.batch(full("full", 0))
	want := full("full", 0).After(directory.Head{})
	t.same("records", want.Records, t.records())
	commits := t.changes(directory.Head{}, 1)
	t.same("commits", []directory.Commit{want}, commits)

	one := directory.Batch{ID: "one", Writes: []directory.Write{set("large", "")}}
	one.Writes[0].Body = make([]byte, directory.MaxBatchBytes-one.Size())
	t.batch(one)
	t.same("length of the largest body", len(one.Writes[0].Body), len(t.get("large").Body))

	checked := full("checked", 0)
	for i := range checked.Writes[1:] {
		k := directory.Key{Kind: "none", ID: fmt.Sprint(i)}
		checked.Checks = append(checked.Checks, directory.Check{Key: k})
	}
	checked.Writes = checked.Writes[:1]
	t.same("head after a batch of checks", head.Next("one").Next("checked"), t.batch(checked))
}

func batchPastLimit(t *trial) {
	t.commit("1", set("a", "a1"))
	t.refused("one byte past the limit", directory.ErrTooLarge, full("bytes", 1))
	many := full("many", -1000)
	many.Writes = append(many.Writes, set("a", ""))
	t.refused("one write past the limit", directory.ErrTooLarge, many)
	checked := full("checked", -1000)
	checked.Checks = []directory.Check{{Key: key("a"), If: 1}}
	t.refused("one check past the limit", directory.ErrTooLarge, checked)
}

func malformedBatch(t *trial) {
	t.commit("1", set("a", "a1"))
	ok := set("b", "b2")
	writes := func(w ...directory.Write) directory.Batch { return directory.Batch{ID: "x", Writes: w} }
	named := func(kind, id string) directory.Batch {
		return writes(ok, directory.Write{Key: directory.Key{Kind: kind, ID: id}})
	}
	for _, c := range []struct {
		name string
		b    directory.Batch
	}{
		{"a batch without ID", directory.Batch{Writes: []directory.Write{ok}}},
		{"a batch with too long an ID", directory.Batch{ID: strings.Repeat("x", directory.MaxID+1), Writes: []directory.Write{ok}}},
		{"a batch without writes", directory.Batch{ID: "x", Checks: []directory.Check{{Key: key("a"), If: 1}}}},
		{"a key without kind", named("", "b")},
		{"a key without ID", named(kind, "")},
		{"a key with the separator in it", named(kind, "b\x1fc")},
		{"a key with a NUL in it", named(kind, "b\x00c")},
		{"a key that is not UTF-8", named(kind, "b\xff")},
		{"a key that is too long", named(kind, strings.Repeat("x", directory.MaxID+1))},
		{"a key written twice", writes(ok, ok)},
		{"a key written and checked", directory.Batch{ID: "x", Writes: []directory.Write{ok},
			Checks: []directory.Check{{Key: ok.Key}}}},
		{"a deletion with a body", writes(ok, directory.Write{Key: key("a"), If: 1, Delete: true, Body: []byte("x")})},
		{"a condition that is no revision", writes(ok, setIf("a", -2, "a2"))},
		{"a check without condition", directory.Batch{ID: "x", Writes: []directory.Write{ok},
			Checks: []directory.Check{{Key: key("a"), If: directory.AnyRevision}}}},
	} {
		t.refused(c.name, directory.ErrInvalid, c.b)
	}
}

func deletion(t *trial) {
	t.commit("1", set("a", "a1"), set("b", "b1"))
	head := t.commit("2", directory.Write{Key: key("a"), If: 1, Delete: true})
	gone := tombstone("a", 2)
	t.same("records", []directory.Record{gone, live("b", 1, "b1")}, t.records())
	t.same("commit", []directory.Commit{{Head: head, ID: "2", Records: []directory.Record{gone}}},
		t.changes(directory.Head{}.Next("1"), 10))
}

func deletionOfNothing(t *trial) {
	head := t.commit("1", remove("a"), directory.Write{Key: key("b"), Delete: true})
	want := []directory.Record{tombstone("a", 1), tombstone("b", 1)}
	t.same("records", want, t.records())
	t.same("commits", []directory.Commit{{Head: head, ID: "1", Records: want}}, t.history())
}
