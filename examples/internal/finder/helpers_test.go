package finder_test

import (
	"bytes"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// A site is a server under test, and what it logs.
type site struct {
	t      *testing.T
	url    string
	log    *bytes.Buffer
	server *httptest.Server
}

// logged stops the server and returns what it has logged.
func (s *site) logged() string {
	s.server.Close()
	return s.log.String()
}

func serve(t *testing.T, o finder.Options) *site {
	t.Helper()
	s := &site{t: t, log: new(bytes.Buffer)}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(s.log, nil))
	}
	if o.Clock == nil {
		o.Clock = func() time.Time { return now }
	}
	s.server = httptest.NewServer(finder.New(o))
	t.Cleanup(s.server.Close)
	s.url = s.server.URL
	return s
}

// now is a Wednesday at noon in Florida.
var now = time.Date(2026, time.June, 3, 16, 0, 0, 0, time.UTC)

// serveDemo serves the listings of 2022 as the demo does.
func serveDemo(t *testing.T) *site {
	t.Helper()
	s, err := demo.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, finder.Options{Source: finder.Fixed(s, demo.Now()), Demo: demo.Now()})
}

// serveRecords serves records from testdata.
func serveRecords(t *testing.T, name string) *site {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, finder.Options{Source: finder.Fixed(snapshot(t, string(text)), now)})
}

func snapshot(t testing.TB, records string) *directory.Snapshot {
	t.Helper()
	entities, err := directory.ReadRecords(strings.NewReader(records))
	if err != nil {
		t.Fatal(err)
	}
	s, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An answer is what came back to a request.
type answer struct {
	*http.Response
	body string
}

// do sends a request and does not follow where it leads.
func (s *site) do(method, path string, body io.Reader, headers ...string) answer {
	s.t.Helper()
	r, err := http.NewRequest(method, s.url+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{response, string(text)}
}

func (s *site) get(path string, headers ...string) answer {
	s.t.Helper()
	return s.do(http.MethodGet, path, nil, headers...)
}

// search posts what somebody typed.
func (s *site) search(near string, headers ...string) answer {
	s.t.Helper()
	return s.searchAt("/search", near, headers...)
}

func (s *site) searchAt(path, near string, headers ...string) answer {
	s.t.Helper()
	form := strings.NewReader(url.Values{"near": {near}}.Encode())
	return s.do(http.MethodPost, path, form, append(headers, "Content-Type", "application/x-www-form-urlencoded")...)
}

// find searches and follows where that leads.
func (s *site) find(near string) answer {
	s.t.Helper()
	a := s.search(near)
	if a.StatusCode != http.StatusSeeOther {
		s.t.Fatalf("search: status %d, want 303", a.StatusCode)
	}
	return s.get(a.Header.Get("Location"))
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
	mains  = regexp.MustCompile(`(?s)<main.*</main>`)
	filter = regexp.MustCompile(`(?s)<details class="filter".*?</details>`)
)

// text returns the words of a page.
func (a answer) text() string { return words(a.body) }

// main returns the words of what the page is about, without the filter, which
// names everything.
func (a answer) main() string { return words(filter.ReplaceAllString(mains.FindString(a.body), "")) }

func words(page string) string {
	return strings.TrimSpace(spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(page, " ")), " "))
}

// wants fails the test unless all phrases come in that order.
func wants(t *testing.T, text string, phrases ...string) {
	t.Helper()
	rest := text
	for _, p := range phrases {
		i := strings.Index(rest, p)
		if i < 0 {
			t.Fatalf("no %q, at least not after the phrases before it, in:\n%s", p, text)
		}
		rest = rest[i+len(p):]
	}
}

// lacks fails the test if any of the phrases is there.
func lacks(t *testing.T, text string, phrases ...string) {
	t.Helper()
	for _, p := range phrases {
		if strings.Contains(text, p) {
			t.Errorf("%q is in:\n%s", p, text)
		}
	}
}

// serveEmpty serves a directory without records.
func serveEmpty(t *testing.T) *site {
	t.Helper()
	return serve(t, finder.Options{Source: finder.Empty()})
}

// readFile returns the text of a file.
func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
