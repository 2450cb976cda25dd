package architecture_test

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var moduleRules = []rule{
	{
		name:  "the root module requires cal, geo, go-cmp and testify, and no fifth",
		check: fourRequirements,
		broken: map[string]string{
			"go.mod": "module " + module + "\n\ngo 1.26.0\n\nrequire (\n" +
				"\tgithub.com/google/go-cmp v0.7.0\n\tgithub.com/jackc/pgx/v5 v5.7.0\n" +
				"\tgithub.com/rickar/cal/v2 v2.1.13\n\tgolang.org/x/text v0.30.0 // indirect\n)\n",
		},
		want: []string{
			"go.mod requires github.com/jackc/pgx/v5 v5.7.0",
			"go.mod requires github.com/rickar/cal/v2 v2.1.13, want v2.1.26",
		},
	},
	{
		name:  "every module and the workspace say go 1.26.0",
		check: oneGo,
		broken: map[string]string{
			"go.work":         "go 1.26\n",
			"examples/go.mod": "module " + module + "/examples\n\ngo 1.26.0\n\ntoolchain go1.26.8\n",
		},
		want: []string{
			`examples/go.mod says "go 1.26.0 toolchain go1.26.8", want "go 1.26.0"`,
			`go.work says "go 1.26", want "go 1.26.0"`,
		},
	},
	{
		name:   "the workspace is committed and joins the root and examples",
		check:  oneWorkspace,
		broken: map[string]string{".gitignore": "*.db\n/go.work\n", "go.work": "go 1.26.0\n\nuse .\n"},
		want:   []string{`.gitignore holds "/go.work"`, `go.work uses ["."], want ["." "./examples"]`},
	},
	{
		name:   "no file names a place on one person's machine",
		check:  noOnesMachine,
		broken: map[string]string{"README.md": "See https://example.org/home/about.\n", "a.sh": "cd /home" + "/ana/code\n"},
		want:   []string{`a.sh names "/home` + `/ana/"`},
	},
}

func fourRequirements(t *testing.T, h house) (broken []string) {
	versions := map[string]string{ // "" is any
		"github.com/golang/geo":       "",
		"github.com/google/go-cmp":    "",
		"github.com/rickar/cal/v2":    "v2.1.26", // left alone, go mod tidy picks v2.1.13, which has data races
		"github.com/stretchr/testify": "",
	}
	type goMod struct {
		Require []struct {
			Path, Version string
			Indirect      bool
		}
	}
	for _, r := range goJSON[goMod](t, h, "mod", "edit", "-json")[0].Require {
		switch want, known := versions[r.Path]; {
		case !known && !r.Indirect:
			broken = append(broken, fmt.Sprintf("go.mod requires %s %s", r.Path, r.Version))
		case want != "" && want != r.Version:
			broken = append(broken, fmt.Sprintf("go.mod requires %s %s, want %s", r.Path, r.Version, want))
		}
	}
	return broken
}

var goLines = regexp.MustCompile(`(?m)^(go|toolchain) .*$`)

func oneGo(t *testing.T, h house) (broken []string) {
	const want = "go 1.26.0"
	for _, name := range h.texts {
		if base := path.Base(name); base != "go.mod" && base != "go.work" {
			continue
		}
		got := string(bytes.Join(goLines.FindAll(h.read(t, name), -1), []byte(" ")))
		if got != want {
			broken = append(broken, fmt.Sprintf("%s says %q, want %q", name, got, want))
		}
	}
	return broken
}

func oneWorkspace(t *testing.T, h house) (broken []string) {
	for line := range strings.Lines(string(h.read(t, ".gitignore"))) {
		if strings.Contains(line, "go.work") {
			broken = append(broken, fmt.Sprintf(".gitignore holds %q", strings.TrimSpace(line)))
		}
	}
	type goWork struct{ Use []struct{ DiskPath string } }
	var got []string
	for _, use := range goJSON[goWork](t, h, "work", "edit", "-json", "go.work")[0].Use {
		got = append(got, use.DiskPath)
	}
	if want := []string{".", "./examples"}; !cmp.Equal(want, got) {
		broken = append(broken, fmt.Sprintf("go.work uses %q, want %q", got, want))
	}
	return broken
}

// ownPlace matches absolute paths that exist on one machine only.
var ownPlace = regexp.MustCompile(`(?:^|[\s"'=(])(/(?:work|root|home/\w+|Users/\w+|tmp/\w+)/)`)

func noOnesMachine(t *testing.T, h house) (broken []string) {
	for _, name := range h.texts {
		text := h.read(t, name)
		if bytes.IndexByte(text, 0) >= 0 { // not a text
			continue
		}
		if place := ownPlace.FindSubmatch(text); place != nil {
			broken = append(broken, fmt.Sprintf("%s names %q", name, place[1]))
		}
	}
	return broken
}
