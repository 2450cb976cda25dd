package roster_test

import (
	"slices"
	"testing"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// hall is a request whose 5 seats on Mondays only a and b could have, who have
// 3 left; c is free on Tuesdays.
func hall() roster.Request {
	req := roster.Request{People: people("a", "b", "c")}
	req.Meetings = append(weekly("mon", "2022-06-06", 5), weekly("tue", "2022-06-07", 3)...)
	for i := range req.People {
		req.People[i].Availability = roster.Availability{}
	}
	for i, m := range req.Meetings {
		who := []int{0, 1}
		if i >= 5 {
			who = []int{2}
		}
		for _, p := range who {
			a := &req.People[p].Availability.Answers
			*a = append(*a, roster.MeetingAnswer{Key: m.Key, Answer: roster.Yes})
		}
	}
	req.People[0].Limits.Total, req.People[1].Limits.Total = 1, 2
	return req
}

func TestEmptySeats(t *testing.T) {
	t.Run("R9 a violation of Hall's condition is explained by its smallest cut", func(t *testing.T) {
		req := hall()
		r := solve(t, req, roster.Options{})
		if len(r.Empty) != 2 || !r.Proved {
			t.Fatalf("%d empty, proved %v", len(r.Empty), r.Proved)
		}
		for _, e := range r.Empty {
			want := &roster.Group{People: []roster.Room{{Person: "a", Left: 1}, {Person: "b", Left: 2}}}
			for _, m := range req.Meetings[:5] {
				want.Seats = append(want.Seats, m.ID(m.Seats[0]))
			}
			if diff := compare(want, e.Group); diff != "" {
				t.Error(diff)
			}
			if got := e.Group.String(); got != "these 5 seats can only be served by a and b, who have 3 left" {
				t.Error(got)
			}
		}
	})
	t.Run("R9 everybody is listed with the first rule in the way", func(t *testing.T) {
		want := []roster.Blocked{{Person: "a", Rule: roster.RuleTotal}, {Person: "b", Rule: roster.RuleTotal}, {Person: "c", Rule: roster.RuleAvailability}}
		for _, e := range solve(t, hall(), roster.Options{}).Empty {
			if diff := compare(want, e.Blocked); diff != "" {
				t.Error(diff)
			}
		}
	})
	t.Run("R9 a group of one, and of nobody", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-06", 2), People: people("a")}
		req.People[0].Limits.Total = 1
		if got := solve(t, req, roster.Options{}).Empty[0].Group.String(); got != "these 2 seats can only be served by a, who has 1 left" {
			t.Error(got)
		}
		req.People[0].Inactive = true
		if got := solve(t, req, roster.Options{}).Empty[0].Group.String(); got != "this seat can only be served by nobody" {
			t.Error(got)
		}
	})
	t.Run("R9 where a pair rule is the reason, the group says what is given", func(t *testing.T) {
		r := solve(t, roster.Request{
			Meetings: []roster.Meeting{meet("a", "2022-06-06")}, People: people("a", "b"), Apart: []roster.Pair{{A: "a", B: "b"}},
		}, roster.Options{})
		if len(r.Empty) != 1 || r.Empty[0].Group == nil || !r.Empty[0].Group.Given {
			t.Fatalf("empty: %+v", r.Empty)
		}
		if got := r.Empty[0].Group.String(); got != "while the others stay, this seat can only be served by nobody" {
			t.Error(got)
		}
	})
	t.Run("R9 every group of a case holds: nobody outside could have one of its seats", func(t *testing.T) {
		req := cases[1].build()
		groups := 0
		for _, e := range solve(t, req, roster.Options{Steps: 50}).Empty {
			if len(e.Blocked) != len(req.People) {
				t.Errorf("%v: %d people have a reason", e.SeatID, len(e.Blocked))
			}
			if e.Group == nil || e.Group.Given {
				continue
			}
			groups++
			left := 0
			for _, p := range e.Group.People {
				left += p.Left
			}
			if left >= len(e.Group.Seats) {
				t.Errorf("%s, but it has %d seats", e.Group, len(e.Group.Seats))
			}
			for _, id := range e.Group.Seats {
				for _, p := range req.People {
					in := slices.ContainsFunc(e.Group.People, func(r roster.Room) bool { return r.Person == p.ID })
					if !in && free(p, id.Date) && (id.Seat != "lead" || len(p.Attributes) > 0) {
						t.Errorf("%s: %s could have %s", e.Group, p.ID, id)
					}
				}
			}
		}
		if groups == 0 {
			t.Error("no group was given")
		}
	})
	t.Run("R2 a certification that lapses in the year empties the later seats and says so", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-06", 4), People: people("a")}
		req.People[0].Certifications[0].To = schedule.MustDate("2022-06-20")
		r := solve(t, req, roster.Options{})
		if diff := compare([]string{"a", "a", "", ""}, names(req, r)); diff != "" || reason(t, r, "a") != roster.RuleCertification {
			t.Error(diff, r.Empty)
		}
	})
}

func TestAlternatives(t *testing.T) {
	req := roster.Request{Meetings: weekly("a", "2022-06-06", 2), People: people("a", "b", "c", "d")}
	req.People[1].Wishes = []roster.Wish{{Weight: -2}}
	req.People[2].Inactive = true
	req.People[3].Led = 2
	want := []roster.Alternative{
		{Person: "b", More: roster.Objective{Fairness: 0, Wishes: 2}},
		{Person: "d", More: roster.Objective{Fairness: 4}},
	}
	req.Pins = []roster.Pin{{SeatID: at("a", "2022-06-13", "lead"), Person: "d"}}
	want[1].More.Fairness = 6
	t.Run("R10 an assigned seat lists who else could serve and what it costs", func(t *testing.T) {
		r := solve(t, req, roster.Options{})
		if diff := compare(want, r.Seats[0].Others); diff != "" || r.Seats[0].Person != "a" {
			t.Errorf("%s has it: %s", r.Seats[0].Person, diff)
		}
		if r.Seats[1].Others != nil {
			t.Errorf("a pinned seat has %v", r.Seats[1].Others)
		}
		if r = solve(t, req, roster.Options{Alternatives: 1}); len(r.Seats[0].Others) != 1 {
			t.Errorf("asked for 1, got %v", r.Seats[0].Others)
		}
		if r = solve(t, req, roster.Options{Alternatives: -1}); r.Seats[0].Others != nil {
			t.Errorf("asked for none, got %v", r.Seats[0].Others)
		}
	})
	t.Run("R10 a desk lists all of them", func(t *testing.T) {
		got, err := open(t, req).Alternatives(at("a", "2022-06-06", "lead"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			want[i].More.Changes = 1
		}
		if diff := compare(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
