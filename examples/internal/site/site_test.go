package site_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/examples/internal/site"
	"github.com/withinreach/withinreach/schedule"
)

var made = schedule.MustDate("2026-06-03") // a Wednesday

func snapshot(t testing.TB, records string) *directory.Snapshot {
	t.Helper()
	entities, err := directory.ReadRecords(strings.NewReader(records))
	if err != nil {
		t.Fatal(err)
	}
	s, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func groups(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/groups.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// write writes the site of the test data into a folder of its own.
func write(t testing.TB, o site.Options) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "site")
	o.Made = made
	if _, err := site.Write(t.Context(), dir, snapshot(t, groups(t)), o); err != nil {
		t.Fatal(err)
	}
	return dir
}

// files returns the content of all files, by name with slashes.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func wants(t *testing.T, name, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s lacks %q", name, p)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := write(t, site.Options{URL: "https://host.example/groups/"})
	all := files(t, dir)
	t.Run("D46 there are pages, calendars, JSON and lists to print in both languages", func(t *testing.T) {
		for _, name := range []string{
			"index.html", "towns/index.html", "days/index.html", "online/index.html", "trainings/index.html", "start-a-group/index.html",
			"safety/index.html", "coverage/index.html", "coverage/fl/index.html", "organizations/index.html", "organizations/clay/index.html", "organizations/~43lay/index.html",
			"organizations/clay/flyer/index.html", "offerings/friday/index.html", "offerings/women/index.html", "offerings/gone/index.html",
		} {
			if all[name] == "" || all["es/"+name] == "" {
				t.Errorf("no %s in both languages", name)
			}
		}
		for _, name := range []string{
			"404.html", "robots.txt", "meetings.json", "list.js", "es/list.js", "places.js", "static/style.css", "static/kept.js", "files.txt",
			"offerings/friday.ics", "offerings/friday/title-discreet.ics", "organizations/clay.ics", "online.ics", "organizations/clay/code.svg", "coverage/us/map.svg",
		} {
			if all[name] == "" {
				t.Errorf("no %s", name)
			}
		}
	})
	t.Run("D46 each page says when it was made and until when it is good", func(t *testing.T) {
		for name, text := range all {
			switch {
			case !strings.HasSuffix(name, ".html"):
			case strings.HasPrefix(name, "es/"):
				wants(t, name, text, "Estas páginas se hicieron el miércoles, 3 de junio de 2026. Después del miércoles, 17 de junio de 2026, llame antes de ir.", `data-after="2026-06-17" hidden`)
			default:
				wants(t, name, text, "These pages were made on Wednesday, June 3, 2026. After Wednesday, June 17, 2026, call before you go.", `data-after="2026-06-17" hidden`)
			}
			for _, relative := range []string{"Open now", "Closed now", "tomorrow", "mañana,", "Still today", "<form method", "/search", "/near/"} {
				if strings.HasSuffix(name, ".html") && strings.Contains(text, relative) {
					t.Errorf("%s says %q", name, relative)
				}
			}
		}
	})
	t.Run("D46 lists by town and by day lead to every group", func(t *testing.T) {
		wants(t, "towns", all["towns/index.html"], "Fleming Island, Florida", "Green Cove Springs, Florida", "Orange Park, Florida", "(area only)", "../offerings/friday/index.html", "Next: Friday, June 5, 2026, 6:00–7:30 pm Eastern")
		wants(t, "days", all["es/days/index.html"], "jueves", "viernes", "../../es/offerings/familia/index.html", "Próxima fecha: viernes, 5 de junio de 2026")
	})
	t.Run("D23 lists to print are of this month and the next, with closed dates marked", func(t *testing.T) {
		this, next := all["organizations/clay/print/month-2026-06/index.html"], all["organizations/clay/print/month-2026-07/index.html"]
		wants(t, "June", this, "Friday, June 12, 2026", "Cancelled", "no electricity", "month-2026-07/index.html")
		wants(t, "July", next, "Friday, July 3, 2026", "month-2026-06/index.html")
		for name := range all {
			if strings.Contains(name, "month-2026-08") || strings.Contains(name, "month-2026-05") {
				t.Errorf("there is %s", name)
			}
		}
	})
	t.Run("D47 flyers have the address and a code, calendar entries the address", func(t *testing.T) {
		wants(t, "flyer", all["organizations/clay/flyer/index.html"], "host.example/groups/organizations/clay/", `src="../../../organizations/clay/code.svg"`)
		wants(t, "offering", all["offerings/friday/index.html"], "webcal://host.example/groups/offerings/friday.ics")
		wants(t, "calendar", strings.ReplaceAll(all["offerings/friday.ics"], "\r\n ", ""), "https://host.example/groups/offerings/friday/")
		wants(t, "meetings", all["meetings.json"], `"https://host.example/groups/offerings/friday/"`, `"https://host.example/groups/offerings/~46~52~49~44~41~59~2eics/"`)
	})
	t.Run("the page for what is not there works at any address", func(t *testing.T) {
		wants(t, "404", all["404.html"], `href="/groups/static/style.css"`, `data-root="/groups/"`, `href="/groups/towns/index.html"`)
	})
}

func TestEqualInputGivesEqualBytes(t *testing.T) {
	first, second := files(t, write(t, site.Options{})), files(t, write(t, site.Options{}))
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("-first +second:\n%s", diff)
	}
}

func TestSpanishFirst(t *testing.T) {
	all := files(t, write(t, site.Options{Language: "es"}))
	wants(t, "front page", all["index.html"], `<html lang="es">`, `href="./en/index.html" hreflang="en"`)
	wants(t, "404", all["404.html"], `<html lang="es">`)
	wants(t, "English page", all["en/offerings/friday/index.html"], `<html lang="en">`, `href="../../../offerings/friday/index.html" hreflang="es"`, `href="../../../offerings/friday.ics"`)
}

func TestWithoutAnAddress(t *testing.T) {
	all := files(t, write(t, site.Options{}))
	for name, text := range all {
		if strings.Contains(text, "localhost") || strings.Contains(text, "webcal:") || strings.HasSuffix(name, "code.svg") {
			t.Errorf("%s knows an address", name)
		}
	}
	wants(t, "404", all["404.html"], `href="/static/style.css"`)
}

func TestFolder(t *testing.T) {
	s := snapshot(t, groups(t))
	write := func(dir string, s *directory.Snapshot, o site.Options) error {
		o.Made = made
		_, err := site.Write(t.Context(), dir, s, o)
		return err
	}
	few := snapshot(t, `{"organization":{"id":"a","name":"A"}}`+"\n"+`{"offering":{"id":"b","name":"B","organization":"a","mode":"online"}}`+"\n")
	t.Run("a folder with files of others is left alone", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("years"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := write(dir, s, site.Options{}); !errors.Is(err, site.ErrForeign) || !strings.Contains(err.Error(), `"thesis.txt"`) {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff(map[string]string{"thesis.txt": "years"}, files(t, dir)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
	t.Run("a file that somebody added to the site is noticed", func(t *testing.T) {
		dir := t.TempDir()
		if err := write(dir, few, site.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "CNAME"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := write(dir, few, site.Options{}); !errors.Is(err, site.ErrForeign) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("pages of before are gone, and nothing lies beside", func(t *testing.T) {
		parent := t.TempDir()
		dir := filepath.Join(parent, "site")
		for _, s := range []*directory.Snapshot{s, few} {
			if err := write(dir, s, site.Options{Shrunk: true}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, "offerings", "friday")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the old page: %v", err)
		}
		if entries, err := os.ReadDir(parent); len(entries) != 1 || err != nil {
			t.Errorf("%v beside, %v", entries, err)
		}
	})
	t.Run("the old site stays when something fails", func(t *testing.T) {
		parent := t.TempDir()
		dir := filepath.Join(parent, "site")
		if err := write(dir, s, site.Options{}); err != nil {
			t.Fatal(err)
		}
		before := files(t, parent)
		if shrunk := new(feed.ShrunkError); !errors.As(write(dir, few, site.Options{}), &shrunk) {
			t.Error("a source that lost most of its records passed")
		}
		if err := write(dir, snapshot(t, ""), site.Options{Shrunk: true}); !errors.Is(err, site.ErrEmpty) {
			t.Errorf("error %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := site.Write(ctx, dir, s, site.Options{Made: made.AddDays(1)}); err == nil {
			t.Error("no error")
		}
		if diff := cmp.Diff(before, files(t, parent)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

func TestNamesAreSafe(t *testing.T) {
	records := groups(t)
	for i, id := range []string{"con", "aux.x", "index.html", "a/b", "friday.ics", "..up", "%2e%2e", "a/..b", "ñandú", strings.Repeat("long ", 50), "trailing.", "~61", "a?b=c#d", "a&amp;b", "Con"} {
		records += fmt.Sprintf(`{"offering":{"id":%q,"name":"N%d","organization":"clay","mode":"online"}}`+"\n", id, i)
	}
	s := snapshot(t, records)
	dir := filepath.Join(t.TempDir(), "site")
	if _, err := site.Write(t.Context(), dir, s, site.Options{Made: made}); err != nil {
		t.Fatal(err)
	}
	all := files(t, dir)
	var seen []string
	for name := range all {
		seen = append(seen, strings.ToLower(name))
		if odd := strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789._-~/"); odd != "" {
			t.Errorf("%q has %q", name, odd)
		}
	}
	slices.Sort(seen)
	if n := len(slices.Compact(seen)); n != len(all) {
		t.Errorf("%d names differ, want %d", n, len(all))
	}
	pages := 0
	for name := range all {
		if strings.HasPrefix(name, "offerings/") && strings.HasSuffix(name, "/index.html") && strings.Count(name, "/") == 2 {
			pages++
		}
	}
	want := 0
	for range s.Listings("") {
		want++
	}
	if pages != want {
		t.Errorf("%d pages of offerings, want %d: %q", pages, want, slices.Sorted(maps.Keys(all)))
	}
	checkSite(t, all, "")
}

func TestIDsThatNoAddressCanHold(t *testing.T) {
	for _, id := range []string{"..", ".", "a/../b", "a//b", "/a", "a/", "../../../etc/passwd"} {
		s := snapshot(t, groups(t)+fmt.Sprintf(`{"offering":{"id":%q,"name":"N","organization":"clay","mode":"online"}}`+"\n", id))
		parent := t.TempDir()
		if _, err := site.Write(t.Context(), filepath.Join(parent, "site"), s, site.Options{Made: made}); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("ID %q cannot", id)) {
			t.Errorf("%q: error %v", id, err)
		}
		if entries, err := os.ReadDir(parent); len(entries) != 0 || err != nil {
			t.Errorf("%q: %v is there, %v", id, entries, err)
		}
	}
}

func dateOf(t time.Time) (schedule.Date, error) { return schedule.NewDate(t.Date()) }
