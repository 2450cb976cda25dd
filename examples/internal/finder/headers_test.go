package finder_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

// requests are one for each route and each kind of error.
var requests = []struct {
	name, method, path string
	near               string // of a search
	headers            []string
	status             int
	kind               string // Content-Type
}{
	{"home", "GET", "/", "", nil, 200, "text/html; charset=utf-8"},
	{"home, head only", "HEAD", "/", "", nil, 200, "text/html; charset=utf-8"},
	{"a search", "POST", "/search", "32073", nil, 303, ""},
	{"an ambiguous search", "POST", "/search", "Fayetteville", nil, 200, "text/html; charset=utf-8"},
	{"an unknown search", "POST", "/search", "99999", nil, 200, "text/html; charset=utf-8"},
	{"an empty search", "POST", "/search", "", nil, 400, "text/html; charset=utf-8"},
	{"a broken form", "POST", "/search?%zz", "x", nil, 400, "text/html; charset=utf-8"},
	{"too large a search", "POST", "/search", strings.Repeat("x", 1<<20), nil, 413, "text/html; charset=utf-8"},
	{"V3.5.1 a search from another site", "POST", "/search", "32073", []string{"Sec-Fetch-Site", "cross-site"}, 403, "text/html; charset=utf-8"},
	{"V3.5.1 a search from a sister site", "POST", "/search", "32073", []string{"Sec-Fetch-Site", "same-site"}, 403, "text/html; charset=utf-8"},
	{"V3.5.1 a search from a foreign origin", "POST", "/search", "32073", []string{"Origin", "https://evil.example"}, 403, "text/html; charset=utf-8"},
	{"a search from this site", "POST", "/search", "32073", []string{"Sec-Fetch-Site", "same-origin", "Origin", "null"}, 303, ""},
	{"a search from this site by an old browser", "POST", "/search", "32073", []string{"Origin", "null"}, 303, ""},
	{"results", "GET", "/near/88e5c5c", "", nil, 200, "text/html; charset=utf-8"},
	{"results in Spanish", "GET", "/near/88e5c5c?lang=es", "", nil, 200, "text/html; charset=utf-8"},
	{"results of a bad filter", "GET", "/near/88e5c5c?day=x", "", nil, 400, "text/html; charset=utf-8"},
	{"results for no cell", "GET", "/near/x", "", nil, 404, "text/html; charset=utf-8"},
	{"results for too fine a cell", "GET", "/near/88e5c5b0c", "", nil, 303, "text/html; charset=utf-8"},
	{"the map of results", "GET", "/near/88e5c5c/map", "", nil, 200, "image/svg+xml"},
	{"a map of no cell", "GET", "/near/x/map", "", nil, 404, "text/html; charset=utf-8"},
	{"the dates of a month", "GET", "/organizations/clay/print?month=2026-12", "", nil, 200, "text/html; charset=utf-8"},
	{"no month", "GET", "/organizations/clay/print?month=13", "", nil, 400, "text/html; charset=utf-8"},
	{"a flyer", "GET", "/organizations/clay/flyer", "", nil, 200, "text/html; charset=utf-8"},
	{"the code on it", "GET", "/organizations/clay/code", "", nil, 200, "image/svg+xml"},
	{"no code", "GET", "/organizations/x/code", "", nil, 404, "text/html; charset=utf-8"},
	{"trainings", "GET", "/trainings", "", nil, 200, "text/html; charset=utf-8"},
	{"starting a group", "GET", "/start-a-group", "", nil, 200, "text/html; charset=utf-8"},
	{"coverage", "GET", "/coverage", "", nil, 200, "text/html; charset=utf-8"},
	{"coverage of a state", "GET", "/coverage/FL", "", nil, 200, "text/html; charset=utf-8"},
	{"a map of it", "GET", "/coverage/FL/map", "", nil, 200, "image/svg+xml"},
	{"coverage of nothing", "GET", "/coverage/XX", "", nil, 404, "text/html; charset=utf-8"},
	{"a report that nobody takes in", "POST", "/offerings/friday/closed", "x", nil, 404, "text/html; charset=utf-8"},
	{"a report by GET", "GET", "/offerings/friday/closed", "", nil, 405, "text/html; charset=utf-8"},
	{"an offering", "GET", "/offerings/friday", "", nil, 200, "text/html; charset=utf-8"},
	{"the calendar of an offering", "GET", "/offerings/friday.ics", "", nil, 200, "text/calendar; charset=utf-8"},
	{"no offering", "GET", "/offerings/x", "", nil, 404, "text/html; charset=utf-8"},
	{"no calendar", "GET", "/offerings/x.ics", "", nil, 404, "text/html; charset=utf-8"},
	{"an organization", "GET", "/organizations/clay", "", nil, 200, "text/html; charset=utf-8"},
	{"the calendar of an organization", "GET", "/organizations/clay.ics", "", nil, 200, "text/calendar; charset=utf-8"},
	{"no organization", "GET", "/organizations/x", "", nil, 404, "text/html; charset=utf-8"},
	{"online", "GET", "/online", "", nil, 200, "text/html; charset=utf-8"},
	{"safety", "GET", "/safety", "", nil, 200, "text/html; charset=utf-8"},
	{"the style", "GET", "/static/style.css", "", nil, 200, "text/css; charset=utf-8"},
	{"the script", "GET", "/static/exit.js", "", nil, 200, "text/javascript; charset=utf-8"},
	{"the other script", "GET", "/static/site.js", "", nil, 200, "text/javascript; charset=utf-8"},
	{"the icon", "GET", "/static/icon.svg", "", nil, 200, "image/svg+xml"},
	{"no such file", "GET", "/static/x.css", "", nil, 404, "text/html; charset=utf-8"},
	{"health", "GET", "/healthz", "", nil, 200, "text/plain; charset=utf-8"},
	{"readiness", "GET", "/readyz", "", nil, 200, "text/plain; charset=utf-8"},
	{"how to show lists elsewhere", "GET", "/embed", "", nil, 200, "text/html; charset=utf-8"},
	{"the script for other sites to frame with", "GET", "/static/framed.js", "", nil, 200, "text/javascript; charset=utf-8"},
	{"data for search engines", "GET", "/offerings/friday.jsonld", "", nil, 200, "application/ld+json"},
	{"a route that is to come", "GET", "/api/v1/groups", "", nil, 404, "text/html; charset=utf-8"},
	{"H201 a way out of the site", "GET", "/%2e%2e/%2e%2e/etc/passwd", "", nil, 404, "text/html; charset=utf-8"},
	{"H199 a place in the query", "GET", "/search?lat=30.2&lng=-81.7", "", nil, 405, "text/html; charset=utf-8"},
	{"another wrong method", "DELETE", "/offerings/friday", "", nil, 405, "text/html; charset=utf-8"},
	{"a method that nobody knows", "FIND", "/", "", nil, 405, "text/html; charset=utf-8"},
	{"TRACE", "TRACE", "/", "", nil, 405, "text/html; charset=utf-8"},
	{"TRACE of nothing", "TRACE", "/nothing", "", nil, 405, "text/html; charset=utf-8"},
	{"OPTIONS", "OPTIONS", "/", "", nil, 405, "text/html; charset=utf-8"},
}

func TestEveryAnswer(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	for _, tt := range requests {
		t.Run(tt.name, func(t *testing.T) {
			var a answer
			if tt.method == http.MethodPost {
				a = s.searchAt(tt.path, tt.near, tt.headers...)
			} else {
				a = s.do(tt.method, tt.path, nil, tt.headers...)
			}
			if a.StatusCode != tt.status || a.Header.Get("Content-Type") != tt.kind {
				t.Errorf("status %d, %q; want %d, %q", a.StatusCode, a.Header.Get("Content-Type"), tt.status, tt.kind)
			}
			checkAnswer(t, a)
			if tt.status == http.StatusMethodNotAllowed && a.Header.Get("Allow") == "" {
				t.Error("405 without Allow")
			}
		})
	}
}

// checkAnswer checks what holds for every answer whatsoever.
func checkAnswer(t *testing.T, a answer) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; " +
			"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "geolocation=(self), camera=(), microphone=()",
	} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if a.Header.Get("Set-Cookie") != "" {
		t.Error("a cookie is set")
	}
	page := strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") && a.StatusCode/100 != 3
	if cache := a.Header.Get("Cache-Control"); page && cache != "no-store" {
		t.Errorf("V7 Cache-Control: %q, want no-store", cache)
	}
	if page && a.Request.Method != http.MethodHead {
		checkPage(t, a)
	}
}

func TestUnderTLSBrowsersAreToldToStay(t *testing.T) {
	h := finder.New(finder.Options{Source: finder.Empty()})
	for scheme, want := range map[string]string{"http": "", "https": "max-age=63072000; includeSubDomains"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", scheme+"://finder.example/nothing", nil))
		if got := w.Header().Get("Strict-Transport-Security"); got != want {
			t.Errorf("%s: %q, want %q", scheme, got, want)
		}
	}
}

func TestErrorsAsJSON(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	for _, tt := range []struct {
		accept string
		json   bool
	}{
		{"application/json", true},
		{"application/problem+json, */*", true},
		{"text/html, application/json", false},
		{"*/*", false},
	} {
		t.Run(tt.accept, func(t *testing.T) {
			a := s.get("/near/88e5c5c?day=x", "Accept", tt.accept)
			if got := a.Header.Get("Content-Type") == "application/problem+json"; got != tt.json || a.StatusCode != 400 {
				t.Fatalf("status %d, %s", a.StatusCode, a.Header.Get("Content-Type"))
			}
			if !tt.json {
				return
			}
			var p struct {
				Type, Title, Detail string
				Status              int
			}
			if err := json.Unmarshal([]byte(a.body), &p); err != nil || p.Status != 400 || p.Title == "" || !strings.Contains(p.Detail, "mon, tue") {
				t.Errorf("%v: %s", err, a.body)
			}
			checkAnswer(t, a)
		})
	}
}

func TestPanicIsAnErrorPage(t *testing.T) {
	snap := snapshot(t, "")
	var calls atomic.Int32
	s := serve(t, finder.Options{Source: func() finder.State {
		if calls.Add(1) == 1 {
			panic("canary 32073")
		}
		return finder.State{Snapshot: snap}
	}})
	a := s.get("/near/88e5c5c")
	if a.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d, want 500", a.StatusCode)
	}
	checkAnswer(t, a)
	lacks(t, a.body, "canary", "goroutine", ".go:")
	if a := s.get("/"); a.StatusCode != http.StatusOK {
		t.Errorf("after a panic: status %d", a.StatusCode)
	}
	log := s.logged()
	wants(t, log, "panicked", "pattern=\"GET /near/{cell}\"")
	lacks(t, log, "canary", "32073")
}

func TestPanicOfTheErrorPage(t *testing.T) {
	s := serve(t, finder.Options{Source: func() finder.State { panic("always") }})
	if a := s.get("/"); a.StatusCode != http.StatusInternalServerError || strings.Contains(a.body, "always") {
		t.Errorf("status %d, %s", a.StatusCode, a.body)
	}
}

func TestConditionalReads(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	for _, path := range []string{"/static/style.css", "/offerings/friday.ics", "/organizations/clay.ics?title=discreet"} {
		first := s.get(path)
		again := s.get(path, "If-None-Match", first.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || again.body != "" {
			t.Errorf("%s: status %d, want 304", path, again.StatusCode)
		}
		checkAnswer(t, again)
	}
}

func TestCalendars(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	t.Run("of an offering, with cancelled and unconfirmed dates", func(t *testing.T) {
		a := s.get("/offerings/friday.ics")
		wants(t, a.body, "BEGIN:VCALENDAR\r\n", "X-WR-CALNAME:NAMI Connection", "RRULE:FREQ=WEEKLY;BYDAY=FR",
			"CANCELLED:", "CALL FIRST:", "END:VCALENDAR\r\n")
		if got := a.Header.Get("Content-Disposition"); got != `inline; filename="calendar.ics"` {
			t.Errorf("Content-Disposition %q", got)
		}
	})
	t.Run("of an organization, with all its groups", func(t *testing.T) {
		a := s.get("/organizations/clay.ics")
		wants(t, a.body, "X-WR-CALNAME:Clay County peers", "UID:cove@clay", "UID:friday.a@clay", "UID:women@clay")
	})
	t.Run("D55 with a discreet title", func(t *testing.T) {
		lacks(t, s.get("/offerings/friday.ics?title=discreet").body, "Connection")
	})
	t.Run("pages lead there", func(t *testing.T) {
		wants(t, s.get("/offerings/friday").body, `href="/offerings/friday.ics"`, `href="/offerings/friday.ics?title=discreet"`)
		wants(t, s.get("/organizations/clay").body, `href="/organizations/clay.ics"`)
	})
	t.Run("the same bytes each time", func(t *testing.T) {
		if a, b := s.get("/organizations/clay.ics").body, s.get("/organizations/clay.ics").body; a != b {
			t.Error("they differ")
		}
	})
}
