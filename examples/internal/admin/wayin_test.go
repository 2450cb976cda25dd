package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

const fridayWayIn = "/admin/wayin/friday"

// wayIn posts the form of the way in, with some values.
func (p person) wayIn(more url.Values) answer {
	p.t.Helper()
	form := formOf(p.t, p.get(fridayWayIn).body, fridayWayIn)
	form.Set("do", "save")
	for name, values := range more {
		form[name] = values
	}
	return p.post(fridayWayIn, form)
}

// credential returns what is kept of the group on Fridays.
func (s *site) credential() directory.Credential {
	s.t.Helper()
	e, _, _ := s.dir.Get(directory.Key{Kind: directory.KindCredential, ID: "friday"})
	c, ok := e.(directory.Credential)
	if !ok {
		s.t.Fatal("no credential")
	}
	return c
}

func TestV5TheWayIn(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			p := s.editor()
			secrets := url.Values{"link": {"https://zoom.example/canary-1"}, "passcode": {"canary-2"}, "host_key": {"canary-3"}, "dial": {"canary-4"}, "first": {"2026-06-01"}, "last": {"2026-12-31"}}
			if a := p.wayIn(secrets); a.StatusCode != http.StatusSeeOther {
				t.Fatal(words(a.body))
			}
			t.Run("it is kept", func(t *testing.T) {
				c := s.credential()
				got := []string{c.Link.Reveal(), c.Passcode.Reveal(), c.HostKey.Reveal(), c.Dial.Reveal(), c.First.String(), c.Last.String()}
				want := []string{"https://zoom.example/canary-1", "canary-2", "canary-3", "canary-4", "2026-06-01", "2026-12-31"}
				if diff := cmp.Diff(want, got); diff != "" || c.Generation != 0 {
					t.Errorf("generation %d (-want +got):\n%s", c.Generation, diff)
				}
			})
			t.Run("what is left empty stays, and a link in its place is of the next generation", func(t *testing.T) {
				p.wayIn(url.Values{"dial": {"canary-5"}})
				if c := s.credential(); c.Generation != 0 || c.Link.Reveal() != "https://zoom.example/canary-1" || c.Dial.Reveal() != "canary-5" {
					t.Errorf("generation %d", c.Generation)
				}
				p.wayIn(url.Values{"link": {"https://zoom.example/canary-6"}})
				if c := s.credential(); c.Generation != 1 || c.Link.Reveal() != "https://zoom.example/canary-6" || c.Passcode.Reveal() != "canary-2" {
					t.Errorf("generation %d", c.Generation)
				}
			})
			t.Run("parts are taken away, and then all of it, for good", func(t *testing.T) {
				p.wayIn(url.Values{"remove.passcode": {"yes"}})
				if c := s.credential(); !c.Passcode.IsZero() || c.Link.IsZero() || c.Generation != 2 {
					t.Errorf("generation %d", c.Generation)
				}
				p.wayIn(url.Values{"do": {"delete"}})
				if c := s.credential(); !c.Link.IsZero() || !c.HostKey.IsZero() || !c.Dial.IsZero() || c.Generation != 3 || c.Admits(0, schedule.MustDate("2026-06-05")) {
					t.Errorf("generation %d", c.Generation)
				}
			})
			t.Run("V6 history tells that it changed, not what it was, and does not bring it back", func(t *testing.T) {
				got := words(p.get("/admin/history").body)
				for _, want := range []string{"Way in changed", "Link (hidden) (replaced)", "Link (hidden)", "Good until (date) 2026-12-31"} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				if a := s.keeper().post("/admin/history", url.Values{"revision": {revisionOf(s)}}); a.StatusCode == http.StatusSeeOther {
					t.Error("it was undone")
				}
				if got := words(s.identity("view clay").get("/admin/history").body); strings.Contains(got, "Way in") {
					t.Error("who only looks reads it too")
				}
			})
			t.Run("what makes no sense is refused, and not shown again", func(t *testing.T) {
				before := s.dir.Head()
				for field, value := range map[string]string{"link": "http://canary-7", "passcode": "canary-7\nx", "dial": "canary-7" + strings.Repeat("9", 2000), "first": "canary-7", "last": "2000-01-01"} {
					form := url.Values{field: {value}}
					if field == "last" {
						form.Set("first", "2026-06-01")
					}
					if a := p.wayIn(form); a.StatusCode != http.StatusUnprocessableEntity || strings.Contains(a.body, "canary") {
						t.Errorf("%s: status %d\n%s", field, a.StatusCode, words(a.body))
					}
				}
				if a := p.wayIn(url.Values{"revision": {"1"}, "dial": {"canary-8"}}); a.StatusCode != http.StatusConflict {
					t.Errorf("overtaken: status %d", a.StatusCode)
				}
				if s.dir.Head() != before {
					t.Error("something was written")
				}
			})
			t.Run("no page, log or batch has it", func(t *testing.T) {
				p.wayIn(secrets)
				for _, path := range append(slices.Clone(everyFridayPage), "/admin/history") {
					if a := p.get(path); strings.Contains(a.body, "canary") {
						t.Errorf("%s shows it", path)
					}
				}
				if strings.Contains(s.log.String(), "canary") {
					t.Error("the log holds it")
				}
			})
		})
	}
}

// everyFridayPage are the pages about the group on Fridays.
var everyFridayPage = []string{fridayWayIn, "/admin/records/offering/friday", "/admin/dates/friday", "/admin/texts/offering/friday", "/admin/lint"}

func TestTheFormHasAllOfAnOffering(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	path := "/admin/records/offering/friday"
	form := p.typed(path, url.Values{
		"entry.mode": {"closed after"}, "entry.after_session": {"3"}, "entry.register_hours": {"12"}, "registration.through": {"2026-12-31"},
		"join_by": {"public"}, "join.url": {"https://zoom.example/open"}, "join.phone": {"+1 904 555 0100"}, "join.note": {"ask for the host"},
		"relation.family": {"yes"}, "relation.self": {"yes"}, "relations": {"neighbors"}, "focus": {"women, veterans"}, "min_age": {"18"}, "max_age": {"99"},
		"observers": {"not permitted"}, "members_only": {"yes"}, "repeat": {"yes"}, "guidelines": {"https://clay.example/rules"}, "successors": {"wednesday"},
		"contact.role.0": {"host"}, "contact.phone.0": {"(904) 555-0102"}, "do": {"save"},
	})
	p.done(path, form)
	got := s.offering("friday")
	want := s.offering("friday")
	want.Entry = program.Entry{Mode: program.EntryClosedAfter, AfterSession: 3, RegisterHours: 12}
	want.Registration = directory.Registration{Through: schedule.MustDate("2026-12-31")}
	want.JoinBy, want.Join = directory.Public, directory.Join{URL: "https://zoom.example/open", Phone: "+1 904 555 0100", Note: "ask for the host"}
	want.Audience = program.Audience{
		Relations: []program.Relation{program.RelationSelf, program.RelationFamily, "neighbors"}, Focus: []string{"women", "veterans"},
		MinAge: 18, MaxAge: 99, Observers: program.ObserversNotPermitted, MembersOnly: true, Repeat: true,
	}
	want.Guidelines, want.Successors = "https://clay.example/rules", []string{"wednesday"}
	want.Contacts = []directory.Contact{{Role: "host", Phone: "(904) 555-0102"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("offering (-want +got):\n%s", diff)
	}
	t.Run("saved again it is the same, and emptied it is gone", func(t *testing.T) {
		p.done(path, p.typed(path, url.Values{"do": {"save"}}))
		again := s.offering("friday")
		again.Revised = got.Revised
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("(-first +second):\n%s", diff)
		}
		form := p.typed(path, url.Values{"relations": {""}, "focus": {""}, "min_age": {""}, "do": {"save"}})
		for _, name := range []string{"relation.self", "relation.family", "members_only"} {
			form.Del(name)
		}
		p.done(path, form)
		want := program.Audience{MaxAge: 99, Observers: program.ObserversNotPermitted, Repeat: true}
		if diff := cmp.Diff(want, s.offering("friday").Audience); diff != "" {
			t.Errorf("audience (-want +got):\n%s", diff)
		}
	})
	t.Run("numbers that make no sense are refused, and a link for everybody that is not", func(t *testing.T) {
		for field, value := range map[string]string{"min_age": "old", "entry.register_hours": "-1", "registration.through": "soon", "join_by": ""} {
			if a := p.post(path, p.typed(path, url.Values{field: {value}, "do": {"save"}})); a.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s %q: status %d", field, value, a.StatusCode)
			}
		}
	})
}

func TestWhichHolidays(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	path := "/admin/records/organization/clay"
	holidays := func() schedule.HolidaySet {
		e, _, _ := s.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: "clay"})
		o, _ := e.(directory.Organization)
		return o.Holidays
	}
	own := "2026-12-24..2027-01-02 Winter break\n\nyearly 2026-07-05 Founders' day"
	p.done(path, p.typed(path, url.Values{"holidays.federal": {"observed"}, "without.columbus-day": {"yes"}, "extra.christmas-eve": {"yes"}, "holidays.own": {own}, "do": {"save"}}))
	want := schedule.HolidaySet{Federal: schedule.Observed, Without: []string{"columbus-day"}, Extra: []string{"christmas-eve"}, Own: []schedule.OwnHoliday{
		{Name: "Winter break", First: schedule.MustDate("2026-12-24"), Last: schedule.MustDate("2027-01-02")},
		{Name: "Founders' day", First: schedule.MustDate("2026-07-05"), Yearly: true},
	}}
	if diff := cmp.Diff(want, holidays()); diff != "" {
		t.Errorf("holidays (-want +got):\n%s", diff)
	}
	t.Run("it reads in Spanish what it writes in Spanish", func(t *testing.T) {
		page := p.get(path + "?lang=es").body
		form := formOf(t, page, path)
		if got := form.Get("holidays.own"); got != "2026-12-24..2027-01-02 Winter break\ncada-año 2026-07-05 Founders' day" {
			t.Errorf("%q", got)
		}
		form.Set("do", "save")
		p.done(path, form)
		if diff := cmp.Diff(want, holidays()); diff != "" {
			t.Errorf("holidays (-want +got):\n%s", diff)
		}
	})
	t.Run("lines that make no sense are refused", func(t *testing.T) {
		for _, own := range []string{"Winter break", "2026-12-24", "2026-12-24..soon x", "2026-12-24..2026-12-01 x", "2026-13-01 x"} {
			if a := p.post(path, p.typed(path, url.Values{"holidays.own": {own}, "do": {"save"}})); a.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%q: status %d", own, a.StatusCode)
			}
		}
	})
}

func TestD57WhatAPlaceOffersIsTicked(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	path := "/admin/records/venue/library"
	p.done(path, p.typed(path, url.Values{"access.child care": {"yes"}, "access.step-free": {"yes"}, "access": {"a garden"}, "do": {"save"}}))
	e, _, _ := s.dir.Get(directory.Key{Kind: directory.KindVenue, ID: "library"})
	got, _ := e.(directory.Venue)
	want := []directory.Access{directory.AccessStepFree, directory.AccessChildCare, "a garden"}
	if diff := cmp.Diff(want, got.Access); diff != "" {
		t.Errorf("access (-want +got):\n%s", diff)
	}
}
