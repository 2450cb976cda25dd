package architecture_test

import (
	"errors"
	"fmt"
	"go/ast"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var docRules = []rule{
	{
		name:  "every package has one package comment, and those that others import have it in doc.go",
		check: onePackageComment,
		broken: map[string]string{
			"program/doc.go":              "// Package program is what groups do.\npackage program",
			"program/a.go":                "package program",
			"schedule/a.go":               "// Package schedule is when.\npackage schedule",
			"schedule/doc.go":             "// The schedule.\npackage schedule",
			"schedule/ical/a.go":          "package ical",
			"schedule/internal/fold/a.go": "// Package fold folds.\npackage fold",
			"examples/quickstart/main.go": "// Quickstart shows the next dates.\npackage main",
		},
		want: []string{
			"schedule/a.go holds a package comment, which belongs in doc.go",
			`schedule/doc.go does not begin with "Package schedule "`,
			"schedule has 2 package comments, want 1",
			"schedule/ical has 0 package comments, want 1",
		},
	},
	{
		name:  "every exported name has a comment that begins with the name",
		check: documented,
		broken: map[string]string{
			"schedule/a.go": "package schedule\n" +
				"// A Date is a day.\ntype Date struct{}\n" +
				"// Returns the weekday.\nfunc (d Date) Weekday() int { return 0 }\n" +
				"func (d *Date) UnmarshalText([]byte) error { return nil }\n" +
				"func (s *sums[T]) Len() int { return 0 }\n" +
				"// Statuses of a date.\nconst (\nOn Status = iota\nOff\n)\n" +
				"type Status int\n" +
				"var ErrDate error\n",
		},
		want: []string{
			"schedule/a.go:5 Weekday",
			"schedule/a.go:6 UnmarshalText",
			"schedule/a.go:13 Status",
			"schedule/a.go:14 ErrDate",
		},
	},
	{
		name:  "no function is longer than 60 lines and no file longer than 350",
		check: short,
		broken: map[string]string{
			"schedule/a.go": "package schedule\nfunc long() {" + strings.Repeat("\n", 60) + "}\nfunc fits() {" + strings.Repeat("\n", 59) + "}\n",
			"schedule/b.go": "package schedule\n" + strings.Repeat("\n", 349) + "const end = 1\n",
		},
		want: []string{"schedule/a.go:2 long takes 61 lines", "schedule/b.go takes 351 lines"},
	},
	{
		name:  "every line of Go in README.md stands in a file that is compiled",
		check: compiledReadme,
		broken: map[string]string{
			"README.md":     "```go\nf(1)\n\tg(2)\n// 3\n```\n```sh\nh(3)\n```\n",
			"schedule/a.go": "package schedule\nfunc a() {\n\tf(1)\n}\n",
		},
		want: []string{"README.md: no file has g(2)"},
	},
}

// compiledReadme looks for each line of the Go blocks of README.md in the Go
// files, whatever its indentation. What an example prints is a comment there.
func compiledReadme(t *testing.T, h house) (broken []string) {
	readme, err := os.ReadFile(filepath.Join(h.dir, "README.md"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	compiled := map[string]bool{"": true}
	for _, f := range h.files {
		text, err := os.ReadFile(filepath.Join(h.dir, filepath.FromSlash(f.path)))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			compiled[strings.TrimSpace(line)] = true
		}
	}
	inGo := false
	for line := range strings.Lines(string(readme)) {
		line = strings.TrimSpace(line)
		if fence, ok := strings.CutPrefix(line, "```"); ok {
			inGo = fence == "go"
		} else if inGo && !compiled[line] && !strings.HasPrefix(line, "//") {
			broken = append(broken, "README.md: no file has "+line)
		}
	}
	return broken
}

func onePackageComment(_ *testing.T, h house) (broken []string) {
	type pkg struct{ dir, name string }
	var order []pkg
	comments := map[pkg]int{}
	for _, f := range h.files {
		p := pkg{f.dir(), f.Name.Name}
		if f.test {
			continue
		}
		if !slices.Contains(order, p) {
			order = append(order, p)
		}
		if f.Doc == nil {
			continue
		}
		comments[p]++
		switch start := "Package " + p.name + " "; {
		case p.name == "main":
		case path.Base(f.path) != "doc.go" && !strings.Contains(f.path, "internal/"):
			broken = append(broken, f.path+" holds a package comment, which belongs in doc.go")
		case !strings.HasPrefix(f.Doc.Text(), start):
			broken = append(broken, fmt.Sprintf("%s does not begin with %q", f.path, start))
		}
	}
	for _, p := range order {
		if n := comments[p]; n != 1 {
			broken = append(broken, fmt.Sprintf("%s has %d package comments, want 1", p.dir, n))
		}
	}
	return broken
}

func documented(_ *testing.T, h house) (broken []string) {
	for _, f := range h.files {
		if !f.library() {
			continue
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if exportedFunc(d) && !begins(d.Doc, d.Name.Name) {
					broken = append(broken, h.at(f, d)+" "+d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if name, ok := specDocumented(d, spec); !ok {
						broken = append(broken, h.at(f, spec)+" "+name)
					}
				}
			}
		}
	}
	return broken
}

// specDocumented reports whether spec, one of the names that d declares, has
// its comment. One comment serves a whole group of constants or variables.
func specDocumented(d *ast.GenDecl, spec ast.Spec) (name string, ok bool) {
	group := d.Lparen.IsValid()
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		doc := spec.Doc
		if !group {
			doc = d.Doc
		}
		return spec.Name.Name, !spec.Name.IsExported() || begins(doc, spec.Name.Name)
	case *ast.ValueSpec:
		names := exportedOf(spec.Names...)
		if names == nil {
			return "", true
		}
		shared := group && (d.Doc != nil || spec.Comment != nil)
		return names[0], shared || begins(spec.Doc, names[0]) || begins(d.Doc, names[0])
	}
	return "", true
}

// begins reports whether doc begins with name, after an article if it has one.
func begins(doc *ast.CommentGroup, name string) bool {
	words := strings.Fields(doc.Text())
	if len(words) > 1 && slices.Contains([]string{"A", "An", "The"}, words[0]) {
		words = words[1:]
	}
	return len(words) > 0 && strings.TrimRight(words[0], ",.:;") == name
}

func short(_ *testing.T, h house) (broken []string) {
	for _, f := range h.files {
		if f.test {
			continue
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && h.lines(fn) > 60 {
				broken = append(broken, fmt.Sprintf("%s %s takes %d lines", h.at(f, fn), fn.Name.Name, h.lines(fn)))
			}
		}
		if n := h.fset.File(f.Pos()).LineCount(); n > 350 {
			broken = append(broken, fmt.Sprintf("%s takes %d lines", f.path, n))
		}
	}
	return broken
}
