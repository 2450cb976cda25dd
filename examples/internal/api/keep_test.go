package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
)

const friday = "/api/v1/records/offering/friday"

func TestRecordsAreReadAndReplaced(t *testing.T) {
	d := serveDesk(t)
	p := d.as("edit clay")
	t.Run("what was read can be sent back as it is, with the tag that came with it", func(t *testing.T) {
		before := d.offering("friday")
		a := p.done(200, "GET", friday, "")
		b := p.done(200, "PUT", friday, a.body, "If-Match", a.Header.Get("ETag"))
		after := d.offering("friday")
		if after.Sequence != before.Sequence+1 || !after.Modified.Equal(now) {
			t.Errorf("revised %+v", after.Revised)
		}
		after.Revised = before.Revised
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("(-before +after):\n%s", diff)
		}
		if got := p.tagOf("offering", "friday"); b.Header.Get("ETag") != got || got == a.Header.Get("ETag") {
			t.Errorf("the tag is %s, and the answer says %s", got, b.Header.Get("ETag"))
		}
	})
	t.Run("a record that is the same is not sent again", func(t *testing.T) {
		if a := p.call("GET", friday, "", "If-None-Match", p.tagOf("offering", "friday")); a.StatusCode != 304 || a.body != "" {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	t.Run("without a condition nothing is replaced, patched or deleted", func(t *testing.T) {
		for _, method := range []string{"PUT", "PATCH", "DELETE"} {
			if got := problemOf(t, 428, p.call(method, friday, `{"name":"X"}`)); got.Code != "condition-required" || !strings.Contains(got.Detail, "If-Match") {
				t.Errorf("%s: %+v", method, got)
			}
		}
	})
	t.Run("two conditions that contradict each other are none", func(t *testing.T) {
		problemOf(t, 428, p.call("PUT", friday, `{"name":"X"}`, "If-Match", "*", "If-None-Match", "*"))
	})
	t.Run("a tag of before is stale", func(t *testing.T) {
		old := p.tagOf("offering", "friday")
		p.done(200, "PATCH", friday, `{"room":"3"}`, "If-Match", old)
		for _, method := range []string{"PUT", "PATCH", "DELETE"} {
			for _, tag := range []string{old, `"x"`, `1`, `"0"`, `"-1"`, ""} {
				if got := problemOf(t, 412+16*b2i(tag == ""), p.call(method, friday, `{"room":"4"}`, "If-Match", tag)); tag != "" && got.Code != "stale" {
					t.Errorf("%s with %s: %+v", method, tag, got)
				}
			}
		}
		if got := d.offering("friday").Room; got != "3" {
			t.Errorf("room %q", got)
		}
	})
	t.Run("one of several tags is enough, and one that compression made weak", func(t *testing.T) {
		p.done(200, "PATCH", friday, `{"room":"5"}`, "If-Match", `"99999", W/`+p.tagOf("offering", "friday"))
	})
	t.Run("If-Match: * is any version, of a record that is there", func(t *testing.T) {
		p.done(200, "PATCH", friday, `{"room":"6"}`, "If-Match", "*")
		problemOf(t, 404, p.call("PATCH", "/api/v1/records/offering/none", `{"room":"6"}`, "If-Match", "*"))
	})
	t.Run("when a record was changed and confirmed is not for callers to say", func(t *testing.T) {
		for body, field := range map[string]string{
			`{"modified":"2020-01-01T00:00:00Z"}`: "modified", `{"sequence":99}`: "sequence", `{"verified":{"on":"2026-06-03","by":"me"}}`: "verified",
		} {
			if got := problemOf(t, 422, p.call("PATCH", friday, body, "If-Match", "*")); fieldsOf(got) != field || got.Code != "invalid" {
				t.Errorf("%s: %+v", body, got)
			}
		}
		p.done(200, "PUT", friday, `{"name":"Friday","organization":"clay","venue":"library"}`, "If-Match", "*")
		if got := d.offering("friday"); got.Verified.By != "office" || got.Sequence == 0 {
			t.Errorf("%+v %+v", got.Verified, got.Revised)
		}
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestRecordsAreMadeAndDeleted(t *testing.T) {
	d := serveDesk(t)
	p, all := d.as("edit clay"), d.as("admin")
	const body = `{"name":"Monday group","organization":"clay","venue":"library","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-06-08","start":"18:00"}]}`
	t.Run("a PUT makes a record with the ID of the address, once", func(t *testing.T) {
		a := p.done(201, "PUT", "/api/v1/records/offering/monday", body, "If-None-Match", "*")
		if a.Header.Get("Location") != "/api/v1/records/offering/monday" || a.Header.Get("ETag") != p.tagOf("offering", "monday") {
			t.Errorf("%v %s", a.Header, a.body)
		}
		if got := problemOf(t, 412, p.call("PUT", "/api/v1/records/offering/monday", body, "If-None-Match", "*")); got.Code != "stale" {
			t.Errorf("%+v", got)
		}
		if got := p.get("/api/v1/offerings/monday"); got.StatusCode != 200 {
			t.Errorf("the public does not see it: %s", got.body)
		}
	})
	t.Run("a POST makes one with an ID of the server", func(t *testing.T) {
		a := p.done(201, "POST", "/api/v1/records/offering", body)
		path := a.Header.Get("Location")
		if !strings.HasPrefix(path, "/api/v1/records/offering/monday-group-") {
			t.Errorf("Location %q", path)
		}
		p.done(200, "GET", path, "")
	})
	t.Run("a record that others begin to refer to keeps its tag", func(t *testing.T) {
		tag := p.done(201, "PUT", "/api/v1/records/venue/new", `{"name":"New hall"}`, "If-None-Match", "*").Header.Get("ETag")
		_, before, _ := d.dir.Get(directory.Key{Kind: directory.KindVenue, ID: "new"})
		p.done(201, "POST", "/api/v1/records/offering", strings.Replace(body, "library", "new", 1))
		if _, after, _ := d.dir.Get(directory.Key{Kind: directory.KindVenue, ID: "new"}); after == before {
			t.Fatal("it was not written again, which this is about")
		}
		p.done(200, "PATCH", "/api/v1/records/venue/new", `{"room":"1"}`, "If-Match", tag)
	})
	t.Run("an ID of any characters comes back", func(t *testing.T) {
		a := p.done(201, "PUT", "/api/v1/records/offering/a%2Fb%20%C3%A9%3F", body, "If-None-Match", "*")
		if got := a.Header.Get("Location"); got != "/api/v1/records/offering/a%2Fb%20%C3%A9%3F" {
			t.Errorf("Location %q", got)
		}
		if got := d.offering("a/b é?").Name; got != "Monday group" {
			t.Errorf("%q", got)
		}
	})
	t.Run("the ID in the body is that of the address, or none", func(t *testing.T) {
		for path, text := range map[string]string{"/x": `{"id":"y","name":"X"}`, "/y": `{"id":7,"name":"X"}`} {
			if got := problemOf(t, 422, p.call("PUT", "/api/v1/records/venue"+path, text, "If-None-Match", "*")); fieldsOf(got) != "id" {
				t.Errorf("%+v", got)
			}
		}
		problemOf(t, 422, p.call("POST", "/api/v1/records/venue", `{"id":"x","name":"X"}`))
	})
	t.Run("an organization is made by who looks after all", func(t *testing.T) {
		const org = `{"name":"New","state":"FL","zone":"America/New_York"}`
		problemOf(t, 403, p.call("PUT", "/api/v1/records/organization/new", org, "If-None-Match", "*"))
		all.done(201, "PUT", "/api/v1/records/organization/new", org, "If-None-Match", "*")
		problemOf(t, 403, d.as("admin clay").call("DELETE", "/api/v1/records/organization/clay", "", "If-Match", "*"))
		all.done(200, "DELETE", "/api/v1/records/organization/new", "", "If-Match", all.tagOf("organization", "new"))
		problemOf(t, 404, all.call("GET", "/api/v1/records/organization/new", ""))
	})
	t.Run("what others refer to stays, and the answer says which", func(t *testing.T) {
		got := problemOf(t, 409, all.call("DELETE", "/api/v1/records/venue/hall", "", "If-Match", "*"))
		if got.Code != "referred-to" || len(got.Errors) != 2 || got.Errors[0].Record.ID != "familia" || got.Errors[0].Field != "venue" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("an offering is deleted, and can be had back", func(t *testing.T) {
		a := p.done(200, "DELETE", friday, "", "If-Match", p.tagOf("offering", "friday"))
		var receipt struct{ Revision json.Number }
		if err := json.Unmarshal([]byte(a.body), &receipt); err != nil {
			t.Fatal(err)
		}
		problemOf(t, 404, p.call("GET", friday, ""))
		p.done(200, "POST", "/api/v1/history/"+receipt.Revision.String()+"/undo", "")
		if d.offering("friday").Name != "Friday group" {
			t.Error("it is not back")
		}
	})
	t.Run("only the three kinds of the list can be reached", func(t *testing.T) {
		for _, kind := range []string{"access-token", "facilitator", "roster", "credential", "proposal", "api-receipt", "doubt", "x"} {
			problemOf(t, 404, all.call("GET", "/api/v1/records/"+kind, ""))
			problemOf(t, 404, all.call("GET", "/api/v1/records/"+kind+"/x", ""))
			problemOf(t, 404, all.call("POST", "/api/v1/records/"+kind, `{}`))
			problemOf(t, 404, all.call("PUT", "/api/v1/records/"+kind+"/x", `{}`, "If-None-Match", "*"))
			problemOf(t, 404, all.call("DELETE", "/api/v1/records/"+kind+"/x", "", "If-Match", "*"))
		}
	})
	t.Run("pages of records hold all of them once", func(t *testing.T) {
		type page struct {
			Records []struct {
				ETag   string
				Record struct{ ID string }
			}
			Next string
		}
		var want, got []string
		for _, r := range as[page](t, all.call("GET", "/api/v1/records/offering", "")).Records {
			want = append(want, r.Record.ID+r.ETag)
		}
		for next := "/api/v1/records/offering?limit=2"; next != ""; {
			answer := as[page](t, all.call("GET", next, ""))
			for _, r := range answer.Records {
				got = append(got, r.Record.ID+r.ETag)
			}
			next = answer.Next
		}
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 6 {
			t.Errorf("(-at once +page by page):\n%s", diff)
		}
	})
}

func TestPatches(t *testing.T) {
	d := serveDesk(t)
	p := d.as("admin")
	t.Run("a patch changes what it names and takes away what is null", func(t *testing.T) {
		p.done(200, "PATCH", "/api/v1/records/venue/library", `{"address":{"street":"1 New St.","zip":null},"room":null,"access":["step-free"]}`, "If-Match", "*")
		e, _, _ := d.dir.Get(directory.Key{Kind: directory.KindVenue, ID: "library"})
		w := e.(directory.Venue)
		if diff := cmp.Diff(directory.Address{Street: "1 New St.", City: "Fleming Island", State: "FL"}, w.Address); diff != "" || w.Room != "" || len(w.Access) != 1 || w.Name == "" {
			t.Errorf("%+v\n%s", w, diff)
		}
	})
	t.Run("a list is replaced whole", func(t *testing.T) {
		p.done(200, "PATCH", "/api/v1/records/organization/clay", `{"counties":["12031"]}`, "If-Match", "*")
		e, _, _ := d.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: "clay"})
		if diff := cmp.Diff([]string{"12031"}, e.(directory.Organization).Counties); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("it is of its own type", func(t *testing.T) {
		if got := problemOf(t, 415, p.call("PATCH", friday, `{"room":"1"}`, "If-Match", "*", "Content-Type", "application/json")); got.Accepted != "application/merge-patch+json" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("an ID is not patched", func(t *testing.T) {
		if got := problemOf(t, 422, p.call("PATCH", friday, `{"id":"x"}`, "If-Match", "*")); fieldsOf(got) != "id" {
			t.Errorf("%+v", got)
		}
	})
}

// TestConfidentialVenue is about what the pages keep to themselves.
func TestConfidentialVenue(t *testing.T) {
	d := serveDesk(t)
	const path = "/api/v1/records/venue/refuge"
	venue := func() directory.Venue {
		e, _, _ := d.dir.Get(directory.Key{Kind: directory.KindVenue, ID: "refuge"})
		return e.(directory.Venue)
	}
	p, before := d.as("edit clay"), venue()
	t.Run("V9 nobody gets to see the street, the point or the door", func(t *testing.T) {
		for _, who := range []string{"view clay", "propose clay", "edit clay", "edit duval", "admin"} {
			q := d.as(who)
			for _, from := range []string{path, "/api/v1/records/venue", "/api/v1/history", "/api/v1/findings"} {
				a := q.done(200, "GET", from, "")
				for _, c := range []string{"Hidden Room", "Hidden door", "9 Hidden Way", "32073", "30.1612", "81.7234"} {
					if strings.Contains(a.body, c) {
						t.Errorf("%s sees %q at %s", who, c, from)
					}
				}
			}
		}
	})
	t.Run("what is not seen stays when it is sent back, and when the rest is replaced", func(t *testing.T) {
		a := p.done(200, "GET", path, "")
		p.done(200, "PUT", path, a.body, "If-Match", a.Header.Get("ETag"))
		p.done(200, "PATCH", path, `{"parking":{"en":"Behind."}}`, "If-Match", "*")
		after := venue()
		after.Revised, after.Parking = before.Revised, before.Parking
		if diff := cmp.Diff(before, after, cmpopts.EquateComparable(earth.Point{})); diff != "" {
			t.Errorf("(-before +after):\n%s", diff)
		}
	})
	t.Run("it can be replaced", func(t *testing.T) {
		p.done(200, "PATCH", path, `{"address":{"street":"10 Other Way"}}`, "If-Match", "*")
		if got := venue().Address; got.Street != "10 Other Way" || got.ZIP != "32073" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("who proposes to open it does not see it in the proposal", func(t *testing.T) {
		q := d.as("propose clay")
		a := q.done(202, "PATCH", path, `{"confidential":false}`, "If-Match", "*")
		b := q.done(200, "GET", a.Header.Get("Location"), "")
		for _, c := range []string{"Hidden Room", "Hidden door", "Other Way", "32073", "30.1612"} {
			if strings.Contains(a.body+b.body, c) {
				t.Errorf("the proposal shows %q", c)
			}
		}
	})
}
