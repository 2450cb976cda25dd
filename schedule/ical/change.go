package ical

import (
	"errors"

	"github.com/withinreach/withinreach/schedule"
)

// change applies what the group says of one date.
func (a *assembly) change(d dated, t telling) {
	o := a.occurrence(d)
	if o.date.IsZero() {
		a.report.lose(d.line, "date", "no date of the years 1900 to 2200")
		return
	}
	v := a.override(d, before(t.rest, a.usual))
	different := v != Override{On: d.original}
	switch {
	case d.cancelled && o.same:
		a.keep(d.original)
		a.except(schedule.Exception{On: d.original, Kind: schedule.Cancel, Reason: t.reason})
	case d.cancelled, d.tentative && !a.event.CallFirst:
		// An exception has no such status with another time, a closure has.
		a.reschedule(d, o, "")
		a.closures = append(a.closures, schedule.Closure{First: o.date, Last: o.date, Unconfirmed: !d.cancelled, Reason: t.reason})
	case t.lead == addedDate && o.date == d.original && !a.has(d.original):
		a.except(a.exception(d, o, schedule.Add, t.reason))
	case t.lead == asUsual && o.date == d.original && !o.same:
		a.keep(d.original) // at another time, of which it makes no words
		a.except(a.exception(d, o, schedule.Add, t.reason))
	case (t.lead == addedDate || t.lead == movedHere) && o.date == d.original && !o.same:
		// At another time, and what sounds like words of Write is a note.
		a.keep(d.original)
		a.except(a.exception(d, o, schedule.Add, ""))
		v, different = a.override(d, before(d.withoutCallFirst(), a.usual)), true
	case t.lead != addedDate && !o.same:
		a.reschedule(d, o, t.reason)
	case t.lead == retimed: // to what others have too
		a.keep(d.original)
		a.except(schedule.Exception{On: d.original, Kind: schedule.Reschedule, To: d.original, Reason: t.reason})
	case t.lead != asUsual:
		// The words of a change that is none here are a note.
		a.reschedule(d, o, "")
		v = a.override(d, before(d.withoutCallFirst(), a.usual))
		different = true
	case t.reason != "":
		a.keep(d.original)
		a.except(schedule.Exception{On: d.original, Kind: schedule.Annotate, Reason: t.reason})
	default:
		a.keep(d.original)
		// A date that is told apart without any difference is so on purpose.
		different = different || (!d.start.utc && a.bare != nil && a.bare.Contains(d.original))
	}
	if different {
		a.event.Overrides = append(a.event.Overrides, v)
	}
}

// A placed date is a dated draft on the wall clock of the event.
type placed struct {
	date  schedule.Date
	start schedule.Clock
	whole bool // the whole day
	same  bool // as the series has it
}

func (a *assembly) occurrence(d dated) placed {
	date, start := d.start.in(a.zone)
	p := placed{date: date, start: start, whole: d.start.allDay()}
	switch {
	case p.whole || a.series.Start.IsZero():
		p.same = p.whole && a.series.Start.IsZero() && date == d.original
	default:
		p.same = d.start.at(a.zone).Equal(a.zone.At(d.original, a.series.Start))
	}
	p.same = p.same && d.length == a.series.Length
	return p
}

// keep makes sure that the series has an original date.
func (a *assembly) keep(d schedule.Date) {
	if !a.has(d) {
		a.addDate(d)
	}
}

// exception returns an exception with what is not as usual. An end or a time
// of day that only one date lacks can't be said.
func (a *assembly) exception(d dated, o placed, kind schedule.ExceptionKind, reason string) schedule.Exception {
	e := schedule.Exception{On: d.original, Kind: kind, Reason: reason}
	if o.date != d.original {
		e.To = o.date
	}
	switch {
	case o.whole && !a.series.Start.IsZero():
		a.report.add(d.line, "change", "one date without a time of day; it keeps that of the others")
	case o.start != a.series.Start && !o.same:
		e.Start = o.start
	}
	switch {
	case d.length == a.series.Length:
	case d.length == 0:
		a.report.add(d.line, "change", "one date without an end; it keeps that of the others")
	default:
		e.Length = d.length
	}
	return e
}

// reschedule gives a date the day, time and length that it has, if they are
// not the usual ones.
func (a *assembly) reschedule(d dated, o placed, reason string) {
	a.keep(d.original)
	if o.same {
		return
	}
	e := a.exception(d, o, schedule.Reschedule, reason)
	if !e.To.IsZero() || !e.Start.IsZero() || e.Length != 0 {
		a.except(e)
	}
}

// override returns what a date says that the event does not.
func (a *assembly) override(d dated, note string) Override {
	e := &a.event
	v := Override{On: d.original, Note: note}
	if title := d.title(); title != e.Summary {
		a.report.add(d.line, "title", "one date has another title, which becomes a note")
		if v.Note = title; note != "" {
			v.Note += "\n\n" + note
		}
	}
	if !endsWith(d.description, a.usual) {
		v.Note, _ = cutCheck(v.Note, a.words)
	}
	switch {
	case d.location == e.Location && equalGeo(d.geo, e.Geo):
	case d.location == "":
		a.report.add(d.line, "change", "one date without the place of the others; it keeps that")
	default:
		v.Location, v.Geo = d.location, d.geo
	}
	switch {
	case d.url == e.URL:
	case d.url == "":
		a.report.add(d.line, "change", "one date without the address of the others; it keeps that")
	default:
		v.URL = d.url
	}
	return v
}

func equalGeo(a, b *Geo) bool {
	return a == b || (a != nil && b != nil && *a == *b)
}

// reason returns what an error of package schedule says, without the package.
func reason(err error) string {
	if field, ok := errors.AsType[*schedule.FieldError](err); ok {
		return field.Field + ", want " + field.Want
	}
	return "it is not valid"
}
