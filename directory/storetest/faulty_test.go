package storetest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

func ExampleFaulty() {
	ctx := context.Background()
	store := &storetest.Faulty{Store: memstore.New(), Fault: func(c storetest.Call) storetest.Fault {
		if c.Method == "Commit" && c.N == 1 {
			return storetest.Fault{Late: errors.New("connection lost")}
		}
		return storetest.Fault{}
	}}
	b := directory.Batch{ID: "b1", Writes: []directory.Write{{Key: directory.Key{Kind: "venue", ID: "oph"}}}}

	_, err := store.Commit(ctx, b)
	fmt.Println(err) // was it written?
	head, err := store.Commit(ctx, b)
	fmt.Println(head.Revision, err) // it was, once
	// Output:
	// connection lost
	// 1 <nil>
}

func TestFaultyWithoutFaultsIsSound(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) directory.Store { return &storetest.Faulty{Store: memstore.New()} })
}

func TestFaultyWaitsOverAStoreThatCannot(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) directory.Store { return &storetest.Faulty{Store: newMapStore()} })
}

func TestShortPagesAreSound(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) directory.Store {
		return &storetest.Faulty{Store: memstore.New(), Fault: func(storetest.Call) storetest.Fault {
			return storetest.Fault{Short: true}
		}}
	})
}

var errCut = errors.New("cut")

// faulty returns a store with three commits and the faults of the calls after.
func faulty(t *testing.T, fault storetest.Fault) (*storetest.Faulty, []directory.Head) {
	t.Helper()
	s := memstore.New()
	heads := []directory.Head{{}}
	for _, id := range []string{"1", "2", "3"} {
		head, err := s.Commit(t.Context(), batch(id))
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, head)
	}
	return &storetest.Faulty{Store: s, Fault: func(storetest.Call) storetest.Fault { return fault }}, heads
}

func batch(id string) directory.Batch {
	return directory.Batch{ID: id, Writes: []directory.Write{{Key: directory.Key{Kind: "venue", ID: id}}}}
}

// calls are one of each method.
var calls = []struct {
	method string
	do     func(ctx context.Context, s *storetest.Faulty) error
}{
	{"Commit", func(ctx context.Context, s *storetest.Faulty) error { _, err := s.Commit(ctx, batch("4")); return err }},
	{"List", func(ctx context.Context, s *storetest.Faulty) error {
		_, err := s.List(ctx, directory.Key{}, 9)
		return err
	}},
	{"Changes", func(ctx context.Context, s *storetest.Faulty) error {
		_, err := s.Changes(ctx, directory.Head{}, 9)
		return err
	}},
	{"Prune", func(ctx context.Context, s *storetest.Faulty) error { return s.Prune(ctx, 2) }},
	{"Wait", func(ctx context.Context, s *storetest.Faulty) error { return s.Wait(ctx, directory.Head{}) }},
}

func TestFaults(t *testing.T) {
	for _, c := range calls {
		t.Run(c.method+" fails before it is made", func(t *testing.T) {
			s, heads := faulty(t, storetest.Fault{Err: errCut})
			if err := c.do(t.Context(), s); !errors.Is(err, errCut) {
				t.Errorf("error is %v, want %v", err, errCut)
			}
			all, err := s.Store.Changes(t.Context(), heads[0], 9)
			if err != nil || len(all) != 3 {
				t.Errorf("%d commits, error %v, want all 3 and no more", len(all), err)
			}
		})
		t.Run(c.method+" fails after it was made", func(t *testing.T) {
			s, heads := faulty(t, storetest.Fault{Late: errCut})
			if err := c.do(t.Context(), s); !errors.Is(err, errCut) {
				t.Errorf("error is %v, want %v", err, errCut)
			}
			after, err := s.Store.Changes(t.Context(), heads[3], 9)
			if committed := len(after) == 1; err != nil || committed != (c.method == "Commit") {
				t.Errorf("%d commits since, error %v", len(after), err)
			}
			_, err = s.Store.Changes(t.Context(), heads[0], 9)
			if pruned := errors.Is(err, directory.ErrCompacted); pruned != (c.method == "Prune") {
				t.Errorf("error of Changes is %v", err)
			}
		})
		t.Run(c.method+" is delayed until its context ends", func(t *testing.T) {
			s, _ := faulty(t, storetest.Fault{Delay: time.Hour})
			ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			defer cancel()
			if err := c.do(ctx, s); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error is %v, want %v", err, context.DeadlineExceeded)
			}
		})
	}
}

func TestFaultsOfOneMethod(t *testing.T) {
	t.Run("a change comes again", func(t *testing.T) {
		s, heads := faulty(t, storetest.Fault{Repeat: true})
		var ids []string
		for _, after := range []directory.Head{heads[0], heads[1], heads[2], heads[3]} {
			commits, err := s.Changes(t.Context(), after, 1)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range commits {
				ids = append(ids, c.ID)
			}
			ids = append(ids, "|")
		}
		if diff := cmp.Diff([]string{"1", "|", "1", "2", "|", "2", "3", "|", "3", "|"}, ids); diff != "" {
			t.Errorf("batches (-want +got):\n%s", diff)
		}
	})
	t.Run("a deaf Wait hears nothing", func(t *testing.T) {
		s, heads := faulty(t, storetest.Fault{Deaf: true})
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := s.Wait(ctx, heads[1]); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v, want %v", err, context.DeadlineExceeded)
		}
	})
	t.Run("calls of all methods are counted from 1", func(t *testing.T) {
		var seen []string
		s := &storetest.Faulty{Store: memstore.New(), Fault: func(c storetest.Call) storetest.Fault {
			seen = append(seen, fmt.Sprint(c.N, c.Method))
			return storetest.Fault{Err: errCut}
		}}
		for _, c := range calls {
			_ = c.do(t.Context(), s)
		}
		if diff := cmp.Diff([]string{"1Commit", "2List", "3Changes", "4Prune", "5Wait"}, seen); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
	})
}
