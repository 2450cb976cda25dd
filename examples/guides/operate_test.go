package guides_test

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// operate types what the finder's README tells a program to send, with the server and the
// list that finder.md leaves behind.
func operate(t *testing.T, ctx context.Context, dir string) {
	t.Helper()
	const guide = "../finder/README.md"
	_, section, _ := strings.Cut(read(t, filepath.FromSlash(guide)), "## Keeping the list from a program\n")
	var commands []string
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "    ") {
			commands = append(commands, line)
		}
	}
	address, stop := serve(t, ctx, dir, "./finder -db groups.db")
	defer stop()
	enter := func(text string) string {
		return typed(t, ctx, dir, guide, block{lines: []string{text}})
	}
	first, rest, _ := strings.Cut(strings.Join(commands, ""), "\n")
	token, _, _ := strings.Cut(enter(strings.Replace(first, "finder token -db FILE", "./finder token -db groups.db", 1)), "\n")
	rest = strings.NewReplacer("http://127.0.0.1:8080", address, "wr_…", token, "curl -s", "curl -sS --fail-with-body").Replace(rest)
	changes, undo, found := strings.Cut(rest, "    curl -sS --fail-with-body -X POST $API/history/REVISION/undo")
	if !found || strings.Count(changes, "curl") != 7 {
		t.Fatalf("%s: the commands are others now:\n%s", guide, rest)
	}
	export := regexp.MustCompile(`export .*\n`).FindString(changes)
	revisions := regexp.MustCompile(`"revision":(\d+)`).FindAllStringSubmatch(enter(changes), -1)
	if len(revisions) == 0 {
		t.Fatalf("%s: no answer has a revision", guide)
	}
	enter(export + "curl -sS --fail-with-body -X POST $API/history/" + revisions[len(revisions)-1][1] + "/undo" + undo)
}
