package finder_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/examples/internal/browser"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/schedule"
)

// These tests look at the pages in a browser. They need Chromium, and for the
// rules of accessibility AXE_CORE, the path of axe.min.js from the package
// axe-core. BROWSER_SHOTS is a folder for pictures of all pages, to be looked
// at; BROWSER_ALL looks at each page in every way there is.

// startBrowser starts a browser for a test, or skips it where there is none.
func startBrowser(t *testing.T) *browser.Browser {
	t.Helper()
	path := browser.Find()
	if path == "" && os.Getenv("CI") == "true" {
		t.Fatal("no Chromium, which CI must have")
	}
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
	return b
}

func serveForBrowser(t *testing.T) *site {
	t.Helper()
	return serve(t, finder.Options{
		Source:   finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now),
		Reported: func(context.Context, string, schedule.Date) error { return nil },
	})
}

// shown are pages of every kind.
var shown = []string{
	"/", "/near/88e5c5c", "/near/88e5c5c?when=today", "/near/8083c0c", "/online", "/offerings/friday", "/offerings/women", "/offerings/gone",
	"/organizations/clay", "/organizations/clay/print", "/organizations/clay/flyer", "/trainings", "/start-a-group", "/coverage", "/coverage/FL",
	"/safety", "/nothing", "/near/88e5c5c?day=x",
}

// wordy are the pages with most on them.
var wordy = []string{
	"/", "/near/88e5c5c?when=week", "/offerings/friday", "/organizations/clay/print", "/organizations/clay/flyer", "/coverage/FL", "/trainings",
}

// looks are ways to look at a page such that any width, scheme, language and
// script comes with each of the others.
var looks = []struct {
	browser.View
	lang string
}{
	{browser.View{Width: 320}, "es"},
	{browser.View{Width: 390, Dark: true, NoScript: true}, "es"},
	{browser.View{Width: 768, Dark: true}, "en"},
	{browser.View{Width: 1280, NoScript: true}, "en"},
}

func TestPagesInABrowser(t *testing.T) {
	b, s := startBrowser(t), serveForBrowser(t)
	axe := ""
	if path := os.Getenv("AXE_CORE"); path != "" {
		axe = readFile(t, path)
	} else {
		t.Log("AXE_CORE is not set: the rules of accessibility are not checked")
	}
	all := looks
	if os.Getenv("BROWSER_ALL") != "" {
		all = all[:0:0]
		for i := range 32 {
			width, lang := []int{320, 390, 768, 1280}[i/8], []string{"en", "es"}[i%2]
			all = append(all, looks[0])
			all[i].View, all[i].lang = browser.View{Width: width, Dark: i&2 != 0, NoScript: i&4 != 0}, lang
		}
	}
	for _, look := range all {
		name := fmt.Sprintf("%d %s dark=%v script=%v", look.Width, look.lang, look.Dark, !look.NoScript)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := openPage(t, b, look.View)
			for _, path := range shown {
				lookAt(t, p, s, inLanguage(path, look.lang), axe, name)
			}
			for _, address := range p.Requests() {
				if !strings.HasPrefix(address, s.url+"/") && address != "about:blank" {
					t.Errorf("V14.2.3 the browser asked %s", address)
				}
			}
		})
	}
}

func inLanguage(path, lang string) string {
	switch {
	case lang == "en":
		return path
	case strings.Contains(path, "?"):
		return path + "&lang=" + lang
	}
	return path + "?lang=" + lang
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

// ask evaluates an expression on a page.
func ask[T any](t *testing.T, p *browser.Page, expression string) (value T) {
	t.Helper()
	if err := p.Ask(t.Context(), expression, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// tooWide lists what reaches beyond the right edge.
const tooWide = `document.documentElement.scrollWidth <= innerWidth ? [] :
	[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide, pre")).map(e => e.outerHTML.slice(0, 80))`

// overlaps lists pairs of things to press that lie over one another, and words
// that the bar at the top hides.
const overlaps = `(() => {
	scrollTo(0, 0);
	const shown = [...document.querySelectorAll("a, button, input, select, summary, h1")].filter(e => e.checkVisibility() && !e.matches(".skip"));
	const boxes = shown.flatMap(e => [...e.getClientRects()].filter(r => r.width && r.height).map(r => ({e, r})));
	const found = [];
	for (let i = 0; i < boxes.length; i++) for (let k = i + 1; k < boxes.length; k++) {
		const a = boxes[i], b = boxes[k];
		if (a.e === b.e || a.e.contains(b.e) || b.e.contains(a.e)) continue;
		const x = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left), y = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
		if (x > 1 && y > 1) found.push(a.e.outerHTML.slice(0, 60) + " | " + b.e.outerHTML.slice(0, 60));
	}
	return found;
})()`

// small lists things to press that are less than 24 pixels high or wide,
// except words in the middle of a text.
const small = `[...document.querySelectorAll("a, button, input, select, summary")].filter(e => e.checkVisibility() && !e.matches(".skip, [type=hidden]"))
	.filter(e => { const r = e.getBoundingClientRect(); return (r.height < 24 || r.width < 24) && getComputedStyle(e).display !== "inline"; }).map(e => e.outerHTML.slice(0, 80))`

// lookAt checks one page.
func lookAt(t *testing.T, p *browser.Page, s *site, path, axe, name string) {
	t.Helper()
	visit(t, p, s.url+path)
	for what, expression := range map[string]string{"too wide": tooWide, "overlapping": overlaps, "too small to press": small} {
		for _, e := range ask[[]string](t, p, expression) {
			t.Errorf("%s: %s: %s", path, what, e)
		}
	}
	if axe != "" {
		run := axe + `; axe.run().then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 100) + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message).join(" | ")))`
		for _, v := range ask[[]string](t, p, run) {
			t.Errorf("%s: %s", path, v)
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

func TestKeyboard(t *testing.T) {
	b, s := startBrowser(t), serveForBrowser(t)
	t.Run("V12 the first Tab reaches the exit, the second the content, and both are seen", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 390})
		visit(t, p, s.url+"/near/88e5c5c")
		for _, want := range []string{"exit", "skip"} {
			if err := p.Press(t.Context(), "Tab", 9); err != nil {
				t.Fatal(err)
			}
			got := ask[string](t, p, `document.activeElement.className`)
			width := ask[string](t, p, `getComputedStyle(document.activeElement).outlineWidth`)
			left := ask[float64](t, p, `document.activeElement.getBoundingClientRect().left`)
			if got != want || width != "3px" || left < 0 {
				t.Errorf("%q has the focus, want %q; outline %s, at %g", got, want, width, left)
			}
		}
	})
	for name, leave := range map[string]func(*testing.T, *browser.Page){
		"V12 pressing Shift three times leaves": func(t *testing.T, p *browser.Page) {
			for range 3 {
				if err := p.Press(t.Context(), "Shift", 16); err != nil {
					t.Fatal(err)
				}
			}
		},
		"V12 the button leaves": func(t *testing.T, p *browser.Page) { ask[any](t, p, `document.getElementById("exit").click()`) },
	} {
		t.Run(name, func(t *testing.T) {
			p := openPage(t, b, browser.View{Width: 390})
			visit(t, p, s.url+"/offerings/friday")
			leave(t, p)
			for range 100 {
				if asked := p.Requests(); asked[len(asked)-1] == "https://www.weather.gov/" {
					return
				}
				time.Sleep(20 * time.Millisecond)
			}
			t.Error("it stays")
		})
	}
}

func TestNearMe(t *testing.T) {
	b, s := startBrowser(t), serveForBrowser(t)
	for _, tt := range []struct{ lat, lng float64 }{{30.16512, -81.74003}, {61.40327, -149.44812}, {21.30694, -157.85834}, {44.97997, -93.26384}} {
		p := openPage(t, b, browser.View{Width: 390})
		if err := p.Locate(t.Context(), s.url, tt.lat, tt.lng); err != nil {
			t.Fatal(err)
		}
		visit(t, p, s.url+"/?lang=es")
		ask[any](t, p, `document.querySelector(".locate").click()`)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if err := p.Loaded(ctx); err != nil {
			t.Fatal(err)
		}
		want := s.url + "/near/" + earth.LatLng(tt.lat, tt.lng).Cell(earth.PrivateLevel).String() + "?lang=es"
		if got := ask[string](t, p, `location.href`); got != want {
			t.Errorf("at %s, want %s", got, want)
		}
		for _, address := range p.Requests() {
			u, err := url.Parse(address)
			if err != nil || strings.ContainsAny(u.Path, ".-") && !strings.HasPrefix(u.Path, "/static/") || u.RawQuery != "" && u.RawQuery != "lang=es" {
				t.Errorf("V7 V8 the browser sent %s", address)
			}
		}
	}
	t.Run("without script there is no such button", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 390, NoScript: true})
		visit(t, p, s.url+"/")
		if ask[bool](t, p, `document.querySelector(".locate").checkVisibility()`) {
			t.Error("there is one")
		}
	})
}

func TestLargeTypeAndPaper(t *testing.T) {
	b, s := startBrowser(t), serveForBrowser(t)
	t.Run("at 200 % nothing is too wide or overlaps", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 640})
		for _, path := range wordy {
			visit(t, p, s.url+path)
			ask[any](t, p, `document.documentElement.style.fontSize = "200%"`)
			for _, expression := range []string{tooWide, overlaps} {
				for _, e := range ask[[]string](t, p, expression) {
					t.Errorf("%s: %s", path, e)
				}
			}
		}
	})
	t.Run("on paper there is nothing to press, and the flyer is one page", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 720, Print: true})
		for _, path := range wordy {
			visit(t, p, s.url+path)
			if n := ask[int](t, p, `[...document.querySelectorAll("button, input, select, .bar")].filter(e => e.checkVisibility()).length`); n > 0 {
				t.Errorf("%s: %d fields or buttons", path, n)
			}
		}
		visit(t, p, s.url+"/organizations/clay/flyer")
		if high := ask[float64](t, p, `document.documentElement.scrollHeight`); high > 960 { // of letter size, at 96 to the inch
			t.Errorf("the flyer is %g pixels high", high)
		}
	})
}
