package people

import (
	"slices"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Stage is how far somebody has come on the way to lead a program. The zero
// Stage is not begun.
type Stage string

// The stages, in their order. Rules that do not ask for a step have no such
// stage.
const (
	NotBegun        Stage = ""
	StageInterested Stage = "interested"
	Applied         Stage = "applied" // with as many references as are asked for
	Prescreened     Stage = "prescreened"
	Interviewed     Stage = "interviewed"
	Approved        Stage = "approved"
	InTraining      Stage = "in training" // until it is decided
	NotCertified    Stage = "decided"     // against; they may train again
	Certified       Stage = "certified"
	Active          Stage = "active"   // certified, and has led
	Inactive        Stage = "inactive" // left, and may return
)

// A Standing is where somebody stands with a program on a day.
type Standing struct {
	Program string        `json:"program"`
	Stage   Stage         `json:"stage"`
	Since   schedule.Date `json:"since,omitzero"` // day on which they came to the stage

	// Completed is when a training was completed, and Certified when they were
	// certified: two facts. Until is the last day of the certification; zero is
	// no end.
	Completed schedule.Date `json:"completed,omitzero"`
	Certified schedule.Date `json:"certified,omitzero"`
	Until     schedule.Date `json:"until,omitzero"`

	Missing []string      `json:"missing,omitzero"` // keys of the steps before a decision that are not done
	Led     int           `json:"led,omitzero"`     // times
	LastLed schedule.Date `json:"last_led,omitzero"`
}

// progress is what the events of one program come to.
type progress struct {
	interested bool
	passed     map[string][]schedule.Date // by key of the step
	began      schedule.Date              // of a training that has not ended
	completed  schedule.Date
	barred     bool // not all of the last training
	decided    schedule.Date
	certified  schedule.Date
	until      schedule.Date
	refreshed  schedule.Date
	led        []schedule.Date // since any time
	left       schedule.Date   // zero unless they are away
}

// progress adds up the events of a program until a day; a zero day is all.
func (f Facilitator) progress(key string, on schedule.Date) progress {
	p := progress{passed: map[string][]schedule.Date{}}
	for _, e := range f.Events {
		if e.Program == key && (on.IsZero() || !e.On.After(on)) {
			p.add(e)
		}
	}
	return p
}

func (p *progress) add(e Event) {
	switch e.Kind {
	case Interested:
		p.interested = true
	case Passed:
		p.passed[e.Step] = append(p.passed[e.Step], e.On)
	case Began:
		p.began, p.completed, p.decided, p.barred = e.On, schedule.Date{}, schedule.Date{}, false
	case Ended:
		p.began, p.barred = schedule.Date{}, !e.Yes
		if e.Yes {
			p.completed = e.On
		}
	case Decided:
		p.decided = e.On
		if e.Yes {
			p.certified, p.until = e.On, e.Until
		} else {
			p.certified, p.until = schedule.Date{}, schedule.Date{}
		}
	case Accepted:
		p.certified, p.until, p.interested = e.On, e.Until, true
	case Refreshed:
		p.refreshed = e.On
		if !e.Until.IsZero() {
			p.until = e.Until
		}
	case Led:
		p.led = append(p.led, e.On)
	case Left:
		p.left = e.On
	case Returned:
		p.left = schedule.Date{}
	}
}

// done reports whether a step was passed as often as it asks for.
func (p progress) done(s program.Step) bool {
	switch s.Kind {
	case program.StepTraining:
		return !p.completed.IsZero() || len(p.passed[s.Key]) > 0
	case program.StepDecision:
		return !p.certified.IsZero()
	}
	return len(p.passed[s.Key]) >= max(s.Count, 1) || s.Kind == program.StepLed && len(p.passed[s.Key]) > 0
}

// stages are those before a training, by the kinds of steps that lead to them.
var stages = []struct {
	stage Stage
	kinds []program.StepKind
}{
	{Approved, []program.StepKind{program.StepApproval}},
	{Interviewed, []program.StepKind{program.StepInterview}},
	{Prescreened, []program.StepKind{program.StepPrescreen}},
	{Applied, []program.StepKind{program.StepApplication, program.StepReference}},
}

// stage returns how far the progress has come by rules.
func (p progress) stage(r Rules) Stage {
	switch {
	case !p.left.IsZero():
		return Inactive
	case !p.certified.IsZero() && len(p.led) > 0 && !p.led[len(p.led)-1].Before(p.certified):
		return Active
	case !p.certified.IsZero():
		return Certified
	case !p.decided.IsZero():
		return NotCertified
	case !p.began.IsZero() || !p.completed.IsZero():
		return InTraining
	}
	for _, s := range stages {
		if p.reached(r, s.kinds) {
			return s.stage
		}
	}
	if p.interested {
		return StageInterested
	}
	return NotBegun
}

// reached reports whether all steps of some kinds are done, and there are any.
func (p progress) reached(r Rules, kinds []program.StepKind) bool {
	found := false
	for _, s := range r.Steps {
		if slices.Contains(kinds, s.Kind) {
			if !p.done(s) {
				return false
			}
			found = true
		}
	}
	return found
}

// Standing returns where somebody stands with the program of rules on a day, by
// the events until then. A zero day is after all events.
func (f Facilitator) Standing(r Rules, on schedule.Date) Standing {
	p := progress{passed: map[string][]schedule.Date{}}
	s := Standing{Program: r.Program}
	for _, e := range f.Events {
		if e.Program != r.Program || !on.IsZero() && e.On.After(on) {
			continue
		}
		p.add(e)
		if stage := p.stage(r); stage != s.Stage {
			s.Stage, s.Since = stage, e.On
		}
	}
	s.Completed, s.Certified, s.Until = p.completed, p.certified, p.until
	s.Missing, s.Led = r.missing(p, r.beforeDecision()), len(p.led)
	if s.Led > 0 {
		s.LastLed = p.led[s.Led-1]
	}
	return s
}
