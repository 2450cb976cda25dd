package main

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// call sends a request as a program does, with headers in pairs.
func (f finder) call(t *testing.T, method, path, token, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, f.address+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	headers = append(headers, "Authorization", "Bearer "+token, "Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

// TestProgramsKeepTheList is about a token of the command, a change over HTTP, and
// a restart, on a file of SQLite.
func TestProgramsKeepTheList(t *testing.T) {
	folder := t.TempDir()
	args := "-addr 127.0.0.1:0 -db " + filepath.Join(folder, "list.db")
	f := start(t, folder, args)
	out, err := process(t, folder, "token -label sync -db "+filepath.Join(folder, "list.db")).Output()
	token, _, _ := strings.Cut(string(out), "\n")
	if err != nil {
		t.Fatal(err)
	}
	f.shows(t, "/admin/enter", "Your key")
	const organization = `{"name":"Clay County peers","state":"FL","zone":"America/New_York"}`
	const offering = `{"name":"Friday group","organization":"clay","mode":"online","series":[{"rule":"FREQ=WEEKLY;BYDAY=FR","first":"2026-01-02","start":"18:00"}]}`
	if r, text := f.call(t, "PUT", "/api/v1/records/organization/clay", token, organization, "If-None-Match", "*"); r.StatusCode != http.StatusCreated {
		t.Fatalf("%s %s", r.Status, text)
	}
	first, text := f.call(t, "POST", "/api/v1/records/offering", token, offering, "Idempotency-Key", "k")
	page := strings.Replace(first.Header.Get("Location"), "/api/v1/records/offering/", "/offerings/", 1)
	f.shows(t, page, "Friday group")
	t.Run("requests of programs and of people are counted by route, beside those of visitors", func(t *testing.T) {
		for _, route := range []string{`"POST /api/v1/records/{kind}",status="201"`, `"GET /admin/enter",status="200"`, `"GET /offerings/{id}",status="200"`} {
			f.shows(t, "/metrics", "withinreach_http_requests_total{route="+route)
		}
	})
	f.ends(t, syscall.SIGTERM)
	t.Run("an answer that got lost can be asked for again after a restart", func(t *testing.T) {
		again := start(t, folder, args)
		second, same := again.call(t, "POST", "/api/v1/records/offering", token, offering, "Idempotency-Key", "k")
		if second.Status != first.Status || second.Header.Get("Location") != first.Header.Get("Location") || same != text {
			t.Errorf("%s %s, want %s %s", second.Status, same, first.Status, text)
		}
		again.ends(t, syscall.SIGTERM)
	})
	t.Run("a server that shows a demo has nothing to change", func(t *testing.T) {
		shown := start(t, folder, "-demo -addr 127.0.0.1:0")
		if r, text := shown.call(t, "PUT", "/api/v1/records/organization/x", token, organization, "If-None-Match", "*"); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s %s", r.Status, text)
		}
		shown.ends(t, syscall.SIGTERM)
	})
}
