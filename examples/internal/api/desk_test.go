package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
)

type occurrences struct {
	Occurrences []struct {
		Date, Status, Room, Mode string
		Reason                   *struct{ Text string }
	}
}

// on returns what the public sees of an offering on a date.
func (p program) on(id, date string) string {
	p.t.Helper()
	for _, o := range as[occurrences](p.t, p.get("/api/v1/offerings/"+id+"/occurrences?from=2026-06-03&to=2026-08-01")).Occurrences {
		if o.Date == date {
			text := o.Status + " " + o.Room
			if o.Reason != nil {
				text += " " + o.Reason.Text
			}
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return "nothing"
}

func TestDatesAreChanged(t *testing.T) {
	d := serveDesk(t)
	p, link := d.as("edit clay"), d.as("cancel friday")
	const path = "/api/v1/offerings/friday/dates"
	tests := []struct {
		name string
		who  program
		body string
		date string
		want string
	}{
		{"a cancel link cancels, with a word for why", link, `{"do":"cancel","series":"a","on":"2026-06-19","reason":"weather"}`, "2026-06-19", "cancelled weather"},
		{"and puts it back", link, `{"do":"restore","series":"a","on":"2026-06-19"}`, "2026-06-19", "on"},
		{"an editor says why in their own words", p, `{"do":"cancel","series":"a","on":"2026-06-19","reason":"a flood"}`, "2026-06-19", "cancelled a flood"},
		{"a date moves to another day", p, `{"do":"move","series":"a","on":"2026-06-26","day":"2026-06-27","time":"10:00"}`, "2026-06-27", "moved"},
		{"a date is in another room", p, `{"do":"place","series":"a","on":"2026-07-03","room":"Room 9"}`, "2026-07-03", "on room 9"},
		{"and as planned again", p, `{"do":"restore","series":"a","on":"2026-07-03"}`, "2026-07-03", "on"},
		{"a date is added", p, `{"do":"add","day":"2026-07-08","time":"12:00","reason":"picnic"}`, "2026-07-08", "added picnic"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := d.offering("friday").Sequence
			a := tt.who.done(200, "POST", path, tt.body)
			if got := p.on("friday", tt.date); strings.ToLower(got) != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if got := d.offering("friday").Sequence; got != before+1 || a.Header.Get("ETag") != p.tagOf("offering", "friday") {
				t.Errorf("sequence %d after %d, ETag %s", got, before, a.Header.Get("ETag"))
			}
		})
	}
	refused := []struct {
		name   string
		who    program
		body   string
		status int
		field  string
	}{
		{"nothing is to be done", p, `{}`, 422, "do"},
		{"something else is to be done", p, `{"do":"delete","series":"a","on":"2026-06-19"}`, 422, "do"},
		{"there is no such series", p, `{"do":"cancel","series":"b","on":"2026-06-19"}`, 422, "on"},
		{"it does not meet on the day", p, `{"do":"cancel","series":"a","on":"2026-06-20"}`, 422, "on"},
		{"the day is no day", p, `{"do":"cancel","series":"a","on":"tomorrow"}`, 422, "on"},
		{"the day was long ago", p, `{"do":"cancel","series":"a","on":"2026-01-02"}`, 422, "on"},
		{"it moves nowhere", p, `{"do":"move","series":"a","on":"2026-07-10"}`, 422, "day"},
		{"the time is none", p, `{"do":"move","series":"a","on":"2026-07-10","time":"25:00"}`, 422, "time"},
		{"there is no such way", p, `{"do":"place","series":"a","on":"2026-07-10","mode":"by boat"}`, 422, "mode"},
		{"the reason is a story", p, `{"do":"cancel","series":"a","on":"2026-07-10","reason":"` + strings.Repeat("x", 201) + `"}`, 422, "reason"},
		{"a field is not known", p, `{"do":"cancel","series":"a","on":"2026-07-10","why":"x"}`, 422, ""},
		{"a field is of another kind", p, `{"do":"cancel","series":7,"on":"2026-07-10"}`, 422, "series"},
		{"a cancel link has words of its own", link, `{"do":"cancel","series":"a","on":"2026-07-10","reason":"Ana is ill"}`, 422, "reason"},
		{"a cancel link moves", link, `{"do":"move","series":"a","on":"2026-07-10","day":"2026-07-11"}`, 403, ""},
		{"a cancel link adds", link, `{"do":"add","day":"2026-07-11"}`, 403, ""},
		{"there is no body", p, "", 400, ""},
	}
	for _, tt := range refused {
		t.Run("it is refused where "+tt.name, func(t *testing.T) {
			if got := problemOf(t, tt.status, tt.who.call("POST", path, tt.body)); fieldsOf(got) != tt.field || strings.Contains(fmt.Sprint(got), "Ana") {
				t.Errorf("%+v", got)
			}
		})
	}
	t.Run("a condition is heeded where there is one", func(t *testing.T) {
		const body = `{"do":"cancel","series":"a","on":"2026-07-10"}`
		problemOf(t, 412, p.call("POST", path, body, "If-Match", `"1"`))
		problemOf(t, 412, p.call("POST", path, body, "If-Match", `"x"`))
		p.done(200, "POST", path, body, "If-Match", p.tagOf("offering", "friday"))
	})
}

func TestClosures(t *testing.T) {
	d := serveDesk(t)
	p := d.as("edit clay")
	type list struct {
		Closures []struct {
			ID, First, Last, Reason string
			Records                 []struct{ ID string }
		}
	}
	t.Run("a county is closed, as far as it is theirs, and opened again", func(t *testing.T) {
		p.done(200, "POST", "/api/v1/closures", `{"what":"county","id":"12019","first":"2026-06-05","last":"2026-06-06","reason":"storm"}`)
		got := as[list](t, p.call("GET", "/api/v1/closures", "")).Closures
		if len(got) != 1 || len(got[0].Records) != 2 || got[0].Reason != "storm" || p.on("friday", "2026-06-05") != "cancelled Room B storm" {
			t.Fatalf("%+v, %s", got, p.on("friday", "2026-06-05"))
		}
		if other := as[list](t, d.as("edit duval").call("GET", "/api/v1/closures", "")).Closures; len(other) != 0 {
			t.Errorf("another editor sees %+v", other)
		}
		p.done(200, "DELETE", "/api/v1/closures/"+got[0].ID, "")
		problemOf(t, 404, p.call("DELETE", "/api/v1/closures/"+got[0].ID, ""))
		if got := p.on("friday", "2026-06-05"); got != "on Room B" {
			t.Errorf("%q", got)
		}
	})
	for name, tt := range map[string]struct {
		body   string
		status int
		field  string
	}{
		"no day":                 {`{"what":"all"}`, 422, "first"},
		"a day that is none":     {`{"what":"all","first":"2026-13-01"}`, 422, "first"},
		"an end before it":       {`{"what":"all","first":"2026-06-05","last":"2026-06-04"}`, 422, "last"},
		"a long story":           {`{"what":"all","first":"2026-06-05","reason":"` + strings.Repeat("x", 201) + `"}`, 422, "reason"},
		"something else":         {`{"what":"moon","first":"2026-06-05"}`, 422, "what"},
		"a venue that is not":    {`{"what":"venue","id":"none","first":"2026-06-05"}`, 422, "what"},
		"what is of others":      {`{"what":"organization","id":"duval","first":"2026-06-05"}`, 403, ""},
		"a field of other kind":  {`{"what":"all","first":"2026-06-05","unconfirmed":"yes"}`, 422, "unconfirmed"},
		"a field of another one": {`{"what":"all","first":"2026-06-05","county":"12019"}`, 422, ""},
	} {
		t.Run("it is refused with "+name, func(t *testing.T) {
			if got := problemOf(t, tt.status, p.call("POST", "/api/v1/closures", tt.body)); fieldsOf(got) != tt.field {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestProposals(t *testing.T) {
	d := serveDesk(t)
	p, editor := d.as("propose clay"), d.as("edit clay")
	propose := func(room string) string {
		t.Helper()
		a := p.done(202, "PATCH", friday, `{"room":"`+room+`"}`, "If-Match", p.tagOf("offering", "friday"))
		if a.Header.Get("ETag") != "" {
			t.Error("it has a tag, though nothing is changed")
		}
		return a.Header.Get("Location")
	}
	type view struct {
		Overtaken bool
		Mine      bool
		May       bool `json:"may_approve"`
		Body      struct{ Room string }
	}
	t.Run("who may not publish proposes, and an editor takes it in", func(t *testing.T) {
		path := propose("7")
		if got := d.offering("friday").Room; got != "" {
			t.Fatalf("room %q before anybody has looked", got)
		}
		if diff := cmp.Diff(view{false, true, false, struct{ Room string }{"7"}}, as[view](t, p.call("GET", path, ""))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		problemOf(t, 403, p.call("POST", path+"/approve", ""))
		problemOf(t, 404, d.as("edit duval").call("POST", path+"/approve", ""))
		editor.done(200, "POST", path+"/approve", "")
		if got := d.offering("friday").Room; got != "7" {
			t.Errorf("room %q", got)
		}
		problemOf(t, 404, editor.call("POST", path+"/approve", ""))
	})
	t.Run("one that was overtaken needs somebody who has looked", func(t *testing.T) {
		path := propose("8")
		editor.done(200, "PATCH", friday, `{"topics":["anxiety"]}`, "If-Match", "*")
		if !as[view](t, editor.call("GET", path, "")).Overtaken {
			t.Error("it does not say so")
		}
		problemOf(t, 412, editor.call("POST", path+"/approve", ""))
		problemOf(t, 412, editor.call("POST", path+"/approve", "", "If-Match", `"1"`))
		editor.done(200, "POST", path+"/approve", "", "If-Match", editor.tagOf("offering", "friday"))
		if got := d.offering("friday").Room; got != "8" {
			t.Errorf("room %q", got)
		}
	})
	t.Run("who made it takes it back, and an editor puts it aside", func(t *testing.T) {
		p.done(200, "DELETE", propose("9"), "")
		editor.done(200, "DELETE", propose("10"), "")
		a := p.done(202, "POST", "/api/v1/records/offering", `{"name":"New","organization":"clay","mode":"online"}`)
		problemOf(t, 403, d.as("propose clay").call("DELETE", a.Header.Get("Location"), ""))
		if got := d.offering("friday").Room; got != "8" {
			t.Errorf("room %q", got)
		}
	})
	t.Run("nothing is proposed for others", func(t *testing.T) {
		problemOf(t, 403, p.call("PATCH", "/api/v1/records/offering/familia", `{"room":"1"}`, "If-Match", "*"))
		problemOf(t, 403, p.call("POST", "/api/v1/records/offering", `{"name":"New","organization":"duval","mode":"online"}`))
		problemOf(t, 403, p.call("PATCH", friday, `{"organization":"duval"}`, "If-Match", "*"))
	})
}

func TestHistoryAndUndo(t *testing.T) {
	d := serveDesk(t)
	p := d.as("edit clay")
	type list struct {
		Steps []struct {
			Revision       int64
			Role, Verb, At string
			Undo           bool `json:"may_undo"`
			Edits          []struct {
				Record struct{ ID string }
				Fields []string
			}
		}
	}
	last := func(path string) list {
		t.Helper()
		return as[list](t, p.call("GET", path, ""))
	}
	p.done(200, "PATCH", friday, `{"room":"7","topics":["anxiety"]}`, "If-Match", "*", "Idempotency-Key", "k")
	t.Run("V16 it says what was done, when, in which role, and to which fields", func(t *testing.T) {
		got := last("/api/v1/history?limit=1").Steps[0]
		if got.Role != "editor" || got.Verb != "edit" || got.At != "2026-06-03T16:00Z" || !got.Undo || got.Edits[0].Record.ID != "friday" {
			t.Errorf("%+v", got)
		}
		if diff := cmp.Diff([]string{"room", "topics"}, got.Edits[0].Fields); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("a change is undone, though it carried a key, and only as long as nothing was built on it", func(t *testing.T) {
		first := last("/api/v1/history?kind=offering&id=friday&limit=1").Steps[0].Revision
		undo := func(n int64) string { return fmt.Sprintf("/api/v1/history/%d/undo", n) }
		problemOf(t, 403, d.as("edit duval").call("POST", undo(first), ""))
		p.done(200, "POST", undo(first), "")
		if got := d.offering("friday"); got.Room != "" || len(got.Topics) != 0 {
			t.Errorf("%+v", got)
		}
		problemOf(t, 409, p.call("POST", undo(first), ""))
		for _, n := range []string{"0", "x", "999999", "-1"} {
			problemOf(t, 404, p.call("POST", "/api/v1/history/"+n+"/undo", ""))
		}
	})
	t.Run("what is about tokens, and what is of others, is not there", func(t *testing.T) {
		for _, s := range as[list](t, d.as("edit duval").call("GET", "/api/v1/history?limit=500", "")).Steps {
			for _, e := range s.Edits {
				if e.Record.ID == "friday" {
					t.Errorf("%+v", s)
				}
			}
		}
		problemOf(t, 403, d.as("edit duval").call("GET", "/api/v1/history?kind=offering&id=friday", ""))
		problemOf(t, 404, p.call("GET", "/api/v1/history?kind=offering&id=none", ""))
		problemOf(t, 400, p.call("GET", "/api/v1/history?kind=access-token&id=x", ""))
		problemOf(t, 400, p.call("GET", "/api/v1/history?id=x", ""))
	})
}

func TestConfirming(t *testing.T) {
	d := serveDesk(t)
	p := d.as("edit clay")
	doubt := directory.Doubt{ID: "d", Offering: "friday", On: d.offering("friday").Verified.On.AddDays(3), Reported: now}
	if _, err := d.dir.Commit(t.Context(), "", directory.Change{Put: doubt}); err != nil {
		t.Fatal(err)
	}
	type list struct {
		Unconfirmed []struct {
			Offering struct{ ID string }
			Doubts   []string
		}
	}
	queue := func() (ids []string) {
		t.Helper()
		for _, u := range as[list](t, p.call("GET", "/api/v1/unconfirmed", "")).Unconfirmed {
			ids = append(ids, u.Offering.ID+strings.Repeat("!", len(u.Doubts)))
		}
		return ids
	}
	t.Run("D10 what was not confirmed for long, or doubted, is asked about until somebody confirms it", func(t *testing.T) {
		if diff := cmp.Diff([]string{"friday!", "wednesday"}, queue()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		problemOf(t, 428, p.call("POST", "/api/v1/offerings/friday/verified", ""))
		problemOf(t, 412, p.call("POST", "/api/v1/offerings/friday/verified", "", "If-Match", `"2"`))
		p.done(200, "POST", "/api/v1/offerings/friday/verified", "", "If-Match", p.tagOf("offering", "friday"))
		if diff := cmp.Diff([]string{"wednesday"}, queue()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got := d.offering("friday").Verified; got.By != "test editor" || got.On.String() != "2026-06-03" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("D10 an edit confirms nothing", func(t *testing.T) {
		p.done(200, "PATCH", "/api/v1/records/offering/wednesday", `{"room":"1"}`, "If-Match", "*")
		if !slices.Contains(queue(), "wednesday") {
			t.Error("it is no longer asked about")
		}
	})
	t.Run("what to look at is of the organizations of the token", func(t *testing.T) {
		type list struct {
			Findings []struct {
				Record  struct{ ID string }
				Code    string
				Message string
			}
		}
		got := as[list](t, p.call("GET", "/api/v1/findings", "")).Findings
		if len(got) == 0 {
			t.Fatal("none")
		}
		for _, f := range got {
			if f.Record.ID == "familia" || f.Record.ID == "duval" || f.Record.ID == "refuge" || f.Message == "" {
				t.Errorf("%+v", f)
			}
		}
	})
}
