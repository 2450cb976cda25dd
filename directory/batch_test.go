package directory_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
)

func venue(id string) directory.Key { return directory.Key{Kind: "venue", ID: id} }

func TestBatchValidate(t *testing.T) {
	ok := directory.Write{Key: venue("a"), Body: []byte("x")}
	with := func(w ...directory.Write) directory.Batch { return directory.Batch{ID: "b", Writes: w} }
	tests := []struct {
		name string
		b    directory.Batch
		is   error
		want []string // in the error
	}{
		{"one write", with(ok), nil, nil},
		{"a deletion with an empty body that is not nil", with(directory.Write{Key: venue("a"), Delete: true, Body: []byte{}}), nil, nil},
		{"checks of presence and of absence", directory.Batch{ID: "b", Writes: []directory.Write{ok},
			Checks: []directory.Check{{Key: venue("b"), If: 7}, {Key: venue("c")}}}, nil, nil},
		{"the zero batch", directory.Batch{}, directory.ErrInvalid, []string{"Batch.ID has 0 bytes, want 1 to 256", "Batch.Writes is empty"}},
		{"an ID with a control character", directory.Batch{ID: "b\n", Writes: []directory.Write{ok}}, directory.ErrInvalid,
			[]string{`Batch.ID "b\n" has a control character at byte 1`}},
		{"a key that is not valid", with(ok, directory.Write{Key: venue("")}), directory.ErrInvalid, []string{"Writes[1]: ", "Key.ID has 0 bytes"}},
		{"a key written twice", with(ok, ok), directory.ErrInvalid, []string{`Writes[1] names venue "a" again`}},
		{"a key written and checked", directory.Batch{ID: "b", Writes: []directory.Write{ok}, Checks: []directory.Check{{Key: ok.Key}}},
			directory.ErrInvalid, []string{`Checks[0] names venue "a" again`}},
		{"a deletion with a body", with(directory.Write{Key: venue("a"), Delete: true, Body: []byte("x")}), directory.ErrInvalid,
			[]string{"Writes[0] deletes and has a body"}},
		{"a condition below AnyRevision", with(directory.Write{Key: venue("a"), If: -2}), directory.ErrInvalid,
			[]string{"Writes[0].If is -2, want -1 or more"}},
		{"a check of any revision", directory.Batch{ID: "b", Writes: []directory.Write{ok},
			Checks: []directory.Check{{Key: venue("b"), If: directory.AnyRevision}}}, directory.ErrInvalid,
			[]string{"Checks[0].If is -1, want 0 or more"}},
		{"every problem is told", with(directory.Write{Key: venue("")}, directory.Write{Key: venue("b"), If: -9}), directory.ErrInvalid,
			[]string{"Writes[0]", "Writes[1]"}},
		{"101 writes", with(make([]directory.Write, 101)...), directory.ErrTooLarge, []string{"101 writes and checks, want at most 100"}},
		{"100 writes and a check", directory.Batch{ID: "b", Writes: make([]directory.Write, 100), Checks: make([]directory.Check, 1)},
			directory.ErrTooLarge, []string{"101 writes and checks, want at most 100"}},
		{"512 KiB with the key", with(directory.Write{Key: venue("a"), Body: make([]byte, 512<<10-7)}), nil, nil},
		{"512 KiB and one byte", with(directory.Write{Key: venue("a"), Body: make([]byte, 512<<10-6)}), directory.ErrTooLarge,
			[]string{"524289 bytes, want at most 524288"}},
		{"keys count, also those of checks", directory.Batch{ID: "b", Writes: []directory.Write{{Key: venue("a"), Body: make([]byte, 512<<10-13)}},
			Checks: []directory.Check{{Key: venue("b")}}}, directory.ErrTooLarge, []string{"524289 bytes"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.b.Validate()
			if !errors.Is(err, tt.is) {
				t.Fatalf("error is %v, want %v", err, tt.is)
			}
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error is %q, want %q in it", err, want)
				}
			}
		})
	}
}

// held is what the batches of TestBatchConflict find.
func held(k directory.Key) (directory.Record, error) {
	return map[directory.Key]directory.Record{
		venue("live"): {Key: venue("live"), Revision: 4},
		venue("gone"): {Key: venue("gone"), Revision: 6, Deleted: true},
	}[k], nil
}

func TestBatchConflict(t *testing.T) {
	tests := []struct {
		id   string
		cond directory.Revision
		want string // of the error, "" if the condition holds
	}{
		{"live", directory.AnyRevision, ""},
		{"live", 4, ""},
		{"live", 0, `directory: conflict: venue "live": it is at revision 4, want none`},
		{"live", 3, `directory: conflict: venue "live": it is at revision 4, want revision 3`},
		{"live", 5, `directory: conflict: venue "live": it is at revision 4, want revision 5`},
		{"gone", directory.AnyRevision, ""},
		{"gone", 0, ""},
		{"gone", 6, ""},
		{"gone", 5, `directory: conflict: venue "gone": it was deleted at revision 6, want revision 5`},
		{"none", directory.AnyRevision, ""},
		{"none", 0, ""},
		{"none", 1, `directory: conflict: venue "none": there is none, want revision 1`},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s if %d", tt.id, tt.cond), func(t *testing.T) {
			batches := []directory.Batch{{Writes: []directory.Write{{Key: venue(tt.id), If: tt.cond}}}}
			if tt.cond != directory.AnyRevision {
				batches = append(batches, directory.Batch{Checks: []directory.Check{{Key: venue(tt.id), If: tt.cond}}})
			}
			for _, b := range batches {
				err := b.Conflict(held)
				got := ""
				if err != nil {
					got = err.Error()
				}
				if got != tt.want || (err != nil && !errors.Is(err, directory.ErrConflict)) {
					t.Errorf("error is %v, want %q", err, tt.want)
				}
			}
		})
	}
}

func TestBatchConflictReads(t *testing.T) {
	t.Run("checks before writes, in order", func(t *testing.T) {
		b := directory.Batch{
			Writes: []directory.Write{{Key: venue("live")}, {Key: venue("gone"), If: 1}},
			Checks: []directory.Check{{Key: venue("none"), If: 9}},
		}
		found, ok := errors.AsType[*directory.ConflictError](b.Conflict(held))
		if want := (directory.ConflictError{Key: venue("none"), Want: 9}); !ok || *found != want {
			t.Errorf("conflict is %+v, want %+v", found, want)
		}
		b.Checks = nil
		found, ok = errors.AsType[*directory.ConflictError](b.Conflict(held))
		if want := (directory.ConflictError{Key: venue("live"), Found: 4}); !ok || *found != want {
			t.Errorf("conflict is %+v, want %+v", found, want)
		}
	})
	t.Run("nothing for AnyRevision, and returns an error of read", func(t *testing.T) {
		cut := errors.New("cut")
		broken := func(directory.Key) (directory.Record, error) { return directory.Record{}, cut }
		b := directory.Batch{Writes: []directory.Write{{Key: venue("a"), If: directory.AnyRevision}}}
		if err := b.Conflict(broken); err != nil {
			t.Errorf("error is %v, want none", err)
		}
		b.Writes[0].If = 0
		if err := b.Conflict(broken); err != cut {
			t.Errorf("error is %v, want %v", err, cut)
		}
	})
}

func TestBatchAfter(t *testing.T) {
	body := []byte("b")
	b := directory.Batch{ID: "second", Writes: []directory.Write{
		{Key: venue("b"), If: 1, Body: body}, {Key: venue("a"), Delete: true},
	}}
	head := directory.Head{}.Next("first")
	got := b.After(head)
	body[0] = 'x'
	want := directory.Commit{Head: head.Next("second"), ID: "second", Records: []directory.Record{
		{Key: venue("a"), Revision: 2, Deleted: true}, {Key: venue("b"), Revision: 2, Body: []byte("b")},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("commit (-want +got):\n%s", diff)
	}
	if b.Writes[0].Key != venue("b") {
		t.Error("the writes of the batch were sorted in place")
	}
}

func TestBatchRepeat(t *testing.T) {
	b := directory.Batch{ID: "b", Writes: []directory.Write{{Key: venue("a"), Body: []byte("x")}, {Key: venue("b")}}}
	first := b.After(directory.Head{}.Next("before"))
	b.Writes[0], b.Writes[1] = b.Writes[1], b.Writes[0]
	if head, err := b.Repeat(first); head != first.Head || err != nil {
		t.Errorf("the same writes in another order: %v, %v, want %v", head, err, first.Head)
	}
	b.Writes[0].Body = []byte("y")
	if head, err := b.Repeat(first); !errors.Is(err, directory.ErrInvalid) || head != (directory.Head{}) {
		t.Errorf("another body: %v, %v, want %v", head, err, directory.ErrInvalid)
	}
	if head, err := b.Repeat(directory.Commit{Head: first.Head}); head != first.Head || err != nil {
		t.Errorf("a pruned commit: %v, %v, want %v", head, err, first.Head)
	}
}
