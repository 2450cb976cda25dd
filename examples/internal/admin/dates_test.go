package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/schedule"
)

// meetings returns the next dates of an offering as the public sees them.
func (s *site) meetings(id string, n int) (list []string) {
	today := schedule.DateOf(now)
	for m := range s.dir.Snapshot().Timetable(id).All(today, today.AddDays(60)) {
		line := m.String()
		if m.Room != "" {
			line += " in " + m.Room
		}
		if m.Mode != "" && m.Mode != "in person" {
			line += " " + string(m.Mode)
		}
		if list = append(list, line); len(list) == n {
			break
		}
	}
	return list
}

func TestOneDate(t *testing.T) {
	tests := []struct {
		name string
		form url.Values
		want []string // the next dates of the Friday group
	}{
		{"cancelled, with a reason", url.Values{"do": {"cancel"}, "date": {"a/2026-06-05"}, "reason": {"snow"}},
			[]string{"2026-06-05 18:00 cancelled: snow in Room B", "2026-06-12 18:00 cancelled: no electricity", "2026-06-19 18:00 on"}},
		{"D41 another room", url.Values{"do": {"place"}, "date": {"a/2026-06-19"}, "room": {"Room C"}},
			[]string{"2026-06-05 18:00 on in Room B", "2026-06-12 18:00 cancelled: no electricity", "2026-06-19 18:00 on in Room C"}},
		{"D41 on Zoom", url.Values{"do": {"place"}, "date": {"a/2026-06-19"}, "mode": {"online"}, "note": {"on Zoom: snow"}},
			[]string{"2026-06-05 18:00 on in Room B", "2026-06-12 18:00 cancelled: no electricity", "2026-06-19 18:00 on online"}},
		{"moved to another day", url.Values{"do": {"move"}, "date": {"a/2026-06-19"}, "day": {"2026-06-18"}, "time": {"19:00"}},
			[]string{"2026-06-05 18:00 on in Room B", "2026-06-12 18:00 cancelled: no electricity", "2026-06-18 19:00 moved from 2026-06-19: changed by the organizers"}},
		{"one more", url.Values{"do": {"add"}, "day": {"2026-06-08"}, "time": {"18:00"}},
			[]string{"2026-06-05 18:00 on in Room B", "2026-06-08 18:00 added: changed by the organizers", "2026-06-12 18:00 cancelled: no electricity"}},
		{"back to as planned", url.Values{"do": {"restore"}, "date": {"a/2026-06-12"}},
			[]string{"2026-06-05 18:00 on in Room B", "2026-06-12 18:00 on", "2026-06-19 18:00 on"}},
	}
	for name, open := range stores {
		for _, tt := range tests {
			t.Run(name+": "+tt.name, func(t *testing.T) {
				s := serve(t, open(t))
				p := s.editor()
				before := s.meetings("friday", 3)
				a := p.done("/admin/dates/friday", tt.form)
				if diff := cmp.Diff(tt.want, s.meetings("friday", 3)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if o := s.offering("friday"); o.Sequence != 1 || !o.Modified.Equal(now) {
					t.Errorf("calendars are not told: %v", o.Revised)
				}
				if v := s.offering("friday").Verified; v.On != schedule.MustDate("2026-05-20") {
					t.Errorf("D10 a change counts as a confirmation: %v", v)
				}
				t.Run("and undone", func(t *testing.T) {
					page := p.get(a.Header.Get("Location"))
					p.done("/admin/history", formOf(t, page.body, "/admin/history"))
					if diff := cmp.Diff(before, s.meetings("friday", 3)); diff != "" {
						t.Errorf("(-before +after):\n%s", diff)
					}
				})
			})
		}
	}
}

func TestDatesThatAreRefused(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	for name, form := range map[string]url.Values{
		"nothing":              {},
		"no such date":         {"do": {"cancel"}, "date": {"a/2026-06-04"}},
		"no such series":       {"do": {"cancel"}, "date": {"b/2026-06-05"}},
		"long past":            {"do": {"cancel"}, "date": {"a/2026-01-02"}},
		"no such way":          {"do": {"place"}, "date": {"a/2026-06-05"}, "mode": {"by boat"}},
		"moved to nowhere":     {"do": {"move"}, "date": {"a/2026-06-05"}},
		"moved to no day":      {"do": {"move"}, "date": {"a/2026-06-05"}, "day": {"soon"}},
		"added without a day":  {"do": {"add"}, "time": {"18:00"}},
		"a reason like a book": {"do": {"cancel"}, "date": {"a/2026-06-05"}, "reason": {strings.Repeat("x", 201)}},
		"nothing like that":    {"do": {"explode"}, "date": {"a/2026-06-05"}},
	} {
		if a := p.post("/admin/dates/friday", form); a.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: status %d, want 400", name, a.StatusCode)
		}
	}
	if o := s.offering("friday"); o.Sequence != 0 {
		t.Error("something was changed")
	}
}

func TestACancelLink(t *testing.T) {
	s := inMemory(t)
	p := s.nobody()
	link := admin.LinkTo(s.token(admin.Grant{Role: admin.Canceller, Offering: "friday"}))
	page := p.get(link)
	t.Run("looking at the link does nothing", func(t *testing.T) {
		if page.StatusCode != http.StatusOK || len(page.Cookies()) > 0 {
			t.Errorf("status %d, cookies %v", page.StatusCode, page.Cookies())
		}
	})
	if a := p.done("/admin/enter", formOf(t, page.body, "/admin/enter")); a.Header.Get("Location") != "/admin/" {
		t.Fatal(a.Header)
	}
	if a := p.get("/admin/"); a.Header.Get("Location") != "/admin/dates/friday" {
		t.Fatal(a.Status, a.Header)
	}
	page = p.get("/admin/dates/friday")
	form := formOf(t, page.body, "/admin/dates/friday")
	form.Set("do", "cancel")
	t.Run("V16 it gives no reason of its own", func(t *testing.T) {
		form.Set("reason", "Ana is ill")
		if a := p.post("/admin/dates/friday", form); a.StatusCode != http.StatusBadRequest {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	form.Set("reason", "weather")
	p.done("/admin/dates/friday", form)
	if got := s.meetings("friday", 1); got[0] != "2026-06-05 18:00 cancelled: Weather in Room B" {
		t.Error(got)
	}
	t.Run("it takes that back, and leaves what an editor did", func(t *testing.T) {
		p.done("/admin/dates/friday", url.Values{"do": {"restore"}, "date": {form.Get("date")}})
		if got := s.meetings("friday", 1); got[0] != "2026-06-05 18:00 on in Room B" {
			t.Error(got)
		}
	})
	t.Run("it shows no other page", func(t *testing.T) {
		if strings.Contains(page.body, "/admin/records") || strings.Contains(page.body, "/admin/history") {
			t.Error(words(page.body))
		}
	})
}

func TestD44Closures(t *testing.T) {
	ways := []struct {
		name, what string
		keeper     bool
		friday     string // the first Friday date
		familia    string // the first date of the other organization
	}{
		{"a venue", "venue/library", false, "2026-06-05 18:00 cancelled: snow in Room B", "2026-06-04 19:00 on hybrid"},
		{"an organization", "organization/clay", false, "2026-06-05 18:00 cancelled: snow in Room B", "2026-06-04 19:00 on hybrid"},
		{"all in one's care", "all", false, "2026-06-05 18:00 cancelled: snow in Room B", "2026-06-04 19:00 on hybrid"},
		{"all there is", "all", true, "2026-06-05 18:00 cancelled: snow in Room B", "2026-06-04 19:00 cancelled: snow hybrid"},
		{"a county", "county/12019", true, "2026-06-05 18:00 cancelled: snow in Room B", "2026-06-04 19:00 on hybrid"},
		{"a county of a hybrid group, which then meets online only", "county/12031", true, "2026-06-05 18:00 on in Room B", "2026-06-04 19:00 on online"},
	}
	for name, open := range stores {
		for _, tt := range ways {
			t.Run("D44 "+name+": "+tt.name+", and lifted at once", func(t *testing.T) {
				s := serve(t, open(t))
				p := s.editor()
				if tt.keeper {
					p = s.keeper()
				}
				before := []string{s.meetings("friday", 1)[0], s.meetings("familia", 1)[0]}
				p.done("/admin/closures", url.Values{"what": {tt.what}, "first": {"2026-06-03"}, "last": {"2026-06-05"}, "reason": {"snow"}, "how": {"cancelled"}})
				if diff := cmp.Diff([]string{tt.friday, tt.familia}, []string{s.meetings("friday", 1)[0], s.meetings("familia", 1)[0]}); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				page := p.get("/admin/closures")
				p.done("/admin/closures/lift", formOf(t, page.body, "/admin/closures/lift"))
				if diff := cmp.Diff(before, []string{s.meetings("friday", 1)[0], s.meetings("familia", 1)[0]}); diff != "" {
					t.Errorf("after lifting (-want +got):\n%s", diff)
				}
			})
		}
	}
	t.Run("D44 call first, until further notice", func(t *testing.T) {
		s := inMemory(t)
		p := s.editor()
		p.done("/admin/closures", url.Values{"what": {"organization/clay"}, "first": {"2026-06-03"}, "last": {""}, "reason": {"storm"}, "how": {"unconfirmed"}})
		if got := s.meetings("wednesday", 1); got[0] != "2026-06-03 19:00 unconfirmed: storm" {
			t.Error(got)
		}
		if page := words(p.get("/admin/closures").body); !strings.Contains(page, "from Wednesday, June 3, 2026 on, until further notice") {
			t.Error(page)
		}
	})
	t.Run("forms that make no sense are refused", func(t *testing.T) {
		s := inMemory(t)
		p := s.editor()
		for what, want := range map[string]int{"venue/hall": http.StatusForbidden, "organization/nothing": http.StatusBadRequest, "county/": http.StatusBadRequest, "": http.StatusBadRequest} {
			form := url.Values{"what": {what}, "first": {"2026-06-03"}, "last": {"2026-06-03"}}
			if a := p.post("/admin/closures", form); a.StatusCode != want {
				t.Errorf("%q: status %d, want %d", what, a.StatusCode, want)
			}
		}
		if a := p.post("/admin/closures", url.Values{"what": {"all"}, "first": {"2026-06-03"}, "last": {"2026-06-02"}}); a.StatusCode != http.StatusBadRequest {
			t.Errorf("an end before the beginning: status %d", a.StatusCode)
		}
	})
}

func TestReconfirm(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			p := s.editor()
			report := func(id, on string) {
				t.Helper()
				if err := s.pages.Reported(t.Context(), id, schedule.MustDate(on)); err != nil {
					t.Fatal(err)
				}
			}
			for range 9 {
				report("friday", "2026-05-29")
			}
			report("familia", "2026-05-28")
			page := p.get("/admin/reconfirm")
			t.Run("D10 D49 the queue has what is old and what was found closed, of one's organizations", func(t *testing.T) {
				got := words(page.body)
				for _, want := range []string{"Friday group", "Somebody found the door closed on: Friday, May 29, 2026", "Wednesday group", "Last confirmed on Monday, January 20, 2025 (office)."} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				if strings.Contains(got, "circle") || strings.Contains(got, "Family") {
					t.Errorf("too much is there:\n%s", got)
				}
			})
			t.Run("D49 of one date only a few reports are kept, and nothing about who sent them", func(t *testing.T) {
				n := 0
				for e := range s.dir.All() {
					if d, ok := e.(directory.Doubt); ok && d.Offering == "friday" {
						n++
						if d.Reported.Minute() != 0 || d.Reported.Second() != 0 {
							t.Error(d.Reported)
						}
					}
				}
				if n != 5 {
					t.Errorf("%d reports, want 5", n)
				}
			})
			t.Run("D10 a letter is ready to be sent", func(t *testing.T) {
				if !strings.Contains(page.body, "mailto:office@clay.example?subject=Is%20this%20still%20right%3F%20Friday%20group&amp;body=Hello") {
					t.Error(page.body)
				}
			})
			t.Run("D10 confirming what somebody else has changed meanwhile is refused", func(t *testing.T) {
				form := formOf(t, page.body, "/admin/reconfirm")
				s.editor().done("/admin/dates/friday", url.Values{"do": {"cancel"}, "date": {"a/2026-06-19"}})
				if a := p.post("/admin/reconfirm", form); a.StatusCode != http.StatusConflict {
					t.Errorf("status %d, want 409", a.StatusCode)
				}
			})
			t.Run("D10 D49 confirming clears both", func(t *testing.T) {
				p.done("/admin/reconfirm", formOf(t, p.get("/admin/reconfirm").body, "/admin/reconfirm"))
				if o := s.offering("friday"); o.Verified != (directory.Verified{On: schedule.MustDate("2026-06-03"), By: "test editor"}) {
					t.Error(o.Verified)
				}
				if got := words(p.get("/admin/reconfirm").body); strings.Contains(got, "Friday group") || !strings.Contains(got, "Wednesday group") {
					t.Error(got)
				}
				var left []string
				for e := range s.dir.All() {
					if d, ok := e.(directory.Doubt); ok {
						left = append(left, d.Offering)
					}
				}
				if !slices.Equal(left, []string{"familia"}) {
					t.Errorf("doubts are left about %v", left)
				}
			})
		})
	}
}
