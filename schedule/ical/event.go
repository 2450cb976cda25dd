package ical

import (
	"strconv"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

const secondsPerDay = 24 * 60 * 60

// event writes an event: the rule with what differs from it, then the dates
// that stand by themselves.
func (enc *encoder) event(e *Event) {
	z := enc.zoneOf(e.Timetable)
	if z == nil {
		return
	}
	p := &enc.plan
	p.set(e, z, enc.recurrence(e.Timetable.Series().Rule), enc.cal.Through)
	if !p.first.IsZero() {
		enc.rule(p)
		for i := range p.changed {
			enc.change(p, &p.changed[i])
		}
	}
	for i := range p.single {
		o := &p.single[i]
		enc.begin(e, o.Original)
		enc.times(p, o)
		enc.content(p, o)
	}
}

// rule writes the event of the rule itself.
func (enc *encoder) rule(p *plan) {
	s := &p.series
	usual := schedule.Occurrence{Original: p.first, Date: p.first, Clock: s.Start, Length: s.Length, Status: schedule.On}
	enc.begin(p.event, schedule.Date{})
	enc.localTimes(p, &usual)
	enc.out = p.rule.append(append(enc.out, "RRULE:"...), s.First)
	switch {
	case p.bounded:
		enc.out = appendUntil(enc.out, p.last, s.Start, p.zone.zone)
	case !s.Last.IsZero():
		enc.out = appendUntil(enc.out, s.Last, s.Start, p.zone.zone)
	case s.Count > 0:
		enc.out = strconv.AppendInt(append(enc.out, ";COUNT="...), int64(s.Count-p.late), 10)
	}
	enc.end()
	for _, d := range p.skipped {
		enc.moment("EXDATE", p, d, s.Start.Seconds(), p.allDay())
	}
	enc.content(p, &usual)
}

// change writes what differs from the rule on one date.
func (enc *encoder) change(p *plan, o *schedule.Occurrence) {
	enc.begin(p.event, schedule.Date{})
	enc.moment("RECURRENCE-ID", p, o.Original, p.series.Start.Seconds(), p.allDay())
	enc.times(p, o)
	enc.content(p, o)
}

// begin writes the properties that identify an event and its version. A date
// of its own gets its original date into the identity.
func (enc *encoder) begin(e *Event, date schedule.Date) {
	enc.line("BEGIN:VEVENT")
	enc.out = append(enc.out, "UID:"...)
	if date.IsZero() {
		enc.out = appendText(enc.out, e.UID)
	} else {
		at := authority(e.UID)
		enc.out = append(appendText(enc.out, e.UID[:at]), '-')
		enc.out = appendText(appendDate(enc.out, date), e.UID[at:])
	}
	enc.end()
	enc.time("DTSTAMP", e.Modified)
	enc.time("LAST-MODIFIED", e.Modified)
	enc.out = strconv.AppendInt(append(enc.out, "SEQUENCE:"...), int64(e.Sequence), 10)
	enc.end()
}

// authority returns the index of the last "@" in a UID, or its length.
func authority(uid string) int {
	for i := len(uid) - 1; i >= 0; i-- {
		if uid[i] == '@' {
			return i
		}
	}
	return len(uid)
}

// times writes start and end of an occurrence, in UTC if clocks change
// meanwhile.
func (enc *encoder) times(p *plan, o *schedule.Occurrence) {
	if o.Clock.IsZero() || !p.zone.changesDuring(o.Start().Unix(), o.Length) {
		enc.localTimes(p, o)
		return
	}
	enc.time("DTSTART", o.Start())
	if o.Length > 0 {
		enc.time("DTEND", o.End())
	}
}

// localTimes writes start and end on the wall clock. An unknown length has no
// end; an unknown time of day is the whole day.
func (enc *encoder) localTimes(p *plan, o *schedule.Occurrence) {
	seconds, allDay := o.Clock.Seconds(), o.Clock.IsZero()
	enc.moment("DTSTART", p, o.Date, seconds, allDay)
	switch end := seconds + int(o.Length/time.Second); {
	case allDay:
		end = max(end+secondsPerDay-1, secondsPerDay)
		fallthrough
	case o.Length > 0:
		if date := o.Date.AddDays(end / secondsPerDay); !date.IsZero() {
			enc.moment("DTEND", p, date, end%secondsPerDay, allDay)
		}
	}
}

// moment writes a property that is a date, or a time of day in the zone.
func (enc *encoder) moment(name string, p *plan, d schedule.Date, seconds int, allDay bool) {
	enc.out = append(enc.out, name...)
	if allDay {
		enc.out = appendDate(append(enc.out, ";VALUE=DATE:"...), d)
	} else {
		enc.out = appendLocal(append(enc.out, p.zone.param...), d, seconds)
	}
	enc.end()
}

// content writes what an event says besides its times, and finishes it.
func (enc *encoder) content(p *plan, o *schedule.Occurrence) {
	e, override := p.event, p.override(o.Original)
	location, geo, url := e.Location, e.Geo, e.URL
	if override != nil {
		if override.Location != "" {
			location, geo = override.Location, override.Geo
		}
		if override.URL != "" {
			url = override.URL
		}
	}
	enc.summary(e, o, override)
	enc.description(p, o, override)
	enc.text("LOCATION", location)
	if geo != nil {
		enc.out = appendDegrees(append(enc.out, "GEO:"...), geo.Lat)
		enc.out = appendDegrees(append(enc.out, ';'), geo.Lng)
		enc.end()
	}
	enc.uri("URL:", url)
	switch {
	case o.Status == schedule.Cancelled:
		enc.line("STATUS:CANCELLED")
		enc.line("TRANSP:TRANSPARENT")
	case isTentative(e, o):
		enc.line("STATUS:TENTATIVE")
	default:
		enc.line("STATUS:CONFIRMED")
	}
	enc.line("END:VEVENT")
}

// isTentative is asked about dates that are not cancelled.
func isTentative(e *Event, o *schedule.Occurrence) bool {
	return o.Status == schedule.Unconfirmed || e.CallFirst
}

func (enc *encoder) summary(e *Event, o *schedule.Occurrence, override *Override) {
	enc.out = append(enc.out, "SUMMARY:"...)
	if o.Status == schedule.Cancelled {
		enc.out = append(enc.out, enc.words.cancelledTitle...)
	} else if isTentative(e, o) {
		enc.out = append(enc.out, enc.words.callFirstTitle...)
	}
	title := e.Summary
	if override != nil && override.Summary != "" {
		title = override.Summary
	}
	if title == "" || enc.cal.Discreet {
		title = enc.words.meeting
	}
	enc.out = appendText(enc.out, title)
	enc.end()
}
