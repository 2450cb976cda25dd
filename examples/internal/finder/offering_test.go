package finder_test

import (
	"testing"
	"time"

	"github.com/withinreach/withinreach/examples/internal/finder"
)

func TestOfferingPages(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	tests := []struct {
		name, path string
		phrases    []string
		lacks      []string
	}{
		{"D41 a date with a room and a note of its own", "/offerings/friday",
			[]string{"Friday, June 5, 2026", "Room B", "Room B tonight", "Friday, June 12, 2026", "Cancelled : no electricity",
				"Call first : Juneteenth", "Saturday, June 27, 2026", "Moved from Friday, June 26, 2026", "Friday, July 3, 2026",
				"Call first : Independence Day (observed)", "Not confirmed yet? Ask: Helpline", "(904) 555-0101"}, nil},
		{"where, how to get in, what to expect", "/offerings/friday",
			[]string{"Headquarters Library", "Room 2", "1895 Town Center Blvd", "Fleming Island, FL 32003", "Use the east door.", "Two hours free.",
				"Park behind the house.", "step-free, child care", "Just come", "What people share here stays with us.", "There are limits.",
				"Guidelines of the group", "Helpline (Ana) Call (904) 555-0101", "Monday to Friday, 9:00 am–5:00 pm Eastern. Open now",
				"As of Wednesday, June 3, 2026, 12:00 pm Eastern.", "Last confirmed on Friday, May 1, 2026."}, nil},
		{"S11 P16 a registration that has run out", "/offerings/women",
			[]string{"Register for each date. Register at least 9 days before.", "To register: Call (904) 555-0101",
				"Registrations were good through Sunday, May 31, 2026. Everybody registers again.", "age 18 and over"}, nil},
		{"V9 a confidential place", "/offerings/women",
			[]string{"Orange Park, FL", "The exact place is told only when you ask."}, []string{"Hidden", "32073"}},
		{"D17 S12 a hybrid group, and how to join", "/offerings/familia",
			[]string{"In person and online", "Spanish", "Headquarters Library", "ask for the passcode", "family and friends", "Bring a friend."}, nil},
		{"D27 D50 by telephone, past midnight", "/offerings/night",
			[]string{"By telephone", "Wednesday, June 3, 2026, 11:30 pm–12:30 am Eastern", "Ask for the way to join."}, []string{"Where"}},
		{"P14 suspended until further notice", "/offerings/paused", []string{"Suspended until further notice."}, []string{"June 8", "Add to my calendar"}},
		{"S16 ended, with successors that exist", "/offerings/gone",
			[]string{"This group has ended.", "Now there is:", "NAMI Connection", "Headquarters Library", "Next: Friday, June 5, 2026"}, []string{"Add to my calendar"}},
		{"no dates", "/offerings/ask", []string{"No dates are given here. Please ask.", "(904) 555-0101"}, nil},
		{"a place without coordinates", "/offerings/cove", []string{"Monday, June 8, 2026, 5:00 pm Eastern", "Church hall", "Green Cove Springs, FL"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.get(tt.path)
			if a.StatusCode != 200 {
				t.Fatalf("status %d", a.StatusCode)
			}
			wants(t, a.main(), tt.phrases...)
			lacks(t, a.main(), tt.lacks...)
		})
	}
}

func TestOrganizationPages(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	t.Run("S25 S28 its counties, contacts with vacant roles, groups and needs", func(t *testing.T) {
		wants(t, s.get("/organizations/clay").main(), "Clay County peers", "Local organization", "Clay County", "Florida",
			"Education coordinator : nobody holds this role now", "Helpline (Ana)", "(904) 555-0101", "office@clay.example", "Website",
			"NAMI Basics", "Green Cove evening", "NAMI Connection", "Winter group", "Park behind the house.", "meeting space")
	})
	t.Run("its affiliate finds out how to show the list on another site", func(t *testing.T) {
		wants(t, s.get("/organizations/clay").main(), "Put this list on your own site")
		wants(t, s.get("/organizations/clay?lang=es").body, `href="/embed?lang=es">Ponga esta lista en su propio sitio</a>`)
		wants(t, s.get("/embed").main(), "Show this on your own site")
	})
	t.Run("D58 one that became part of another leads there", func(t *testing.T) {
		a := s.get("/organizations/river")
		wants(t, a.main(), "It is now part of", "Clay County peers")
		wants(t, a.body, `href="/organizations/clay"`)
	})
	t.Run("links that are none are left out", func(t *testing.T) { lacks(t, s.get("/organizations/duval").body, "javascript", ">Website<") })
	t.Run("S23 a state and a national office", func(t *testing.T) {
		wants(t, s.get("/organizations/fl").main(), "State office", "(850) 555-0102", "Night line")
		wants(t, s.get("/organizations/us").main(), "National organization", "(703) 555-0103", "None is listed here.")
	})
}

func TestOnlinePage(t *testing.T) {
	s := serveRecords(t, "groups.jsonl")
	t.Run("D4 nothing online has a distance", func(t *testing.T) { lacks(t, s.get("/online").main(), "mile") })
	wants(t, s.get("/online").main(), "2 online and telephone groups.", "Night line", "NAMI Family Support Group", "National office")
	text := s.get("/online?program=connection").main()
	wants(t, text, "0 online and telephone groups.", "None that fits.")
	lacks(t, text, "Night line")
}

func TestClosedWithoutEnd(t *testing.T) {
	s := serve(t, finder.Options{Source: finder.Fixed(snapshot(t, `
{"organization":{"id":"o","name":"O","zone":"America/Chicago","closures":[{"first":"2026-06-10","reason":"flood"}]}}
{"venue":{"id":"v","name":"V","point":"30.16,-81.72"}}
{"offering":{"id":"g","name":"G","organization":"o","venue":"v","series":[{"rule":"FREQ=DAILY","first":"2026-06-08","start":"18:00","length":"PT1H"}]}}
`), now)})
	t.Run("P14 the dates that are held, some that are not, and that this goes on", func(t *testing.T) {
		text := s.get("/offerings/g").main()
		wants(t, text, "Monday, June 8, 2026, 6:00–7:00 pm Central", "Tuesday, June 9", "Wednesday, June 10", "Cancelled : flood",
			"Thursday, June 11", "Later dates are off as well.")
		lacks(t, text, "June 12")
	})
	t.Run("P14 once nothing is held it is in no list", func(t *testing.T) {
		later := serve(t, finder.Options{
			Source: finder.Fixed(snapshot(t, `{"organization":{"id":"o","name":"O","zone":"America/Chicago","closures":[{"first":"2026-01-01"}]}}
{"venue":{"id":"v","name":"V","point":"30.16,-81.72"}}
{"offering":{"id":"g","name":"Shut","organization":"o","venue":"v","series":[{"rule":"FREQ=DAILY","first":"2026-01-01","start":"18:00"}]}}`), now),
			Clock: func() time.Time { return now },
		})
		lacks(t, later.find("32073").main(), "Shut")
		wants(t, later.get("/offerings/g").main(), "Cancelled : closed", "Later dates are off as well.")
	})
}
