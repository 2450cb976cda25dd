package api_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// Canaries are texts that occur nowhere else. What visitors send:
var sent = []string{"99501", "61.40327", "-149.44812", "17 Quillfeather Row", "203.0.113.77", "Canarybrowser/7.7", "mynameiswren", "canarytoken0123456789"}

// hidden is what records know and the public must not learn.
var hidden = []string{"Hidden House", "Hidden Room", "Hidden door", "Hidden cellar", "9 Hidden Way", "30.1612", "-81.7234", "https://meet.example/canary", "canary-passcode", "canary-later-field"}

func TestNothingPrivateGetsOut(t *testing.T) {
	s := serve(t, finder.Options{Source: finder.Fixed(withSecrets(t), now)})
	headers := []string{"User-Agent", sent[5], "X-Forwarded-For", sent[4], "Authorization", "Bearer " + sent[7], "Referer", "https://" + sent[6] + ".example/", "Origin", "https://" + sent[6] + ".example"}
	var answers []answer
	for _, c := range sent {
		for _, path := range []string{
			"/api/v1/near/%s", "/api/v1/near/88e5c5c?near=%s", "/api/v1/near/88e5c5c?day=%s", "/api/v1/near/88e5c5c?page=%s", "/api/v1/offerings/%s", "/api/v1/organizations/%s",
			"/api/v1/%s", "/api/v1/offerings?limit=%s", "/api/v1/offerings?%s=1", "/api/v1/counties/%s/contacts", "/api/v1/crisis-lines?state=%s", "/api/v1/changes?since=%s", "/api/v1/offerings/friday/occurrences?from=%s",
		} {
			answers = append(answers, s.get(strings.ReplaceAll(path, "%s", strings.ReplaceAll(c, " ", "+")), headers...))
		}
		for _, body := range []string{`{"near":%q}`, `{"near":%q,"lat":%[1]q}`, `{"near":"32073","page":%q}`, `{%q:1}`, `{"near":%q`, `%q`} {
			answers = append(answers, s.search(fmt.Sprintf(body, c), headers...))
		}
		answers = append(answers, s.do("PUT", "/api/v1/"+strings.ReplaceAll(c, " ", ""), c, headers...))
	}
	t.Run("V7 no answer repeats what was sent", func(t *testing.T) {
		for _, a := range answers {
			for _, c := range sent {
				if strings.Contains(a.body, c) || strings.Contains(fmt.Sprint(a.Header), c) {
					t.Errorf("%s %s, status %d, repeats a canary: %s", a.Request.Method, a.Request.URL.Path, a.StatusCode, a.body)
				}
			}
		}
	})
	all := walkAll(s)
	t.Run("V4 no answer holds what a record knows and the public does not", func(t *testing.T) {
		for _, a := range all {
			for _, c := range hidden {
				if strings.Contains(a.body, c) {
					t.Errorf("%s holds %q", a.Request.URL.Path, c)
				}
			}
		}
	})
	t.Run("D21 an offering that withholds the way in is there and says how to ask", func(t *testing.T) {
		a := s.get("/api/v1/offerings/asked")
		if a.StatusCode != 200 || !strings.Contains(a.body, "(904) 555-0101") || strings.Contains(a.body, "meet.example") {
			t.Errorf("status %d: %s", a.StatusCode, a.body)
		}
		got := as[nearAnswer](t, s.get("/api/v1/near/88e5c5c"))
		if n := strings.Count(fmt.Sprint(ids(got.Online)), "asked"); n != 1 {
			t.Errorf("%d times among those online: %v", n, ids(got.Online))
		}
	})
	t.Run("V5 the way in is there where it is public, and a passcode nowhere", func(t *testing.T) {
		if a := s.get("/api/v1/offerings/open"); !strings.Contains(a.body, "https://open.example/join") || strings.Contains(a.body, "canary") {
			t.Errorf("%s", a.body)
		}
	})
	w := httptest.NewRecorder()
	s.metrics.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	s.server.Close()
	t.Run("V7 neither log nor metrics hold any of it", func(t *testing.T) {
		for name, text := range map[string]string{"log": s.log.String(), "metrics": w.Body.String()} {
			if !strings.Contains(text, "GET /api/v1/near/{cell}") {
				t.Errorf("the %s has no line for a search", name)
			}
			for _, c := range append(append([]string{"127.0.0.1", "88e5c5c", "friday", "32073"}, sent...), hidden...) {
				if strings.Contains(text, c) {
					t.Errorf("the %s holds %q", name, c)
				}
			}
		}
	})
}

// walkAll asks for everything that anybody can ask for.
func walkAll(s *site) (all []answer) {
	all = append(all, s.get("/api/v1/organizations"), s.get("/api/v1/offerings"), s.get("/api/v1/changes"),
		s.get("/api/v1/counties/12019/contacts"), s.search(`{"near":"32073","within":100}`), s.get("/api/v1/near/88e5c5c?within=100&limit=100"))
	for _, id := range []string{"friday", "women", "familia", "asked", "open"} {
		all = append(all, s.get("/api/v1/offerings/"+id), s.get("/api/v1/offerings/"+id+"/occurrences"))
	}
	return append(all, s.get("/api/v1/organizations/clay"))
}

// withSecrets returns the groups with join links, and with fields of a later
// version.
func withSecrets(t *testing.T) *directory.Snapshot {
	t.Helper()
	records := `{"organization":{"id":"later","name":"Later","state":"FL","zone":"America/New_York","notes":"canary-later-field","holidays":{"own_notes":"canary-later-field"},"contacts":[{"role":"helpline","phone":"(904) 555-0101"}]}}
{"offering":{"id":"asked","name":"Asked","organization":"later","mode":"online","private_note":"canary-later-field","series":[{"rule":"FREQ=DAILY","first":"2026-01-01","start":"13:00","notes":"canary-later-field"}]}}
{"offering":{"id":"open","name":"Open","organization":"later","mode":"online","join_by":"without passcode","join":{"url":"https://open.example/join"},"series":[{"rule":"FREQ=DAILY","first":"2026-01-01","start":"14:00"}]}}
`
	entities, err := directory.ReadRecords(strings.NewReader(records + readGroups(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"asked", "open"} {
		entities = append(entities, directory.Credential{Offering: id, Link: directory.NewSecret("https://meet.example/canary"), Passcode: directory.NewSecret("canary-passcode")})
	}
	store := memstore.New()
	for i, e := range entities {
		body, err := directory.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		b := directory.Batch{ID: fmt.Sprint(i), Writes: []directory.Write{{Key: e.Key(), Body: body}}}
		if _, err := store.Commit(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	d, err := directory.Open(t.Context(), store, directory.Options{Private: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d.Snapshot()
}
