package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
)

// TestEveryAnswerWithATokenIsAsTheDocumentSays calls each route in all ways that
// the document has, each of which call holds to it.
func TestEveryAnswerWithATokenIsAsTheDocumentSays(t *testing.T) {
	called := map[string]bool{}
	var document map[string]any
	for _, who := range []string{"propose clay", "edit clay", "edit duval", "admin", "cancel friday"} {
		d := serveDesk(t)
		d.proposed()
		p := d.as(who)
		for _, tt := range matrix {
			method, _, _ := strings.Cut(tt.route, " ")
			tag := p.call("GET", tt.path, "").Header.Get("ETag")
			p.call(method, tt.path, tt.body, tt.headers...)
			p.call("GET", tt.path, "", "If-None-Match", tag)
		}
		for _, c := range p.closed() {
			p.call("DELETE", "/api/v1/closures/"+c, "")
		}
		maps.Copy(called, d.called)
		document = d.contract.document
	}
	t.Run("each good answer was there", func(t *testing.T) {
		var missing []string
		for path, methods := range document["paths"].(map[string]any) {
			for method, operation := range methods.(map[string]any) {
				operation := operation.(map[string]any)
				for status := range operation["responses"].(map[string]any) {
					seen := called[strings.ToUpper(method)+" "+path+" "+status]
					if operation["security"] != nil && status != "default" && !seen {
						missing = append(missing, method+" "+path+" "+status)
					}
				}
			}
		}
		if diff := cmp.Diff([]string(nil), missing); diff != "" {
			t.Errorf("%s", diff)
		}
	})
}

// TestEveryProblemWithATokenIsAsTheDocumentSays sends to each route that changes
// something what none of them takes.
func TestEveryProblemWithATokenIsAsTheDocumentSays(t *testing.T) {
	d := serveDesk(t)
	d.proposed()
	viewer, p := d.as("view clay"), d.as("admin")
	for _, tt := range matrix {
		method, path, _ := strings.Cut(tt.route, " ")
		t.Run(tt.route, func(t *testing.T) {
			if method == http.MethodGet {
				problemOf(t, 401, program{d, ""}.call(method, tt.path, "", "X-Forwarded-For", "203.0.113.7"))
				problemOf(t, 400, p.call(method, tt.path+map[bool]string{true: "&", false: "?"}[strings.Contains(tt.path, "?")]+"x=1", ""))
				return
			}
			problemOf(t, 401, program{d, ""}.call(method, tt.path, tt.body, tt.headers...))
			problemOf(t, 403, viewer.call(method, tt.path, tt.body, tt.headers...))
			problemOf(t, 400, p.call(method, tt.path+"?x=1", tt.body, tt.headers...))
			problemOf(t, 400, p.call(method, tt.path, tt.body, append(tt.headers, "Idempotency-Key", strings.Repeat("x", 201))...))
			problemOf(t, 413, p.call(method, tt.path, strings.Repeat(" ", 257<<10), tt.headers...))
			problemOf(t, 415, p.call(method, tt.path, "x", append(tt.headers, "Content-Type", "text/plain")...))
			if tt.body != "" {
				problemOf(t, 400, p.call(method, tt.path, "[", tt.headers...))
			}
			if slices.Contains(tt.headers, "If-Match") {
				problemOf(t, 428, p.call(method, tt.path, tt.body))
				problemOf(t, 412, p.call(method, tt.path, tt.body, "If-Match", `"99999"`))
			}
			if a := p.do("OPTIONS", tt.path, ""); a.StatusCode != http.StatusNoContent {
				t.Errorf("OPTIONS: status %d", a.StatusCode)
			}
		})
		if d.contract.routeOf(strings.Split(tt.path, "?")[0]) != path {
			t.Errorf("%s is taken for %s", tt.path, d.contract.routeOf(tt.path))
		}
	}
}

// TestTheDocumentHasEveryField holds the schemas of records to their types.
func TestTheDocumentHasEveryField(t *testing.T) {
	d := serveDesk(t)
	schemas := d.contract.document["components"].(map[string]any)["schemas"].(map[string]any)
	for name, of := range map[string]reflect.Type{
		"OrganizationRecord": reflect.TypeFor[directory.Organization](), "VenueRecord": reflect.TypeFor[directory.Venue](),
		"OfferingRecord": reflect.TypeFor[directory.Offering](), "Override": reflect.TypeFor[directory.Override](),
		"Contact": reflect.TypeFor[directory.Contact](), "Address": reflect.TypeFor[directory.Address](),
	} {
		var want []string
		for _, f := range reflect.VisibleFields(of) {
			if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag != "" && tag != "-" {
				want = append(want, tag)
			}
		}
		got := slices.Collect(maps.Keys(schemas[name].(map[string]any)["properties"].(map[string]any)))
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-fields +document):\n%s", name, diff)
		}
	}
	t.Run("each record made at random comes back as the document says, and as it was", func(t *testing.T) {
		_, entities := randomRecords(t)
		var changes []directory.Change
		for _, e := range entities {
			changes = append(changes, directory.Change{Put: e, If: directory.AnyRevision})
		}
		if _, err := d.dir.Import(t.Context(), "random", changes...); err != nil {
			t.Fatal(err)
		}
		p := d.as("admin")
		for _, e := range entities {
			path := fmt.Sprintf("/api/v1/records/%s/%s", e.Key().Kind, e.Key().ID)
			a := p.done(200, "GET", path, "")
			p.done(200, "PUT", path, a.body, "If-Match", a.Header.Get("ETag"))
			if b := p.done(200, "GET", path, ""); unrevised(a.body) != unrevised(b.body) {
				t.Errorf("(-before +after):\n-%s+%s", a.body, b.body)
			}
		}
	})
}

// unrevised returns a record without when it was changed.
func unrevised(body string) string {
	for _, name := range []string{`"modified":"`, `"sequence":`} {
		if from, rest, ok := strings.Cut(body, name); ok {
			end := strings.IndexAny(rest, ",}")
			body = strings.TrimSuffix(from, ",") + strings.TrimPrefix(rest[end:], ",")
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(body, ",", ""), "\n", "")
}
