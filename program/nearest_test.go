package program_test

import (
	"strings"
	"testing"

	"github.com/withinreach/withinreach/program"
)

func TestNearest(t *testing.T) {
	for _, tt := range []struct{ name, word, want string }{
		{"a key that was cut off", "family-support", "family-support-group"},
		{"a letter that is missing", "conection", "connection"},
		{"a name in capitals", "FAMILY TO FAMILY", "family-to-family"},
		{"the key itself", "connection", "connection"},
		{"another thing", "yoga", ""},
		{"nothing", "", ""},
		{"one letter", "c", ""},
		{"no text", "\xff\xfe\x00", ""},
		{"far too long", strings.Repeat("x", 1<<20), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := program.BuiltIn().Nearest(tt.word); got != tt.want {
				t.Errorf("nearest to %.40q is %q, want %q", tt.word, got, tt.want)
			}
		})
	}
	t.Run("an empty catalogue", func(t *testing.T) {
		if got := new(program.Catalogue).Nearest("connection"); got != "" {
			t.Errorf("%q, want none", got)
		}
	})
}
