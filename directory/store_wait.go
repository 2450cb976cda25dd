package directory

import (
	"context"
	"errors"
	"time"
)

const (
	defaultPoll = 20 * time.Millisecond
	heartbeat   = time.Second
)

// Wait returns nil when Changes(ctx, after, n) has an answer other than none: a
// commit, ErrCompacted or ErrDiverged. It returns any other error of Changes, and
// the error of ctx once that ends.
//
// If s is a [Waiter], Wait listens to it, and asks Changes once a second in case
// a notice was lost; an error of the Waiter is as good as no notice. Else it asks
// Changes every poll; 0 or less means 20 ms. It starts no goroutine.
func Wait(ctx context.Context, s Store, after Head, poll time.Duration) error {
	return wait(ctx, s, after, poll, hasChanged)
}

// wait is Wait with its own way to ask.
func wait(ctx context.Context, s Store, after Head, poll time.Duration, hasChanged func(context.Context, Store, Head) (bool, error)) error {
	if poll <= 0 {
		poll = defaultPoll
	}
	waiter, _ := s.(Waiter)
	rest := false
	for ctx.Err() == nil {
		changed, err := hasChanged(ctx, s, after)
		if changed || err != nil {
			return err
		}
		if waiter == nil || rest {
			sleep(ctx, poll)
			rest = false
			continue
		}
		// A waiter that came back early, or broken, is given a rest of one poll.
		rest = returns(ctx, waiter, after, max(poll, heartbeat))
	}
	return ctx.Err()
}

// returns reports whether w came back within d, for whatever reason: Changes,
// asked next, decides what it means.
func returns(ctx context.Context, w Waiter, after Head, d time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	_ = w.Wait(ctx, after)
	return ctx.Err() == nil
}

func hasChanged(ctx context.Context, s Store, after Head) (bool, error) {
	commits, err := s.Changes(ctx, after, 1)
	if errors.Is(err, ErrCompacted) || errors.Is(err, ErrDiverged) {
		return true, nil
	}
	return len(commits) > 0, err
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
