package feed_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed"
)

func TestID(t *testing.T) {
	for _, tt := range []struct{ name, key, want string }{
		{"a plain key stays readable", "hope-hall", "kc.hope-hall"},
		{"other characters are replaced, and a sum tells keys apart", "Hope Hall!", "kc.Hope-Hall~1756a5ec6868924f"},
		{"no key at all", "", "kc.~e3b0c44298fc1c14"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, feed.ID("kc", tt.key)); diff != "" {
				t.Errorf("ID(kc, %q) (-want +got):\n%s", tt.key, diff)
			}
		})
	}
	t.Run("keys that look alike have IDs of their own", func(t *testing.T) {
		seen := map[string]string{}
		for _, key := range []string{"a b", "a-b", "a.b", "a_b", "a  b", "a/b", strings.Repeat("x", 120),
			strings.Repeat("x", 121), strings.Repeat("x", 122), "ñ", "n", "-", "--", "."} {
			id := feed.ID("s", key)
			if other, ok := seen[id]; ok {
				t.Errorf("ID is %q for %q and %q", id, key, other)
			}
			seen[id] = key
			if len(id) > 200 {
				t.Errorf("ID(%q) has %d bytes, want at most 200", key, len(id))
			}
		}
	})
}

func TestLimitsReader(t *testing.T) {
	text := strings.Repeat("x", 1000)
	for _, tt := range []struct {
		name  string
		limit int64
		want  error
	}{
		{"a source shorter than the limit", 1001, nil},
		{"a source as long as the limit", 1000, nil},
		{"a source one byte longer", 999, feed.ErrLimit},
		{"a source much longer", 10, feed.ErrLimit},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got bytes.Buffer
			_, err := io.CopyBuffer(struct{ io.Writer }{&got}, struct{ io.Reader }{feed.Limits{Bytes: tt.limit}.Reader(strings.NewReader(text))}, make([]byte, 7))
			if !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if want := text[:min(tt.limit, 1000)]; got.String() != want {
				t.Errorf("read %d bytes, want %d", got.Len(), len(want))
			}
		})
	}
}
