package storetest

import (
	"context"
	"testing"

	"github.com/withinreach/withinreach/directory"
)

// A reopenCheck looks at a store before and after it was opened again.
type reopenCheck struct {
	name          string
	before, after func(t *trial)
}

var reopenChecks = []reopenCheck{
	{"records and tombstones are there again", reopenWrites, reopenedRecords},
	{"history and head are there again", reopenWrites, reopenedHistory},
	{"batch IDs are known again", reopenWrites, reopenedIDs},
	{"what was pruned stays so", reopenPrunes, reopenedPruned},
}

// RunReopen tests stores that outlive their process. Open makes a new, empty store.
// Reopen closes a store that open made and opens what it kept once more, with
// nothing handed over but what a new process would find.
func RunReopen(t *testing.T, open func(t *testing.T) directory.Store,
	reopen func(t *testing.T, s directory.Store) directory.Store) {
	for _, c := range reopenChecks {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			s := open(t)
			if err := c.try(ctx, s, c.before); err != nil {
				t.Fatal(err)
			}
			if err := c.try(ctx, reopen(t, s), c.after); err != nil {
				t.Error(err)
			}
		})
	}
}

func (c reopenCheck) try(ctx context.Context, s directory.Store, half func(t *trial)) error {
	return check{c.name, sayDurable, half}.try(ctx, s)
}

func reopenWrites(t *trial) {
	t.commit("1", set("a", "a1"), set("b", "b1"))
	t.commit("2", remove("a"))
	t.commit("3", set("b", "b3"))
}

func reopenPrunes(t *trial) {
	reopenWrites(t)
	t.prune(3)
}

func reopenedRecords(t *trial) {
	t.same("records", []directory.Record{tombstone("a", 2), live("b", 3, "b3")}, t.records())
	t.refusedWrite("creating what is live", setIf("b", 0, "x"))
	t.commit("4", setIf("b", 3, "b4"))
}

func reopenedHistory(t *trial) {
	var ids []string
	for _, c := range t.history() {
		ids = append(ids, c.ID)
	}
	t.same("batches", []string{"1", "2", "3"}, ids)
	head := directory.Head{}.Next("1").Next("2").Next("3")
	t.same("head", head, t.head())
	t.same("next head", head.Next("4"), t.commit("4", set("c", "")))
}

func reopenedIDs(t *trial) {
	t.same("head of a batch repeated", directory.Head{}.Next("1"), t.commit("1", set("a", "a1"), set("b", "b1")))
	t.same("number of commits", 3, len(t.history()))
}

func reopenedPruned(t *trial) {
	two := directory.Head{}.Next("1").Next("2")
	t.compactedAt(directory.Head{})
	t.same("number of commits left", 1, len(t.changes(two, 10)))
	t.same("records", []directory.Record{live("b", 3, "b3")}, t.records())
	t.same("head of a pruned batch repeated", directory.Head{}.Next("1"), t.commit("1", set("a", "a1"), set("b", "b1")))
}
