package ics

import (
	"bytes"
	"io"

	"github.com/withinreach/withinreach/schedule/ical"
)

// A joiner makes one calendar of several that are alike but for their events.
type joiner struct {
	head   string            // the lines about the calendar
	names  []string          // of time zones, in the order in which they come
	zones  map[string]string // by name
	events [][]byte
}

var (
	zoneBegins   = []byte("BEGIN:VTIMEZONE\r\n")
	zoneEnds     = []byte("END:VTIMEZONE\r\n")
	calendarEnds = []byte("END:VCALENDAR\r\n")
)

// add takes a calendar. The error says that it is not valid.
func (j *joiner) add(c ical.Calendar) error {
	var text bytes.Buffer
	if err := ical.Write(&text, c); err != nil {
		return err
	}
	rest := bytes.TrimSuffix(text.Bytes(), calendarEnds)
	at := max(0, bytes.Index(rest, zoneBegins)) // every calendar has one
	// The heads differ in when they were changed at most; the last one counts.
	j.head, rest = max(j.head, string(rest[:at])), rest[at:]
	for bytes.HasPrefix(rest, zoneBegins) {
		at := bytes.Index(rest, zoneEnds) + len(zoneEnds)
		j.zone(string(rest[:at]))
		rest = rest[at:]
	}
	j.events = append(j.events, rest)
	return nil
}

// zone takes a time zone. Of two forms of one it keeps that which begins earlier
// and so has all that the other has: it lists more changes, or its rules have
// earlier dates.
func (j *joiner) zone(text string) {
	_, rest, _ := bytes.Cut([]byte(text), []byte("\r\nTZID:"))
	id, _, _ := bytes.Cut(rest, []byte("\r\nBEGIN:"))
	name := string(id)
	old, ok := j.zones[name]
	if !ok {
		j.names = append(j.names, name)
	}
	if len(text) > len(old) || len(text) == len(old) && text < old {
		if j.zones == nil {
			j.zones = map[string]string{}
		}
		j.zones[name] = text
	}
}

// write writes the calendar.
func (j *joiner) write(w io.Writer) error {
	parts := [][]byte{[]byte(j.head)}
	for _, name := range j.names {
		parts = append(parts, []byte(j.zones[name]))
	}
	for _, p := range append(append(parts, j.events...), calendarEnds) {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}
