package finder_test

import (
	"context"
	"errors"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/schedule"
)

func TestReachedByCar(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	t.Run("a drive is an estimate with its range", func(t *testing.T) {
		wants(t, s.get("/near/88e5c5c").main(), "Driving times are estimates.",
			"NAMI Family", "about 4 miles", "about 11 min by car (3 min to 35 min), an estimate")
	})
	t.Run("D25 nothing left today: the next ones, by time", func(t *testing.T) {
		page := s.get("/near/88e5c5c?when=today")
		wants(t, page.main(), "Nothing in person is left today", "The next ones after today",
			"NAMI Family", "June 4, 2026", "NAMI Connection", "June 5, 2026", "Women's circle")
		wants(t, page.body, `<option value="today" selected>`)
	})
	at := func(clock string) answer {
		t.Helper()
		when, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			t.Fatal(err)
		}
		text := readFile(t, "testdata/groups.jsonl")
		s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, text), when), Clock: func() time.Time { return when }})
		return s.get("/near/88e5c5c?when=today")
	}
	t.Run("what can still be reached today, and when to leave", func(t *testing.T) {
		wants(t, at("2026-06-04T17:30:00-04:00").main(), "1 group within 25 miles.", "Still to reach today",
			"NAMI Family", "Leave by 6:25 pm to be in time", "Online and by phone", "Night line")
	})
	t.Run("one that is close is said to be close", func(t *testing.T) {
		wants(t, at("2026-06-04T18:45:00-04:00").main(), "NAMI Family", "It will be close: leave now.")
	})
	t.Run("one that cannot be reached any more is not shown", func(t *testing.T) {
		wants(t, at("2026-06-04T18:55:00-04:00").main(), "Nothing in person is left today")
	})
}

func TestMap(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	a := s.get("/near/88e5c5c/map")
	if a.StatusCode != 200 || a.Header.Get("Content-Type") != "image/svg+xml" || a.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("status %d, headers %v", a.StatusCode, a.Header)
	}
	wants(t, a.body, ">2 miles<", ">Orange Park<", ">Doctors Inlet<", ">1<", ">2, 3, 4, 5<")
	t.Run("V9 a place that is told only about is drawn so", func(t *testing.T) {
		wants(t, a.body, `stroke-dasharray="3 2"/>`)
		lacks(t, a.body, "Hidden")
	})
	t.Run("the page has the same numbers and says what it is", func(t *testing.T) {
		page := s.get("/near/88e5c5c?within=50")
		wants(t, page.body, `<ol class="groups">`, `src="/near/88e5c5c/map?within=50"`, `alt="A map of the groups above.`)
	})
	t.Run("it loads and runs nothing", func(t *testing.T) {
		lacks(t, strings.ReplaceAll(a.body, "http://www.w3.org/2000/svg", ""), "http", "<script", "<style", " style=", "href")
	})
	if a := s.get("/near/88e5c5b0c/map"); a.StatusCode != http.StatusNotFound {
		t.Errorf("too fine a cell: status %d", a.StatusCode)
	}
}

func TestNewcomer(t *testing.T) {
	page := serveRecords(t, "groups.jsonl").get("/offerings/friday")
	t.Run("S6 S7 S8 S21 what to expect", func(t *testing.T) {
		wants(t, page.main(), "Fridays, 6:00-7:30 pm Eastern Time, call first on holidays", "step-free, child care",
			"Just come", "mental health condition", "You do not have to prove anything.",
			"You can talk, or just listen.", "At least 2 trained people", "Nobody takes attendance.",
			"adds to your treatment", "stays with us", "There are limits.", "do not come only to watch")
	})
	t.Run("S13 S19 the whole address, parking of the place and of the organization, guidelines", func(t *testing.T) {
		wants(t, page.main(), "Room 2", "1895 Town Center Blvd", "Fleming Island, FL 32003", "Two hours free.", "Park behind the house.", "Guidelines of the group")
	})
	t.Run("S8 also in the list", func(t *testing.T) {
		wants(t, serveRecords(t, "groups.jsonl").get("/near/88e5c5c").main(), "NAMI Connection", "no observers")
	})
	t.Run("what nobody knows is said", func(t *testing.T) {
		wants(t, serveRecords(t, "groups.jsonl").get("/offerings/cove").main(), "Nothing is known here about steps")
	})
}

func TestClosedDoor(t *testing.T) {
	type report struct {
		Offering string
		On       schedule.Date
	}
	var got []report
	var fails error
	s := serve(t, finder.Options{
		Source: finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now),
		Reported: func(_ context.Context, offering string, on schedule.Date) error {
			got = append(got, report{offering, on})
			return fails
		},
	})
	send := func(path, body string, headers ...string) answer {
		return s.do("POST", path, strings.NewReader(body), append(headers, "Content-Type", "application/x-www-form-urlencoded")...)
	}
	t.Run("D49 the form asks for the date and nothing else", func(t *testing.T) {
		page := s.get("/offerings/friday")
		wants(t, page.body, `action="/offerings/friday/closed"`, `<select id="closed-date" name="date">`, "Friday, May 29, 2026", "Friday, May 22, 2026", "</form>")
		_, form, _ := strings.Cut(page.body, `action="/offerings/friday/closed"`)
		form, _, _ = strings.Cut(form, "</form>")
		lacks(t, form, "<input", "<textarea", "May 15")
	})
	t.Run("D49 S5 a report is an offering and a date", func(t *testing.T) {
		a := send("/offerings/friday/closed", "date=0&name=Ana")
		if a.StatusCode != 200 {
			t.Fatalf("status %d", a.StatusCode)
		}
		wants(t, a.main(), "Thank you", "Friday, May 29, 2026")
		if diff := cmp.Diff([]report{{"friday", schedule.MustDate("2026-05-29")}}, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
	for name, tt := range map[string]struct {
		path, body string
		headers    []string
		status     int
	}{
		"a date that is not offered": {"/offerings/friday/closed", "date=7", nil, 400},
		"no number":                  {"/offerings/friday/closed", "date=x", nil, 400},
		"no offering":                {"/offerings/x/closed", "date=0", nil, 404},
		"a suspended one":            {"/offerings/ask/closed", "date=0", nil, 400},
		"from another site":          {"/offerings/friday/closed", "date=0", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"too much":                   {"/offerings/friday/closed", strings.Repeat("x", 1<<20+1), nil, 413},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(got)
			if a := send(tt.path, tt.body, tt.headers...); a.StatusCode != tt.status || len(got) != before {
				t.Errorf("status %d, want %d; %d reports more", a.StatusCode, tt.status, len(got)-before)
			} else {
				checkAnswer(t, a)
			}
		})
	}
	t.Run("a store that is away is an error page", func(t *testing.T) {
		fails = errors.New("canary")
		a := send("/offerings/friday/closed", "date=0")
		if a.StatusCode != 500 || strings.Contains(a.body, "canary") {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	t.Run("without anybody to tell there is no form", func(t *testing.T) {
		quiet := serveRecords(t, "groups.jsonl")
		lacks(t, quiet.get("/offerings/friday").body, "/closed")
		if a := quiet.do("POST", "/offerings/friday/closed", nil); a.StatusCode != 404 {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	t.Run("V7 the log tells neither who nor where", func(t *testing.T) {
		lacks(t, s.logged(), "Ana", "friday", "2026-05-29")
	})
}

func TestLeading(t *testing.T) {
	s := serveRecords(t, "trainings.jsonl")
	t.Run("D53 trainings, where to apply and until when", func(t *testing.T) {
		a := s.get("/trainings")
		wants(t, a.main(), "Learn to lead a group", "The last day to apply was Tuesday, June 2, 2026.", "Friday, June 12, 2026",
			"Apply by Friday, September 18, 2026.", "Friday, October 9, 2026")
		wants(t, a.body, `href="https://apply.example/soon"`, `href="https://apply.example/autumn"`)
	})
	t.Run("D53 the way to become a facilitator, by state, with its source", func(t *testing.T) {
		wants(t, s.get("/trainings").main(), "NAMI Connection", "(Wisconsin)", "You apply.", "The organization agrees.", "You take the whole training.", "Source:")
	})
	t.Run("D53 S28 I want to start a group", func(t *testing.T) {
		a := s.get("/start-a-group")
		wants(t, a.main(), "Start a group", "Two people who lead it.", "Florida state office", "meeting space")
		wants(t, a.body, `href="/trainings"`, `href="/coverage"`)
	})
	t.Run("no training is said", func(t *testing.T) {
		wants(t, serveEmpty(t).get("/trainings").main(), "No training is listed here right now.")
	})
}

func TestHomeLeadsEverywhere(t *testing.T) {
	body := serveRecords(t, "groups.jsonl").get("/?lang=es").body
	for _, path := range []string{"/online", "/safety", "/trainings", "/start-a-group", "/coverage"} {
		wants(t, body, `href="`+path+`?lang=es"`)
	}
}

func TestPagesAreSmall(t *testing.T) {
	demo, crowded := serveDemo(t), serveCrowd(t)
	weight := func(a answer) int {
		t.Helper()
		if a.StatusCode != 200 {
			t.Fatalf("status %d", a.StatusCode)
		}
		sum := len(a.body)
		for _, m := range resources.FindAllString(a.body, -1) {
			if path := addresses.FindStringSubmatch(m); !strings.Contains(m, "loading") {
				sum += len(demo.get(path[2]).body)
			}
		}
		return sum
	}
	if n := weight(demo.get("/")); n > 30<<10 {
		t.Errorf("the first page weighs %d bytes in all, want at most 30 KiB", n)
	}
	if n := weight(crowded.find("32801")); n > 60<<10 {
		t.Errorf("a full page of results weighs %d bytes in all, want at most 60 KiB", n)
	}
}

// serveCrowd serves a directory of hundreds of groups in Florida.
func serveCrowd(t *testing.T) *site {
	t.Helper()
	s, _ := crowd(t, 2000)
	return serve(t, finder.Options{Source: finder.Fixed(s, now)})
}

func TestPages(t *testing.T) {
	s := serveCrowd(t)
	start := s.search("Orlando, FL").Header.Get("Location")
	group := regexp.MustCompile(`<h3><a href="(/offerings/[^"]*)"`)
	more := regexp.MustCompile(`class="go" href="([^"]*page=[^"]*)"`)
	for _, way := range []string{"", "?sort=time", "?day=tue&when=week"} {
		t.Run("page after page shows each group once, nearest first or soonest first "+way, func(t *testing.T) {
			seen, pages := map[string]bool{}, 0
			for path := start + way; path != ""; pages++ {
				a := s.get(path)
				checkAnswer(t, a)
				list, _, _ := strings.Cut(a.body[strings.Index(a.body, `<ol class="groups">`):], "</ol>")
				found := group.FindAllStringSubmatch(list, -1)
				if len(found) == 0 {
					t.Fatalf("%s: status %d, an empty page", path, a.StatusCode)
				}
				for _, m := range found {
					if seen[m[1]] {
						t.Errorf("%s is there twice", m[1])
					}
					seen[m[1]] = true
				}
				if pages > 0 {
					wants(t, a.main(), "More groups.", "People to ask")
				}
				path = ""
				if next := more.FindStringSubmatch(a.body); next != nil && pages < 40 {
					path = html.UnescapeString(next[1])
				}
			}
			if len(seen) < 31 && way != "?day=tue&when=week" || pages != (len(seen)+29)/30 {
				t.Errorf("%d groups on %d pages", len(seen), pages)
			}
		})
	}
	t.Run("V7 a page that is no page is an error that repeats nothing", func(t *testing.T) {
		a := s.get(start + "?page=99501")
		if a.StatusCode != http.StatusBadRequest {
			t.Errorf("status %d, want 400", a.StatusCode)
		}
		wants(t, a.main(), "too old")
		lacks(t, a.body, "99501")
	})
	t.Run("online, too", func(t *testing.T) {
		first := s.get("/online")
		next := more.FindStringSubmatch(first.body)
		if next == nil {
			t.Fatal("there is no second page")
		}
		second := s.get(html.UnescapeString(next[1]))
		if group.FindStringSubmatch(first.body)[1] == group.FindStringSubmatch(second.body)[1] {
			t.Error("the second page begins as the first")
		}
		wants(t, second.main(), "More groups.")
	})
}
