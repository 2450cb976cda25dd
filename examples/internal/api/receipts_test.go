package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/api"
)

// told is what a program learns from an answer.
func told(a answer) []string {
	return []string{a.Status, a.Header.Get("ETag"), a.Header.Get("Location"), a.body}
}

func (d *desk) receipts() (list []directory.Opaque) {
	for e := range d.dir.All() {
		if o, ok := e.(directory.Opaque); ok && o.Kind == api.KindReceipt {
			list = append(list, o)
		}
	}
	return list
}

const newVenue = `{"name":"Canary Hall","point":"30.2,-81.7","note":"Ask for Wren"}`

func TestIdempotencyKeys(t *testing.T) {
	d := serveDesk(t)
	p := d.as("edit clay")
	venues := func() (n int) {
		for e := range d.dir.All() {
			if e.Key().Kind == directory.KindVenue {
				n++
			}
		}
		return n
	}
	before := venues()
	first := p.done(201, "POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "one")
	t.Run("the same request with the same key gets the same answer, and is made once", func(t *testing.T) {
		if diff := cmp.Diff(told(first), told(p.call("POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "one"))); diff != "" || venues() != before+1 {
			t.Errorf("%d venues more, (-first +second):\n%s", venues()-before, diff)
		}
	})
	t.Run("so it does after a restart, and from another server", func(t *testing.T) {
		other := program{serveStore(t, d.store), p.token}
		if diff := cmp.Diff(told(first), told(other.call("POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "one"))); diff != "" {
			t.Errorf("(-first +second):\n%s", diff)
		}
	})
	t.Run("another request with it is refused: of other text, route, method or condition", func(t *testing.T) {
		for _, r := range [][]string{
			{"POST", "/api/v1/records/venue", newVenue + " "}, {"POST", "/api/v1/records/offering", newVenue},
			{"PUT", "/api/v1/records/venue/x", newVenue}, {"POST", "/api/v1/records/venue", newVenue, "If-Match", `"1"`},
		} {
			got := problemOf(t, 422, p.call(r[0], r[1], r[2], append(r[3:], "Idempotency-Key", "one")...))
			if got.Code != "key-reused" {
				t.Errorf("%v: %+v", r, got)
			}
		}
	})
	t.Run("the key of another token is another key", func(t *testing.T) {
		q := d.as("edit clay")
		if a := q.done(201, "POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "one"); a.Header.Get("Location") == first.Header.Get("Location") {
			t.Error("it is the same record")
		}
	})
	t.Run("a condition that held once holds for the one who asks again", func(t *testing.T) {
		headers := []string{"If-Match", p.tagOf("offering", "friday"), "Idempotency-Key", "two"}
		a := p.done(200, "PATCH", friday, `{"room":"7"}`, headers...)
		if diff := cmp.Diff(told(a), told(p.call("PATCH", friday, `{"room":"7"}`, headers...))); diff != "" {
			t.Errorf("(-first +second):\n%s", diff)
		}
		a = p.done(200, "DELETE", friday, "", "If-Match", "*", "Idempotency-Key", "three")
		if diff := cmp.Diff(told(a), told(p.call("DELETE", friday, "", "If-Match", "*", "Idempotency-Key", "three"))); diff != "" {
			t.Errorf("(-first +second):\n%s", diff)
		}
	})
	t.Run("a request that was refused does not use its key up", func(t *testing.T) {
		problemOf(t, 422, p.call("POST", "/api/v1/records/venue", `{}`, "Idempotency-Key", "four"))
		p.done(201, "POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "four")
	})
	t.Run("a key is short and printable", func(t *testing.T) {
		for _, key := range []string{strings.Repeat("k", 201), "ключ", "a\tb"} {
			problemOf(t, 400, p.call("POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", key))
		}
	})
	t.Run("what is kept names nobody, no place, no key and no token", func(t *testing.T) {
		if len(d.receipts()) < 4 {
			t.Fatalf("%d receipts", len(d.receipts()))
		}
		for _, r := range d.receipts() {
			for _, c := range []string{"Canary", "Wren", "30.2", "81.7", "one", "two", "three", p.token, strings.Split(p.token, "_")[1]} {
				if strings.Contains(string(r.Body), `"`+c+`"`) || len(c) > 5 && strings.Contains(string(r.Body), c) {
					t.Errorf("%q is in %s", c, r.Body)
				}
			}
		}
	})
	t.Run("after a day it is another request", func(t *testing.T) {
		*d.now = now.Add(25 * time.Hour)
		if a := p.done(201, "POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "one"); a.Header.Get("Location") == first.Header.Get("Location") {
			t.Error("it is the same record")
		}
		if n := len(d.receipts()); n != 1 {
			t.Errorf("%d receipts, want those of before gone", n)
		}
	})
}

func TestManyAtOnceWithOneKey(t *testing.T) {
	d := serveDesk(t)
	other := serveStore(t, d.store)
	token := d.token("edit clay")
	other.dir.Close()
	other = serveStore(t, d.store) // which knows the token
	made, answers := map[string]bool{}, make([]answer, 16)
	var all sync.WaitGroup
	for i := range answers {
		p := program{[]*desk{d, other}[i%2], token}
		all.Go(func() {
			answers[i] = p.do("POST", "/api/v1/records/venue", newVenue, "Content-Type", "application/json", "Authorization", "Bearer "+token, "Idempotency-Key", "k")
		})
	}
	all.Wait()
	for _, a := range answers {
		switch a.StatusCode {
		case 201:
			made[a.Header.Get("Location")] = true
		case 409:
		default:
			t.Errorf("status %d: %s", a.StatusCode, a.body)
		}
	}
	if len(made) != 1 {
		t.Errorf("%d records were made: %v", len(made), made)
	}
}

// TestServerEndsInTheMiddle is about a key that was taken by a server which ended
// before it could keep its answer.
func TestServerEndsInTheMiddle(t *testing.T) {
	for _, committed := range []bool{true, false} {
		t.Run(fmt.Sprintf("after the change was committed: %t", committed), func(t *testing.T) {
			d := serveDesk(t)
			p := d.as("edit clay")
			call := func() answer {
				return p.call("POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "k")
			}
			first := call()
			location := first.Header.Get("Location")
			if !committed { // as if it had never been
				p.done(200, "DELETE", location, "", "If-Match", "*")
			}
			d.unanswered(committed)
			problemOf(t, 409, call())
			*d.now = now.Add(2 * time.Minute)
			a := call()
			if a.StatusCode != 201 || (a.Header.Get("Location") == location) != committed {
				t.Errorf("%v, want the answer to the first one: %t", told(a), committed)
			}
			if committed {
				if diff := cmp.Diff(told(first), told(a)); diff != "" {
					t.Errorf("(-first +second):\n%s", diff)
				}
			}
			if diff := cmp.Diff(told(a), told(call())); diff != "" && !committed {
				t.Errorf("(-second +third):\n%s", diff)
			}
		})
	}
}

// unanswered takes the answer out of the only receipt. If nothing was committed,
// it has a mark that no commit has.
func (d *desk) unanswered(committed bool) {
	d.t.Helper()
	list := d.receipts()
	if len(list) != 1 {
		d.t.Fatalf("%d receipts, want 1", len(list))
	}
	var r map[string]any
	if err := json.Unmarshal(list[0].Body, &r); err != nil {
		d.t.Fatal(err)
	}
	delete(r, "answer")
	if !committed {
		r["mark"] = "NOBODY"
	}
	body, err := json.Marshal(r)
	if err != nil {
		d.t.Fatal(err)
	}
	list[0].Body = body
	if _, err := d.dir.Commit(d.t.Context(), "", directory.Change{Put: list[0], If: directory.AnyRevision}); err != nil {
		d.t.Fatal(err)
	}
}

func TestReceiptsAreFew(t *testing.T) {
	d := serveDesk(t)
	for part := range 25 {
		var changes []directory.Change
		for i := range 50 {
			id := fmt.Sprintf("%032d", part*50+i)
			body := fmt.Sprintf(`{"id":%q,"request":"x","mark":"x","at":%q,"answer":{"status":200,"body":{}}}`, id, now.Add(time.Duration(part*50+i-2000)*time.Second).Format(time.RFC3339))
			changes = append(changes, directory.Change{Put: directory.Opaque{Kind: api.KindReceipt, ID: id, Body: []byte(body)}})
		}
		if _, err := d.dir.Commit(t.Context(), "", changes...); err != nil {
			t.Fatal(err)
		}
	}
	d.as("edit clay").done(201, "POST", "/api/v1/records/venue", newVenue, "Idempotency-Key", "k")
	list := d.receipts()
	if len(list) != 1000 || list[0].ID != fmt.Sprintf("%032d", 251) {
		t.Errorf("%d receipts, the oldest %s, want the newest 1,000", len(list), list[0].ID)
	}
}
