package storetest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory/storetest"
)

func TestEverySentenceOfTheContractIsChecked(t *testing.T) {
	var checked []string
	for _, c := range storetest.Checks() {
		checked = append(checked, c.Contract)
	}
	slices.Sort(checked)
	promised := append(sentences(t, "Store", true), sentences(t, "Waiter", false)...)
	slices.Sort(promised)
	if diff := cmp.Diff(slices.Compact(promised), slices.Compact(checked)); diff != "" {
		t.Errorf("sentences of directory.Store and directory.Waiter, and those quoted by checks (-promised +checked):\n%s", diff)
	}
}

// sentences returns those of the comments of an interface's methods and, if asked
// for, of the interface up to its first heading.
func sentences(t *testing.T, name string, intro bool) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../store.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.TYPE || gen.Specs[0].(*ast.TypeSpec).Name.Name != name {
			continue
		}
		if intro {
			text, _, _ := strings.Cut(gen.Doc.Text(), "\n#")
			found = append(found, split(text)...)
		}
		for _, method := range gen.Specs[0].(*ast.TypeSpec).Type.(*ast.InterfaceType).Methods.List {
			found = append(found, split(method.Doc.Text())...)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no comments on interface %s in store.go", name)
	}
	return found
}

func split(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	all := strings.SplitAfter(text, ". ")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

func TestNamesOfChecksDiffer(t *testing.T) {
	seen := make(map[string]bool)
	for _, c := range storetest.Checks() {
		if seen[c.Name] {
			t.Errorf("two checks are called %q", c.Name)
		}
		seen[c.Name] = true
	}
}

func TestOnlyGoCmpIsImported(t *testing.T) {
	allowed := []string{
		"github.com/google/go-cmp/cmp",
		"github.com/withinreach/withinreach/directory",
	}
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d files, error %v", len(names), err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			if strings.Contains(path, ".") && !slices.Contains(allowed, path) {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}
