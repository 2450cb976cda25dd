package architecture_test

import (
	"errors"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/google/go-cmp/cmp"
)

// unproved are the requirements that no test can prove, each with the reason.
var unproved = map[string]string{}

var (
	requirement = regexp.MustCompile(`(?m)^- ([SPRCVTD][0-9]+) `)
	mention     = regexp.MustCompile(`\b[SPRCVTD][0-9]+\b`)
)

// TestEveryRequirementHasATest prints, for each numbered requirement, the
// files with tests that name it.
func TestEveryRequirementHasATest(t *testing.T) {
	text, err := os.ReadFile("../../../../shared/requirements.md")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the list of requirements is not beside this checkout: nothing was compared")
	}
	if err != nil {
		t.Fatal(err)
	}
	proofs := proofs(open(t, "../../.."))
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	for _, m := range requirement.FindAllStringSubmatch(string(text), -1) {
		id := m[1]
		files := proofs[id]
		reason, excused := unproved[id]
		switch {
		case len(files) == 0 && !excused:
			t.Errorf("%s: no test names it", id)
		case len(files) > 0 && excused:
			t.Errorf("%s is named by %v, but stands among those without a test", id, files)
		case excused:
			files = []string{"none: " + reason}
		}
		_, _ = w.Write([]byte(id + "\t" + strings.Join(files, " ") + "\n"))
	}
	_ = w.Flush()
	t.Log("requirements and the tests that name them\n" + table.String())
}

// proofs returns, for each ID of a requirement, the test files that name it in
// a sentence, such as the name of a subtest.
func proofs(h house) map[string][]string {
	found := map[string][]string{}
	for _, f := range h.files {
		if !f.test || strings.Contains(f.path, "internal/architecture/") {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || !strings.Contains(lit.Value, " ") {
				return true
			}
			for _, id := range mention.FindAllString(lit.Value, -1) {
				if !slices.Contains(found[id], f.path) {
					found[id] = append(found[id], f.path)
				}
			}
			return true
		})
	}
	return found
}

func TestProofs(t *testing.T) {
	h := open(t, build(t, map[string]string{
		"a_test.go": "package a\nvar names = []string{\"S1, S2 both\", \"no AS3 or S4x\", \"S5\"}",
		"b_test.go": "package a\n// S6 in a comment\nvar name = `D1: the first`",
		"c.go":      "package a\nvar name = \"S7 outside of tests\"",
	}))
	want := map[string][]string{"S1": {"a_test.go"}, "S2": {"a_test.go"}, "D1": {"b_test.go"}}
	if diff := cmp.Diff(want, proofs(h)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
