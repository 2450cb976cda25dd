package storage_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// A ledger is what writers were told: the head of each batch that was acknowledged.
type ledger struct {
	mu           sync.Mutex
	acknowledged map[string]directory.Head
	errors       int // answers that leave open what happened

	stop    chan struct{}
	writers sync.WaitGroup
}

// write has each of some writers commit to each of stores, until the ledger is closed. A
// writer that got no answer sends the same batch again.
func write(ctx context.Context, each int, stores ...directory.Store) *ledger {
	l := &ledger{acknowledged: map[string]directory.Head{}, stop: make(chan struct{})}
	for i, s := range stores {
		for w := range each {
			l.writers.Go(func() {
				for n := 0; !l.stopped(); n++ {
					l.commit(ctx, s, fmt.Sprintf("%d-%d-%d", i, w, n))
				}
			})
		}
	}
	return l
}

func (l *ledger) stopped() bool {
	select {
	case <-l.stop:
		return true
	default:
		return false
	}
}

func (l *ledger) commit(ctx context.Context, s directory.Store, id string) {
	b := directory.Batch{ID: id, Writes: []directory.Write{
		{Key: directory.Key{Kind: "venue", ID: id}, Body: []byte(id)}, // refused if it is there
		{Key: directory.Key{Kind: "venue", ID: "all"}, If: directory.AnyRevision, Body: []byte(id)},
	}}
	for ctx.Err() == nil {
		head, err := s.Commit(ctx, b)
		l.mu.Lock()
		if err == nil {
			l.acknowledged[id] = head
		} else {
			l.errors++
		}
		l.mu.Unlock()
		if err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// close ends the writers once each has its answer.
func (l *ledger) close() {
	close(l.stop)
	l.writers.Wait()
}

// check demands that the store has each batch acknowledged once, at the head that was
// told, and no other one.
func (l *ledger) check(t *testing.T, s directory.Store) {
	t.Helper()
	commits, err := sound(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range commits {
		if seen[c.ID] {
			t.Errorf("batch %q is there twice", c.ID)
		}
		seen[c.ID] = true
		if want, ok := l.acknowledged[c.ID]; !ok || want != c.Head {
			t.Errorf("batch %q is at revision %d, acknowledged at %d", c.ID, c.Head.Revision, want.Revision)
		}
	}
	for id, head := range l.acknowledged {
		if !seen[id] {
			t.Errorf("batch %q, acknowledged at revision %d, is lost", id, head.Revision)
		}
	}
	t.Logf("%d batches acknowledged, %d answers were errors, 0 lost, 0 doubled unless said above",
		len(l.acknowledged), l.errors)
	if len(l.acknowledged) < 10 {
		t.Error("hardly anything was written")
	}
}
