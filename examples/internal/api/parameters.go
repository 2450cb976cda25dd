package api

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

const (
	maxValues = 16  // of one parameter
	maxValue  = 64  // bytes of a value
	maxID     = 256 // bytes of an ID

	maxMiles   = 3000
	usualMiles = 25
)

// parameters reads what a client sent and keeps the first problem.
type parameters struct {
	values url.Values
	known  []string // those that were asked for
	err    *problem
}

func (p *parameters) fail(name, accepted string) {
	if p.err == nil {
		p.err = errParameter(name, accepted)
	}
}

// done returns the first problem: a value that is not accepted, or a parameter
// that nobody has asked for.
func (p *parameters) done() error {
	for name := range p.values {
		if p.err == nil && !slices.Contains(p.known, name) {
			unknown := *errUnknownName
			unknown.Accepted = strings.Join(slices.Sorted(slices.Values(p.known)), ", ")
			p.err = &unknown
		}
	}
	if p.err == nil {
		return nil // and not a nil *problem
	}
	return p.err
}

// list returns the values of a parameter.
func (p *parameters) list(name string) []string {
	p.known = append(p.known, name)
	all := p.values[name]
	tooLong := func(v string) bool { return v == "" || len(v) > maxValue }
	if len(all) > maxValues || slices.ContainsFunc(all, tooLong) {
		p.fail(name, fmt.Sprintf("at most %d values of 1 to %d bytes", maxValues, maxValue))
		return nil
	}
	return all
}

// text returns the value of a parameter that has one of at most max bytes, or
// "".
func (p *parameters) text(name string, most int) string {
	p.known = append(p.known, name)
	all := p.values[name]
	if len(all) == 0 {
		return ""
	}
	if len(all) > 1 || all[0] == "" || len(all[0]) > most {
		p.fail(name, fmt.Sprintf("one value of 1 to %d bytes", most))
		return ""
	}
	return all[0]
}

// code returns the value of a parameter that takes only some.
func (p *parameters) code(name string, accepted ...string) string {
	v := p.text(name, maxValue)
	if v != "" && !slices.Contains(accepted, v) {
		p.fail(name, "one of: "+strings.Join(accepted, ", "))
	}
	return v
}

// number returns the value of a parameter that is a whole number, or usual.
func (p *parameters) number(name string, least, most, usual int) int {
	v := p.text(name, maxValue)
	if v == "" {
		return usual
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > most || strconv.Itoa(n) != v {
		p.fail(name, fmt.Sprintf("a whole number from %d to %d", least, most))
		return usual
	}
	return n
}

// date returns the value of a parameter that is a day, or usual.
func (p *parameters) date(name string, usual schedule.Date) schedule.Date {
	v := p.text(name, maxValue)
	if v == "" {
		return usual
	}
	d, err := schedule.ParseDate(v)
	if err != nil || d.IsZero() {
		p.fail(name, "a date from 1900-01-01 to 2200-12-31")
	}
	return d
}

// clock returns the value of a parameter that is a time of day, or zero.
func (p *parameters) clock(name string) schedule.Clock {
	v := p.text(name, maxValue)
	if v == "" {
		return schedule.Clock{}
	}
	c, err := schedule.ParseClock(v)
	if err != nil {
		p.fail(name, "a time of day from 00:00 to 23:59")
	}
	return c
}

// zone returns the value of a parameter that is a time zone, or nil.
func (p *parameters) zone(name string) *time.Location {
	v := p.text(name, maxValue)
	if v == "" {
		return nil
	}
	z, err := schedule.LoadZone(v)
	if err != nil {
		p.fail(name, "the IANA name of a time zone, such as America/New_York")
		return nil
	}
	return z.Location()
}

// state returns the value of a parameter that is the code of a state, or "".
func (p *parameters) state(name string) string {
	v := p.text(name, maxValue)
	if v != "" && !isState(v) {
		p.fail(name, "the two capital letters of a state")
	}
	return v
}

func isState(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

// days are the weekdays, as filters name them.
var days = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// filter reads the parameters that choose offerings and meetings.
func (p *parameters) filter(timed bool) (f directory.Filter) {
	f.Programs, f.Languages, f.Topics = p.list("program"), p.list("language"), p.list("topic")
	f.Kinds, f.Modes = listOf[program.Kind](p.list("kind")), listOf[program.Mode](p.list("mode"))
	f.Entries, f.Access = listOf[program.EntryMode](p.list("entry")), listOf[directory.Access](p.list("access"))
	f.Relations = listOf[program.Relation](p.list("for"))
	f.OpenPlaces = p.code("open_places", "true") != ""
	if !timed {
		return f
	}
	for _, day := range p.list("day") {
		i := slices.Index(days, day)
		if i < 0 {
			p.fail("day", "one of: "+strings.Join(days, ", "))
			continue
		}
		f.Days = append(f.Days, time.Weekday(i))
	}
	f.From, f.To = p.clock("from"), p.clock("to")
	return f
}

// listOf returns a list of texts as one of their own type.
func listOf[T ~string](list []string) (typed []T) {
	for _, v := range list {
		typed = append(typed, T(v))
	}
	return typed
}

// query reads the parameters of a search, but not where.
func (p *parameters) query(now time.Time) directory.Query {
	q := directory.Query{
		Now: now, Filter: p.filter(true), Limit: p.number("limit", 1, 100, 20), Language: p.text("lang", maxValue),
		Within:       earth.Distance(p.number("within", 1, maxMiles, usualMiles)) * earth.Mile,
		StartsWithin: time.Duration(p.number("hours", 1, 366*24, 0)) * time.Hour,
		Zone:         p.zone("zone"), Page: directory.Cursor(p.text("page", maxValue)),
	}
	if p.code("order", "distance", "start") == "start" {
		q.Order = directory.ByStart
	}
	return q
}
