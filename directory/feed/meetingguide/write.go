package meetingguide

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// A meeting is a record as Write writes it.
type meeting struct {
	Name          string   `json:"name"`
	Slug          string   `json:"slug"`
	Day           any      `json:"day,omitempty"` // a number, or several
	Time          string   `json:"time,omitempty"`
	EndTime       string   `json:"end_time,omitempty"`
	Timezone      string   `json:"timezone,omitempty"`
	Types         []string `json:"types"`
	Notes         string   `json:"notes,omitempty"`
	Location      string   `json:"location,omitempty"`
	LocationNotes string   `json:"location_notes,omitempty"`
	Formatted     string   `json:"formatted_address,omitempty"`
	Address       string   `json:"address,omitempty"`
	City          string   `json:"city,omitempty"`
	State         string   `json:"state,omitempty"`
	PostalCode    string   `json:"postal_code,omitempty"`
	Approximate   string   `json:"approximate"`
	Latitude      *float64 `json:"latitude,omitempty"`
	Longitude     *float64 `json:"longitude,omitempty"`
	Link          string   `json:"conference_url,omitempty"`
	LinkNotes     string   `json:"conference_url_notes,omitempty"`
	Phone         string   `json:"conference_phone,omitempty"`
	PhoneNotes    string   `json:"conference_phone_notes,omitempty"`
	URL           string   `json:"url,omitempty"`
	Updated       string   `json:"updated,omitempty"`
	Entity        string   `json:"entity,omitempty"`
	EntityEmail   string   `json:"entity_email,omitempty"`
	EntityPhone   string   `json:"entity_phone,omitempty"`
	EntityWebsite string   `json:"entity_website_url,omitempty"`
}

// Write writes the listings of a snapshot and returns what the format could
// not say of them. The same snapshot and options give the same bytes. The error
// is that of w.
func Write(w io.Writer, snapshot *directory.Snapshot, o feed.WriteOptions) ([]feed.Finding, error) {
	return WriteAll(w, feed.One(snapshot), o)
}

// WriteAll writes the listings of snapshots, one after the other, as one feed, as
// Write does. It holds one snapshot at a time, and the slugs.
func WriteAll(w io.Writer, snapshots iter.Seq[*directory.Snapshot], o feed.WriteOptions) ([]feed.Finding, error) {
	o.Language = cmp.Or(o.Language, "en")
	out := writer{Teller: meetings.Teller{Options: o}, used: map[string]bool{}}
	buffer := bufio.NewWriter(w)
	separator := "[\n"
	enc := json.NewEncoder(buffer)
	enc.SetEscapeHTML(false)
	for snapshot := range snapshots {
		out.begin(snapshot)
		for m := range out.meetings() {
			_, _ = buffer.WriteString(separator) // the buffer keeps its error
			separator = ","
			if err := enc.Encode(m); err != nil {
				return out.Findings, err
			}
		}
	}
	if separator == "[\n" {
		_, _ = buffer.WriteString("[")
	}
	_, _ = buffer.WriteString("]\n")
	return out.Findings, buffer.Flush()
}

// said are the fields that the format has a place for, or of which the writer
// says itself what is lost.
var said = []string{"languages", "audience.relations", "audience.focus", "topics", "join_by", "join.url", "join.phone", "join.note", "modified",
	"place.room", "place.note", "place.access", "place.approximate"}

// A writer makes records of listings.
type writer struct {
	meetings.Teller
	keys map[string]int  // how often each key in a source is used
	used map[string]bool // slugs so far
}

// begin goes on to a snapshot.
func (w *writer) begin(snapshot *directory.Snapshot) {
	w.Snapshot, w.keys = snapshot, keys(snapshot)
	w.Organizations("name", "website")
}

// meetings yields the records of the snapshot at hand.
func (w *writer) meetings() iter.Seq[meeting] {
	return func(yield func(meeting) bool) {
		for l := range w.Snapshot.Listings("") {
			slots := w.Slots(l)
			if len(slots) > 0 {
				w.Losses(l, said...)
			}
			for _, slot := range slots {
				if !yield(w.meeting(slot)) {
					return
				}
			}
		}
	}
}

// keys counts how often each key in a source is used.
func keys(snapshot *directory.Snapshot) map[string]int {
	n := map[string]int{}
	for l := range snapshot.Listings("") {
		n[l.SourceID]++
	}
	return n
}

// slug returns the slug of a meeting: the key that it had in its source, if no
// other listing has that, or else its ID; with the ID of the series if there are
// several.
func (w *writer) slug(s meetings.Slot) string {
	key := s.Listing.SourceID
	if key == "" || w.keys[key] > 1 {
		key = s.Listing.ID
	}
	if s.Series != "" {
		key += "-" + s.Series
	}
	slug := slugOf(key)
	if w.used[slug] {
		slug = slugOf(s.Listing.ID + " " + s.Series)
	}
	w.used[slug] = true
	if slug != cmp.Or(s.Listing.SourceID, s.Listing.ID) {
		w.Find(s.Listing, program.Info, "slug-changed", "source_id", slug, "a slug is unique and has at most 64 letters, digits and hyphens")
	}
	return slug
}

// maxName is the greatest length of a name in characters.
const maxName = 255

func (w *writer) meeting(s meetings.Slot) meeting {
	l := s.Listing
	m := meeting{Name: l.Name, Slug: w.slug(s), Timezone: s.Zone, Approximate: "no"}
	if r := []rune(m.Name); len(r) > maxName {
		m.Name = string(r[:maxName])
		w.Find(l, program.Warning, "text-cut", "name", "", "a name has at most 255 characters")
	}
	w.when(&m, s)
	w.types(&m, l)
	w.place(&m, l)
	notes := []string{s.Words, l.Note.In(w.Options.Language)}
	if l.Status == directory.Active {
		m.join(l)
		notes = append(notes, w.HowToJoin(l))
	}
	m.Notes = paragraphs(notes...)
	if w.Options.URL != "" {
		m.URL = w.Options.URL + "/offerings/" + l.ID
	}
	if !l.Modified.IsZero() {
		m.Updated = l.Modified.UTC().Format("2006-01-02 15:04:05")
	}
	w.entity(&m, l)
	return m
}

func paragraphs(texts ...string) string {
	var parts []string
	for _, t := range texts {
		if t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, "\n\n")
}

// longest is what the end of a meeting can say: at the same time on the next day
// it would be over as it begins.
const longest = 24 * time.Hour

func (w *writer) when(m *meeting, s meetings.Slot) {
	switch {
	case len(s.Days) == 1:
		m.Day = int(s.Days[0])
	case len(s.Days) > 1:
		m.Day = s.Days
	}
	if s.Start.IsZero() {
		return
	}
	m.Time = hourMinute(s.Start.Seconds())
	if s.Start.Seconds()%60 != 0 {
		w.Unsaid(s.Listing, "series.start", s.Start.String())
	}
	end := s.Start.Seconds() + int(s.Length.Seconds())
	if s.Length >= longest || s.Length > 0 && end%60 != s.Start.Seconds()%60 {
		w.Unsaid(s.Listing, "series.length", s.Length.String())
	}
	if s.Length >= time.Minute && s.Length < longest {
		m.EndTime = hourMinute(end)
	}
}

// hourMinute returns "HH:MM" for seconds after midnight, also on the next day.
func hourMinute(seconds int) string {
	minutes := seconds / 60 % (24 * 60)
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return two(minutes/60) + ":" + two(minutes%60)
}

// join writes the way in, if it is public.
func (m *meeting) join(l directory.Listing) {
	m.Link, m.Phone = l.Join.URL, l.Join.Phone
	note := l.Join.Note
	if l.JoinBy == directory.WithoutPasscode {
		note = paragraphs(note, "Ask for the passcode.")
	}
	switch {
	case m.Link != "":
		m.LinkNotes = note
	case m.Phone != "":
		m.PhoneNotes = note
	}
}

// types writes the codes.
func (w *writer) types(m *meeting, l directory.Listing) {
	org, _ := w.Snapshot.Organization(l.Organization)
	codes, unsaid := meetings.CodesOf(meetings.FactsOf(l, cmp.Or(org.Language, "en")))
	for _, u := range unsaid {
		w.Unsaid(l, u[0], u[1])
	}
	m.Types = append([]string{}, codes...)
	switch {
	case l.Status != directory.Active:
		if m.Types = append(m.Types, codeClosed); l.Mode != program.ModeInPerson {
			w.Unsaid(l, "mode", string(l.Mode))
		}
	case l.Mode != program.ModeInPerson:
		m.Types = append(m.Types, codeOnline)
		if l.Mode == program.ModeTelephone {
			w.Unsaid(l, "mode", string(l.Mode))
		}
	}
}

// place writes where people meet. A meeting online gets the state of its
// organization, for the format drops records without any place.
func (w *writer) place(m *meeting, l directory.Listing) {
	p := l.Place
	if p == nil {
		org, _ := w.Snapshot.Organization(l.Organization)
		m.Location, m.Approximate = "Online", "yes"
		m.Formatted = strings.TrimPrefix(org.State+", USA", ", ")
		w.Find(l, program.Info, "place-approximate", "place", m.Formatted, "the format wants a place of meetings online too")
		return
	}
	a := p.Address
	m.Location, m.LocationNotes = p.Name, p.Note
	if p.Room != "" {
		m.LocationNotes = paragraphs(p.Room, p.Note)
		w.Find(l, program.Info, "not-said", "place.room", p.Room, "it stands before the note about the place")
	}
	m.Formatted, m.Address, m.City, m.State, m.PostalCode = a.String(), a.Street, a.City, a.State, a.ZIP
	if m.Formatted == "" {
		w.Find(l, program.Warning, "address-missing", "place.address", "", "readers drop a meeting without an address")
	}
	if len(a.State) == 2 && m.Formatted != "" {
		m.Formatted += ", USA"
	}
	if p.Approximate {
		m.Approximate = "yes"
	}
	if !p.Point.IsZero() {
		lat, lng := p.Point.Lat(), p.Point.Lng()
		m.Latitude, m.Longitude = &lat, &lng
	}
}

// entity writes who offers the meeting, unless the organization was made for a
// source and says nothing.
func (w *writer) entity(m *meeting, l directory.Listing) {
	org, ok := w.Snapshot.Organization(l.Organization)
	if !ok || org.ID == org.Source && org.SourceID == "" {
		return
	}
	m.Entity, m.EntityWebsite = org.Name, org.Website
	for _, c := range org.Contacts {
		if m.EntityEmail == "" && m.EntityPhone == "" && !c.Vacant {
			m.EntityEmail, m.EntityPhone = c.Email, c.Phone
		}
	}
}
