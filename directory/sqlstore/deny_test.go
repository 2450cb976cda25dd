package sqlstore_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestV1NoColumnIsAboutAPerson reads the names of all tables and columns out of
// the statements that make them. What records say is in their bodies: the tables
// know keys, revisions and bytes.
func TestV1NoColumnIsAboutAPerson(t *testing.T) {
	allowed := map[string]bool{}
	for _, name := range strings.Fields("one revision chain kind id deleted body version") {
		allowed[name] = true
	}
	table := regexp.MustCompile(`CREATE TABLE (?:IF NOT EXISTS )?([a-z_]+) \(`)
	column := regexp.MustCompile(`^\s*([a-z_]+) `)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	tables, columns := 0, 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		statements := strings.ReplaceAll(string(text), "` + name + `", "TEXT")
		for _, at := range table.FindAllStringSubmatchIndex(statements, -1) {
			tables++
			name := statements[at[2]:at[3]]
			if !strings.HasPrefix(name, "directory_") {
				t.Errorf("V1: %s makes the table %q", file, name)
			}
			for _, part := range parts(statements[at[1]:]) {
				c := column.FindStringSubmatch(part)
				if c == nil { // PRIMARY KEY (kind, id)
					continue
				}
				columns++
				if !allowed[c[1]] {
					t.Errorf("S5 V1: table %s has the column %q, which no one has looked at", name, c[1])
				}
			}
		}
	}
	if tables != 5 || columns != 18 {
		t.Errorf("%d tables and %d columns were seen, want 5 and 18: look at what is new", tables, columns)
	}
}

// parts returns what stands between the commas of a list, up to the parenthesis
// that ends it.
func parts(list string) (all []string) {
	depth, from := 0, 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ')':
			return append(all, list[from:i])
		case c == ',' && depth == 0:
			all, from = append(all, list[from:i]), i+1
		}
	}
	return all
}
