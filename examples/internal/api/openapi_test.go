package api_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

// A contract is the OpenAPI document of a site, ready to hold answers to it.
type contract struct {
	document map[string]any
	compiler *jsonschema.Compiler
}

const documentURL = "https://withinreach.example/openapi.json"

func contractOf(t *testing.T, s *site) contract {
	t.Helper()
	a := s.get("/api/v1/openapi.json")
	read, err := jsonschema.UnmarshalJSON(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	c := contract{read.(map[string]any), jsonschema.NewCompiler()}
	c.compiler.AssertFormat()
	if err := c.compiler.AddResource(documentURL, read); err != nil {
		t.Fatal(err)
	}
	return c
}

// check holds an answer to the schema of a route.
func (c contract) check(t *testing.T, route string, a answer) {
	t.Helper()
	method := strings.ToLower(a.Request.Method)
	status, kind := fmt.Sprint(a.StatusCode), "application/json"
	if a.StatusCode >= http.StatusBadRequest {
		status, kind = "default", "application/problem+json"
	}
	if got := a.Header.Get("Content-Type"); got != kind {
		t.Errorf("%s: status %d of type %q, want %q", route, a.StatusCode, got, kind)
	}
	steps := []string{"paths", route, method, "responses", status, "content", kind, "schema"}
	pointer := ""
	for _, step := range steps {
		pointer += "/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(step))
	}
	schema, err := c.compiler.Compile(documentURL + "#" + pointer)
	if err != nil {
		t.Fatalf("%s: %v", route, err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(a.body)))
	if err != nil {
		t.Fatalf("%s: %v", route, err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s: %v\n%s", route, err, a.body)
	}
}

// routeOf returns the route of the document that a path belongs to, "" for none.
func (c contract) routeOf(path string) (route string) {
	for candidate := range c.document["paths"].(map[string]any) {
		fits := pathMatch(strings.Split(candidate, "/"), strings.Split(path, "/"))
		if fits && (route == "" || strings.Count(candidate, "{") < strings.Count(route, "{")) {
			route = candidate
		}
	}
	return route
}

func pathMatch(route, path []string) bool {
	return slices.EqualFunc(route, path, func(step, part string) bool { return step == part || strings.HasPrefix(step, "{") && part != "" })
}

// walk calls every route of a directory with what is in it, and holds each
// answer to the contract. It returns the routes that it has called.
func walk(t *testing.T, s *site, c contract, snap *directory.Snapshot, cells ...string) map[string]bool {
	t.Helper()
	called := map[string]bool{}
	get := func(route, path string) {
		called["GET "+route] = true
		a := s.get(path)
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d: %s", path, a.StatusCode, a.body)
		}
		c.check(t, route, a)
	}
	get("/api/v1/organizations", "/api/v1/organizations?limit=2")
	get("/api/v1/organizations", "/api/v1/organizations?state=FL")
	for o := range snap.Organizations() {
		get("/api/v1/organizations/{id}", "/api/v1/organizations/"+url.PathEscape(o.ID))
	}
	get("/api/v1/offerings", "/api/v1/offerings?limit=500")
	get("/api/v1/offerings", "/api/v1/offerings?language=es&kind=support+group")
	for l := range snap.Listings("") {
		path := "/api/v1/offerings/" + url.PathEscape(l.ID)
		get("/api/v1/offerings/{id}", path)
		get("/api/v1/offerings/{id}/occurrences", path+"/occurrences?from=2022-11-01&to=2022-12-31")
		get("/api/v1/offerings/{id}/occurrences", path+"/occurrences?zone=America/Los_Angeles")
	}
	for _, cell := range cells {
		get("/api/v1/near/{cell}", "/api/v1/near/"+cell)
		get("/api/v1/near/{cell}", "/api/v1/near/"+cell+"?within=1&lang=es&day=tue&day=wed&from=17:00&order=start&hours=48")
	}
	get("/api/v1/counties/{fips}/contacts", "/api/v1/counties/12019/contacts")
	get("/api/v1/crisis-lines", "/api/v1/crisis-lines?state=FL&lang=es")
	get("/api/v1/changes", "/api/v1/changes")
	called["POST /api/v1/search"] = true
	for _, near := range []string{"32073", "Springfield", "no such place", "32007"} {
		c.check(t, "/api/v1/search", s.search(fmt.Sprintf(`{"near":%q,"within":50,"program":["connection"]}`, near)))
	}
	for route, path := range map[string]string{
		"/api/v1/organizations/{id}":         "/api/v1/organizations/nobody",
		"/api/v1/offerings":                  "/api/v1/offerings?limit=0",
		"/api/v1/offerings/{id}":             "/api/v1/offerings/nothing",
		"/api/v1/offerings/{id}/occurrences": "/api/v1/offerings/nothing/occurrences",
		"/api/v1/near/{cell}":                "/api/v1/near/32073",
		"/api/v1/counties/{fips}/contacts":   "/api/v1/counties/99999/contacts",
		"/api/v1/crisis-lines":               "/api/v1/crisis-lines?state=florida",
		"/api/v1/changes":                    "/api/v1/changes?until=now",
	} {
		a := s.get(path)
		if a.StatusCode < 400 {
			t.Errorf("%s: status %d, want a problem", path, a.StatusCode)
		}
		c.check(t, route, a)
	}
	return called
}

func TestAnswersAreAsTheDocumentSays(t *testing.T) {
	t.Run("those of the demo", func(t *testing.T) {
		snap, err := demo.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		s := serve(t, finder.Options{Source: finder.Fixed(snap, demo.Now()), Demo: demo.Now()})
		walk(t, s, contractOf(t, s), snap, "88e5c5c", "8083c0c")
		if got := s.get("/api/v1/offerings").Header.Get("X-Robots-Tag"); got != "noindex, nofollow" {
			t.Errorf("X-Robots-Tag %q", got)
		}
	})
	t.Run("those of groups with everything that is odd, and every route is in the document", func(t *testing.T) {
		s := serveGroups(t)
		c := contractOf(t, s)
		called := walk(t, s, c, groups(t), "88e5c5c", "88e5c4", "8083c0c")
		a := s.get("/api/v1/coverage")
		called["GET /api/v1/coverage"] = true
		c.check(t, "/api/v1/coverage", a)
		var want []string
		for path, methods := range c.document["paths"].(map[string]any) {
			for method, operation := range methods.(map[string]any) {
				if operation.(map[string]any)["security"] == nil { // the others have a test of their own
					want = append(want, strings.ToUpper(method)+" "+path)
				}
			}
		}
		var got []string
		for route := range called {
			got = append(got, route)
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("routes in the document, and called (-want +got):\n%s", diff)
		}
	})
	t.Run("those of a directory that was made at random", func(t *testing.T) {
		snap, cells := random(t)
		s := serve(t, finder.Options{Source: finder.Fixed(snap, now)})
		walk(t, s, contractOf(t, s), snap, cells...)
	})
}

// random returns a directory in which each field is there or not, by chance,
// and cells of some of its places.
func random(t *testing.T) (*directory.Snapshot, []string) {
	t.Helper()
	cells, entities := randomRecords(t)
	s, err := directory.NewSnapshot(entities...)
	if err != nil {
		t.Fatal(err)
	}
	return s, cells
}

func randomRecords(t *testing.T) (cells []string, entities []directory.Entity) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 11))
	maybe := func(fields ...string) string {
		text := ""
		for _, f := range fields {
			if r.IntN(2) == 0 {
				text += "," + f
			}
		}
		return text
	}
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, `{"organization":{"id":"o%d","name":"Organization %[1]d","state":"FL","zone":"America/New_York","holidays":{"federal":"both"}%s}}`+"\n", i,
			maybe(`"level":"state"`, `"counties":["12019","12031"]`, `"language":"es"`, `"closures":[{"first":"2026-06-10","last":"2026-06-12","reason":"storm"}]`,
				`"contacts":[{"role":"helpline","name":"Ana","phone":"(904) 555-0101","hours":[{"days":"Mon Tue","from":"09:00","to":"17:00"}],"languages":["es"]},{"role":"office","vacant":true}]`,
				`"website":"https://o.example"`, `"parking":{"en":"Behind."}`, `"needs":["meeting space"]`, `"modified":"2026-01-02T03:04:05Z"`, `"sequence":3`, `"invented":{"by":"a later version"}`))
	}
	for i := range 30 {
		p := earth.LatLng(29.9+r.Float64(), -82+r.Float64())
		if i%10 == 0 {
			cells = append(cells, p.Cell(earth.PrivateLevel).String())
		}
		fmt.Fprintf(&b, `{"venue":{"id":"v%d","name":"Place %[1]d"%s}}`+"\n", i, maybe(fmt.Sprintf(`"point":%q`, p), `"host":"A church"`, `"room":"2"`, `"note":"East door."`,
			`"web":"https://v.example"`, `"address":{"street":"1 Main St.","city":"Town","state":"FL","zip":"32073"}`, `"county":"12019"`, `"parking":{"en":"Free."}`,
			`"access":["step-free","child care"]`, `"confidential":true`, `"closures":[{"first":"2026-06-20","unconfirmed":true}]`, `"zone":"America/Chicago"`))
		mode := one(`"in person"`, `"online"`, `"telephone"`, `"hybrid"`)
		way := ""
		if r.IntN(2) == 0 {
			way = `,"join_by":"public","join":{"url":"https://join.example","phone":"+1,2#","note":"Ask for the host."}`
		}
		rule := one(`FREQ=WEEKLY;BYDAY=TU`, `FREQ=MONTHLY;BYDAY=2WE,4WE`, `FREQ=DAILY`, `FREQ=MONTHLY;BYDAY=-1SA`)
		series := fmt.Sprintf(`,"series":[{"id":"a","rule":%q,"first":"2022-01-01","on_holiday":%q%s}]`, rule, one("keep", "skip", "move", "ask"),
			maybe(`"start":"18:30"`, `"length":"PT1H30M"`, `"last":"2027-01-01"`, `"exceptions":[{"on":"2026-06-09","kind":"cancel","reason":"no heating"}]`))
		fmt.Fprintf(&b, `{"offering":{"id":"g%d","name":"Group %[1]d","organization":"o%d","venue":"v%d","mode":%s%s%s%s}}`+"\n", i, i%6, i, mode, way, series,
			maybe(`"program":"connection"`, `"room":"3"`, `"status":"suspended"`, `"status_since":"2026-01-01"`, `"successors":["g1"]`, `"entry":{"mode":"drop-in","register_hours":12}`,
				`"audience":{"relations":["peer"],"min_age":18,"focus":["women"],"members_only":true}`, `"languages":["es","en"]`, `"topics":["anxiety"]`,
				`"registration":{"url":"https://r.example","phone":"1","email":"a@b.example","through":"2026-07-01"}`, `"note":{"en":"Hi","es":"Hola"}`, `"guidelines":"https://g.example"`,
				`"contacts":[{"role":"host","text":"904"}]`, `"verified":{"on":"2026-05-01","by":"office"}`, `"source":"kc","source_id":"7","also":[{"source":"x","source_id":"8"}],"derived":["series"]`,
				`"course":{"sessions":8,"state":"enrolling"}`, `"modified":"2026-01-02T03:04:05Z","sequence":2`, `"overrides":[{"series":"a","on":"2026-06-16","venue":"v0","room":"9","note":{"en":"There"}}]`, `"invented":true`))
	}
	entities, err := directory.ReadRecords(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return cells, entities
}
