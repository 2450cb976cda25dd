package storetest

import (
	"fmt"

	"github.com/withinreach/withinreach/directory"
)

// pruneChecks are of forgetting.
var pruneChecks = []check{
	{"pruned commits are compacted", sayCompact, compacted},
	{"everything pruned is still compacted", sayCompact, allCompacted},
	{"old tombstones are forgotten", sayForgets, forgetsTombstones},
	{"later commits and all live records stay", sayStays, pruneKeeps},
	{"later tombstones stay", sayStays, keepsTombstones},
	{"revisions go on after everything was pruned", sayStays, goesOn},
	{"prune takes any revision", sayBounds, pruneBounds},
}

// compactedAt demands that commits after a head were pruned.
func (t *trial) compactedAt(after directory.Head) {
	if t.err == nil {
		_, err := t.s.Changes(t.ctx, after, 10)
		t.is(fmt.Sprintf("changes after pruned revision %d", after.Revision), directory.ErrCompacted, err)
	}
}

func compacted(t *trial) {
	told := t.tell(8)
	t.prune(5)
	for _, c := range told[:4] {
		t.compactedAt(c.Head)
	}
	for i := 4; i <= 8; i++ {
		t.same(fmt.Sprintf("commits after revision %d", i),
			append([]directory.Commit(nil), told[i+1:]...), t.follow(told[i].Head, 3))
	}
}

func allCompacted(t *trial) {
	told := t.tell(4)
	t.prune(5)
	for _, c := range told[:4] {
		t.compactedAt(c.Head)
	}
	t.same("commits after the newest", 0, len(t.changes(told[4].Head, 10)))
}

func forgetsTombstones(t *trial) {
	t.commit("1", set("a", "a1"), set("b", "b1"), set("c", "c1"))
	t.commit("2", remove("a"), remove("none"))
	t.commit("3", remove("b"))
	t.prune(3)
	t.same("records", []directory.Record{tombstone("b", 3), live("c", 1, "c1")}, t.records())
	t.refusedWrite("a pruned tombstone that must be at 2", setIf("a", 2, "x"))
	t.commit("4", setIf("a", 0, "a4"))
	t.prune(5)
	t.same("records", []directory.Record{live("a", 4, "a4"), live("c", 1, "c1")}, t.records())
}

func pruneKeeps(t *trial) {
	told := t.tell(9)
	want := t.records() // some of them older than what stays of the commits
	t.prune(8)
	t.same("head", told[9].Head, t.head())
	var live, kept []directory.Record
	for _, r := range want {
		if !r.Deleted {
			live = append(live, r)
		}
	}
	for _, r := range t.records() {
		if !r.Deleted {
			kept = append(kept, r)
		}
	}
	t.same("live records", live, kept)
	t.same("commits from 8 on", told[8:], t.follow(told[7].Head, 10))
	for _, r := range live {
		t.commit("edit "+r.Key.ID, setIf(r.Key.ID, r.Revision, "edited"))
	}
}

func keepsTombstones(t *trial) {
	t.commit("1", set("a", "a1"), set("b", "b1"))
	t.commit("2", remove("a"))
	t.commit("3", remove("b"))
	t.prune(2)
	t.same("records", []directory.Record{tombstone("a", 2), tombstone("b", 3)}, t.records())
	t.commit("4", setIf("a", 2, "a4"))
}

func goesOn(t *trial) {
	told := t.tell(3)
	t.prune(4)
	head := t.commit("next", set("a0", "new"))
	t.same("head after everything was pruned", told[3].Head.Next("next"), head)
	t.same("changes", []directory.Commit{{Head: head, ID: "next",
		Records: []directory.Record{live("a0", 4, "new")}}}, t.changes(told[3].Head, 10))
	t.compactedAt(told[2].Head)
}

func pruneBounds(t *trial) {
	t.prune(5)
	t.same("head of an empty store", directory.Head{}, t.head())
	told := t.tell(4)
	for _, before := range []directory.Revision{-1, 0, 1} {
		t.prune(before)
		t.same("commits", told[1:], t.history())
	}
	t.prune(3)
	t.prune(2)
	t.prune(3)
	t.same("commits from 3 on", told[3:], t.follow(told[2].Head, 10))
	t.prune(1 << 40)
	t.compactedAt(told[3].Head)
	head := t.commit("next", set("a0", "new"))
	t.same("head after a revision far ahead was pruned", told[4].Head.Next("next"), head)
	t.same("number of commits since", 1, len(t.changes(told[4].Head, 10)))
}
