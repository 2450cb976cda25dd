package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/api"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

// A desk is an interface to a directory that can be changed.
type desk struct {
	*site
	dir      *directory.Directory
	store    directory.Store
	now      *time.Time
	contract contract        // to which all answers are held
	called   map[string]bool // routes, each with a status
}

// serveDesk serves the directory that two affiliates look after.
func serveDesk(t *testing.T) *desk {
	t.Helper()
	store := memstore.New()
	text, err := os.ReadFile("../admin/testdata/groups.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	entities, err := directory.ReadRecords(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	d := serveStore(t, store)
	var changes []directory.Change
	for _, e := range entities {
		changes = append(changes, directory.Change{Put: e})
	}
	if _, err := d.dir.Import(t.Context(), "import/first", changes...); err != nil {
		t.Fatal(err)
	}
	return d
}

// serveStore serves what a store holds, as one of several servers.
func serveStore(t *testing.T, store directory.Store) *desk {
	t.Helper()
	dir, err := directory.Open(t.Context(), store, directory.Options{Private: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(dir.Close)
	at := now
	d := &desk{site: &site{t: t}, dir: dir, store: store, now: &at, called: map[string]bool{}}
	return d.with(nil)
}

// with returns the same with a limit.
func (d *desk) with(limit *operate.Limiter) *desk {
	d.t.Helper()
	copied := *d
	d = &copied
	d.site = &site{t: d.t, log: new(bytes.Buffer), metrics: operate.NewMetrics()}
	log, clock := slog.New(slog.NewTextHandler(d.log, nil)), func() time.Time { return *d.now }
	pages := admin.New(admin.Options{Directory: d.dir, Clock: clock, Limit: limit, Metrics: d.metrics, Log: log})
	o := finder.Options{Source: finder.Following(d.dir), Limit: limit, Clock: clock, Metrics: d.metrics, Log: log}
	d.server = httptest.NewServer(api.New(api.Options{Options: o, Keepers: pages}))
	d.t.Cleanup(d.server.Close)
	d.contract = contractOf(d.t, d.site)
	return d
}

// grants are who may come, by the names that tests have for them.
var grants = map[string]admin.Grant{
	"cancel friday": {Role: admin.Canceller, Offering: "friday"},
	"view clay":     {Role: admin.Viewer, Organizations: []string{"clay"}},
	"propose clay":  {Role: admin.Proposer, Organizations: []string{"clay"}},
	"edit clay":     {Role: admin.Editor, Organizations: []string{"clay"}},
	"edit duval":    {Role: admin.Editor, Organizations: []string{"duval"}},
	"admin clay":    {Role: admin.Keeper, Organizations: []string{"clay"}},
	"admin":         {Role: admin.Keeper},
}

// token makes a token for one of grants.
func (d *desk) token(who string) string {
	d.t.Helper()
	g, ok := grants[who]
	if !ok {
		d.t.Fatalf("nobody is called %q", who)
	}
	g.Label, g.Expires = "test "+string(g.Role), now.AddDate(0, 1, 0)
	text, err := admin.NewToken(d.t.Context(), d.dir, g, now)
	if err != nil {
		d.t.Fatal(err)
	}
	return text
}

// A program calls with a token, "" for none.
type program struct {
	*desk
	token string
}

func (d *desk) as(who string) program { return program{d, d.token(who)} }

func (p program) call(method, path, body string, headers ...string) answer {
	p.t.Helper()
	kind := "application/json"
	if method == "PATCH" {
		kind = "application/merge-patch+json"
	}
	all := []string{}
	if body != "" {
		all = append(all, "Content-Type", kind)
	}
	if p.token != "" {
		all = append(all, "Authorization", "Bearer "+p.token)
	}
	a := p.do(method, path, body, append(all, headers...)...)
	if route := p.contract.routeOf(a.Request.URL.EscapedPath()); route != "" && a.StatusCode != http.StatusMethodNotAllowed {
		p.called[fmt.Sprintf("%s %s %d", method, route, a.StatusCode)] = true
		if a.StatusCode != http.StatusNotModified {
			p.contract.check(p.t, route, a)
		}
	}
	return a
}

// done calls what must succeed with a status.
func (p program) done(status int, method, path, body string, headers ...string) answer {
	p.t.Helper()
	a := p.call(method, path, body, headers...)
	if a.StatusCode != status {
		p.t.Fatalf("%s %s: status %d, want %d: %s", method, path, a.StatusCode, status, a.body)
	}
	return a
}

// tagOf returns the ETag of a record.
func (p program) tagOf(kind, id string) string {
	p.t.Helper()
	return p.done(200, "GET", "/api/v1/records/"+kind+"/"+id, "").Header.Get("ETag")
}

// A problem is what tests look at of one.
type problem struct {
	Code, Detail, Accepted string
	Status                 int
	Errors                 []struct {
		Field, Detail string
		Record        *struct{ Kind, ID string }
	}
}

// problemOf reads an answer that must be a problem with a status.
func problemOf(t *testing.T, status int, a answer) (p problem) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	if a.StatusCode != status || p.Status != status || a.Header.Get("Content-Type") != "application/problem+json" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, want %d: %v %s", a.StatusCode, status, a.Header, a.body)
	}
	return p
}

// fieldsOf returns the fields that a problem is about.
func fieldsOf(p problem) string {
	var list []string
	for _, e := range p.Errors {
		list = append(list, e.Field)
	}
	return strings.Join(list, " ")
}

// offering returns one as it is kept.
func (d *desk) offering(id string) directory.Offering {
	d.t.Helper()
	e, _, _ := d.dir.Get(directory.Key{Kind: directory.KindOffering, ID: id})
	o, _ := e.(directory.Offering)
	return o
}

// closed returns the IDs of closures that the caller may lift.
func (p program) closed() (ids []string) {
	p.t.Helper()
	var list struct{ Closures []struct{ ID string } }
	if err := json.Unmarshal([]byte(p.call("GET", "/api/v1/closures", "").body), &list); err != nil {
		p.t.Fatal(err)
	}
	for _, c := range list.Closures {
		ids = append(ids, c.ID)
	}
	return ids
}

// proposed makes revision 2 an edit of the wednesday group, and two proposals with
// the IDs p and q wait.
func (d *desk) proposed() {
	d.t.Helper()
	o := d.offering("wednesday")
	o.Room = "1"
	changes := []directory.Change{{Put: o, If: directory.AnyRevision}}
	for _, id := range []string{"p", "q"} {
		body := `{"id":"` + id + `","record":{"kind":"offering","id":"` + id + `"},"base":0,"body":{"id":"` + id +
			`","name":"Proposed","organization":"clay","mode":"online"},"by":"test","token":"t","at":"2026-06-01T00:00:00Z"}`
		changes = append(changes, directory.Change{Put: directory.Opaque{Kind: admin.KindProposal, ID: id, Body: []byte(body)}})
	}
	head, err := d.dir.Commit(d.t.Context(), "", changes[0])
	if err != nil || head.Revision != 2 {
		d.t.Fatal(head, err)
	}
	if _, err := d.dir.Commit(d.t.Context(), "", changes[1:]...); err != nil {
		d.t.Fatal(err)
	}
}
