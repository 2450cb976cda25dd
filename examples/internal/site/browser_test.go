package site_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/internal/browser"
	"github.com/withinreach/withinreach/examples/internal/site"
)

// These tests look at a site in a browser. They need Chromium, and for the
// rules of accessibility AXE_CORE, the path of axe.min.js from the package
// axe-core. BROWSER_SHOTS is a folder for pictures of pages.

func startBrowser(t *testing.T) *browser.Browser {
	t.Helper()
	path := browser.Find()
	if path == "" {
		t.Skip("no Chromium: the site is not looked at in a browser")
	}
	if testing.Short() {
		t.Skip("a browser takes long")
	}
	b, err := browser.Start(context.WithoutCancel(t.Context()), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func openPage(t *testing.T, b *browser.Browser, v browser.View) *browser.Page {
	t.Helper()
	p, err := b.Open(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return p
}

func visit(t *testing.T, p *browser.Page, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := p.Go(ctx, address); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

func ask[T any](t *testing.T, p *browser.Page, expression string) (value T) {
	t.Helper()
	if err := p.Ask(t.Context(), expression, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// onlyTo checks that a tab has asked for nothing outside of a site, and for
// nothing with a text that was typed.
func onlyTo(t *testing.T, p *browser.Page, base string, typed ...string) {
	t.Helper()
	for _, address := range p.Requests() {
		if !strings.HasPrefix(address, base) && address != "about:blank" {
			t.Errorf("the browser asked %s", address)
		}
		for _, text := range typed {
			if strings.Contains(strings.TrimPrefix(address, base), text) {
				t.Errorf("V7 %s was sent: %s", text, address)
			}
		}
	}
}

// search types a place, presses the button and returns what is found: the
// heading, then a line for each group.
func search(t *testing.T, p *browser.Page, text string) []string {
	t.Helper()
	return press(t, p, "[type=submit]", text)
}

// press types a text, presses a button of the search and returns what is found.
func press(t *testing.T, p *browser.Page, button, text string) []string {
	t.Helper()
	return ask[[]string](t, p, `new Promise(done => {
		const field = document.querySelector("#near"), found = document.querySelector(".found");
		found.textContent = "";
		new MutationObserver((_, o) => setTimeout(() => { o.disconnect(); done([...found.querySelectorAll("h2, h3, button")].map(e =>
			e.textContent + (e.matches("h3") ? ", " + e.parentNode.querySelector(".far").textContent : ""))); }, 50)).observe(found, {childList: true});
		field.focus(); field.value = `+"`"+text+"`"+`;
		document.querySelector(".search "+"`+button+`").click();
	})`)
}

func TestSearchInTheBrowser(t *testing.T) {
	b := startBrowser(t)
	dir := write(t, site.Options{URL: "https://host.example"})
	elsewhere := filepath.Join(t.TempDir(), "a stick", "groups")
	if err := os.CopyFS(elsewhere, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.StripPrefix("/below", http.FileServer(http.Dir(dir))))
	t.Cleanup(server.Close)
	rough := " (distance from the middle of the town or area)"
	around := []string{
		"Women's circle, about 1 mile" + rough, "Another one, about 4 miles", "NAMI Basics, about 4 miles", "NAMI Family Support Group, about 4 miles",
		"NAMI Connection Recovery Support Group, about 4 miles", `</title><script>alert(1)</script> href="/nowhere", about 4 miles`,
		"Green Cove evening, about 11 miles" + rough,
	}
	for name, base := range map[string]string{
		"on a host":             server.URL + "/below/",
		"in another folder":     "file://" + strings.ReplaceAll(elsewhere, " ", "%20") + "/",
		"in the folder of here": "file://" + dir + "/",
	} {
		t.Run("D46 V7 a place is looked up "+name+" and sent to nobody", func(t *testing.T) {
			p := openPage(t, b, browser.View{Width: 320})
			visit(t, p, base+"index.html")
			for text, want := range map[string][]string{
				"32073":                 append([]string{"Groups around 32073"}, around...),
				"orange park, florida ": append([]string{"Groups around Orange Park, FL"}, around...),
				"Key West":              {"Groups around Key West, FL", "Southernmost group, about 1 mile"},
				"10001":                 {"This place is not known here, or no group is near it. Try a ZIP code, look at the lists below, or at what is online."},
			} {
				if diff := cmp.Diff(want, search(t, p, text)); diff != "" {
					t.Errorf("%s: -want +got:\n%s", text, diff)
				}
			}
			if strings.HasPrefix(base, "http:") {
				if err := p.Locate(t.Context(), server.URL, 24.56, -81.79); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff([]string{"Groups around where you are", "Southernmost group, about 1 mile"}, press(t, p, ".locate", "")); diff != "" {
					t.Errorf("located: -want +got:\n%s", diff)
				}
			}
			visit(t, p, base+"es/index.html")
			if got := search(t, p, "St. Augustine, fl"); len(got) != len(around)+1 || got[0] != "Grupos alrededor de Saint Augustine, FL" {
				t.Errorf("found %q", got)
			}
			if got := ask[string](t, p, "location.href"); strings.TrimSuffix(got, "index.html") != base+"es/" {
				t.Errorf("the page is now %s", got)
			}
			first := ask[string](t, p, `document.querySelector(".found a").href`)
			if !strings.HasPrefix(first, base+"es/offerings/") {
				t.Errorf("leads to %s", first)
			}
			visit(t, p, first)
			onlyTo(t, p, base, "32073", "32084", "10001", "park", "ugustine", "West")
		})
	}
}

func TestSiteInABrowser(t *testing.T) {
	b := startBrowser(t)
	dir := write(t, site.Options{URL: "https://host.example"})
	axe := ""
	if path := os.Getenv("AXE_CORE"); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		axe = string(text)
	} else {
		t.Log("AXE_CORE is not set: the rules of accessibility are not checked")
	}
	base := "file://" + dir + "/"
	for name, look := range map[string]browser.View{
		"320 wide":                  {Width: 320},
		"320 wide, without script":  {Width: 320, NoScript: true, Dark: true},
		"1280 wide":                 {Width: 1280, Dark: true},
		"1280 wide, without script": {Width: 1280, NoScript: true},
	} {
		t.Run("D46 pages can be read and used "+name, func(t *testing.T) {
			t.Parallel()
			p := openPage(t, b, look)
			pages := []string{
				"index.html", "es/towns/index.html", "days/index.html", "organizations/index.html", "es/offerings/friday/index.html",
				"organizations/clay/print/month-2026-06/index.html", "es/organizations/clay/flyer/index.html",
			}
			if look.Dark {
				pages = pages[:3]
			}
			for _, path := range pages {
				visit(t, p, base+path)
				if path == "index.html" && !look.NoScript {
					search(t, p, "32073")
				}
				lookAt(t, p, path, axe, name)
				if shown := ask[bool](t, p, `[...document.querySelectorAll(".search")].every(e => e.checkVisibility())`); shown == look.NoScript && path == "index.html" {
					t.Errorf("%s: the search is shown: %v", path, shown)
				}
				if late := ask[bool](t, p, `document.querySelector(".late").checkVisibility()`); late == look.NoScript {
					t.Errorf("%s: says that it is old: %v", path, late) // since it was made for 2026-06-03
				}
			}
			onlyTo(t, p, base)
		})
	}
}

// lookAt checks one page.
func lookAt(t *testing.T, p *browser.Page, path, axe, name string) {
	t.Helper()
	if wide := ask[bool](t, p, `document.documentElement.scrollWidth > innerWidth`); wide {
		t.Errorf("%s is too wide", path)
	}
	if axe != "" {
		run := axe + `; axe.run().then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 100)).join(" | ")))`
		if diff := cmp.Diff([]string{}, ask[[]string](t, p, run)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", path, diff)
		}
	}
	if dir := os.Getenv("BROWSER_SHOTS"); dir != "" {
		png, err := p.Picture(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		file := regexp.MustCompile(`[^a-zA-Z0-9]+`).ReplaceAllString(path+" "+name, "-") + ".png"
		if err := os.WriteFile(filepath.Join(dir, file), png, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestExpiry(t *testing.T) {
	b := startBrowser(t)
	today := time.Now()
	for name, tt := range map[string]struct {
		days int
		late bool
	}{"D46 the day before the last is not late": {1, false}, "D46 the day after the last is": {-2, true}} {
		t.Run(name, func(t *testing.T) {
			last, err := dateOf(today.AddDate(0, 0, tt.days))
			if err != nil {
				t.Fatal(err)
			}
			dir := write(t, site.Options{Expires: last})
			p := openPage(t, b, browser.View{})
			visit(t, p, "file://"+dir+"/es/days/index.html")
			if got := ask[bool](t, p, `document.querySelector(".late").checkVisibility()`); got != tt.late {
				t.Errorf("says that it is old: %v", got)
			}
		})
	}
}
