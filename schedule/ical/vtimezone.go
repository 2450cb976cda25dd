package ical

import (
	"slices"
	"time"
)

// timezone writes a VTIMEZONE: one yearly rule each way if these give every
// change, which is the form that Outlook accepts, else the irregular changes
// before them one by one.
func (enc *encoder) timezone(z *zone) {
	year := min(z.first.Year(), 1970) // any that is early enough
	rules, irregular, ok := z.yearly()
	always := ok && irregular == 0 && rules[0].before() < z.begin && rules[1].before() < z.begin
	enc.line("BEGIN:VTIMEZONE")
	enc.text("TZID", z.zone.Name())
	if !always {
		enc.initial(z, year)
	}
	for i, c := range z.changes[:irregular] {
		if !slices.ContainsFunc(z.changes[:i], c.isLike) {
			enc.irregular(z.changes[i:irregular])
		}
	}
	for i := 0; ok && i < len(rules); i++ {
		r, at := &rules[i], rules[i].at
		if always {
			at = r.in(year)
		}
		enc.beginObservance(r.clockChange, at)
		enc.out = r.append(append(enc.out, "RRULE:"...))
		enc.end()
		enc.endObservance(r.clockChange)
	}
	enc.line("END:VTIMEZONE")
}

// initial writes the offset that is in force before the first change.
func (enc *encoder) initial(z *zone, year int) {
	name, offset := time.Unix(z.begin, 0).In(z.zone.Location()).Zone()
	c := clockChange{from: offset, to: offset, name: name}
	day := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
	enc.beginObservance(c, day.Unix()-int64(offset))
	enc.endObservance(c)
}

// irregular writes the first change of a list and those like it. The first is
// an RDATE too, since ical.js overlooks DTSTART beside others.
func (enc *encoder) irregular(list []clockChange) {
	enc.beginObservance(list[0], list[0].at)
	for _, c := range list {
		if c.isLike(list[0]) {
			enc.out = appendWall(append(enc.out, "RDATE:"...), c.at+int64(c.from))
			enc.end()
		}
	}
	enc.endObservance(list[0])
}

// isLike reports whether both changes can be repetitions of one.
func (c clockChange) isLike(d clockChange) bool {
	return c.from == d.from && c.to == d.to && c.name == d.name
}

// beginObservance begins the part of a VTIMEZONE for a change, with at as its
// first instant.
func (enc *encoder) beginObservance(c clockChange, at int64) {
	enc.line("BEGIN:" + c.kind())
	enc.out = appendWall(append(enc.out, "DTSTART:"...), at+int64(c.from))
	enc.end()
	enc.out = appendOffset(append(enc.out, "TZOFFSETFROM:"...), c.from)
	enc.end()
	enc.out = appendOffset(append(enc.out, "TZOFFSETTO:"...), c.to)
	enc.end()
	enc.text("TZNAME", c.name)
}

func (enc *encoder) endObservance(c clockChange) { enc.line("END:" + c.kind()) }

// kind returns the name of the part: clocks go forward to DAYLIGHT.
func (c clockChange) kind() string {
	if c.to > c.from {
		return "DAYLIGHT"
	}
	return "STANDARD"
}

// appendWall appends a DATE-TIME without zone, given as the Unix second at
// which UTC shows it.
func appendWall(b []byte, second int64) []byte {
	return time.Unix(second, 0).UTC().AppendFormat(b, "20060102T150405")
}
