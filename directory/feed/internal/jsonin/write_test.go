package jsonin_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
)

func TestRestoreGivesBackWhatWasAppended(t *testing.T) {
	deep := strings.Repeat("[", jsonin.MaxDepth) + strings.Repeat("]", jsonin.MaxDepth)
	for _, text := range []string{
		`null`, `true`, `-1.50e3`, `""`, `"a\"\\\n\u0001é😀"`, `[]`, `{}`, `[[null,false],{"":{"a\tb":[1,"x"]}}]`, deep,
	} {
		v, _, err := jsonin.Parse(text, math.MaxInt)
		if err != nil {
			t.Fatal(err)
		}
		around := append(v.Append([]byte("[[")), "]]"...)
		got := jsonin.Restore(string(around)).List()[0].List()[0]
		if diff := cmp.Diff(show(v), show(got)); diff != "" || v.Kind() != got.Kind() {
			t.Errorf("%s is not what it was (-want +got):\n%s", text, diff)
		}
	}
	if v := jsonin.Restore("{"); v.Kind() != jsonin.Null {
		t.Errorf("half a value is %v, want null", v.Kind())
	}
}
