package guides_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a guide quotes is compiled and run elsewhere: its Go, and what that prints.
func TestQuotes(t *testing.T) {
	for _, guide := range guides(t) {
		t.Run(guide, func(t *testing.T) {
			before := block{}
			for _, b := range blocks(read(t, guide)) {
				if b.quoted(before) {
					source := strings.TrimSuffix(guide, ".md") + "_test.go"
					if b.name == "from" {
						source = filepath.FromSlash(b.value)
					}
					if !quotes(read(t, source), b.lines) {
						t.Errorf("%s:%d: these lines do not stand in %s in this order:\n%s", guide, b.line, source, b.text())
					}
				}
				before = b
			}
		})
	}
}

// quoted reports whether b is Go, or the output of the Go in the block before it.
func (b block) quoted(before block) bool {
	switch b.name {
	case "":
		return b.info == "go" || b.info == "text" && before.info == "go"
	case "from":
		return true
	}
	return false
}

// quotes reports whether lines stand in a source one after the other, whatever their
// indentation. What an example prints is a comment there.
func quotes(source string, lines []string) bool {
	all := plain(strings.Split(source, "\n"))
	want := plain(lines)
	for i := range all {
		if len(all)-i >= len(want) && slices.Equal(all[i:i+len(want)], want) {
			return true
		}
	}
	return len(want) == 0
}

func plain(lines []string) []string {
	plain := make([]string, len(lines))
	for i, line := range lines {
		plain[i] = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "//"))
	}
	return plain
}
