package finder_test

import (
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestCoverage(t *testing.T) {
	s := serveDemo(t)
	t.Run("the country, with its range and what the figures mean", func(t *testing.T) {
		a := s.get("/coverage")
		wants(t, a.main(), "Who has a group within reach?", "15 minutes by car 30 minutes by car 45 minutes by car 60 minutes by car",
			"%", "of people live within about 30 minutes by car", "Driving times are estimates", "of 331,449,281 people live farther away.",
			"groups in person were counted.", "not on the map",
			"Florida", "Wisconsin", "2020 census", "Within reach is not the same as served", "Only groups in this list", "Worked out for")
		wants(t, a.body, `aria-current="true"`, `href="/coverage/FL"`, `src="/coverage/us/map"`)
	})
	t.Run("a state, its gaps by name and its counties", func(t *testing.T) {
		wants(t, s.get("/coverage/FL").main(), "within reach in Florida?", "Where groups are missing most", "Miami, FL", "miles",
			"Counties", "Clay County", "Miami-Dade County", "0 %")
	})
	t.Run("S29 the drive is a parameter, and more of it reaches more", func(t *testing.T) {
		share := func(query string) string {
			_, rest, _ := strings.Cut(s.get("/coverage/FL"+query).body, `class="figure"><strong>`)
			text, _, _ := strings.Cut(rest, " %")
			return text
		}
		if near, far := share("?drive=15"), share("?drive=60"); near == far || near == "" {
			t.Errorf("%q within 15 minutes, %q within 60", near, far)
		}
		a := s.get("/coverage?drive=31")
		wants(t, a.main(), "“drive” was not understood. It takes one of: 15, 30, 45, 60.")
		if a.StatusCode != 400 {
			t.Errorf("status %d", a.StatusCode)
		}
	})
	t.Run("in Spanish, and back", func(t *testing.T) {
		a := s.get("/coverage/FL?drive=45&lang=es")
		wants(t, a.main(), "¿Quién tiene un grupo a su alcance en Florida?", "45 minutos en auto", "Condados")
		wants(t, a.body, `href="/coverage/FL?drive=45" hreflang="en"`)
	})
	t.Run("pictures are images with words", func(t *testing.T) {
		for _, path := range []string{"/coverage/us/map", "/coverage/us/chart", "/coverage/FL/map?lang=es"} {
			a := s.get(path)
			if a.StatusCode != 200 || a.Header.Get("Content-Type") != "image/svg+xml" {
				t.Errorf("%s: status %d, %s", path, a.StatusCode, a.Header.Get("Content-Type"))
			}
			wants(t, a.body, "<title", "<desc")
			lacks(t, a.body, " style=", "<style", "<script")
			checkAnswer(t, a)
		}
	})
	for _, path := range []string{"/coverage/XX", "/coverage/fl", "/coverage/Florida", "/coverage/XX/map"} {
		if a := s.get(path); a.StatusCode != 404 {
			t.Errorf("%s: status %d, want 404", path, a.StatusCode)
		}
	}
}

func TestCoverageIsMeasuredOncePerSnapshot(t *testing.T) {
	first, second := snapshot(t, readFile(t, "testdata/groups.jsonl")), snapshot(t, readFile(t, "testdata/trainings.jsonl"))
	var current atomic.Pointer[directory.Snapshot]
	current.Store(first)
	h := finder.New(finder.Options{Source: func() finder.State { return finder.State{Snapshot: current.Load()} }})
	get := func(path string) answer {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return answer{w.Result(), w.Body.String()}
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { get("/coverage") })
	}
	all.Wait()
	once := finder.Reached(h)
	get("/coverage/FL")
	get("/coverage/us/map")
	if finder.Reached(h) != once || once == nil {
		t.Error("one snapshot is measured again")
	}
	current.Store(second)
	wants(t, get("/coverage").main(), "7 groups in person were counted.") // the last that is ready
	for range 200 {
		if strings.Contains(get("/coverage").main(), "0 groups in person") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the next snapshot is never measured")
}

func TestFewPeopleAreNotCounted(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 1: "fewer than 5", 4: "fewer than 5", 5: "5", 1234: "1,234", 331449281: "331,449,281"} {
		if got := finder.People(n); got != want {
			t.Errorf("V14 %d people are %q, want %q", n, got, want)
		}
	}
	for want, s := range map[string]coverage.Summary{
		"0 %": {People: 10}, "100 %": {People: 10, Reached: 10}, "50.0 %": {People: 10, Reached: 5},
		"99.9 %": {People: 1e6, Reached: 1e6 - 1}, "0.1 %": {People: 1e6, Reached: 1},
	} {
		if got := finder.Share(s); got != want {
			t.Errorf("%v is %q, want %q", s, got, want)
		}
	}
}
