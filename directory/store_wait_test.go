package directory_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
)

// pollOnly hides Wait, and counts calls of Changes.
type pollOnly struct {
	directory.Store
	asked int
}

func (p *pollOnly) Changes(ctx context.Context, after directory.Head, limit int) ([]directory.Commit, error) {
	p.asked++
	return p.Store.Changes(ctx, after, limit)
}

// waits is pollOnly with a Wait.
type waits struct {
	pollOnly
	wait func(ctx context.Context, after directory.Head) error
}

func (w *waits) Wait(ctx context.Context, after directory.Head) error { return w.wait(ctx, after) }

// waitTests are stores that are told, or not, of a commit 3.21 s from the start.
var waitTests = []struct {
	name  string
	store func(s directory.Store) directory.Store
	poll  time.Duration
	want  time.Duration // from the start
}{
	{"polling every 20 ms", func(s directory.Store) directory.Store { return &pollOnly{Store: s} }, 0, 3220 * time.Millisecond},
	{"polling every 500 ms", func(s directory.Store) directory.Store { return &pollOnly{Store: s} }, 500 * time.Millisecond, 3500 * time.Millisecond},
	{"a waiter", func(s directory.Store) directory.Store { return s }, 0, 3210 * time.Millisecond},
	{"a waiter that hears nothing", func(s directory.Store) directory.Store {
		return &waits{pollOnly{Store: s}, func(ctx context.Context, _ directory.Head) error { <-ctx.Done(); return ctx.Err() }}
	}, 0, 4 * time.Second},
	{"a waiter that is cut off", func(s directory.Store) directory.Store {
		return &waits{pollOnly{Store: s}, func(context.Context, directory.Head) error { return errors.New("cut") }}
	}, 0, 3220 * time.Millisecond},
	{"a waiter that is always early", func(s directory.Store) directory.Store {
		return &waits{pollOnly{Store: s}, func(context.Context, directory.Head) error { return nil }}
	}, 0, 3220 * time.Millisecond},
	{"a waiter that is early at times", func(s directory.Store) directory.Store {
		return &waits{pollOnly{Store: s}, func(ctx context.Context, after directory.Head) error {
			ctx, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
			defer cancel()
			_ = s.(directory.Waiter).Wait(ctx, after)
			return nil
		}}
	}, 0, 3210 * time.Millisecond},
}

func TestWait(t *testing.T) {
	for _, tt := range waitTests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newScribe(t)
				w.fill()
				after, start := w.head, time.Now()
				time.AfterFunc(3210*time.Millisecond, func() { w.set("a") })
				s := tt.store(w.s)
				if err := directory.Wait(t.Context(), s, after, tt.poll); err != nil {
					t.Fatal(err)
				}
				if got := time.Since(start); got != tt.want {
					t.Errorf("returned after %v, want %v", got, tt.want)
				}
				asked := 0
				switch s := s.(type) {
				case *pollOnly:
					asked = s.asked
				case *waits:
					asked = s.asked
				}
				if asked > 400 {
					t.Errorf("asked for changes %d times in 3.2 s", asked)
				}
			})
		})
	}
}

func TestWaitReturnsAtOnce(t *testing.T) {
	w := newScribe(t)
	w.fill()
	old := w.head
	w.set("a")
	foreign := w.head
	foreign.Chain[0]++
	pruned := newScribe(t)
	pruned.fill()
	pruned.prune()
	tests := []struct {
		name  string
		s     directory.Store
		after directory.Head
	}{
		{"a commit has followed", w.s, old},
		{"history diverged", w.s, foreign},
		{"history was pruned", pruned.s, directory.Head{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, s := range []directory.Store{tt.s, &pollOnly{Store: tt.s}} {
				if err := directory.Wait(t.Context(), s, tt.after, time.Hour); err != nil {
					t.Errorf("error is %v", err)
				}
			}
		})
	}
}

func TestWaitEnds(t *testing.T) {
	cut := errors.New("cut")
	t.Run("with its context", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			for _, s := range []directory.Store{memstore.New(), &pollOnly{Store: memstore.New()}} {
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				start := time.Now()
				if err := directory.Wait(ctx, s, directory.Head{}, time.Minute); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("error is %v, want %v", err, context.DeadlineExceeded)
				}
				if got := time.Since(start); got != 5*time.Second {
					t.Errorf("returned after %v, want 5 s", got)
				}
				cancel()
			}
		})
	})
	t.Run("with an error of Changes", func(t *testing.T) {
		s := &liar{Store: memstore.New(), changes: func([]directory.Commit) ([]directory.Commit, error) { return nil, cut }}
		if err := directory.Wait(t.Context(), s, directory.Head{}, 0); !errors.Is(err, cut) {
			t.Errorf("error is %v, want %v", err, cut)
		}
	})
}
