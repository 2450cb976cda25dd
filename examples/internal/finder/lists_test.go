package finder_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/schedule"
)

func TestLists(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	t.Run("D46 all groups by town, without saying where one is", func(t *testing.T) {
		a := s.get("/towns")
		wants(t, a.main(), "Fleming Island, Florida", "NAMI Basics", "No dates are given here. Please ask.", "Next: Friday, June 5, 2026, 6:00–7:30 pm Eastern", "Green Cove Springs, Florida", "Orange Park, Florida", "area only")
		lacks(t, a.main(), "Hidden", "Winter group", "Night line")
		wants(t, a.body, `href="/offerings/friday"`, `href="/online"`)
	})
	t.Run("D46 all groups by day, each on the days on which it is held", func(t *testing.T) {
		main := s.get("/days?lang=es").main()
		wants(t, main, "viernes", "sábado, 6 de junio de 2026")
		if thursday, friday := strings.Index(main, "jueves"), strings.Index(main, "viernes"); thursday < 0 || friday < thursday {
			t.Error("the days are not in order")
		}
		lacks(t, main, "Hidden", "Winter group")
	})
	t.Run("everybody who can be asked, with the counties", func(t *testing.T) {
		wants(t, s.get("/organizations").main(), "Clay County peers", "Clay County, Florida", "Florida state office", "National office")
		lacks(t, s.get("/organizations").main(), "Old River")
	})
	t.Run("a state that is not there has no page", func(t *testing.T) {
		for _, path := range []string{"/towns/WY", "/days/x", "/towns/%2e%2e%2f"} {
			if a := s.get(path); a.StatusCode != 404 {
				t.Errorf("%s: status %d", path, a.StatusCode)
			}
		}
	})
	t.Run("a long list has a page for each state", func(t *testing.T) {
		var records strings.Builder
		records.WriteString(`{"organization":{"id":"o","name":"O","zone":"America/New_York"}}` + "\n")
		for i, state := range []string{"FL", "GA", ""} {
			fmt.Fprintf(&records, `{"venue":{"id":"v%d","name":"Hall %d","address":{"city":"Town","state":%q},"point":"30,-81"}}`+"\n", i, i, state)
		}
		for i := range finder.MostListed + 1 {
			fmt.Fprintf(&records, `{"offering":{"id":"g%d","name":"G%d","organization":"o","venue":"v%d","series":[{"rule":"FREQ=WEEKLY;BYDAY=MO","first":"2026-01-05","start":"17:00"}]}}`+"\n", i, i, i%3)
		}
		s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, records.String()), now)})
		for _, name := range []string{"/towns", "/days"} {
			wants(t, s.get(name).body, `href="`+name+`/FL"`, "134 groups", `href="`+name+`/other"`, "No state named")
			a := s.get(name + "/GA")
			wants(t, a.body, "Georgia", ">G1<")
			lacks(t, a.body, ">G0<")
			wants(t, s.get(name+"/other").body, ">G2<")
		}
	})
}

var made = schedule.MustDate("2026-06-03")

func TestStaticPagesHaveNoServerRoutes(t *testing.T) {
	s := serve(t, finder.Options{
		Source: finder.Fixed(snapshot(t, readFile(t, "testdata/groups.jsonl")), now),
		Static: &finder.Static{Made: made, Expires: made.AddDays(14), File: func(address string) string { return "file" + address }},
	})
	t.Run("D46 there is nothing that only a server can answer", func(t *testing.T) {
		for _, path := range []string{"/near/88e5c5c", "/healthz"} {
			if a := s.get(path); a.StatusCode != 404 {
				t.Errorf("%s: status %d", path, a.StatusCode)
			}
		}
		for _, path := range []string{"/", "/online", "/offerings/friday", "/trainings", "/start-a-group"} {
			a := s.get(path)
			lacks(t, a.body, "<form class=\"filter", "method=\"post\"", "Open now", "Closed now")
			wants(t, a.body, `http-equiv="Content-Security-Policy"`, "These pages were made on Wednesday, June 3, 2026.")
		}
	})
	t.Run("D46 the list for the browser has what the public may know", func(t *testing.T) {
		body := s.get("/list.js").body
		wants(t, body, `"file":"file/offerings/friday"`, `"at":"2026-06-05T18:00:00-04:00"`, `"name":"Women's circle"`, `"where":"Orange Park, FL`, `"rough":true`)
		lacks(t, body, "Hidden", "30.1612", "Winter group", "</script>", "<")
	})
}
