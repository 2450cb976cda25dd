package ical

import "github.com/withinreach/withinreach/schedule"

// description writes what is special about a date, what the event says of
// itself, and where to check.
func (enc *encoder) description(p *plan, o *schedule.Occurrence, override *Override) {
	e := p.event
	enc.out = append(enc.out, "DESCRIPTION:"...)
	start := len(enc.out)
	enc.outcome(p, o)
	if override != nil {
		enc.paragraph(start, "", override.Note)
	}
	if !enc.cal.Discreet {
		enc.paragraph(start, "", e.Description)
	}
	check := e.Check
	if check == "" {
		check = e.URL
	}
	enc.paragraph(start, enc.words.check, check)
	if len(enc.out) == start {
		enc.out = enc.out[:enc.start] // nothing to say
		return
	}
	enc.end()
}

// paragraph appends a text, if there is one, after an empty line unless it is
// the first.
func (enc *encoder) paragraph(start int, label, s string) {
	if s == "" {
		return
	}
	if len(enc.out) > start {
		enc.out = append(enc.out, `\n\n`...)
	}
	enc.out = appendText(append(enc.out, label...), s)
}

// outcome appends in what an occurrence differs from the rule and why, such
// as "Cancelled: snow".
func (enc *encoder) outcome(p *plan, o *schedule.Occurrence) {
	w, start := enc.words, len(enc.out)
	add := func(separator, s string) {
		if s == "" {
			return
		}
		if len(enc.out) > start {
			enc.out = appendText(enc.out, separator)
		}
		enc.out = appendText(enc.out, s)
	}
	if o.Status == schedule.Cancelled {
		add("", w.cancelled)
	} else {
		if isTentative(p.event, o) {
			add("", w.unconfirmed)
		}
		switch {
		case o.Date != o.Original:
			add(". ", w.movedFrom)
			enc.out = w.appendDate(enc.out, o.Original)
		case o.Status == schedule.Moved:
			add(". ", w.retimed)
		case o.Status == schedule.Added:
			add(". ", w.added)
		}
	}
	switch r := o.Reason; {
	case r.Holiday != "":
		add(": ", r.Holiday)
		add(", ", r.Text)
	default:
		add(": ", r.Text)
	}
}
