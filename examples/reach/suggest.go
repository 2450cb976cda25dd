package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
)

// planned is the answer of reach suggest.
type planned struct {
	covered
	After       int64       `json:"reached_after"`
	Gain        int64       `json:"gain"`
	Bound       int64       `json:"bound"`   // no choice of as many places gains more
	Certain     float64     `json:"certain"` // gain / bound
	Optimal     bool        `json:"optimal"`
	Suggestions []suggested `json:"suggestions"`
}

type suggested struct {
	ID      string      `json:"id"`
	Name    string      `json:"name,omitempty"`
	Place   string      `json:"place,omitempty"`
	Town    string      `json:"town,omitempty"`
	Point   earth.Point `json:"point"`
	Gain    int64       `json:"gain"`
	Asked   int64       `json:"asked,omitempty"`
	Reached int64       `json:"reached"`
}

func suggest(args []string, env environment) error {
	var f coverageFlags
	fs := flag.NewFlagSet("reach suggest", flag.ContinueOnError)
	f.register(fs)
	fs.IntVar(&f.n, "n", 10, "`number` of places")
	fs.StringVar(&f.venues, "venues", "", "choose among the venues of a `file` of records; default is anywhere")
	fs.StringVar(&f.interest, "interest", "", "`file` of people who asked, lines such as {\"point\":\"30.16,-81.74\",\"count\":12}")
	fs.Int64Var(&f.weight, "interest-weight", 1, "how many people count as much as one who asked")
	fs.BoolVar(&f.exact, "exact", false, "look for the best choice, and prove it, where that is possible")
	if err := parse(fs, args, env); err != nil {
		return err
	}
	if f.n < 1 {
		return misused(env, "-n %d, want 1 or more", f.n)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	opt := coverage.SuggestOptions{InterestWeight: f.weight, Exact: f.exact}
	if err := errors.Join(f.readVenues(&opt), f.readInterest(&opt)); err != nil {
		return err
	}
	c, answer, err := f.measure(ctx, env)
	if err != nil {
		return f.finish(env, nil, err)
	}
	plan, err := c.Suggest(ctx, f.n, opt)
	if err != nil {
		return err
	}
	out := planned{
		covered: answer, After: plan.After, Gain: plan.Gain, Bound: plan.Bound,
		Certain: rounded(plan.Certain()), Optimal: plan.Optimal(), Suggestions: []suggested{},
	}
	for _, s := range plan.Suggestions {
		out.Suggestions = append(out.Suggestions,
			suggested{s.Site.ID, s.Site.Name, s.Place, s.Town, s.Site.Point, s.Gain, s.Asked, s.Reached})
	}
	return f.finish(env, out, f.drawMap(c, plan, env))
}

// readVenues makes candidates of the venues of a file.
func (f *coverageFlags) readVenues(opt *coverage.SuggestOptions) error {
	if f.venues == "" {
		return nil
	}
	file, err := os.Open(f.venues)
	if err != nil {
		return err
	}
	defer file.Close()
	entities, err := directory.ReadRecords(file)
	if err != nil {
		return err
	}
	opt.Candidates = []coverage.Site{}
	for _, e := range entities {
		if v, ok := e.(directory.Venue); ok {
			site := coverage.Site{ID: v.ID, Name: v.Name, Point: v.Point}
			if v.Confidential {
				site.Name, site.Point = "", v.Point.Cell(earth.PrivateLevel).Center()
			}
			opt.Candidates = append(opt.Candidates, site)
		}
	}
	return nil
}

func (f *coverageFlags) readInterest(opt *coverage.SuggestOptions) error {
	if f.interest == "" {
		return nil
	}
	file, err := os.Open(f.interest)
	if err != nil {
		return err
	}
	defer file.Close()
	dec := json.NewDecoder(bufio.NewReader(file))
	for line := 1; ; line++ {
		var i coverage.Interest
		switch err := dec.Decode(&i); {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("interest %d: %w", line, err)
		}
		opt.Interest = append(opt.Interest, i)
	}
}
