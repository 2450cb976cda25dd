package planted_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// top is the top of the repository.
const top = "../../.."

// A bug is one mistake.
type bug struct {
	name     string // of its file, without .txt
	says     string // what goes wrong, a sentence
	test     string // the package whose tests must notice, such as "./schedule"
	file     string // from the top
	old, new string
}

// bugs returns those of testdata, in the order of what they test.
func bugs(t *testing.T) []bug {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || paths == nil {
		t.Fatalf("no bugs: %v", err)
	}
	var list []bug
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := parse(string(text))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		b.name = strings.TrimSuffix(filepath.Base(path), ".txt")
		list = append(list, b)
	}
	slices.SortStableFunc(list, func(a, b bug) int { return strings.Compare(a.test, b.test) })
	return list
}

// parse reads the text of a bug: a sentence, what to test, which file, and the
// text before and after, each without its last line end.
func parse(text string) (b bug, err error) {
	const is, becomes = "-- is --\n", "-- becomes --\n"
	head, rest, ok1 := strings.Cut(text, is)
	before, after, ok2 := strings.Cut(rest, becomes)
	lines := strings.Split(strings.TrimSpace(head), "\n")
	if !ok1 || !ok2 || len(lines) != 3 {
		return bug{}, fmt.Errorf("want a sentence, a line with test, a line with file, %q and %q", is, becomes)
	}
	b.says = lines[0]
	b.old, b.new = strings.TrimSuffix(before, "\n"), strings.TrimSuffix(after, "\n")
	b.test, ok1 = strings.CutPrefix(lines[1], "test ./")
	b.file, ok2 = strings.CutPrefix(lines[2], "file ")
	if !ok1 || !ok2 || !strings.HasSuffix(b.says, ".") {
		return bug{}, fmt.Errorf("begins %q, want a sentence, \"test ./FOLDER\", \"file PATH\"", head)
	}
	return b, nil
}

// plant returns the text of the file of b with the bug in it.
func (b bug) plant() (string, error) {
	text, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(b.file)))
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(text), b.old); n != 1 {
		return "", fmt.Errorf("%s has %d places that say\n%s", b.file, n, b.old)
	}
	return strings.Replace(string(text), b.old, b.new, 1), nil
}
