package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule/ical"
)

// A published server is one under test, with its file.
type published struct {
	t    *testing.T
	path string
	url  string
}

func publish(t *testing.T) published {
	t.Helper()
	records, err := os.ReadFile(filepath.Join("..", "demo", "records.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	p := published{t: t, path: filepath.Join(t.TempDir(), "records.jsonl")}
	p.write(string(records), 0)
	s := &server{path: p.path}
	if _, err := s.snapshot(); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(s.handler())
	t.Cleanup(web.Close)
	p.url = web.URL
	return p
}

// write writes the file, as if so many seconds after the last time.
func (p published) write(text string, seconds int) {
	p.t.Helper()
	if err := os.WriteFile(p.path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	at := time.Date(2022, 6, 1, 0, 0, seconds, 0, time.UTC)
	if err := os.Chtimes(p.path, at, at); err != nil {
		p.t.Fatal(err)
	}
}

func (p published) get(path string, headers ...string) (*http.Response, string) {
	p.t.Helper()
	r, err := http.NewRequest(http.MethodGet, p.url+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return a, string(text)
}

func TestCalendars(t *testing.T) {
	p := publish(t)
	for path, events := range map[string]int{"/all.ics": 4, "/organizations/jax.ics": 4, "/offerings/jax-wednesday.ics": 1} {
		a, text := p.get(path)
		if a.StatusCode != http.StatusOK || a.Header.Get("Content-Type") != ical.ContentType {
			t.Fatalf("%s: status %d, %s", path, a.StatusCode, a.Header.Get("Content-Type"))
		}
		c, findings, err := ical.Read(strings.NewReader(text), ical.ReadOptions{})
		if err != nil || len(findings) > 0 || len(c.Events) != events {
			t.Errorf("%s: %d events, want %d; %v %v", path, len(c.Events), events, findings, err)
		}
		again, body := p.get(path, "If-None-Match", a.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("%s: status %d, want 304", path, again.StatusCode)
		}
	}
	for _, path := range []string{"/offerings/nobody.ics", "/offerings/jax-wednesday", "/organizations/nobody.ics", "/"} {
		if a, _ := p.get(path); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, a.StatusCode)
		}
	}
}

func TestTheFileIsReadAgainWhenItChanges(t *testing.T) {
	p := publish(t)
	before, err := os.ReadFile(p.path)
	if err != nil {
		t.Fatal(err)
	}
	first, text := p.get("/offerings/jax-wednesday.ics")
	p.write("no records", 1)
	if _, still := p.get("/offerings/jax-wednesday.ics"); still != text {
		t.Error("a file with mistakes took the place of the good one")
	}
	p.write(strings.Replace(string(before), "18:00", "18:30", -1), 2)
	second, changed := p.get("/offerings/jax-wednesday.ics", "If-None-Match", first.Header.Get("ETag"))
	if second.StatusCode != http.StatusOK || !strings.Contains(changed, "T183000") {
		t.Errorf("status %d, %s", second.StatusCode, changed)
	}
	if err := os.Remove(p.path); err != nil {
		t.Fatal(err)
	}
	if a, _ := p.get("/all.ics"); a.StatusCode != http.StatusOK {
		t.Errorf("without the file: status %d", a.StatusCode)
	}
}
