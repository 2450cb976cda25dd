package admin_test

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

var auditID = regexp.MustCompile(`^2026-06-03T16:00Z (editor|admin|canceller|operator|public) (-|[a-z0-9]{10}) [a-z-]+ [A-Z0-9]{26}(/\d+)?$`)

func TestV16TheAuditHoldsRolesAndIDs(t *testing.T) {
	s := inMemory(t)
	p := s.person(admin.Grant{Role: admin.Editor, Organizations: []string{"clay"}, Label: "coordinator of Clay"})
	p.done("/admin/dates/friday", url.Values{"do": {"cancel"}, "date": {"a/2026-06-19"}, "reason": {"the leader is ill"}})
	p.done("/admin/closures", url.Values{"what": {"organization/clay"}, "first": {"2026-07-03"}, "last": {"2026-07-03"}, "reason": {"flooded"}})
	n := 0
	for step, err := range s.dir.History(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(step.ID, "import/") {
			continue
		}
		n++
		if !auditID.MatchString(step.ID) {
			t.Errorf("V16 the ID of a batch is %q", step.ID)
		}
		for _, reason := range []string{"ill", "flooded", "coordinator"} {
			if strings.Contains(step.ID, reason) {
				t.Errorf("V16 %q holds %q", step.ID, reason)
			}
		}
	}
	if n != 3 { // the token, the date, the closure
		t.Errorf("%d commits, want 3", n)
	}
	t.Run("V16 the page says role, key and what was done", func(t *testing.T) {
		got := words(p.get("/admin/history?kind=offering&id=friday").body)
		held := admin.Tokens(s.dir)[0]
		for _, want := range []string{"Date cancelled Wednesday, June 3, 2026, 12:00 pm", "Role: changes the list. Key: " + held.ID} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not there:\n%s", want, got)
			}
		}
	})
}

func TestUndo(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			p := s.editor()
			p.saved(fridayPage, url.Values{"name": {"New name"}})
			at := s.dir.Head().Revision
			form := url.Values{"revision": {strconv.FormatInt(int64(at), 10)}}
			if a := s.identity("edit duval").post("/admin/history", form); a.StatusCode != http.StatusForbidden {
				t.Errorf("an editor of others: status %d", a.StatusCode)
			}
			p.done("/admin/history", form)
			if got := s.offering("friday").Name; got != "Friday group" {
				t.Error(got)
			}
			if a := p.post("/admin/history", form); a.StatusCode != http.StatusConflict {
				t.Errorf("a second time: status %d, want 409", a.StatusCode)
			}
			for _, revision := range []string{"", "-1", "0", "x", "99999"} {
				if a := p.post("/admin/history", url.Values{"revision": {revision}}); a.StatusCode != http.StatusBadRequest && a.StatusCode != http.StatusNotFound {
					t.Errorf("revision %q: status %d", revision, a.StatusCode)
				}
			}
		})
	}
	t.Run("a confirmation is undone by who gave it", func(t *testing.T) {
		s := inMemory(t)
		p := s.editor()
		if err := s.pages.Reported(t.Context(), "wednesday", s.offering("wednesday").Verified.On.AddDays(1)); err != nil {
			t.Fatal(err)
		}
		p.done("/admin/reconfirm", formOf(t, p.get("/admin/reconfirm").body, "/admin/reconfirm"))
		p.done("/admin/history", url.Values{"revision": {strconv.FormatInt(int64(s.dir.Head().Revision), 10)}})
		if got := words(p.get("/admin/reconfirm").body); !strings.Contains(got, "Wednesday group") {
			t.Error(got)
		}
	})
}

// canaries are texts that no log may hold.
var canaries = []string{"9 Hidden Way", "Canary reason", "Canary name", "canary@clay.example", "canary-link", "203.0.113.77", "Canary/1.0", "friday", "clay"}

func TestLogsAndPagesKeepSecrets(t *testing.T) {
	s := inMemory(t)
	credential := directory.Credential{Offering: "friday", Link: directory.NewSecret("https://zoom.example/canary-link"), Passcode: directory.NewSecret("canary-pass")}
	if _, err := s.dir.Commit(t.Context(), "", directory.Change{Put: credential}); err != nil {
		t.Fatal(err)
	}
	s.withEverything()
	text := s.token(admin.Grant{Role: admin.Keeper})
	p := s.nobody()
	headers := []string{"X-Forwarded-For", "203.0.113.77", "User-Agent", "Canary/1.0"}
	p.get(admin.LinkTo(text), headers...)
	p.post("/admin/enter", url.Values{"token": {text}}, headers...)
	var pages bytes.Buffer
	visit := func(paths ...string) {
		for _, path := range paths {
			a := p.get(path, headers...)
			if a.StatusCode != http.StatusOK {
				t.Errorf("%s: status %d", path, a.StatusCode)
			}
			pages.WriteString(a.body)
		}
	}
	p.post("/admin/dates/friday", url.Values{"do": {"cancel"}, "date": {"a/2026-06-19"}, "reason": {"Canary reason"}}, headers...)
	form := p.typed("/admin/records/organization/clay", url.Values{"name": {"Canary name"}, "contact.email.1": {"canary@clay.example"}, "do": {"save"}})
	p.post("/admin/records/organization/clay", form, headers...)
	p.post("/admin/records/organization/clay", url.Values{"revision": {"Canary name"}}, headers...)
	p.get("/admin/nothing/canary-link?x=Canary+name", headers...)
	visit(everyPage...)
	t.Run("V5 V7 the log holds nothing that was sent", func(t *testing.T) {
		logged := s.log.String()
		if !strings.Contains(logged, `pattern="POST /admin/dates/{id}"`) {
			t.Error("the log holds no routes")
		}
		for _, canary := range append(canaries, text, text[len(text)-43:], "canary-pass") {
			if strings.Contains(logged, canary) {
				t.Errorf("the log holds %q", canary)
			}
		}
	})
	t.Run("V5 no page shows a link, a passcode, the key or the street of a confidential place", func(t *testing.T) {
		for _, canary := range []string{"canary-link", "canary-pass", "9 Hidden Way", "Hidden Room", text[len(text)-43:]} {
			if strings.Contains(pages.String(), canary) {
				t.Errorf("a page shows %q", canary)
			}
		}
	})
}

// everyPage are pages of every kind.
var everyPage = []string{
	"/admin/", "/admin/enter", "/admin/records/offering", "/admin/records/venue", "/admin/records/organization",
	"/admin/records/offering/friday", "/admin/records/offering/women", "/admin/records/venue/library", "/admin/records/venue/refuge", "/admin/records/organization/clay",
	"/admin/records/offering/odd%20%3Cb%3E&%22%27%20%2F%3Fid", "/admin/dates/odd%20%3Cb%3E&%22%27%20%2F%3Fid",
	"/admin/new/offering", "/admin/new/venue", "/admin/new/organization", "/admin/dates/friday", "/admin/dates/familia", "/admin/closures",
	"/admin/reconfirm", "/admin/proposals", "/admin/history", "/admin/history?kind=offering&id=friday", "/admin/texts/offering/friday",
	"/admin/texts/organization/duval", "/admin/lint", "/admin/seats", "/admin/import", "/admin/tokens",
	"/admin/organizations/clay/roster?month=2026-06", "/admin/organizations/clay/roster/plan?month=2026-06", "/admin/organizations/clay/away",
	"/admin/organizations/clay/roster/friday.a/2026-06-05", "/admin/organizations/clay/roster/friday.a/2026-06-26", "/admin/history?kind=roster&id=r",
	"/admin/wayin/friday", "/admin/organizations/clay/pipeline", "/admin/history?kind=facilitator&id=f1",
	"/admin/organizations/clay/courses", "/admin/organizations/clay/courses/new", "/admin/courses/evenings", "/admin/courses/evenings?lost=%2F2026-10-14&reason=snow",
}

func TestEveryPageInBothLanguages(t *testing.T) {
	s := inMemory(t)
	s.withEverything()
	p := s.keeper()
	p.done("/admin/dates/friday", url.Values{"do": {"cancel"}, "date": {"a/2026-06-19"}})
	p.done("/admin/closures", url.Values{"what": {"county/12019"}, "first": {"2026-07-03"}, "last": {"2026-07-04"}, "reason": {"snow"}})
	key := regexp.MustCompile(`\b(nav|title|field|hint|problem|dates?|token|role|verb|edit|when|closures|reconfirm|proposals|history|lint|import|preview|kinds|new|home|made|enter|text|texts|step|reason|mode|status|level|language|severity|roster|setting|rule|seat|plan|away|leaddate|courses|wayin|group|entry|join|observers|federal|holidays|pipeline|walk|due|stage|event|course.field|course.step|course.way|course.every)\.[a-z/_.]`)
	for _, path := range everyPage {
		for _, lang := range []string{"en", "es"} {
			join := "?"
			if strings.Contains(path, "?") {
				join = "&"
			}
			a := p.get(path + join + "lang=" + lang)
			if a.StatusCode != http.StatusOK {
				t.Errorf("%s: status %d", path, a.StatusCode)
			}
			checkAnswer(t, a)
			if found := key.FindString(strings.ReplaceAll(words(a.body), "status.gov", "")); found != "" {
				t.Errorf("%s in %s: words for %q… are missing", path, lang, found)
			}
			if !strings.Contains(a.body, `<html lang="`+lang+`">`) {
				t.Errorf("%s is not in %s", path, lang)
			}
		}
	}
	t.Run("a choice of language stays", func(t *testing.T) {
		if a := p.done("/admin/language", url.Values{"lang": {"es"}, "back": {"/admin/tokens"}}); a.Header.Get("Location") != "/admin/tokens" {
			t.Error(a.Header)
		}
		if got := words(p.get("/admin/tokens").body); !strings.Contains(got, "Otra llave") {
			t.Error(got)
		}
	})
}

func TestD48TextsOnAPage(t *testing.T) {
	s := inMemory(t)
	p := s.editor()
	p.done("/admin/dates/friday", url.Values{"do": {"cancel"}, "date": {"a/2026-06-05"}, "reason": {"snow"}})
	got := words(p.get("/admin/texts/offering/friday").body)
	for _, want := range []string{"Answering machine – English", "Door sign – Español", "E-mail – English", "Social post – Español",
		"Friday, June 5, 2026, 6:00 pm to 7:30 pm: does NOT meet (snow)", "viernes, 5 de junio de 2026, 6:00 p. m. a 7:30 p. m.: NO se reúne (snow)"} {
		if !strings.Contains(got, want) {
			t.Errorf("D48 %q is not there:\n%s", want, got)
		}
	}
}
