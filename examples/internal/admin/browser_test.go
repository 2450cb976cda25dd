package admin_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/browser"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// This test looks at the pages in a browser. It needs Chromium, and for the rules
// of accessibility AXE_CORE, the path of axe.min.js. BROWSER_SHOTS is a folder for
// pictures.

// looks are ways to look at a page.
var looks = []struct {
	browser.View
	lang string
}{
	{browser.View{Width: 320, NoScript: true}, "es"},
	{browser.View{Width: 1280, Dark: true}, "en"},
}

const faults = `(() => {
	for (const d of document.querySelectorAll("details")) d.open = true;
	const found = [], shown = [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(e => e.checkVisibility() && !e.matches(".skip, [type=hidden]"));
	if (document.documentElement.scrollWidth > innerWidth) {
		found.push("the page is wider than the window");
		for (const e of document.querySelectorAll("body *"))
			if (e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide")) found.push("too wide: " + e.outerHTML.slice(0, 90));
	}
	for (const e of shown) {
		const r = e.getBoundingClientRect();
		if ((r.height < 24 || r.width < 24) && getComputedStyle(e).display !== "inline") found.push("too small: " + e.outerHTML.slice(0, 90));
	}
	return found;
})()`

func TestPagesInABrowser(t *testing.T) {
	path := browser.Find()
	if path == "" {
		t.Skip("no Chromium: pages are not looked at in a browser")
	}
	if testing.Short() {
		t.Skip("a browser has no data race of ours to find")
	}
	b, err := browser.Start(context.WithoutCancel(t.Context()), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	axe := ""
	if name := os.Getenv("AXE_CORE"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		axe = string(text)
	} else {
		t.Log("AXE_CORE is not set: the rules of accessibility are not checked")
	}
	s := serve(t, memstore.New())
	s.withEverything()
	public := finder.New(finder.Options{Source: finder.Following(s.dir)})
	whole := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/admin/") {
			s.pages.ServeHTTP(w, r)
			return
		}
		public.ServeHTTP(w, r)
	}))
	t.Cleanup(whole.Close)
	s.keeper().done("/admin/dates/friday", map[string][]string{"do": {"cancel"}, "date": {"a/2026-06-19"}})
	text := s.token(admin.Grant{Role: admin.Keeper})
	for _, look := range looks {
		t.Run(fmt.Sprintf("%d %s", look.Width, look.lang), func(t *testing.T) {
			p, err := b.Open(t.Context(), look.View)
			if err != nil {
				t.Fatal(err)
			}
			visit := func(path string) {
				ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
				defer cancel()
				if err := p.Go(ctx, whole.URL+path); err != nil {
					t.Fatalf("%s: %v", path, err)
				}
			}
			visit(admin.LinkTo(text))
			if err := p.Ask(t.Context(), `document.querySelector("main form button").click()`, nil); err != nil {
				t.Fatal(err)
			}
			if err := p.Loaded(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, path := range everyPage {
				join := "?"
				if strings.Contains(path, "?") {
					join = "&"
				}
				visit(path + join + "lang=" + look.lang)
				lookAt(t, p, path, axe, fmt.Sprint(look.Width))
			}
			for _, address := range p.Requests() {
				own := strings.HasPrefix(address, whole.URL+"/") || address == "about:blank" || strings.HasPrefix(address, "data:") // signs of the browser itself
				if !own {
					t.Errorf("V14.2.3 the browser asked %s", address)
				}
			}
		})
	}
}

// lookAt checks the page that is open.
func lookAt(t *testing.T, p *browser.Page, path, axe, name string) {
	t.Helper()
	var found []string
	if err := p.Ask(t.Context(), faults, &found); err != nil {
		t.Fatal(err)
	}
	if axe != "" {
		var violations []string
		run := axe + `; axe.run().then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).join(" | ")))`
		if err := p.Ask(t.Context(), run, &violations); err != nil {
			t.Fatal(err)
		}
		found = append(found, violations...)
	}
	for _, fault := range found {
		t.Errorf("%s: %s", path, fault)
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
