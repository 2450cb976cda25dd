package architecture_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

var importRules = []rule{
	{
		name:  "imports run one way: schedule, program, directory, examples",
		check: oneWay,
		broken: map[string]string{
			"schedule/a.go":      "package schedule",
			"schedule/ical/a.go": "package ical\nimport _ \"" + module + "/program\"",
			"program/a.go":       "package program\nimport _ \"" + module + "/schedule\"",
		},
		want: []string{"schedule/ical links program"},
	},
	{
		name:  "nobody imports the root",
		check: rootless,
		broken: map[string]string{
			"doc.go":        "package withinreach",
			"examples/a.go": "package examples\nimport _ \"" + module + "\"",
		},
		want: []string{"examples/a.go imports the root"},
	},
	{
		name:  "a package imports none of its subpackages, but the leaves earth and place and internal ones",
		check: parents,
		broken: map[string]string{
			"directory/a.go": "package directory\nimport (\n_ \"" + module + "/directory/earth\"\n_ \"" + module + "/directory/memstore\"\n)",
		},
		want: []string{"directory/a.go imports directory/memstore"},
	},
	{
		name:  "each module from outside has one room: cal one file of schedule, S2 directory/earth",
		check: oneRoom,
		broken: map[string]string{
			"schedule/a.go":      "package schedule\nimport _ \"github.com/rickar/cal/v2\"",
			"schedule/b.go":      "package schedule\nimport _ \"github.com/rickar/cal/v2/us\"",
			"schedule/b_test.go": "package schedule\nimport _ \"github.com/stretchr/testify/require\"",
			"directory/a.go":     "package directory\nimport _ \"github.com/golang/geo/s2\"",
			"directory/b.go":     "package directory\nimport _ \"github.com/jackc/pgx/v5\"",
		},
		want: []string{
			"directory/a.go imports github.com/golang/geo/s2, which is for directory/earth",
			"directory/b.go imports github.com/jackc/pgx/v5, which no shipped package may",
			"schedule/b.go imports github.com/rickar/cal/v2/us, as schedule/a.go does already",
		},
	},
	{
		name:  "V17 only directory/travel and directory/feed/pull can reach a network, others only through them",
		check: offline,
		broken: map[string]string{
			"directory/travel/a.go": "package travel\nimport _ \"net/http\"",
			"directory/a.go":        "package directory\nimport _ \"" + module + "/directory/travel\"",
			"directory/b.go":        "package directory\nimport _ \"net\"",
			"schedule/a.go":         "package schedule\nimport _ \"net/http\"",
		},
		want: []string{"directory/b.go imports net", "schedule/a.go imports net/http", "schedule links net"},
	},
	{
		name:  "what is made for tests is imported by tests",
		check: testsOnly,
		broken: map[string]string{
			"directory/storetest/a.go":     "package storetest\nimport _ \"testing\"",
			"directory/memstore/a.go":      "package memstore\nimport _ \"" + module + "/directory/storetest\"",
			"directory/memstore/a_test.go": "package memstore\nimport _ \"" + module + "/directory/storetest\"",
		},
		want: []string{"directory/memstore/a.go imports " + module + "/directory/storetest"},
	},
	{
		name:  "no library reads the clock, writes a log or runs before main",
		check: quiet,
		broken: map[string]string{
			"schedule/a.go":      "package schedule\nimport (\n\"log/slog\"\nclock \"time\"\n)\nfunc init() { slog.Info(clock.Now().String()) }",
			"schedule/a_test.go": "package schedule\nimport \"time\"\nvar now = time.Now()",
			"examples/a.go":      "package main\nimport \"time\"\nvar now = time.Now()",
		},
		want: []string{
			"schedule/a.go:6 declares an init function",
			"schedule/a.go:6 uses slog.Info",
			"schedule/a.go:6 calls time.Now",
		},
	},
}

// A linked is a package and everything that it links, as go list prints them.
type linked struct {
	ImportPath string
	Deps       []string
}

func links(t *testing.T, h house) []linked {
	t.Helper()
	return goJSON[linked](t, h, "list", "-json=ImportPath,Deps", "./...")
}

func oneWay(t *testing.T, h house) (broken []string) {
	ranks := map[string]int{"schedule": 1, "program": 2, "directory": 3, "github.com/golang/geo": 3, "examples": 4}
	rank := func(p string) int {
		for room, n := range ranks {
			if strings.HasPrefix(p+"/", room+"/") {
				return n
			}
		}
		return 0
	}
	for _, p := range links(t, h) {
		from, _ := within(p.ImportPath)
		for _, dep := range p.Deps {
			if to, _ := within(dep); rank(to) > rank(from) {
				broken = append(broken, from+" links "+to)
			}
		}
	}
	return broken
}

func rootless(_ *testing.T, h house) (broken []string) {
	for _, f := range h.files {
		if slices.Contains(f.imports(), module) {
			broken = append(broken, f.path+" imports the root")
		}
	}
	return broken
}

func parents(_ *testing.T, h house) (broken []string) {
	for _, f := range h.files {
		for _, p := range f.imports() {
			p, ours := within(p)
			child, below := strings.CutPrefix(p, f.dir()+"/")
			leaf := p == "directory/earth" || p == "directory/place" || strings.HasPrefix(child, "internal/")
			if ours && below && !leaf && !f.test {
				broken = append(broken, f.path+" imports "+p)
			}
		}
	}
	return broken
}

func oneRoom(_ *testing.T, h house) (broken []string) {
	rooms := map[string]string{
		"github.com/rickar/cal":    "schedule",
		"github.com/golang/geo":    "directory/earth",
		"github.com/google/go-cmp": "directory/storetest",
	}
	calendar := "" // the file that imports cal
	for _, f := range h.files {
		for _, p := range f.imports() {
			if !f.shipped() || !outside(p) {
				continue
			}
			origin := strings.Join(strings.SplitN(p, "/", 4)[:3], "/")
			switch room := rooms[origin]; {
			case room == "":
				broken = append(broken, fmt.Sprintf("%s imports %s, which no shipped package may", f.path, p))
			case room != f.dir():
				broken = append(broken, fmt.Sprintf("%s imports %s, which is for %s", f.path, p, room))
			case room == "schedule" && calendar != "" && calendar != f.path:
				broken = append(broken, fmt.Sprintf("%s imports %s, as %s does already", f.path, p, calendar))
			case room == "schedule":
				calendar = f.path
			}
		}
	}
	return broken
}

func offline(t *testing.T, h house) (broken []string) {
	online := []string{"directory/travel", "directory/feed/pull"}
	for _, f := range h.files {
		for _, p := range f.imports() {
			if f.shipped() && !slices.Contains(online, f.dir()) && (p == "net" || strings.HasPrefix(p, "net/http")) {
				broken = append(broken, f.path+" imports "+p)
			}
		}
	}
	for _, p := range links(t, h) {
		name, _ := within(p.ImportPath)
		through := slices.ContainsFunc(online, func(room string) bool {
			return name == room || slices.Contains(p.Deps, module+"/"+room)
		})
		if !through && slices.Contains(p.Deps, "net") {
			broken = append(broken, name+" links net")
		}
	}
	return broken
}

func testsOnly(_ *testing.T, h house) (broken []string) {
	const kit = "directory/storetest"
	for _, f := range h.files {
		for _, p := range f.imports() {
			if (p == "testing" || p == module+"/"+kit) && !f.test && f.dir() != kit {
				broken = append(broken, f.path+" imports "+p)
			}
		}
	}
	return broken
}

func quiet(_ *testing.T, h house) (broken []string) {
	for _, f := range h.files {
		if !f.library() {
			continue
		}
		for _, p := range f.imports() {
			if p == "log" {
				broken = append(broken, f.path+" imports "+p)
			}
		}
		clock, slog := f.nameOf("time"), f.nameOf("log/slog")
		ast.Inspect(f.File, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					broken = append(broken, h.at(f, n)+" declares an init function")
				}
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				switch {
				case !ok:
				case x.Name == clock && slices.Contains([]string{"Now", "Since", "Until"}, n.Sel.Name):
					broken = append(broken, h.at(f, n)+" calls time."+n.Sel.Name)
				// A type may say what a log shows of it, but nothing may log.
				case slog != "" && x.Name == slog && !strings.HasSuffix(n.Sel.Name, "Value"):
					broken = append(broken, h.at(f, n)+" uses slog."+n.Sel.Name)
				}
			}
			return true
		})
	}
	return broken
}
