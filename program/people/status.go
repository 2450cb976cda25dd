package people

import (
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Status says how good a certification is on a day, and why.
type Status struct {
	Is      Validity          `json:"is"`
	Reasons []program.Finding `json:"reasons,omitzero"` // why it is not simply certified
}

// A Validity is how good a certification is. The zero Validity is none.
type Validity string

// The validities.
const (
	NoCertificate Validity = ""
	Valid         Validity = "certified"
	DueSoon       Validity = "due soon" // still certified
	Lapsed        Validity = "lapsed"
)

// Good reports whether somebody counts as certified.
func (s Status) Good() bool { return s.Is == Valid || s.Is == DueSoon }

// The codes of the reasons of a [Status].
const (
	CodeExpires    = "certification-expires"
	CodeFirstLead  = "first-lead-due"
	CodeLeads      = "leads-due"
	CodeRefresher  = "refresher-due"
	CodeMembership = "membership-due"
)

// Status says how good the certification for a program is on a day, by its own
// end and the upkeep that the rules ask for. Whoever left has none until they
// return.
func (f Facilitator) Status(r Rules, on schedule.Date) Status {
	p := f.progress(r.Program, on)
	if p.certified.IsZero() || !p.left.IsZero() {
		return Status{}
	}
	s := Status{Is: Valid}
	for _, d := range f.deadlines(r, p, on) {
		switch {
		case on.After(d.day):
			s.Is = Lapsed
			s.Reasons = append(s.Reasons, d.finding(program.Error, "was"))
		case d.day.DaysSince(on) <= r.dueDays():
			if s.Is == Valid {
				s.Is = DueSoon
			}
			s.Reasons = append(s.Reasons, d.finding(program.Warning, "is"))
		}
	}
	return s
}

// A deadline is the last day on which a certification is good unless something
// happens.
type deadline struct {
	day        schedule.Date
	code, what string
}

// finding says that what the deadline is for "was" due, or "is".
func (d deadline) finding(severity program.Severity, was string) program.Finding {
	return program.Finding{
		Code: d.code, Severity: severity, Value: d.day.String(),
		Message: fmt.Sprintf("%s %s due by %v", d.what, was, d.day),
	}
}

// deadlines returns what somebody who is certified has to do by which day, as
// things stand on a day.
func (f Facilitator) deadlines(r Rules, p progress, on schedule.Date) (list []deadline) {
	m := r.Maintenance
	if !p.until.IsZero() {
		list = append(list, deadline{p.until, CodeExpires, "a new certification"})
	}
	since := slices.DeleteFunc(slices.Clone(p.led), func(d schedule.Date) bool { return d.Before(p.certified) })
	if m.FirstLeadMonths > 0 && len(since) == 0 {
		list = append(list, deadline{addMonths(p.certified, m.FirstLeadMonths), CodeFirstLead, "to lead for the first time"})
	}
	if m.Leads > 0 {
		what := fmt.Sprintf("to lead %d times in %d months", m.Leads, m.WindowMonths)
		list = append(list, deadline{leadsUntil(p.certified, since, m), CodeLeads, what})
	}
	if m.RefresherMonths > 0 {
		last := p.certified
		if last.Before(p.refreshed) {
			last = p.refreshed
		}
		list = append(list, deadline{addMonths(last, m.RefresherMonths), CodeRefresher, "a refresher"})
	}
	if m.Member {
		until, ok := f.memberUntil(on)
		if !ok {
			until = p.certified.AddDays(-1)
		}
		if !until.IsZero() {
			list = append(list, deadline{until, CodeMembership, "membership"})
		}
	}
	return list
}

// leadsUntil returns the last day on which somebody has led often enough in the
// window before it. The first window begins with the certification.
func leadsUntil(certified schedule.Date, led []schedule.Date, m program.Maintenance) schedule.Date {
	first := addMonths(certified, m.WindowMonths)
	if len(led) < m.Leads {
		return first
	}
	until := addMonths(led[len(led)-m.Leads], m.WindowMonths)
	if until.Before(first) {
		return first
	}
	return until
}

// addMonths returns the same day of the month n months later, or the last day
// of that month if it is shorter. After the last date that there is, it is that
// one; n below 0 counts as 0.
func addMonths(d schedule.Date, n int) schedule.Date {
	year, month, day := d.Civil()
	const enough = 12 * (schedule.MaxYear - schedule.MinYear + 1) // or a sum could overflow
	months := int(month) - 1 + min(max(n, 0), enough)
	year, month = year+months/12, time.Month(months%12+1)
	for ; day > 28; day-- {
		if e, err := schedule.NewDate(year, month, day); err == nil {
			return e
		}
	}
	if e, err := schedule.NewDate(year, month, day); err == nil {
		return e
	}
	return lastDate
}

// lastDate is the last that there is.
var lastDate = schedule.MustDate(fmt.Sprint(schedule.MaxYear, "-12-31"))

// A Commitment is something that somebody agreed to, such as to lead for a year
// or to keep to the model of the program. It is reported and never enforced.
type Commitment struct {
	Program string `json:"program"`
	What    string `json:"what"` // such as "service" or "fidelity to the model"

	// Amount and Unit say how much of it: 12 "months" to lead, or 2 "times", also
	// where Unit is "", within WindowMonths; 0 is any time. What has no Amount is
	// only agreed to.
	Amount       int    `json:"amount,omitzero"`
	Unit         string `json:"unit,omitzero"`
	WindowMonths int    `json:"window_months,omitzero"`

	Accepted schedule.Date `json:"accepted"`
}

// The units of a commitment.
const (
	Months = "months"
	Times  = "times"
)

// A CommitmentState is how a commitment stands on a day.
type CommitmentState string

// The states of a commitment.
const (
	Open CommitmentState = "open"
	Kept CommitmentState = "kept"
	Over CommitmentState = "over" // its time has passed, and not all was done
)

// Kept says how a commitment stands on a day, and through which day its time
// runs, zero if it has none. One in months is kept from that day on, unless
// somebody left before and has not returned.
func (f Facilitator) Kept(c Commitment, on schedule.Date) (state CommitmentState, through schedule.Date) {
	p := f.progress(c.Program, on)
	switch {
	case c.Amount == 0:
		return Open, schedule.Date{}
	case c.Unit == Months:
		through = addMonths(c.Accepted, c.Amount)
		if on.Before(through) {
			return Open, through
		}
		if !p.left.IsZero() && p.left.Before(through) {
			return Over, through
		}
		return Kept, through
	}
	if c.WindowMonths > 0 {
		through = addMonths(c.Accepted, c.WindowMonths)
	}
	n := 0
	for _, d := range p.led {
		if !d.Before(c.Accepted) && (through.IsZero() || !d.After(through)) {
			n++
		}
	}
	switch {
	case n >= c.Amount:
		return Kept, through
	case through.IsZero() || !on.After(through):
		return Open, through
	}
	return Over, through
}
