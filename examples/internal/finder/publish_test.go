package finder_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

var feeds = []string{"/meetings.json", "/hsds.json"}

func TestFeedsForOtherSites(t *testing.T) {
	s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now), Address: "https://groups.example"})
	for _, path := range feeds {
		plain := s.get(path, "Accept-Encoding", "identity")
		var records []map[string]any
		if err := json.Unmarshal([]byte(plain.body), &records); err != nil || len(records) == 0 || plain.StatusCode != http.StatusOK {
			t.Fatalf("%s: status %d, %v: %.200s", path, plain.StatusCode, err, plain.body)
		}
		t.Run("V20 it says when it became what it is, and until when it holds: "+path, func(t *testing.T) {
			changed, err := http.ParseTime(plain.Header.Get("Last-Modified"))
			if err != nil || !changed.Equal(now) {
				t.Errorf("Last-Modified %v, %v", changed, err)
			}
			if end, err := http.ParseTime(plain.Header.Get("Expires")); err != nil || !end.Equal(now.Add(24*time.Hour)) {
				t.Errorf("Expires %v, %v", end, err)
			}
		})
		t.Run("304 for what has not changed: "+path, func(t *testing.T) {
			again := s.get(path, "Accept-Encoding", "identity", "If-None-Match", plain.Header.Get("ETag"))
			if again.StatusCode != http.StatusNotModified || again.body != "" {
				t.Errorf("status %d", again.StatusCode)
			}
		})
		t.Run("compressed it is the same: "+path, func(t *testing.T) {
			packed := s.get(path, "Accept-Encoding", "gzip")
			if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == plain.Header.Get("ETag") || unpacked(t, packed) != plain.body {
				t.Errorf("%v", packed.Header)
			}
		})
		t.Run("V4 nothing of a confidential place is in it: "+path, func(t *testing.T) {
			lacks(t, plain.body, "Hidden", "30.1612", "-81.7234")
		})
		t.Run("pages are named by the address of the site: "+path, func(t *testing.T) {
			wants(t, plain.body, "https://groups.example/")
			lacks(t, plain.body, "127.0.0.1")
		})
	}
	t.Run("D40 what meets once a month is in no list of weekly meetings", func(t *testing.T) {
		lacks(t, s.get("/meetings.json").body, "Women's circle", "Women\\u0027s circle")
		wants(t, s.get("/hsds.json").body, "Women")
	})
}

func TestFeedsFollowTheRecords(t *testing.T) {
	const org = `{"organization":{"id":"o","name":"Peers","state":"FL","zone":"America/New_York"}}` + "\n"
	const one = `{"offering":{"id":"a","name":"Alpha","organization":"o","mode":"online","series":[{"rule":"FREQ=WEEKLY;BYDAY=TU","first":"2026-01-06","start":"18:00","length":"PT1H"}]}}` + "\n"
	var shown atomic.Pointer[directory.Snapshot]
	at := now
	shown.Store(snapshot(t, org+one))
	s := serve(t, finder.Options{
		Source: func() finder.State { return finder.State{Snapshot: shown.Load(), AsOf: now} }, Clock: func() time.Time { return at },
	})
	for _, path := range feeds {
		at = now
		shown.Store(snapshot(t, org+one))
		first := s.get(path)
		at = now.Add(time.Hour)
		shown.Store(snapshot(t, org+one))
		same := s.get(path)
		shown.Store(snapshot(t, org+strings.Replace(one, "Alpha", "Omega", 1)))
		other := s.get(path)
		if same.Header.Get("Last-Modified") != first.Header.Get("Last-Modified") || same.Header.Get("ETag") != first.Header.Get("ETag") {
			t.Errorf("%s: other records, but the same feed: %v", path, same.Header)
		}
		if other.Header.Get("ETag") == first.Header.Get("ETag") || other.Header.Get("Last-Modified") == first.Header.Get("Last-Modified") {
			t.Errorf("%s: another feed: %v", path, other.Header)
		}
		wants(t, other.body, "Omega")
	}
}

func TestFeedsKeepTheWayIn(t *testing.T) {
	records := `{"organization":{"id":"o","name":"Peers","state":"FL","zone":"America/New_York","contacts":[{"role":"helpline","phone":"(904) 555-0101"}]}}
{"offering":{"id":"asked","name":"Asked","organization":"o","mode":"online","series":[{"rule":"FREQ=WEEKLY;BYDAY=TU","first":"2026-01-01","start":"18:00","length":"PT1H"}]}}`
	secret := directory.Credential{Offering: "asked", Link: directory.NewSecret("https://meet.example/canary"), Passcode: directory.NewSecret("canary-passcode")}
	s := serve(t, finder.Options{Source: finder.Fixed(stored(t, records, secret), now)})
	for _, path := range feeds {
		t.Run("D21 what withholds the way in is in the feed, without it: "+path, func(t *testing.T) {
			a := s.get(path)
			wants(t, a.body, "Asked")
			lacks(t, a.body, "canary", "meet.example")
		})
	}
}

func TestTheDemoFeedsNobody(t *testing.T) {
	s := serveDemo(t)
	for _, path := range feeds {
		if a := s.get(path); a.StatusCode != http.StatusNotFound || !strings.Contains(a.text(), "The demo publishes no list for other sites") {
			t.Errorf("%s: status %d: %s", path, a.StatusCode, a.text())
		}
	}
}

func TestDataForSearchEngines(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	page := s.get("/offerings/friday")
	if got := page.Header.Get("Link"); got != `</offerings/friday.jsonld>; rel="alternate"; type="application/ld+json"` {
		t.Errorf("Link: %s", got)
	}
	a := s.get("/offerings/friday.jsonld")
	var document map[string]any
	if err := json.Unmarshal([]byte(a.body), &document); err != nil || document["@context"] == nil || a.Header.Get("Content-Type") != "application/ld+json" {
		t.Fatalf("status %d, %v: %.200s", a.StatusCode, err, a.body)
	}
	t.Run("V20 it says until when it holds", func(t *testing.T) {
		if end, err := http.ParseTime(a.Header.Get("Expires")); err != nil || !end.Equal(now.Add(24*time.Hour)) {
			t.Errorf("Expires %v, %v", end, err)
		}
	})
	t.Run("304 for what has not changed", func(t *testing.T) {
		if again := s.get("/offerings/friday.jsonld", "If-None-Match", a.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("status %d", again.StatusCode)
		}
	})
	t.Run("V4 of a confidential place it has the town only", func(t *testing.T) {
		lacks(t, s.get("/offerings/women.jsonld").body, "Hidden", "30.1612", "-81.7234")
	})
	t.Run("there is none of what is for leaders, or is not there", func(t *testing.T) {
		for _, id := range []string{"leaders", "nothing"} {
			if a := s.get("/offerings/" + id + ".jsonld"); a.StatusCode != http.StatusNotFound {
				t.Errorf("%s: status %d", id, a.StatusCode)
			}
		}
	})
	t.Run("the demo has none", func(t *testing.T) {
		d := serveDemo(t)
		if a := d.get("/offerings/jax-wednesday.jsonld"); a.StatusCode != http.StatusNotFound || d.get("/offerings/jax-wednesday").Header.Get("Link") != "" {
			t.Errorf("status %d", a.StatusCode)
		}
	})
}
