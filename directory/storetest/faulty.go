package storetest

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// A Faulty is a store that passes calls on to another one, and fails as told. Use
// it to test what is built on stores: a program that survives each Fault at each
// call survives a bad network. It is as concurrent as the store below, and a
// [directory.Waiter] over any store.
type Faulty struct {
	Store directory.Store // required

	// Fault chooses what goes wrong with a call. It is asked before each one, never
	// concurrently. Nil means that nothing goes wrong.
	Fault func(Call) Fault

	mu   sync.Mutex
	n    int
	last directory.Commit // the newest that Changes returned
}

// A Call is about to be made.
type Call struct {
	N      int    // counts the calls of all methods from 1
	Method string // Commit, List, Changes, Prune or Wait
}

// A Fault is what goes wrong with one call. The zero Fault is nothing.
type Fault struct {
	Delay  time.Duration // before the call; cut short when the context ends
	Err    error         // returned instead of making the call
	Late   error         // returned after making it: a commit took effect, but who knows?
	Short  bool          // List and Changes return one record or commit at most
	Repeat bool          // Changes begins with the commit last returned, if that has head after
	Deaf   bool          // Wait hears of no commit, and ends only with the context
}

var (
	_ directory.Store  = (*Faulty)(nil)
	_ directory.Waiter = (*Faulty)(nil)
)

// Commit passes b on, or fails.
func (f *Faulty) Commit(ctx context.Context, b directory.Batch) (directory.Head, error) {
	fault := f.begin(ctx, "Commit")
	if fault.Err != nil {
		return directory.Head{}, fault.Err
	}
	head, err := f.Store.Commit(ctx, b)
	if fault.Late != nil {
		return directory.Head{}, fault.Late
	}
	return head, err
}

// List passes the call on, or fails.
func (f *Faulty) List(ctx context.Context, after directory.Key, limit int) (directory.Page, error) {
	fault := f.begin(ctx, "List")
	if fault.Err != nil {
		return directory.Page{}, fault.Err
	}
	page, err := f.Store.List(ctx, after, fault.limit(limit))
	if fault.Late != nil {
		return directory.Page{}, fault.Late
	}
	return page, err
}

// Changes passes the call on, or fails.
func (f *Faulty) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	fault := f.begin(ctx, "Changes")
	if fault.Err != nil {
		return nil, fault.Err
	}
	commits, err := f.Store.Changes(ctx, after, fault.limit(limit))
	if fault.Late != nil {
		return nil, fault.Late
	}
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if fault.Repeat && f.last.Head == after && after != (directory.Head{}) {
		commits = slices.Insert(commits, 0, f.last)
	}
	if len(commits) > 0 {
		f.last = commits[len(commits)-1]
	}
	return commits, nil
}

// Prune passes the call on, or fails.
func (f *Faulty) Prune(ctx context.Context, before directory.Revision) error {
	fault := f.begin(ctx, "Prune")
	if fault.Err != nil {
		return fault.Err
	}
	err := f.Store.Prune(ctx, before)
	if fault.Late != nil {
		return fault.Late
	}
	return err
}

// Wait passes the call on, or fails. If the store below has no Wait, it polls.
func (f *Faulty) Wait(ctx context.Context, after directory.Head) error {
	fault := f.begin(ctx, "Wait")
	if fault.Err != nil {
		return fault.Err
	}
	if fault.Deaf {
		<-ctx.Done()
		return ctx.Err()
	}
	var err error
	if w, ok := f.Store.(directory.Waiter); ok {
		err = w.Wait(ctx, after)
	} else {
		err = directory.Wait(ctx, f.Store, after, 0)
	}
	if fault.Late != nil {
		return fault.Late
	}
	return err
}

// begin counts a call, chooses its fault and sits out the delay.
func (f *Faulty) begin(ctx context.Context, method string) Fault {
	f.mu.Lock()
	f.n++
	var fault Fault
	if f.Fault != nil {
		fault = f.Fault(Call{f.n, method})
	}
	f.mu.Unlock()
	if fault.Delay > 0 {
		timer := time.NewTimer(fault.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	return fault
}

func (f Fault) limit(limit int) int {
	if f.Short {
		return min(limit, 1)
	}
	return limit
}
