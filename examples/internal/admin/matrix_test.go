package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/admin"
)

// identities are who may come, in the order of the columns of the matrix.
var identities = []string{"nobody", "expired", "cancel friday", "view clay", "propose clay", "edit clay", "edit duval", "admin clay", "admin"}

func (s *site) identity(name string) person {
	switch name {
	case "expired":
		*s.now = now
		p := s.person(admin.Grant{Role: admin.Keeper, Expires: now.AddDate(0, 0, 1)})
		*s.now = now.AddDate(0, 0, 2)
		return p
	case "cancel friday":
		return s.person(admin.Grant{Role: admin.Canceller, Offering: "friday"})
	case "view clay":
		return s.person(admin.Grant{Role: admin.Viewer, Organizations: []string{"clay"}})
	case "propose clay":
		return s.person(admin.Grant{Role: admin.Proposer, Organizations: []string{"clay"}})
	case "edit clay":
		return s.editor()
	case "edit duval":
		return s.person(admin.Grant{Role: admin.Editor, Organizations: []string{"duval"}})
	case "admin clay":
		return s.person(admin.Grant{Role: admin.Keeper, Organizations: []string{"clay"}})
	case "admin":
		return s.keeper()
	}
	return s.nobody()
}

// matrix has, for each route, requests and their status for each identity.
var matrix = []struct {
	pattern, path string
	form          url.Values
	want          string // one status for each identity
}{
	{"GET /admin", "/admin", nil, "303 303 303 303 303 303 303 303 303"},
	{"GET /admin/{$}", "/admin/", nil, "401 401 303 200 200 200 200 200 200"},
	{"GET /admin/style.css", "/admin/style.css", nil, "200 200 200 200 200 200 200 200 200"},
	{"GET /admin/enter", "/admin/enter", nil, "200 200 200 200 200 200 200 200 200"},
	{"GET /admin/enter/{token}", "/admin/enter/x", nil, "200 200 200 200 200 200 200 200 200"},
	{"POST /admin/enter", "/admin/enter", url.Values{"token": {"x"}}, "401 401 401 401 401 401 401 401 401"},
	{"POST /admin/language", "/admin/language", url.Values{"lang": {"en"}}, "303 303 303 303 303 303 303 303 303"},
	{"GET /admin/records/{kind}", "/admin/records/offering", nil, "401 401 403 200 200 200 200 200 200"},
	{"GET /admin/records/{kind}/{id}", "/admin/records/offering/friday", nil, "401 401 403 200 200 200 403 200 200"},
	{"GET /admin/records/{kind}/{id}", "/admin/records/organization/clay", nil, "401 401 403 200 200 200 403 200 200"},
	{"GET /admin/records/{kind}/{id}", "/admin/records/venue/library", nil, "401 401 403 200 200 200 200 200 200"},
	{"GET /admin/records/{kind}/{id}", "/admin/records/access-token/x", nil, "401 401 403 404 404 404 404 404 404"},
	{"POST /admin/records/{kind}/{id}", "/admin/records/offering/friday", url.Values{"revision": {"1"}}, "401 401 403 403 422 422 403 422 422"},
	{"GET /admin/new/{kind}", "/admin/new/offering", nil, "401 401 403 403 200 200 200 200 200"},
	{"GET /admin/new/{kind}", "/admin/new/organization", nil, "401 401 403 403 403 403 403 403 200"},
	{"POST /admin/new/{kind}", "/admin/new/organization", url.Values{"revision": {"0"}, "name": {"x"}}, "401 401 403 403 403 403 403 403 200"},
	{"GET /admin/dates/{id}", "/admin/dates/friday", nil, "401 401 200 403 403 200 403 200 200"},
	{"GET /admin/dates/{id}", "/admin/dates/wednesday", nil, "401 401 403 403 403 200 403 200 200"},
	{"POST /admin/dates/{id}", "/admin/dates/friday", url.Values{"do": {"cancel"}, "date": {"a/2026-06-19"}}, "401 401 303 403 403 303 403 303 303"},
	{"POST /admin/dates/{id}", "/admin/dates/friday", url.Values{"do": {"move"}, "date": {"a/2026-06-26"}, "day": {"2026-06-27"}}, "401 401 403 403 403 303 403 303 303"},
	{"POST /admin/dates/{id}", "/admin/dates/wednesday", url.Values{"do": {"cancel"}, "date": {"/2026-06-10"}}, "401 401 403 403 403 303 403 303 303"},
	{"GET /admin/closures", "/admin/closures", nil, "401 401 403 403 403 200 200 200 200"},
	{"POST /admin/closures", "/admin/closures", url.Values{"what": {"organization/clay"}, "first": {"2026-06-03"}, "last": {"2026-06-03"}}, "401 401 403 403 403 303 403 303 303"},
	{"POST /admin/closures", "/admin/closures", url.Values{"what": {"venue/library"}, "first": {"2026-06-03"}, "last": {"2026-06-03"}}, "401 401 403 403 403 303 403 303 303"},
	{"POST /admin/closures/lift", "/admin/closures/lift", url.Values{"closure": {"no"}}, "401 401 403 403 403 404 404 404 404"},
	{"GET /admin/reconfirm", "/admin/reconfirm", nil, "401 401 403 200 200 200 200 200 200"},
	{"POST /admin/reconfirm", "/admin/reconfirm", url.Values{"offering": {"women"}, "revision": {"x"}}, "401 401 403 403 403 400 403 400 400"},
	{"GET /admin/proposals", "/admin/proposals", nil, "401 401 403 403 200 200 200 200 200"},
	{"GET /admin/proposals/{id}", "/admin/proposals/x", nil, "401 401 403 403 404 404 404 404 404"},
	{"POST /admin/proposals/{id}", "/admin/proposals/x", nil, "401 401 403 403 404 404 404 404 404"},
	{"GET /admin/history", "/admin/history", nil, "401 401 403 200 200 200 200 200 200"},
	{"GET /admin/history", "/admin/history?kind=offering&id=friday", nil, "401 401 403 200 200 200 403 200 200"},
	{"POST /admin/history", "/admin/history", url.Values{"revision": {"1"}}, "401 401 403 403 403 403 403 403 409"},
	{"GET /admin/texts/{kind}/{id}", "/admin/texts/offering/friday", nil, "401 401 403 200 200 200 403 200 200"},
	{"GET /admin/lint", "/admin/lint", nil, "401 401 403 200 200 200 200 200 200"},
	{"POST /admin/settings", "/admin/settings", url.Values{"setting": {"rosters"}, "do": {"off"}, "revision": {"x"}}, "401 401 403 403 403 403 403 403 400"},
	{"GET /admin/organizations/{id}/roster", "/admin/organizations/clay/roster", nil, "401 401 403 200 200 200 403 200 200"},
	{"GET /admin/organizations/{id}/roster", "/admin/organizations/duval/roster", nil, "401 401 403 403 403 403 404 403 404"},
	{"GET /admin/organizations/{id}/roster", "/admin/organizations/nobody/roster", nil, "401 401 403 404 404 404 404 404 404"},
	{"GET /admin/organizations/{id}/roster/plan", "/admin/organizations/clay/roster/plan", nil, "401 401 403 403 403 200 403 200 200"},
	{"POST /admin/organizations/{id}/roster/plan", "/admin/organizations/clay/roster/plan", url.Values{"revision": {"x"}}, "401 401 403 403 403 400 403 400 400"},
	{"GET /admin/organizations/{id}/roster/{series}/{date}", "/admin/organizations/clay/roster/friday.a/2026-06-26", nil, "401 401 403 403 403 200 403 200 200"},
	{"POST /admin/organizations/{id}/roster/{series}/{date}", "/admin/organizations/clay/roster/friday.a/2026-06-26", url.Values{"revision": {"x"}}, "401 401 403 403 403 400 403 400 400"},
	{"GET /admin/organizations/{id}/away", "/admin/organizations/clay/away", nil, "401 401 403 403 403 200 403 200 200"},
	{"POST /admin/organizations/{id}/away", "/admin/organizations/clay/away", url.Values{"person": {"f9"}}, "401 401 403 403 403 400 403 400 400"},
	{"GET /admin/history", "/admin/history?kind=roster&id=r", nil, "401 401 403 200 200 200 404 200 200"},
	{"GET /admin/history", "/admin/history?kind=facilitator&id=f1", nil, "401 401 403 404 404 200 404 200 200"},
	{"GET /admin/wayin/{id}", "/admin/wayin/friday", nil, "401 401 403 403 403 200 403 200 200"},
	{"GET /admin/wayin/{id}", "/admin/wayin/nothing", nil, "401 401 403 403 403 404 404 404 404"},
	{"POST /admin/wayin/{id}", "/admin/wayin/friday", url.Values{"revision": {"x"}}, "401 401 403 403 403 400 403 400 400"},
	{"GET /admin/organizations/{id}/pipeline", "/admin/organizations/clay/pipeline", nil, "401 401 403 403 403 200 403 200 200"},
	{"GET /admin/organizations/{id}/pipeline", "/admin/organizations/clay/pipeline?program=dance", nil, "401 401 403 403 403 404 403 404 404"},
	{"POST /admin/organizations/{id}/pipeline", "/admin/organizations/clay/pipeline", url.Values{"person": {"f1"}, "revision": {"x"}}, "401 401 403 403 403 400 403 400 400"},
	{"GET /admin/organizations/{id}/courses", "/admin/organizations/clay/courses", nil, "401 401 403 200 200 200 403 200 200"},
	{"GET /admin/organizations/{id}/courses/new", "/admin/organizations/clay/courses/new", nil, "401 401 403 403 403 200 403 200 200"},
	{"POST /admin/organizations/{id}/courses/new", "/admin/organizations/clay/courses/new", url.Values{}, "401 401 403 403 403 422 403 422 422"},
	{"GET /admin/courses/{id}", "/admin/courses/evenings", nil, "401 401 403 200 200 200 403 200 200"},
	{"GET /admin/courses/{id}", "/admin/courses/friday", nil, "401 401 403 404 404 404 404 404 404"},
	{"POST /admin/courses/{id}", "/admin/courses/evenings", url.Values{"revision": {"x"}}, "401 401 403 403 403 400 403 400 400"},
	{"GET /admin/seats", "/admin/seats", nil, "401 401 403 403 403 200 200 200 200"},
	{"POST /admin/seats/{person}", "/admin/seats/x", url.Values{"do": {"link"}, "revision": {"1"}}, "401 401 403 403 403 404 404 404 404"},
	{"GET /admin/seats/{person}/{token}", "/admin/seats/x/y", nil, "404 404 404 404 404 404 404 404 404"},
	{"GET /admin/import", "/admin/import", nil, "401 401 403 403 403 403 403 403 200"},
	{"POST /admin/import", "/admin/import", nil, "401 401 403 403 403 403 403 403 400"},
	{"POST /admin/import/{id}", "/admin/import/x", nil, "401 401 403 403 403 403 403 403 410"},
	{"GET /admin/tokens", "/admin/tokens", nil, "401 401 403 403 403 403 403 200 200"},
	{"POST /admin/tokens", "/admin/tokens", url.Values{"role": {"admin"}, "label": {"x"}, "days": {"9"}}, "401 401 403 403 403 403 403 403 200"},
	{"POST /admin/tokens", "/admin/tokens", url.Values{"role": {"editor"}, "label": {"x"}, "days": {"9"}, "organization": {"clay"}}, "401 401 403 403 403 403 403 200 200"},
	{"POST /admin/tokens", "/admin/tokens", url.Values{"role": {"canceller"}, "label": {"x"}, "days": {"9"}, "offering": {"familia"}}, "401 401 403 403 403 403 403 403 200"},
	{"POST /admin/tokens/{id}", "/admin/tokens/x", url.Values{"do": {"revoke"}}, "401 401 403 403 403 403 403 404 404"},
	{"POST /admin/leave", "/admin/leave", nil, "303 303 303 303 303 303 303 303 303"},
}

func TestAuthorisationMatrix(t *testing.T) {
	for i, name := range identities {
		t.Run(name, func(t *testing.T) {
			s := inMemory(t)
			s.withEverything()
			p := s.identity(name)
			cookies := p.client.Jar
			for _, tt := range matrix {
				method, _, _ := strings.Cut(tt.pattern, " ")
				if name == "expired" { // its cookie is taken away with the first answer
					p = s.identity(name)
				} else {
					p.client.Jar = cookies
				}
				var a answer
				if method == http.MethodGet {
					a = p.get(tt.path)
				} else {
					a = p.post(tt.path, tt.form)
				}
				if want := strings.Fields(tt.want)[i]; strings.Fields(a.Status)[0] != want {
					t.Errorf("%s %s %v: %s, want %s", method, tt.path, tt.form, a.Status, want)
				}
				checkAnswer(t, a)
				s.pages.Forgive()
			}
		})
	}
	t.Run("it has every route", func(t *testing.T) {
		for _, pattern := range admin.Routes() {
			if !slices.ContainsFunc(matrix, func(r struct {
				pattern, path string
				form          url.Values
				want          string
			}) bool {
				return r.pattern == pattern
			}) {
				t.Errorf("%s is not in the matrix", pattern)
			}
		}
	})
}

// checkAnswer checks what holds for every answer whatsoever.
func checkAnswer(t *testing.T, a answer) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy":      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "geolocation=(), camera=(), microphone=()",
		"X-Robots-Tag":                 "noindex, nofollow",
	} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %s: %q, want %q", a.Request.URL.Path, name, got, want)
		}
	}
	if cache := a.Header.Get("Cache-Control"); cache != "no-store" && a.Request.URL.Path != "/admin/style.css" {
		t.Errorf("%s: Cache-Control: %q, want no-store", a.Request.URL.Path, cache)
	}
	for _, c := range a.Cookies() {
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/admin" {
			t.Errorf("%s sets a cookie that is not HttpOnly, strict and of /admin", a.Request.URL.Path)
		}
	}
	for _, bad := range []string{"<script", "<style", " style=", " onclick=", "javascript:", "ZgotmplZ", "<no value>"} {
		if strings.Contains(a.body, bad) {
			t.Errorf("%s holds %q", a.Request.URL.Path, bad)
		}
	}
	for _, secret := range []string{"9 Hidden Way", "Hidden Room", "Hidden door", "30.1612"} {
		if strings.Contains(a.body, secret) {
			t.Errorf("V9 %s holds %q", a.Request.URL.Path, secret)
		}
	}
}
