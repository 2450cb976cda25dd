package planted_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/google/go-cmp/cmp"
)

var run = flag.Bool("planted", false, "plant each bug and run the tests that must notice")

func TestEveryBugFitsItsFile(t *testing.T) {
	for _, b := range bugs(t) {
		if _, err := b.plant(); err != nil {
			t.Errorf("%s: %v", b.name, err)
		}
		if b.old == b.new {
			t.Errorf("%s changes nothing", b.name)
		}
	}
}

// spared are the packages without a bug, with the reason.
var spared = map[string]string{
	".":                      "has no code",
	"directory/coverage/gen": "makes embedded data, which the tests of directory/coverage read",
	"directory/place/gen":    "makes embedded data, which the tests of directory/place read",
}

func TestNoPackageOfTheLibraryIsWithoutABug(t *testing.T) {
	cmd := exec.Command("go", "list", "-f", "{{.Dir}}", "./...")
	cmd.Dir = top
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs(top)
	if err != nil {
		t.Fatal(err)
	}
	buggy := map[string]bool{}
	for _, b := range bugs(t) {
		buggy[filepath.ToSlash(filepath.Dir(b.file))] = true
	}
	for dir := range strings.Lines(string(out)) {
		rel, err := filepath.Rel(root, strings.TrimSpace(dir))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.ToSlash(rel)
		if _, ok := spared[name]; ok == buggy[name] {
			t.Errorf("%s: has a bug is %v, is spared is %v; want one of them", name, buggy[name], ok)
		}
	}
}

// TestPlanted prints a table of the bugs and the tests that caught them.
func TestPlanted(t *testing.T) {
	if !*run {
		t.Skip("the bugs are planted with -planted only, as that takes minutes")
	}
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	sound := map[string]bool{}
	for _, b := range bugs(t) {
		t.Run(b.name, func(t *testing.T) {
			if !sound[b.test] { // else what fails would say nothing of the bug
				if caught, err := test(t, b.test, nil); err != nil || caught != "" {
					t.Fatalf("./%s fails without any bug: %s %v", b.test, caught, err)
				}
				sound[b.test] = true
			}
			caught, err := test(t, b.test, overlay(t, b))
			switch {
			case err != nil:
				t.Fatal(err)
			case caught == "":
				t.Errorf("./%s does not notice: %s", b.test, b.says)
				caught = "SURVIVED"
			default:
				t.Log("caught by " + caught)
			}
			_, _ = w.Write([]byte(b.name + "\t" + b.test + "\t" + caught + "\n"))
		})
	}
	_ = w.Flush()
	t.Log("bugs, packages, and the tests that caught them\n" + table.String())
}

// overlay returns the flag that makes the go command read the planted file.
func overlay(t *testing.T, b bug) []string {
	t.Helper()
	text, err := b.plant()
	if err != nil {
		t.Fatal(err)
	}
	file, err := filepath.Abs(filepath.Join(top, filepath.FromSlash(b.file)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	planted, list := filepath.Join(dir, "planted.go"), filepath.Join(dir, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {file: planted}})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(planted, []byte(text), 0o666), os.WriteFile(list, replace, 0o666)); err != nil {
		t.Fatal(err)
	}
	return []string{"-overlay", list, "-count=1"}
}

// test runs the tests of a folder and returns the first that fails, or "".
func test(t *testing.T, folder string, flags []string) (caught string, err error) {
	t.Helper()
	args := slices.Concat([]string{"test", "-json", "-short", "-failfast", "-vet=off", "-timeout=120s"}, flags, []string{"./" + folder})
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), tool, args...)
	cmd.Dir = top
	// Our own tests must notice, and those that ask other programs take long.
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(tool), "CGO_ENABLED=0")
	out, failed := cmd.Output()
	return firstFailure(out, failed)
}

// firstFailure finds the test that failed first, the innermost one, in what go
// test -json printed. The error is that of a program that was not built.
func firstFailure(out []byte, failed error) (string, error) {
	if failed == nil {
		return "", nil
	}
	build := ""
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var e struct{ Action, Test, Output, FailedBuild string }
		if err := dec.Decode(&e); err != nil {
			return "", errors.Join(err, failed)
		}
		switch {
		case e.Action == "build-output":
			build += e.Output
		case e.FailedBuild != "":
			return "", errors.New("it does not compile: " + build)
		case e.Action == "fail" && e.Test != "":
			return e.Test, nil
		case e.Action == "fail":
			return "no answer in time, or a crash", nil
		}
	}
	return "", failed
}

func TestFirstFailure(t *testing.T) {
	failed := errors.New("exit status 1")
	tests := []struct {
		name, out string
		failed    error
		want      string
		wantErr   bool
	}{
		{name: "nothing fails", out: `{"Action":"pass"}`},
		{"the innermost test comes first", `{"Action":"run","Test":"A"} {"Action":"fail","Test":"A/b"} {"Action":"fail","Test":"A"} {"Action":"fail"}`, failed, "A/b", false},
		{"a crash names no test", `{"Action":"run","Test":"A"} {"Action":"fail"}`, failed, "no answer in time, or a crash", false},
		{"a program that is not built is no catch", `{"Action":"build-output","Output":"a.go:1: x"} {"Action":"fail","FailedBuild":"a"}`, failed, "", true},
		{"the go command that cannot begin is no catch", ``, failed, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := firstFailure([]byte(tt.out), tt.failed)
			if diff := cmp.Diff(tt.want, got); diff != "" || (err != nil) != tt.wantErr {
				t.Errorf("got %q, %v, want %q, an error is %v", got, err, tt.want, tt.wantErr)
			}
		})
	}
}
