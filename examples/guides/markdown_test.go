package guides_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A block is a fenced block of a guide.
type block struct {
	line int    // of the guide, from 1, on which the fence opens
	info string // after the fence, such as "sh"
	// name and value are those of a comment right above the block that tells this
	// test what to do with it:
	//
	//	<!-- from: FILE -->       it is quoted from FILE, not from the guide's own Go file
	//	<!-- file: NAME -->       the reader saves it as NAME
	//	<!-- serves -->           it is a command that goes on until it is stopped
	//	<!-- not run: REASON -->  it is only read
	name, value string
	lines       []string // without what indents the fence
}

func (b block) text() string { return strings.Join(b.lines, "\n") + "\n" }

var comment = regexp.MustCompile(`^<!-- (from|file|serves|not run)(?:: (.+))? -->$`)

// blocks returns the fenced blocks of Markdown in their order.
func blocks(markdown string) (list []block) {
	var open *block
	var fence, indent, above string
	for i, line := range strings.Split(markdown, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case open != nil && trimmed == fence:
			list = append(list, *open)
			open = nil
		case open != nil:
			open.lines = append(open.lines, strings.TrimPrefix(line, indent))
		case strings.HasPrefix(trimmed, "```"):
			info := strings.TrimLeft(trimmed, "`")
			fence = strings.TrimSuffix(trimmed, info)
			indent = line[:strings.Index(line, "`")]
			open = &block{line: i + 1, info: info}
			if m := comment.FindStringSubmatch(above); m != nil {
				open.name, open.value = m[1], m[2]
			}
		}
		above = trimmed
	}
	return list
}

// prose returns Markdown without its fenced blocks and what stands in backquotes.
func prose(markdown string) string {
	var kept []string
	fence := ""
	for line := range strings.SplitSeq(markdown, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case fence == "" && strings.HasPrefix(trimmed, "```"):
			fence = trimmed[:3]
		case fence != "" && trimmed == fence:
			fence = ""
		case fence == "":
			kept = append(kept, line)
		}
	}
	return regexp.MustCompile("`[^`\n]*`").ReplaceAllString(strings.Join(kept, "\n"), "")
}

// guides returns the names of the guides in this folder, README.md first.
func guides(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.md")
	if err != nil || len(names) < 2 || names[0] != "README.md" {
		t.Fatalf("guides %q, %v", names, err)
	}
	return names
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
