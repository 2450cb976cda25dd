package finder

import (
	"net/http"
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

// A filter is what a list of groups is narrowed to, as the query of its
// address says it. Nothing in it tells where somebody is. The zero value of a
// field lets all pass.
type filter struct {
	program, kind, language, topic, access, relation string // as in the records
	when, day, time, mode, entry                     string // one of the codes below
	miles                                            int    // 0 is any distance
	sort                                             string // one of the codes below
	page                                             string // where to go on, "" at the beginning
}

var (
	dayCodes  = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	timeCodes = []string{"morning", "afternoon", "evening"}
	modeCodes = []string{"in-person", "remote"}

	entryCodes = []string{string(program.EntryDropIn)}
	sortCodes  = []string{"time"} // "" is by distance
	whenCodes  = []string{"today", "week"}

	milesOffered = []int{10, 25, 50, 100, 0}
)

const (
	usualMiles = 25
	maxMiles   = 3000
	anyMiles   = "any"
	maxValue   = 64 // bytes of a value
)

// parseFilter reads a query. A parameter that it does not know is passed over.
// Of a value that is not accepted the error, a *problem, tells the parameter
// and what is.
func parseFilter(q url.Values) (filter, error) {
	r := filterReader{query: q}
	f := filter{
		program: r.value("program"), kind: r.value("kind"), language: r.value("language"),
		topic: r.value("topic"), access: r.value("access"), relation: r.value("for"),
		entry: r.code("entry", entryCodes), when: r.code("when", whenCodes), day: r.code("day", dayCodes), time: r.code("time", timeCodes), mode: r.code("mode", modeCodes),
		miles: r.miles("within"), sort: r.code("sort", sortCodes), page: r.value("page"),
	}
	if r.err != nil {
		return filter{}, r.err
	}
	return f, nil
}

// A filterReader reads parameters and keeps the first error.
type filterReader struct {
	query url.Values
	err   error
}

func (r *filterReader) fail(key, accepted string) {
	if r.err == nil {
		r.err = &problem{http.StatusBadRequest, "problem.filter", []any{key, accepted}}
	}
}

// value returns the value of a parameter, "" if it has none.
func (r *filterReader) value(key string) string {
	list := slices.DeleteFunc(slices.Clone(r.query[key]), func(v string) bool { return v == "" })
	switch {
	case len(list) == 0:
		return ""
	case len(list) > 1 || len(list[0]) > maxValue:
		r.fail(key, "1–64 bytes")
		return ""
	}
	return list[0]
}

// code returns the value of a parameter that accepts only some.
func (r *filterReader) code(key string, accepted []string) string {
	v := r.value(key)
	if v != "" && !slices.Contains(accepted, v) {
		r.fail(key, strings.Join(accepted, ", "))
	}
	return v
}

func (r *filterReader) miles(key string) int {
	v := r.value(key)
	switch v {
	case "":
		return usualMiles
	case anyMiles:
		return 0
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > maxMiles || strconv.Itoa(n) != v {
		r.fail(key, "1–3000, any")
	}
	return n
}

// query returns the filter as a query: "", or what begins with "?". Reading it
// gives the filter back.
func (f filter) query() string {
	if f == (filter{miles: usualMiles}) {
		return "" // as most are
	}
	q := url.Values{}
	for key, v := range map[string]string{
		"program": f.program, "kind": f.kind, "language": f.language, "topic": f.topic,
		"access": f.access, "for": f.relation, "entry": f.entry, "when": f.when, "sort": f.sort, "page": f.page, "day": f.day, "time": f.time, "mode": f.mode,
	} {
		if v != "" {
			q.Set(key, v)
		}
	}
	if f.miles != usualMiles {
		q.Set("within", milesValue(f.miles))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func milesValue(miles int) string {
	if miles == 0 {
		return anyMiles
	}
	return strconv.Itoa(miles)
}

// noon and evening part the times of day.
var noon, evening = schedule.MustClock("12:00"), schedule.MustClock("17:00")

// forSearch returns the filter as a search takes it. The mode is not in it:
// it chooses between the lists of the answer.
func (f filter) forSearch() (search directory.Filter) {
	search.Programs, search.Languages, search.Topics = listOf(f.program), listOf(f.language), listOf(f.topic)
	if f.kind != "" {
		search.Kinds = []program.Kind{program.Kind(f.kind)}
	}
	if f.relation != "" {
		search.Relations = []program.Relation{program.Relation(f.relation)}
	}
	if f.entry != "" {
		search.Entries = []program.EntryMode{program.EntryMode(f.entry)}
	}
	if f.access != "" {
		search.Access = []directory.Access{directory.Access(f.access)}
	}
	if f.day != "" {
		search.Days = []time.Weekday{time.Weekday((slices.Index(dayCodes, f.day) + 1) % 7)}
	}
	switch f.time {
	case "morning":
		search.To = noon
	case "afternoon":
		search.From, search.To = noon, evening
	case "evening":
		search.From = evening
	}
	return search
}

// listOf returns a list of v, none if it is "".
func listOf(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

// within returns the distance to search in; 0 is any.
func (f filter) within() earth.Distance { return earth.Distance(f.miles) * earth.Mile }

// isSet reports whether anything but the distance is filtered by.
func (f filter) isSet() bool {
	f.miles, f.sort, f.page = 0, "", ""
	return f != filter{}
}

// next returns the filter for the page of a list after this one.
func (f filter) next(c directory.Cursor) filter {
	f.page = string(c)
	return f
}

// inPerson and remote report whether the mode lets such meetings pass.
func (f filter) inPerson() bool { return f.mode != modeCodes[1] }
func (f filter) remote() bool   { return f.mode != modeCodes[0] }
