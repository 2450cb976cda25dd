package finder_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestDemoAnswersForOrangePark(t *testing.T) {
	page := serveDemo(t).find("32073").main()
	wants(t, page,
		"Groups around Orange Park, FL", "3 groups within 25 miles.", "1 online or telephone group.",
		"In person", "middle of your area, up to 2.5 miles off",
		"Grace Episcopal Church Offices", "Friday, June 3, 2022, 6:00–7:30 pm Eastern",
		"Orange Park Hospital", "about 2 miles", "Wednesday, June 8, 2022, 6:00–7:30 pm Eastern",
		"Wednesday, June 22, 2022", "Wednesday, July 13, 2022",
		"Winston YMCA Riverside", "about 12 miles", "Thursday, June 9, 2022", "Thursday, June 23, 2022", "Thursday, July 14, 2022",
		"Online and by phone", "Tuesday, June 7, 2022, 6:15–7:30 pm Eastern", "Tuesday, June 14, 2022", "Tuesday, June 21, 2022",
		"People to ask", "Clay County, FL", "Jacksonville area affiliate", "1-800-950-6264",
		"As of Wednesday, June 1, 2022")
}

func TestDemoGroupThatEnds(t *testing.T) {
	s := serveDemo(t)
	t.Run("S15 S16 the last date is the third of June, and its successors follow", func(t *testing.T) {
		page := s.get("/offerings/jax-friday")
		wants(t, page.main(), "Friday, June 3, 2022", "No more dates after this. After that:",
			"Orange Park Hospital", "Next: Wednesday, June 8, 2022", "Winston YMCA Riverside", "Next: Thursday, June 9, 2022")
		wants(t, page.body, `href="/offerings/jax-wednesday"`, `href="/offerings/jax-thursday"`)
		if n := strings.Count(page.main(), "Friday,"); n != 1 {
			t.Errorf("%d Fridays on the page, want 1", n)
		}
	})
	t.Run("S16 afterwards it has ended and names what there is now", func(t *testing.T) {
		snapshot, err := demo.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		later := demo.Now().AddDate(0, 0, 9)
		s := serve(t, finder.Options{Source: finder.Fixed(snapshot, later), Demo: later})
		wants(t, s.get("/offerings/jax-friday").main(), "This group has ended.", "Now there is:", "Orange Park Hospital")
		lacks(t, s.find("32073").main(), "Grace Episcopal")
	})
}

func TestDemoOfferingPage(t *testing.T) {
	page := serveDemo(t).get("/offerings/jax-wednesday").main()
	t.Run("T1 the next eight dates", func(t *testing.T) {
		wants(t, page, "June 8, 2022", "June 22, 2022", "July 13, 2022", "July 27, 2022",
			"August 10, 2022", "August 24, 2022", "September 14, 2022", "September 28, 2022")
		lacks(t, page, "October 12, 2022")
	})
	t.Run("S6 S7 S8 V13 what a newcomer should know", func(t *testing.T) {
		wants(t, page, "Classroom C", "2001 Kingsley Ave.", "Orange Park, FL 32073", "Parking is free.",
			"Just come: no need to register.", "Free of charge.", "mental health condition", "You do not have to prove anything.",
			"What people share here stays with us.", "There are limits.", "please do not come only to watch")
	})
	t.Run("S14 the address as printed", func(t *testing.T) {
		wants(t, serveDemo(t).get("/offerings/jax-thursday").main(), "221 Rierside Ave.")
	})
}

// year matches the year of a date that is spelled out.
var year = regexp.MustCompile(`(?:January|February|March|April|May|June|July|August|September|October|November|December) \d+, (\d{4})`)

func TestDemoPretendsNothing(t *testing.T) {
	s := serveDemo(t)
	for _, path := range []string{
		"/", "/online", "/safety", "/offerings/jax-friday", "/offerings/jax-tuesday", "/organizations/jax",
		"/organizations/wi", "/near/88e5c5c", "/near/88e5c5c?lang=es", "/near/88e5c5c?when=today",
		"/organizations/jax/print", "/organizations/jax/flyer", "/trainings", "/start-a-group", "/nothing", "/near/88e5c5c?day=x", "/offerings/jax-friday.ics",
	} {
		a := s.get(path)
		if strings.Contains(path, "lang=es") {
			wants(t, a.text(), "Esto es una demostración", "1 de junio de 2022")
		} else {
			wants(t, a.text(), "This is a demo", "as of Wednesday, June 1, 2022", "nothing about what meets today")
		}
		if got := a.Header.Get("X-Robots-Tag"); !strings.Contains(got, "noindex") {
			t.Errorf("%s: X-Robots-Tag %q", path, got)
		}
		wants(t, a.body, `<meta name="robots" content="noindex`)
		for _, m := range year.FindAllStringSubmatch(a.main(), -1) {
			if m[1] != "2022" {
				t.Errorf("%s: a date in %s", path, m[1])
			}
		}
		lacks(t, a.body, ".ics\"")
	}
	t.Run("its dates get into nobody's calendar", func(t *testing.T) {
		for _, path := range []string{"/offerings/jax-friday.ics", "/organizations/jax.ics"} {
			if a := s.get(path); a.StatusCode != http.StatusNotFound || strings.Contains(a.body, "VCALENDAR") {
				t.Errorf("%s: status %d", path, a.StatusCode)
			}
		}
	})
	t.Run("S40 a call for leaders is not public", func(t *testing.T) {
		if a := s.get("/offerings/il-support-call"); a.StatusCode != http.StatusNotFound {
			t.Errorf("status %d, want 404", a.StatusCode)
		}
		lacks(t, s.get("/organizations/il").main(), "support call")
	})
}

func TestCrisisLinesFollowTheRealClock(t *testing.T) {
	snapshot, err := demo.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/", "/near/88e5c5c", "/near/88e5c5c?when=today", "/organizations/jax/print", "/organizations/jax/flyer", "/trainings", "/start-a-group", "/coverage", "/online", "/safety", "/offerings/jax-friday", "/organizations/jax", "/nothing"}
	tests := []struct {
		name, at    string
		want, lacks string
	}{
		{"S26 V11 the day before, the old number", "2022-07-15T23:30:00-04:00", "Call 1-800-273-8255", "Call 988"},
		{"S26 V11 from that day on, 988", "2022-07-16T00:30:00-04:00", "Call 988", "Call 1-800-273-8255"},
		{"V11 today, 988", "2026-06-03T12:00:00-04:00", "Call 988", "Call 1-800-273-8255"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, tt.at)
			if err != nil {
				t.Fatal(err)
			}
			s := serve(t, finder.Options{
				Source: finder.Fixed(snapshot, demo.Now()), Demo: demo.Now(), Clock: func() time.Time { return at.UTC() },
			})
			for _, path := range paths {
				page := s.get(path).text()
				wants(t, page, tt.want)
				lacks(t, page, tt.lacks)
			}
		})
	}
	t.Run("D52 text, chat, Spanish, veterans and deaf people", func(t *testing.T) {
		s := serveDemo(t)
		wants(t, s.get("/").text(), "Text 988", "Chat at 988lifeline.org/chat", "Call 911",
			"Veterans", "Call 988, then press 1", "Deaf and hard of hearing", "relay", "Spanish", "Call 988, then press 2")
		wants(t, s.get("/?lang=es").text(), "Llame al 988 y oprima 2", "Envíe la palabra AYUDA al 988", "Veteranos")
	})
	t.Run("D52 helplines carry their hours", func(t *testing.T) {
		wants(t, serveDemo(t).get("/").text(), "NAMI HelpLine", "1-800-950-6264",
			"Monday to Friday, 10:00 am–10:00 pm Eastern. Open now")
	})
}
