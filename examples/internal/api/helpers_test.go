package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/api"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

// now is a Wednesday at noon in Florida.
var now = time.Date(2026, time.June, 3, 16, 0, 0, 0, time.UTC)

// A site is an interface under test, and what it logs and counts.
type site struct {
	t       *testing.T
	server  *httptest.Server
	log     *bytes.Buffer
	metrics *operate.Metrics
}

func serve(t *testing.T, o finder.Options) *site {
	t.Helper()
	s := &site{t: t, log: new(bytes.Buffer), metrics: operate.NewMetrics()}
	o.Log, o.Metrics = slog.New(slog.NewTextHandler(s.log, nil)), s.metrics
	if o.Clock == nil {
		o.Clock = func() time.Time { return now }
	}
	s.server = httptest.NewServer(api.New(api.Options{Options: o}))
	t.Cleanup(s.server.Close)
	return s
}

// groups are the records that the pages are tested with.
func groups(t testing.TB) *directory.Snapshot {
	t.Helper()
	return snapshot(t, readGroups(t))
}

func readGroups(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../finder/testdata/groups.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func serveGroups(t *testing.T) *site {
	t.Helper()
	return serve(t, finder.Options{Source: finder.Fixed(groups(t), now)})
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

func (s *site) do(method, path, body string, headers ...string) answer {
	s.t.Helper()
	r, err := http.NewRequest(method, s.server.URL+path, strings.NewReader(body))
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
	return s.do(http.MethodGet, path, "", headers...)
}

// search posts a search.
func (s *site) search(body string, headers ...string) answer {
	s.t.Helper()
	return s.do(http.MethodPost, "/api/v1/search", body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// as reads an answer that must be one, and not a problem.
func as[T any](t *testing.T, a answer) (v T) {
	t.Helper()
	if a.StatusCode != http.StatusOK {
		t.Fatalf("status %d, want 200: %s", a.StatusCode, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// A hit is what tests look at of one.
type hit struct {
	Offering struct{ ID string }
	Metres   *int
	Next     *struct{ Start, Status string }
}

type nearAnswer struct {
	Cell         string
	InPerson     []hit `json:"in_person"`
	Nearest      []hit
	Unplaced     []hit
	Online       []hit
	Onlines      int
	MoreInPerson string `json:"more_in_person"`
	Contacts     struct{ Affiliates, States, Nations []struct{ ID string } }
	Crisis       struct {
		On    string
		Lines []struct{ Key, Link string }
	}
}

func ids(hits []hit) (list []string) {
	for _, h := range hits {
		list = append(list, h.Offering.ID)
	}
	return list
}
