package roster_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// TestADeskIsAsOneOpenedAgain makes calls at random and demands that a desk
// answers at any time as one does that is opened with its book.
func TestADeskIsAsOneOpenedAgain(t *testing.T) {
	req := roster.Request{
		Meetings: append(weekly("mon", "2022-06-06", 3), weekly("wed", "2022-06-08", 2)...),
		People:   people("a", "b", "c", "d"),
		Limits:   roster.Limits{PerWeek: 1},
	}
	req.Meetings = append(req.Meetings, meet("fri", "2022-06-10"))
	for i := range req.Meetings {
		req.Meetings[i].Short = roster.Short{Hours: 24 * 7, Do: roster.TellHost}
	}
	var seats []roster.SeatID
	for _, m := range req.Meetings {
		for _, s := range m.Seats {
			seats = append(seats, m.ID(s))
		}
	}
	for seed := range uint64(60) {
		d := open(t, req)
		r := rand.New(rand.NewPCG(seed, 1))
		said := ""
		for i := range 25 {
			seat, person := seats[r.IntN(len(seats))], string('a'+rune(r.IntN(4)))
			other, to := seats[r.IntN(len(seats))], string('a'+rune(r.IntN(4)))
			at, swap := on("2022-06-01"), fmt.Sprint(r.IntN(i+1))
			call := []func() ([]roster.Event, error){
				func() ([]roster.Event, error) { return d.Assign(seat, person, at) },
				func() ([]roster.Event, error) { return d.Confirm(seat, person, at) },
				func() ([]roster.Event, error) { return d.Decline(seat, person, at) },
				func() ([]roster.Event, error) { return d.Leave(seat, person, at) },
				func() ([]roster.Event, error) {
					return d.Offer(roster.Swap{ID: fmt.Sprint(i), Give: seat, From: person, Take: other, To: to, At: at, FromAccepted: true})
				},
				func() ([]roster.Event, error) { return d.Accept(swap, to, at) },
				func() ([]roster.Event, error) { return d.Undo(swap, at) },
				func() ([]roster.Event, error) {
					return d.Override(roster.Override{SeatID: seat, Person: person, Rule: roster.RuleWeek, Code: "x", Role: "y", At: at})
				},
				func() ([]roster.Event, error) { return d.Forget(person, at), nil },
				func() ([]roster.Event, error) { return d.Recheck(at), nil },
				func() ([]roster.Event, error) { return d.Short(at), nil },
				func() ([]roster.Event, error) {
					return d.Override(roster.Override{SeatID: seat, Rule: roster.RuleTeamSize, Code: "x", Role: "y", At: at})
				},
				func() ([]roster.Event, error) { d.Prune(on("2022-06-09")); return nil, nil },
			}
			n := r.IntN(len(call))
			_, err := call[n]()
			said += fmt.Sprintf("%d %s %s %s %s: %v\n", n, seat, person, other, to, err)
			again := req
			again.Book = d.Book()
			fresh, err := roster.Open(again)
			if err != nil {
				t.Fatalf("seed %d: %v after\n%s", seed, err, said)
			}
			if diff := compare(answers(fresh, seats), answers(d, seats)); diff != "" {
				t.Fatalf("seed %d: answers (-opened again +as it is) after\n%s%s", seed, said, diff)
			}
		}
	}
}

// answers returns what a desk says of itself.
func answers(d *roster.Desk, seats []roster.SeatID) []any {
	said := []any{d.Book(), d.Uncovered(schedule.Date{}, schedule.Date{}), d.Thin(schedule.MustDate("2022-06-01"))}
	for _, s := range seats {
		candidates, err := d.Candidates(s, roster.CandidateOptions{})
		others, err2 := d.Alternatives(s)
		said = append(said, s, candidates, fmt.Sprint(err), others, fmt.Sprint(err2))
	}
	return said
}
