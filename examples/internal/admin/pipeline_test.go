package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule"
)

const clayPipeline = "/admin/organizations/clay/pipeline"

// withPipeline switches the way to lead on.
func (s *site) withPipeline() {
	s.t.Helper()
	s.keeper().done("/admin/settings", url.Values{"setting": {"pipeline"}, "do": {"on"}, "revision": {"0"}})
}

// inIllinois lets the group on Fridays follow a program whose rules have steps.
func (s *site) inIllinois() {
	s.t.Helper()
	e, at, _ := s.dir.Get(directory.Key{Kind: directory.KindOrganization, ID: "clay"})
	organization, _ := e.(directory.Organization)
	organization.State = "IL"
	o := s.offering("friday")
	o.Program = "connection"
	_, err := s.dir.Commit(s.t.Context(), "", directory.Change{Put: organization, If: at}, directory.Change{Put: o, If: directory.AnyRevision})
	if err != nil {
		s.t.Fatal(err)
	}
}

// only returns the one facilitator that there is.
func (s *site) only() directory.Facilitator {
	s.t.Helper()
	for e := range s.dir.All() {
		if f, ok := e.(directory.Facilitator); ok {
			return f
		}
	}
	s.t.Fatal("nobody")
	return directory.Facilitator{}
}

// tap presses one button of somebody on the page.
func (p person) tap(do string) answer {
	p.t.Helper()
	_, at, _ := p.dir.Get(p.only().Key())
	return p.post(clayPipeline, url.Values{"program": {"connection"}, "person": {p.only().ID}, "revision": {revisionText(at)}, "do": {do}})
}

func TestTheWayToLead(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			s.inIllinois()
			s.withPipeline()
			p := s.editor()
			p.done(clayPipeline, url.Values{"program": {"connection"}, "do": {"new"}})
			t.Run("somebody new has a code and no name", func(t *testing.T) {
				f := s.only()
				want := people.Facilitator{ID: f.ID, Organization: "clay", Events: []people.Event{
					{Kind: people.Interested, Program: "connection", On: schedule.MustDate("2026-06-03"), By: "editor"}}}
				if diff := cmp.Diff(want, f.Facilitator); diff != "" || len(f.ID) != 10 {
					t.Errorf("ID %q (-want +got):\n%s", f.ID, diff)
				}
				if got := words(p.get(clayPipeline).body); !strings.Contains(got, "Interested (1) "+f.ID+" since Wednesday, June 3, 2026") {
					t.Error(got)
				}
			})
			t.Run("nobody skips a step that the rules ask for", func(t *testing.T) {
				for _, do := range []string{"passed/interview", "passed/member", "passed/dance", "began", "decided/yes", "decided/no", "accepted", "led", "returned", "", "dance"} {
					if a := p.tap(do); a.StatusCode != http.StatusConflict {
						t.Errorf("%s: status %d", do, a.StatusCode)
					}
				}
			})
			t.Run("one tap for each step leads to a certificate", func(t *testing.T) {
				for _, step := range []struct{ do, want string }{
					{"joined", "Interested (1)"}, {"passed/member", "Interested (1)"}, {"passed/application", "Interested (1)"}, {"passed/reference", "Applied (1)"},
					{"passed/prescreen", "First talk done (1)"}, {"passed/interview", "Interviewed (1)"}, {"began", "In training (1)"},
					{"ended/yes", "In training (1)"}, {"decided/yes", "Certified (1)"}, {"led", "Leads (1)"}, {"left", "Does not lead for now (1)"}, {"returned", "Leads (1)"},
				} {
					page := p.get(clayPipeline).body
					if !strings.Contains(page, `value="`+step.do+`"`) {
						t.Errorf("there is no button %s:\n%s", step.do, words(page))
					}
					if a := p.tap(step.do); a.StatusCode != http.StatusSeeOther {
						t.Fatalf("%s: status %d", step.do, a.StatusCode)
					}
					if got := words(p.get(clayPipeline).body); !strings.Contains(got, step.want) {
						t.Errorf("%s: %q is not there:\n%s", step.do, step.want, got)
					}
				}
			})
			t.Run("what the state office decides is by its word", func(t *testing.T) {
				for _, e := range s.only().Events {
					if want := map[string]string{"interview": "state office", "prescreen": "affiliate president or program champion", "member": "editor"}[e.Step]; e.Step != "" && want != "" && e.By != want {
						t.Errorf("%s by %q, want %q", e.Step, e.By, want)
					}
				}
			})
			t.Run("a button that was overtaken does nothing", func(t *testing.T) {
				if a := p.post(clayPipeline, url.Values{"program": {"connection"}, "person": {s.only().ID}, "revision": {"1"}, "do": {"left"}}); a.StatusCode != http.StatusConflict {
					t.Errorf("status %d", a.StatusCode)
				}
			})
			t.Run("history tells it to editors, and takes it back", func(t *testing.T) {
				page := p.get("/admin/history").body
				if got := words(page); !strings.Contains(got, "Wednesday, June 3, 2026, Leads again") {
					t.Error(got)
				}
				if got := words(s.identity("view clay").get("/admin/history").body); strings.Contains(got, "Leads again") {
					t.Error("who only looks reads it too")
				}
				p.done("/admin/history", formOf(t, page, "/admin/history"))
				if got := words(p.get(clayPipeline).body); !strings.Contains(got, "Does not lead for now (1)") {
					t.Error(got)
				}
			})
			if logged := s.log.String(); strings.Contains(logged, s.only().ID) || strings.Contains(logged, "connection") {
				t.Error("V7 the log names somebody, or a program")
			}
		})
	}
}

func TestTheWayToLeadIsHiddenUntilItIsSwitchedOn(t *testing.T) {
	s := inMemory(t)
	s.inIllinois()
	p := s.editor()
	if a := p.get(clayPipeline); a.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", a.StatusCode)
	}
	if a := p.post(clayPipeline, url.Values{"do": {"new"}}); a.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", a.StatusCode)
	}
	if strings.Contains(p.get("/admin/records/organization/clay").body, clayPipeline) {
		t.Error("there is a link")
	}
	s.withPipeline()
	if !strings.Contains(p.get("/admin/records/organization/clay").body, clayPipeline) {
		t.Error("there is no link")
	}
}

func TestThoseWhoLedBefore(t *testing.T) {
	s := inMemory(t)
	s.inIllinois()
	s.withPipeline()
	f := directory.Facilitator{Facilitator: people.Facilitator{ID: "f1", Name: "Bea", Organization: "clay"}}
	if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: f}); err != nil {
		t.Fatal(err)
	}
	p := s.editor()
	if a := p.tap("accepted"); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d", a.StatusCode)
	}
	page := words(p.get(clayPipeline).body)
	if !strings.Contains(page, "Certified (1) f1") || strings.Contains(page, "Bea") {
		t.Error(page)
	}
}
