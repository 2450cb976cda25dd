package storetest_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

func TestEachCall(t *testing.T) {
	lost := errors.New("lost")
	var got [][2]bool // of each run: whether the first and the second call failed
	calls := storetest.EachCall(storetest.Fault{Err: lost}, func() directory.Store { return memstore.New() },
		func(n int, f *storetest.Faulty) {
			if n != len(got)+1 {
				t.Errorf("run %d is given the number %d", len(got)+1, n)
			}
			_, first := f.List(context.Background(), directory.Key{}, 1)
			_, second := f.Changes(context.Background(), directory.Head{}, 1)
			got = append(got, [2]bool{errors.Is(first, lost), errors.Is(second, lost)})
		})
	if diff := cmp.Diff([][2]bool{{true, false}, {false, true}, {false, false}}, got); diff != "" || calls != 2 {
		t.Errorf("%d calls broken, want 2; runs (-want +got):\n%s", calls, diff)
	}
}
