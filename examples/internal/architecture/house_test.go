package architecture_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// module is the path of the root module, and the start of the paths of the
// modules under it.
const module = "github.com/withinreach/withinreach"

// A house is a tree of Go modules as its files describe it.
type house struct {
	dir   string
	fset  *token.FileSet
	files []file   // Go files, in the order of their paths
	texts []string // paths of all files, Go or not
}

// A file is one Go file of a house.
type file struct {
	*ast.File
	path string // from the top of the house, with slashes
	test bool
}

// dir is the folder of f; "." is the top of the house.
func (f file) dir() string { return path.Dir(f.path) }

// shipped reports whether f is in the root module and no test.
func (f file) shipped() bool { return !f.test && !strings.HasPrefix(f.path, "examples/") }

// library reports whether f is shipped for others to import.
func (f file) library() bool { return f.shipped() && f.Name.Name != "main" }

// imports returns the import paths of f.
func (f file) imports() []string {
	paths := make([]string, len(f.Imports))
	for i, spec := range f.Imports {
		paths[i], _ = strconv.Unquote(spec.Path.Value) // the parser has checked it
	}
	return paths
}

// open reads the house in dir, save what the go command ignores too.
func open(t *testing.T, dir string) house {
	t.Helper()
	h := house{dir: dir, fset: token.NewFileSet()}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".git" && !d.IsDir(): // of a second work tree
			return nil
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules"):
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		h.texts = append(h.texts, name)
		if path.Ext(name) != ".go" || strings.Contains("/"+name, "/testdata/") {
			return nil
		}
		parsed, err := parser.ParseFile(h.fset, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		h.files = append(h.files, file{parsed, name, strings.HasSuffix(name, "_test.go")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// read returns the text of a file of h, or nil if there is none.
func (h house) read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(h.dir, filepath.FromSlash(name)))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return text
}

// at says where in h a node stands, such as "schedule/date.go:12".
func (h house) at(f file, n ast.Node) string {
	return fmt.Sprintf("%s:%d", f.path, h.fset.Position(n.Pos()).Line)
}

// lines returns how many lines a node takes.
func (h house) lines(n ast.Node) int {
	return h.fset.Position(n.End()).Line - h.fset.Position(n.Pos()).Line + 1
}

// goJSON runs a go command in h, outside any workspace, and decodes each JSON
// value that it prints.
func goJSON[T any](t *testing.T, h house, args ...string) []T {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = h.dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	var all []T
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var v T
		if err := dec.Decode(&v); err != nil {
			t.Fatalf("go %s: %v", strings.Join(args, " "), err)
		}
		all = append(all, v)
	}
	return all
}

// within cuts the module path off an import path: "." is the root package.
// It reports whether the path is one of ours.
func within(importPath string) (string, bool) {
	if importPath == module {
		return ".", true
	}
	return strings.CutPrefix(importPath, module+"/")
}

// outside reports whether an import path is neither ours nor of the standard library.
func outside(importPath string) bool {
	_, ours := within(importPath)
	host, _, _ := strings.Cut(importPath, "/")
	return !ours && strings.Contains(host, ".")
}
