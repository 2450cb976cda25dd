package ics

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// Read reads a calendar. Each event becomes part of an offering or is refused
// with a finding. An error says that the calendar could not be read; then the
// result holds findings only.
func Read(r io.Reader, o feed.Options) (feed.Result, error) {
	c, err := meetings.NewCollector(o)
	if err != nil {
		return feed.Result{}, err
	}
	limits := o.Limits.WithDefaults()
	options := ical.ReadOptions{Limits: ical.Limits{Bytes: int(limits.Bytes), Components: limits.Records}}
	if o.Zone != "" {
		if options.Zone, err = schedule.LoadZone(o.Zone); err != nil {
			return feed.Result{}, fmt.Errorf("ics: zone %q: %w", o.Zone, err)
		}
	}
	calendar, findings, err := ical.Read(r, options)
	in := reader{Collector: c, language: cmp.Or(calendar.Language, c.Options.Language)}
	in.lines(findings)
	if _, ok := errors.AsType[*ical.LimitError](err); ok {
		return c.Result(), fmt.Errorf("ics: %w: %w", feed.ErrLimit, err)
	}
	if err != nil && !errors.Is(err, ical.ErrUnreadable) {
		return c.Result(), fmt.Errorf("ics: %w", err)
	}
	for _, b := range bundles(calendar.Events) {
		in.offering(b)
		if c.Err() != nil {
			break
		}
	}
	return c.Result(), c.Err()
}

// A reader makes offerings of events.
type reader struct {
	*meetings.Collector
	language string // of the words in the calendar
}

// lines reports what there is to say about lines of the calendar, then the
// components that are lost.
func (in *reader) lines(findings []ical.Finding) {
	for _, f := range findings {
		if !f.Lost {
			in.Return(fmt.Sprintf("line %d", f.Line), "")
			in.Find(program.Warning, f.Code, "", "", f.Message)
		}
	}
	for _, f := range findings {
		if f.Lost {
			in.Begin(fmt.Sprintf("line %d", f.Line), "")
			in.Refuse(f.Code, f.Message)
		}
	}
}

// offering makes one offering of the events of a bundle.
func (in *reader) offering(b bundle) {
	e := b.first
	for _, uid := range b.uids {
		in.Begin("event "+uid, uid)
	}
	o := directory.Offering{
		ID: feed.ID(in.Options.Source, e.UID), Name: meetings.Text(e.Summary), Program: in.Options.Program,
		Organization: in.Home(),
		Revised:      directory.Revised{Modified: e.Modified, Sequence: e.Sequence},
	}
	o.Source, o.SourceID = in.Options.Source, e.UID
	series, derived := b.series()
	if today := in.Options.Today; !today.IsZero() {
		if _, last := series.Bounds(); !last.IsZero() && last.Before(today) {
			in.Refuse("past", "all of its dates are over")
			return
		}
	}
	if derived {
		o.Derived = []string{"series"}
		in.Find(program.Warning, "series-derived", "series", series.Rule.String(), fmt.Sprintf("%d single dates, read as a rule from the first to the last", len(b.dates)))
	}
	note := in.Public("description", meetings.Text(e.Description))
	if e.URL != "" {
		note = strings.TrimSpace(note + "\n" + e.URL)
	}
	in.place(&o, e, &note)
	if note != "" {
		o.Note = program.Text{in.language: note}
	}
	o.Series = []schedule.Series{series}
	for _, v := range e.Overrides {
		in.override(&o, v)
	}
	in.closed(&o, e)
	in.Add(o)
}

// override says in words what is not as usual on one date.
func (in *reader) override(o *directory.Offering, v ical.Override) {
	note := in.Public("description", meetings.Text(v.Note))
	for _, s := range []string{meetings.Text(v.Location), v.URL} {
		if s != "" {
			note = strings.TrimSpace(note + "\n" + s)
		}
	}
	if v.Location != "" {
		in.Find(program.Warning, "place-in-note", "location", v.On.String(), "one date at another place, which is in its note only")
	}
	if note != "" {
		o.Overrides = append(o.Overrides, directory.Override{On: v.On, Note: program.Text{in.language: note}})
	}
}

// maxClosed bounds the search for dates that a calendar calls unconfirmed.
const maxClosed = 1000

// closed says what a timetable knows and a series cannot: dates that are
// unconfirmed, or cancelled with another time, and events that are cancelled as
// a whole.
func (in *reader) closed(o *directory.Offering, e ical.Event) {
	if e.CallFirst {
		in.Find(program.Warning, "tentative", "status", "", "all of its dates are tentative; nobody has confirmed it")
	}
	n, held := 0, false
	for d := range e.Timetable.All(schedule.Date{}, schedule.Date{}) {
		if n++; n > maxClosed {
			break
		}
		held = held || d.Status != schedule.Cancelled
		if d.Reason.Code != schedule.ByClosure {
			continue
		}
		said := "Call first"
		if d.Status == schedule.Cancelled {
			said = "Cancelled"
		}
		if in.language == "es" {
			said = map[string]string{"Call first": "Llame antes", "Cancelled": "Cancelado"}[said]
		}
		in.Find(program.Warning, "status-in-note", "status", d.Original.String(), "a date that is not confirmed, or cancelled; that is in its note only")
		note(o, d.Original, in.language, said)
	}
	if n > 0 && !held {
		o.Status, o.Overrides = directory.Suspended, nil
		in.Find(program.Warning, "cancelled", "status", "", "the event is cancelled; the offering is suspended")
	}
}

// note puts a text before the note of a date.
func note(o *directory.Offering, on schedule.Date, language, said string) {
	for i := range o.Overrides {
		if o.Overrides[i].On == on {
			o.Overrides[i].Note = program.Text{language: said + "\n" + o.Overrides[i].Note.In(language)}
			return
		}
	}
	o.Overrides = append(o.Overrides, directory.Override{On: on, Note: program.Text{language: said}})
}
