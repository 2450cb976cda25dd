package finder_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/internal/browser"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestOrigins(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"none", " , ", nil},
		{"a host is one of https", "www.example.org", []string{"https://www.example.org"}},
		{"several, in capitals, with a slash", "https://A.example/, http://127.0.0.1:8080", []string{"https://a.example", "http://127.0.0.1:8080"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := finder.ParseOrigins(tt.text)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
	for _, bad := range []string{"*", "https://*.example", "https://a.example/page", "ftp://a.example", "https://a.example; script-src *", "https://u@a.example", "'self'", "https://"} {
		t.Run("not an origin: "+bad, func(t *testing.T) {
			if got, err := finder.ParseOrigins(bad); err == nil {
				t.Errorf("got %q", got)
			}
		})
	}
}

func serveEmbedded(t *testing.T, hosts ...string) *site {
	t.Helper()
	return serve(t, finder.Options{Source: finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now), Embed: hosts})
}

func TestFrames(t *testing.T) {
	s := serveEmbedded(t, "https://www.example.org", "https://builder.example")
	t.Run("only those that are named may frame a list, and nothing else may be framed", func(t *testing.T) {
		for _, path := range []string{"/embed/organizations/clay", "/embed/search", "/embed/organizations/duval?lang=es"} {
			policy := s.get(path).Header.Get("Content-Security-Policy")
			if !strings.HasSuffix(policy, "frame-ancestors 'self' https://www.example.org https://builder.example") || !strings.Contains(policy, "script-src 'self'") {
				t.Errorf("%s: %s", path, policy)
			}
		}
		for _, path := range []string{"/", "/embed", "/embed/organizations/nobody", "/near/88e5c5c"} {
			if policy := s.get(path).Header.Get("Content-Security-Policy"); !strings.HasSuffix(policy, "frame-ancestors 'none'") {
				t.Errorf("%s: %s", path, policy)
			}
		}
	})
	t.Run("only the script for other sites may be loaded by them", func(t *testing.T) {
		for name, want := range map[string]string{"embed.js": "cross-origin", "framed.js": "same-origin", "site.js": "same-origin"} {
			if got := s.get("/static/" + name).Header.Get("Cross-Origin-Resource-Policy"); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	})
	t.Run("V11 a frame has the crisis lines of the day", func(t *testing.T) {
		wants(t, s.get("/embed/organizations/clay").text(), "Groups", "Connection", "Help right now, day and night", "988")
		wants(t, s.get("/embed/search?lang=es").text(), "Ayuda", "988")
	})
	t.Run("V7 the address of the form to search holds no place", func(t *testing.T) {
		a := s.get("/embed/search")
		wants(t, a.body, `method="post" action="/search"`)
		lacks(t, a.body, `method="get"`)
	})
	t.Run("no frame sets a cookie or has script or style of its own", func(t *testing.T) {
		a := s.get("/embed/organizations/clay")
		lacks(t, a.body, "<style", " style=", " onclick=", "<script>")
		if a.Header.Get("Set-Cookie") != "" {
			t.Error("a cookie")
		}
	})
	t.Run("the page with the texts to copy has one for each organization that offers something", func(t *testing.T) {
		a := s.get("/embed", "Host", "evil.example")
		text := html.UnescapeString(html.UnescapeString(a.body))
		wants(t, text, "https://www.example.org", "/static/embed.js\" data-show=\"/embed/search\"", "data-show=\"/embed/organizations/clay\"", "<noscript><a href=\"", "/organizations/clay\">Groups of ")
		lacks(t, text, "data-show=\"/embed/organizations/river\"")
	})
	t.Run("without any site named it says so", func(t *testing.T) {
		wants(t, serveEmbedded(t).get("/embed").text(), "No other site may show it yet.")
	})
}

// serveHTML serves one page on an origin of its own.
func serveHTML(t *testing.T, page func() string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page())
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestOnAnotherSite shows a list on a page of another origin, in a browser.
func TestOnAnotherSite(t *testing.T) {
	b := startBrowser(t)
	snippet := ""
	affiliate := serveHTML(t, func() string {
		return "<!doctype html><title>Affiliate</title><h1>Our groups</h1>\n" + snippet + "\n<p>Below</p>"
	})
	builder := serveHTML(t, func() string {
		return `<!doctype html><title>Builder</title><iframe id="site" src="` + affiliate + `" width="600" height="400"></iframe>`
	})
	stranger := serveHTML(t, func() string { return "<!doctype html><title>Stranger</title><h1>Not named</h1>" + snippet })
	s := serveEmbedded(t, affiliate, builder)
	codes := regexp.MustCompile(`(?s)<code>(.*?)</code>`).FindAllStringSubmatch(s.get("/embed").body, -1)
	for _, c := range codes {
		if text := html.UnescapeString(c[1]); strings.Contains(text, "/embed/organizations/clay") {
			snippet = text
		}
	}
	if snippet == "" {
		t.Fatal("no text to copy")
	}
	const height = `document.querySelector("iframe") ? document.querySelector("iframe").getBoundingClientRect().height : 0`
	t.Run("the frame is as high as the list, below the heading", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 800})
		visit(t, p, affiliate)
		if got := settles(t, p, height, func(h float64) bool { return h > 600 }); got < 600 {
			t.Fatalf("%v px high", got)
		}
		if got := ask[string](t, p, `document.querySelector("iframe").title`); got != "Groups of Clay County peers" {
			t.Errorf("its title is %q", got)
		}
		for _, address := range p.Requests() {
			if !strings.HasPrefix(address, s.url+"/") && !strings.HasPrefix(address, affiliate) && address != "about:blank" {
				t.Errorf("V14.2.3 the browser asked %s", address)
			}
		}
		if got := ask[string](t, p, "document.cookie"); got != "" {
			t.Errorf("cookies %q", got)
		}
	})
	t.Run("messages of other frames do not change it", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 800})
		visit(t, p, affiliate)
		before := settles(t, p, height, func(h float64) bool { return h > 600 })
		ask[bool](t, p, `(window.postMessage({withinreachHeight: 77}, "*"), true)`)
		time.Sleep(200 * time.Millisecond)
		if after := ask[float64](t, p, height); after != before {
			t.Errorf("%v px, then %v", before, after)
		}
	})
	t.Run("it works where the site is in a frame itself", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 800})
		visit(t, p, builder)
		loaded := func() (found bool) {
			for _, address := range p.Requests() {
				found = found || strings.HasPrefix(address, s.url+"/static/framed.js")
			}
			return found
		}
		for began := time.Now(); !loaded() && time.Since(began) < 10*time.Second; time.Sleep(50 * time.Millisecond) {
		}
		if !loaded() {
			t.Errorf("the list was not shown; asked for %v", p.Requests())
		}
	})
	t.Run("a site that is not named shows nothing of it", func(t *testing.T) {
		p := openPage(t, b, browser.View{Width: 800})
		visit(t, p, stranger)
		time.Sleep(time.Second)
		if got := ask[float64](t, p, height); got != 512 {
			t.Errorf("%v px high, want the 32 rem of a frame that never spoke", got)
		}
		for _, address := range p.Requests() {
			if strings.HasPrefix(address, s.url+"/static/framed.js") {
				t.Error("the list was shown")
			}
		}
	})
}

// settles asks until the answer is good, for at most ten seconds, and returns
// the last answer.
func settles(t *testing.T, p *browser.Page, expression string, good func(float64) bool) (got float64) {
	t.Helper()
	for began := time.Now(); time.Since(began) < 10*time.Second; time.Sleep(50 * time.Millisecond) {
		if got = ask[float64](t, p, expression); good(got) {
			return got
		}
	}
	return got
}
