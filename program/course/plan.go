package course

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Plan is a course laid out on the calendar, with who leads each session.
type Plan struct {
	Rule     schedule.Rule `json:"rule"`
	Sessions []Session     `json:"sessions"` // numbered from 1, in order

	// Team are the ids of those who lead it, and Substitutions the number of
	// sessions at which somebody steps in for one of them.
	Team          []string `json:"team,omitzero"`
	Substitutions int      `json:"substitutions"`

	// DecideOn is the day on which it is decided whether it runs, RegisterBy
	// the last day to register, and EntryThrough the last session that new
	// people may join, 0 for any.
	DecideOn     schedule.Date `json:"decide_on"`
	RegisterBy   schedule.Date `json:"register_by"`
	EntryThrough int           `json:"entry_through,omitzero"`

	// Text says the plan in one line of English, such as "10 sessions
	// 2022-10-05 to 2022-12-14; no class 11/23"; Plan.In says it in another
	// language.
	Text string `json:"text"`

	plan schedule.Plan // not in JSON; Series and NoClass need it
}

// A Session is one session of a plan.
type Session struct {
	Number int           `json:"number"`
	Date   schedule.Date `json:"date"`
	// Kind is "usual", "made up", "doubled" or "online", and For the closed
	// day in whose place it is, if there is one.
	Kind string        `json:"kind"`
	For  schedule.Date `json:"for,omitzero"`
	Team []string      `json:"team,omitzero"` // ids of those who lead it
}

// A NoPlanError says that there is no plan, and what stands in the way.
type NoPlanError struct {
	Reasons []program.Finding // at least one
}

// Error returns the reasons in words, such as "course: no plan: closed 11/24
// and 12/1; gap of 21 days > 14".
func (e *NoPlanError) Error() string {
	words := make([]string, len(e.Reasons))
	for i, r := range e.Reasons {
		words[i] = r.Message
	}
	return "course: no plan: " + strings.Join(words, "; ")
}

// The codes of the reasons in a [NoPlanError], beside those of
// [schedule.ObstacleCode].
const (
	CodeNoTeam        = "no-team"              // too few leaders are free on a day
	CodeSubstitutions = "too-many-substitutes" // more than Request.Substitutions
)

const defaultPlans = 10

// Plans returns the ways to hold the course, the best first: with the fewest
// substitutions and make-ups, then the shortest, then the earliest. Equal
// requests give equal plans. If there is none, the error is a [*NoPlanError]
// with the reasons for each rule.
func (r Request) Plans() ([]Plan, error) {
	if err := r.Validate(); err != nil {
		return nil, err
	}
	var plans []Plan
	var reasons []program.Finding
	for _, rule := range r.Rules {
		laid, err := r.lay(rule, laying{})
		if obstacles, ok := errors.AsType[*schedule.PlanError](err); ok {
			reasons = append(reasons, reasonsOf(rule, obstacles)...)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("course: %w", err)
		}
		led, missing := r.staff(rule, laid, max(maxTeams/len(laid), minTeams))
		plans = append(plans, led...)
		reasons = append(reasons, missing...)
	}
	if len(plans) == 0 {
		return nil, &NoPlanError{reasons}
	}
	slices.SortStableFunc(plans, comparePlans)
	most := cmp.Or(r.Most, defaultPlans)
	return plans[:min(most, len(plans))], nil
}

func comparePlans(a, b Plan) int {
	return cmp.Or(
		cmp.Compare(a.Substitutions+a.changes(), b.Substitutions+b.changes()),
		cmp.Compare(a.plan.Span(), b.plan.Span()),
		a.Sessions[0].Date.Compare(b.Sessions[0].Date),
	)
}

// changes returns the number of sessions that are not as usual.
func (p Plan) changes() (n int) {
	for _, s := range p.Sessions {
		if s.Kind != schedule.Usual.String() {
			n++
		}
	}
	return n
}

// Series returns the plan as a series with explicit dates. It is the zero Series
// for a plan that was read from JSON, which does not say all of it.
func (p Plan) Series() schedule.Series { return p.plan.Series() }

// Course returns the course of a plan, in the state Planned: its number of
// sessions, and when it is decided and registration ends. How many people it
// takes, and pauses and rooms, are for the caller to add. A plan without sessions
// is the zero Course.
func (p Plan) Course() Course {
	if len(p.Sessions) == 0 {
		return Course{}
	}
	first := p.Sessions[0].Date
	c := Course{Sessions: len(p.Sessions)}
	if !p.DecideOn.IsZero() {
		c.DecideDays = max(first.DaysSince(p.DecideOn), 0)
	}
	if p.RegisterBy != first {
		c.RegisterBy = p.RegisterBy
	}
	return c
}

// A laying says what else to regard when a course is laid out.
type laying struct {
	held   []schedule.Date    // sessions that stay, with others to follow
	closed []schedule.Closure // days beside those of the request
	most   int                // plans; 0 is 100
}

// lay finds the plans of one rule without regard to leaders.
func (r Request) lay(rule schedule.Rule, l laying) ([]schedule.Plan, error) {
	holidays, err := r.Holidays.Compile()
	if err != nil {
		return nil, err
	}
	s := schedule.Series{
		ID: r.ID, Rule: rule, First: r.From, Last: r.Until,
		Start: r.Start, Length: r.Format.Length(), Zone: r.Zone, OnHoliday: r.OnHoliday,
	}
	o := schedule.PlanOptions{
		Sessions: r.Format.Count, StartBy: r.StartBy,
		Holidays: holidays, Closures: append(r.closures(), l.closed...),
		MinGap: r.Format.MinGapDays, MaxGap: r.Format.MaxGapDays, MaxSpan: r.Format.SpanDays,
		Held: l.held, Most: l.most,
	}
	for _, way := range []struct {
		allowed bool
		kind    schedule.MakeUps
	}{{r.Allow.OtherDay, schedule.OtherDay}, {r.Allow.DoubleDay, schedule.DoubleDay}, {r.Allow.OnlineOnce, schedule.OnlineOnce}} {
		if way.allowed {
			o.Allow |= way.kind
		}
	}
	return s.Plans(o)
}

// reasonsOf says what stands in the way of a rule.
func reasonsOf(rule schedule.Rule, e *schedule.PlanError) (list []program.Finding) {
	for _, o := range e.Obstacles {
		list = append(list, program.Finding{
			Code: o.Code.String(), Severity: program.Error, Field: "rules", Value: rule.String(), Message: o.String(),
		})
	}
	return list
}

// newPlan fills in what follows from the dates.
func (r Request) newPlan(rule schedule.Rule, laid schedule.Plan) Plan {
	p := Plan{Rule: rule, Text: laid.String(), plan: laid}
	for _, s := range laid.Sessions {
		p.Sessions = append(p.Sessions, Session{Number: s.Number, Date: s.Date, Kind: s.Kind.String(), For: s.For})
	}
	first := p.Sessions[0].Date
	p.DecideOn = first.AddDays(-r.DecideDays)
	p.RegisterBy = first.AddDays(-max(r.CloseDays, (r.Entry.RegisterHours+23)/24))
	p.EntryThrough = EntryThrough(r.Entry)
	return p
}

// defaultEntry is the last session that new people may join where a program
// does not say.
const defaultEntry = 2

// EntryThrough returns the last session that new people may join by the way
// into a course: 0 for any, 1 where they must be there from the beginning, and
// 2 where nothing is said.
func EntryThrough(e program.Entry) int {
	switch e.Mode {
	case program.EntryClosed:
		return 1
	case program.EntryClosedAfter:
		return e.AfterSession
	case program.EntryCyclic, program.EntryDropIn:
		return 0
	}
	return defaultEntry
}
