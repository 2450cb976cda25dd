package guides_test

import (
	"context"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/examples/demo"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// summer asks who leads the Wednesday group in June and July.
func summer() (roster.Request, error) {
	snap, err := demo.Snapshot()
	if err != nil {
		return roster.Request{}, err
	}
	first, end := schedule.MustDate("2022-06-01"), schedule.MustDate("2022-08-01")
	certified := []roster.Certification{{Program: "connection", From: schedule.MustDate("2021-03-01")}}
	wednesdays := []roster.Pattern{{Rule: schedule.Weekly(time.Wednesday)}}
	away := []roster.Exception{{First: schedule.MustDate("2022-07-01"), Last: schedule.MustDate("2022-07-31")}}
	return roster.Request{
		Meetings: snap.RosterMeetings("jax-wednesday", first, end, roster.Seat{Name: "lead"}, roster.Seat{Name: "second"}),
		People: []roster.Person{
			{ID: "p1", Certifications: certified, Availability: roster.Availability{Patterns: wednesdays}},
			{ID: "p2", Certifications: certified, Availability: roster.Availability{Patterns: wednesdays, Exceptions: away}},
			{ID: "p3", Certifications: certified, Availability: roster.Availability{Patterns: wednesdays}, Limits: roster.Limits{Total: 1}},
		},
		Limits: roster.Limits{PerMonth: 2},
	}, nil
}

func Example_roster() {
	request, err := summer()
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := roster.Solve(context.Background(), request, roster.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range r.Seats {
		fmt.Println(a.Date, a.Seat, a.Person)
	}
	for _, e := range r.Empty {
		fmt.Println(e.Date, e.Seat, "is empty:", e.Group)
		for _, b := range e.Blocked {
			fmt.Println("  not", b.Person, "because of", b.Rule)
		}
	}
	fmt.Println("no roster is better:", r.Proved)
	// Output:
	// 2022-06-08 lead p2
	// 2022-06-08 second p1
	// 2022-06-22 lead p1
	// 2022-06-22 second p2
	// 2022-07-13 lead p1
	// 2022-07-13 second p3
	// 2022-07-27 lead p1
	// 2022-07-27 second is empty: these 4 seats can only be served by p1 and p3, who have 3 left
	//   not p1 because of one seat
	//   not p2 because of availability
	//   not p3 because of total
	// no roster is better: true
}

// Somebody says that they cannot come, and the one who is asked says yes.
func Example_rosterDesk() {
	request, err := summer()
	if err != nil {
		fmt.Println(err)
		return
	}
	request.People = append(request.People, roster.Person{
		ID: "p4", Certifications: request.People[0].Certifications, Availability: roster.Availability{Default: roster.IfNeeded},
	})
	desk, err := roster.Open(request)
	if err != nil {
		fmt.Println(err)
		return
	}
	now := time.Date(2022, 6, 1, 9, 0, 0, 0, time.UTC)
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
	if _, err := desk.Decline(seat.SeatID, seat.Person, now); err != nil {
		fmt.Println(err)
		return
	}
	candidates, err := desk.Candidates(seat.SeatID, roster.CandidateOptions{Now: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range candidates {
		fmt.Println("ask", c.Person, "who leads", c.Load)
	}
	if _, err := desk.Assign(seat.SeatID, candidates[0].Person, now); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("open seats:", len(desk.Uncovered(schedule.Date{}, schedule.Date{})))
	// Output:
	// ask p4 who leads 2
	// open seats: 0
}
