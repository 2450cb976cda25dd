package program_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/program"
)

// denied are words that no name in this package may hold: it knows nobody who
// comes to a group, and nothing of what happens there.
var denied = []string{
	"attend", "participant", "diagnos", "medication", "symptom", "patient", "incident",
	"personalnote", "proof", "evidence", "salary", "wage", "signin", "headcount",
}

func checkName(t *testing.T, where, name string) {
	t.Helper()
	plain := strings.NewReplacer("_", "", " ", "", "-", "").Replace(strings.ToLower(name))
	for _, word := range denied {
		if strings.Contains(plain, word) {
			t.Errorf("%s: %q holds %q", where, name, word)
		}
	}
}

// sources returns the files of this package and those of some patterns.
func sources(t *testing.T, patterns ...string) []*ast.File {
	t.Helper()
	var names []string
	for _, pattern := range append(patterns, "*.go") {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if len(files) < 10 {
		t.Fatalf("only %d files", len(files))
	}
	return files
}

func TestV1NoNameIsAboutAPerson(t *testing.T) {
	t.Run("V1 V3 S5 S7 S31 S46 identifiers and JSON fields", func(t *testing.T) {
		names := 0
		for _, f := range sources(t, "course/*.go", "people/*.go") {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					names++
					checkName(t, f.Name.Name, n.Name)
				case *ast.Field:
					if n.Tag != nil {
						tag, _ := strconv.Unquote(n.Tag.Value)
						checkName(t, f.Name.Name, reflect.StructTag(tag).Get("json"))
					}
				}
				return true
			})
		}
		if names < 4000 {
			t.Errorf("only %d names were seen", names)
		}
	})
	t.Run("V1 S5 S7 keys of the data", func(t *testing.T) {
		files, _ := filepath.Glob("data/*.json")
		key := regexp.MustCompile(`"([^"]*)":`)
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			found := key.FindAllSubmatch(text, -1)
			if len(found) < 20 {
				t.Errorf("only %d keys in %s", len(found), name)
			}
			for _, m := range found {
				checkName(t, name, string(m[1]))
			}
		}
	})
	t.Run("S5 V17 nothing is logged, sent or read from a clock", func(t *testing.T) {
		allowed := []string{
			"bytes", "cmp", "embed", "encoding/json", "errors", "fmt", "io", "maps", "reflect", "slices",
			"strings", "sync", "time", "unicode/utf8", "github.com/withinreach/withinreach/schedule",
		}
		for _, f := range sources(t) {
			for _, spec := range f.Imports {
				if path, _ := strconv.Unquote(spec.Path.Value); !slices.Contains(allowed, path) {
					t.Errorf("a file imports %s", path)
				}
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Now" {
					t.Errorf("a file calls Now")
				}
				return true
			})
		}
	})
}

func TestS7EligibilityIsAgeAndRelation(t *testing.T) {
	var fields []string
	for field := range reflect.TypeFor[program.Audience]().Fields() {
		fields = append(fields, field.Name)
	}
	want := []string{"Relations", "MinAge", "MaxAge", "Focus", "Observers", "MembersOnly", "Repeat"}
	if !slices.Equal(fields, want) {
		t.Errorf("an audience has %v, want %v and nothing to prove", fields, want)
	}
}

func TestV18TheDocsSayWhoseLawApplies(t *testing.T) {
	for _, dir := range []string{".", "people"} {
		text, err := os.ReadFile(filepath.Join(dir, "doc.go"))
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.Join(strings.Fields(strings.ReplaceAll(string(text), "//", "")), " ")
		if !strings.Contains(plain, "Which law applies") || !strings.Contains(plain, "depends on who") {
			t.Errorf("V18: %s/doc.go does not say that the law depends on who runs it", dir)
		}
	}
}
