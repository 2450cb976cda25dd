package finder_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

func TestTooManyRequests(t *testing.T) {
	s := serve(t, finder.Options{
		Source: finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now),
		Limit: operate.NewLimiter(operate.LimiterOptions{
			PerSecond: 0.001, Burst: 2, Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Clock: func() time.Time { return now },
		}),
	})
	visitor := []string{"X-Forwarded-For", canaryClient}
	for range 2 {
		if a := s.get("/", visitor...); a.StatusCode != http.StatusOK {
			t.Fatalf("status %d", a.StatusCode)
		}
	}
	t.Run("V11 whoever asks too much is told so, and has the crisis lines", func(t *testing.T) {
		for path, words := range map[string]string{"/near/88e5c5c": "Too many requests", "/?lang=es": "Demasiadas peticiones"} {
			a := s.get(path, visitor...)
			if a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
				t.Fatalf("status %d, %v", a.StatusCode, a.Header)
			}
			checkAnswer(t, a)
			wants(t, a.text(), "988", words)
		}
	})
	t.Run("others, and those who watch the server, are answered", func(t *testing.T) {
		if a := s.get("/", "X-Forwarded-For", "198.51.100.1"); a.StatusCode != http.StatusOK {
			t.Errorf("status %d", a.StatusCode)
		}
		for _, path := range []string{"/healthz", "/readyz"} {
			if a := s.get(path, visitor...); a.StatusCode != http.StatusOK {
				t.Errorf("%s: status %d", path, a.StatusCode)
			}
		}
	})
	t.Run("V7 the log does not say who it was", func(t *testing.T) {
		lacks(t, s.logged(), canaryClient, "203.0.113")
	})
}

func TestReadiness(t *testing.T) {
	snap := snapshot(t, readFile(t, "testdata/groups.jsonl"))
	tests := []struct {
		name   string
		age    time.Duration
		broken error
		status int
	}{
		{"new records", time.Second, nil, 200},
		{"an old file that nobody has changed", 1000 * time.Hour, nil, 200},
		{"a database that was away for a moment", 59 * time.Minute, errors.New("away"), 200},
		{"a database that has been away for long", 61 * time.Minute, errors.New("away"), 503},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, finder.Options{Source: func() finder.State {
				return finder.State{Snapshot: snap, AsOf: now.Add(-tt.age), Trouble: tt.broken}
			}})
			if a := s.get("/readyz"); a.StatusCode != tt.status {
				t.Errorf("status %d, want %d", a.StatusCode, tt.status)
			}
			if a := s.get("/healthz"); a.StatusCode != 200 {
				t.Errorf("it lives all the same: status %d", a.StatusCode)
			}
		})
	}
}

func TestFiguresHoldNoPlace(t *testing.T) {
	m := operate.NewMetrics()
	s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now), Metrics: m})
	s.find(canaryCity + ", AK")
	s.find("32073")
	for _, c := range canaries {
		s.get("/"+strings.ReplaceAll(c, " ", "")+"?q="+canaryQuery, "User-Agent", canaryBrowser)
		s.do(canaryMethod, "/embed/organizations/"+canaryZIP, nil)
	}
	w := httptest.NewRecorder()
	m.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	t.Run("they count searches by the kind of their answer", func(t *testing.T) {
		wants(t, w.Body.String(), `withinreach_searches_total{answer="beyond"} 1`, `withinreach_searches_total{answer="within"} 1`)
	})
	t.Run("V7 no figure holds a place, or anything that was sent", func(t *testing.T) {
		lacks(t, w.Body.String(), append(canaries, "88e5c5c", "32073", "127.0.0.1", "clay")...)
	})
}
