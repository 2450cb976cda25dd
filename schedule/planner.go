package schedule

import "slices"

// A planner looks for the plans of a course.
type planner struct {
	series   Series
	options  PlanOptions
	closures closures
	days     []planDay // the dates of the rule
	plans    []Plan
	steps    int // that may still be taken from this start
}

const (
	maxPlanDays = 1_000  // dates of the rule that are looked at
	maxSteps    = 20_000 // shared by all starts, beside what each needs at least
	maxMakeUp   = 6      // days after a closed day
)

// A planDay is a date of the rule.
type planDay struct {
	ClosedDay      // the reason is "" if the day is open
	makeUp    Date // an open day after it, before the next date
}

// A draft is a plan in the making.
type draft struct {
	sessions []Session
	next     int  // index of the next date of the rule
	online   bool // the one online session is taken
}

// findDays lists the dates of the rule and what is the matter with each.
func (p *planner) findDays() {
	var rule pattern
	rule.set(p.series.Rule, p.series.First)
	end := int32(maxDay)
	if !p.series.Last.IsZero() {
		end = p.series.Last.n
	}
	var c cursor
	c.from(&rule, p.series.First.n)
	for n := c.next(); n != 0 && n <= end && len(p.days) < maxPlanDays; n = c.next() {
		p.days = append(p.days, planDay{ClosedDay: ClosedDay{Date{n}, p.closedOn(Date{n})}})
	}
	for i := range p.days {
		if p.days[i].Reason == "" {
			continue
		}
		limit := p.days[i].Date.n + maxMakeUp
		if i+1 < len(p.days) {
			limit = min(limit, p.days[i+1].Date.n-1)
		}
		for n := p.days[i].Date.n + 1; n <= min(limit, end); n++ {
			if p.closedOn(Date{n}) == "" && !p.options.Holidays.Contains(Date{n}) {
				p.days[i].makeUp = Date{n}
				break
			}
		}
	}
}

// closedOn returns why a day is closed, or "".
func (p *planner) closedOn(d Date) string {
	if _, reason, closed := p.closures.on(d.n); closed {
		return reason.String()
	}
	if p.series.OnHoliday != Keep {
		return p.options.Holidays.Name(d)
	}
	return ""
}

// starts returns the drafts to begin with: the sessions held, or the first
// session on each day that it may be.
func (p *planner) starts() (list []draft) {
	if len(p.options.Held) > 0 {
		var d draft
		for i, date := range p.options.Held {
			d.sessions = append(d.sessions, Session{Number: i + 1, Date: date, Kind: Usual})
		}
		for d.next < len(p.days) && !p.days[d.next].Date.After(d.last()) {
			d.next++
		}
		return []draft{d}
	}
	for i, day := range p.days {
		if !p.options.StartBy.IsZero() && day.Date.After(p.options.StartBy) {
			break
		}
		if day.Reason == "" {
			list = append(list, draft{sessions: []Session{{Number: 1, Date: day.Date, Kind: Usual}}, next: i + 1})
			if p.options.StartBy.IsZero() {
				break
			}
		}
	}
	return list
}

func (d *draft) last() Date { return d.sessions[len(d.sessions)-1].Date }

// add returns d with one more session, if gap and span allow it there.
func (p *planner) add(d draft, s Session) (draft, bool) {
	s.Number = len(d.sessions) + 1
	gap := s.Date.DaysSince(d.last())
	o := &p.options
	if gap < o.MinGap || (o.MaxGap > 0 && gap > o.MaxGap) || (o.MaxSpan > 0 && s.Date.DaysSince(d.sessions[0].Date) >= o.MaxSpan) {
		return d, false
	}
	d.sessions = append(d.sessions, s)
	return d, true
}

// extend records every plan that begins with a draft.
func (p *planner) extend(d draft) {
	if len(d.sessions) == p.options.Sessions {
		p.record(d)
		return
	}
	if p.steps--; d.next == len(p.days) || p.steps < 0 {
		return
	}
	day := p.days[d.next]
	d.next++
	if day.Reason == "" {
		if next, ok := p.add(d, Session{Date: day.Date, Kind: Usual}); ok {
			p.extend(next)
		}
		return
	}
	p.extend(d)
	d.sessions = slices.Clip(d.sessions) // what follows must not write over that plan
	if p.options.Allow&OtherDay != 0 && !day.makeUp.IsZero() {
		if next, ok := p.add(d, Session{Date: day.makeUp, Kind: MadeUp, For: day.Date}); ok {
			p.extend(next)
		}
	}
	if p.options.Allow&DoubleDay != 0 {
		if next, ok := p.double(d); ok {
			p.extend(next)
		}
	}
	if p.options.Allow&OnlineOnce != 0 && !d.online {
		if next, ok := p.add(d, Session{Date: day.Date, Kind: Online, For: day.Date}); ok {
			next.online = true
			p.extend(next)
		}
	}
}

// double returns d with two sessions on the next date, if that is open.
func (p *planner) double(d draft) (draft, bool) {
	if d.next == len(p.days) || p.days[d.next].Reason != "" || p.options.Sessions-len(d.sessions) < 2 {
		return d, false
	}
	date := p.days[d.next].Date
	next, ok := p.add(d, Session{Date: date, Kind: Usual})
	next.sessions = append(next.sessions, Session{Number: len(next.sessions) + 1, Date: date, Kind: Doubled})
	next.next++
	return next, ok
}

// record keeps a complete draft.
func (p *planner) record(d draft) {
	plan := Plan{Sessions: d.sessions, series: p.series}
	for _, day := range p.days {
		if day.Reason != "" && day.Date.After(d.sessions[0].Date) && day.Date.Before(d.last()) {
			plan.Closed = append(plan.Closed, day.ClosedDay)
		}
	}
	p.plans = append(p.plans, plan)
}
