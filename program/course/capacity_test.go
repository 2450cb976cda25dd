package course_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

func yearly(sessions, leaders int, days ...time.Weekday) course.Request {
	r := course.Request{
		Format: program.Format{Sessions: program.Sessions{Count: sessions, Minutes: 120}}, Team: program.Team{Min: 2},
		From: day("2022-01-01"), Until: day("2022-12-31"), Leaders: []course.Leader{},
	}
	for _, d := range days {
		r.Rules = append(r.Rules, schedule.Weekly(d))
	}
	for i := range leaders {
		r.Leaders = append(r.Leaders, course.Leader{ID: fmt.Sprint("lead-", i)})
	}
	return r
}

func TestCapacity(t *testing.T) {
	busy := yearly(8, 5, time.Monday, time.Wednesday)
	for i := range busy.Leaders {
		busy.Leaders[i].Courses = 2
	}
	open := yearly(8, 0, time.Monday)
	open.Leaders = nil
	tests := []struct {
		name    string
		request course.Request
		courses int
		limit   string
	}{
		{"C16 one room, leaders enough", yearly(8, 4, time.Monday), 6, "rooms"},
		{"C16 one room, leaders not known", open, 6, "rooms"},
		{"C16 three rooms, but two leaders", yearly(8, 2, time.Monday, time.Tuesday, time.Wednesday), 7, "leaders"},
		{"C16 five leaders, two courses each", busy, 5, "leaders"},
		{"C16 nobody to lead", yearly(8, 1, time.Monday), 0, "leaders"},
		{"C16 longer than the year", yearly(60, 4, time.Monday), 0, "rooms"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.request.Capacity()
			if err != nil || got.Courses != tt.courses || got.Limit != tt.limit {
				t.Errorf("%d of %d courses, by %s, %v; want %d by %s", got.Courses, got.Bound, got.Limit, err, tt.courses, tt.limit)
			}
			checkFit(t, tt.request, got.Plans)
		})
	}
	t.Run("C16 the time asked about needs an end", func(t *testing.T) {
		r := yearly(8, 4, time.Monday)
		r.Until = schedule.Date{}
		if _, err := r.Capacity(); err == nil {
			t.Error("no error")
		}
	})
}

// checkFit fails if one room or leader has two courses at one time.
func checkFit(t *testing.T, r course.Request, plans []course.Plan) {
	t.Helper()
	for i, p := range plans {
		for _, q := range plans[:i] {
			apart := p.Sessions[len(p.Sessions)-1].Date.Before(q.Sessions[0].Date) || q.Sessions[len(q.Sessions)-1].Date.Before(p.Sessions[0].Date)
			if apart {
				continue
			}
			if p.Rule == q.Rule {
				t.Errorf("C16: two courses in the room of %v", p.Rule)
			}
			for _, a := range p.Team {
				for _, b := range q.Team {
					if a == b {
						t.Errorf("C16: %s leads two courses at one time", a)
					}
				}
			}
		}
		if p.Sessions[0].Date.Before(r.From) || r.Until.Before(p.Sessions[len(p.Sessions)-1].Date) {
			t.Errorf("C16: %s is not in the time asked about", p.Text)
		}
	}
}

// slowCapacity tries every set of courses, by the days on which they begin, in
// one room with leaders who are always free.
func slowCapacity(days []schedule.Date, sessions, from int) int {
	best := 0
	for i := from; i+sessions <= len(days); i++ {
		best = max(best, 1+slowCapacity(days, sessions, i+sessions))
	}
	return best
}

func TestCapacityAgreesWithTheSlowWay(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 40 {
		q := yearly(2+r.IntN(3), 2, time.Monday)
		q.Until = q.From.AddDays(60 + r.IntN(40))
		if round%4 == 0 { // longer than the stretch that is looked at first
			q = yearly(12+r.IntN(5), 2, time.Monday)
			q.Until = q.From.AddDays(350 + r.IntN(100))
		}
		var days []schedule.Date
		for d := day("2022-01-03"); !d.After(q.Until); d = d.AddDays(7) {
			if r.IntN(5) == 0 {
				q.Closures = append(q.Closures, schedule.Closure{First: d, Last: d})
			} else {
				days = append(days, d)
			}
		}
		got, err := q.Capacity()
		if want := slowCapacity(days, q.Format.Count, 0); err != nil || got.Courses != want || !got.Proved() {
			t.Fatalf("C16: %d of %d, %v; want %d", got.Courses, got.Bound, err, want)
		}
	}
}
