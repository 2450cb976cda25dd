package people_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/schedule"
)

var kinds = []people.EventKind{
	people.Interested, people.Passed, people.Passed, people.Passed, people.Passed, people.Began, people.Ended, people.Decided,
	people.Led, people.Refreshed, people.Left, people.Returned, people.Joined, people.Accepted, "", "promoted",
}

// someEvent returns an event that may make sense or not.
func someEvent(r *rand.Rand, rules people.Rules, on schedule.Date) people.Event {
	e := people.Event{Kind: kinds[r.IntN(len(kinds))], Program: rules.Program, On: on, By: "state office", Yes: r.IntN(3) > 0}
	switch e.Kind {
	case people.Passed:
		e.Step = "no such step"
		if n := len(rules.Steps); n > 0 && r.IntN(12) > 0 {
			e.Step = rules.Steps[r.IntN(n)].Key
		}
	case people.Joined:
		e.Program = ""
	}
	if r.IntN(20) == 0 {
		e.By = ""
	}
	return e
}

// slowMissing asks, for whoever was certified, which step of the rules has no
// event of its own before, one after the other.
func slowMissing(rules people.Rules, events []people.Event) (missing []string) {
	for _, s := range rules.Steps {
		found := s.Kind == program.StepDecision
		for _, e := range events {
			trained := s.Kind == program.StepTraining && e.Kind == people.Ended && e.Yes
			found = found || trained || e.Kind == people.Passed && e.Step == s.Key
		}
		if !found {
			missing = append(missing, s.Key)
		}
	}
	return missing
}

func TestNoPathSkipsAStep(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 34))
	certified, refusals := 0, 0
	for _, where := range [][2]string{{"connection", "us/IL"}, {"connection", "us/WI"}, {"peer-to-peer", "us/WA"}, {"family-support-group", "us/VT"}, {"wrap", "us"}, {"connection", "us"}} {
		rules := rules(t, where[0], where[1])
		for range 400 {
			f := people.Facilitator{ID: "lead-7"}
			on := day("2014-01-01")
			for range 80 {
				on = on.AddDays(r.IntN(9))
				e := someEvent(r, rules, on)
				next, err := f.Apply(e, rules)
				if refusal, ok := errors.AsType[*people.Refusal](err); ok {
					refusals++
					if refusal.Code == "" || refusal.Why == "" || len(next.Events) != len(f.Events) {
						t.Fatalf("S34 a refusal without a reason, or with a change: %+v", refusal)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if e.Kind == people.Decided && e.Yes {
					certified++
					if missing := slowMissing(rules, next.Events); missing != nil {
						t.Fatalf("S34 certified in %s without %v: %v", where[1], missing, next.Events)
					}
				}
				f = next
			}
			again, err := people.Facilitator{ID: "lead-7"}.Replay(f.Events, func(string, schedule.Date) people.Rules { return rules })
			if err != nil {
				t.Fatalf("S34 what was accepted is refused: %v", err)
			}
			if diff := cmp.Diff(f.Standing(rules, schedule.Date{}), again.Standing(rules, schedule.Date{}), cmp.AllowUnexported(schedule.Date{})); diff != "" {
				t.Fatalf("S34 the same events give another standing:\n%s", diff)
			}
			checkOrder(t, rules, f)
		}
	}
	if certified < 200 || refusals < 1000 {
		t.Errorf("only %d certifications and %d refusals were seen", certified, refusals)
	}
}

// checkOrder fails if a step was passed before one that it comes after.
func checkOrder(t *testing.T, rules people.Rules, f people.Facilitator) {
	t.Helper()
	passed := map[string]bool{}
	for _, e := range f.Events {
		if e.Kind != people.Passed {
			continue
		}
		i := slices.IndexFunc(rules.Steps, func(s program.Step) bool { return s.Key == e.Step })
		for _, before := range rules.Steps[i].After {
			if !passed[before] {
				t.Fatalf("S34 P9 %q was passed before %q", e.Step, before)
			}
		}
		passed[e.Step] = true
	}
}
