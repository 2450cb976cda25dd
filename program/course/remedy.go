package course

import (
	"errors"
	"fmt"
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// A Way says what happens to a session that cannot be held.
type Way string

// The ways.
const (
	Append Way = "append"  // all later sessions move up; one more date at the end
	MakeUp Way = "make up" // on another day, before the next session
	Merge  Way = "merge"   // together with the next session, which is twice as long
)

// A Remedy is one way to go on when a session falls out, such as for snow.
type Remedy struct {
	Way Way `json:"way"`
	// Date is the day on which the session is held, which for Append is that
	// of the last one.
	Date schedule.Date `json:"date"`
	// Series is that of the course after the change. Dates keep their identity:
	// one that is made up for is moved, and says from where.
	Series schedule.Series `json:"series"`
	Text   string          `json:"text"` // in one line of English; see Remedy.In

	lost schedule.Date
}

// ErrNoSession reports a date on which the course has no session to come.
var ErrNoSession = errors.New("course: no such session")

// Remedies returns the ways to go on when the session on a date of a series
// falls out, for a reason that the public reads. The series is that of a plan
// of this request, with what has been changed since. Append is always looked
// for; the others only if the request allows another day or a double one. A
// way that breaks a gap or the span is left out; without any the error is a
// [*NoPlanError], and for a date without a session [ErrNoSession].
func (r Request) Remedies(s schedule.Series, on schedule.Date, reason string) ([]Remedy, error) {
	zone, err := schedule.LoadZone("UTC") // only days matter
	if err != nil {
		return nil, err
	}
	plain := s
	plain.Zone, plain.OnHoliday = "", schedule.Keep
	table, err := schedule.Compile(plain, schedule.CompileOptions{Zone: zone})
	if err != nil {
		return nil, fmt.Errorf("course: %w", err)
	}
	lost, ok := table.Find(on)
	if !ok || !lost.Status.Held() {
		return nil, fmt.Errorf("%w: on %v", ErrNoSession, on)
	}
	var held, later []schedule.Date
	for o := range table.Held(schedule.Date{}, schedule.Date{}) {
		if o.Date.Before(lost.Date) {
			held = append(held, o.Date)
		} else if o.Date.After(lost.Date) {
			later = append(later, o.Date)
		}
	}
	return r.remedy(s, lost, held, later, reason)
}

// remedy lays out the rest of the course around the lost day, by each rule.
func (r Request) remedy(
	s schedule.Series, lost schedule.Occurrence, held, later []schedule.Date, reason string,
) ([]Remedy, error) {
	r.Format.Count = len(held) + 1 + len(later)
	if len(held) == 0 {
		r.From, r.StartBy = lost.Date, schedule.Date{}
	}
	closed := []schedule.Closure{{First: lost.Date, Last: lost.Date, Reason: reason}}
	if n := len(held); n > 0 { // what lies between has passed
		closed[0].First = held[n-1].AddDays(1)
	}
	var list []Remedy
	failed := &NoPlanError{}
	for _, rule := range r.Rules {
		plans, err := r.lay(rule, laying{held: held, closed: closed, most: maxStarts})
		if e, ok := errors.AsType[*schedule.PlanError](err); ok {
			failed.Reasons = append(failed.Reasons, reasonsOf(rule, e)...)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("course: %w", err)
		}
		for _, p := range plans {
			remedy, ok := remedyOf(p, s, lost, later, reason)
			known := slices.ContainsFunc(list, func(x Remedy) bool { return x.Way == remedy.Way })
			if ok && !known {
				list = append(list, remedy)
			}
		}
	}
	if len(list) == 0 {
		return nil, failed
	}
	return list, nil
}

// remedyOf makes a remedy of a plan in which the lost day is closed; ok is
// false if the plan changes other sessions too.
func remedyOf(p schedule.Plan, s schedule.Series, lost schedule.Occurrence, later []schedule.Date, reason string) (Remedy, bool) {
	last := p.Sessions[len(p.Sessions)-1]
	way, day := Append, last.Date
	for _, x := range p.Sessions {
		switch {
		case x.Kind == schedule.MadeUp && (x.For == lost.Date || x.For == lost.Original) && way == Append:
			way, day = MakeUp, x.Date
		case x.Kind == schedule.Doubled && way == Append && len(later) > 0 && x.Date == later[0]:
			way, day = Merge, x.Date
		case x.Kind != schedule.Usual:
			return Remedy{}, false
		}
	}
	if way != Merge && slices.Contains(later, day) {
		return Remedy{}, false
	}
	return Remedy{way, day, changed(s, way, lost, day, reason), remedyText(way, lost.Date, day), lost.Date}, true
}

// changed returns a series after a remedy.
func changed(s schedule.Series, way Way, lost schedule.Occurrence, day schedule.Date, reason string) schedule.Series {
	s.Dates = slices.Clone(s.Dates)
	s.Exceptions = slices.DeleteFunc(slices.Clone(s.Exceptions), func(e schedule.Exception) bool { return e.On == lost.Original })
	gone := schedule.Exception{On: lost.Original, Kind: schedule.Cancel, Reason: reason}
	switch way {
	case MakeUp:
		gone.Kind, gone.To = schedule.Reschedule, day
	case Append:
		s.Dates = append(s.Dates, day)
	case Merge:
		s.Exceptions = slices.DeleteFunc(s.Exceptions, func(e schedule.Exception) bool { return e.On == day })
		both := schedule.Exception{On: day, Kind: schedule.Annotate, Reason: "two sessions"}
		if s.Length > 0 {
			both.Kind, both.Length = schedule.Add, 2*s.Length
		}
		s.Exceptions = append(s.Exceptions, both)
	}
	s.Exceptions = append(s.Exceptions, gone)
	return s
}

func remedyText(way Way, lost, day schedule.Date) string {
	switch way {
	case MakeUp:
		return fmt.Sprintf("%v is held on %v instead", lost, day)
	case Merge:
		return fmt.Sprintf("%v is held together with the session on %v", lost, day)
	}
	return fmt.Sprintf("no session on %v; later ones move up and the last one is on %v", lost, day)
}
