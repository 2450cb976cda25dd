package main

import (
	"context"
	"encoding/json"
	"flag"

	"github.com/withinreach/withinreach/program/roster"
)

// assign reads one request and writes its roster, or an object with an error. The
// meetings stand in the request, or come from records.
func assign(args []string, env environment) error {
	var o roster.Options
	var from meetingFlags
	fs := flag.NewFlagSet("reach roster", flag.ContinueOnError)
	from.register(fs)
	fs.Uint64Var(&o.Seed, "seed", 0, "where the search begins, any `number`")
	fs.IntVar(&o.Steps, "steps", 0, "greatest `number` of steps of the search; 0 means 1,000, -1 no search")
	fs.IntVar(&o.Alternatives, "others", 0, "greatest `number` of others listed for a seat; 0 means 3, -1 none")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	meetings, err := from.meetings(env)
	if err != nil {
		return err
	}
	in, err := input(fs, env)
	if err != nil {
		return err
	}
	defer in.Close()
	enc := json.NewEncoder(env.out)
	enc.SetEscapeHTML(false)
	req, err := roster.Read(in)
	if err != nil {
		return enc.Encode(failure{Error: err.Error()})
	}
	req.Meetings = append(req.Meetings, meetings...)
	r, err := roster.Solve(context.Background(), req, o)
	if err != nil {
		return enc.Encode(failure{Error: err.Error()})
	}
	return enc.Encode(explained(r))
}

// A rosterAnswer is a roster with each group in words.
type rosterAnswer struct {
	roster.Roster
	Reasons []emptySeat `json:"reasons,omitempty"`
}

type emptySeat struct {
	Seat string `json:"seat"`
	Text string `json:"text"`
}

func explained(r roster.Roster) rosterAnswer {
	a := rosterAnswer{Roster: r}
	for _, e := range r.Empty {
		if e.Group != nil {
			a.Reasons = append(a.Reasons, emptySeat{e.SeatID.String(), e.Group.String()})
		}
	}
	return a
}
