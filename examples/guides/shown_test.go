package guides_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// shown says how output differs from what a guide shows of it, or "". In text, "…" stands for
// the rest of a line, and alone on a line for any lines. Of JSON the guide may show a part:
// some fields of an object, the first elements of a list, the first values.
func shown(info, guide, output string) string {
	if info != "json" {
		form := strings.ReplaceAll(regexp.QuoteMeta(guide), "\n…", "(?s:.*)")
		form = strings.ReplaceAll(form, "…", ".*")
		if !regexp.MustCompile("^" + form + "$").MatchString(output) {
			return "it printed\n" + output
		}
		return ""
	}
	want, err := values(guide)
	if err != nil {
		return "the guide: " + err.Error()
	}
	got, err := values(output)
	if err != nil {
		return fmt.Sprintf("no JSON (%v), it printed\n%s", err, output)
	}
	if !part(want, got) {
		return "it printed\n" + output
	}
	return ""
}

// values reads JSON values, one after the other.
func values(text string) (list []any, err error) {
	dec := json.NewDecoder(strings.NewReader(text))
	for {
		var v any
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
}

// part reports whether all of want stands in got.
func part(want, got any) bool {
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		for k, v := range want {
			other, there := got[k]
			ok = ok && there && part(v, other)
		}
		return ok
	case []any:
		got, ok := got.([]any)
		ok = ok && len(got) >= len(want) && (len(want) > 0 || len(got) == 0)
		for i := range want {
			ok = ok && part(want[i], got[i])
		}
		return ok
	}
	return reflect.DeepEqual(want, got)
}

func TestShown(t *testing.T) {
	tests := []struct {
		name, info, guide, output string
		same                      bool
	}{
		{"the same text", "text", "a\nb\n", "a\nb\n", true},
		{"another text", "text", "a\nb\n", "a\nc\n", false},
		{"more text", "text", "a\n", "a\nb\n", false},
		{"the rest of a line", "text", "a…\nc\n", "abc\nc\n", true},
		{"any lines", "text", "a\n…\nd\n", "a\nb\nc\nd\n", true},
		{"any lines, and then another", "text", "a\n…\nd\n", "a\nb\nc\n", false},
		{"a part of JSON", "json", `{"a": [1]}`, `{"a":[1,2],"b":3}`, true},
		{"another number", "json", `{"a": [2]}`, `{"a":[1,2],"b":3}`, false},
		{"an empty list is all of it", "json", `{"a": []}`, `{"a":[1]}`, false},
		{"a field that is missing", "json", `{"c": null}`, `{"a":[1]}`, false},
		{"more values", "json", "1 2", "1 2 3", true},
		{"too few values", "json", "1 2", "1", false},
		{"no JSON", "json", "1", "one", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if difference := shown(tt.info, tt.guide, tt.output); difference == "" != tt.same {
				t.Errorf("difference %q, want none: %v", difference, tt.same)
			}
		})
	}
}

func TestQuotesOrder(t *testing.T) {
	source := "func a() {\n\tb()\n\tc()\n\t// Output:\n\t// 1\n}\n"
	for lines, want := range map[string]bool{"b()\nc()": true, "c()\nb()": false, "\tc()": true, "Output:\n1": true, "2": false} {
		if got := quotes(source, strings.Split(lines, "\n")); got != want {
			t.Errorf("quotes %q: %v, want %v", lines, got, want)
		}
	}
}
