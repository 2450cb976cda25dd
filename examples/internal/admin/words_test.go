package admin_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/internal/admin"
)

func TestBothLanguagesSayTheSame(t *testing.T) {
	phrases := admin.Phrases()
	verbs := func(words map[string]string) map[string]int {
		n := map[string]int{}
		for key, phrase := range words {
			n[key] = strings.Count(phrase, "%")
		}
		return n
	}
	if diff := cmp.Diff(verbs(phrases["en"]), verbs(phrases["es"])); diff != "" {
		t.Errorf("keys, with how many values they take (-en +es):\n%s", diff)
	}
}

func TestNoPhraseIsMissing(t *testing.T) {
	english := admin.Phrases()["en"]
	var used []string
	key := regexp.MustCompile(`(?:\bt |\.say\()"([a-z0-9./ -]+)"`)
	look := func(text string) {
		for _, m := range key.FindAllStringSubmatch(text, -1) {
			if !strings.HasSuffix(m[1], ".") { // those put together are looked at with the pages
				used = append(used, m[1])
			}
		}
	}
	err := fs.WalkDir(admin.Templates(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(admin.Templates(), path)
		look(string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(path, "_test.go") {
			look(string(text))
		}
	}
	for _, name := range admin.Sheets() {
		used = append(used, "field."+strings.TrimSuffix(name, ".0"))
	}
	if len(used) < 100 {
		t.Fatalf("%d keys were found", len(used))
	}
	for _, k := range used {
		if _, ok := english[k]; !ok {
			t.Errorf("no words for %q", k)
		}
	}
}
