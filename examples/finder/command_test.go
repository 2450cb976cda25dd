package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/command"
)

func TestAMisspeltDatabaseIsNotMade(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range []string{
		"backup -db typo.db", "backup -db typo.db -private", "prune -db typo.db -before now", "forget -db typo.db -record offering/wed -yes",
		"forget -db typo.db -person p1 -yes", "token -db typo.db", "token -db typo.db -list", "token -db typo.db -revoke abc", "backup",
	} {
		out, _, err := typed(t, "", strings.Fields(args)...)
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no such database") || out != "" {
			t.Errorf("%s: %v, printed %q", args, err, out)
		}
	}
	if made, err := os.ReadDir("."); err != nil || len(made) > 0 {
		t.Errorf("%v, %v were made", err, made)
	}
	t.Run("import makes it", func(t *testing.T) {
		if _, _, err := typed(t, "", "import", "-db", "new.db"); err != nil {
			t.Error(err)
		}
		if _, _, err := typed(t, "", "backup", "-db", "new.db"); err != nil {
			t.Error(err)
		}
	})
}

func TestHelp(t *testing.T) {
	for _, args := range []string{"-h", "--help", "help", "help help"} {
		_, said, err := typed(t, "", strings.Fields(args)...)
		for _, want := range []string{"finder import", "finder backup", "finder restore", "finder forget", "finder prune", "finder token", "-records"} {
			if err != nil || !strings.Contains(said, want) {
				t.Errorf("%s: %v, without %q:\n%s", args, err, want, said)
			}
		}
	}
	for name, flag := range map[string]string{"backup": "-private", "forget": "-person", "prune": "-before", "token": "-revoke", "import": "-db", "restore": "-db"} {
		if _, said, err := typed(t, "", "help", name); err != nil || !strings.Contains(said, flag) || strings.Contains(said, "-records") {
			t.Errorf("help %s: %v\n%s", name, err, said)
		}
	}
	if _, _, err := typed(t, "", "bakup", "-db", "x"); !errors.Is(err, command.ErrUsage) || !strings.Contains(err.Error(), `"bakup", want flags or a command`) {
		t.Errorf("a misspelt command: %v", err)
	}
}

func TestATokenForWhatIsNotThere(t *testing.T) {
	db := database(t, nil)
	if _, _, err := typed(t, `{"organization":{"id":"o","name":"Office","level":"national"}}`, "import", "-db", db); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"-organizations", "o"}, ""},
		{[]string{"-organizations", "o, nope"}, "finder: organization nope is not there yet\n"},
		{[]string{"-role", "canceller", "-offering", "wed"}, "finder: offering wed is not there yet\n"},
		{[]string{"-list", "-organizations", "nope"}, ""},
	}
	for _, tt := range tests {
		out, said, err := typed(t, "", append([]string{"token", "-db", db}, tt.args...)...)
		if err != nil || out == "" || said != tt.want {
			t.Errorf("%v: %v, it says %q, want %q, and prints %q", tt.args, err, said, tt.want, out)
		}
	}
}

func TestImportSaysWhatToLookAt(t *testing.T) {
	findings := func(field string) (n int) {
		t.Helper()
		list := `{"organization":{"id":"o","name":"Office","state":"FL","zone":"America/New_York","` + field + `":"https://example.org"}}` + "\n" +
			`{"offering":{"id":"g","name":"Group","organization":"o","mode":"online"}}`
		_, said, err := typed(t, list, "import", "-db", filepath.Join(t.TempDir(), "list.db"))
		if err != nil {
			t.Fatal(err)
		}
		_, line, _ := strings.Cut(said, "changed\n")
		if _, err := fmt.Sscanf(line, "finder: %d findings: look at Things to check", &n); err != nil {
			t.Errorf("it says %q", said)
		}
		return n
	}
	if right, wrong := findings("website"), findings("websiet"); wrong <= right {
		t.Errorf("%d findings with a misspelt field, %d without", wrong, right)
	}
	t.Run("only about what was imported", func(t *testing.T) {
		db := filepath.Join(t.TempDir(), "list.db")
		first := `{"organization":{"id":"bare","name":"Bare","state":"FL"}}`
		if _, said, err := typed(t, first, "import", "-db", db); err != nil || !strings.Contains(said, "Things to check") {
			t.Fatalf("%v, %q", err, said)
		}
		if _, said, err := typed(t, "", "import", "-db", db); err != nil || strings.Contains(said, "Things to check") {
			t.Errorf("%v, %q", err, said)
		}
	})
}
