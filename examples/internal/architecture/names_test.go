package architecture_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"iter"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var nameRules = []rule{
	{
		name:  "S5 V1 no type, exported name, JSON field or column is about a person who comes",
		check: nobodysRecord,
		broken: map[string]string{
			"program/a.go": "package program\n" +
				"// Attendance is a word in a comment.\n" +
				"type attendee struct{}\n" +
				"type Course struct { Seats int `json:\"seats\"`; Names []string `json:\"participant_names,omitempty\"` }\n" +
				"func (Course) Diagnoses() {}\n" +
				"const notice = \"keeps no attendance\"\n" +
				"const MaxPatients, table = 9, `create table visits (medication text)`\n",
			"directory/feed/schemaorg/a.go": "package schemaorg\ntype Event struct{ EventAttendanceMode string }",
		},
		want: []string{
			`program/a.go:3 names "attendee"`,
			`program/a.go:4 names "participant_names"`,
			`program/a.go:5 names "Diagnoses"`,
			`program/a.go:7 names "MaxPatients"`,
			`program/a.go:7 names "create table visits (medication text)"`,
		},
	},
	{
		name:  "no package is a drawer for what has no place",
		check: noDrawers,
		broken: map[string]string{
			"program/types/a.go": "package kinds",
			"schedule/util/a.go": "package util",
		},
		want: []string{"program/types/a.go", "schedule/util/a.go"},
	},
	{
		name:  "types of other modules appear in no exported name",
		check: ownTypes,
		broken: map[string]string{
			"schedule/a.go": "package schedule\nimport \"github.com/rickar/cal/v2\"\n" +
				"type Holidays struct { days *cal.Calendar; Source *cal.Holiday }\n" +
				"func (h Holidays) calendar() *cal.Calendar { return h.days }\n",
			"directory/earth/a.go": "package earth\nimport geo \"github.com/golang/geo/s2\"\n" +
				"type Point struct { p geo.Point }\n" +
				"type Cell struct { geo.Cell }\n" +
				"func At(p geo.LatLng) Point { return Point{geo.PointFromLatLng(p)} }\n",
		},
		want: []string{
			"directory/earth/a.go:4 shows geo.Cell in Cell.(embedded)",
			"directory/earth/a.go:5 shows geo.LatLng in At",
			"schedule/a.go:3 shows cal.Holiday in Holidays.Source",
		},
	},
}

// personal matches names for people who come, and for what happens to them.
var personal = regexp.MustCompile(`(?i)attend|participant|registrant|patient|diagnos|symptom|medicat|incident|relapse|(personal|case|person)_?note`)

// spared are the folders whose names may match personal, with the reason.
var spared = map[string]string{
	"directory/feed": "carries the field names of other people's formats",
}

func nobodysRecord(_ *testing.T, h house) (broken []string) {
	for _, f := range h.files {
		if f.test || mayNamePeople(f) {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			for _, name := range publicNames(n) {
				if personal.MatchString(name) {
					broken = append(broken, fmt.Sprintf("%s names %q", h.at(f, n), name))
				}
			}
			return true
		})
	}
	return broken
}

func mayNamePeople(f file) bool {
	for dir := range spared {
		if strings.HasPrefix(f.path, dir+"/") {
			return true
		}
	}
	return false
}

var createTable = regexp.MustCompile(`(?i)create\s+table`)

// publicNames returns the names that n itself gives to the world: any type,
// exported functions, fields, constants and variables, JSON fields, and the
// columns of a table.
func publicNames(n ast.Node) (names []string) {
	switch n := n.(type) {
	case *ast.TypeSpec:
		return []string{n.Name.Name}
	case *ast.FuncDecl:
		return exportedOf(n.Name)
	case *ast.ValueSpec:
		return exportedOf(n.Names...)
	case *ast.Field:
		names = exportedOf(n.Names...)
		if n.Tag != nil {
			tag, _ := strconv.Unquote(n.Tag.Value)
			key, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
			names = append(names, key)
		}
	case *ast.BasicLit:
		if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && createTable.MatchString(text) {
			return []string{text}
		}
	}
	return names
}

func exportedOf(idents ...*ast.Ident) (names []string) {
	for _, id := range idents {
		if id.IsExported() {
			names = append(names, id.Name)
		}
	}
	return names
}

func noDrawers(_ *testing.T, h house) (broken []string) {
	drawers := strings.Fields("util utils common helper helpers model models type types misc base shared lib")
	for _, f := range h.files {
		if slices.Contains(drawers, f.Name.Name) || slices.Contains(drawers, path.Base(f.dir())) {
			broken = append(broken, f.path)
		}
	}
	return broken
}

func ownTypes(_ *testing.T, h house) (broken []string) {
	for _, f := range h.files {
		var foreign []string
		for _, p := range f.imports() {
			if outside(p) {
				foreign = append(foreign, f.nameOf(p))
			}
		}
		if !f.library() || foreign == nil {
			continue
		}
		for name, shown := range f.shows() {
			ast.Inspect(shown, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(foreign, x.Name) {
					broken = append(broken, fmt.Sprintf("%s shows %s.%s in %s", h.at(f, sel), x.Name, sel.Sel.Name, name))
				}
				return true
			})
		}
	}
	return broken
}

var majorVersion = regexp.MustCompile(`^v\d+$`)

// nameOf returns the name by which f speaks of a package that it imports, or "".
func (f file) nameOf(importPath string) string {
	for i, p := range f.imports() {
		switch {
		case p != importPath:
			continue
		case f.Imports[i].Name != nil:
			return f.Imports[i].Name.Name
		case majorVersion.MatchString(path.Base(p)):
			return path.Base(path.Dir(p))
		}
		return path.Base(p)
	}
	return ""
}

// shows yields the exported names of f, "Rule" or "Rule.Every", each with the
// types that its documentation shows.
func (f file) shows() iter.Seq2[string, ast.Node] {
	return func(yield func(string, ast.Node) bool) {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if exportedFunc(d) && !yield(d.Name.Name, d.Type) {
					return
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if !showSpec(spec, yield) {
						return
					}
				}
			}
		}
	}
}

// showSpec yields what a type, constant or variable shows; of a struct that
// is its exported and embedded fields.
func showSpec(spec ast.Spec, yield func(string, ast.Node) bool) bool {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		names := exportedOf(spec.Names...)
		return names == nil || spec.Type == nil || yield(names[0], spec.Type)
	case *ast.TypeSpec:
		record, isStruct := spec.Type.(*ast.StructType)
		switch {
		case !spec.Name.IsExported():
			return true
		case !isStruct:
			return yield(spec.Name.Name, spec.Type)
		}
		for _, field := range record.Fields.List {
			names := exportedOf(field.Names...)
			if field.Names == nil {
				names = []string{"(embedded)"}
			}
			if names != nil && !yield(spec.Name.Name+"."+names[0], field.Type) {
				return false
			}
		}
	}
	return true
}

// exportedFunc reports whether d is an exported function, or an exported
// method of an exported type.
func exportedFunc(d *ast.FuncDecl) bool {
	exported := d.Name.IsExported()
	if d.Recv == nil {
		return exported
	}
	for recv := d.Recv.List[0].Type; ; {
		switch t := recv.(type) {
		case *ast.StarExpr:
			recv = t.X
		case *ast.IndexExpr: // a generic type
			recv = t.X
		case *ast.IndexListExpr:
			recv = t.X
		case *ast.Ident:
			return exported && t.IsExported()
		default:
			return exported
		}
	}
}
