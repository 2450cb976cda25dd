package ical

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// How a calendar is read, in the order of the files:
//
//	lines.go       bytes become lines, put together where they were folded
//	property.go    lines become names, parameters and values
//	component.go   these become a tree of components, within the limits
//	zonename.go    names of time zones become zones (windowszones.go, matchzone.go)
//	draft.go       an event becomes a draft with its values (value.go, tidy.go)
//	group.go       drafts with one identity become a group
//	split.go       a group that changes for good on some date becomes several
//	assemble.go    a group becomes an Event: its rule, then what differs from it
//	               on single dates (change.go, retell.go)

// ReadOptions adjusts Read. The zero value is fit for calendars of strangers.
type ReadOptions struct {
	// Zone is the zone of times for which the calendar names none. If it is
	// nil, events with such times are left out, since a guess would be a wrong
	// time.
	Zone *schedule.Zone
	// Limits bound what is read.
	Limits Limits
}

// Limits bound what Read accepts, so that no calendar takes long or much
// memory. Zero fields have the value in brackets.
type Limits struct {
	Bytes      int // of the calendar (5 MiB)
	Line       int // bytes of a line, put together where it was folded (64 KiB)
	Depth      int // of components within components (8)
	Components int // such as events and time zones (50,000)
	Properties int // of one component (1,000)
	Parameters int // of one property (64)
	Dates      int // that EXDATE and RDATE list in one event (10,000)
}

func (l Limits) withDefaults() Limits {
	for _, f := range []struct {
		field *int
		value int
	}{
		{&l.Bytes, 5 << 20}, {&l.Line, 64 << 10}, {&l.Depth, 8}, {&l.Components, 50_000},
		{&l.Properties, 1000}, {&l.Parameters, 64}, {&l.Dates, 10_000},
	} {
		if *f.field == 0 {
			*f.field = f.value
		}
	}
	return l
}

// A LimitError reports a calendar that is larger than a limit. Nothing of it
// is read.
type LimitError struct {
	Limit string // what there is too much of, such as "components"
	Max   int
	Line  int // at which the limit was passed, from 1
}

// Error returns the limit and the line.
func (e *LimitError) Error() string {
	return fmt.Sprintf("ical: line %d: more than %d %s", e.Line, e.Max, e.Limit)
}

var (
	// ErrNoCalendar reports text that is no calendar.
	ErrNoCalendar = errors.New("ical: no calendar")

	// ErrUnreadable reports a calendar with something in it, of which no event
	// could be read. The first Finding that is Lost says why.
	ErrUnreadable = errors.New("ical: nothing could be read")
)

// A Finding says what Read did not understand, or not as it was written.
type Finding struct {
	// Line is the number of the line, from 1; that of BEGIN for a whole event.
	Line int
	// Code is a stable word for programs, such as "no-zone".
	Code string
	// Message says it to people. It quotes no title, place or description.
	Message string
	// Lost tells that an event or a line was left out, rather than a detail.
	Lost bool
}

// String returns the finding in one line, such as "line 12: no such time zone".
func (f Finding) String() string { return fmt.Sprintf("line %d: %s", f.Line, f.Message) }

// maxFindings bounds the report: a calendar can hold a mistake in every line.
const maxFindings = 1000

// Read reads a calendar of RFC 5545, also one that is sloppy in the ways that
// are common; see the front page. What it does not understand it leaves out
// and reports, in the order of the lines. Events that Write can write again
// are all that it returns; their order is that of the calendar.
//
// All or nothing: a calendar that is cut off is io.ErrUnexpectedEOF, one past
// a limit a *LimitError, something else than a calendar ErrNoCalendar, and one
// of which no event could be read ErrUnreadable, with the findings. Other
// errors are those of r. Time and memory grow with the size of the calendar
// and are bounded by the limits; nothing that it points to is fetched.
func Read(r io.Reader, o ReadOptions) (Calendar, []Finding, error) {
	o.Limits = o.Limits.withDefaults()
	var all report
	roots, err := parse(r, o.Limits, &all)
	if err != nil {
		return Calendar{}, all.sorted(), err
	}
	rd := reader{report: &all, limits: o.Limits, zones: newZoneNames(roots, o.Zone, &all)}
	c := rd.calendar(roots)
	findings := all.sorted()
	lost := slices.IndexFunc(findings, func(f Finding) bool { return f.Lost })
	if len(c.Events) == 0 && lost >= 0 {
		return Calendar{}, findings, fmt.Errorf("%w: %s", ErrUnreadable, findings[lost])
	}
	return c, findings, nil
}

// A report collects findings.
type report struct {
	list []Finding
	once map[string]bool // codes that are said once only
}

func (p *report) add(line int, code, message string) {
	if len(p.list) < maxFindings {
		p.list = append(p.list, Finding{Line: line, Code: code, Message: message})
	}
}

// lose reports something that was left out.
func (p *report) lose(line int, code, message string) {
	if len(p.list) < maxFindings {
		p.list = append(p.list, Finding{line, code, message, true})
	}
}

// addOnce reports what would else be said of every line.
func (p *report) addOnce(line int, code, message string) {
	if p.once[code+message] {
		return
	}
	if p.once == nil {
		p.once = make(map[string]bool)
	}
	p.once[code+message] = true
	p.add(line, code, message)
}

func (p *report) sorted() []Finding {
	slices.SortStableFunc(p.list, func(a, b Finding) int { return a.Line - b.Line })
	return p.list
}
