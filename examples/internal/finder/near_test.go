package finder_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestNear(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	page := s.find("Orange Park, FL")
	text := page.main()
	t.Run("D4 in person by distance, online by time, hybrid in both", func(t *testing.T) {
		wants(t, text, "In person", "Women's circle", "NAMI Family Support Group", "NAMI Connection",
			"Online and by phone", "2 online and telephone groups.", "Night line", "NAMI Family Support Group")
	})
	t.Run("cancelled, unconfirmed and moved dates show, with their reasons", func(t *testing.T) {
		wants(t, text, "Friday, June 5, 2026, 6:00–7:30 pm Eastern", "Room B", "Room B tonight",
			"Friday, June 12, 2026", "Cancelled : no electricity", "Friday, June 19, 2026", "Call first : Juneteenth",
			"Saturday, June 27, 2026", "Moved from Friday, June 26, 2026 : room taken",
			"Not confirmed yet? Ask:", "Helpline", "(904) 555-0101")
	})
	t.Run("D29 a group without coordinates is listed for its county, without distance", func(t *testing.T) {
		wants(t, text, "In Clay County, FL, not on the map", "Green Cove evening", "Monday, June 8, 2026")
	})
	t.Run("S24 every level, and which one answers", func(t *testing.T) {
		wants(t, text, "For Clay County, FL, the local organization answers.", "Clay County peers",
			"State office", "(850) 555-0102", "National organization", "(703) 555-0103")
	})
	t.Run("V9 of a confidential place only the area is told", func(t *testing.T) {
		wants(t, text, "Orange Park, FL (area only)")
		for _, path := range []string{"/offerings/women", "/organizations/clay", "/offerings/women.ics"} {
			lacks(t, s.get(path).body, "Hidden", "30.16", "81.72")
		}
		lacks(t, page.body, "Hidden")
	})
	t.Run("what does not meet is not listed", func(t *testing.T) { lacks(t, text, "Peer-to-Peer", "Winter group") })
}

func TestNothingNear(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	text := s.find("99501").main() // Anchorage
	t.Run("S30 the nearest at any distance, online, national, helpline", func(t *testing.T) {
		wants(t, text, "No group meets in person within 25 miles.", "The nearest, farther away", "NAMI Family Support Group",
			"about 3697 miles", "Online and by phone", "Night line",
			"No local or state organization for Anchorage Municipality, AK is listed here", "National office")
		wants(t, s.find("99501").text(), "NAMI HelpLine")
	})
	t.Run("S24 the state office answers where no affiliate does", func(t *testing.T) {
		wants(t, s.find("33101").main(), "No local organization serves Miami-Dade County, FL. The state office answers.", "(850) 555-0102")
	})
	t.Run("S30 an empty directory still helps", func(t *testing.T) {
		empty := serveEmpty(t)
		wants(t, empty.find("32073").text(), "No group meets in person", "0 online and telephone groups", "NAMI HelpLine")
	})
}

func TestSearchForm(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	tests := []struct {
		name, near string
		status     int
		location   string
		phrases    []string
	}{
		{"a ZIP code", "32073", 303, "/near/88e5c5c", nil},
		{"a ZIP code with blanks and four digits more", " 32073-1234 ", 303, "/near/88e5c5c", nil},
		{"a city", "orange park fl", 303, "/near/88e5c5c", nil},
		{"a cell", "88e5c5c", 303, "/near/88e5c5c", nil},
		{"a finer cell is cut to the private level", "88e5c5b0c", 303, "/near/88e5c5c", nil},
		{"D51 an ambiguous city offers choices", "Fayetteville", 200, "",
			[]string{"Which place do you mean?", "Fayetteville, Arkansas", "Fayetteville, North Carolina", "Cumberland County"}},
		{"D51 a city with the name of a state", "New York", 200, "", []string{"Which place do you mean?", "New York, New York"}},
		{"D51 S30 an unknown ZIP code", "99999", 200, "",
			[]string{"We do not know this place", "Night line", "These organizations answer for the whole country.", "National office"}},
		{"D51 S30 an unknown name", "Xanadu", 200, "", []string{"We do not know this place", "National office"}},
		{"five digits are never a cell", "88c01", 200, "", []string{"We do not know this place"}},
		{"nothing", "", 400, "", []string{"Please type a ZIP code or a city."}},
		{"blanks", " \t\n", 400, "", []string{"Please type a ZIP code or a city."}},
		{"too long", strings.Repeat("x", 201), 400, "", []string{"at most 200 bytes"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.search(tt.near)
			if a.StatusCode != tt.status || a.Header.Get("Location") != tt.location {
				t.Errorf("status %d to %q, want %d to %q", a.StatusCode, a.Header.Get("Location"), tt.status, tt.location)
			}
			wants(t, a.main(), tt.phrases...)
		})
	}
	t.Run("choices lead to cells", func(t *testing.T) {
		wants(t, s.search("Fayetteville").body, `<li><a href="/near/`)
	})
	t.Run("the answer keeps the language", func(t *testing.T) {
		if got := s.searchAt("/search?lang=es", "32073").Header.Get("Location"); got != "/near/88e5c5c?lang=es" {
			t.Errorf("to %q", got)
		}
	})
	t.Run("a place in the query is not read", func(t *testing.T) {
		if a := s.do(http.MethodPost, "/search?near=32073", strings.NewReader("")); a.StatusCode != 400 {
			t.Errorf("status %d, want 400", a.StatusCode)
		}
	})
}

func TestCells(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	tests := []struct {
		name, path string
		status     int
		location   string
	}{
		{"a cell of the private level", "/near/88e5c5c", 200, ""},
		{"a coarser one, some 20 km wide", "/near/88e5c4", 200, ""},
		{"a finer one leads to the private level", "/near/88e5c5b0c?day=wed&lat=30.1", 303, "/near/88e5c5c?day=wed"},
		{"too coarse to be a place", "/near/88e5d", 404, ""},
		{"a ZIP code", "/near/32073", 404, ""},
		{"coordinates", "/near/30.16,-81.72", 404, ""},
		{"no token", "/near/zzz", 404, ""},
		{"a cell at sea", "/near/0000004", 200, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.get(tt.path)
			if a.StatusCode != tt.status || a.Header.Get("Location") != tt.location {
				t.Errorf("status %d to %q, want %d to %q", a.StatusCode, a.Header.Get("Location"), tt.status, tt.location)
			}
		})
	}
	t.Run("V8 the error that is told grows with the cell", func(t *testing.T) {
		wants(t, s.get("/near/88e5c5c").main(), "up to 2.5 miles off")
		wants(t, s.get("/near/88e5c4").main(), "up to 9 miles off")
	})
}
