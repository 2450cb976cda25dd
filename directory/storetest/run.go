package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
)

const (
	// patience is how long one check may take, servers and races included.
	patience = 30 * time.Second
	// grace is how long after that a call may take to notice.
	grace = time.Second
)

// A check holds one sentence of the contract against a store.
type check struct {
	name, contract string // contract is quoted on failure
	run            func(t *trial)
}

// Run tests the stores that open returns. Each check is a subtest and gets a new,
// empty store, which open may close with t.Cleanup. A failure quotes the sentence
// of [directory.Store] that was broken. If the stores have a Wait, the sentences of
// [directory.Waiter] are checked as well.
//
// Open is called some 75 times. A check takes milliseconds in memory, and makes at
// most a few hundred commits; after 30 seconds it fails. A check whose store does
// not return from a call is abandoned, and its goroutine with it.
func Run(t *testing.T, open func(t *testing.T) directory.Store) {
	all := checks()
	if _, ok := open(t).(directory.Waiter); ok {
		all = append(all, waitChecks...)
	}
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			if err := c.try(ctx, open(t)); err != nil {
				t.Error(err)
			}
		})
	}
}

// checks returns those for every store.
func checks() []check {
	var all []check
	for _, some := range [][]check{
		storeChecks, commitChecks, conditionChecks, repeatChecks,
		listChecks, changesChecks, pruneChecks, raceChecks,
	} {
		all = append(all, some...)
	}
	return all
}

// try runs c on s and returns what went wrong, with the sentence that was broken. A
// store that hangs past the end of ctx is left hanging.
func (c check) try(ctx context.Context, s directory.Store) error {
	ended := make(chan error, 1)
	go func() {
		ended <- survive(func() error {
			t := &trial{ctx: ctx, s: s}
			c.run(t)
			return t.err
		})
	}()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		select {
		case err = <-ended:
		case <-time.After(grace):
			err = errors.New("the store did not return from a call whose context had ended")
		}
	}
	if err != nil {
		return fmt.Errorf("%w\nbroken promise: %s", err, c.contract)
	}
	return nil
}

// survive turns a panic into an error, so that a store which panics fails a check
// and not the whole test.
func survive(run func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return run()
}
