package api_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

func TestTokens(t *testing.T) {
	d := serveDesk(t)
	type token struct {
		Role, Label, Expires string
		Organizations        []string
	}
	p := d.as("edit clay")
	t.Run("a token says what it opens", func(t *testing.T) {
		want := token{"editor", "test editor", "2026-07-03T16:00:00Z", []string{"clay"}}
		if diff := cmp.Diff(want, as[token](t, p.call("GET", "/api/v1/token", ""))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("what is no token, or not any more, opens nothing", func(t *testing.T) {
		*d.now = now.AddDate(0, 2, 0)
		for _, text := range []string{p.token, p.token[:20], strings.ToUpper(p.token), "x", "wr__"} {
			a := program{d, text}.call("GET", "/api/v1/token", "")
			if got := problemOf(t, 401, a); got.Code != "token" || a.Header.Get("WWW-Authenticate") == "" {
				t.Errorf("%+v", got)
			}
		}
		*d.now = now
		for _, header := range []string{"", "Basic " + p.token, p.token, "Bearer", "Bearer  "} {
			problemOf(t, 401, answer(d.get("/api/v1/token", "Authorization", header)))
		}
		p.done(200, "GET", "/api/v1/token", "", "Authorization", "bearer "+p.token)
	})
	t.Run("one that was revoked opens nothing", func(t *testing.T) {
		q := d.as("edit clay")
		if err := admin.Revoke(t.Context(), d.dir, strings.Split(q.token, "_")[1], now); err != nil {
			t.Fatal(err)
		}
		problemOf(t, 401, q.call("GET", "/api/v1/token", ""))
	})
	t.Run("a set-up link opens the pages only", func(t *testing.T) {
		path, err := admin.SetUp(t.Context(), d.dir, now)
		if err != nil {
			t.Fatal(err)
		}
		problemOf(t, 401, program{d, strings.TrimPrefix(path, "/admin/enter/")}.call("GET", "/api/v1/token", ""))
	})
	t.Run("a network that guesses has to wait", func(t *testing.T) {
		d := serveDesk(t)
		q, from := d.as("edit clay"), []string{"X-Forwarded-For", "203.0.113.7"}
		for range 10 {
			problemOf(t, 401, program{d, "wr_guess_guess"}.call("GET", "/api/v1/token", "", from...))
		}
		problemOf(t, 429, q.call("GET", "/api/v1/token", "", from...))
		q.done(200, "GET", "/api/v1/token", "", "X-Forwarded-For", "198.51.100.7")
		*d.now = now.Add(11 * time.Minute)
		q.done(200, "GET", "/api/v1/token", "", from...)
	})
}

// TestPagesOfOtherSites is about browsers: what takes a token takes nothing that
// they send by themselves.
func TestPagesOfOtherSites(t *testing.T) {
	d := serveDesk(t)
	p := d.as("admin")
	routes := []struct{ method, path string }{
		{"GET", "/api/v1/token"}, {"GET", friday}, {"PUT", friday}, {"PATCH", friday}, {"DELETE", friday}, {"POST", "/api/v1/records/offering"},
		{"POST", "/api/v1/offerings/friday/dates"}, {"POST", "/api/v1/closures"}, {"POST", "/api/v1/history/1/undo"},
	}
	t.Run("a cookie opens nothing, whatever is in it", func(t *testing.T) {
		for _, r := range routes {
			a := d.do(r.method, r.path, `{}`, "Content-Type", "application/json", "Cookie", "within-reach-admin="+p.token, "Sec-Fetch-Site", "cross-site")
			problemOf(t, 401, a)
			if a.Header.Get("Set-Cookie") != "" {
				t.Error("a cookie")
			}
		}
	})
	t.Run("no page of another site gets to ask, or to read the answer", func(t *testing.T) {
		for _, r := range routes {
			a := d.do("OPTIONS", r.path, "", "Origin", "https://other.example", "Access-Control-Request-Method", r.method, "Access-Control-Request-Headers", "authorization")
			b := p.call(r.method, r.path, "", "Origin", "https://other.example")
			for _, h := range []http.Header{a.Header, b.Header} {
				if h.Get("Access-Control-Allow-Origin") != "" || h.Get("Access-Control-Allow-Methods") != "" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
					t.Errorf("%s %s: %v", r.method, r.path, h)
				}
			}
		}
	})
	t.Run("what is public stays so", func(t *testing.T) {
		a := d.do("OPTIONS", "/api/v1/search", "", "Origin", "https://other.example", "Access-Control-Request-Method", "POST")
		if a.Header.Get("Access-Control-Allow-Origin") != "*" || strings.Contains(a.Header.Get("Access-Control-Allow-Headers"), "Authorization") {
			t.Errorf("%v", a.Header)
		}
	})
}

func TestChangesAreLimited(t *testing.T) {
	d := serveDesk(t)
	limit := operate.NewLimiter(operate.LimiterOptions{
		PerSecond: 1, Burst: 3, Clock: func() time.Time { return now }, Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
	})
	p := program{d.with(limit), d.token("edit clay")}
	for i := range 5 {
		a := p.call("PATCH", friday, `{"room":"1"}`, "If-Match", "*", "X-Forwarded-For", "203.0.113.7")
		if want := map[bool]int{true: 200, false: 429}[i < 3]; a.StatusCode != want {
			t.Errorf("request %d: status %d, want %d", i, a.StatusCode, want)
		}
		if a.StatusCode == 429 && (problemOf(t, 429, a).Code != "too-many" || a.Header.Get("Retry-After") == "") {
			t.Errorf("%v %s", a.Header, a.body)
		}
	}
	p.done(200, "PATCH", friday, `{"room":"1"}`, "If-Match", "*", "X-Forwarded-For", "198.51.100.7")
}
