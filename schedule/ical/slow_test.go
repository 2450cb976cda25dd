package ical_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// A property is one unfolded line.
type property struct{ name, params, value string }

// An entry holds the properties of one VEVENT by name, and its EXDATEs.
type entry struct {
	properties map[string]property
	excluded   []string
}

func (e entry) text(name string) string {
	return strings.NewReplacer(`\n`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(e.properties[name].value)
}

var properties = regexp.MustCompile(`^(BEGIN|END|VERSION|PRODID|CALSCALE|NAME|X-WR-CALNAME|X-WR-CALDESC|DESCRIPTION|URL|SOURCE|` +
	`LAST-MODIFIED|REFRESH-INTERVAL|X-PUBLISHED-TTL|TZID|TZOFFSETFROM|TZOFFSETTO|TZNAME|DTSTART|DTEND|RRULE|RDATE|EXDATE|` +
	`RECURRENCE-ID|UID|DTSTAMP|SEQUENCE|SUMMARY|LOCATION|GEO|STATUS|TRANSP)[;:]`)

// lines checks what every line of a calendar must be and unfolds them.
func lines(t testing.TB, calendar []byte) []string {
	t.Helper()
	var list []string
	text, ok := strings.CutSuffix(string(calendar), "\r\n")
	if !ok {
		t.Fatal("the last line has no end")
	}
	for _, line := range strings.Split(text, "\r\n") {
		switch {
		case len(line) > 75 || !utf8.ValidString(line):
			t.Errorf("a line of %d octets: %q", len(line), line)
		case strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f }):
			t.Errorf("a line with a control character: %q", line)
		}
		switch rest, folded := strings.CutPrefix(line, " "); {
		case folded && len(list) > 0:
			list[len(list)-1] += rest
		case properties.MatchString(line):
			list = append(list, line)
		default:
			t.Errorf("a line that is no property: %q", line)
		}
	}
	return list
}

// entries returns the events of a calendar.
func entries(t testing.TB, calendar []byte) []entry {
	t.Helper()
	var list []entry
	inEvent := false
	for _, line := range lines(t, calendar) {
		name, value, _ := strings.Cut(line, ":")
		name, params, _ := strings.Cut(name, ";")
		switch {
		case line == "BEGIN:VEVENT":
			inEvent = true
			list = append(list, entry{properties: map[string]property{}})
		case line == "END:VEVENT":
			inEvent = false
		case inEvent && name == "EXDATE":
			list[len(list)-1].excluded = append(list[len(list)-1].excluded, value)
		case inEvent:
			e := list[len(list)-1]
			if _, ok := e.properties[name]; ok {
				t.Errorf("%s twice in one event", name)
			}
			e.properties[name] = property{name, params, value}
		}
	}
	return list
}

// instant reads a DATE-TIME or a DATE; day reports which.
func (p property) instant(t testing.TB) (at time.Time, day bool) {
	t.Helper()
	if p.params == "VALUE=DATE" {
		at, err := time.Parse("20060102", p.value)
		if err != nil {
			t.Fatal(err)
		}
		return at, true
	}
	if at, err := time.Parse("20060102T150405Z", p.value); err == nil {
		return at, false
	}
	date, clock := p.civil(t)
	return zone(t, strings.TrimPrefix(p.params, "TZID=")).At(date, clock), false
}

func (p property) at(t testing.TB) time.Time {
	t.Helper()
	at, _ := p.instant(t)
	return at
}

// civil reads the date and the time of day on the wall clock.
func (p property) civil(t testing.TB) (schedule.Date, schedule.Clock) {
	t.Helper()
	form := "20060102"
	if p.params != "VALUE=DATE" {
		form = "20060102T150405"
	}
	at, err := time.Parse(form, p.value)
	if err != nil {
		t.Fatal(err)
	}
	if p.params == "VALUE=DATE" {
		return schedule.DateOf(at), schedule.Clock{}
	}
	return schedule.DateOf(at), schedule.ClockOf(at)
}

// slowRows reads a calendar back in the obvious way and returns, for every
// date whose original day is not after through, a line with start, end, title
// and status.
func slowRows(t testing.TB, calendar []byte, through schedule.Date) []string {
	t.Helper()
	var list []string
	all := entries(t, calendar)
	replaced := map[string]bool{}
	for _, e := range all {
		replaced[e.properties["UID"].value+e.properties["RECURRENCE-ID"].value] = true
	}
	for _, e := range all {
		first := e.properties["DTSTART"]
		switch {
		case e.properties["RRULE"].value != "":
			for o := range e.ruleTable(t).All(schedule.Date{}, through.AddDays(1)) {
				local := e.local(o)
				if !slices.Contains(e.excluded, local) && !replaced[e.properties["UID"].value+local] {
					list = append(list, e.row(t, o.Start()))
				}
			}
		case e.properties["RECURRENCE-ID"].value != "":
			if original, _ := e.properties["RECURRENCE-ID"].civil(t); !original.After(through) {
				list = append(list, e.row(t, first.at(t)))
			}
		case !e.ownDate(t).After(through):
			list = append(list, e.row(t, first.at(t)))
		}
	}
	slices.Sort(list)
	return list
}

// ruleTable returns the dates of the rule of an event, which DTSTART must be
// one of.
func (e entry) ruleTable(t testing.TB) *schedule.Timetable {
	t.Helper()
	first := e.properties["DTSTART"]
	date, clock := first.civil(t)
	z := zone(t, "UTC")
	if name, ok := strings.CutPrefix(first.params, "TZID="); ok {
		z = zone(t, name)
	}
	s, err := schedule.ParseRecurrence(e.properties["RRULE"].value, date, clock, z)
	if err != nil {
		t.Fatal(err)
	}
	table := compile(t, s, schedule.CompileOptions{Zone: z})
	if !table.Contains(date) {
		t.Errorf("DTSTART %s is no date of %s", first.value, e.properties["RRULE"].value)
	}
	return table
}

// local returns an occurrence of the rule in the form of DTSTART.
func (e entry) local(o schedule.Occurrence) string {
	year, month, day := o.Date.Civil()
	at := time.Date(year, month, day, 0, 0, o.Clock.Seconds(), 0, time.UTC)
	if o.Clock.IsZero() {
		return at.Format("20060102")
	}
	return at.Format("20060102T150405")
}

var ownDate = regexp.MustCompile(`-(\d{4})(\d\d)(\d\d)@`)

// ownDate returns the date in the UID of an event that is one date.
func (e entry) ownDate(t testing.TB) schedule.Date {
	t.Helper()
	m := ownDate.FindStringSubmatch(e.properties["UID"].value)
	if m == nil {
		t.Fatalf("no date in UID %s", e.properties["UID"].value)
	}
	return d(m[1] + "-" + m[2] + "-" + m[3])
}

// row returns the line for a date of the event that begins at start.
func (e entry) row(t testing.TB, start time.Time) string {
	t.Helper()
	first, day := e.properties["DTSTART"].instant(t)
	form, end := time.RFC3339, ""
	if day {
		form = time.DateOnly
	}
	if p, ok := e.properties["DTEND"]; ok {
		end = start.Add(p.at(t).Sub(first)).UTC().Format(form)
	}
	return row(start.UTC().Format(form), end, e.text("SUMMARY"), e.properties["STATUS"].value)
}

func row(start, end, title, status string) string {
	return fmt.Sprintf("%s to %s\t%s\t%s", start, end, title, status)
}

// wantRows returns what slowRows must return for one event in English.
func wantRows(e ical.Event, through schedule.Date) []string {
	var list []string
	for o := range e.Timetable.All(schedule.Date{}, through.AddDays(200)) {
		if o.Status == schedule.Skipped || o.Original.After(through) {
			continue
		}
		start, end := o.Start().UTC().Format(time.RFC3339), ""
		if o.Length > 0 {
			end = o.End().UTC().Format(time.RFC3339)
		}
		if o.Clock.IsZero() {
			days := max(1, int((o.Length+24*time.Hour-1)/(24*time.Hour)))
			start, end = o.Date.String(), o.Date.AddDays(days).String()
		}
		title, status := outcome(e, o)
		list = append(list, row(start, end, title, status))
	}
	slices.Sort(list)
	return list
}

// outcome returns the title and status that an occurrence must have.
func outcome(e ical.Event, o schedule.Occurrence) (title, status string) {
	switch {
	case o.Status == schedule.Cancelled:
		return "CANCELLED: " + e.Summary, "CANCELLED"
	case o.Status == schedule.Unconfirmed || e.CallFirst:
		return "CALL FIRST: " + e.Summary, "TENTATIVE"
	}
	return e.Summary, "CONFIRMED"
}
