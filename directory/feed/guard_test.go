package feed_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed"
)

func TestGuard(t *testing.T) {
	for _, tt := range []struct {
		name          string
		before, after int
		want          string
	}{
		{"D45 a source that lost most of its records is refused", 100, 49, "source shrank from 100 to 49 records, want at least 50% of them"},
		{"D45 an empty file is refused", 1, 0, "source shrank from 1 to 0 records, want at least 50% of them"},
		{"half of them is enough", 100, 50, ""},
		{"of three groups two may stay", 3, 2, ""},
		{"of three groups one is too few", 3, 1, "source shrank from 3 to 1 records, want at least 50% of them"},
		{"a first import has nothing to lose", 0, 0, ""},
		{"a source may grow", 2, 2000, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			err := feed.Guard(tt.before, tt.after)
			if err != nil {
				got = err.Error()
				shrunk, ok := errors.AsType[*feed.ShrunkError](err)
				if !ok || *shrunk != (feed.ShrunkError{Before: tt.before, After: tt.after}) {
					t.Errorf("error %#v, want a ShrunkError with both numbers", err)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Guard(%d, %d) (-want +got):\n%s", tt.before, tt.after, diff)
			}
		})
	}
}
