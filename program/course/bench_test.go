package course_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// BenchmarkPlans looks for a course of ten sessions in half a year among twelve
// leaders who are away now and then.
func BenchmarkPlans(b *testing.B) {
	r := wednesdays()
	r.StartBy, r.Team.Min, r.Substitutions = day("2023-03-29"), 2, 3
	for i := range 12 {
		l := course.Leader{ID: fmt.Sprint("lead-", i)}
		for n := range 4 {
			l.Away = append(l.Away, course.Absence{First: day("2022-10-05").AddDays(7 * (i + 7*n))})
		}
		r.Leaders = append(r.Leaders, l)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Plans(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlansAtWorst looks for teams that hardly anybody makes up.
func BenchmarkPlansAtWorst(b *testing.B) {
	r := wednesdays()
	r.StartBy = day("2024-10-05")
	r.Rules = nil
	for d := range 7 {
		r.Rules = append(r.Rules, schedule.Weekly(time.Weekday(d)))
	}
	r.Team = program.Team{Min: 5, AtLeast: []program.AtLeast{{Count: 2, Attribute: "x"}, {Count: 1, Attribute: "y"}}}
	for i := range 1000 {
		l := course.Leader{ID: fmt.Sprint("lead-", i)}
		switch {
		case i > 990:
			l.Attributes = []program.Attribute{"x"}
		case i == 500, i == 501: // the two who could, each away every other week
			l.Attributes = []program.Attribute{"y"}
			for week := i - 500; week < 200; week += 2 {
				first := r.From.AddDays(7 * week)
				l.Away = append(l.Away, course.Absence{First: first, Last: first.AddDays(6)})
			}
		}
		r.Leaders = append(r.Leaders, l)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Plans(); err == nil {
			b.Fatal("a team was found without anybody to step in")
		}
	}
}

// BenchmarkCapacity fits courses of eight sessions into a year of five rooms and
// forty leaders.
func BenchmarkCapacity(b *testing.B) {
	r := yearly(8, 40, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
	for i := range r.Leaders {
		r.Leaders[i].Courses = 2
		r.Leaders[i].Away = []course.Absence{{First: r.From.AddDays(9 * i), Last: r.From.AddDays(9*i + 6)}}
	}
	b.ReportAllocs()
	for b.Loop() {
		if c, err := r.Capacity(); err != nil || c.Courses < 20 {
			b.Fatal(c.Courses, c.Bound, err)
		}
	}
}
