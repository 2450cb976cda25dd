package finder_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"rsc.io/qr"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestMonth(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	t.Run("D23 any month, real dates, closed and moved ones marked", func(t *testing.T) {
		wants(t, s.get("/organizations/clay/print").main(), "June 2026", "← May 2026", "July 2026 →",
			"Monday, June 1, 2026, 12:00 pm Eastern", "Lunch group", "Friday, June 5", "Room B tonight",
			"Friday, June 12", "Cancelled : no electricity", "Friday, June 19", "Call first : Juneteenth",
			"Saturday, June 27", "Moved from Friday, June 26, 2026 : room taken", "By appointment: NAMI Basics", "(904) 555-0101")
		page := s.get("/organizations/clay/print?month=2026-12").main()
		wants(t, page, "December 2026", "Friday, December 4, 2026", "Saturday, December 5, 2026", "Friday, December 25, 2026", "Call first : Christmas Day")
		lacks(t, page, "January 1", "Winter group")
	})
	t.Run("S6 V13 confidentiality and its limits are on it", func(t *testing.T) {
		wants(t, s.get("/organizations/clay/print").main(), "stays with us", "There are limits.")
	})
	t.Run("D47 where to look before going, and not who answers just now", func(t *testing.T) {
		page := s.get("/organizations/clay/print").main()
		wants(t, page, "Look here before you go: "+strings.TrimPrefix(s.url, "http://")+"/organizations/clay")
		lacks(t, page, "Open now", "Closed now")
	})
	wants(t, s.get("/organizations/clay/print?month=2026-12&lang=es").main(), "diciembre de 2026", "viernes, 25 de diciembre de 2026", "Llame antes : Navidad")
	for _, month := range []string{"x", "2026-13", "2026-1", "2026", "9999-01", "0001-01", "2026-12-01"} {
		if a := s.get("/organizations/clay/print?month=" + month); a.StatusCode != 400 {
			t.Errorf("month %q: status %d, want 400", month, a.StatusCode)
		}
	}
	for _, month := range []string{"1900-01", "2199-12"} {
		if a := s.get("/organizations/clay/print?month=" + month); a.StatusCode != 200 {
			t.Errorf("month %q: status %d", month, a.StatusCode)
		}
	}
	if a := s.get("/organizations/x/print"); a.StatusCode != 404 {
		t.Errorf("no organization: status %d", a.StatusCode)
	}
}

func TestFlyer(t *testing.T) {
	text := readFile(t, "testdata/groups.jsonl")
	s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, text), now), Address: "https://groups.example.org/"})
	t.Run("D47 its groups in words, whom to ask, where to look", func(t *testing.T) {
		page := s.get("/organizations/clay/flyer")
		wants(t, page.main(), "Clay County peers", "NAMI Connection", "Fridays, 6:00-7:30 pm Eastern Time, call first on holidays",
			"Women's circle", "First Saturdays of the month", "area only", "groups.example.org/organizations/clay", "(904) 555-0101", "Call 988", "There are limits.")
		lacks(t, page.main(), "Winter group", "Hidden", "June 5", "Open now")
		wants(t, page.body, `src="/organizations/clay/code"`)
		wants(t, s.get("/organizations/clay/flyer?lang=es").main(), "Los viernes, de 6:00 a 7:30")
	})
	t.Run("D47 the code leads to the page of the organization", func(t *testing.T) {
		for path, want := range map[string]string{
			"/organizations/clay/code":         "https://groups.example.org/organizations/clay",
			"/organizations/clay/code?lang=es": "https://groups.example.org/organizations/clay?lang=es",
		} {
			if diff := cmp.Diff(dots(t, want), drawn(t, s.get(path).body)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	})
	t.Run("a host that cannot be one is not printed", func(t *testing.T) {
		for host, want := range map[string]string{
			"groups.example.org": "groups.example.org", "127.0.0.1:8080": "127.0.0.1:8080", "[::1]:80": "[::1]:80",
			"a b": "localhost", "evil.example/x?": "localhost", "user@evil.example": "localhost", "": "localhost",
		} {
			if got := finder.CleanHost(host); got != want {
				t.Errorf("%q became %q, want %q", host, got, want)
			}
		}
	})
}

// dots returns the rows of the code for a text.
func dots(t *testing.T, text string) (rows []string) {
	t.Helper()
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	for y := range c.Size {
		row := ""
		for x := range c.Size {
			row += map[bool]string{true: "#", false: "."}[c.Black(x, y)]
		}
		rows = append(rows, row)
	}
	return rows
}

// drawn returns the rows of a code as a picture shows them.
func drawn(t *testing.T, picture string) (rows []string) {
	t.Helper()
	var size int
	if _, err := fmt.Sscanf(picture, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d`, &size); err != nil {
		t.Fatal(err)
	}
	grid := make([][]byte, size-8)
	for i := range grid {
		grid[i] = []byte(strings.Repeat(".", size-8))
	}
	_, path, _ := strings.Cut(picture, ` d="`)
	path, _, _ = strings.Cut(path, `"`)
	for _, step := range strings.Split(strings.TrimPrefix(path, "M"), "M") {
		var x, y, run int
		if _, err := fmt.Sscanf(step, "%d %dh%d", &x, &y, &run); err != nil {
			t.Fatal(step, err)
		}
		for i := range run {
			grid[y-4][x-4+i] = '#'
		}
	}
	for _, row := range grid {
		rows = append(rows, string(row))
	}
	return rows
}
