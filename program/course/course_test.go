package course_test

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

var steps = []course.Step{course.Open, course.Confirm, course.Begin, course.Complete, course.Cancel, "", "reopen"}

func TestStates(t *testing.T) {
	t.Run("S49 from planned to completed, one step after the other", func(t *testing.T) {
		var c course.Course
		var names []string
		for _, s := range []course.Step{course.Open, course.Confirm, course.Begin, course.Complete} {
			var err error
			if c, err = c.Take(s, ""); err != nil {
				t.Fatal(err)
			}
			names = append(names, c.State.String())
		}
		if diff := cmp.Diff([]string{"enrolling", "confirmed", "running", "completed"}, names); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
	})
	t.Run("S49 cancelled only with a reason, and for good", func(t *testing.T) {
		c := course.Course{State: course.Enrolling}
		if _, err := c.Take(course.Cancel, ""); !errors.Is(err, course.ErrRefused) {
			t.Errorf("error %v", err)
		}
		c, err := c.Take(course.Cancel, "too few people")
		if err != nil || c.State != course.Cancelled || c.Reason != "too few people" {
			t.Errorf("course %+v, %v", c, err)
		}
		if _, err := c.Take(course.Open, ""); err == nil || err.Error() != `course: refused: "open" of a course that is cancelled` {
			t.Errorf("error %v", err)
		}
	})
}

// rank is how far a state is on the way; no step may pass over one.
var rank = map[course.State]int{course.Planned: 0, course.Enrolling: 1, course.Confirmed: 2, course.Running: 3, course.Completed: 4}

func TestStepsAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 2000 {
		c := course.Course{Sessions: 8}
		var taken []course.Step
		for range 12 {
			step := steps[r.IntN(len(steps))]
			reason := ""
			if step == course.Cancel {
				reason = "no room"
			}
			next, err := c.Take(step, reason)
			switch {
			case err != nil && (!errors.Is(err, course.ErrRefused) || next.State != c.State):
				t.Fatalf("S49 a refusal without a reason or with a change: %v, %v", err, next.State)
			case err != nil:
				continue
			case next.State != course.Cancelled && rank[next.State] != rank[c.State]+1:
				t.Fatalf("S49 %q took a course from %v to %v", step, c.State, next.State)
			case c.State.Over():
				t.Fatalf("S49 %q was taken by a course that is %v", step, c.State)
			}
			if err := next.Validate(); err != nil {
				t.Fatal(err)
			}
			c, taken = next, append(taken, step)
		}
		again := course.Course{Sessions: 8}
		for _, step := range taken {
			reason := ""
			if step == course.Cancel {
				reason = "no room"
			}
			again, _ = again.Take(step, reason)
		}
		if diff := cmp.Diff(c, again); diff != "" {
			t.Fatalf("S49 the same steps give another state:\n%s", diff)
		}
	}
}

func TestDecide(t *testing.T) {
	zone, err := schedule.LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	// Clocks go back on 2022-11-06, between the decision and the start.
	table, err := schedule.Compile(schedule.Series{
		Dates: []schedule.Date{day("2022-11-09"), day("2022-11-16")}, Start: schedule.MustClock("18:00"),
	}, schedule.CompileOptions{Zone: zone})
	if err != nil {
		t.Fatal(err)
	}
	first, _ := table.Nth(schedule.Date{}, 1)
	c := course.Course{State: course.Enrolling, Capacity: program.Capacity{Min: 8, Max: 12}, Enrolled: 7, DecideDays: 7}
	at := time.Date(2022, 11, 2, 18, 0, 0, 0, zone.Location())
	tests := []struct {
		name     string
		now      time.Time
		enrolled int
		want     course.Verdict
	}{
		{"C8 a second before the hour it is not yet decided", at.Add(-time.Second), 12, course.NotYet},
		{"C8 at the hour it goes at the minimum", at, 8, course.Go},
		{"C8 at the hour it does not go below the minimum", at, 7, course.NoGo},
		{"C8 later too", at.Add(48 * time.Hour), 7, course.NoGo},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c.Enrolled = tt.enrolled
			d := c.Decide(tt.now, first)
			if d.Verdict != tt.want || !d.At.Equal(at) {
				t.Errorf("%v at %v, want %v at %v", d.Verdict, d.At, tt.want, at)
			}
		})
	}
	t.Run("C8 it never cancels by itself", func(t *testing.T) {
		c.Enrolled = 0
		if d := c.Decide(at, first); d.Verdict != course.NoGo || d.Missing != 8 || c.State != course.Enrolling {
			t.Errorf("%+v, and the course is %v", d, c.State)
		}
		if next, err := c.Take(course.Confirm, ""); err != nil || next.State != course.Confirmed {
			t.Errorf("the people in charge may confirm it all the same: %v", err)
		}
	})
}

func TestTakes(t *testing.T) {
	sessions := []schedule.Date{day("2022-10-05"), day("2022-10-12"), day("2022-10-19")}
	open := course.Course{State: course.Running}
	tests := []struct {
		name   string
		course course.Course
		entry  program.Entry
		on     string
		want   bool
	}{
		{"C10 up to session 2 where nothing is said", open, program.Entry{}, "2022-10-12", true},
		{"C10 not after session 2", open, program.Entry{}, "2022-10-13", false},
		{"P7 a closed course from the first session on", open, program.Entry{Mode: program.EntryClosed}, "2022-10-06", false},
		{"P7 closed after session 3", open, program.Entry{Mode: program.EntryClosedAfter, AfterSession: 3}, "2022-10-19", true},
		{"P7 a cycle takes people in any week", open, program.Entry{Mode: program.EntryCyclic}, "2022-12-01", true},
		{"C17 not after the last day to register", course.Course{State: course.Enrolling, RegisterBy: day("2022-09-25")}, program.Entry{}, "2022-09-26", false},
		{"C17 on the last day to register", course.Course{State: course.Enrolling, RegisterBy: day("2022-09-25")}, program.Entry{}, "2022-09-25", true},
		{"S49 a cancelled course takes nobody", course.Course{State: course.Cancelled}, program.Entry{}, "2022-09-25", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.course.Takes(day(tt.on), tt.entry, sessions); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestWords(t *testing.T) {
	t.Run("V14 small counts are a few", func(t *testing.T) {
		for n, want := range map[int][2]string{0: {"a few", "unos pocos"}, 4: {"a few", "unos pocos"}, 5: {"5", "5"}} {
			if en, es := course.Few(n, "en"), course.Few(n, "es-MX"); en != want[0] || es != want[1] {
				t.Errorf("%d is %q and %q, want %q", n, en, es, want)
			}
		}
	})
	t.Run("D9 V14 places in words without a number", func(t *testing.T) {
		c := course.Course{State: course.Enrolling, Capacity: program.Capacity{Max: 12}, Enrolled: 11}
		if got := c.Availability().In("en"); got != "places open" {
			t.Errorf("got %q", got)
		}
		c.Enrolled = 12
		if en, es := c.Availability().In("en"), c.Availability().In("es"); en != "full, with a waitlist" || es != "lleno, con lista de espera" {
			t.Errorf("got %q, %q", en, es)
		}
		c.State = course.Completed
		if got := c.Availability().In("en"); got != "closed to new people" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("every state has words", func(t *testing.T) {
		for s := range rank {
			if s.In("en") == "" || s.In("es") == "" {
				t.Errorf("%q has none", s)
			}
		}
	})
}

func TestValidate(t *testing.T) {
	tests := []struct {
		name string
		c    course.Course
		ok   bool
	}{
		{"the zero course", course.Course{}, true},
		{"S45 breaks and break-out rooms", course.Course{Breaks: []course.Break{{Start: schedule.MustClock("12:00"), Minutes: 45}}, BreakOuts: []program.Places{12, 12}}, true},
		{"S45 a break without a start", course.Course{Breaks: []course.Break{{Minutes: 45}}}, false},
		{"a state that does not exist", course.Course{State: "postponed"}, false},
		{"cancelled without a reason", course.Course{State: course.Cancelled}, false},
		{"fewer than nobody", course.Course{Enrolled: -1}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.c.Validate(); (err == nil) != tt.ok {
				t.Errorf("error %v", err)
			}
		})
	}
}
