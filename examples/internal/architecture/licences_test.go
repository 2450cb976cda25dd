package architecture_test

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var licenceRules = []rule{
	{
		name:  "DEPENDENCIES.md lists what each go.mod requires, with its licence",
		check: licensed,
		broken: map[string]string{
			"go.mod":                  "module " + module + "\n\ngo 1.26.0\n\nrequire example.org/a v1.0.0\n",
			"examples/go.mod":         "module " + module + "/examples\n\ngo 1.26.0\n\nrequire (\n\t" + module + " v0.0.0\n\texample.org/a v1.0.0\n\texample.org/b v1.0.0 // indirect\n)\n",
			".github/DEPENDENCIES.md": "| module | licence | required by |\n|---|---|---|\n| example.org/a |  | library |\n| example.org/c | MIT | examples |\n",
		},
		want: []string{
			`DEPENDENCIES.md gives no licence for example.org/a`,
			`example.org/a is required by "examples, library", DEPENDENCIES.md says "library"`,
			`example.org/b is required by "examples", DEPENDENCIES.md says ""`,
			`example.org/c is required by "", DEPENDENCIES.md says "examples"`,
		},
	},
}

// dependency matches a row of DEPENDENCIES.md: a module, its licence, and the
// modules of ours that require it.
var dependency = regexp.MustCompile(`(?m)^\| ([^ |]+\.[^ |]+) \| ([^|]*) \| ([^|]*) \|$`)

func licensed(t *testing.T, h house) (broken []string) {
	says := map[string]string{}
	for _, row := range dependency.FindAllStringSubmatch(string(h.read(t, ".github/DEPENDENCIES.md")), -1) {
		if says[row[1]] = row[3]; strings.TrimSpace(row[2]) == "" {
			broken = append(broken, "DEPENDENCIES.md gives no licence for "+row[1])
		}
	}
	requiredBy := map[string][]string{}
	for _, name := range h.texts {
		if path.Base(name) != "go.mod" {
			continue
		}
		type goMod struct{ Require []struct{ Path string } }
		room := path.Base(path.Dir(name))
		if room == "." {
			room = "library"
		}
		for _, r := range goJSON[goMod](t, h, "mod", "edit", "-json", name)[0].Require {
			if _, ours := within(r.Path); !ours {
				requiredBy[r.Path] = append(requiredBy[r.Path], room)
			}
		}
	}
	for p := range says {
		requiredBy[p] = slices.Clip(requiredBy[p]) // perhaps nobody does
	}
	for p, by := range requiredBy {
		slices.Sort(by)
		if want := strings.Join(by, ", "); want != says[p] {
			broken = append(broken, fmt.Sprintf("%s is required by %q, DEPENDENCIES.md says %q", p, want, says[p]))
		}
	}
	slices.Sort(broken)
	return broken
}
