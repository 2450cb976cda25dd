package admin_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

// watched returns the pages of a site with a limit and with figures.
func (s *site) watched(t *testing.T, perSecond float64, burst int) (http.Handler, *operate.Metrics) {
	t.Helper()
	clock, metrics := func() time.Time { return *s.now }, operate.NewMetrics()
	limit := operate.NewLimiter(operate.LimiterOptions{
		PerSecond: perSecond, Burst: burst, Clock: clock, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
	})
	return admin.New(admin.Options{Directory: s.dir, Clock: clock, Limit: limit, Metrics: metrics}), metrics
}

// ask sends a request from an address, which may be a proxy that names others.
func ask(h http.Handler, method, path, body, address, forwarded string) *httptest.ResponseRecorder {
	r, w := httptest.NewRequest(method, path, strings.NewReader(body)), httptest.NewRecorder()
	r.RemoteAddr = address + ":4711"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Forwarded-For", forwarded)
	h.ServeHTTP(w, r)
	return w
}

func TestPagesAreCountedAndLimited(t *testing.T) {
	s := inMemory(t)
	t.Run("V16 requests are counted by the pattern of the route, and by nothing that was sent", func(t *testing.T) {
		h, metrics := s.watched(t, 0, 0)
		token := s.token(admin.Grant{Role: admin.Keeper})
		ask(h, "GET", "/admin/enter/"+token, "", "203.0.113.7", "")
		ask(h, "POST", "/admin/enter", url.Values{"token": {token}}.Encode(), "203.0.113.7", "")
		ask(h, "GET", "/admin/records/offering/friday", "", "203.0.113.7", "")
		ask(h, "GET", "/admin/nothing/"+token, "", "203.0.113.7", "")
		w := httptest.NewRecorder()
		metrics.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		for _, want := range []string{
			`{route="GET /admin/enter/{token}",status="200"} 1`, `{route="POST /admin/enter",status="303"} 1`,
			`{route="GET /admin/records/{kind}/{id}",status="401"} 1`, `{route="",status="404"} 1`, "http_request_seconds_count 4",
		} {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("no %s in\n%s", want, w.Body)
			}
		}
		for _, c := range []string{token, strings.Split(token, "_")[1], "friday", "203.0.113"} {
			if strings.Contains(w.Body.String(), c) {
				t.Errorf("the figures hold %q", c)
			}
		}
	})
	t.Run("who asks too much has to wait, and nobody else", func(t *testing.T) {
		h, _ := s.watched(t, 1, 5)
		for i := range 7 {
			w := ask(h, "GET", "/admin/enter", "", "203.0.113.7", "")
			if want := map[bool]int{true: 200, false: 429}[i < 5]; w.Code != want {
				t.Errorf("request %d: status %d, want %d", i, w.Code, want)
			}
			if w.Code == 429 && (w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "wait a moment")) {
				t.Errorf("%v %s", w.Header(), words(w.Body.String()))
			}
		}
		if w := ask(h, "GET", "/admin/enter", "", "198.51.100.7", ""); w.Code != 200 {
			t.Errorf("another network: status %d", w.Code)
		}
		*s.now = s.now.Add(2 * time.Second)
		if w := ask(h, "GET", "/admin/enter", "", "203.0.113.7", ""); w.Code != 200 {
			t.Errorf("after two seconds: status %d", w.Code)
		}
	})
	t.Run("whoever guesses behind a proxy keeps nobody else out", func(t *testing.T) {
		h, _ := s.watched(t, 0, 0)
		token := url.Values{"token": {s.token(admin.Grant{Role: admin.Keeper})}}.Encode()
		hp, _ := s.watched(t, 1000, 1000)
		for range 12 {
			ask(hp, "POST", "/admin/enter", "token=wr_guess_guess", "10.1.2.3", "203.0.113.7")
			ask(h, "POST", "/admin/enter", "token=wr_guess_guess", "203.0.113.7", "198.51.100.1")
		}
		if w := ask(hp, "POST", "/admin/enter", token, "10.1.2.3", "203.0.113.9"); w.Code != 429 {
			t.Errorf("the network that guesses: status %d", w.Code)
		}
		if w := ask(hp, "POST", "/admin/enter", token, "10.1.2.3", "198.51.100.9"); w.Code != 303 {
			t.Errorf("another one behind the same proxy: status %d", w.Code)
		}
		if w := ask(h, "POST", "/admin/enter", token, "203.0.113.7", "198.51.100.2"); w.Code != 429 {
			t.Errorf("one that names others, and is no proxy: status %d", w.Code)
		}
	})
}
