package roster_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

var seat1, seat2 = at("a", "2022-06-06", "lead"), at("a", "2022-06-13", "lead")

// pair is a request of two weeks and two people, of whom a is pinned to the
// first.
func pair() roster.Request {
	return roster.Request{
		Meetings: weekly("a", "2022-06-06", 2), People: people("a", "b"),
		Pins: []roster.Pin{{SeatID: seat1, Person: "a"}, {SeatID: seat2, Person: "b"}},
	}
}

// reopen makes a desk for the same book after the request has changed.
func reopen(t *testing.T, req roster.Request, d *roster.Desk) *roster.Desk {
	t.Helper()
	req.Book = d.Book()
	d, err := roster.Open(req)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPublishedSeats(t *testing.T) {
	t.Run("R15 R27 a blackout after publication opens the seat and emits events", func(t *testing.T) {
		req := pair()
		d := open(t, req)
		req.People[0].Availability.Exceptions = []roster.Exception{{First: seat1.Date}}
		d = reopen(t, req, d)
		want := []roster.Event{
			{Kind: roster.AutoDeclined, SeatID: seat1, Person: "a", Rule: roster.RuleAvailability, At: on("2022-06-01")},
			{Kind: roster.Opened, SeatID: seat1, Person: "a", Rule: roster.RuleAvailability, At: on("2022-06-01")},
		}
		if diff := compare(want, d.Recheck(on("2022-06-01"))); diff != "" {
			t.Error(diff)
		}
		if diff := compare([]roster.SeatID{seat1}, d.Uncovered(schedule.Date{}, schedule.Date{})); diff != "" {
			t.Error(diff)
		}
		if again := d.Recheck(on("2022-06-01")); again != nil {
			t.Errorf("and again: %v", again)
		}
		req.People[0].Availability.Exceptions = nil
		d = reopen(t, req, d)
		if list, err := d.Candidates(seat1, roster.CandidateOptions{}); err != nil || len(list) != 2 {
			t.Errorf("free again, but the candidates are %v, %v", list, err)
		}
	})
	t.Run("R15 what is past stays", func(t *testing.T) {
		req := pair()
		d := open(t, req)
		req.People[0].Availability.Exceptions = []roster.Exception{{First: seat1.Date}}
		if events := reopen(t, req, d).Recheck(on("2022-06-07")); events != nil {
			t.Errorf("events: %v", events)
		}
	})
	t.Run("D8 D43 a moved meeting keeps its people, a cancelled one frees them", func(t *testing.T) {
		req := pair()
		d := open(t, req)
		req.Meetings[0].Start, req.Meetings[0].End = req.Meetings[0].Start.AddDate(0, 0, 1), req.Meetings[0].End.AddDate(0, 0, 1)
		req.Meetings[0].Status, req.Meetings[1].Status = schedule.Moved, schedule.Cancelled
		d = reopen(t, req, d)
		if diff := compare([]roster.EventKind{roster.Freed}, kinds(d.Recheck(on("2022-06-01")))); diff != "" {
			t.Error(diff)
		}
		if who, _ := holder(d.Book(), seat1); who != "a" {
			t.Errorf("%q has the moved seat", who)
		}
		if who, _ := holder(d.Book(), seat2); who != "" {
			t.Errorf("%q has the cancelled seat", who)
		}
	})
	t.Run("R17 R19 who declines is not asked again, also when planning anew", func(t *testing.T) {
		req := pair()
		d := open(t, req)
		events, err := d.Decline(seat1, "a", on("2022-06-01"))
		if diff := compare([]roster.EventKind{roster.Refused, roster.Opened}, kinds(events)); diff != "" || err != nil {
			t.Fatal(err, diff)
		}
		if _, err := d.Assign(seat1, "a", on("2022-06-01")); ruleOf(err) != roster.RuleDeclined {
			t.Errorf("assigning again: %v", err)
		}
		r, err := d.Plan(t.Context(), roster.Options{})
		if err != nil || r.Seats[0].Person != "b" {
			t.Errorf("%v %+v", err, r.Seats)
		}
		if diff := compare([]roster.Broken{{Pin: req.Pins[0], Rule: roster.RuleDeclined}}, r.Broken); diff != "" || r.Objective.Pins != 1 {
			t.Errorf("the pin of a: %s", diff)
		}
	})
	t.Run("R17 released when replaced", func(t *testing.T) {
		d := open(t, pair())
		if _, err := d.Leave(seat1, "a", on("2022-06-01")); err != nil {
			t.Fatal(err)
		}
		if who, state := holder(d.Book(), seat1); who != "a" || state != roster.Leaving {
			t.Errorf("%q %q has the seat", who, state)
		}
		events, err := d.Assign(seat1, "b", on("2022-06-02"))
		if diff := compare([]roster.EventKind{roster.Left, roster.Given}, kinds(events)); diff != "" || err != nil {
			t.Error(err, diff)
		}
		if who, _ := holder(d.Book(), seat1); who != "b" {
			t.Errorf("%q has the seat", who)
		}
		if _, err := d.Assign(seat1, "a", on("2022-06-03")); !errors.Is(err, roster.ErrNoSeat) {
			t.Errorf("taking a taken seat: %v", err)
		}
	})
	t.Run("a method that fails changes nothing", func(t *testing.T) {
		d := open(t, pair())
		before := d.Book()
		for name, err := range map[string]error{
			"confirm the seat of another": second(d.Confirm(seat1, "b", on("2022-06-01"))),
			"a seat that is not":          second(d.Decline(at("x", "2022-06-06", "lead"), "a", on("2022-06-01"))),
			"a person who is not":         second(d.Assign(seat1, "nobody", on("2022-06-01"))),
			"after the start":             second(d.Decline(seat1, "a", on("2022-06-07"))),
		} {
			if err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if diff := compare(before, d.Book()); diff != "" {
			t.Error(diff)
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestReplanning(t *testing.T) {
	t.Run("R19 past, pinned and confirmed seats stay, and the changes are fewest", func(t *testing.T) {
		req := roster.Request{Meetings: weekly("a", "2022-06-06", 6), People: people("a", "b", "c")}
		d := open(t, req)
		book := d.Book()
		gone := book.Holds[4].Person
		if _, err := d.Confirm(book.Holds[1].SeatID, book.Holds[1].Person, on("2022-06-07")); err != nil {
			t.Fatal(err)
		}
		req.Now, req.Book = on("2022-06-07"), d.Book()
		for i := range req.People {
			if p := &req.People[i]; p.ID == gone {
				p.Availability.Exceptions = []roster.Exception{{First: book.Holds[4].Date}}
			}
		}
		r := solve(t, req, roster.Options{})
		if len(r.Changes) != 1 || r.Changes[0].SeatID != book.Holds[4].SeatID || r.Changes[0].From != gone || r.Changes[0].To == "" {
			t.Errorf("changes: %+v", r.Changes)
		}
		if !r.Seats[0].Fixed || !r.Seats[1].Fixed || r.Seats[2].Fixed {
			t.Errorf("fixed: %+v", r.Seats[:3])
		}
		if r.Objective.Changes != 1 || !r.Proved {
			t.Errorf("%+v, proved %v", r.Objective, r.Proved)
		}
	})
	t.Run("R6 a pin that breaks a rule is told, and the seat is filled all the same", func(t *testing.T) {
		req := pair()
		req.People[0].Certifications = nil
		r := solve(t, req, roster.Options{})
		want := []roster.Broken{{Pin: req.Pins[0], Rule: roster.RuleCertification}}
		if diff := compare(want, r.Broken); diff != "" || r.Objective.Pins != 1 || r.Seats[0].Person != "b" {
			t.Errorf("%+v %s", r.Seats, diff)
		}
	})
	t.Run("R24 past meetings and their empty seats are left alone", func(t *testing.T) {
		req := pair()
		req.Pins, req.Now = nil, on("2022-06-07")
		r := solve(t, req, roster.Options{})
		if diff := compare([]string{"", "a"}, names(req, r)); diff != "" || r.Objective.Unfilled != 0 {
			t.Errorf("%+v %s", r.Objective, diff)
		}
	})
}

func TestSwaps(t *testing.T) {
	swap := roster.Swap{ID: "1", Give: seat1, Take: seat2, From: "a", To: "b", FromAccepted: true, At: on("2022-06-01")}
	t.Run("R17 a swap takes place when both have accepted, at once, and can be undone", func(t *testing.T) {
		d := open(t, pair())
		events, err := d.Offer(swap)
		if diff := compare([]roster.EventKind{roster.Offered}, kinds(events)); diff != "" || err != nil {
			t.Fatal(err, diff)
		}
		if who, _ := holder(d.Book(), seat1); who != "a" {
			t.Errorf("%q has the seat before b accepts", who)
		}
		if _, err := d.Accept("1", "c", on("2022-06-02")); !errors.Is(err, roster.ErrNoSwap) {
			t.Errorf("a stranger accepts: %v", err)
		}
		events, err = d.Accept("1", "b", on("2022-06-02"))
		if diff := compare([]roster.EventKind{roster.Swapped}, kinds(events)); diff != "" || err != nil {
			t.Fatal(err, diff)
		}
		first, _ := holder(d.Book(), seat1)
		second, _ := holder(d.Book(), seat2)
		if first != "b" || second != "a" {
			t.Errorf("%q and %q have the seats", first, second)
		}
		if events, err = d.Undo("1", on("2022-06-03")); err != nil || events[0].Kind != roster.Unswapped {
			t.Fatal(err)
		}
		if first, _ = holder(d.Book(), seat1); first != "a" {
			t.Errorf("%q has the seat after undoing", first)
		}
	})
	t.Run("R17 not after one of the meetings", func(t *testing.T) {
		d := open(t, pair())
		if _, err := d.Offer(swap); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Accept("1", "b", on("2022-06-07")); !errors.Is(err, roster.ErrPast) {
			t.Errorf("%v", err)
		}
		if b := d.Book(); b.Swaps[0].ToAccepted || b.Swaps[0].Done {
			t.Errorf("%+v", b.Swaps)
		}
	})
	t.Run("R17 no swap is offered once one of the meetings has begun", func(t *testing.T) {
		d := open(t, pair())
		before := d.Book()
		late := swap
		late.At = on("2022-06-07")
		if _, err := d.Offer(late); !errors.Is(err, roster.ErrPast) {
			t.Errorf("%v", err)
		}
		if diff := compare(before, d.Book()); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("R17 R2 R4 a swap that breaks a rule is refused whole", func(t *testing.T) {
		req := pair()
		req.People[1].Certifications[0].From = schedule.MustDate("2022-06-10")
		d := open(t, req)
		before := d.Book()
		if _, err := d.Offer(swap); ruleOf(err) != roster.RuleCertification {
			t.Errorf("%v", err)
		}
		if diff := compare(before, d.Book()); diff != "" {
			t.Error(diff)
		}
		if _, err := d.Offer(swap); ruleOf(err) != roster.RuleCertification {
			t.Errorf("offered again, as if a had lost the seat: %v", err)
		}
	})
	t.Run("R17 a seat is given without one in return", func(t *testing.T) {
		d := open(t, pair())
		w := swap
		w.Take, w.ToAccepted = roster.SeatID{}, true
		events, err := d.Offer(w)
		if diff := compare([]roster.EventKind{roster.Offered, roster.Swapped}, kinds(events)); diff != "" || err != nil {
			t.Fatal(err, diff)
		}
		if who, _ := holder(d.Book(), seat1); who != "b" {
			t.Errorf("%q has the seat", who)
		}
		if _, err := d.Undo("1", on("2022-06-02")); err != nil {
			t.Fatal(err)
		}
		if who, _ := holder(d.Book(), seat1); who != "a" {
			t.Errorf("%q has the seat after undoing", who)
		}
	})
}

func TestCandidates(t *testing.T) {
	req := roster.Request{Meetings: weekly("a", "2022-06-06", 3), People: people("a", "b", "c", "d", "e", "f")}
	req.Meetings[0].Place = "library"
	req.Pins = []roster.Pin{{SeatID: seat1, Person: "a"}, {SeatID: seat2, Person: "b"}}
	req.People[1].LastAsked = on("2022-05-01")
	req.People[2].LastAsked, req.People[2].NoticeHours = on("2022-04-01"), 24*7
	req.People[3].TravelMinutes = map[string]int{"library": 50}
	req.People[4].Inactive = true
	req.People[5].Availability.Default = roster.IfNeeded
	d := open(t, req)
	list := func(o roster.CandidateOptions) (ids []string) {
		all, err := d.Candidates(seat1, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			ids = append(ids, c.Person)
		}
		return ids
	}
	t.Run("R16 R24 least recently asked first, nobody inactive, not the one who has the seat", func(t *testing.T) {
		if diff := compare([]string{"d", "f", "c", "b"}, list(roster.CandidateOptions{})); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("R16 filtered by distance and notice", func(t *testing.T) {
		if diff := compare([]string{"f", "b"}, list(roster.CandidateOptions{Now: on("2022-06-01"), TravelMinutes: 45})); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("R16 not beyond the limits", func(t *testing.T) {
		limited := req
		limited.Limits.PerMonth = 1
		all, err := open(t, limited).Candidates(at("a", "2022-06-20", "lead"), roster.CandidateOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			if c.Person == "a" || c.Person == "b" {
				t.Errorf("%s is offered", c.Person)
			}
		}
	})
}

func TestTooFew(t *testing.T) {
	build := func(do roster.Policy) roster.Request {
		req := roster.Request{Meetings: []roster.Meeting{meet("a", "2022-06-06")}, People: people("a")}
		req.Meetings[0].Short = roster.Short{Hours: 24, Do: do}
		return req
	}
	for _, do := range []roster.Policy{roster.TellHost, roster.AllowWarned, roster.ProposeCancel} {
		t.Run("R20 one of two seats: the policy fires once, "+string(do), func(t *testing.T) {
			d := open(t, build(do))
			if early := d.Short(on("2022-06-05")); early != nil {
				t.Errorf("30 hours before: %v", early)
			}
			want := []roster.Event{{
				Kind: roster.TooFew, SeatID: roster.SeatID{Key: seat1.Key}, Do: do, Filled: 1, Needed: 2, At: on("2022-06-06"),
			}}
			if diff := compare(want, d.Short(on("2022-06-06"))); diff != "" {
				t.Error(diff)
			}
			if again := reopen(t, build(do), d).Short(on("2022-06-06").Add(time.Hour)); again != nil {
				t.Errorf("again: %v", again)
			}
			if who, _ := holder(d.Book(), seat1); who != "a" {
				t.Error("it did more than tell")
			}
		})
	}
	t.Run("R20 only where a roster is in use", func(t *testing.T) {
		d, err := roster.Open(build(roster.TellHost))
		if err != nil {
			t.Fatal(err)
		}
		if events := d.Short(on("2022-06-06")); events != nil {
			t.Errorf("%v", events)
		}
	})
	t.Run("R18 R20 not where the size of the team was overridden", func(t *testing.T) {
		d := open(t, build(roster.TellHost))
		o := roster.Override{SeatID: roster.SeatID{Key: seat1.Key}, Rule: roster.RuleTeamSize, Code: "host-present", Role: "coordinator", At: on("2022-06-05")}
		if _, err := d.Override(o); err != nil {
			t.Fatal(err)
		}
		if events := reopen(t, build(roster.TellHost), d).Short(on("2022-06-06")); events != nil {
			t.Errorf("%v", events)
		}
	})
	t.Run("R21 a group with two or fewer active certified leaders", func(t *testing.T) {
		req := roster.Request{Meetings: append(weekly("a", "2022-06-06", 1), weekly("b", "2022-06-07", 1)...), People: people("a", "b", "c", "d")}
		req.Meetings[1].Program = "peer"
		req.People[1].Inactive = true
		for i := range 3 {
			req.People[i].Certifications = append(req.People[i].Certifications, roster.Certification{Program: "peer"})
		}
		d := open(t, req)
		if diff := compare([]roster.Thin{{Series: "b", People: []string{"a", "c"}}}, d.Thin(seat1.Date)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOverrides(t *testing.T) {
	override := roster.Override{SeatID: seat1, Person: "b", Rule: roster.RuleCertification, Code: "emergency", Role: "coordinator", At: on("2022-06-01")}
	build := func() roster.Request {
		req := roster.Request{Meetings: weekly("a", "2022-06-06", 1), People: people("a", "b")}
		req.People[0].Inactive = true
		req.People[1].Certifications = nil
		return req
	}
	t.Run("R18 V16 an override stores rule, reason code, role and time, and holds", func(t *testing.T) {
		req := build()
		d := open(t, req)
		if _, err := d.Override(override); err != nil {
			t.Fatal(err)
		}
		if diff := compare([]roster.Override{override}, d.Book().Overrides); diff != "" {
			t.Error(diff)
		}
		d = reopen(t, req, d)
		if events := d.Recheck(on("2022-06-02")); events != nil {
			t.Errorf("rechecked: %v", events)
		}
		if r, err := d.Plan(t.Context(), roster.Options{}); err != nil || r.Seats[0].Person != "b" || !r.Seats[0].Fixed {
			t.Errorf("planned: %+v %v", r.Seats, err)
		}
	})
	t.Run("R18 an edition may forbid it", func(t *testing.T) {
		req := build()
		req.Meetings[0].Binding = []roster.Rule{roster.RuleCertification, roster.RuleTeamSize}
		d := open(t, req)
		for _, rule := range req.Meetings[0].Binding {
			o := override
			o.Rule = rule
			if _, err := d.Override(o); err == nil {
				t.Errorf("%s was overridden", rule)
			}
		}
		req.Book.Overrides = []roster.Override{override}
		if _, err := roster.Open(req); err == nil {
			t.Error("a book with such an override was opened")
		}
	})
	t.Run("R18 what is handed over stays as it is", func(t *testing.T) {
		size := roster.Override{SeatID: seat1, Person: "b", Rule: roster.RuleTeamSize, Code: "snow", Role: "coordinator", At: on("2022-06-01")}
		list := []roster.Override{size}
		d := open(t, build())
		if _, err := d.Override(list...); err != nil {
			t.Fatal(err)
		}
		if diff := compare([]roster.Override{size}, list); diff != "" {
			t.Error(diff)
		}
		size.Seat, size.Person = "", ""
		if diff := compare([]roster.Override{size}, d.Book().Overrides); diff != "" {
			t.Error(diff)
		}
		t.Run("V15 and is not pruned before the meeting", func(t *testing.T) {
			d.Prune(on("2022-06-05"))
			if n := len(d.Book().Overrides); n != 1 {
				t.Errorf("%d overrides before the meeting, want 1", n)
			}
			d.Prune(on("2022-06-07"))
			if n := len(d.Book().Overrides); n != 0 {
				t.Errorf("%d overrides after it, want 0", n)
			}
		})
	})
	t.Run("R18 the size of the team is overridden by itself", func(t *testing.T) {
		size := override
		size.Rule = roster.RuleTeamSize
		d := open(t, build())
		for _, list := range [][]roster.Override{{override, size}, {size, override}} {
			if _, err := d.Override(list...); err == nil || d.Book().Overrides != nil {
				t.Errorf("error %v, overrides %v", err, d.Book().Overrides)
			}
		}
		if events, err := d.Override(); events != nil || err != nil {
			t.Errorf("nothing gave %v, %v", events, err)
		}
	})
	t.Run("R18 another rule in the way is told; both can be overridden at once", func(t *testing.T) {
		req := build()
		req.People[1].Availability.Default = roster.No
		d := open(t, req)
		before := d.Book()
		if _, err := d.Override(override); ruleOf(err) != roster.RuleAvailability {
			t.Errorf("%v", err)
		}
		if diff := compare(before, d.Book()); diff != "" {
			t.Error(diff)
		}
		also := override
		also.Rule = roster.RuleAvailability
		if _, err := d.Override(override, also); err != nil {
			t.Error(err)
		}
	})
}

func TestRefusedCalls(t *testing.T) {
	o := roster.Override{SeatID: seat1, Person: "b", Rule: roster.RuleAvailability, Code: "c", Role: "r", At: on("2022-06-01")}
	tests := []struct {
		name, want string
		call       func(d *roster.Desk) error
	}{
		{"R18 without a reason code", `roster: code "", want 1 to 64 bytes`, func(d *roster.Desk) error {
			o := o
			o.Code = ""
			return second(d.Override(o))
		}},
		{"R18 without a role", `roster: role "", want 1 to 64 bytes`, func(d *roster.Desk) error {
			o := o
			o.Role = ""
			return second(d.Override(o))
		}},
		{"R18 nobody can be in two seats at once", `roster: rule "one seat", want a rule that can be overridden`, func(d *roster.Desk) error {
			o := o
			o.Rule = roster.RuleOneSeat
			return second(d.Override(o))
		}},
		{"R18 the size of the team of a meeting that is not", "roster: no such seat: x/2022-06-06/", func(d *roster.Desk) error {
			return second(d.Override(roster.Override{SeatID: at("x", "2022-06-06", ""), Rule: roster.RuleTeamSize, Code: "c", Role: "r"}))
		}},
		{"R17 a swap with oneself", "roster: no such swap: want two people and two seats", func(d *roster.Desk) error {
			return second(d.Offer(roster.Swap{ID: "1", Give: seat1, Take: seat2, From: "a", To: "a"}))
		}},
		{"R17 a swap of a seat that one does not have", "roster: no such seat: a/2022-06-13/lead", func(d *roster.Desk) error {
			return second(d.Offer(roster.Swap{ID: "1", Give: seat2, Take: seat1, From: "a", To: "b"}))
		}},
		{"R17 undoing what is not", "roster: no such swap", func(d *roster.Desk) error { return second(d.Undo("9", on("2022-06-01"))) }},
		{"a rule in the way, which does not name the person", `roster: seat a/2022-06-06/lead: rule "declined" forbids it`, func(d *roster.Desk) error {
			if _, err := d.Decline(seat1, "a", on("2022-06-01")); err != nil {
				return err
			}
			return second(d.Assign(seat1, "a", on("2022-06-01")))
		}},
		{"a roster of something else", "roster: no such seat: x/2022-06-06/lead", func(d *roster.Desk) error {
			return second(d.Publish(roster.Roster{Seats: []roster.Assignment{{SeatID: at("x", "2022-06-06", "lead"), Person: "a"}}}, on("2022-06-01")))
		}},
		{"candidates for a seat that is not", "roster: no such seat: x/2022-06-06/lead", func(d *roster.Desk) error {
			return second(d.Candidates(at("x", "2022-06-06", "lead"), roster.CandidateOptions{}))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.call(open(t, pair())); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestRemindersAreData(t *testing.T) {
	t.Run("R27 reminders are listed with when they are due", func(t *testing.T) {
		d := open(t, pair())
		start := pair().Meetings[0].Start
		want := []roster.Reminder{
			{SeatID: seat1, Person: "a", Start: start, Due: start.Add(-48 * time.Hour)},
			{SeatID: seat1, Person: "a", Start: start, Due: start.Add(-2 * time.Hour)},
		}
		if diff := compare(want, d.Reminders(on("2022-06-01"), on("2022-06-07"), 2*time.Hour, 48*time.Hour)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestForgetting(t *testing.T) {
	t.Run("V15 R28 a forgotten person leaves past seats without a name and nothing else", func(t *testing.T) {
		d := open(t, pair())
		if _, err := d.Offer(roster.Swap{ID: "1", Give: seat1, Take: seat2, From: "a", To: "b", At: on("2022-06-01")}); err != nil {
			t.Fatal(err)
		}
		if events := d.Forget("a", on("2022-06-10")); events != nil {
			t.Errorf("%v", events)
		}
		if diff := compare([]roster.EventKind{roster.Opened}, kinds(d.Forget("b", on("2022-06-10")))); diff != "" {
			t.Error(diff)
		}
		text, err := json.Marshal(d.Book())
		if err != nil {
			t.Fatal(err)
		}
		if want := `{"holds":[{"series":"a","date":"2022-06-06","seat":"lead","at":"2022-01-01T12:00:00Z"}]}`; string(text) != want {
			t.Errorf("the book is %s", text)
		}
		if reopen(t, roster.Request{Meetings: pair().Meetings}, d).Recheck(on("2022-06-01")) != nil {
			t.Error("the anonymous seat was touched")
		}
	})
	t.Run("V15 refusals, swaps and overrides are deletable by age", func(t *testing.T) {
		d := open(t, pair())
		if _, err := d.Decline(seat1, "a", on("2022-06-01")); err != nil {
			t.Fatal(err)
		}
		d.Prune(on("2022-06-05"))
		if n := len(d.Book().Holds); n != 2 {
			t.Errorf("%d holds before the meeting, want 2", n)
		}
		d.Prune(on("2022-07-05"))
		if n := len(d.Book().Holds); n != 1 {
			t.Errorf("%d holds, want 1", n)
		}
	})
}
