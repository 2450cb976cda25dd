package storetest

import (
	"errors"
	"fmt"

	"github.com/withinreach/withinreach/directory"
)

// conditionChecks are of the preconditions of writes, and of Checks.
var conditionChecks = []check{
	{"If 0 refuses a live record", sayAbsent, absentRefusesLive},
	{"If 0 takes a key that never was", sayAbsent, absentTakesNew},
	{"If 0 takes a tombstone", sayAbsent, absentTakesTombstone},
	{"If n takes the record at n", sayExact, exactTakes},
	{"If n takes the tombstone at n", sayExact, exactTakesTombstone},
	{"If n refuses every other revision", sayExact, exactRefuses},
	{"AnyRevision takes whatever is there", sayAny, anyTakes},
	{"a conflict names key and revisions", sayConflict, conflictSays},
	{"a check stops the batch", sayConflict, checkStops},
	{"a check that holds writes nothing", sayConflict, checkHolds},
}

// refusedWrite demands that w alone conflicts.
func (t *trial) refusedWrite(what string, w directory.Write) error {
	return t.refused(what, directory.ErrConflict, directory.Batch{ID: "refused " + what, Writes: []directory.Write{w}})
}

func absentRefusesLive(t *trial) {
	t.commit("1", set("a", "a1"))
	t.refusedWrite("creating what is live", setIf("a", 0, "a2"))
	t.refusedWrite("deleting what must not be live", directory.Write{Key: key("a"), Delete: true})
	t.commit("2", remove("a"))
	t.commit("3", set("a", "a3"))
	t.refusedWrite("creating what is live again", setIf("a", 0, "a4"))
}

func absentTakesNew(t *trial) {
	t.commit("1", directory.Write{Key: key("a"), Body: []byte("a1")})
	t.same("records", []directory.Record{live("a", 1, "a1")}, t.records())
}

func absentTakesTombstone(t *trial) {
	t.commit("1", set("a", "a1"))
	t.commit("2", remove("a"))
	t.commit("3", set("other", ""))
	t.commit("4", setIf("a", 0, "a4"))
	t.same("record", live("a", 4, "a4"), t.get("a"))
	t.commit("5", setIf("a", 4, "a5"))
	t.same("record", live("a", 5, "a5"), t.get("a"))
}

func exactTakes(t *trial) {
	t.commit("1", set("a", "a1"))
	t.commit("2", set("b", "b2"))
	t.commit("3", setIf("a", 1, "a3"))
	t.commit("4", setIf("a", 3, "a4"))
	t.same("records", []directory.Record{live("a", 4, "a4"), live("b", 2, "b2")}, t.records())
}

func exactTakesTombstone(t *trial) {
	t.commit("1", set("a", "a1"))
	t.commit("2", remove("a"))
	t.commit("3", setIf("a", 2, "a3"))
	t.same("record", live("a", 3, "a3"), t.get("a"))
}

func exactRefuses(t *trial) {
	t.commit("1", set("a", "a1"))
	t.commit("2", set("other", ""))
	t.commit("3", set("a", "a3"))
	for _, n := range []directory.Revision{1, 2, 4} {
		t.refusedWrite(fmt.Sprintf("a record at 3 that must be at %d", n), setIf("a", n, "x"))
	}
	t.refusedWrite("a record that is not there and must be at 1", setIf("none", 1, "x"))
	t.commit("4", remove("a"))
	t.refusedWrite("a tombstone at 4 that must be at 3", setIf("a", 3, "x"))
}

func anyTakes(t *trial) {
	t.commit("1", set("a", "a1"))
	t.commit("2", set("a", "a2"))
	t.commit("3", remove("a"))
	t.commit("4", set("a", "a4"))
	t.same("records", []directory.Record{live("a", 4, "a4")}, t.records())
}

func conflictSays(t *trial) {
	t.commit("1", set("gone", "g1"), set("here", "h1"))
	t.commit("2", remove("gone"), set("here", "h2"))
	for _, c := range []struct {
		name string
		w    directory.Write
		want directory.ConflictError
	}{
		{"a live record", setIf("here", 0, "x"), directory.ConflictError{Key: key("here"), Found: 2}},
		{"an older revision", setIf("here", 1, "x"), directory.ConflictError{Key: key("here"), Want: 1, Found: 2}},
		{"a tombstone", setIf("gone", 1, "x"), directory.ConflictError{Key: key("gone"), Want: 1, Found: 2, Deleted: true}},
		{"nothing", setIf("none", 1, "x"), directory.ConflictError{Key: key("none"), Want: 1}},
	} {
		err := t.refusedWrite(c.name, c.w)
		found, ok := errors.AsType[*directory.ConflictError](err)
		if !ok {
			t.failf("conflict with %s: error is %v, want a *ConflictError", c.name, err)
			return
		}
		t.same("conflict with "+c.name, c.want, *found)
	}
}

func checkStops(t *trial) {
	t.commit("1", set("gone", "g1"), set("here", "h1"))
	t.commit("2", remove("gone"))
	for _, c := range []struct {
		name  string
		check directory.Check
	}{
		{"a record at 1 checked for 2", directory.Check{Key: key("here"), If: 2}},
		{"a live record checked for absence", directory.Check{Key: key("here")}},
		{"a deleted record checked for 1", directory.Check{Key: key("gone"), If: 1}},
		{"a missing record checked for 1", directory.Check{Key: key("none"), If: 1}},
	} {
		t.refused(c.name, directory.ErrConflict, directory.Batch{
			ID:     "refused " + c.name,
			Writes: []directory.Write{set("a", "x")},
			Checks: []directory.Check{{Key: key("other")}, c.check},
		})
	}
}

func checkHolds(t *trial) {
	t.commit("1", set("gone", "g1"), set("here", "h1"))
	head := t.commit("2", remove("gone"))
	t.batch(directory.Batch{
		ID:     "3",
		Writes: []directory.Write{setIf("new", 0, "n3")},
		Checks: []directory.Check{{Key: key("here"), If: 1}, {Key: key("none")}, {Key: key("gone")}},
	})
	t.batch(directory.Batch{
		ID:     "4",
		Writes: []directory.Write{setIf("new", 3, "n4")},
		Checks: []directory.Check{{Key: key("gone"), If: 2}},
	})
	t.same("records", []directory.Record{tombstone("gone", 2), live("here", 1, "h1"), live("new", 4, "n4")}, t.records())
	for _, c := range t.follow(head, 10) {
		t.same("records of a commit with checks", 1, len(c.Records))
	}
}
