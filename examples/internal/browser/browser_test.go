package browser_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/internal/browser"
)

func start(t *testing.T) (context.Context, *browser.Browser) {
	t.Helper()
	path := browser.Find()
	if path == "" || testing.Short() {
		t.Skip("no Chromium, or a short test: the browser is not driven")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	t.Cleanup(cancel)
	b, err := browser.Start(context.WithoutCancel(ctx), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return ctx, b
}

func TestPage(t *testing.T) {
	ctx, b := start(t)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<meta name="viewport" content="width=device-width"><title>no</title><script>document.title = "script"</script><p>hello</p>`))
	}))
	defer site.Close()
	open := func(t *testing.T, v browser.View) *browser.Page {
		t.Helper()
		p, err := b.Open(ctx, v)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Go(ctx, site.URL+"/x"); err != nil {
			t.Fatal(err)
		}
		return p
	}
	ask := func(t *testing.T, p *browser.Page, expression string, want any) {
		t.Helper()
		var got any
		if err := p.Ask(ctx, expression, &got); err != nil || got != want {
			t.Errorf("%s is %v, %v; want %v", expression, got, err, want)
		}
	}
	t.Run("width, scheme and medium are those of the view", func(t *testing.T) {
		p := open(t, browser.View{Width: 320, Dark: true, Print: true})
		ask(t, p, "innerWidth", 320.0)
		ask(t, p, `matchMedia("(prefers-color-scheme: dark)").matches`, true)
		ask(t, p, `matchMedia("print").matches`, true)
		ask(t, p, `new Promise(done => setTimeout(() => done("later"), 10))`, "later")
	})
	t.Run("without script pages run none, and can be asked", func(t *testing.T) {
		ask(t, open(t, browser.View{}), "document.title", "script")
		ask(t, open(t, browser.View{NoScript: true}), "document.title", "no")
	})
	t.Run("an error is an error", func(t *testing.T) {
		if err := open(t, browser.View{}).Ask(ctx, "nothing.there", nil); err == nil || !strings.Contains(err.Error(), "ReferenceError") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("requests are listed, and none reaches the world", func(t *testing.T) {
		p := open(t, browser.View{})
		if err := p.Go(ctx, "https://www.example.org/"); err == nil {
			t.Error("it opened a page of another host")
		}
		if asked := strings.Join(p.Requests(), " "); !strings.Contains(asked, site.URL+"/x") || !strings.Contains(asked, "https://www.example.org/") {
			t.Errorf("asked for %s", asked)
		}
		if err := p.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Run("a picture is a PNG", func(t *testing.T) {
		png, err := open(t, browser.View{Width: 320}).Picture(ctx)
		if err != nil || !strings.HasPrefix(string(png), "\x89PNG") {
			t.Errorf("%d bytes, %v", len(png), err)
		}
	})
}

func TestOfABrowserThatEnded(t *testing.T) {
	ctx, b := start(t)
	p, err := b.Open(ctx, browser.View{})
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if err := p.Ask(ctx, "1", nil); err == nil {
		t.Error("it answers")
	}
	if _, err := browser.Start(ctx, "/nowhere/chromium"); err == nil {
		t.Error("a browser that is not there starts")
	}
}
