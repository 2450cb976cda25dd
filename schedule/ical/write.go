package ical

import (
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/withinreach/withinreach/schedule"
)

// How a calendar is written, in the order of the files:
//
//	validate.go    what can't be written is refused first
//	timezone.go    the zones and their changes of clocks are found
//	vtimezone.go   and written, by a yearly rule each way if there is one (yearly.go)
//	plan.go        the dates of an event are sorted by how each is written
//	event.go       and written: the rule (rule.go), what differs from it, and
//	               what is said of each date (description.go, words.go)
//	text.go        values become text, without a way to forge a property

// ContentType is the media type of what Write writes, for the header of that
// name.
const ContentType = "text/calendar; charset=utf-8"

// Write writes a calendar as one iCalendar object. If the calendar is not valid
// it writes nothing and returns the error of Validate; else the error is that of
// w.
//
// It holds 32 KiB and the largest event in memory, whatever the number of
// events, and calls w.Write once for about as much. An event takes about a
// microsecond and 15 ns for each of its dates up to Through, and allocates
// nothing unless it has a rule as well as explicit or added dates. Timetables
// may be written by several goroutines at once.
func Write(w io.Writer, c Calendar) error {
	if err := c.Validate(); err != nil {
		return err
	}
	enc := newEncoder(w, &c)
	enc.calendar()
	for i := range enc.zones {
		enc.timezone(&enc.zones[i])
	}
	for i := range c.Events {
		enc.event(&c.Events[i])
		if enc.flush(flushSize); enc.err != nil {
			break
		}
	}
	enc.line("END:VCALENDAR")
	enc.flush(0)
	return enc.err
}

const (
	maxLine   = 75 // octets (RFC 5545, 3.1)
	flushSize = 32 << 10
)

// An encoder writes one calendar. Lines are appended to out, each finished by
// end.
type encoder struct {
	cal   *Calendar
	words *words
	zones []zone
	rules map[schedule.Rule]recurrence
	plan  plan // of the event being written

	to    io.Writer
	err   error  // the first of to
	out   []byte // finished lines, and the one being written
	start int    // of the line being written in out
	long  []byte // a line being folded
}

func newEncoder(w io.Writer, c *Calendar) *encoder {
	enc := &encoder{
		cal: c, words: languages[c.Language], rules: make(map[schedule.Rule]recurrence),
		to: w, out: make([]byte, 0, flushSize+4<<10),
	}
	for i := range c.Events {
		enc.addZone(&c.Events[i])
	}
	if len(enc.zones) == 0 { // RFC 5545 wants something in every calendar
		enc.zones = []zone{newZone(schedule.NewZone(time.UTC), c.Through)}
	}
	for i := range enc.zones {
		enc.zones[i].load(c.Through)
	}
	return enc
}

// recurrence returns what newRecurrence does, and remembers it: most
// calendars have few different rules.
func (enc *encoder) recurrence(r schedule.Rule) recurrence {
	known, ok := enc.rules[r]
	if !ok {
		known = newRecurrence(r, enc.cal.Outlook)
		enc.rules[r] = known
	}
	return known
}

// line writes a line that needs no escapes.
func (enc *encoder) line(s string) {
	enc.out = append(enc.out, s...)
	enc.end()
}

// text writes a property of the type TEXT, unless it is empty.
func (enc *encoder) text(name, value string) {
	if value != "" {
		enc.out = append(append(enc.out, name...), ':')
		enc.out = appendText(enc.out, value)
		enc.end()
	}
}

// uri writes a property of the type URI, with ":" in name, unless it is empty.
func (enc *encoder) uri(name, value string) {
	if value != "" {
		enc.out = appendURI(append(enc.out, name...), value)
		enc.end()
	}
}

// time writes a property of the type DATE-TIME in UTC.
func (enc *encoder) time(name string, t time.Time) {
	enc.out = appendUTC(append(append(enc.out, name...), ':'), t)
	enc.end()
}

// end finishes a line, folded where it is too long.
func (enc *encoder) end() {
	if len(enc.out)-enc.start > maxLine {
		enc.fold()
	}
	enc.out = append(enc.out, '\r', '\n')
	enc.start = len(enc.out)
}

// fold breaks the line being written between characters. The space that
// begins a continuation counts.
func (enc *encoder) fold() {
	enc.long = append(enc.long[:0], enc.out[enc.start:]...)
	enc.out = enc.out[:enc.start]
	rest := enc.long
	for room := maxLine; len(rest) > room; room = maxLine - 1 {
		n := room
		for !utf8.RuneStart(rest[n]) {
			n--
		}
		enc.out = append(append(enc.out, rest[:n]...), "\r\n "...)
		rest = rest[n:]
	}
	enc.out = append(enc.out, rest...)
}

// flush hands on what has been written if it is more than size.
func (enc *encoder) flush(size int) {
	if len(enc.out) <= size || enc.err != nil {
		return
	}
	if _, err := enc.to.Write(enc.out); err != nil {
		enc.err = fmt.Errorf("ical: writing the calendar: %w", err)
	}
	enc.out, enc.start = enc.out[:0], 0
}

// calendar writes the properties of the calendar. There is no METHOD, which
// would make it a message that needs an organizer.
func (enc *encoder) calendar() {
	c := enc.cal
	name, description, product := c.Name, c.Description, c.Product
	if c.Discreet {
		name, description = enc.words.meetings, ""
	}
	if product == "" {
		product = "-//Within Reach//Within Reach//EN"
	}
	enc.line("BEGIN:VCALENDAR")
	enc.line("VERSION:2.0")
	enc.text("PRODID", product)
	enc.line("CALSCALE:GREGORIAN")
	enc.text("NAME", name)
	enc.text("X-WR-CALNAME", name)
	for _, property := range [...]string{"DESCRIPTION:", "X-WR-CALDESC:"} {
		enc.out = appendText(append(enc.out, property...), description)
		if description != "" {
			enc.out = append(enc.out, `\n\n`...)
		}
		enc.out = enc.words.appendDate(append(enc.out, enc.words.completeThrough...), c.Through)
		enc.out = append(enc.out, '.')
		enc.end()
	}
	enc.uri("URL:", c.URL)
	enc.uri("SOURCE;VALUE=URI:", c.Source)
	if len(c.Events) > 0 {
		newest := slices.MaxFunc(c.Events, func(a, b Event) int { return a.Modified.Compare(b.Modified) })
		enc.time("LAST-MODIFIED", newest.Modified)
	}
	refresh := c.Refresh
	if refresh == 0 {
		refresh = 12 * time.Hour
	}
	for _, property := range [...]string{"REFRESH-INTERVAL;VALUE=DURATION:", "X-PUBLISHED-TTL:"} {
		enc.out = appendMinutes(append(enc.out, property...), refresh)
		enc.end()
	}
}
