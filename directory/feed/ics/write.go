package ics

import (
	"errors"
	"io"
	"iter"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule/ical"
)

// Write writes the listings of a snapshot as one calendar and returns what a
// calendar has no place for. The same snapshot and options give the same bytes.
// Through is required. The error is that of w, or of a calendar that is not
// valid, of which nothing is written.
func Write(w io.Writer, snapshot *directory.Snapshot, o feed.WriteOptions) ([]feed.Finding, error) {
	return WriteAll(w, feed.One(snapshot), o)
}

// WriteAll writes the listings of snapshots, one after the other, as one
// calendar, as Write does. It holds one snapshot at a time, and the text of the
// calendar, for its time zones stand before the events and depend on all of them.
func WriteAll(w io.Writer, snapshots iter.Seq[*directory.Snapshot], o feed.WriteOptions) ([]feed.Finding, error) {
	if o.Through.IsZero() {
		return nil, errors.New("ics: through: no date, want the last one to write")
	}
	t := meetings.Teller{Options: o, Holidays: true}
	c := ical.Calendar{Through: o.Through, Language: "en", URL: o.URL, Outlook: o.Inexact == feed.Expand}
	if len(o.Language) >= 2 && o.Language[:2] == "es" {
		c.Language = "es"
	}
	var j joiner
	for t.Snapshot = range snapshots {
		t.Organizations()
		c.Events = c.Events[:0]
		for l := range t.Snapshot.Listings("") {
			c.Events = append(c.Events, events(&t, l, c.Language)...)
		}
		if len(c.Events) == 0 {
			continue
		}
		if err := j.add(c); err != nil {
			return t.Findings, err
		}
	}
	if j.events == nil {
		return t.Findings, ical.Write(w, c)
	}
	return t.Findings, j.write(w)
}

// events returns the events of a listing and reports what they do not say.
func events(t *meetings.Teller, l directory.Listing, language string) []ical.Event {
	events := t.Snapshot.Events(l.ID)
	if len(events) == 0 {
		t.Find(l, program.Warning, "no-dates", "series", "", "it meets by appointment, and a calendar holds dates only")
		return nil
	}
	said := []string{"modified", "sequence"}
	if len(l.Languages) == 1 && l.Languages[0] == language {
		said = append(said, "languages")
	}
	t.Losses(l, said...)
	for _, f := range [][2]string{{"source_id", l.SourceID}, {"status", string(l.Status)}} {
		if f[1] != "" {
			t.Unsaid(l, f[0], f[1])
		}
	}
	if l.Mode == program.ModeHybrid {
		t.Unsaid(l, "mode", string(l.Mode))
	}
	if t.Options.URL != "" {
		for i := range events {
			events[i].Check = t.Options.URL + "/offerings/" + l.ID
		}
	}
	return events
}
