package people

import (
	"fmt"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Refusal is why an event was not accepted.
type Refusal struct {
	Event Event
	Code  string // one of the constants, such as CodeStepMissing
	Why   string // in a sentence
}

// Error returns the event and why it was refused.
func (r *Refusal) Error() string {
	return fmt.Sprintf("people: %s on %v refused: %s", r.Event.Kind, r.Event.On, r.Why)
}

// The codes of refusals.
const (
	CodeEvent       = "event-invalid"    // a field is missing or makes no sense
	CodeOrder       = "event-too-early"  // before the last event
	CodeRepeated    = "event-repeated"   // it has happened already
	CodeNoStep      = "step-unknown"     // the rules have no such step
	CodeStepMissing = "step-missing"     // something has to come first
	CodeStepLate    = "step-too-late"    // it was done too few days before the training
	CodeBarred      = "training-barred"  // not all of the training
	CodeNoTraining  = "not-in-training"  // none has begun, so none can end
	CodeNotFit      = "not-certified"    // on that day, to lead or to be refreshed
	CodeNotLeft     = "has-not-left"     // nobody returns who has not left
	CodeHasLeft     = "has-left"         // they have to return first
	CodeNotAccepted = "not-accepted"     // a certification from elsewhere
	CodeNoMember    = "not-a-member"     // of the organization on that day
	CodeTooFewLed   = "led-too-few"      // for a qualification that builds on another
	CodeNotBegun    = "interest-missing" // nobody begins without being interested
)

// Apply returns somebody after an event, or a [*Refusal] and no change. Events
// come in the order of their days; rules are those of the event's program on
// its day. What leads to a certification needs every step of the rules before
// it, directly or through others.
func (f Facilitator) Apply(e Event, r Rules) (Facilitator, error) {
	if code, why := f.refuse(e, r); code != "" {
		return f, &Refusal{e, code, why}
	}
	f.Events = append(slices.Clip(f.Events), e)
	return f, nil
}

// Replay applies events to somebody without any, by the rules of each event's
// program on its day. It stops at the first that is refused, with a [*Refusal],
// and then returns somebody with the events before that one.
func (f Facilitator) Replay(events []Event, rules func(program string, on schedule.Date) Rules) (Facilitator, error) {
	f.Events = nil
	for _, e := range events {
		var err error
		if f, err = f.Apply(e, rules(e.Program, e.On)); err != nil {
			return f, err
		}
	}
	return f, nil
}

// needsRole are the events that count by somebody's word.
var needsRole = []EventKind{Passed, Ended, Decided, Accepted}

// refuse returns why an event is not accepted, or "".
func (f Facilitator) refuse(e Event, r Rules) (code, why string) {
	switch {
	case e.On.IsZero():
		return CodeEvent, "it has no day"
	case len(f.Events) > 0 && e.On.Before(f.Events[len(f.Events)-1].On):
		return CodeOrder, fmt.Sprintf("the last event was on %v", f.Events[len(f.Events)-1].On)
	case !e.Until.IsZero() && e.Until.Before(e.On):
		return CodeEvent, fmt.Sprintf("it ends on %v, before it begins", e.Until)
	case slices.Contains(needsRole, e.Kind) && e.By == "":
		return CodeEvent, "it needs the role by whose word it is so"
	case e.Kind == Joined && e.Program == "":
		return "", ""
	case e.Kind == Joined || e.Program == "" || e.Program != r.Program:
		return CodeEvent, fmt.Sprintf("its program is %q, the rules are for %q", e.Program, r.Program)
	}
	p := f.progress(e.Program, schedule.Date{})
	switch {
	case !p.left.IsZero() && e.Kind != Returned:
		return CodeHasLeft, "they have left and have to return first"
	case e.Kind != Interested && e.Kind != Accepted && !p.interested:
		return CodeNotBegun, "they have not said that they are interested"
	}
	switch e.Kind {
	case Passed:
		return f.refusePassed(e, r, p)
	case Began:
		return refuseBegan(e, r, p)
	}
	return refuseOther(e, r, p)
}

func (f Facilitator) refusePassed(e Event, r Rules, p progress) (code, why string) {
	s, ok := r.step(e.Step)
	own, _ := r.training()
	switch {
	case !ok || s.Kind == program.StepDecision || s.Key == own.Key:
		return CodeNoStep, fmt.Sprintf("the rules have no step %q to be passed", e.Step)
	case p.done(s):
		return CodeRepeated, fmt.Sprintf("step %q is done", e.Step)
	}
	if missing := r.missing(p, s.After); len(missing) > 0 {
		return CodeStepMissing, "first comes " + strings.Join(missing, ", ")
	}
	switch s.Kind {
	case program.StepMember:
		if !f.MemberOn(e.On) {
			return CodeNoMember, "they are not a member of the organization that day"
		}
	case program.StepLed:
		if led := len(f.progress(s.Program, e.On).led); led < max(s.Count, 1) {
			return CodeTooFewLed, fmt.Sprintf("they led %q %d times, asked for are %d", s.Program, led, max(s.Count, 1))
		}
	}
	return "", ""
}

func refuseBegan(e Event, r Rules, p progress) (code, why string) {
	switch {
	case !p.began.IsZero():
		return CodeRepeated, fmt.Sprintf("they are in a training since %v", p.began)
	case !p.certified.IsZero():
		return CodeRepeated, fmt.Sprintf("they are certified since %v", p.certified)
	case !p.completed.IsZero() && p.decided.IsZero():
		return CodeRepeated, "a training is completed and not decided"
	}
	before := r.beforeDecision()
	if own, ok := r.training(); ok {
		before = own.After
	}
	if missing := r.missing(p, before); len(missing) > 0 {
		return CodeStepMissing, "first comes " + strings.Join(missing, ", ")
	}
	for _, s := range r.Steps {
		days := p.passed[s.Key]
		if s.DaysBefore > 0 && len(days) > 0 && e.On.DaysSince(days[len(days)-1]) < s.DaysBefore {
			return CodeStepLate, fmt.Sprintf("%q was to be done %d days before", s.Key, s.DaysBefore)
		}
	}
	return "", ""
}

func refuseOther(e Event, r Rules, p progress) (code, why string) {
	certified := !p.certified.IsZero() && (p.until.IsZero() || !e.On.After(p.until))
	switch e.Kind {
	case Interested:
		if p.interested {
			return CodeRepeated, "they have said so"
		}
	case Ended:
		if p.began.IsZero() {
			return CodeNoTraining, "they are in no training"
		}
	case Decided:
		return refuseDecided(e, r, p)
	case Accepted:
		if r.Accepts == nil || !r.Accepts(e) {
			return CodeNotAccepted, "a certification from elsewhere is not accepted here"
		}
	case Led, Refreshed:
		if !certified && e.Kind == Led || p.certified.IsZero() {
			return CodeNotFit, "they are not certified that day"
		}
	case Left:
	case Returned:
		if p.left.IsZero() {
			return CodeNotLeft, "they have not left"
		}
	default:
		return CodeEvent, fmt.Sprintf("there is no event %.40q", e.Kind)
	}
	return "", ""
}

// refuseDecided holds a decision back until everything before it is done. Not
// all of a training bars from a certification by that training.
func refuseDecided(e Event, r Rules, p progress) (code, why string) {
	switch {
	case !p.began.IsZero():
		return CodeStepMissing, "the training has not ended"
	case !p.certified.IsZero() && e.Yes && p.until.IsZero():
		return CodeRepeated, fmt.Sprintf("they are certified since %v", p.certified)
	case !e.Yes:
		return "", ""
	}
	own, trains := r.training()
	switch missing := r.missing(p, r.beforeDecision()); {
	case p.barred || trains && slices.Equal(missing, []string{own.Key}):
		return CodeBarred, "they have not been through all of a training"
	case len(missing) > 0:
		return CodeStepMissing, "first comes " + strings.Join(missing, ", ")
	case !p.decided.IsZero() && p.certified.IsZero() && trains:
		return CodeRepeated, "it was decided against; another training comes first"
	}
	return "", ""
}
