package ics

import (
	"errors"
	"io"

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
	if o.Through.IsZero() {
		return nil, errors.New("ics: through: no date, want the last one to write")
	}
	t := meetings.Teller{Snapshot: snapshot, Options: o, Holidays: true}
	c := ical.Calendar{Through: o.Through, Language: "en", URL: o.URL, Outlook: o.Inexact == feed.Expand}
	if len(o.Language) >= 2 && o.Language[:2] == "es" {
		c.Language = "es"
	}
	t.Organizations()
	for l := range snapshot.Listings("") {
		events := snapshot.Events(l.ID)
		if len(events) == 0 {
			t.Find(l, program.Warning, "no-dates", "series", "", "it meets by appointment, and a calendar holds dates only")
			continue
		}
		said := []string{"modified", "sequence"}
		if len(l.Languages) == 1 && l.Languages[0] == c.Language {
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
		for i := range events {
			if o.URL != "" {
				events[i].Check = o.URL + "/offerings/" + l.ID
			}
		}
		c.Events = append(c.Events, events...)
	}
	return t.Findings, ical.Write(w, c)
}
