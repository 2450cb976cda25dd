package finder_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
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
	s := serveRecords(t, "groups.jsonl")
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
	} {
		for _, c := range []string{canaryZIP, canaryLat, canaryQuery} {
			a := s.get(strings.ReplaceAll(path, "%s", c), headers...)
			if !strings.Contains(path, "program=") { // the filter is on the page
				answers = append(answers, a)
			}
		}
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
