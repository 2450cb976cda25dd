package finder_test

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

// A hostile input, as the README beside the shared data describes it.
type hostile struct {
	ID, Kind, Input, Hex string
	Bytes                int
	Parts                []struct {
		S     string
		N     int
		Count bool
	}
}

func (h hostile) text() string {
	if h.Hex != "" {
		raw, _ := hex.DecodeString(h.Hex)
		return string(raw)
	}
	if h.Parts == nil {
		return h.Input
	}
	var b strings.Builder
	for _, p := range h.Parts {
		for i := range max(1, p.N) {
			if p.Count {
				b.WriteString(strings.ReplaceAll(p.S, "%d", strconv.Itoa(i)))
			} else {
				b.WriteString(p.S)
			}
		}
	}
	return b.String()
}

// inputs returns the shared hostile inputs of some kinds.
func inputs(t *testing.T, kinds ...string) (list []hostile) {
	t.Helper()
	f, err := os.Open("../../../../shared/data/hostile/hostile.jsonl")
	if err != nil {
		t.Skipf("the shared data are not beside the checkout: %v", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var h hostile
		if err := json.Unmarshal(lines.Bytes(), &h); err != nil {
			t.Fatal(err)
		}
		for _, k := range kinds {
			if h.Kind == k && h.Bytes < 4<<20 {
				list = append(list, h)
			}
		}
	}
	if len(list) == 0 {
		t.Fatal("no inputs")
	}
	return list
}

func TestHostileForms(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	for _, h := range inputs(t, "http", "unicode", "coordinate", "freetext", "json", "time") {
		t.Run(h.ID, func(t *testing.T) {
			a := s.search(h.text())
			switch a.StatusCode {
			case 200, 303, 400, 413:
			default:
				t.Errorf("status %d", a.StatusCode)
			}
			checkAnswer(t, a)
			if place := a.Header.Get("Location"); place != "" && !strings.HasPrefix(place, "/near/") {
				t.Errorf("leads to %q", place)
			}
			raw := s.do("POST", "/search", strings.NewReader(h.text()), "Content-Type", "application/x-www-form-urlencoded")
			if raw.StatusCode >= 500 {
				t.Errorf("as a whole body: status %d", raw.StatusCode)
			}
			checkAnswer(t, raw)
		})
	}
	lacks(t, s.logged(), "evil", "32202", "\x1b", "fake")
}

func TestHostileNames(t *testing.T) {
	for _, h := range inputs(t, "unicode") {
		t.Run(h.ID, func(t *testing.T) {
			text := h.text()
			name, err := json.Marshal(text)
			if err != nil {
				t.Fatal(err)
			}
			if len(text) > 100_000 {
				return // longer than a line of records may be with two of them
			}
			s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, strings.ReplaceAll(
				`{"organization":{"id":"o","name":NAME,"zone":"America/New_York","contacts":[{"role":NAME,"phone":NAME,"email":NAME,"url":NAME}]}}
{"venue":{"id":"v","name":NAME,"room":NAME,"point":"30.16,-81.72"}}
{"offering":{"id":"g","name":NAME,"organization":"o","venue":"v","topics":[NAME],"series":[{"rule":"FREQ=DAILY","first":"2026-01-01","start":"18:00","length":"PT1H"}]}}
`, "NAME", string(name))), now)})
			for _, path := range []string{"/near/88e5c5c", "/offerings/g", "/organizations/o", "/offerings/g.ics", "/near/88e5c5c?lang=es"} {
				a := s.get(path)
				if a.StatusCode != 200 {
					t.Errorf("%s: status %d", path, a.StatusCode)
				}
				checkAnswer(t, a)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	phone := func(s string) string { return finder.PhoneLink("tel", s) }
	for _, tt := range []struct {
		name    string
		make    func(string) string
		in, out string
	}{
		{"a web page", finder.WebLink, "https://example.org/a?b=c", "https://example.org/a?b=c"},
		{"script", finder.WebLink, "javascript:alert(1)", ""},
		{"script, disguised", finder.WebLink, " JaVaScRiPt:alert(1)", ""},
		{"data", finder.WebLink, "data:text/html,x", ""},
		{"no host", finder.WebLink, "https:///x", ""},
		{"a password", finder.WebLink, "https://user:word@example.org/", ""},
		{"not absolute", finder.WebLink, "//example.org/", ""},
		{"a control character", finder.WebLink, "https://example.org/\x00", ""},
		{"a quote", finder.WebLink, `https://example.org/"onclick=`, "https://example.org/%22onclick="},
		{"a number", phone, "(904) 555-0101", "tel:9045550101"},
		{"a number abroad", phone, "+1 904 555 0101", "tel:+19045550101"},
		{"words", phone, "ask Ana", ""},
		{"too many digits", phone, strings.Repeat("9", 21), ""},
		{"an address", finder.MailLink, "office@clay.example", "mailto:office@clay.example"},
		{"an address with a subject", finder.MailLink, "office@clay.example?cc=evil@evil.example", ""},
		{"two addresses", finder.MailLink, "a@b.example,c@d.example", ""},
		{"no address", finder.MailLink, "office", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.make(tt.in); got != tt.out {
				t.Errorf("%q became %q, want %q", tt.in, got, tt.out)
			}
		})
	}
}
