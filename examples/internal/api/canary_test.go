package api_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

// secrets are what is sent in bodies, addresses and headers by those with a token:
// a person, a way in, places, and whence it comes.
var secrets = []string{"Wren Quillfeather", "https://meet.example/canary?pwd=1", "61.40327,-149.44812", "17 Quillfeather Row", "canary@mail.example", "(904) 555-7777"}

// TestNothingThatIsWrittenGetsOut is about what those who look after the list send.
func TestNothingThatIsWrittenGetsOut(t *testing.T) {
	d := serveDesk(t)
	d.proposed()
	p := d.as("admin")
	var problems []answer
	try := func(method, path, body string, headers ...string) {
		t.Helper()
		headers = append(headers, "User-Agent", "Canarybrowser/7.7", "X-Forwarded-For", "203.0.113.77", "Referer", "https://canary.example/")
		if a := p.call(method, path, body, headers...); a.StatusCode >= 400 {
			problems = append(problems, a)
		}
	}
	for i, c := range secrets {
		value, part := quoted(c), url.PathEscape(c)
		for _, kind := range admin.Kinds() {
			for _, field := range fieldsOfKind(d, kind) {
				if i == 0 && (field == "state" || field == "counties") {
					continue // a name in one is quoted, as a state that is none
				}
				for _, form := range []string{`{%q:%s}`, `{%q:[%s]}`, `{%q:{"x":%s}}`, `{%q:[{"name":%s,"id":%[2]s}]}`} {
					try("PATCH", "/api/v1/records/"+kind+"/"+map[string]string{"organization": "clay", "venue": "library", "offering": "friday"}[kind], fmt.Sprintf(form, field, value), "If-Match", `"1"`, "If-Match", "*")
				}
			}
			try("PUT", "/api/v1/records/"+kind+"/"+part, `{"name":7,"note":`+value+`}`, "If-None-Match", "*")
			try("DELETE", "/api/v1/records/"+kind+"/"+part, "", "If-Match", c)
			try("POST", "/api/v1/records/"+kind, `{"name":`+value+`,"id":`+value+`,"county":`+value+`}`, "Idempotency-Key", c)
			try("POST", "/api/v1/records/"+kind, `{`+value+`:1}`)
			try("POST", "/api/v1/records/"+kind, value)
		}
		for _, field := range []string{"do", "series", "on", "day", "time", "room", "mode", "note", "reason", c} {
			try("POST", "/api/v1/offerings/friday/dates", fmt.Sprintf(`{"do":"move","series":"a","on":"2026-06-19",%q:%s}`, field, strings.Replace(value, `"`, `"x`+strings.Repeat("y", 200), 1)))
		}
		for _, field := range []string{"what", "id", "first", "last", "reason", c} {
			try("POST", "/api/v1/closures", fmt.Sprintf(`{%q:%s}`, field, value))
		}
		for _, path := range []string{"offerings/%s/dates", "offerings/%s/verified", "proposals/%s/approve", "history/%s/undo"} {
			try("POST", "/api/v1/"+fmt.Sprintf(path, part), `{}`, "If-Match", `"1"`)
		}
		for _, path := range []string{"closures/%s", "proposals/%s", "%s"} {
			try("DELETE", "/api/v1/"+fmt.Sprintf(path, part), "")
		}
		for _, path := range []string{"records/%s", "records/venue/%s", "proposals/%s", "history?id=%s", "history?kind=venue&id=%s", "token?%s=1", "records/venue?after=a&limit=%s"} {
			try("GET", "/api/v1/"+fmt.Sprintf(path, url.QueryEscape(c)), "")
		}
	}
	t.Run("V16 no problem repeats it", func(t *testing.T) {
		if len(problems) < 200 {
			t.Fatalf("%d problems", len(problems))
		}
		for _, a := range problems {
			for _, c := range append([]string{"Quillfeather", "meet.example", "61.403", "149.448", "mail.example", "555-7777", p.token}, secrets...) {
				if strings.Contains(a.body, c) || strings.Contains(fmt.Sprint(a.Header), c) {
					t.Errorf("%s %s, status %d, repeats %q: %s", a.Request.Method, a.Request.URL.Path, a.StatusCode, c, a.body)
				}
			}
		}
	})
	t.Run("V16 neither log, nor figures, nor receipts, nor IDs of commits hold it", func(t *testing.T) {
		d.server.Close() // the line of a request comes after its answer
		w := httptest.NewRecorder()
		d.metrics.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		texts := map[string]string{"log": d.log.String(), "metrics": w.Body.String()}
		for step, err := range d.dir.History(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			texts["IDs"] += step.ID + "\n"
		}
		for _, r := range d.receipts() {
			texts["receipts"] += string(r.Body) + "\n"
		}
		for name, text := range texts {
			if name != "receipts" && len(text) < 100 {
				t.Errorf("%s: %q", name, text)
			}
			for _, c := range append([]string{"Quillfeather", "meet.example", "61.403", "149.448", "Canarybrowser", "203.0.113", "canary", "friday", "clay", "library", p.token}, secrets...) {
				if strings.Contains(text, c) && (name == "log" || name == "metrics" || c != "friday" && c != "clay" && c != "library") {
					t.Errorf("the %s: %q", name, c)
				}
			}
		}
		if !strings.Contains(texts["metrics"], `route="PATCH /api/v1/records/{kind}/{id}",status="422"`) {
			t.Error("changes are not counted")
		}
	})
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // a text has a form in JSON
	return string(b)
}

// fieldsOfKind returns the names of the fields that the document has for a kind.
func fieldsOfKind(d *desk, kind string) (names []string) {
	schema := map[string]string{directory.KindOrganization: "OrganizationRecord", directory.KindVenue: "VenueRecord", directory.KindOffering: "OfferingRecord"}[kind]
	all := d.contract.document["components"].(map[string]any)["schemas"].(map[string]any)
	for name := range all[schema].(map[string]any)["properties"].(map[string]any) {
		names = append(names, name)
	}
	return names
}
