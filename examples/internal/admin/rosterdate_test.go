package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

const june5, june26 = "/admin/organizations/clay/roster/friday.a/2026-06-05", "/admin/organizations/clay/roster/friday.a/2026-06-26"

// withPeople adds facilitators to those of the roster of June.
func (s *site) withPeople(list ...people.Facilitator) {
	s.t.Helper()
	s.withRoster()
	for _, f := range list {
		f.Organization = "clay"
		if _, err := s.dir.Commit(s.t.Context(), "", directory.Change{Put: directory.Facilitator{Facilitator: f}}); err != nil {
			s.t.Fatal(err)
		}
	}
}

// seat posts the first form of a page about one date, with some values changed.
func (p person) seat(path, seat, do string, more url.Values) answer {
	p.t.Helper()
	form := url.Values{"revision": {formOf(p.t, p.get(path).body, path).Get("revision")}, "seat": {seat}, "do": {do}}
	for name, values := range more {
		form[name] = values
	}
	return p.post(path, form)
}

// fridays returns who leads the group on Fridays, as the sheet says it.
func (p person) fridays() (list []string) {
	for _, row := range p.sheet(juneSheet, "Friday group") {
		_, who, _ := strings.Cut(row, "lead:")
		who, _, _ = strings.Cut("lead:"+who, " Change")
		list = append(list, who)
	}
	return list
}

func TestWhoLeadsOneMeeting(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			s.withPeople(people.Facilitator{ID: "f2", Name: "Cal"}, people.Facilitator{ID: "f3", Name: "Dee"})
			p := s.editor()
			check := func(t *testing.T, want ...string) {
				t.Helper()
				if diff := cmp.Diff(want, p.fridays()); diff != "" {
					t.Errorf("Fridays (-want +got):\n%s", diff)
				}
			}
			t.Run("somebody is given a seat, says yes, and is taken off", func(t *testing.T) {
				for _, step := range []struct{ do, person, want string }{
					{"give", "f2", "lead: Bea second: Cal"}, {"confirm", "f2", "lead: Bea second: Cal"},
					{"leave", "f2", "lead: Bea second: Cal"}, {"give", "f3", "lead: Bea second: Dee"}, {"decline", "f3", "lead: Bea second: open ________"},
				} {
					if a := p.seat("/admin/organizations/clay/roster/friday.a/2026-06-19", "second", step.do, url.Values{"person": {step.person}}); a.StatusCode != http.StatusSeeOther {
						t.Fatalf("%s: status %d\n%s", step.do, a.StatusCode, words(a.body))
					}
					if got := p.fridays()[2]; got != step.want {
						t.Errorf("%s %s: %q, want %q", step.do, step.person, got, step.want)
					}
				}
			})
			t.Run("R17 two who agreed swap their seats, both or none", func(t *testing.T) {
				if a := p.seat(june26, "lead", "give", url.Values{"person": {"f3"}}); a.StatusCode != http.StatusSeeOther {
					t.Fatal(words(a.body))
				}
				if a := p.seat(june26, "lead", "swap", url.Values{"person": {"f3"}, "take": {"friday.a/2026-06-05/lead"}}); a.StatusCode != http.StatusSeeOther {
					t.Fatal(words(a.body))
				}
				check(t, "lead: Dee second: x-7", "lead:", "lead: Bea second: open ________", "lead: Bea second: open ________")
			})
			t.Run("R18 a rule is told, and an editor can decide against it", func(t *testing.T) {
				a := p.seat(june26, "second", "give", url.Values{"person": {"f1"}})
				if got := words(a.body); a.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(got, "Bea cannot have this seat: has another seat of this meeting.") || strings.Contains(got, "All the same") {
					t.Errorf("status %d\n%s", a.StatusCode, got)
				}
				if a := p.seat("/admin/organizations/clay/roster/friday.a/2026-06-19", "second", "give", url.Values{"person": {"f3"}}); a.StatusCode != http.StatusUnprocessableEntity ||
					!strings.Contains(words(a.body), "Dee cannot have this seat: said no to this seat.") || !strings.Contains(words(a.body), "All the same: Dee") {
					t.Errorf("status %d\n%s", a.StatusCode, words(a.body))
				}
				if a := p.seat("/admin/organizations/clay/roster/friday.a/2026-06-19", "second", "anyway", url.Values{"person": {"f3"}, "rule": {"declined"}}); a.StatusCode != http.StatusSeeOther {
					t.Fatal(words(a.body))
				}
				want := []roster.Override{{SeatID: roster.SeatID{Key: schedule.Key{Series: "friday.a", Date: schedule.MustDate("2026-06-19")}, Seat: "second"},
					Person: "f3", Rule: roster.RuleDeclined, Code: "by hand", Role: "editor", At: now}}
				if diff := cmp.Diff(want, s.book("r").Overrides); diff != "" {
					t.Errorf("overrides (-want +got):\n%s", diff)
				}
			})
			t.Run("history tells each step, and takes it back", func(t *testing.T) {
				got := words(p.get("/admin/history").body)
				for _, want := range []string{"Who leads a meeting", "friday.a/2026-06-26/lead Dee (planned) Bea (said yes)"} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				p.done("/admin/history", formOf(t, p.get("/admin/history").body, "/admin/history"))
				check(t, "lead: Dee second: x-7", "lead:", "lead: Bea second: open ________", "lead: Bea second: open ________")
			})
			t.Run("V16 V7 neither the log nor a batch names anybody", func(t *testing.T) {
				names := regexp.MustCompile(`Bea|Dee|\bf3\b|friday`)
				if name := names.FindString(s.log.String()); name != "" {
					t.Errorf("the log holds %q", name)
				}
				for step := range s.dir.History(t.Context()) {
					if name := names.FindString(step.ID); name != "" {
						t.Errorf("the batch %q holds %q", step.ID, name)
					}
				}
			})
		})
	}
}

// book returns the book of a roster.
func (s *site) book(id string) roster.Book {
	s.t.Helper()
	e, _, _ := s.dir.Get(directory.Key{Kind: directory.KindRoster, ID: id})
	r, ok := e.(directory.Roster)
	if !ok {
		s.t.Fatalf("no roster %q", id)
	}
	return r.Book
}

func TestChangesOfOneMeetingThatAreRefused(t *testing.T) {
	s := inMemory(t)
	s.withPeople(people.Facilitator{ID: "f2", Name: "Cal"})
	p := s.editor()
	tests := []struct {
		name, path, seat, do string
		more                 url.Values
		want                 int
	}{
		{"a seat that is not there", june26, "third", "give", url.Values{"person": {"f2"}}, 400},
		{"a seat that somebody has", june5, "lead", "give", url.Values{"person": {"f2"}}, 400},
		{"somebody who is not there", june26, "second", "give", url.Values{"person": {"f9"}}, 400},
		{"somebody who does not have the seat", june5, "lead", "confirm", url.Values{"person": {"f2"}}, 400},
		{"a swap with nobody", june5, "lead", "swap", url.Values{"person": {"f1"}, "take": {"friday.a/2026-06-26/second"}}, 400},
		{"no rule to decide against", june26, "second", "anyway", url.Values{"person": {"f2"}}, 400},
		{"a rule that nobody knows", june26, "second", "anyway", url.Values{"person": {"f2"}, "rule": {"mood"}}, 400},
		{"nothing that is known", june26, "second", "dance", url.Values{"person": {"f2"}}, 400},
		{"a form that was overtaken", june26, "second", "give", url.Values{"person": {"f2"}, "revision": {"1"}}, 409},
	}
	before := s.dir.Head()
	for _, tt := range tests {
		if a := p.seat(tt.path, tt.seat, tt.do, tt.more); a.StatusCode != tt.want {
			t.Errorf("%s: status %d, want %d", tt.name, a.StatusCode, tt.want)
		}
	}
	for _, path := range []string{"friday.a/2026-06-20", "friday.b/2026-06-19", "friday/2026-06-19", "familia/2026-06-04", "friday.a/x"} {
		if a := p.get("/admin/organizations/clay/roster/" + path); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, a.StatusCode)
		}
	}
	if s.dir.Head() != before {
		t.Error("something was written")
	}
	t.Run("what has begun, or does not take place, shows no form", func(t *testing.T) {
		for _, on := range []string{"2026-05-29", "2026-06-12"} {
			if a := p.get("/admin/organizations/clay/roster/friday.a/" + on); a.StatusCode != http.StatusOK || strings.Contains(a.body, `name="seat"`) {
				t.Errorf("%s: status %d", on, a.StatusCode)
			}
		}
	})
}
