package storetest

import (
	"errors"
	"fmt"

	"github.com/withinreach/withinreach/directory"
)

// repeatChecks are of the batch ID, which makes a commit safe to repeat.
var repeatChecks = []check{
	{"a batch repeated at once", sayRepeat, repeatAtOnce},
	{"a batch repeated after others", sayRepeat, repeatLater},
	{"a batch repeated whose conditions hold no more", sayRepeat, repeatConditions},
	{"a batch repeated after its answer was lost", sayRepeat, repeatLostAnswer},
	{"a batch repeated after it was pruned", sayRepeat, repeatPruned},
	{"another batch under a used ID", sayReused, reusedID},
	{"the ID of a refused batch", sayFree, refusedID},
}

func repeatAtOnce(t *trial) {
	b := directory.Batch{ID: "1", Writes: []directory.Write{set("b", "b1"), remove("c"), set("a", "a1")}}
	head := t.batch(b)
	records := t.records()
	t.same("head of the batch repeated", head, t.batch(b))
	t.same("newest head", head, t.head())
	t.same("records", records, t.records())
	t.same("number of commits", 1, len(t.history()))
}

func repeatLater(t *trial) {
	b := directory.Batch{ID: "1", Writes: []directory.Write{set("a", "old")}}
	first := t.batch(b)
	for i := range 30 {
		t.commit(fmt.Sprint("later ", i), set("a", fmt.Sprint("new ", i)))
	}
	t.same("head of the batch repeated", first, t.batch(b))
	t.same("record", live("a", 31, "new 29"), t.get("a"))
	t.same("number of commits", 31, len(t.history()))
}

func repeatConditions(t *trial) {
	t.commit("0", set("guard", ""), set("edited", "e1"))
	b := directory.Batch{
		ID:     "1",
		Writes: []directory.Write{setIf("created", 0, "c2"), setIf("edited", 1, "e2")},
		Checks: []directory.Check{{Key: key("guard"), If: 1}},
	}
	first := t.batch(b)
	t.same("head of the batch repeated", first, t.batch(b))
	t.commit("2", set("guard", "changed"))
	t.same("head of the batch repeated later", first, t.batch(b))
	t.same("number of commits", 3, len(t.history()))
}

func repeatLostAnswer(t *trial) {
	lost := errors.New("connection lost")
	cut := &Faulty{Store: t.s, Fault: func(c Call) Fault {
		if c.Method == "Commit" && c.N%2 == 1 {
			return Fault{Late: lost}
		}
		return Fault{}
	}}
	var head directory.Head
	for i := range 5 {
		b := directory.Batch{ID: fmt.Sprint(i), Writes: []directory.Write{setIf("a", directory.Revision(i), fmt.Sprint(i))}}
		_, err := cut.Commit(t.ctx, b)
		t.is("commit over a cut connection", lost, err)
		again, err := cut.Commit(t.ctx, b)
		if err != nil {
			t.failf("repeating the commit: %w", err)
		}
		head = head.Next(b.ID)
		t.same("head of the batch repeated", head, again)
	}
	t.same("record", live("a", 5, "4"), t.get("a"))
	t.same("number of commits", 5, len(t.history()))
}

func repeatPruned(t *trial) {
	b := directory.Batch{ID: "1", Writes: []directory.Write{set("a", "old")}}
	first := t.batch(b)
	second := t.commit("2", set("a", "new"))
	t.prune(second.Revision)
	t.same("head of the batch repeated once pruned", first, t.batch(b))
	t.prune(second.Revision + 1)
	t.same("head of the batch repeated once all is pruned", first, t.batch(b))
	t.same("newest head", second, t.head())
	t.same("record", live("a", 2, "new"), t.get("a"))
}

func reusedID(t *trial) {
	t.commit("1", set("a", "a1"), set("b", "b1"))
	for _, c := range []struct {
		name   string
		writes []directory.Write
	}{
		{"another body", []directory.Write{set("a", "a2"), set("b", "b1")}},
		{"another key", []directory.Write{set("a", "a1"), set("c", "b1")}},
		{"a deletion", []directory.Write{set("a", "a1"), remove("b")}},
		{"a write less", []directory.Write{set("a", "a1")}},
		{"a write more", []directory.Write{set("a", "a1"), set("b", "b1"), set("c", "c1")}},
	} {
		t.refused(c.name+" under a used ID", directory.ErrInvalid, directory.Batch{ID: "1", Writes: c.writes})
	}
}

func refusedID(t *trial) {
	head := t.commit("1", set("a", "a1"))
	t.refused("a conflict", directory.ErrConflict,
		directory.Batch{ID: "2", Writes: []directory.Write{setIf("a", 7, "a2")}})
	t.refused("a deletion with a body", directory.ErrInvalid,
		directory.Batch{ID: "2", Writes: []directory.Write{{Key: key("a"), If: 1, Delete: true, Body: []byte("x")}}})
	t.same("head under the ID of a refused batch", head.Next("2"), t.commit("2", setIf("a", 1, "a2")))
	t.same("record", live("a", 2, "a2"), t.get("a"))
}
