package operate_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/internal/operate"
)

// from returns a request from an address, with what proxies say about others.
func from(address string, forwarded ...string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = netip.AddrPortFrom(netip.MustParseAddr(address), 4711).String()
	for _, f := range forwarded {
		r.Header.Add("X-Forwarded-For", f)
	}
	return r
}

func TestLimiter(t *testing.T) {
	now := time.Date(2026, time.June, 3, 16, 0, 0, 0, time.UTC)
	limiter := func(proxies ...string) *operate.Limiter {
		o := operate.LimiterOptions{PerSecond: 2, Burst: 5, Clock: func() time.Time { return now }}
		for _, p := range proxies {
			o.Proxies = append(o.Proxies, netip.MustParsePrefix(p))
		}
		return operate.NewLimiter(o)
	}
	// allowed returns how many of n requests at once pass.
	allowed := func(l *operate.Limiter, n int, r *http.Request) (passed int) {
		for range n {
			if l.Allow(r) {
				passed++
			}
		}
		return passed
	}
	t.Run("a burst passes, and then so many a second", func(t *testing.T) {
		l := limiter()
		if got := allowed(l, 20, from("203.0.113.7")); got != 5 {
			t.Errorf("%d at once, want 5", got)
		}
		now = now.Add(1500 * time.Millisecond)
		if got := allowed(l, 20, from("203.0.113.7")); got != 3 {
			t.Errorf("%d after 1.5 s, want 3", got)
		}
		now = now.Add(time.Minute)
		if got := allowed(l, 20, from("203.0.113.7")); got != 5 {
			t.Errorf("%d after a minute, want 5", got)
		}
	})
	t.Run("a network is one client, and another network another", func(t *testing.T) {
		l := limiter()
		if got := allowed(l, 5, from("203.0.113.7")) + allowed(l, 5, from("203.0.113.250")); got != 5 {
			t.Errorf("%d of one /24, want 5", got)
		}
		if got := allowed(l, 5, from("2001:db8:1::1")) + allowed(l, 5, from("2001:db8:1:ffff::2")); got != 5 {
			t.Errorf("%d of one /48, want 5", got)
		}
		if got := allowed(l, 5, from("198.51.100.7")); got != 5 {
			t.Errorf("%d of another network, want 5", got)
		}
	})
	t.Run("X-Forwarded-For counts only from a proxy that is known, and only what it has seen itself", func(t *testing.T) {
		l := limiter("10.0.0.0/8")
		for i := range 20 {
			l.Allow(from("203.0.113.7", fmt.Sprintf("198.51.%d.1", i)))
		}
		if l.Allow(from("203.0.113.8")) {
			t.Error("a stranger named others and passed")
		}
		allowed(l, 20, from("10.1.2.3", "192.0.2.1"))
		if l.Allow(from("10.1.2.3", "1.2.3.4, 192.0.2.9")) {
			t.Error("a client put another one before itself and passed")
		}
		if !l.Allow(from("10.1.2.3", "192.0.3.1")) {
			t.Error("another client of the proxy did not pass")
		}
	})
	t.Run("the same machine has no limit, unless it names a client", func(t *testing.T) {
		l := limiter("127.0.0.0/8")
		for _, address := range []string{"127.0.0.1", "::1"} {
			if got := allowed(l, 50, from(address)); got != 50 {
				t.Errorf("%s: %d of 50", address, got)
			}
		}
		if got := allowed(l, 50, from("127.0.0.1", "203.0.113.7")); got != 5 {
			t.Errorf("%d, want 5", got)
		}
	})
	t.Run("all counters begin again with a new key, each hour", func(t *testing.T) {
		l := limiter()
		allowed(l, 20, from("203.0.113.7"))
		now = now.Add(time.Hour)
		if got := allowed(l, 20, from("203.0.113.7")); got != 5 {
			t.Errorf("%d, want 5", got)
		}
	})
	t.Run("nothing of an address is in it", func(t *testing.T) {
		l := limiter()
		l.Allow(from("203.0.113.7"))
		if text := fmt.Sprintf("%+v", l); strings.Contains(text, "203.0.113") || strings.Contains(text, "203 0 113") {
			t.Error("an address")
		}
	})
	t.Run("whoever counts something else counts by the same networks", func(t *testing.T) {
		for want, r := range map[string]*http.Request{
			"203.0.113.0/24": from("10.1.2.3", "198.51.100.1, 203.0.113.7"), "192.0.2.0/24": from("192.0.2.1", "203.0.113.7"), "127.0.0.0/24": from("127.0.0.1"),
		} {
			if got := limiter("10.0.0.0/8").Client(r); got.String() != want {
				t.Errorf("%v, want %s", got, want)
			}
		}
		var none *operate.Limiter
		if got := none.Client(from("127.0.0.1", "203.0.113.7")); got.String() != "203.0.113.0/24" {
			t.Errorf("without limit %v", got)
		}
	})
	t.Run("no limit lets everything pass", func(t *testing.T) {
		if got := allowed(operate.NewLimiter(operate.LimiterOptions{}), 100, from("203.0.113.7")); got != 100 {
			t.Errorf("%d of 100", got)
		}
	})
}

func TestMetrics(t *testing.T) {
	m := operate.NewMetrics()
	m.Gauge("snapshot_revision", "Revision.", func() float64 { return 17 })
	m.Request("GET /near/{cell}", 200, 3*time.Millisecond)
	m.Request("GET /near/{cell}", 200, 20*time.Millisecond)
	m.Request("", 404, time.Minute)
	m.Search("within")
	w := httptest.NewRecorder()
	m.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	want := []string{
		"# TYPE withinreach_snapshot_revision gauge", "withinreach_snapshot_revision 17",
		"# TYPE withinreach_http_requests_total counter",
		`withinreach_http_requests_total{route="",status="404"} 1`, `withinreach_http_requests_total{route="GET /near/{cell}",status="200"} 2`,
		"# TYPE withinreach_http_request_seconds histogram",
		`withinreach_http_request_seconds_bucket{le="0.0025"} 0`, `withinreach_http_request_seconds_bucket{le="0.005"} 1`,
		`withinreach_http_request_seconds_bucket{le="0.025"} 2`, `withinreach_http_request_seconds_bucket{le="5"} 2`, `withinreach_http_request_seconds_bucket{le="+Inf"} 3`,
		"withinreach_http_request_seconds_sum 60.023", "withinreach_http_request_seconds_count 3",
		`withinreach_searches_total{answer="within"} 1`,
	}
	var got []string
	for line := range strings.Lines(w.Body.String()) {
		line = strings.TrimSuffix(line, "\n")
		for _, l := range want {
			if l == line {
				got = append(got, l)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s\n%s", diff, w.Body)
	}
	t.Run("the process tells of itself", func(t *testing.T) {
		for _, name := range []string{"goroutines", "heap_live_bytes"} {
			_, rest, _ := strings.Cut(w.Body.String(), "\nwithinreach_"+name+" ")
			line, _, _ := strings.Cut(rest, "\n")
			if value, err := strconv.ParseFloat(line, 64); err != nil || value < 0 || name == "goroutines" && value < 1 {
				t.Errorf("%s: %q", name, line)
			}
		}
	})
	t.Run("metrics are only read", func(t *testing.T) {
		w := httptest.NewRecorder()
		m.ServeHTTP(w, httptest.NewRequest("POST", "/metrics", nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
			t.Errorf("status %d", w.Code)
		}
	})
	t.Run("no metrics count nothing", func(t *testing.T) {
		var none *operate.Metrics
		none.Request("", 200, 0)
		none.Search("within")
	})
}

func TestGzip(t *testing.T) {
	long := strings.Repeat("words and words ", 1000)
	serve := func(accept string, set func(h http.Header), status int, text string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequest("GET", "/", nil), httptest.NewRecorder()
		r.Header.Set("Accept-Encoding", accept)
		operate.Gzip(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Length", fmt.Sprint(len(text)))
			set(w.Header())
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
		})).ServeHTTP(w, r)
		return w
	}
	as := func(kv ...string) func(http.Header) {
		return func(h http.Header) {
			for i := 0; i < len(kv); i += 2 {
				h.Set(kv[i], kv[i+1])
			}
		}
	}
	t.Run("a page is compressed, and comes out the same", func(t *testing.T) {
		w := serve("br, gzip", as("ETag", `"a"`), 200, long)
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if err != nil || string(got) != long {
			t.Errorf("%v, %d bytes", err, len(got))
		}
		h := w.Header()
		if h.Get("Content-Encoding") != "gzip" || h.Get("Vary") != "Accept-Encoding" || h.Get("Content-Length") != "" || h.Get("ETag") != `W/"a"` {
			t.Errorf("%v", h)
		}
	})
	tests := []struct {
		name, accept string
		set          func(http.Header)
		status       int
		text         string
	}{
		{"for a client that takes none", "identity", as(), 200, long},
		{"for a client that refuses it", "gzip;q=0", as(), 200, long},
		{"of a short answer", "gzip", as(), 200, "short"},
		{"of a picture", "gzip", as("Content-Type", "image/png"), 200, long},
		{"of what is compressed already", "gzip", as("Content-Encoding", "br"), 200, long},
		{"of a part", "gzip", as("Content-Range", "bytes 0-9/10"), 206, long},
		{"of nothing new", "gzip", as("ETag", `"a"`), 304, ""},
	}
	for _, tt := range tests {
		t.Run("nothing is compressed "+tt.name, func(t *testing.T) {
			w := serve(tt.accept, tt.set, tt.status, tt.text)
			if w.Code != tt.status || w.Header().Get("Content-Encoding") == "gzip" || strings.HasPrefix(w.Header().Get("ETag"), "W/") {
				t.Errorf("status %d, %v", w.Code, w.Header())
			}
			if tt.text != "" && w.Body.String() != tt.text {
				t.Errorf("%d bytes", w.Body.Len())
			}
		})
	}
	t.Run("a handler that panics leaves no answer that looks whole", func(t *testing.T) {
		s := httptest.NewServer(operate.Gzip(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, long)
			panic(http.ErrAbortHandler)
		})))
		defer s.Close()
		r, err := http.Get(s.URL)
		if err != nil {
			return // nothing at all is right, too
		}
		defer r.Body.Close()
		if text, err := io.ReadAll(r.Body); err == nil {
			t.Errorf("%d bytes and no error", len(text))
		}
	})
}
