package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

const (
	junePlan = "/admin/organizations/clay/roster/plan?month=2026-06"
	clayAway = "/admin/organizations/clay/away"
)

func TestFillTheMonth(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			s.withPeople(people.Facilitator{ID: "f2", Name: "Cal"})
			p := s.editor()
			before := s.dir.Head()
			page := p.get(junePlan)
			t.Run("the proposal says what is new, who else could, and who leads how often", func(t *testing.T) {
				got := words(page.body)
				for _, want := range []string{"Fill June 2026", "Friday, June 26, 2026 Friday group lead: ", "(new)", "Or: ", "Who leads how often", "Save this plan (changes: "} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				if s.dir.Head() != before {
					t.Error("it was saved already")
				}
			})
			t.Run("a proposal that is another one by now is not saved", func(t *testing.T) {
				off := url.Values{"do": {"away"}, "person": {"f2"}, "first": {"2026-06-03"}, "last": {"2026-06-30"}}
				p.done(clayAway, off)
				if a := p.post(junePlan, formOf(t, page.body, junePlan)); a.StatusCode != http.StatusConflict {
					t.Errorf("status %d", a.StatusCode)
				}
				off.Set("do", "back")
				p.done(clayAway, off)
			})
			t.Run("R19 what was said yes to stays, and every seat that can be filled is", func(t *testing.T) {
				p.done(junePlan, formOf(t, page.body, junePlan))
				for i, row := range p.fridays() {
					if i != 1 && strings.Contains(row, "open") {
						t.Errorf("row %d: %s", i, row)
					}
				}
				if got := p.fridays()[0]; got != "lead: Bea second: x-7" {
					t.Error(got)
				}
				if rows := p.sheet(juneSheet, "Wednesday group"); len(rows) != 4 || strings.Count(strings.Join(rows[1:], ""), "open") != 0 {
					t.Errorf("rows: %q", rows)
				}
			})
			t.Run("who is known to the host only gets nothing that they do not have", func(t *testing.T) {
				n := 0
				for _, h := range s.book("r").Holds {
					if h.Person == "x-7" && h.State == roster.Assigned {
						n++
					}
				}
				if n != 2 { // on June 5 and 12
					t.Errorf("%d seats", n)
				}
			})
			t.Run("a plan that was overtaken is not saved", func(t *testing.T) {
				for _, form := range []url.Values{formOf(t, page.body, junePlan), {"revision": {"1"}}} {
					if a := p.post(junePlan, form); a.StatusCode != http.StatusConflict {
						t.Errorf("status %d", a.StatusCode)
					}
				}
			})
			t.Run("there is nothing left to do", func(t *testing.T) {
				if a := p.get(junePlan); !strings.Contains(words(a.body), "There is nothing to change.") || strings.Contains(a.body, `name="plan"`) {
					t.Error(words(a.body))
				}
			})
		})
	}
}

func TestR9AnEmptySeatSaysWhy(t *testing.T) {
	s := inMemory(t)
	away := roster.Availability{Exceptions: []roster.Exception{{First: schedule.MustDate("2026-06-24"), Last: schedule.MustDate("2026-06-30")}}}
	s.withPeople(people.Facilitator{ID: "f2", Name: "Cal", Availability: away})
	for lang, want := range map[string]string{
		"en": "second: open Bea: has another seat of this meeting Cal: is not free x-7: said no to this seat Seats like this: 2. For them there are only: Bea (1 left).",
		"es": "second: libre Bea: tiene otro puesto de esta reunión Cal: no está libre x-7: dijo que no a este puesto Puestos como este: 2. Para ellos solo hay: Bea (le quedan 1).",
	} {
		if got := words(s.editor().get(junePlan + "&lang=" + lang).body); !strings.Contains(got, want) {
			t.Errorf("%q is not there:\n%s", want, got)
		}
	}
}

func TestR2CertificatesCountWhereTheyAreKept(t *testing.T) {
	s := inMemory(t)
	o := s.offering("friday")
	o.Program = "connection"
	if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: o, If: directory.AnyRevision}); err != nil {
		t.Fatal(err)
	}
	s.withPeople(people.Facilitator{ID: "f2", Name: "Cal"})
	p := s.editor()
	t.Run("where nothing is known of anybody's way, none is asked for, and that is said", func(t *testing.T) {
		got := words(p.get(june26).body)
		if !strings.Contains(got, "So anybody can be given its seats.") || strings.Contains(got, "no certificate") {
			t.Error(got)
		}
	})
	t.Run("R2 else only those who are certified are given seats", func(t *testing.T) {
		e, at, _ := s.dir.Get(directory.Key{Kind: directory.KindFacilitator, ID: "f2"})
		f := e.(directory.Facilitator)
		f.Events = []people.Event{{Kind: people.Interested, Program: "connection", On: schedule.MustDate("2026-01-02")}}
		if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: f, If: at}); err != nil {
			t.Fatal(err)
		}
		got := words(p.get(june26).body)
		if strings.Contains(got, "So anybody") || !strings.Contains(got, "Bea: no certificate for this program on that day") {
			t.Error(got)
		}
	})
}

func TestWhenPeopleCannotLead(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			s.withRoster()
			p := s.editor()
			away := url.Values{"do": {"away"}, "person": {"f1"}, "first": {"2026-06-11"}, "last": {"2026-07-20"}}
			t.Run("their seats stay unless they are taken off", func(t *testing.T) {
				p.done(clayAway, away)
				if got := p.fridays()[2]; got != "lead: Bea second: open ________" {
					t.Error(got)
				}
				if got := words(p.get(clayAway).body); !strings.Contains(got, "Bea : Thursday, June 11, 2026 to Monday, July 20, 2026") {
					t.Error(got)
				}
			})
			t.Run("R15 who is taken off leaves the seats of that time open, in one step", func(t *testing.T) {
				away.Set("off", "yes")
				p.done(clayAway, away)
				want := []string{"lead: Bea second: x-7", "lead:", "lead: open ________ second: open ________", "lead: somebody without a name second: open ________"}
				if diff := cmp.Diff(want, p.fridays()); diff != "" {
					t.Errorf("Fridays (-want +got):\n%s", diff)
				}
				got := words(p.get("/admin/history").body)
				if !strings.Contains(got, "friday.a/2026-06-19/lead Bea (would like to be replaced)") {
					t.Error(got)
				}
			})
			t.Run("the time is there once, and they can after all", func(t *testing.T) {
				form := formOf(t, p.get(clayAway).body, clayAway)
				form.Set("do", "back")
				p.done(clayAway, form)
				if got := words(p.get(clayAway).body); !strings.Contains(got, "Nobody has said so.") {
					t.Error(got)
				}
			})
			t.Run("history takes it back", func(t *testing.T) {
				p.done("/admin/history", formOf(t, p.get("/admin/history").body, "/admin/history"))
				if got := words(p.get(clayAway).body); !strings.Contains(got, "Bea : Thursday, June 11") {
					t.Error(got)
				}
			})
			t.Run("V6 a link that was taken away does not come back with it", func(t *testing.T) {
				form := formOf(t, p.get("/admin/seats").body, "/admin/seats/f1")
				form.Set("do", "link")
				p.post("/admin/seats/f1", form)
				form = formOf(t, p.get("/admin/seats").body, "/admin/seats/f1")
				form.Set("do", "revoke")
				p.done("/admin/seats/f1", form)
				if a := p.post("/admin/history", url.Values{"revision": {revisionOf(s)}}); a.StatusCode != http.StatusForbidden {
					t.Errorf("status %d", a.StatusCode)
				}
			})
			for name, form := range map[string]url.Values{
				"no day":             {"do": {"away"}, "person": {"f1"}},
				"an end before":      {"do": {"away"}, "person": {"f1"}, "first": {"2026-06-15"}, "last": {"2026-06-14"}},
				"more than a year":   {"do": {"away"}, "person": {"f1"}, "first": {"2026-06-15"}, "last": {"2027-06-17"}},
				"nobody":             {"do": {"away"}, "person": {"f9"}, "first": {"2026-06-15"}},
				"nothing to be done": {"do": {"rest"}, "person": {"f1"}, "first": {"2026-06-15"}},
			} {
				if a := p.post(clayAway, form); a.StatusCode != http.StatusBadRequest {
					t.Errorf("%s: status %d", name, a.StatusCode)
				}
			}
		})
	}
}

func TestARosterBeginsWithPeople(t *testing.T) {
	s := inMemory(t)
	f := directory.Facilitator{Facilitator: people.Facilitator{ID: "f1", Name: "Bea", Organization: "clay"}}
	if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: f}); err != nil {
		t.Fatal(err)
	}
	s.keeper().setRosters("on")
	p := s.editor()
	path := "/admin/organizations/clay/roster/friday.a/2026-06-26"
	if a := p.seat(path, "1", "give", url.Values{"person": {"f1"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", a.StatusCode, words(a.body))
	}
	want := []roster.Hold{{SeatID: roster.SeatID{Key: schedule.Key{Series: "friday.a", Date: schedule.MustDate("2026-06-26")}, Seat: "1"}, Person: "f1", At: now}}
	if diff := cmp.Diff(want, s.book("clay").Holds); diff != "" {
		t.Errorf("holds (-want +got):\n%s", diff)
	}
}
