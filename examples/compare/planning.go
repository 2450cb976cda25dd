package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/withinreach/withinreach/directory/coverage"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// planningTasks are those of packages coverage and roster, for which we know
// of no peer in Go.
var planningTasks = []task{
	{"us-measure", "country", prepareMeasure},
	{"us-suggest-1000", "plan", prepareSuggest},
	{"roster-312", "roster", func() ([]side, error) { return prepareRoster(3, 12, 0.6) }},
	{"roster-4160", "roster", func() ([]side, error) { return prepareRoster(40, 160, 0.4) }},
}

// prepareMeasure measures who has one of 2,000 groups within 25 miles.
func prepareMeasure() ([]side, error) {
	sites := make([]coverage.Site, 2000)
	for i, p := range scatter(len(sites), 6) {
		sites[i] = coverage.Site{ID: fmt.Sprint(i), Point: p, PerWeek: 1}
	}
	run := func() outcome {
		c, err := coverage.Measure(context.Background(), coverage.Tracts(), sites, coverage.Straight(25*earth.Mile), coverage.Options{})
		if err != nil {
			return outcome{}
		}
		return outcome{1, c.Summary().Reached}
	}
	return []side{{"", run}}, nil
}

// prepareSuggest chooses 1,000 places within 10 miles of most people.
func prepareSuggest() ([]side, error) {
	c, err := coverage.Measure(context.Background(), coverage.Tracts(), nil, coverage.Straight(10*earth.Mile), coverage.Options{})
	if err != nil {
		return nil, err
	}
	run := func() outcome {
		plan, err := c.Suggest(context.Background(), 1000, coverage.SuggestOptions{})
		if err != nil {
			return outcome{}
		}
		return outcome{1, plan.After}
	}
	return []side{{"", run}}, nil
}

// prepareRoster fills a year of weekly groups with two seats each, one of them
// for a person who may lead.
func prepareRoster(groups, people int, free float64) ([]side, error) {
	req := request(groups, people, free)
	run := func() outcome {
		r, err := roster.Solve(context.Background(), req, roster.Options{Seed: 1})
		if err != nil {
			return outcome{}
		}
		return outcome{1, int64(len(r.Seats))}
	}
	return []side{{"", run}}, nil
}

func request(groups, people int, free float64) roster.Request {
	const weeks = 52
	random := rand.New(rand.NewPCG(7, uint64(groups)))
	monday := schedule.MustDate("2025-01-13")
	req := roster.Request{Limits: roster.Limits{PerWeek: 2, PerFourWeeks: 6}}
	for g := range groups {
		day, hour := g%6, 10+g/6%3*4
		for w := range weeks {
			d := monday.AddDays(7*w + day)
			start := time.Date(d.Year(), d.Month(), d.Day(), hour, 0, 0, 0, time.UTC)
			req.Meetings = append(req.Meetings, roster.Meeting{
				Key:   schedule.Key{Series: fmt.Sprintf("group%02d", g), Date: d},
				Start: start, End: start.Add(90 * time.Minute), Program: "connection",
				Seats: []roster.Seat{{Name: "lead", Attribute: "lead"}, {Name: "second"}},
			})
		}
	}
	for i := range people {
		p := roster.Person{ID: fmt.Sprintf("p%03d", i), Certifications: []roster.Certification{{Program: "connection"}}}
		if random.Float64() < 0.6 || i < 2 {
			p.Attributes = []program.Attribute{"lead"}
		}
		for day := time.Sunday; day <= time.Saturday; day++ {
			if random.Float64() < free {
				p.Availability.Patterns = append(p.Availability.Patterns, roster.Pattern{Rule: schedule.Weekly(day)})
			}
			if random.Float64() < 0.5 {
				p.Wishes = append(p.Wishes, roster.Wish{Days: program.DaysOf(day), Weight: []int{-4, -2, -1, 1}[random.IntN(4)]})
			}
		}
		for range 3 { // away
			first := monday.AddDays(random.IntN(7 * weeks))
			p.Availability.Exceptions = append(p.Availability.Exceptions, roster.Exception{First: first, Last: first.AddDays(6 + random.IntN(15))})
		}
		req.People = append(req.People, p)
	}
	return req
}
