package storetest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// waitChecks are for stores that can wait.
var waitChecks = []check{
	{"Wait ends at once if a commit has followed", sayWait, waitAtOnce},
	{"Wait ends at once for a head of another history", sayWait, waitForeign},
	{"Wait ends when a commit follows", sayWait, waitForCommit},
	{"Wait misses no commit", sayWait, waitMissesNone},
	{"Wait blocks while nothing happens", sayEarly, waitBlocks},
	{"Wait ends with its context", sayEnds, waitEnds},
}

// wait waits for a commit after a head, as its callers do: again and again until
// Changes has it.
func (t *trial) wait(after directory.Head) {
	for t.err == nil && len(t.changes(after, 1)) == 0 {
		if err := t.s.(directory.Waiter).Wait(t.ctx, after); err != nil {
			t.failf("wait after revision %d: %w", after.Revision, err)
		}
	}
}

func (t *trial) returnsAtOnce(what string, after directory.Head) {
	if t.err == nil {
		if err := t.s.(directory.Waiter).Wait(t.ctx, after); err != nil {
			t.failf("wait after %s: %w", what, err)
		}
	}
}

func waitAtOnce(t *trial) {
	told := t.tell(3)
	for i, c := range told[:3] {
		t.returnsAtOnce(fmt.Sprintf("revision %d of 3", i), c.Head)
	}
	t.prune(4)
	t.returnsAtOnce("a revision that was pruned", told[1].Head)
}

func waitForeign(t *trial) {
	last := t.tell(2)[2].Head
	t.returnsAtOnce("a head ahead of the store", last.Next("c2"))
	last.Chain[3] ^= 4
	t.returnsAtOnce("the newest revision with another chain", last)
}

func waitForCommit(t *trial) {
	head := t.head()
	for i := range 3 {
		t.together(2, func(who int) error {
			me := &trial{ctx: t.ctx, s: t.s}
			if who == 0 {
				time.Sleep(3 * time.Millisecond)
				me.commit(fmt.Sprint(i), set("a", ""))
			} else {
				me.wait(head)
			}
			return me.err
		})
		head = head.Next(fmt.Sprint(i))
	}
}

// waitMissesNone has a writer go on only when the waiter has seen its last commit,
// so that each commit comes while Wait begins and one missed is missed for good.
func waitMissesNone(t *trial) {
	const commits = 30
	ctx, stop := context.WithCancel(t.ctx)
	defer stop()
	seen := make(chan bool, commits)
	t.together(2, func(who int) error {
		me := &trial{ctx: ctx, s: t.s}
		var at directory.Head
		for i := 0; i < commits && me.err == nil; i++ {
			id := fmt.Sprint(i)
			if who == 1 {
				me.wait(at)
				at = at.Next(id)
				seen <- true
				continue
			}
			me.commit(id, set("a", id))
			select {
			case <-seen:
			case <-ctx.Done():
				me.failf("commit %d was not seen: %w", i, ctx.Err())
			}
		}
		if me.err != nil {
			stop()
		}
		return me.err
	})
}

func waitBlocks(t *trial) {
	head := t.tell(1)[1].Head
	for range 5 {
		if t.err != nil {
			return
		}
		ctx, cancel := context.WithTimeout(t.ctx, 20*time.Millisecond)
		err := t.s.(directory.Waiter).Wait(ctx, head)
		cancel()
		if err != nil {
			t.is("wait while nothing happens", context.DeadlineExceeded, err)
			return
		}
	}
	t.failf("wait returned early 5 times out of 5")
}

func waitEnds(t *trial) {
	head := t.tell(1)[1].Head
	for _, delay := range []time.Duration{0, 5 * time.Millisecond} {
		ctx, cancel := context.WithCancel(t.ctx)
		if delay == 0 {
			cancel()
		}
		timer := time.AfterFunc(delay, cancel)
		var err error
		for tries := 0; err == nil && tries < 100; tries++ {
			err = t.s.(directory.Waiter).Wait(ctx, head)
			if err == nil {
				time.Sleep(time.Millisecond) // it was early
			}
		}
		timer.Stop()
		if t.err == nil && !errors.Is(err, context.Canceled) {
			t.failf("wait with a context cancelled after %v: error is %v, want %v", delay, err, context.Canceled)
		}
		cancel()
	}
}
