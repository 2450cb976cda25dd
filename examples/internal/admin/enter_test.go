package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
)

var tokenText = regexp.MustCompile(`wr_[a-z0-9]+_[A-Za-z0-9_-]{43}`)

func TestSetUp(t *testing.T) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			s := serve(t, open(t))
			link, err := admin.SetUp(t.Context(), s.dir, now)
			if err != nil || link == "" {
				t.Fatal(link, err)
			}
			second, err := admin.SetUp(t.Context(), s.dir, now)
			if err != nil || second == "" || second == link {
				t.Fatal("a new link replaces one that was not used", second, err)
			}
			use := func(path string) answer {
				p := s.nobody()
				return p.post("/admin/enter", formOf(t, p.get(path).body, "/admin/enter"))
			}
			if a := use(link); a.StatusCode != http.StatusUnauthorized {
				t.Errorf("the first link: status %d, want 401", a.StatusCode)
			}
			a := use(second)
			text := tokenText.FindString(words(a.body))
			if a.StatusCode != http.StatusOK || text == "" {
				t.Fatalf("status %d\n%s", a.StatusCode, words(a.body))
			}
			if a := use(second); a.StatusCode != http.StatusUnauthorized {
				t.Errorf("the link a second time: status %d, want 401", a.StatusCode)
			}
			if again, err := admin.SetUp(t.Context(), s.dir, now); again != "" || err != nil {
				t.Errorf("with a token there is a link again: %v", err)
			}
			p := s.nobody()
			p.done("/admin/enter", url.Values{"token": {"https://groups.example/admin/enter/" + text}})
			if a := p.get("/admin/tokens"); a.StatusCode != http.StatusOK {
				t.Errorf("the token opens: status %d", a.StatusCode)
			}
			t.Run("the store holds no token", func(t *testing.T) {
				for e := range s.dir.All() {
					if o, ok := e.(directory.Opaque); ok && strings.Contains(string(o.Body), text[len(text)-43:]) {
						t.Error(o.Kind)
					}
				}
			})
		})
	}
}

func TestTokensEndAndAreReplaced(t *testing.T) {
	s := inMemory(t)
	keeper := s.keeper()
	made := keeper.post("/admin/tokens", url.Values{"role": {"editor"}, "label": {"coordinator"}, "days": {"2"}, "organization": {"clay"}})
	text := tokenText.FindString(words(made.body))
	id := strings.Split(text, "_")[1]
	enter := func(text string) int {
		return s.nobody().post("/admin/enter", url.Values{"token": {text}}).StatusCode
	}
	steps := []struct {
		name string
		do   func()
		want int
	}{
		{"a new token is good", func() {}, http.StatusSeeOther},
		{"V6 one that was replaced is refused, and the new one is good", func() {
			a := keeper.post("/admin/tokens/"+id, url.Values{"do": {"rotate"}})
			old := text
			text = tokenText.FindString(words(a.body))
			id = strings.Split(text, "_")[1]
			if status := enter(old); status != http.StatusUnauthorized {
				t.Errorf("the old one: %d", status)
			}
		}, http.StatusSeeOther},
		{"one that has ended is refused", func() { *s.now = now.AddDate(0, 0, 3) }, http.StatusUnauthorized},
		{"before that it is good again", func() { *s.now = now }, http.StatusSeeOther},
		{"V6 one that was taken away is refused", func() { keeper.done("/admin/tokens/"+id, url.Values{"do": {"revoke"}}) }, http.StatusUnauthorized},
	}
	t.Run("V6 the ID of a token opens nothing without its secret", func(t *testing.T) {
		for _, secret := range []string{"", "_", "_" + strings.Repeat("A", 43)} {
			if got := enter("wr_" + id + secret); got != http.StatusUnauthorized {
				t.Errorf("status %d", got)
			}
		}
	})
	for _, step := range steps {
		step.do()
		if got := enter(text); got != step.want {
			t.Errorf("%s: status %d, want %d", step.name, got, step.want)
		}
	}
	t.Run("a session ends with its token", func(t *testing.T) {
		p := s.editor()
		for _, held := range admin.Tokens(s.dir) {
			if held.Role == admin.Editor {
				if err := admin.Revoke(t.Context(), s.dir, held.ID, now); err != nil {
					t.Fatal(err)
				}
			}
		}
		if a := p.get("/admin/"); a.StatusCode != http.StatusUnauthorized {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	t.Run("taking a token away cannot be undone", func(t *testing.T) {
		revision := s.dir.Head().Revision
		if a := keeper.post("/admin/history", url.Values{"revision": {strconv.FormatInt(int64(revision), 10)}}); a.StatusCode != http.StatusForbidden {
			t.Errorf("status %d", a.StatusCode)
		}
	})
}

func TestGrantsThatAreRefused(t *testing.T) {
	later := now.Add(time.Hour)
	for name, g := range map[string]admin.Grant{
		"a role that is not known":       {Role: "root", Label: "x", Expires: later},
		"no label":                       {Role: admin.Editor, Label: " ", Expires: later},
		"no end":                         {Role: admin.Editor, Label: "x"},
		"a canceller without a group":    {Role: admin.Canceller, Label: "x", Expires: later},
		"a group for another role":       {Role: admin.Editor, Label: "x", Offering: "friday", Expires: later},
		"a label that is longer than 80": {Role: admin.Editor, Label: strings.Repeat("x", 81), Expires: later},
	} {
		if g.Validate() == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestTriesInVain(t *testing.T) {
	s := inMemory(t)
	p := s.nobody()
	try := func(from string) int {
		return p.post("/admin/enter", url.Values{"token": {"wr_x_y"}}, "X-Forwarded-For", from).StatusCode
	}
	for i := range 10 {
		if got := try("203.0.113." + string(rune('1'+i%9))); got != http.StatusUnauthorized {
			t.Fatalf("try %d: status %d", i+1, got)
		}
	}
	if got := try("203.0.113.200"); got != http.StatusTooManyRequests {
		t.Errorf("the eleventh of a network: status %d, want 429", got)
	}
	if got := try("198.51.100.1"); got != http.StatusUnauthorized {
		t.Errorf("another network: status %d, want 401", got)
	}
	*s.now = now.Add(10 * time.Minute)
	if got := try("203.0.113.200"); got != http.StatusUnauthorized {
		t.Errorf("ten minutes later: status %d, want 401", got)
	}
}

func TestOtherSites(t *testing.T) {
	s := inMemory(t)
	p := s.keeper()
	form := url.Values{"do": {"cancel"}, "date": {"a/2026-06-19"}}
	for name, tt := range map[string]struct {
		headers []string
		want    int
	}{
		"V3.5.1 another site":           {[]string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		"V3.5.1 a sister site":          {[]string{"Sec-Fetch-Site", "same-site"}, http.StatusForbidden},
		"V3.5.1 a foreign origin":       {[]string{"Origin", "https://evil.example"}, http.StatusForbidden},
		"this site":                     {[]string{"Sec-Fetch-Site", "same-origin", "Origin", "null"}, http.StatusSeeOther},
		"this site by an older browser": {[]string{"Origin", "null"}, http.StatusSeeOther},
	} {
		t.Run(name, func(t *testing.T) {
			if a := p.post("/admin/dates/friday", form, tt.headers...); a.StatusCode != tt.want {
				t.Errorf("status %d, want %d", a.StatusCode, tt.want)
			}
		})
	}
	t.Run("the cookie is secure where the site is", func(t *testing.T) {
		a := p.post("/admin/leave", nil, "X-Forwarded-Proto", "https")
		if c := a.Cookies(); len(c) != 1 || !c[0].Secure || a.Header.Get("Strict-Transport-Security") == "" {
			t.Error(c)
		}
	})
	t.Run("a language does not lead to another site", func(t *testing.T) {
		for _, back := range []string{"https://evil.example/", "//evil.example", "/admin/../x", "/admin\\x"} {
			if a := p.post("/admin/language", url.Values{"lang": {"es"}, "back": {back}}); a.Header.Get("Location") != "/admin/" {
				t.Errorf("%q leads to %q", back, a.Header.Get("Location"))
			}
		}
	})
}

func TestErrorsArePages(t *testing.T) {
	s := inMemory(t)
	p := s.keeper()
	for _, tt := range []struct {
		name, method, path string
		want               int
	}{
		{"no page", "GET", "/admin/nothing", 404},
		{"a wrong method", "DELETE", "/admin/tokens", 405},
		{"TRACE", "TRACE", "/admin/", 405},
		{"no record", "GET", "/admin/records/offering/nothing", 404},
		{"no kind", "GET", "/admin/records/credential", 404},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := p.do(tt.method, tt.path, nil)
			if a.StatusCode != tt.want {
				t.Errorf("status %d, want %d", a.StatusCode, tt.want)
			}
			checkAnswer(t, a)
		})
	}
	t.Run("too large a form", func(t *testing.T) {
		if a := p.post("/admin/dates/friday", url.Values{"reason": {strings.Repeat("x", 1<<20)}}); a.StatusCode != 413 {
			t.Errorf("status %d", a.StatusCode)
		}
	})
}
