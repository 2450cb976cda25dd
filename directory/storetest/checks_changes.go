package storetest

import (
	"fmt"

	"github.com/withinreach/withinreach/directory"
)

// changesChecks are of the history that followers read.
var changesChecks = []check{
	{"changes are complete and in order", sayChanges, changesInOrder},
	{"records of a change come in key order", sayChanges, changesKeyOrder},
	{"changes are at most limit", sayFew, changesLimit},
	{"only the newest head has no changes", sayFew, changesNoneAtEnd},
	{"a change holds what was written then", sayBodies, changesKeepBodies},
	{"a foreign chain has diverged", sayDiverged, foreignChain},
	{"a head ahead of the store has diverged", sayDiverged, headAhead},
	{"a changes limit below 1", sayLimit, changesLimitBelow1},
}

// tell makes n commits named c0, c1 and so on, and returns them with the zero
// Commit before them.
func (t *trial) tell(n int) []directory.Commit {
	told := make([]directory.Commit, 1, n+1)
	for i := range n {
		b := directory.Batch{ID: fmt.Sprint("c", i), Writes: []directory.Write{
			set("b", fmt.Sprint("b", i)), set(fmt.Sprint("a", i%3), fmt.Sprint("a", i)),
		}}
		if i%4 == 3 {
			b.Writes = append(b.Writes, remove("c"))
		}
		told = append(told, b.After(told[i].Head))
		t.batch(b)
	}
	return told
}

func changesInOrder(t *trial) {
	told := t.tell(12)
	for _, limit := range []int{1, 2, 5, 12, 1 << 30} {
		for i, c := range told {
			t.same(fmt.Sprintf("changes after revision %d in steps of %d", i, limit),
				append([]directory.Commit(nil), told[i+1:]...), t.follow(c.Head, limit))
		}
	}
}

func changesKeyOrder(t *trial) {
	b := directory.Batch{ID: "all"}
	for i := range ordered {
		b.Writes = append(b.Writes, directory.Write{Key: ordered[(i*5+3)%len(ordered)]})
	}
	t.batch(b)
	for _, c := range t.history() {
		var keys []directory.Key
		for _, r := range c.Records {
			keys = append(keys, r.Key)
		}
		t.same("keys of the commit", ordered, keys)
	}
	t.same("number of commits", 1, len(t.history()))
}

func changesLimit(t *trial) {
	t.tell(9)
	for _, limit := range []int{1, 2, 8} {
		if n := len(t.changes(directory.Head{}, limit)); n > limit {
			t.failf("%d commits where at most %d were asked for", n, limit)
		}
	}
}

func changesNoneAtEnd(t *trial) {
	t.same("changes of an empty store", 0, len(t.changes(directory.Head{}, 10)))
	told := t.tell(5)
	for i, c := range told {
		n := len(t.changes(c.Head, 10))
		if n == 0 && i < 5 || n > 0 && i == 5 {
			t.failf("%d commits after revision %d of 5", n, i)
		}
	}
}

func changesKeepBodies(t *trial) {
	want := []string{"first", "second", "", "fourth"}
	t.commit("1", set("a", want[0]))
	t.commit("2", set("a", want[1]))
	t.commit("3", remove("a"))
	t.commit("4", set("a", want[3]))
	var bodies []string
	for _, c := range t.history() {
		for _, r := range c.Records {
			t.same("revision of the record", c.Head.Revision, r.Revision)
			t.same("deleted", r.Revision == 3, r.Deleted)
			bodies = append(bodies, string(r.Body))
		}
	}
	t.same("bodies in history", want, bodies)
}

// diverged demands that after is not in the history.
func (t *trial) diverged(what string, after directory.Head) {
	if t.err == nil {
		_, err := t.s.Changes(t.ctx, after, 10)
		t.is("changes after "+what, directory.ErrDiverged, err)
	}
}

func foreignChain(t *trial) {
	told := t.tell(4)
	other := directory.Head{}
	for i, c := range told {
		what := fmt.Sprintf("revision %d of another history", i)
		if i > 0 {
			other = other.Next(fmt.Sprint("other ", i))
			t.diverged(what, other)
		}
		flipped := c.Head
		flipped.Chain[15] ^= 1
		t.diverged(what+", one bit off", flipped)
	}
	t.prune(told[2].Head.Revision + 1)
	flipped := told[2].Head
	flipped.Chain[0] ^= 1
	t.diverged("the last revision that was pruned, of another history", flipped)
	t.prune(told[4].Head.Revision + 1)
	flipped = told[4].Head
	flipped.Chain[0] ^= 1
	t.diverged("the newest revision of another history, everything pruned", flipped)
}

func headAhead(t *trial) {
	ahead := directory.Head{}.Next("c0")
	t.diverged("revision 1 of an empty store", ahead)
	told := t.tell(3)
	last := told[3].Head
	t.diverged("the revision after the newest", last.Next("c3"))
	t.diverged("a revision far ahead", directory.Head{Revision: 1 << 40, Chain: last.Chain})
	t.diverged("a revision below 0", directory.Head{Revision: -1})
	t.prune(last.Revision + 1)
	t.diverged("the revision after the newest, everything pruned", last.Next("c3"))
}

func changesLimitBelow1(t *trial) {
	told := t.tell(3)
	for _, limit := range []int{0, -1} {
		for _, i := range []int{0, 3} {
			_, err := t.s.Changes(t.ctx, told[i].Head, limit)
			t.is(fmt.Sprintf("changes after %d with limit %d", i, limit), directory.ErrInvalid, err)
		}
	}
}
