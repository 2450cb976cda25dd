package roster_test

import (
	"context"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// group returns four Wednesdays with two seats each, from a timetable.
func group() (meetings []roster.Meeting) {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		panic(err)
	}
	table, err := schedule.Compile(schedule.Series{
		ID: "wed", Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute,
	}, schedule.CompileOptions{Zone: zone})
	if err != nil {
		panic(err)
	}
	for o := range table.All(schedule.Date{}, schedule.MustDate("2022-08-01")) {
		meetings = append(meetings, roster.NewMeeting(o, "connection", roster.Seat{Name: "lead"}, roster.Seat{Name: "second"}))
	}
	return meetings
}

func Example() {
	certified := []roster.Certification{{Program: "connection"}}
	wednesdays := []roster.Pattern{{Rule: schedule.Weekly(time.Wednesday)}}
	req := roster.Request{
		Meetings: group(),
		People: []roster.Person{
			{ID: "p1", Certifications: certified, Availability: roster.Availability{Patterns: wednesdays}},
			{ID: "p2", Certifications: certified, Availability: roster.Availability{Patterns: wednesdays},
				Wishes: []roster.Wish{{Seat: "lead", Weight: 5}}},
			{ID: "p3", Certifications: certified, Availability: roster.Availability{
				Patterns:   wednesdays,
				Exceptions: []roster.Exception{{First: schedule.MustDate("2022-07-01"), Last: schedule.MustDate("2022-07-20")}},
			}, Limits: roster.Limits{Total: 1}},
		},
		Limits: roster.Limits{PerMonth: 2},
	}
	req.People[0].Limits.PerMonth = 1

	r, err := roster.Solve(context.Background(), req, roster.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range r.Seats {
		fmt.Println(a.SeatID, a.Person)
	}
	for _, e := range r.Empty {
		fmt.Println(e.SeatID, "is empty:", e.Group)
	}
	fmt.Println("proved:", r.Proved)
	// Output:
	// wed/2022-06-08/lead p2
	// wed/2022-06-08/second p3
	// wed/2022-06-22/lead p2
	// wed/2022-06-22/second p1
	// wed/2022-07-13/lead p2
	// wed/2022-07-13/second p1
	// wed/2022-07-27/lead p2
	// wed/2022-07-27/second is empty: these 8 seats can only be served by p1, p2 and p3, who have 7 left
	// proved: true
}

func ExampleDesk() {
	req := roster.Request{Meetings: group()[:2]}
	for _, id := range []string{"p1", "p2", "p3", "p4"} {
		req.People = append(req.People, roster.Person{
			ID: id, Certifications: []roster.Certification{{Program: "connection"}},
			Availability: roster.Availability{Default: roster.Yes},
		})
	}
	desk, err := roster.Open(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2022, 6, 1, 12, 0, 0, 0, time.UTC)
	r, err := desk.Plan(context.Background(), roster.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := desk.Publish(r, now); err != nil {
		fmt.Println(err)
		return
	}
	seat := r.Seats[0]
	events, err := desk.Decline(seat.SeatID, seat.Person, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range events {
		fmt.Println(e.Kind, e.SeatID)
	}
	candidates, err := desk.Candidates(seat.SeatID, roster.CandidateOptions{Now: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(candidates), "candidates")
	_, err = desk.Assign(seat.SeatID, candidates[0].Person, now)
	fmt.Println(len(desk.Uncovered(schedule.Date{}, schedule.Date{})), "seats are open", err)
	// Output:
	// declined wed/2022-06-08/lead
	// opened wed/2022-06-08/lead
	// 2 candidates
	// 0 seats are open <nil>
}
