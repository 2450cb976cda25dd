package guides_test

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every link of the repository's Markdown to another file of it leads somewhere.
func TestLinks(t *testing.T) {
	root := filepath.Join("..", "..")
	pages := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".md":
			return nil
		}
		pages++
		for _, broken := range brokenLinks(t, root, name) {
			t.Error(broken)
		}
		return nil
	})
	if err != nil || pages < 10 {
		t.Fatalf("%d pages, %v", pages, err)
	}
}

// Every guide is in the list of guides.
func TestListed(t *testing.T) {
	list := read(t, "README.md")
	for _, guide := range guides(t)[1:] {
		if !strings.Contains(list, "]("+guide+")") {
			t.Errorf("README.md does not list %s", guide)
		}
	}
}

var (
	target  = regexp.MustCompile(`\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"`)
	heading = regexp.MustCompile(`(?m)^#{1,6} +(.+?) *$`)
	dropped = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// brokenLinks says which links of a page lead nowhere.
func brokenLinks(t *testing.T, root, page string) (broken []string) {
	t.Helper()
	for _, m := range target.FindAllStringSubmatch(prose(read(t, page)), -1) {
		link, err := url.Parse(m[1] + m[2])
		if err != nil {
			broken = append(broken, fmt.Sprintf("%s: %v", page, err))
			continue
		}
		if link.Scheme != "" {
			continue
		}
		file := filepath.Join(filepath.Dir(page), filepath.FromSlash(link.Path))
		if strings.HasPrefix(link.Path, "/") {
			file = filepath.Join(root, filepath.FromSlash(link.Path))
		}
		if link.Path == "" {
			file = page
		}
		if _, err := os.Stat(file); err != nil {
			broken = append(broken, fmt.Sprintf("%s: no file %s", page, link.Path))
		} else if link.Fragment != "" && !hasHeading(read(t, file), link.Fragment) {
			broken = append(broken, fmt.Sprintf("%s: no heading %s in %s", page, link.Fragment, filepath.Base(file)))
		}
	}
	return broken
}

// hasHeading reports whether GitHub gives one of the headings of a page the name.
func hasHeading(markdown, name string) bool {
	for _, m := range heading.FindAllStringSubmatch(markdown, -1) {
		slug := strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-")
		if slug == name {
			return true
		}
	}
	return false
}

func TestBrokenLinks(t *testing.T) {
	root := t.TempDir()
	page := filepath.Join(root, "a.md")
	text := "# One, two\n[here](#one-two) [none](#three) [web](https://example.org/x.md) [file](b.md) [top](/a.md#one-two)\n" +
		"`[code](c.md)` <img src=\"d.png\">\n```sh\n[block](e.md)\n```\n"
	if err := os.WriteFile(page, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	want := []string{page + ": no heading three in a.md", page + ": no file b.md", page + ": no file d.png"}
	if diff := cmp.Diff(want, brokenLinks(t, root, page)); diff != "" {
		t.Errorf("broken links (-want +got):\n%s", diff)
	}
}
