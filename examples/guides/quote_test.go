package guides_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a guide quotes is compiled and run elsewhere: its Go, and what that prints.
func TestQuotes(t *testing.T) {
	for _, guide := range guides(t) {
		t.Run(guide, func(t *testing.T) {
			before := block{}
			for _, b := range blocks(read(t, guide)) {
				if b.quoted(before) {
					source := source(guide)
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

// A guide that shows a whole program shows all of it, in order. Any other says where the
// whole of its Go is.
func TestWholePrograms(t *testing.T) {
	programs := 0
	for _, guide := range guides(t) {
		var code []string
		for _, b := range blocks(read(t, guide)) {
			if b.info == "go" && b.name == "" {
				code = append(code, b.lines...)
			}
		}
		source := source(guide)
		switch {
		case code == nil:
		case filepath.Base(source) != "main.go":
			if link := "(" + source + ")"; !strings.Contains(read(t, guide), link) {
				t.Errorf("%s shows a part of %s, and does not link it", guide, source)
			}
		default:
			programs++
			want := strings.Join(dense(strings.Split(read(t, source), "\n")), "\n")
			if diff := cmp.Diff(want, strings.Join(dense(code), "\n")); diff != "" {
				t.Errorf("the Go of %s is not %s (-file +guide):\n%s", guide, source, diff)
			}
		}
	}
	if programs < 2 {
		t.Errorf("%d whole programs, want at least 2: the test looks for the wrong thing", programs)
	}
}

// source returns the file that a guide quotes: a program, or a file of this package.
func source(guide string) string {
	name := strings.TrimSuffix(guide, ".md")
	if program := filepath.Join(name, "main.go"); exists(program) {
		return program
	}
	return name + "_test.go"
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// dense returns lines without the empty ones: a guide has text there.
func dense(lines []string) []string {
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
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
