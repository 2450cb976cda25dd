package ical

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// A draft is one VEVENT with its values read, before it is known what belongs
// together.
type draft struct {
	line       int
	words      []*words // that the calendar may have
	uid        string
	recurrence moment // RECURRENCE-ID; its date is zero if there is none
	onward     bool   // with RANGE=THISANDFUTURE: of that date and all later ones
	start      moment
	length     time.Duration
	days       int    // of a whole-day event longer than a series can be
	rule       string // RRULE
	ruleLine   int
	part       *schedule.Series // takes the place of rule in a series that was split
	excluded   []moment
	added      []moment

	summary, description, location, url string

	geo       *Geo
	cancelled bool
	tentative bool
	sequence  int
	modified  time.Time
}

// draft reads a VEVENT; ok is false if it is left out.
func (rd *reader) draft(c *component) (d *draft, ok bool) {
	d = &draft{
		line: c.line, words: rd.words, summary: c.get("SUMMARY").text(), description: c.get("DESCRIPTION").text(),
		location: c.get("LOCATION").text(),
	}
	switch class := strings.ToUpper(strings.TrimSpace(c.get("CLASS").value)); class {
	case "", "PUBLIC":
	default:
		rd.report.lose(c.get("CLASS").line, "private", "an event that is not for the public")
		return nil, false
	}
	if c.get("EXRULE").name != "" {
		rd.report.lose(c.get("EXRULE").line, "rule", "EXRULE, which RFC 5545 has given up")
		return nil, false
	}
	if c.get("DTSTART").name == "" {
		rd.report.add(c.line, "no-start", "an event without DTSTART has no dates")
		return nil, false
	}
	if !rd.dates(d, c) {
		return nil, false
	}
	rd.details(d, c)
	d.uid = rd.uid(d, c.get("UID"))
	return d, true
}

// dates reads what says when.
func (rd *reader) dates(d *draft, c *component) bool {
	markDays(c)
	var ok bool
	if d.start, ok = rd.moment(c.get("DTSTART"), ""); !ok {
		return false
	}
	if p := c.get("RECURRENCE-ID"); p.name != "" {
		switch strings.ToUpper(p.param("RANGE")) {
		case "":
		case "THISANDFUTURE":
			d.onward = true
		default:
			rd.report.lose(p.line, "range", "a change of all dates up to one, which RFC 5545 has given up")
			return false
		}
		if d.recurrence, ok = rd.moment(p, ""); !ok {
			return false
		}
	}
	if !rd.length(d, c) {
		return false
	}
	for i := range c.props {
		switch p := &c.props[i]; p.name {
		case "RRULE":
			if d.rule != "" {
				rd.report.lose(p.line, "rule", "a second RRULE")
				return false
			}
			d.rule, d.ruleLine = tidyRule(p.value, d.start.clock), p.line
		case "EXDATE":
			d.excluded, ok = rd.moments(d.excluded, *p)
		case "RDATE":
			d.added, ok = rd.moments(d.added, *p)
		}
		if !ok {
			return false
		}
	}
	return true
}

// moment reads a DATE or DATE-TIME with its zone; a value other than "" takes
// the place of that of p.
func (rd *reader) moment(p property, value string) (moment, bool) {
	if value == "" {
		value = p.value
	}
	value = strings.TrimSpace(value)
	if value, _, ok := strings.Cut(value, "/"); ok && p.param("VALUE") == "PERIOD" {
		return rd.moment(p, value)
	}
	if isMidnight(value) && strings.EqualFold(p.param("VALUE"), "DATE") {
		value = value[:8]
	}
	m, ok := parseMoment(value)
	m.line = p.line
	if !ok {
		rd.report.lose(p.line, "date", p.name+": no date or time of the years 1900 to 2200")
		return m, false
	}
	if id := p.param("TZID"); id != "" && !m.utc && !m.allDay() {
		if m.zone = rd.zones.find(id, p.line); m.zone == nil {
			rd.report.lose(p.line, "no-zone", "an unknown time zone")
			return m, false
		}
	}
	return m, true
}

// moments reads the list of an EXDATE or RDATE.
func (rd *reader) moments(list []moment, p property) ([]moment, bool) {
	for value := range strings.SplitSeq(p.value, ",") {
		if strings.TrimSpace(value) == "" {
			continue
		}
		if len(list) == rd.limits.Dates {
			rd.report.lose(p.line, "limit", fmt.Sprintf("more than %d dates", rd.limits.Dates))
			return nil, false
		}
		m, ok := rd.moment(p, value)
		if !ok {
			return nil, false
		}
		list = append(list, m)
	}
	return list, true
}

const maxLength = 14 * 24 * time.Hour // of a series

// length reads DTEND or DURATION. One day is what an event of whole days has
// anyway, so it is no length.
func (rd *reader) length(d *draft, c *component) bool {
	end, duration := c.get("DTEND"), c.get("DURATION")
	switch {
	case end.name != "":
		m, ok := rd.moment(end, "")
		if !ok {
			return false
		}
		if m.allDay() != d.start.allDay() {
			rd.report.add(end.line, "length", "an end that is a day and a start that is a time, or the other way round")
			return true
		}
		zone := d.start.zone
		if zone == nil {
			zone = rd.zones.fallback()
		}
		if d.start.allDay() {
			d.length = time.Duration(m.date.DaysSince(d.start.date)) * 24 * time.Hour
		} else {
			d.length = m.at(zone).Sub(d.start.at(zone))
		}
	case duration.name != "":
		var ok bool
		if d.length, ok = parseDuration(strings.ToUpper(strings.TrimSpace(duration.value))); !ok {
			rd.report.lose(duration.line, "length", "a DURATION that is none, or too long")
			return false
		}
	}
	line := max(end.line, duration.line)
	if d.length < 0 {
		rd.report.lose(line, "length", "an end before the start")
		return false
	}
	return rd.fit(d, line)
}

// fit brings a length into the form that a series has.
func (rd *reader) fit(d *draft, line int) bool {
	switch days := int(d.length / (24 * time.Hour)); {
	case d.start.allDay() && d.length > maxLength:
		d.days, d.length = days, 0
	case d.start.allDay():
		if d.length = time.Duration(days) * 24 * time.Hour; days == 1 {
			d.length = 0
		}
	case d.length > maxLength:
		rd.report.lose(line, "length", "longer than 14 days")
		return false
	}
	return true
}

// details reads what an event says besides its dates.
func (rd *reader) details(d *draft, c *component) {
	if p := c.get("URL"); p.value != "" {
		if d.url = parseLink(p.value, linkSchemes); d.url == "" {
			rd.report.add(p.line, "link", "an address of another kind than "+wantLink[len("an address with "):])
		}
	}
	if p := c.get("GEO"); p.value != "" {
		if g, ok := parseGeo(p.value); ok {
			d.geo = g
		} else {
			rd.report.add(p.line, "geo", "no point: want "+wantPoint)
		}
	}
	switch p := c.get("STATUS"); strings.ToUpper(strings.TrimSpace(p.value)) {
	case "", "CONFIRMED":
	case "TENTATIVE":
		d.tentative = true
	case "CANCELLED", "CANCELED":
		d.cancelled = true
	default:
		rd.report.add(p.line, "status", "an unknown STATUS")
	}
	if p := c.get("SEQUENCE"); p.name != "" {
		n, err := strconv.Atoi(strings.TrimSpace(p.value))
		if err != nil || n < 0 || n > maxSequence {
			rd.report.add(p.line, "sequence", fmt.Sprintf("a SEQUENCE that is no number from 0 to %d", maxSequence))
			n = 0
		}
		d.sequence = n
	}
	d.modified = time.Unix(0, 0).UTC()
	for _, name := range [...]string{"LAST-MODIFIED", "DTSTAMP"} {
		if m, ok := parseMoment(strings.TrimSpace(c.get(name).value)); ok {
			d.modified = civil(m.date, m.clock)
			break
		}
	}
}

// uid returns the identity of an event in the form that Write accepts.
func (rd *reader) uid(d *draft, p property) string {
	uid := strings.TrimSpace(p.text())
	switch {
	case uid == "":
		rd.report.add(d.line, "uid", "an event without UID; it gets one from its title and start")
		uid = d.summary + "\n" + d.start.date.String() + "\n" + d.start.clock.String()
	case isUID(uid):
		return uid
	default:
		rd.report.add(p.line, "uid", "a UID that is not 1 to 200 printable ASCII characters; it gets another one")
	}
	return fmt.Sprintf("%x@invalid", sha256.Sum256([]byte(uid)))
}
