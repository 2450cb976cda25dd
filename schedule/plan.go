package schedule

import (
	"fmt"
	"slices"
	"strings"
)

// PlanOptions says what a plan of a course must obey. The zero value, apart
// from Sessions, is a course that lets out what is closed.
type PlanOptions struct {
	// Sessions is their number, 1 to 366.
	Sessions int
	// StartBy is the last day for the first session. Zero tries only the first
	// day that is open.
	StartBy Date
	// Holidays are closed days unless the policy of the series is Keep. Nothing
	// is made up for on one.
	Holidays *Holidays
	// Closures are further closed days.
	Closures []Closure
	// MinGap and MaxGap are days from one session to the next; two sessions on
	// one day have no gap. Zero is no limit.
	MinGap, MaxGap int
	// MaxSpan is the number of days from the first session to the last, both
	// counted. Zero is no limit.
	MaxSpan int
	// Allow says what may take the place of a session on a closed day, other
	// than that all later ones shift, which always may.
	Allow MakeUps
	// Held are sessions that have taken place or are fixed, in order: the plan
	// keeps them and goes on after the last. Close a day that fell out, and
	// the plans are the ways to make up for it.
	Held []Date
	// Most is the greatest number of plans. Zero is 100.
	Most int
}

// MakeUps is a set of ways to make up for a closed day.
type MakeUps uint8

// The ways to make up for a closed day.
const (
	OtherDay   MakeUps = 1 << iota // the next open day before the next date of the rule, within a week
	DoubleDay                      // two sessions on the next date of the rule, if it is open
	OnlineOnce                     // once in a course, online on the closed day itself
)

// A Plan is a course laid out on the calendar.
type Plan struct {
	// Sessions are in order, numbered from 1.
	Sessions []Session
	// Closed are the dates of the rule between the first and the last session
	// that are closed, whatever takes their place.
	Closed []ClosedDay

	series Series
}

// A Session is one session of a Plan.
type Session struct {
	Number int // from 1
	Date   Date
	Kind   SessionKind
	For    Date // the closed date in whose place it is, if Kind is MadeUp or Online
}

// A SessionKind says how a session came to its date.
type SessionKind uint8

// The kinds of sessions. The zero kind is invalid.
const (
	Usual   SessionKind = iota + 1 // on a date of the rule
	MadeUp                         // on another day, since its own is closed
	Doubled                        // the second one of its day
	Online                         // online, since the day is closed
)

var sessionNames = enum[SessionKind]{"kind", []string{"", "usual", "made up", "doubled", "online"}}

// String returns "usual", "made up", "doubled", "online", or "" for the zero
// kind.
func (k SessionKind) String() string { return sessionNames.text(k) }

// A ClosedDay is a day on which a course can't meet, and why.
type ClosedDay struct {
	Date   Date
	Reason string // a holiday, the reason of a closure, or "closed"
}

// Plans lays out a course: Rule gives the days on which it can meet, First the
// earliest day of its first session, Last the latest day of its last one. It
// returns every plan that obeys the options, those with the fewest changes
// first, then the shortest, then the earliest; equal input gives equal plans.
//
// If there is none, the error is a *PlanError with what stands in the way. It
// is that of Validate if the series or the options make no sense. Count, Dates
// and Exceptions of the series play no part. Work is bounded, to some ten
// thousand steps: where closed days allow very many plans, those with more
// changes may be missing.
func (s Series) Plans(o PlanOptions) ([]Plan, error) {
	if err := s.checkPlan(o); err != nil {
		return nil, err
	}
	closures, err := newClosures(o.Closures)
	if err != nil {
		return nil, err
	}
	p := planner{series: s, options: o, closures: closures}
	p.findDays()
	starts := p.starts()
	for _, start := range starts {
		p.steps = len(p.days) + maxSteps/len(starts)
		p.extend(start)
	}
	if len(p.plans) == 0 {
		return nil, &PlanError{p.obstacles()}
	}
	slices.SortStableFunc(p.plans, comparePlans)
	most := o.Most
	if most == 0 {
		most = defaultPlans
	}
	return p.plans[:min(most, len(p.plans))], nil
}

const (
	maxSessions  = 366
	defaultPlans = 100
)

func (s Series) checkPlan(o PlanOptions) error {
	if err := s.Validate(); err != nil {
		return err
	}
	var p problems
	if !s.Rule.IsValid() {
		p.add("rule", "", "a rule")
	}
	if o.Sessions < 1 || o.Sessions > maxSessions {
		p.add("sessions", fmt.Sprint(o.Sessions), fmt.Sprintf("1 to %d", maxSessions))
	}
	for _, days := range []struct {
		field string
		n     int
	}{{"min_gap", o.MinGap}, {"max_gap", o.MaxGap}, {"max_span", o.MaxSpan}, {"most", o.Most}} {
		if days.n < 0 {
			p.add(days.field, fmt.Sprint(days.n), "0 or more")
		}
	}
	if len(o.Held) > o.Sessions || !slices.IsSortedFunc(o.Held, Date.Compare) || slices.Contains(o.Held, Date{}) {
		p.add("held", fmt.Sprintf("%d dates", len(o.Held)), "dates in order, no more than there are sessions")
	}
	if s.OnHoliday != Keep && o.Holidays == nil {
		return fmt.Errorf("%w: series %q, policy %s", ErrNoHolidays, s.ID, s.OnHoliday)
	}
	return p.join()
}

// comparePlans puts the plan first that people would choose.
func comparePlans(a, b Plan) int {
	changes := func(p Plan) (n int) {
		for _, s := range p.Sessions {
			if s.Kind != Usual {
				n++
			}
		}
		return n
	}
	if d := changes(a) - changes(b); d != 0 {
		return d
	}
	if d := a.Span() - b.Span(); d != 0 {
		return d
	}
	return a.Sessions[0].Date.Compare(b.Sessions[0].Date)
}

// Span returns the number of days from the first session to the last, both
// counted, or 0 for the zero Plan.
func (p Plan) Span() int {
	if len(p.Sessions) == 0 {
		return 0
	}
	return p.Sessions[len(p.Sessions)-1].Date.DaysSince(p.Sessions[0].Date) + 1
}

// Series returns the plan as a series with explicit dates. A session that was
// made up for keeps the closed date as its original date and is moved; a day
// with two sessions is twice as long; one that is online says so in its
// Reason. The closures of the plan have done their work: a timetable of this
// series that has them again would cancel what is online.
func (p Plan) Series() Series {
	s := p.series
	s.Rule, s.First, s.Last, s.Count, s.OnHoliday, s.Dates, s.Exceptions = Rule{}, Date{}, Date{}, 0, Keep, nil, nil
	for i, session := range p.Sessions {
		number := fmt.Sprintf("session %d", session.Number)
		switch session.Kind {
		case MadeUp:
			s.Dates = append(s.Dates, session.For)
			s.Exceptions = append(s.Exceptions, Exception{On: session.For, Kind: Reschedule, To: session.Date, Reason: number})
		case Doubled:
			both := Exception{On: session.Date, Kind: Annotate, Reason: fmt.Sprintf("sessions %d and %d", p.Sessions[i-1].Number, session.Number)}
			if s.Length > 0 {
				both.Kind, both.Length = Add, min(2*s.Length, maxLength)
			}
			s.Exceptions = append(s.Exceptions, both)
		case Online:
			s.Dates = append(s.Dates, session.Date)
			s.Exceptions = append(s.Exceptions, Exception{On: session.Date, Kind: Annotate, Reason: number + " online"})
		default:
			s.Dates = append(s.Dates, session.Date)
		}
	}
	return s
}

// String returns the plan in one line of English, such as "10 sessions
// 2022-10-05 to 2022-12-14; no class 11/23".
func (p Plan) String() string {
	if len(p.Sessions) == 0 {
		return "no sessions"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d sessions %v to %v", len(p.Sessions), p.Sessions[0].Date, p.Sessions[len(p.Sessions)-1].Date)
	for _, s := range p.Sessions {
		switch s.Kind {
		case MadeUp:
			fmt.Fprintf(&b, "; %s instead of %s", monthDay(s.Date), monthDay(s.For))
		case Doubled:
			fmt.Fprintf(&b, "; two sessions on %s", monthDay(s.Date))
		case Online:
			fmt.Fprintf(&b, "; online on %s", monthDay(s.Date))
		}
	}
	var none []string
	for _, c := range p.Closed {
		instead := func(s Session) bool { return s.For == c.Date }
		if !slices.ContainsFunc(p.Sessions, instead) {
			none = append(none, monthDay(c.Date))
		}
	}
	if len(none) > 0 {
		fmt.Fprintf(&b, "; no class %s", strings.Join(none, ", "))
	}
	return b.String()
}

func monthDay(d Date) string {
	_, month, day := d.Civil()
	return fmt.Sprintf("%d/%d", month, day)
}
