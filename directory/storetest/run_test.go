package storetest_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/directory/storetest"
)

func TestTheExampleIsSound(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) directory.Store { return newMapStore() })
}

// TestRunFails runs itself again on a broken store, and reads what a stranger would.
func TestRunFails(t *testing.T) {
	const again = "STORETEST_RUN_BROKEN"
	if os.Getenv(again) != "" {
		storetest.Run(t, func(*testing.T) directory.Store {
			return newBroken(reorder(func(x, y directory.Key) int {
				return strings.Compare(strings.ToLower(x.Stored()), strings.ToLower(y.Stored()))
			}))
		})
		return
	}
	command := exec.Command(os.Args[0], "-test.run=^TestRunFails$")
	command.Env = append(os.Environ(), again+"=1")
	out, err := command.CombinedOutput()
	if err == nil {
		t.Fatalf("a broken store passed:\n%s", out)
	}
	for _, want := range []string{
		"--- FAIL: TestRunFails/keys_come_in_byte_order",
		"broken promise: List returns the records with keys above after,",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("output has no %q:\n%s", want, out)
		}
	}
}

func TestReopen(t *testing.T) {
	t.Run("a store that keeps all passes", func(t *testing.T) {
		storetest.RunReopen(t,
			func(*testing.T) directory.Store { return memstore.New() },
			func(_ *testing.T, s directory.Store) directory.Store { return s })
	})
	tests := []struct {
		name, check string
		plant       func(b *broken)
	}{
		{"all is lost", "records and tombstones are there again", func(b *broken) { b.Store = memstore.New(); b.list = b.Store.List }},
		{"tombstones are lost", "records and tombstones are there again", func(b *broken) {
			b.relist(func(page *directory.Page) { page.Records = withoutTombstones(page.Records) })
		}},
		{"the last commit is lost", "history and head are there again", func(b *broken) {
			b.retell(func(commits []directory.Commit) []directory.Commit { return commits[:max(0, len(commits)-1)] })
		}},
		{"revisions begin again", "history and head are there again", func(b *broken) {
			b.relist(func(page *directory.Page) { page.Head = directory.Head{} })
		}},
		{"batch IDs are forgotten", "batch IDs are known again", func(b *broken) {
			b.rewrite(func(batch *directory.Batch) { batch.ID += " again" })
		}},
		{"what was pruned is forgotten", "what was pruned stays so", func(b *broken) {
			b.changes = func(context.Context, directory.Head, int) ([]directory.Commit, error) { return nil, nil }
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name+" is caught", func(t *testing.T) {
			b := newBroken(func(*broken) {})
			err := storetest.Reopen(t.Context(), tt.check, b, func() directory.Store { tt.plant(b); return b })
			if err == nil || !strings.Contains(err.Error(), "when the store is opened again") {
				t.Errorf("check %q: error is %v", tt.check, err)
			}
		})
	}
}
