package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/schedule"
)

const fridayPage = "/admin/records/offering/friday"

// typed returns the form of a record with other values typed into it.
func (p person) typed(path string, values url.Values) url.Values {
	p.t.Helper()
	form := formOf(p.t, p.get(path).body, path)
	for name, v := range values {
		form[name] = v
	}
	return form
}

// saved types into the form of a record, looks it over, and saves it.
func (p person) saved(path string, values url.Values) answer {
	p.t.Helper()
	form := p.typed(path, values)
	form.Set("do", "check")
	a := p.post(path, form)
	if a.StatusCode != http.StatusOK {
		p.t.Fatalf("check: status %d\n%s", a.StatusCode, words(a.body))
	}
	form = formOf(p.t, a.body, path)
	form.Set("do", "save")
	return p.done(path, form)
}

func TestThePhraseField(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			p := s.editor()
			form := p.typed(fridayPage, url.Values{"when": {"2nd and 4th Tuesdays, 6:30-8 pm"}, "do": {"save"}})
			a := p.post(fridayPage, form)
			t.Run("what was typed is shown in our words, with the next five dates, before it is saved", func(t *testing.T) {
				got := words(a.body)
				for _, want := range []string{"This is what we understood", "Second and fourth Tuesdays of the month", "Tuesday, June 9, 2026, 6:30 pm to 8:00 pm",
					"Tuesday, June 23, 2026", "Tuesday, July 14, 2026", "Tuesday, July 28, 2026"} {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				if strings.Count(got, "Tuesday, ")+strings.Count(got, "Friday, ") != 5 {
					t.Errorf("want five dates:\n%s", got)
				}
				if o := s.offering("friday"); o.Sequence != 0 {
					t.Error("it was saved unseen")
				}
			})
			form = formOf(t, a.body, fridayPage)
			form.Set("do", "save")
			p.done(fridayPage, form)
			o := s.offering("friday")
			t.Run("the series keeps its ID and the dates that were changed", func(t *testing.T) {
				if len(o.Series) != 1 || o.Series[0].ID != "a" || len(o.Series[0].Exceptions) != 1 || len(o.Overrides) != 1 {
					t.Errorf("%+v", o)
				}
				if got := s.dir.Snapshot().Timetable("friday"); got == nil || o.Sequence != 1 {
					t.Error("it is not shown")
				}
			})
		})
	}
	s := inMemory(t)
	p := s.editor()
	for _, tt := range []struct {
		name, when string
		want       []string
	}{
		{"every other week asks which", "Every other Tuesday, 6 pm", []string{"Which of the two weeks?"}},
		{"a time without am or pm is asked about", "Tuesdays at 9", []string{"Morning or afternoon?"}},
		{"two rules are offered", "Every third Thursday, 6 pm", []string{"Which one is meant?"}},
		{"no days", "ask the office", []string{"We found no days in this line."}},
		{"what was not read is quoted", "Tuesdays 6 pm, starting 45/2027", []string{"45/2027"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			form := p.typed(fridayPage, url.Values{"when": {tt.when}, "checked": {tt.when}, "do": {"save"}})
			a := p.post(fridayPage, form)
			for _, want := range tt.want {
				if got := words(a.body); !strings.Contains(got, want) || a.StatusCode != http.StatusOK {
					t.Errorf("status %d, want %q:\n%s", a.StatusCode, want, got)
				}
			}
			if o := s.offering("friday"); o.Sequence != 0 {
				t.Error("it was saved")
			}
		})
	}
	t.Run("a reading that is chosen takes the place of the line", func(t *testing.T) {
		form := p.typed(fridayPage, url.Values{"when": {"Every third Thursday, 6 pm"}})
		form.Set("meant", "Every third Thursday, 6 pm\nThird Thursdays of the month, 6:00 pm")
		got := words(p.post(fridayPage, form).body)
		if !strings.Contains(got, "Thursday, June 18, 2026, 6:00 pm") || strings.Contains(got, "Which one is meant?") {
			t.Error(got)
		}
	})
	t.Run("the words in Spanish are read and written", func(t *testing.T) {
		got := words(p.get(fridayPage + "?lang=es").body)
		if !strings.Contains(got, "viernes") || !strings.Contains(got, "Cuándo se reúne") {
			t.Error(got)
		}
	})
}

func TestD42SeveralSeries(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	p.saved(fridayPage, url.Values{"when": {words(linesOfForm(p)) + "\nMondays, 10:00-11:00 am"}})
	o := s.offering("friday")
	if len(o.Series) != 2 || o.Series[0].ID != "a" || o.Series[1].ID == "" || o.Series[1].ID == "a" {
		t.Fatalf("D42 %+v", o.Series)
	}
	if diff := cmp.Diff([]string{"2026-06-05 18:00 on in Room B", "2026-06-08 10:00 on"}, s.meetings("friday", 2)); diff != "" {
		t.Errorf("D42 (-want +got):\n%s", diff)
	}
	t.Run("D42 a change from a day on leaves the dates before as they were", func(t *testing.T) {
		lines := strings.Split(linesOfForm(p), "\n")
		p.saved(fridayPage, url.Values{"when": {lines[0] + "\nTuesdays, 10:00-11:00 am"}, "from": {"2026-06-15"}})
		var got []string
		for _, m := range s.meetings("friday", 9) {
			if !strings.Contains(m, "18:00") {
				got = append(got, m)
			}
		}
		want := []string{"2026-06-08 10:00 on", "2026-06-16 10:00 on", "2026-06-23 10:00 on", "2026-06-30 10:00 on"}
		if diff := cmp.Diff(want, got[:4]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if n := len(s.offering("friday").Series); n != 3 {
			t.Errorf("%d series, want 3", n)
		}
	})
}

// linesOfForm returns the words of the phrase field as they stand in the form.
func linesOfForm(p person) string {
	return formOf(p.t, p.get(fridayPage).body, fridayPage).Get("when")
}

func TestSomebodyElseWasFaster(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			p, other := s.editor(), s.editor()
			form := p.typed(fridayPage, url.Values{"name": {"Mine"}, "do": {"save"}})
			other.saved(fridayPage, url.Values{"name": {"Theirs"}, "when": {"Mondays, 6:00-7:30 pm"}})
			a := p.post(fridayPage, form)
			got := words(a.body)
			// The dates differ, so they are looked over first.
			if a.StatusCode == http.StatusOK {
				form = formOf(t, a.body, fridayPage)
				form.Set("do", "save")
				a = p.post(fridayPage, form)
				got = words(a.body)
			}
			if a.StatusCode != http.StatusConflict || !strings.Contains(got, "Saved by somebody else: Theirs") || !strings.Contains(got, "Saved by somebody else: Mondays") {
				t.Fatalf("status %d\n%s", a.StatusCode, got)
			}
			if s.offering("friday").Name != "Theirs" {
				t.Error("theirs is gone")
			}
			t.Run("saving again keeps one's own, knowingly", func(t *testing.T) {
				form := formOf(t, a.body, fridayPage)
				form.Set("do", "save")
				p.done(fridayPage, form)
				if s.offering("friday").Name != "Mine" {
					t.Error(s.offering("friday").Name)
				}
			})
		})
	}
}

func TestRecordsAreMadeAndChanged(t *testing.T) {
	s := inMemory(t)
	p := s.keeper()
	create := func(kind string, values url.Values) string {
		t.Helper()
		path := "/admin/new/" + kind
		form := formOf(t, p.get(path).body, path)
		for name, v := range values {
			form[name] = v
		}
		form.Set("do", "save")
		if kind == "offering" {
			form = formOf(t, p.post(path, form).body, path)
			form.Set("do", "save")
		}
		a := p.done(path, form)
		return strings.TrimPrefix(a.Header.Get("Location"), "/admin/records/"+kind+"/")
	}
	org := create("organization", url.Values{"name": {"Bay peers"}, "state": {"FL"}, "counties": {"12005, 12131"}, "zone": {"America/Chicago"},
		"parking.es": {"Detrás"}, "contact.role.0": {"office"}, "contact.phone.0": {"(850) 555-0100"}})
	venue := create("venue", url.Values{"name": {"Bay hall"}, "city": {"Panama City"}, "state": {"FL"}, "point": {"30.16, -85.66"}, "access": {"step-free, parking"}})
	offering := create("offering", url.Values{"name": {"Bay evening"}, "organization": {org}, "venue": {venue}, "when": {"Mondays, 6:00-7:30 pm"}, "topics": {"anxiety, grief"}})
	l, ok := s.dir.Snapshot().Listing(offering)
	if !ok || l.Place == nil || l.Place.Name != "Bay hall" || l.Zone != "America/Chicago" || len(l.Topics) != 2 || l.Contacts[0].Phone != "(850) 555-0100" {
		t.Errorf("%v %+v", ok, l)
	}
	o := s.offering(offering)
	if o.Series[0].Start != schedule.MustClock("18:00") || o.Series[0].Length != 90*time.Minute || o.Verified != (directory.Verified{}) {
		t.Errorf("%+v", o)
	}
	t.Run("what is wrong is said at the form, and nothing is saved", func(t *testing.T) {
		for kind, values := range map[string]url.Values{
			"organization/" + org:   {"counties": {"12"}},
			"venue/" + venue:        {"point": {"north"}},
			"offering/" + offering:  {"venue": {"nowhere"}},
			"organization/clay":     {"state": {"Florida"}},
			"organization/duval":    {"zone": {"Mars/Olympus"}},
			"venue/library":         {"name": {""}},
			"offering/friday":       {"status_since": {"soon"}},
			"venue/hall":            {"county": {"1"}},
			"organization/clay#two": {"contact.phone.2": {"(904) 555-0102"}},
		} {
			path, _, _ := strings.Cut("/admin/records/"+kind, "#")
			revision := s.dir.Head().Revision
			form := p.typed(path, values)
			form.Set("do", "save")
			if a := p.post(path, form); a.StatusCode != http.StatusUnprocessableEntity || s.dir.Head().Revision != revision {
				t.Errorf("%s %v: status %d\n%s", kind, values, a.StatusCode, words(a.body))
			}
		}
	})
	t.Run("a contact that is emptied goes, and the others keep what the form does not show", func(t *testing.T) {
		path := "/admin/records/organization/clay"
		form := p.typed(path, url.Values{"contact.role.1": {""}, "contact.email.1": {""}})
		form.Set("do", "save")
		p.done(path, form)
		if o, _ := s.dir.Snapshot().Organization("clay"); len(o.Contacts) != 1 || o.Contacts[0].Name != "Ana" {
			t.Errorf("%+v", o.Contacts)
		}
	})
}

func TestV9AConfidentialPlaceIsWrittenAndNeverShown(t *testing.T) {
	s := inMemory(t)
	p := s.keeper()
	path := "/admin/records/venue/refuge"
	form := p.typed(path, url.Values{"name": {"House"}})
	form.Set("do", "save")
	p.done(path, form)
	e, _, _ := s.dir.Get(directory.Key{Kind: directory.KindVenue, ID: "refuge"})
	if v, _ := e.(directory.Venue); v.Address.Street != "9 Hidden Way" || v.Room != "Hidden Room" || v.Point.IsZero() || v.Name != "House" {
		t.Errorf("an empty field changed %+v", v)
	}
	form = p.typed(path, url.Values{"street": {"10 Hidden Way"}})
	form.Set("do", "save")
	p.done(path, form)
	e, _, _ = s.dir.Get(directory.Key{Kind: directory.KindVenue, ID: "refuge"})
	if v, _ := e.(directory.Venue); v.Address.Street != "10 Hidden Way" {
		t.Errorf("%+v", v)
	}
	for _, page := range []string{path, "/admin/records/venue", "/admin/history", "/admin/history?kind=venue&id=refuge", "/admin/lint", "/admin/closures", "/admin/texts/offering/women", "/admin/records/offering/women"} {
		if a := p.get(page); strings.Contains(a.body, "Hidden W") || strings.Contains(a.body, "Hidden R") || a.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d, or it shows the street", page, a.StatusCode)
		}
	}
}

func TestProposals(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			volunteer := s.person(admin.Grant{Role: admin.Proposer, Organizations: []string{"clay"}, Label: "volunteer"})
			editor := s.editor()
			suggest := func(name string) string {
				return volunteer.saved(fridayPage, url.Values{"name": {name}}).Header.Get("Location")
			}
			decide := func(p person, path, do string, more url.Values) answer {
				form := formOf(t, p.get(path).body, path)
				for k, v := range more {
					form[k] = v
				}
				form.Set("do", do)
				return p.post(path, form)
			}
			first := suggest("Better name")
			t.Run("a proposal changes nothing until an editor takes it in", func(t *testing.T) {
				if s.offering("friday").Name != "Friday group" {
					t.Error("it was changed")
				}
				if got := words(editor.get(first).body); !strings.Contains(got, "volunteer") || !strings.Contains(got, "name Friday group Better name") {
					t.Error(got)
				}
				if a := decide(volunteer, first, "approve", nil); a.StatusCode != http.StatusForbidden {
					t.Errorf("its author takes it in: status %d", a.StatusCode)
				}
				if a := s.identity("edit duval").get(first); a.StatusCode != http.StatusNotFound {
					t.Errorf("an editor of others sees it: status %d", a.StatusCode)
				}
			})
			if a := decide(editor, first, "approve", nil); a.StatusCode != http.StatusSeeOther || s.offering("friday").Name != "Better name" {
				t.Fatalf("status %d, %q", a.StatusCode, s.offering("friday").Name)
			}
			t.Run("one that was overtaken is compared with what is there now", func(t *testing.T) {
				second := suggest("Another name")
				editor.done("/admin/dates/friday", url.Values{"do": {"cancel"}, "date": {"a/2026-06-19"}})
				if a := decide(editor, second, "approve", nil); a.StatusCode != http.StatusConflict {
					t.Errorf("status %d, want 409", a.StatusCode)
				}
				if a := decide(editor, second, "approve", url.Values{"anyway": {"yes"}}); a.StatusCode != http.StatusSeeOther || s.offering("friday").Name != "Another name" {
					t.Errorf("status %d, %q", a.StatusCode, s.offering("friday").Name)
				}
			})
			t.Run("its author takes one back", func(t *testing.T) {
				third := suggest("Third name")
				if a := decide(volunteer, third, "reject", nil); a.StatusCode != http.StatusSeeOther {
					t.Errorf("status %d", a.StatusCode)
				}
				if a := editor.get(third); a.StatusCode != http.StatusNotFound {
					t.Errorf("it is still there: status %d", a.StatusCode)
				}
			})
			t.Run("a place where others meet too is proposed", func(t *testing.T) {
				s.keeper().saved("/admin/records/offering/familia", url.Values{"venue": {"library"}})
				path := "/admin/records/venue/library"
				form := editor.typed(path, url.Values{"room": {"Room 9"}})
				form.Set("do", "save")
				if a := editor.done(path, form); !strings.HasPrefix(a.Header.Get("Location"), "/admin/proposals/") {
					t.Errorf("leads to %s", a.Header.Get("Location"))
				}
			})
		})
	}
}
