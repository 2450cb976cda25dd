package finder_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/memstore"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/schedule"
)

// Canaries are texts that occur nowhere else: what visitors send.
const (
	canaryZIP     = "99501"
	canaryCity    = "Chugiak"
	canaryLat     = "61.40327"
	canaryLng     = "-149.44812"
	canaryAddress = "17 Quillfeather Row"
	canaryClient  = "203.0.113.77"
	canaryBrowser = "Canarybrowser/7.7"
	canaryQuery   = "mynameiswren"
	canaryMethod  = "WRENFINDS"
)

var canaries = []string{canaryZIP, canaryCity, canaryLat, canaryLng, canaryAddress, canaryClient, canaryBrowser, canaryQuery, canaryMethod}

func TestNothingOfTheVisitorStays(t *testing.T) {
	s := serve(t, finder.Options{
		Source:   finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now),
		Reported: func(context.Context, string, schedule.Date) error { return nil },
	})
	headers := []string{"User-Agent", canaryBrowser, "X-Forwarded-For", canaryClient, "Referer", "https://" + canaryQuery + ".example/"}
	typed := []string{
		canaryZIP, canaryCity, canaryCity + ", AK", canaryLat + "," + canaryLng, canaryAddress,
		canaryAddress + ", Anchorage, AK " + canaryZIP, canaryZIP + "-0001", strings.Repeat(canaryAddress, 50),
	}
	var answers []answer
	for _, near := range typed {
		answers = append(answers, s.search(near, headers...), s.search(near, append(headers, "Sec-Fetch-Site", "cross-site")...))
	}
	for _, path := range []string{
		"/near/%s", "/near/88e5c5c?lat=%s", "/near/88e5c5c?day=%s", "/near/88e5c5c?program=%s&topic=%s", "/offerings/%s", "/organizations/%s.ics",
		"/%s", "/online?within=%s", "/static/%s", "/?lang=%s", "/healthz?%s",
		"/near/%s/map", "/near/88e5c5c/map?near=%s", "/near/88e5c5c?when=%s", "/coverage/%s", "/coverage?drive=%s", "/coverage/%s/map",
		"/organizations/clay/print?month=%s", "/organizations/%s/flyer", "/organizations/%s/code", "/trainings?%s", "/start-a-group?near=%s",
		"/embed/organizations/%s", "/embed/search?near=%s", "/embed?%s", "/meetings.json?%s", "/hsds.json?near=%s", "/offerings/%s.jsonld", "/readyz?%s",
	} {
		for _, c := range []string{canaryZIP, canaryLat, canaryQuery} {
			a := s.get(strings.ReplaceAll(path, "%s", c), headers...)
			if !strings.Contains(path, "program=") { // the filter is on the page
				answers = append(answers, a)
			}
		}
	}
	for _, c := range canaries {
		body := strings.NewReader("date=" + c + "&name=" + c + "&note=" + c)
		answers = append(answers, s.do("POST", "/offerings/friday/closed", body, append(headers, "Content-Type", "application/x-www-form-urlencoded")...))
	}
	answers = append(answers, s.do(canaryMethod, "/"+canaryQuery, nil, headers...), s.do(http.MethodPut, "/near/"+canaryZIP, nil, headers...))

	t.Run("V7 no answer repeats it, no address holds it", func(t *testing.T) {
		for i, a := range answers {
			place := ""
			for _, c := range canaries {
				if strings.Contains(a.body, c) && !strings.Contains(a.main(), "Anchorage") {
					place = "page"
				}
				if strings.Contains(fmt.Sprint(a.Header), c) {
					place = "headers"
				}
			}
			if place != "" {
				t.Errorf("answer %d, of %s, repeats a canary in its %s", i, a.Request.Method, place)
			}
		}
	})
	t.Run("V7 the answer to a search leads to a cell and nothing else", func(t *testing.T) {
		if got := s.search(canaryZIP).Header.Get("Location"); !strings.HasPrefix(got, "/near/") || len(got) != len("/near/88e5c5c") {
			t.Errorf("leads to %q", got)
		}
	})
	t.Run("V7 no log line holds it", func(t *testing.T) {
		log := s.logged()
		if n := strings.Count(log, "msg=request"); n < len(answers) {
			t.Errorf("%d lines for %d requests", n, len(answers))
		}
		lacks(t, log, append(canaries, "88e5c5c", "127.0.0.1", "friday", "clay")...)
	})
}

func TestNothingIsWritten(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	s := serveEmpty(t)
	s.find("32073")
	if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
		t.Errorf("files %v, %v", files, err)
	}
}

func TestLinksToJoinStayPrivate(t *testing.T) {
	const link, passcode = "https://meet.example/canary-777", "canary-passcode"
	records := `{"organization":{"id":"o","name":"Peers","state":"FL","zone":"America/New_York"}}` + "\n"
	ways := map[string]string{
		"": "Ask for the way to join.", "after registration": "The link comes after you register.",
		"without passcode": "The link is public; ask for the passcode.", "public": "Open to everybody who has the link.",
	}
	var secrets []directory.Entity
	for way := range ways {
		id := "g" + strings.ReplaceAll(way, " ", "-")
		records += fmt.Sprintf(`{"offering":{"id":%q,"program":"connection","organization":"o","mode":"online","join_by":%q,`+
			`"series":[{"rule":"FREQ=DAILY","first":"2026-01-01","start":"18:00","length":"PT1H"}]}}`+"\n", id, way)
		secrets = append(secrets, directory.Credential{
			Offering: id, Link: directory.NewSecret(link), Passcode: directory.NewSecret(passcode),
		})
	}
	s := serve(t, finder.Options{Source: finder.Fixed(stored(t, records, secrets...), now)})
	for way, words := range ways {
		id := "g" + strings.ReplaceAll(way, " ", "-")
		t.Run("V5 the way to join: "+words, func(t *testing.T) {
			wants(t, s.get("/offerings/"+id).main(), words)
		})
		for _, path := range []string{"/offerings/" + id, "/offerings/" + id + ".ics", "/online", "/organizations/o", "/organizations/o/print", "/organizations/o/flyer", "/near/88e5c5c", "/offerings/" + id + ".jsonld", "/meetings.json", "/hsds.json", "/embed/organizations/o"} {
			a := s.get(path)
			if a.StatusCode != http.StatusOK {
				t.Errorf("%s: status %d", path, a.StatusCode)
			}
			lacks(t, a.body, "canary", "meet.example")
		}
	}
	lacks(t, s.logged(), "canary", "meet.example")
}

// stored returns the snapshot of a directory that knows secrets, too.
func stored(t *testing.T, records string, secrets ...directory.Entity) *directory.Snapshot {
	t.Helper()
	entities, err := directory.ReadRecords(strings.NewReader(records))
	if err != nil {
		t.Fatal(err)
	}
	store := memstore.New()
	for i, e := range append(entities, secrets...) {
		body, err := directory.Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		b := directory.Batch{ID: fmt.Sprint(i), Writes: []directory.Write{{Key: e.Key(), Body: body}}}
		if _, err := store.Commit(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	d, err := directory.Open(t.Context(), store, directory.Options{Private: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d.Snapshot()
}
