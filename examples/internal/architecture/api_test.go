package architecture_test

import (
	"errors"
	"flag"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the exported API into testdata")

// TestAPI compares what the library exports with the list that is committed, so
// that no change to it goes unseen.
func TestAPI(t *testing.T) {
	const name = "testdata/api.txt"
	got := strings.Join(api(t, open(t, "../../..")), "\n") + "\n"
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the API is another one (-want +got): if it is meant to be, run this test with -update and say so in CHANGELOG.md\n%s", diff)
	}
}

// api returns a line for each name that the packages of h export to others, in
// the manner of the files go/api: in order, with types and without the names of
// parameters, and with the tags of fields, which are forms that are stored.
func api(t *testing.T, h house) (lines []string) {
	t.Helper()
	type built struct{ ImportPath, Name, Export string }
	files := map[string]string{}
	var ours []string
	for _, p := range goJSON[built](t, h, "list", "-export", "-deps", "-json=ImportPath,Name,Export", "./...") {
		files[p.ImportPath] = p.Export
		if _, ok := within(p.ImportPath); ok && p.Name != "main" && !strings.Contains(p.ImportPath, "/internal/") {
			ours = append(ours, p.ImportPath)
		}
	}
	compiled := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		if files[path] == "" {
			return nil, errors.New("not built")
		}
		return os.Open(files[path])
	})
	for _, path := range ours {
		pkg, err := compiled.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		room, _ := within(path)
		for _, name := range pkg.Scope().Names() {
			if o := pkg.Scope().Lookup(name); o.Exported() {
				for _, line := range (lister{pkg}).lines(o) {
					lines = append(lines, room+": "+line)
				}
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// A lister writes the names of a package.
type lister struct{ of *types.Package }

func (l lister) lines(o types.Object) []string {
	switch o := o.(type) {
	case *types.Const:
		return []string{fmt.Sprintf("const %s %s = %s", o.Name(), l.typed(o.Type()), o.Val().ExactString())}
	case *types.Var:
		return []string{fmt.Sprintf("var %s %s", o.Name(), l.typed(o.Type()))}
	case *types.Func:
		return []string{"func " + o.Name() + l.signature(o)}
	}
	return slices.Concat(l.typeLines(o.(*types.TypeName)), l.methods(o.Type()))
}

// typeLines returns a line for a type, and one for each exported part of it.
func (l lister) typeLines(o *types.TypeName) []string {
	head := "type " + o.Name()
	if named, ok := o.Type().(*types.Named); ok {
		for p := range named.TypeParams().TypeParams() {
			head += " [" + p.Obj().Name() + " " + l.typed(p.Constraint()) + "]"
		}
	}
	switch under := o.Type().Underlying().(type) {
	case *types.Struct:
		list := []string{head + " struct"}
		for i := range under.NumFields() {
			f := under.Field(i)
			if !f.Exported() {
				continue
			}
			line := fmt.Sprintf("%s struct, %s %s", head, f.Name(), l.typed(f.Type()))
			if f.Embedded() {
				line = fmt.Sprintf("%s struct, embedded %s", head, l.typed(f.Type()))
			}
			if tag := under.Tag(i); tag != "" {
				line += " `" + tag + "`"
			}
			list = append(list, line)
		}
		return list
	case *types.Interface:
		list := []string{head + " interface"}
		for m := range under.Methods() {
			list = append(list, fmt.Sprintf("%s interface, %s%s", head, m.Name(), l.signature(m)))
		}
		return list
	default:
		return []string{head + " " + l.typed(under)}
	}
}

// methods returns a line for each exported method, those of embedded fields too.
func (l lister) methods(t types.Type) (list []string) {
	if types.IsInterface(t) {
		return nil
	}
	values, name := types.NewMethodSet(t), l.typed(t)
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		if !m.Obj().Exported() {
			continue
		}
		recv := "*" + name
		if values.Lookup(l.of, m.Obj().Name()) != nil {
			recv = name
		}
		list = append(list, fmt.Sprintf("method (%s) %s%s", recv, m.Obj().Name(), l.signature(m.Obj().(*types.Func))))
	}
	return list
}

// signature returns the type of a function without "func" and without the names
// of its parameters.
func (l lister) signature(f *types.Func) string {
	nameless := func(params *types.Tuple) *types.Tuple {
		var list []*types.Var
		for v := range params.Variables() {
			list = append(list, types.NewParam(token.NoPos, nil, "", v.Type()))
		}
		return types.NewTuple(list...)
	}
	s := f.Signature()
	typeParams := ""
	for p := range s.TypeParams().TypeParams() {
		typeParams += "[" + p.Obj().Name() + " " + l.typed(p.Constraint()) + "]"
	}
	plain := types.NewSignatureType(nil, nil, nil, nameless(s.Params()), nameless(s.Results()), s.Variadic())
	return typeParams + strings.TrimPrefix(l.typed(plain), "func")
}

// typed writes a type with the names of other packages before theirs.
func (l lister) typed(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == l.of {
			return ""
		}
		return p.Name()
	})
}

func TestAPILines(t *testing.T) {
	h := open(t, build(t, map[string]string{
		"schedule/a.go": "package schedule\nimport \"io\"\n" +
			"// A Date is a day.\ntype Date struct{ n int; Year int `json:\"year\"`; io.Reader }\n" +
			"func (d *Date) Set(year int, more ...string) (old Date, err error) { return }\n" +
			"func (d Date) hidden() {}\n" +
			"type Kind uint8\nconst (\nA Kind = iota\nB\n)\nconst text = \"\"\n" +
			"type Store interface { Get(key string) ([]byte, error) }\n" +
			"var Err error\nfunc Of[T any](v T) *Date { return nil }\n",
		"schedule/internal/fold/a.go": "package fold\nconst Far = 1\n",
		"program/gen/a.go":            "package main\nconst Out = 1\nfunc main() {}\n",
	}))
	want := []string{
		"schedule: const A Kind = 0",
		"schedule: const B Kind = 1",
		"schedule: func Of[T any](T) *Date",
		"schedule: method (*Date) Set(int, ...string) (Date, error)",
		"schedule: method (Date) Read([]byte) (int, error)",
		"schedule: type Date struct",
		"schedule: type Date struct, Year int `json:\"year\"`",
		"schedule: type Date struct, embedded io.Reader",
		"schedule: type Kind uint8",
		"schedule: type Store interface",
		"schedule: type Store interface, Get(string) ([]byte, error)",
		"schedule: var Err error",
	}
	if diff := cmp.Diff(want, api(t, h)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
