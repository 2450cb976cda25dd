package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestSearch(t *testing.T) {
	s := serveGroups(t)
	t.Run("V7 a place in words is answered with a cell, and with what is around it", func(t *testing.T) {
		a := s.search(`{"near":"Orange Park, FL"}`)
		got := as[nearAnswer](t, a)
		if got.Cell != "88e5c5c" && len(got.Cell) != 7 {
			t.Errorf("cell %q", got.Cell)
		}
		if want := []string{"friday", "women"}; !slices.Contains(ids(got.InPerson), want[0]) || !slices.Contains(ids(got.InPerson), want[1]) {
			t.Errorf("in person %v, want %v among them", ids(got.InPerson), want)
		}
		if strings.Contains(a.body, "32073-") || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("Cache-Control %q, want no-store", a.Header.Get("Cache-Control"))
		}
	})
	t.Run("the cell gives the same as the words", func(t *testing.T) {
		words := as[nearAnswer](t, s.search(`{"near":"32073","within":50}`))
		cell := as[nearAnswer](t, s.get("/api/v1/near/"+words.Cell+"?within=50"))
		if diff := cmp.Diff(words, cell); diff != "" {
			t.Errorf("(-words +cell):\n%s", diff)
		}
	})
	t.Run("a filter narrows both lists", func(t *testing.T) {
		got := as[nearAnswer](t, s.search(`{"near":"32073","language":"es","within":50}`))
		if diff := cmp.Diff([]string{"familia", `odd <b>&"' /id`}, ids(got.InPerson)); diff != "" {
			t.Errorf("in person (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"familia"}, ids(got.Online)); diff != "" {
			t.Errorf("online (-want +got):\n%s", diff)
		}
	})
	t.Run("a name of several places gives the choices, with their cells", func(t *testing.T) {
		a := s.search(`{"near":"Springfield"}`)
		var got struct {
			Code    string
			Choices []struct{ Name, State, Cell string }
		}
		if err := json.Unmarshal([]byte(a.body), &got); err != nil {
			t.Fatal(err)
		}
		if a.StatusCode != 422 || got.Code != "place-ambiguous" || len(got.Choices) < 5 {
			t.Fatalf("status %d, %+v", a.StatusCode, got)
		}
		as[nearAnswer](t, s.get("/api/v1/near/"+got.Choices[0].Cell))
	})
	t.Run("pages go on where the last one ended", func(t *testing.T) {
		want := ids(as[nearAnswer](t, s.search(`{"near":"32073","within":100}`)).InPerson)
		page := as[nearAnswer](t, s.search(`{"near":"32073","within":100,"limit":1}`))
		got := ids(page.InPerson)
		for page.MoreInPerson != "" {
			if !strings.HasPrefix(page.MoreInPerson, "/api/v1/near/"+page.Cell+"?") {
				t.Fatalf("V7 the next page is %q, want a cell and no place", page.MoreInPerson)
			}
			page = as[nearAnswer](t, s.get(page.MoreInPerson))
			got = append(got, ids(page.InPerson)...)
		}
		if diff := cmp.Diff(want, got); diff != "" || len(want) < 3 {
			t.Errorf("(-all at once +page by page):\n%s", diff)
		}
	})
	t.Run("V11 the crisis lines of the day come with every answer about a place", func(t *testing.T) {
		got := as[nearAnswer](t, s.get("/api/v1/near/8083c0c"))
		if got.Crisis.On != "2026-06-03" || len(got.Crisis.Lines) == 0 || len(got.Contacts.Nations) == 0 {
			t.Errorf("%+v", got)
		}
	})
	t.Run("an order by start puts the soonest first", func(t *testing.T) {
		got := as[nearAnswer](t, s.get("/api/v1/near/88e5c5c?order=start&within=100"))
		starts := []string{}
		for _, h := range got.InPerson {
			if h.Next != nil {
				starts = append(starts, h.Next.Start)
			}
		}
		if !slices.IsSorted(starts) || len(starts) < 3 {
			t.Errorf("starts %v", starts)
		}
	})
}

// TestAnotherZone is about 21:30 on Tuesdays in Los Angeles.
func TestAnotherZone(t *testing.T) {
	snap := snapshot(t, `{"organization":{"id":"o","name":"Peers","state":"CA","zone":"America/Los_Angeles"}}
{"offering":{"id":"late","name":"Late","organization":"o","mode":"online","series":[{"rule":"FREQ=WEEKLY;BYDAY=TU","first":"2026-01-06","start":"21:30","length":"PT1H"}]}}`)
	s := serve(t, finder.Options{Source: finder.Fixed(snap, now)})
	type next struct {
		Next []struct{ Date, Time, Zone, Start string }
	}
	t.Run("D36 a meeting at 21:30 on Tuesday in Los Angeles is at 00:30 on Wednesday for a reader in New York", func(t *testing.T) {
		got := as[next](t, s.get("/api/v1/offerings/late?zone=America/New_York")).Next[0]
		want := struct{ Date, Time, Zone, Start string }{"2026-06-09", "21:30", "America/Los_Angeles", "2026-06-10T00:30:00-04:00"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("D36 the days of a filter are those of the reader", func(t *testing.T) {
		for day, want := range map[string][]string{"wed": {"late"}, "tue": nil} {
			got := ids(as[nearAnswer](t, s.get("/api/v1/near/88e5c5c?zone=America/New_York&day="+day)).Online)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", day, diff)
			}
		}
	})
	t.Run("without a zone it is its own", func(t *testing.T) {
		if got := as[next](t, s.get("/api/v1/offerings/late")).Next[0].Start; got != "2026-06-09T21:30:00-07:00" {
			t.Errorf("start %q", got)
		}
	})
}

func TestOccurrences(t *testing.T) {
	s := serveGroups(t)
	type answer struct {
		More        bool
		Occurrences []struct {
			Date, Original, Status, Room string
			Reason                       *struct{ Code, Text string }
		}
	}
	t.Run("a window holds what does not take place, too, with the reason", func(t *testing.T) {
		got := as[answer](t, s.get("/api/v1/offerings/friday/occurrences?from=2026-06-05&to=2026-06-28"))
		var dates []string
		for _, o := range got.Occurrences {
			line := o.Date + " " + o.Status + " " + o.Room
			if o.Reason != nil {
				line += " " + o.Reason.Text
			}
			dates = append(dates, line)
		}
		want := []string{"2026-06-05 on Room B", "2026-06-12 cancelled  no electricity", "2026-06-19 unconfirmed  ", "2026-06-27 moved  room taken"}
		if diff := cmp.Diff(want, dates); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("the day in to is not in the window", func(t *testing.T) {
		if got := as[answer](t, s.get("/api/v1/offerings/friday/occurrences?from=2026-06-05&to=2026-06-12")); len(got.Occurrences) != 1 {
			t.Errorf("%+v", got)
		}
	})
	t.Run("a limit says that there are more", func(t *testing.T) {
		if got := as[answer](t, s.get("/api/v1/offerings/friday/occurrences?limit=2")); len(got.Occurrences) != 2 || !got.More {
			t.Errorf("%+v", got)
		}
	})
}

func TestProblems(t *testing.T) {
	s := serveGroups(t)
	long := strings.Repeat("x", 65)
	tests := []struct {
		name, method, path, body string
		status                   int
		code, parameter          string
	}{
		{"a route that is not there", "GET", "/api/v1/nothing", "", 404, "not-found", ""},
		{"a record that is not there", "GET", "/api/v1/offerings/nothing", "", 404, "not-found", ""},
		{"an offering that is for leaders only", "GET", "/api/v1/offerings/leaders", "", 404, "not-found", ""},
		{"a method that changes things", "DELETE", "/api/v1/offerings/friday", "", 405, "method", ""},
		{"a method that echoes", "TRACE", "/api/v1/offerings", "", 405, "method", ""},
		{"a ZIP code for a cell", "GET", "/api/v1/near/32073", "", 404, "no-cell", ""},
		{"a cell that says too much", "GET", "/api/v1/near/88e5c5c4c", "", 404, "no-cell", ""},
		{"a county that is not there", "GET", "/api/v1/counties/99999/contacts", "", 404, "no-county", ""},
		{"a parameter that is not known", "GET", "/api/v1/offerings?lat=30", "", 400, "parameter-unknown", ""},
		{"no offerings at all", "GET", "/api/v1/offerings?limit=0", "", 400, "parameter", "limit"},
		{"more offerings than a page has", "GET", "/api/v1/offerings?limit=501", "", 400, "parameter", "limit"},
		{"a number with a sign", "GET", "/api/v1/offerings?limit=%2B5", "", 400, "parameter", "limit"},
		{"a value that is too long", "GET", "/api/v1/offerings?program=" + long, "", 400, "parameter", "program"},
		{"too many values", "GET", "/api/v1/offerings?" + strings.Repeat("program=a&", 17), "", 400, "parameter", "program"},
		{"two values for one", "GET", "/api/v1/offerings?limit=1&limit=2", "", 400, "parameter", "limit"},
		{"a distance past the earth", "GET", "/api/v1/near/88e5c5c?within=3001", "", 400, "parameter", "within"},
		{"a day of no week", "GET", "/api/v1/near/88e5c5c?day=monday", "", 400, "parameter", "day"},
		{"a time of no day", "GET", "/api/v1/near/88e5c5c?from=25:00", "", 400, "parameter", "from"},
		{"a zone that is not there", "GET", "/api/v1/near/88e5c5c?zone=Local", "", 400, "parameter", "zone"},
		{"a page that is none", "GET", "/api/v1/near/88e5c5c?page=zzzz", "", 400, "parameter", "page"},
		{"a date that is none", "GET", "/api/v1/offerings/friday/occurrences?from=2026-02-30", "", 400, "parameter", "from"},
		{"a window backwards", "GET", "/api/v1/offerings/friday/occurrences?from=2026-06-05&to=2026-06-05", "", 400, "parameter", "to"},
		{"a window of more than two years", "GET", "/api/v1/offerings/friday/occurrences?from=2026-06-05&to=2028-06-06", "", 400, "parameter", "to"},
		{"a search without a place", "POST", "/api/v1/search", `{"within":5}`, 400, "parameter", "near"},
		{"a search for a place that nobody knows", "POST", "/api/v1/search", `{"near":"Nowhere at all"}`, 422, "place-unknown", ""},
		{"a search for a text that is no place", "POST", "/api/v1/search", `{"near":"` + strings.Repeat("a", 300) + `"}`, 422, "place-too-long", ""},
		{"a search with a coordinate as a field", "POST", "/api/v1/search", `{"near":"32073","lat":"30"}`, 400, "parameter-unknown", ""},
		{"a search with a field twice", "POST", "/api/v1/search", `{"near":"32073","near":"99501"}`, 400, "body", ""},
		{"a search with null", "POST", "/api/v1/search", `{"near":null}`, 400, "body", ""},
		{"a search with something after it", "POST", "/api/v1/search", `{"near":"32073"} {}`, 400, "body", ""},
		{"a search that is a list", "POST", "/api/v1/search", `["32073"]`, 400, "body", ""},
		{"a search that ends early", "POST", "/api/v1/search", `{"near":`, 400, "body", ""},
		{"a search that is too long", "POST", "/api/v1/search", `{"near":"` + strings.Repeat("a", 17<<10) + `"}`, 413, "too-large", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.do(tt.method, tt.path, tt.body, "Content-Type", "application/json")
			var got struct {
				Code, Parameter, Accepted, Detail string
				Status                            int
			}
			if err := json.Unmarshal([]byte(a.body), &got); err != nil {
				t.Fatalf("%v: %s", err, a.body)
			}
			if a.StatusCode != tt.status || got.Status != tt.status || got.Code != tt.code || got.Parameter != tt.parameter {
				t.Errorf("status %d, %+v", a.StatusCode, got)
			}
			if tt.code == "parameter" && got.Accepted == "" {
				t.Error("it does not say what is accepted")
			}
			if a.Header.Get("Content-Type") != "application/problem+json" || a.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("headers %v", a.Header)
			}
		})
	}
	t.Run("a search that is a form", func(t *testing.T) {
		a := s.do("POST", "/api/v1/search", "near=32073", "Content-Type", "application/x-www-form-urlencoded")
		if a.StatusCode != http.StatusUnsupportedMediaType {
			t.Errorf("status %d", a.StatusCode)
		}
	})
}

func TestHeaders(t *testing.T) {
	s := serveGroups(t)
	t.Run("what is the same is not sent again", func(t *testing.T) {
		for _, path := range []string{"/api/v1/organizations", "/api/v1/offerings", "/api/v1/offerings/friday", "/api/v1/changes", "/api/v1/openapi.json", "/api/v1/crisis-lines"} {
			tag := s.get(path).Header.Get("ETag")
			if a := s.get(path, "If-None-Match", tag); tag == "" || a.StatusCode != http.StatusNotModified || a.body != "" {
				t.Errorf("%s: ETag %q, then status %d", path, tag, a.StatusCode)
			}
			if a := s.get(path, "If-None-Match", `"other"`); a.StatusCode != http.StatusOK {
				t.Errorf("%s: status %d for another tag", path, a.StatusCode)
			}
		}
	})
	t.Run("V7 answers about a place are not to be stored, and have no tag", func(t *testing.T) {
		for _, a := range []answer{s.get("/api/v1/near/88e5c5c"), s.get("/api/v1/counties/12019/contacts"), s.search(`{"near":"32073"}`)} {
			if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("ETag") != "" {
				t.Errorf("%s: %v", a.Request.URL.Path, a.Header)
			}
		}
	})
	t.Run("other sites may read, without credentials", func(t *testing.T) {
		for _, a := range []answer{s.get("/api/v1/offerings", "Origin", "https://other.example"), s.search(`{"near":"32073"}`, "Origin", "https://other.example"), s.get("/api/v1/x")} {
			if a.Header.Get("Access-Control-Allow-Origin") != "*" || a.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%v", a.Header)
			}
		}
		a := s.do("OPTIONS", "/api/v1/search", "", "Origin", "https://other.example", "Access-Control-Request-Method", "POST")
		if a.StatusCode != 204 || !strings.Contains(a.Header.Get("Access-Control-Allow-Methods"), "POST") || !strings.Contains(a.Header.Get("Access-Control-Allow-Headers"), "Content-Type") {
			t.Errorf("preflight: %d %v", a.StatusCode, a.Header)
		}
	})
	t.Run("no answer sets a cookie or lacks a header", func(t *testing.T) {
		for _, a := range []answer{s.get("/api/v1/offerings"), s.get("/api/v1/x"), s.search(""), s.do("PUT", "/api/v1/offerings", "")} {
			for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "Content-Type"} {
				if a.Header.Get(name) == "" {
					t.Errorf("%s %s: no %s", a.Request.Method, a.Request.URL.Path, name)
				}
			}
			if a.Header.Get("Set-Cookie") != "" {
				t.Error("a cookie")
			}
		}
	})
}

func TestPagesOfRecords(t *testing.T) {
	s := serveGroups(t)
	for _, kind := range []string{"organizations", "offerings"} {
		t.Run("pages of "+kind+" hold all of them once", func(t *testing.T) {
			var want, got []string
			collect := func(path string) (list []string, next string) {
				a := as[map[string]json.RawMessage](t, s.get(path))
				var records []struct{ ID string }
				if err := json.Unmarshal(a[kind], &records); err != nil {
					t.Fatal(err)
				}
				for _, r := range records {
					list = append(list, r.ID)
				}
				if a["next"] != nil {
					if err := json.Unmarshal(a["next"], &next); err != nil {
						t.Fatal(err)
					}
				}
				return list, next
			}
			want, _ = collect("/api/v1/" + kind)
			for next := "/api/v1/" + kind + "?limit=2"; next != ""; {
				var page []string
				page, next = collect(next)
				got = append(got, page...)
			}
			if diff := cmp.Diff(want, got); diff != "" || len(want) < 5 {
				t.Errorf("(-at once +page by page):\n%s", diff)
			}
		})
	}
}

func TestTheDemoSaysSo(t *testing.T) {
	snap, err := demo.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, finder.Options{Source: finder.Fixed(snap, demo.Now()), Demo: demo.Now()})
	for _, path := range []string{"/api/v1/offerings", "/api/v1/near/88e5c5c", "/api/v1/changes", "/api/v1/organizations"} {
		if a := s.get(path); !strings.HasPrefix(a.body, `{"demo":true`) {
			t.Errorf("%s: %.60s", path, a.body)
		}
	}
	t.Run("V11 crisis lines follow the real day", func(t *testing.T) {
		got := as[nearAnswer](t, s.get("/api/v1/near/88e5c5c"))
		if got.Crisis.On != fmt.Sprint(now.Format("2006-01-02")) {
			t.Errorf("on %s", got.Crisis.On)
		}
	})
}
