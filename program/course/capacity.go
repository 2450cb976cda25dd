package course

import (
	"cmp"
	"errors"
	"iter"
	"math"
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// A CapacityReport says how many courses fit into a time.
type CapacityReport struct {
	Courses int `json:"courses"` // that were found room and teams for
	Bound   int `json:"bound"`   // nobody can hold more
	// Limit is what the bound comes from: "rooms" or "leaders".
	Limit string `json:"limit"`
	Plans []Plan `json:"plans,omitzero"` // of the courses, by their first day
}

// Proved reports whether no greater number is possible.
func (c CapacityReport) Proved() bool { return c.Courses == c.Bound }

// Capacity tells how many such courses n leaders and the rooms allow from the
// day From to the day Until, such as in a year. Each of the rules is a room
// with its day and hour, which holds one course at a time; a leader leads one
// at a time, and no more of them than Leader.Courses. Courses are fitted in
// one after the other, the one that ends first before the others, which is
// best where either rooms or leaders alone decide; where both do, the bound
// may be out of reach. StartBy plays no part. The errors are those of
// [Request.Validate], and one without Until. The cost grows with the number of
// courses: some milliseconds for a year, a second or so for a thousand courses.
func (r Request) Capacity() (CapacityReport, error) {
	if err := r.Validate(); err != nil {
		return CapacityReport{}, err
	}
	if r.Until.IsZero() {
		return CapacityReport{}, errors.New("course: until: empty, want the last day of the time asked about")
	}
	r.StartBy = r.Until
	report := CapacityReport{Limit: "rooms"}
	var err error
	if report.Bound, err = r.roomBound(); err != nil {
		return CapacityReport{}, err
	}
	leaders, err := r.leaderBound()
	if err != nil {
		return CapacityReport{}, err
	}
	if leaders >= 0 && leaders < report.Bound {
		report.Bound, report.Limit = leaders, "leaders"
	}
	if report.Plans, err = r.fit(report.Bound); err != nil {
		return CapacityReport{}, err
	}
	report.Courses = len(report.Plans)
	slices.SortStableFunc(report.Plans, func(a, b Plan) int { return a.Sessions[0].Date.Compare(b.Sessions[0].Date) })
	return report, nil
}

// maxStarts bounds the plans of one rule that are looked at together.
const maxStarts = 1_000

// ends returns the last day of a plan.
func ends(p schedule.Plan) schedule.Date { return p.Sessions[len(p.Sessions)-1].Date }

// endingFirst yields the plans of a rule that start from From through StartBy, in
// the order in which they end. Most callers want the first few, so it lays out
// those that start within some weeks, and twice as many each time: what starts
// after such a stretch of days ends after it too.
func (r Request) endingFirst(rule schedule.Rule) iter.Seq2[schedule.Plan, error] {
	return func(yield func(schedule.Plan, error) bool) {
		last, yielded := r.StartBy, schedule.Date{} // all plans that end by then are
		for days := 8 * 7; ; days *= 2 {
			whole := days >= last.DaysSince(r.From)
			if r.StartBy = last; !whole {
				r.StartBy = r.From.AddDays(days)
			}
			plans, err := r.lay(rule, laying{most: maxStarts})
			if _, none := errors.AsType[*schedule.PlanError](err); err != nil && !none {
				yield(schedule.Plan{}, err)
				return
			}
			slices.SortStableFunc(plans, func(a, b schedule.Plan) int { return ends(a).Compare(ends(b)) })
			for _, p := range plans {
				known, certain := !ends(p).After(yielded), whole || !ends(p).After(r.StartBy)
				if !known && certain && !yield(p, nil) {
					return
				}
			}
			if whole {
				return
			}
			yielded = r.StartBy
		}
	}
}

// roomBound counts how many courses the rooms hold if leaders are no matter.
func (r Request) roomBound() (n int, err error) {
	for _, rule := range r.Rules {
		one := r
		one.Rules = []schedule.Rule{rule}
		chain, err := one.chain()
		if err != nil {
			return 0, err
		}
		n += chain
	}
	return n, nil
}

// chain counts how many courses can follow each other, in any of the rooms.
func (r Request) chain() (n int, err error) {
	for {
		var next schedule.Date
		for _, rule := range r.Rules {
			for p, err := range r.endingFirst(rule) {
				if err != nil {
					return 0, err
				}
				if next.IsZero() || ends(p).Before(next) {
					next = ends(p)
				}
				break
			}
		}
		if next.IsZero() {
			return n, nil
		}
		n++
		r.From = next.AddDays(1)
	}
}

// leaderBound counts how many courses the leaders can lead if rooms are no
// matter, or returns -1 if they are not known.
func (r Request) leaderBound() (int, error) {
	if r.Leaders == nil || r.Team.Min == 0 {
		return -1, nil
	}
	most, err := r.chain()
	if err != nil {
		return 0, err
	}
	places := 0
	for _, l := range r.Leaders {
		if l.Courses > 0 {
			places += min(most, l.Courses)
		} else {
			places += most
		}
	}
	return places / r.Team.Min, nil
}

// fit puts one course after the other into rooms, up to a number.
func (r Request) fit(most int) (plans []Plan, err error) {
	from := make([]schedule.Date, len(r.Rules)) // when each room is free again
	for i := range from {
		from[i] = r.From
	}
	led := map[string]int{}
	leaders := slices.Clone(r.Leaders)
	for len(plans) < most {
		best, room := Plan{}, -1
		for i, rule := range r.Rules {
			one := r
			one.From, one.Leaders = from[i], leaders
			p, ok, err := one.firstLed(rule)
			if err != nil {
				return nil, err
			}
			if ok && (room < 0 || ends(p.plan).Before(ends(best.plan))) {
				best, room = p, i
			}
		}
		if room < 0 {
			break
		}
		plans = append(plans, best)
		first, last := best.Sessions[0].Date, ends(best.plan)
		from[room] = last.AddDays(1)
		leaders = busy(leaders, best, first, last, led)
	}
	return plans, nil
}

// firstLed returns the plan of a rule that ends first among those that can be
// led.
func (r Request) firstLed(rule schedule.Rule) (Plan, bool, error) {
	for laid, err := range r.endingFirst(rule) {
		if err != nil {
			return Plan{}, false, err
		}
		if led, _ := r.staff(rule, []schedule.Plan{laid}, minTeams); len(led) > 0 {
			return led[0], true, nil
		}
	}
	return Plan{}, false, nil
}

// busy returns leaders without those who have led their greatest number of
// courses; the team of a plan is away while it runs.
func busy(leaders []Leader, p Plan, first, last schedule.Date, led map[string]int) []Leader {
	var left []Leader
	for _, l := range leaders {
		if slices.Contains(p.Team, l.ID) {
			led[l.ID]++
			l.Away = append(slices.Clip(l.Away), Absence{first, last})
		} else {
			for _, s := range p.Sessions {
				if slices.Contains(s.Team, l.ID) {
					l.Away = append(slices.Clip(l.Away), Absence{First: s.Date})
				}
			}
		}
		if l.Courses == 0 || led[l.ID] < l.Courses {
			left = append(left, l)
		}
	}
	// Whoever may lead the most others goes first, so that nobody is left whose
	// partners have led enough.
	slices.SortStableFunc(left, func(a, b Leader) int { return cmp.Compare(remaining(b, led), remaining(a, led)) })
	if left == nil && leaders != nil {
		left = []Leader{} // nobody is not the same as not known
	}
	return left
}

// remaining returns how many courses somebody may still lead.
func remaining(l Leader, led map[string]int) int {
	if l.Courses == 0 {
		return math.MaxInt
	}
	return l.Courses - led[l.ID]
}
