package admin_test

import (
	"bytes"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/storage"
)

// now is a Wednesday at noon in Florida.
var now = time.Date(2026, time.June, 3, 16, 0, 0, 0, time.UTC)

// A logged is a log that is read while a server may still write to it: the line
// of a request comes after its answer.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// A site is the pages under test, on a directory, and what they log.
type site struct {
	t     *testing.T
	dir   *directory.Directory
	pages *admin.Admin
	url   string
	log   *logged
	now   *time.Time
}

// serve serves the pages on a store that has the records of testdata.
func serve(t *testing.T, store directory.Store) *site {
	t.Helper()
	dir, err := directory.Open(t.Context(), store, directory.Options{Private: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dir.Close)
	text, err := os.ReadFile(filepath.Join("testdata", "groups.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	entities, err := directory.ReadRecords(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var changes []directory.Change
	for _, e := range entities {
		changes = append(changes, directory.Change{Put: e})
	}
	if _, err := dir.Import(t.Context(), "import/first", changes...); err != nil {
		t.Fatal(err)
	}
	at := now
	s := &site{t: t, dir: dir, log: new(logged), now: &at}
	s.pages = admin.New(admin.Options{Directory: dir, Clock: func() time.Time { return *s.now }, Log: slog.New(slog.NewTextHandler(s.log, nil))})
	server := httptest.NewServer(s.pages)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func inMemory(t *testing.T) *site { return serve(t, memstore.New()) }

// stores are what the pages are tried on.
var stores = map[string]func(t *testing.T) directory.Store{
	"memory": func(*testing.T) directory.Store { return memstore.New() },
	"SQLite": func(t *testing.T) directory.Store {
		store, closeStore, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = closeStore() })
		return store
	},
}

// token makes a token.
func (s *site) token(g admin.Grant) string {
	s.t.Helper()
	if g.Label == "" {
		g.Label = "test " + string(g.Role)
	}
	if g.Expires.IsZero() {
		g.Expires = now.AddDate(0, 1, 0)
	}
	text, err := admin.NewToken(s.t.Context(), s.dir, g, now)
	if err != nil {
		s.t.Fatal(err)
	}
	return text
}

// A person is a browser, signed in or not.
type person struct {
	*site
	client *http.Client
}

func (s *site) nobody() person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return person{s, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// person signs in with a new token.
func (s *site) person(g admin.Grant) person {
	s.t.Helper()
	p := s.nobody()
	if a := p.post("/admin/enter", url.Values{"token": {s.token(g)}}); a.StatusCode != http.StatusSeeOther {
		s.t.Fatalf("sign in: status %d", a.StatusCode)
	}
	return p
}

func (s *site) keeper() person { return s.person(admin.Grant{Role: admin.Keeper}) }

func (s *site) editor() person {
	return s.person(admin.Grant{Role: admin.Editor, Organizations: []string{"clay"}})
}

// An answer is what came back to a request.
type answer struct {
	*http.Response
	body string
}

func (p person) do(method, path string, body io.Reader, headers ...string) answer {
	p.t.Helper()
	r, err := http.NewRequest(method, p.url+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := p.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer{response, string(text)}
}

func (p person) get(path string, headers ...string) answer {
	p.t.Helper()
	return p.do(http.MethodGet, path, nil, headers...)
}

func (p person) post(path string, form url.Values, headers ...string) answer {
	p.t.Helper()
	return p.do(http.MethodPost, path, strings.NewReader(form.Encode()),
		append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
}

// done posts a form that must lead to another page.
func (p person) done(path string, form url.Values) answer {
	p.t.Helper()
	a := p.post(path, form)
	if a.StatusCode != http.StatusSeeOther {
		p.t.Fatalf("POST %s: status %d\n%s", path, a.StatusCode, words(a.body))
	}
	return a
}

var (
	tags   = regexp.MustCompile(`(?s)<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// words returns what people read on a page.
func words(page string) string {
	return strings.TrimSpace(spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(page, " ")), " "))
}

var inputs = regexp.MustCompile(`<input[^>]*>|<(select|textarea)[^>]*name="([^"]*)"[^>]*>(?s:(.*?))</(?:select|textarea)>`)
var attribute = regexp.MustCompile(`(name|value|type)="([^"]*)"`)
var chosen = regexp.MustCompile(`<option value="([^"]*)" selected`)

// formOf returns the fields of the form on a page that goes to an address, as a
// browser would send them.
func formOf(t *testing.T, page, action string) url.Values {
	t.Helper()
	_, rest, ok := strings.Cut(page, `action="`+html.EscapeString(action)+`"`)
	if !ok {
		t.Fatalf("no form for %s:\n%s", action, words(page))
	}
	rest, _, _ = strings.Cut(rest, "</form>")
	form := url.Values{}
	for _, m := range inputs.FindAllStringSubmatch(rest, -1) {
		if m[1] != "" {
			value := strings.TrimSpace(m[3])
			if m[1] == "select" {
				value = ""
				if c := chosen.FindStringSubmatch(m[3]); c != nil {
					value = c[1]
				}
			}
			form.Set(m[2], html.UnescapeString(value))
			continue
		}
		has := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(m[0], -1) {
			has[a[1]] = html.UnescapeString(a[2])
		}
		if has["type"] != "checkbox" || strings.Contains(m[0], " checked") {
			form.Set(has["name"], has["value"])
		}
	}
	return form
}

func (s *site) offering(id string) directory.Offering {
	s.t.Helper()
	e, _, _ := s.dir.Get(directory.Key{Kind: directory.KindOffering, ID: id})
	o, ok := e.(directory.Offering)
	if !ok {
		s.t.Fatalf("no offering %q", id)
	}
	return o
}

// revisionOf returns the newest revision as a form has it.
func revisionOf(s *site) string { return revisionText(s.dir.Head().Revision) }

func revisionText(at directory.Revision) string { return strconv.FormatInt(int64(at), 10) }

// editorOf is a grant to edit, for a month from a moment on.
func editorOf(organization string, at time.Time) admin.Grant {
	return admin.Grant{Role: admin.Editor, Organizations: []string{organization}, Expires: at.AddDate(0, 1, 0)}
}
