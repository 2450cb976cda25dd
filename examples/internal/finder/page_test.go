package finder_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	addresses = regexp.MustCompile(`\s(href|src|action)="([^"]*)"`)
	resources = regexp.MustCompile(`<(?:link|script|img|iframe|source|object|embed|video|audio)\b[^>]*>`)
	inline    = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|<script(?:>|\s+[^>]*[^r]>[^<])|javascript:|#ZgotmplZ`)
	titles    = regexp.MustCompile(`<title>([^<]*)</title>`)
	firstLink = regexp.MustCompile(`<(?:a|button|input|select|summary)\b[^>]*>`)
)

// telling are words that a title must not show to somebody who looks on.
var telling = []string{"mental", "NAMI", "support", "crisis", "recovery", "group", "Connection", "apoyo", "grupo"}

// checkPage checks what holds for every page.
func checkPage(t *testing.T, a answer) {
	t.Helper()
	if m := inline.FindString(a.body); m != "" {
		t.Errorf("V3.4.3 inline style or script: %q", m)
	}
	for _, tag := range resources.FindAllString(a.body, -1) {
		for _, m := range addresses.FindAllStringSubmatch(tag, -1) {
			if !strings.HasPrefix(m[2], "/") || strings.HasPrefix(m[2], "//") {
				t.Errorf("V14.2.3 loads from elsewhere: %s", tag)
			}
		}
	}
	title := titles.FindStringSubmatch(a.body)
	if title == nil || title[1] == "" {
		t.Fatal("no title")
	}
	for _, word := range telling {
		if strings.Contains(strings.ToLower(title[1]), strings.ToLower(word)) {
			t.Errorf("the title tells: %q", title[1])
		}
	}
	if exit := firstLink.FindString(a.body); !strings.Contains(exit, `id="exit"`) || !strings.Contains(exit, `rel="nofollow noreferrer"`) {
		t.Errorf("V12 first in tab order is %s", exit)
	}
	wants(t, a.body, `href="#main"`, `<main id="main"`)
	text := a.text()
	if !strings.Contains(text, "988") && !strings.Contains(text, "1-800-273-8255") {
		t.Error("V11 no crisis line")
	}
	if !strings.Contains(text, "1-800-950-6264") {
		t.Error("S20 no helpline")
	}
	lacks(t, a.body, "%!", "{{", "<nil>", "problem.", "status.")
}

func TestCrawl(t *testing.T) {
	for name, s := range map[string]*site{
		"the demo": serveDemo(t), "a list of one's own": serveRecords(t, "groups.jsonl"), "an empty directory": serveEmpty(t),
	} {
		t.Run(name, func(t *testing.T) {
			pages := crawl(t, s, "/", "/near/88e5c5c", "/near/88e5c5c?lang=es&day=fri&within=100", "/offerings/gone", "/offerings/paused", "/organizations/river")
			if pages < 10 {
				t.Errorf("%d pages, want more", pages)
			}
		})
	}
}

// endless are addresses of which there is one for each month of three
// centuries, or a map for each of many states: one of them stands for all.
var endless = regexp.MustCompile(`month=(?:[^2]|2[^0]|20[^2]|202[^6]|2026-(?:1|0[^67]))|drive=[1-5]|coverage/(?:[A-EG-Z]|F[A-KM-Z])`)

// crawl follows every link and form of a site and returns how many pages
// there were.
func crawl(t *testing.T, s *site, queue ...string) int {
	t.Helper()
	seen := map[string]bool{}
	known := len(queue) // those may be missing in some sites
	for i := 0; i < len(queue); i++ {
		path := queue[i]
		if seen[path] {
			continue
		}
		seen[path] = true
		a := s.get(path)
		if a.StatusCode >= 400 && i >= known {
			t.Errorf("dead link: %s: status %d", path, a.StatusCode)
		}
		if strings.HasPrefix(path, "/embed/") {
			continue // stands in a page of somebody else: see embed_test.go
		}
		checkAnswer(t, a)
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, m := range addresses.FindAllStringSubmatch(a.body, -1) {
			if endless.MatchString(m[2]) {
				continue
			}
			if next := internal(t, path, m[2]); next != "" && m[1] != "action" {
				queue = append(queue, next)
			} else if m[1] == "action" && strings.HasPrefix(next, "/search") {
				queue = append(queue, s.searchAt(next, "32073").Header.Get("Location"))
			}
		}
	}
	return len(seen)
}

// internal returns the address that a link leads to on the site, "" if it
// leads elsewhere.
func internal(t *testing.T, from, link string) string {
	t.Helper()
	u, err := url.Parse(strings.ReplaceAll(link, "&amp;", "&"))
	if err != nil {
		t.Errorf("%s: link %q: %v", from, link, err)
		return ""
	}
	switch u.Scheme {
	case "":
		if u.Path == "" {
			return "" // a part of the page
		}
		if !strings.HasPrefix(u.Path, "/") || u.Host != "" {
			t.Errorf("%s: link %q", from, link)
		}
		u.Fragment = ""
		return u.String()
	case "https", "tel", "sms", "mailto":
	default:
		t.Errorf("%s: link %q", from, link)
	}
	return ""
}

func TestStyleLoadsNothing(t *testing.T) {
	s := serveEmpty(t)
	for _, path := range []string{"/static/style.css", "/static/exit.js", "/static/site.js", "/static/icon.svg"} {
		body := s.get(path).body
		lacks(t, strings.ReplaceAll(body, "http://www.w3.org/2000/svg", ""), "url(", "@import", "http:", "https:", "//cdn")
		if len(body) > 8<<10 {
			t.Errorf("%s: %d bytes", path, len(body))
		}
	}
}

func TestTextsOfOthers(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	page := s.get("/organizations/duval")
	t.Run("are text, whatever they hold", func(t *testing.T) {
		wants(t, page.body, "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
		lacks(t, page.body, "<script>alert", "javascript:")
	})
	t.Run("an ID may hold anything and is still found", func(t *testing.T) {
		a := s.get("/offerings/" + url.PathEscape(`odd <b>&"' /id`))
		if a.StatusCode != http.StatusOK {
			t.Errorf("status %d", a.StatusCode)
		}
		checkAnswer(t, a)
		lacks(t, a.body, "javascript:")
	})
	t.Run("H168 H169 H171 and its calendar is one", func(t *testing.T) {
		a := s.get("/offerings/" + url.PathEscape(`odd <b>&"' /id`) + ".ics")
		wants(t, a.body, "BEGIN:VEVENT", "END:VCALENDAR")
		lacks(t, a.body, "\u202e", "\a", "javascript:")
	})
}
