package roster_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A benchCase is one of the measured cases: a year of groups with two seats,
// of which one takes a person who may lead.
type benchCase struct {
	name                  string
	weeks, groups, people int
	free                  float64 // chance of a person to be free on a weekday
}

var cases = []benchCase{
	{"A 312 seats 12 people", 52, 3, 12, 0.6},
	{"B 312 seats 9 people", 52, 3, 9, 0.5},
	{"C 1248 seats 48 people", 52, 12, 48, 0.5},
	{"D 4160 seats 160 people", 52, 40, 160, 0.4},
}

// monday is the first Monday of 2025, when a period of four weeks begins.
var monday = schedule.MustDate("2025-01-13")

var lead = roster.Seat{Name: "lead", Attribute: "lead"}

// build makes the request of a case, the same on every platform.
func (c benchCase) build() roster.Request {
	random := rand.New(rand.NewPCG(7, uint64(c.groups)))
	below := func(n uint64) int { return int(random.Uint64() % n) }
	chance := func(f float64) bool { return below(1000) < int(f*1000) }
	req := roster.Request{Limits: roster.Limits{PerWeek: 2, PerFourWeeks: 6}}
	for g := range c.groups {
		day, hour := g%6, 10+g/6%3*4
		for w := range c.weeks {
			d := monday.AddDays(7*w + day)
			start := time.Date(d.Year(), d.Month(), d.Day(), hour, 0, 0, 0, time.UTC)
			req.Meetings = append(req.Meetings, roster.Meeting{
				Key:   schedule.Key{Series: fmt.Sprintf("group%02d", g), Date: d},
				Start: start, End: start.Add(90 * time.Minute),
				Program: "connection", Seats: []roster.Seat{lead, {Name: "second"}},
			})
		}
	}
	for i := range c.people {
		p := roster.Person{
			ID:             fmt.Sprintf("p%03d", i),
			Certifications: []roster.Certification{{Program: "connection"}},
		}
		if chance(0.6) || i < 2 {
			p.Attributes = []program.Attribute{"lead"}
		}
		for day := time.Sunday; day <= time.Saturday; day++ {
			if chance(c.free) {
				p.Availability.Patterns = append(p.Availability.Patterns, roster.Pattern{Rule: schedule.Weekly(day)})
			}
			if chance(0.5) {
				p.Wishes = append(p.Wishes, roster.Wish{Days: program.DaysOf(day), Weight: []int{-4, -2, -1, 1}[below(4)]})
			}
		}
		for range 3 {
			first := monday.AddDays(below(uint64(7 * c.weeks)))
			p.Availability.Exceptions = append(p.Availability.Exceptions,
				roster.Exception{First: first, Last: first.AddDays(6 + below(15))})
		}
		req.People = append(req.People, p)
	}
	for i := range c.people / 4 { // people who are free at much the same times
		a, b := &req.People[2*i], &req.People[2*i+1]
		b.Availability.Patterns = a.Availability.Patterns
		req.Apart = append(req.Apart, roster.Pair{A: a.ID, B: b.ID})
	}
	return req
}
