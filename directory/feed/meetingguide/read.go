package meetingguide

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// Read reads a feed. Each record becomes an offering or is refused with a
// finding. An error says that the rest of the source could not be read; the
// result holds what was read before.
func Read(r io.Reader, o feed.Options) (feed.Result, error) {
	c, err := meetings.NewCollector(o)
	if err != nil {
		return feed.Result{}, err
	}
	in := reader{Collector: c}
	for e, err := range jsonin.Elements(r, o.Limits, "values") {
		if err != nil {
			return c.Result(), fmt.Errorf("meetingguide: %w", err)
		}
		if e.Number == 0 {
			if !in.begun {
				return c.Result(), errors.New("meetingguide: an object, want an array of meetings")
			}
			continue
		}
		in.element(e)
		if c.Err() != nil {
			break
		}
	}
	return c.Result(), c.Err()
}

// A reader makes offerings of records.
type reader struct {
	*meetings.Collector
	begun   bool
	columns []string // of a sheet
}

// element reads one element of the array.
func (in *reader) element(e jsonin.Element) {
	first := !in.begun
	in.begun = true
	if first && e.Value.Kind() == jsonin.Array {
		for _, cell := range e.Value.List() {
			in.columns = append(in.columns, column(cell.Text()))
		}
		return
	}
	var r record
	switch {
	case e.Err == nil && e.Value.Kind() == jsonin.Object:
		r = readRecord(in.Collector, e.Value)
	case e.Err == nil && e.Value.Kind() == jsonin.Array && in.columns != nil:
		r = readRow(in.Collector, in.columns, e.Value)
	}
	in.Begin(e.Place(), cmp.Or(r.slug, r.id))
	switch {
	case e.Err != nil:
		in.Refuse("not-json", e.Err.Error())
	case e.Value.Kind() != jsonin.Object && in.columns == nil:
		in.Refuse("not-an-object", "a "+e.Value.Kind().String()+", want an object")
	default:
		for _, field := range e.Cut {
			in.Find(program.Warning, "text-cut", field, "", "longer than the limit, so its end is missing")
		}
		in.offering(&r)
	}
}

// offering makes the offering of a record.
func (in *reader) offering(r *record) {
	o := directory.Offering{
		Name: meetings.Text(r.name), Program: in.Options.Program, Organization: in.organization(r),
		Revised: directory.Revised{Modified: in.updated(r.updated)},
	}
	if key := cmp.Or(r.slug, r.id); key != "" {
		o.SourceID = key
	} else {
		sum := sha256.Sum256([]byte(strings.Join([]string{r.name, r.day.Text(), r.time, r.formatted, r.address, r.location}, "\x00")))
		o.SourceID = "~" + hex.EncodeToString(sum[:8])
		in.Find(program.Warning, "slug-missing", "slug", "", "no key; one was made of the name, time and place, and changes with them")
	}
	o.Source, o.ID = in.Options.Source, feed.ID(in.Options.Source, slugOf(o.SourceID))
	if o.Name == "" && o.Program == "" {
		if o.Name = meetings.Text(cmp.Or(r.location, r.formatted, r.address)); o.Name == "" {
			in.Refuse("name-missing", "neither a name nor a place")
			return
		}
		in.Find(program.Warning, "name-missing", "name", "", "no name; it has that of the place")
	}
	codes, facts := in.codes(r)
	o.Audience = program.Audience{Relations: facts.Relations, Focus: facts.Focus}
	o.Topics = facts.Topics
	if l := facts.Languages; len(l) != 1 || l[0] != in.Options.Language {
		o.Languages = l
	}
	p := in.place(r)
	o.Mode, o.Status = in.mode(r, codes, p)
	note := in.join(r, &o)
	o.Venue = in.venue(r, p, &o, facts.Access)
	o.Note = in.note(r.notes, r.groupNote, note)
	in.series(r, p, &o)
	in.Add(o)
}

// note joins the notes about a meeting.
func (in *reader) note(texts ...string) program.Text {
	var parts []string
	for _, t := range texts {
		if t = in.Public("notes", meetings.Text(t)); t != "" {
			parts = append(parts, t)
		}
	}
	if parts == nil {
		return nil
	}
	return program.Text{in.Options.Language: strings.Join(parts, "\n\n")}
}

// join sets the way into a meeting and returns a note about it that belongs to
// the others, since there is no link to go with it.
func (in *reader) join(r *record, o *directory.Offering) (note string) {
	join, by := in.JoinOf(r.link, r.phone, meetings.Text(r.linkNote), meetings.Text(r.phoneNote))
	switch {
	case o.Status == directory.Suspended:
		if by != directory.OnRequest {
			in.Find(program.Info, "join-unused", "conference_url", "", "a way to join, though the meeting is suspended; left out")
		}
		return ""
	case by == directory.OnRequest:
		return join.Note
	}
	o.Join, o.JoinBy = join, by
	return ""
}

// organization returns the ID of who offers the meeting.
func (in *reader) organization(r *record) string {
	name := meetings.Text(r.entity)
	if name == "" {
		return in.Home()
	}
	o := directory.Organization{
		ID: feed.ID(in.Options.Source, "entity "+name), Name: name, Zone: in.Options.Zone,
		Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: name}},
	}
	if in.Options.Language != "en" {
		o.Language = in.Options.Language
	}
	if strings.HasPrefix(r.entityWeb, "http") {
		o.Website = r.entityWeb
	}
	if r.entityEmail != "" || r.entityPhone != "" {
		o.Contacts = []directory.Contact{{Role: "office", Phone: r.entityPhone, Email: r.entityEmail}}
	}
	if r.entityPlace != "" {
		in.Unread("entity_location")
	}
	return in.Organization(o)
}

// updated reads when a record was last changed; zero is not known.
func (in *reader) updated(text string) time.Time {
	text = strings.TrimSpace(text)
	if text == "" {
		return time.Time{}
	}
	for i, layout := range []string{"2006-01-02 15:04:05", time.RFC3339, "2006-01-02", "1/2/2006 3:04:05 PM", "1/2/2006 15:04:05", "1/2/2006"} {
		t, err := time.Parse(layout, text)
		if err != nil || t.Year() < schedule.MinYear || t.Year() > schedule.MaxYear {
			continue
		}
		if i > 2 {
			in.Find(program.Info, "updated-form", "updated", text, "want YYYY-MM-DD HH:MM:SS; the zone is not known and taken for UTC")
		}
		return t.UTC().Truncate(time.Second)
	}
	in.Find(program.Warning, "updated-unread", "updated", text, "want YYYY-MM-DD HH:MM:SS")
	return time.Time{}
}

// maxSlug is the greatest length of a slug.
const maxSlug = 64

// slugOf returns a key as a slug: itself if it can be one, or else what can be
// kept of it and a sum.
func slugOf(key string) string {
	good := key != "" && len(key) <= maxSlug
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.~", r) {
			return r
		}
		good = false
		return '-'
	}, key)
	if good {
		return key
	}
	sum := sha256.Sum256([]byte(key))
	return strings.Trim(clean[:min(len(clean), maxSlug-17)], "-") + "-" + hex.EncodeToString(sum[:8])
}
