package people

import (
	"slices"

	"github.com/withinreach/withinreach/program"
)

// Rules are what one jurisdiction asks of those who want to lead a program, and
// of those who do. The zero Rules ask for nothing but a decision.
type Rules struct {
	Program string
	// Steps come before leading, each after those that it names.
	Steps       []program.Step
	Maintenance program.Maintenance

	// DueDays is how long before a certification lapses it is due soon; 0 is
	// 60.
	DueDays int

	// Accepts decides whether a certification from elsewhere is good here: an
	// affiliate or state asks its own questions. Nil accepts none.
	Accepts func(Event) bool
}

// RulesOf returns the rules of a program as they were resolved for a place.
func RulesOf(r program.Resolved) Rules {
	return Rules{Program: r.Program.Key, Steps: r.Steps, Maintenance: r.Maintenance}
}

const defaultDueDays = 60

func (r Rules) dueDays() int {
	if r.DueDays <= 0 {
		return defaultDueDays
	}
	return r.DueDays
}

// step returns the step with a key.
func (r Rules) step(key string) (program.Step, bool) {
	i := slices.IndexFunc(r.Steps, func(s program.Step) bool { return s.Key == key })
	if i < 0 {
		return program.Step{}, false
	}
	return r.Steps[i], true
}

// missing returns the keys of the steps among some, and of those that they come
// after, that are not done: each once, and after those that it comes after.
func (r Rules) missing(p progress, steps []string) (list []string) {
	seen := map[string]bool{} // so that steps in a circle, which no catalogue has, come to an end
	var look func(keys []string)
	look = func(keys []string) {
		for _, key := range keys {
			s, ok := r.step(key)
			if !ok || seen[key] {
				continue
			}
			seen[key] = true
			look(s.After)
			if !p.done(s) {
				list = append(list, key)
			}
		}
	}
	look(steps)
	return list
}

// beforeDecision returns the keys of all steps but decisions.
func (r Rules) beforeDecision() (keys []string) {
	for _, s := range r.Steps {
		if s.Kind != program.StepDecision {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// training returns the step that is the training for this program: one that
// nothing but a decision comes after. Trainings before it are for something
// else, and are passed as any step.
func (r Rules) training() (s program.Step, ok bool) {
	for _, s := range r.Steps {
		builds := func(later program.Step) bool {
			return later.Kind != program.StepDecision && slices.Contains(later.After, s.Key)
		}
		if s.Kind == program.StepTraining && !slices.ContainsFunc(r.Steps, builds) {
			return s, true
		}
	}
	return program.Step{}, false
}
