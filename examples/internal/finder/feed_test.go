package finder_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestCalendarsAreFedToPrograms(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	for _, path := range []string{"/offerings/friday.ics", "/organizations/clay.ics", "/online.ics"} {
		plain := s.get(path, "Accept-Encoding", "identity")
		if plain.StatusCode != http.StatusOK || !strings.HasPrefix(plain.body, "BEGIN:VCALENDAR\r\n") {
			t.Fatalf("%s: status %d", path, plain.StatusCode)
		}
		tag, changed := plain.Header.Get("ETag"), plain.Header.Get("Last-Modified")
		if tag == "" || changed == "" || plain.Header.Get("Vary") != "Accept-Encoding" || plain.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: headers %v", path, plain.Header)
		}
		t.Run("D7 304 for what has not changed: "+path, func(t *testing.T) {
			for _, header := range [][]string{{"If-None-Match", tag}, {"If-Modified-Since", changed}, {"If-None-Match", `"x", ` + tag}} {
				again := s.get(path, append(header, "Accept-Encoding", "identity")...)
				if again.StatusCode != http.StatusNotModified || again.body != "" {
					t.Errorf("%v: status %d with %d bytes", header, again.StatusCode, len(again.body))
				}
			}
			if a := s.get(path, "If-None-Match", `"x"`, "If-Modified-Since", changed, "Accept-Encoding", "identity"); a.StatusCode != http.StatusOK {
				t.Errorf("another tag: status %d", a.StatusCode)
			}
		})
		t.Run("compressed: "+path, func(t *testing.T) {
			packed := s.get(path, "Accept-Encoding", "br, gzip;q=0.5")
			if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == tag {
				t.Fatalf("headers %v", packed.Header)
			}
			z, err := gzip.NewReader(strings.NewReader(packed.body))
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(z)
			if err != nil || string(text) != plain.body {
				t.Errorf("not the same text, %v", err)
			}
			again := s.get(path, "Accept-Encoding", "gzip", "If-None-Match", packed.Header.Get("ETag"))
			if again.StatusCode != http.StatusNotModified || again.body != "" {
				t.Errorf("status %d with %d bytes", again.StatusCode, len(again.body))
			}
			if a := s.get(path, "Accept-Encoding", "gzip;q=0"); a.Header.Get("Content-Encoding") != "" {
				t.Error("gzip was refused")
			}
		})
	}
}

func TestTheDemoFeedsNoOnlineCalendar(t *testing.T) {
	if a := serveDemo(t).get("/online.ics"); a.StatusCode != http.StatusNotFound || strings.Contains(a.body, "VCALENDAR") {
		t.Errorf("status %d", a.StatusCode)
	}
}

func TestSubscriptionsKnowTheAddressOfTheSite(t *testing.T) {
	tests := []struct{ address, want string }{
		{"https://groups.example.org", "webcal://groups.example.org/online.ics"},
		{"https://groups.example.org/", "webcal://groups.example.org/online.ics"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := finder.Subscription(finder.Options{Source: finder.Empty(), Address: tt.address}, "/online"); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.address, got, tt.want)
		}
	}
	if got := finder.Subscription(finder.Options{Source: finder.Empty(), Address: "https://x.org", Demo: now}, "/online"); got != "" {
		t.Errorf("the demo: %q", got)
	}
}

// unpacked returns the body of an answer that is compressed.
func unpacked(t *testing.T, a answer) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
