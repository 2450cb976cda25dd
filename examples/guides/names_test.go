package guides_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A name in the prose of a guide, such as `coverage.Sites` or `Query.Coarse`, is one of the
// library.
func TestNames(t *testing.T) {
	known := exported(t)
	quoted := regexp.MustCompile("`([A-Za-z]+)\\.([A-Z][A-Za-z]*)(?:\\.([A-Z][A-Za-z]*))?[(`{]")
	found := 0
	for _, guide := range append(guides(t), filepath.Join("..", "..", ".github", "SECURITY.md")) {
		for _, m := range quoted.FindAllStringSubmatch(read(t, guide), -1) {
			if _, ok := known[m[1]]; !ok && !ast.IsExported(m[1]) {
				continue // a variable, or a package of others
			}
			found++
			if !known.has(m[1], m[2]) || m[3] != "" && !known.has(m[2], m[3]) {
				t.Errorf("%s: the library has no %s", guide, strings.Trim(m[0], "`"))
			}
		}
	}
	if found < 20 {
		t.Errorf("%d names, want at least 20: the test looks for the wrong thing", found)
	}
}

// A vocabulary holds the names of a package or type by its own. Types of one name are one
// here. What a struct embeds stands below "".
type vocabulary map[string]map[string][]string

func (v vocabulary) add(owner, name string, embedded ...string) {
	if v[owner] == nil {
		v[owner] = map[string][]string{}
	}
	v[owner][name] = append(v[owner][name], embedded...)
}

// has reports whether an owner, or what it embeds, has a name.
func (v vocabulary) has(owner, name string) bool {
	owners := []string{owner}
	for i := 0; i < len(owners); i++ {
		if _, ok := v[owners[i]][name]; ok {
			return true
		}
		for _, embedded := range v[owners[i]][""] {
			if !slices.Contains(owners, embedded) { // a Facilitator embeds one of another package
				owners = append(owners, embedded)
			}
		}
	}
	return false
}

// exported returns the names of the library.
func exported(t *testing.T) vocabulary {
	t.Helper()
	known := vocabulary{}
	root := os.DirFS(filepath.Join("..", ".."))
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "/testdata/") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			known.declare(file.Name.Name, d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return known
}

// declare adds what a declaration of a package says.
func (v vocabulary) declare(pkg string, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		owner := pkg
		if d.Recv != nil {
			owner = typeName(d.Recv.List[0].Type)
		}
		v.add(owner, d.Name.Name)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					v.add(pkg, name.Name)
				}
			case *ast.TypeSpec:
				v.add(pkg, spec.Name.Name)
				v.members(spec.Name.Name, spec.Type)
			}
		}
	}
}

// members adds the fields and methods that a type lists.
func (v vocabulary) members(owner string, typ ast.Expr) {
	var fields *ast.FieldList
	switch typ := typ.(type) {
	case *ast.StructType:
		fields = typ.Fields
	case *ast.InterfaceType:
		fields = typ.Methods
	default:
		return
	}
	for _, f := range fields.List {
		for _, name := range f.Names {
			v.add(owner, name.Name)
		}
		if f.Names == nil {
			v.add(owner, "", typeName(f.Type))
		}
	}
}

// typeName returns the name of a type without its package, pointer and parameters.
func typeName(typ ast.Expr) string {
	switch typ := typ.(type) {
	case *ast.Ident:
		return typ.Name
	case *ast.StarExpr:
		return typeName(typ.X)
	case *ast.SelectorExpr:
		return typ.Sel.Name
	case *ast.IndexExpr:
		return typeName(typ.X)
	}
	return ""
}
