package architecture_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A rule is one promise of the house.
type rule struct {
	name   string                               // the promise, as a sentence
	check  func(t *testing.T, h house) []string // what breaks it, nothing if it is kept
	broken map[string]string                    // the text of the files of a tree that breaks it
	want   []string                             // what check says of that tree
}

func rules() []rule {
	return slices.Concat(importRules, moduleRules, nameRules, docRules, licenceRules)
}

func TestArchitecture(t *testing.T) {
	h := open(t, "../../..")
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			for _, complaint := range r.check(t, h) {
				t.Error(complaint)
			}
		})
	}
}

func TestEachRuleCanBreak(t *testing.T) {
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			h := open(t, build(t, r.broken))
			if diff := cmp.Diff(r.want, r.check(t, h)); diff != "" {
				t.Errorf("on its broken tree the rule said (-want +got):\n%s", diff)
			}
		})
	}
}

// build writes files, and a go.mod where they bring none, to a new folder.
func build(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module "+module+"\n\ngo 1.26.0\n")
	for name, text := range files {
		write(name, text)
	}
	return dir
}
