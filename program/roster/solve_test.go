package roster_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program/roster"
)

// solve makes a roster and checks that it keeps every rule and says of itself
// what is true.
func solve(t *testing.T, req roster.Request, o roster.Options) roster.Roster {
	t.Helper()
	r, err := roster.Solve(t.Context(), req, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Bound.Compare(r.Objective) > 0 || r.Proved != (r.Bound == r.Objective) {
		t.Errorf("objective %v, bound %v, proved %v", r.Objective, r.Bound, r.Proved)
	}
	return r
}

// assignments finds the seats of r in its request.
func assignments(req roster.Request, r roster.Roster) (all []given) {
	for i, m := range req.Meetings {
		for j, seat := range m.Seats {
			for _, a := range r.Seats {
				if a.SeatID != m.ID(seat) {
					continue
				}
				for k, p := range req.People {
					if p.ID == a.Person {
						all = append(all, given{i, j, k})
					}
				}
			}
		}
	}
	return all
}

func TestEveryRosterOfTinyRequests(t *testing.T) {
	for _, pairs := range []bool{false, true} {
		t.Run(fmt.Sprintf("R4 R5 R6 R11 R19 R23 the best of all rosters is found and proved, pairs %v", pairs), func(t *testing.T) {
			byFlow := 0
			for seed := range uint64(500) {
				req := tiny(seed, pairs)
				steps := []int{1, 100}[seed%2] // after one step the branch and bound has to find it
				r := solve(t, req, roster.Options{Seed: seed, Steps: steps})
				s := slow{req}
				all := assignments(req, r)
				for i, g := range all {
					if !s.allowed(append(all[:i:i], all[i+1:]...), g) {
						t.Fatalf("seed %d: %v breaks a rule among %v", seed, g, all)
					}
				}
				if diff := cmp.Diff(s.cost(all), r.Objective); diff != "" {
					t.Fatalf("seed %d: what the roster costs (-slow +solver):\n%s", seed, diff)
				}
				if diff := cmp.Diff(s.best(), r.Objective); diff != "" || !r.Proved {
					t.Errorf("seed %d: proved %v, the best roster (-slow +solver):\n%s", seed, r.Proved, diff)
				}
				byFlow += one(r.Method == "flow")
			}
			if least := map[bool]int{false: 480, true: 80}[pairs]; byFlow < least {
				t.Errorf("the flow alone found %d, want at least %d", byFlow, least)
			}
		})
	}
}
