package bmlt

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/jsonin"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
)

// Read reads a list of which nothing else is known: see [Server.Read].
func Read(r io.Reader, o feed.Options) (feed.Result, error) { return Server{}.Read(r, o) }

// Read reads the answer to GetSearchResults. Each meeting becomes an offering or
// is refused with a finding. Formats in the answer are added to those of the
// server. An error says that the rest of the source could not be read; the
// result holds what was read before.
func (s Server) Read(r io.Reader, o feed.Options) (feed.Result, error) {
	c, err := meetings.NewCollector(o)
	if err != nil {
		return feed.Result{}, err
	}
	in := reader{Collector: c, server: s, lexicon: s.senses(), asked: map[string]bool{}}
	for e, err := range jsonin.Elements(r, o.Limits, "meetings", "formats") {
		switch {
		case err != nil:
			in.kept()
			return c.Result(), fmt.Errorf("bmlt: %w", err)
		case e.Number == 0 && !in.begun:
			return c.Result(), errors.New("bmlt: an object, want an array of meetings, or an object that holds one")
		case e.Number == 0:
		case e.Member == "formats":
			if e.Err == nil {
				in.server.Formats = append(slices.Clip(in.server.Formats), formatOf(e.Value))
			}
		default:
			in.element(e)
		}
		if c.Err() != nil {
			break
		}
	}
	in.kept()
	return c.Result(), c.Err()
}

// A reader makes offerings of meetings.
type reader struct {
	*meetings.Collector
	server  Server
	lexicon *lexicon
	asked   map[string]bool // organizations whose holidays were asked for
	begun   bool
	late    []element // wait for the formats that come after them
}

// An element is a meeting or a bad one.
type element struct {
	record meeting
	place  string
	cut    []string
	err    error
}

// element reads one element, or keeps it until the formats are known.
func (in *reader) element(e jsonin.Element) {
	in.begun = true
	x := element{place: e.Place(), cut: e.Cut, err: e.Err}
	switch {
	case e.Err != nil:
	case e.Value.Kind() != jsonin.Object:
		x.err = fmt.Errorf("a %v, want an object", e.Value.Kind())
	default:
		in.fields(&x.record, e.Value)
	}
	if e.Member == "" {
		in.take(&x)
	} else {
		in.late = append(in.late, x)
	}
}

// kept reads what waited for the formats.
func (in *reader) kept() {
	if in.late != nil {
		in.lexicon = in.server.senses()
	}
	for i := range in.late {
		in.take(&in.late[i])
	}
	in.late = nil
}

// fields takes the fields of an object and counts those that have no place.
func (in *reader) fields(m *meeting, v jsonin.Value) {
	for name, value := range v.Members() {
		text := value.Text()
		switch f, ok := fieldOf(name); {
		case ok:
			m[f] = text
		case text == "" || strings.HasPrefix(name, "contact_") || strings.HasPrefix(name, "email_") || name == "id":
		default:
			in.Unread(name)
		}
	}
	for _, f := range []field{fieldWorld, fieldNeighborhood, fieldCounty} {
		if m[f] != "" {
			in.Unread(names[f])
		}
	}
}

// mark is what old servers write between the prompt for a field and its value.
const mark = "#@-@#"

// take makes the offering of a meeting.
func (in *reader) take(x *element) {
	m := &x.record
	in.Begin(x.place, m[fieldID])
	if x.err != nil {
		in.Refuse("not-json", x.err.Error())
		return
	}
	if p := m[fieldPublished]; p != "" && p != "1" {
		in.Refuse("not-published", "the server does not show it to the public")
		return
	}
	for _, name := range x.cut {
		in.Find(program.Warning, "text-cut", name, "", "longer than the limit, so its end is missing")
	}
	marked := false
	for i := range m {
		if at := strings.LastIndex(m[i], mark); at >= 0 {
			m[i], marked = m[i][at+len(mark):], true
		}
	}
	if marked {
		in.Find(program.Info, "prompt-removed", "", "", "fields begin with the prompts of an old server; they are left out")
	}
	in.offering(m)
}

func (in *reader) offering(m *meeting) {
	o := directory.Offering{
		ID: feed.ID(in.Options.Source, m[fieldID]), Name: meetings.Text(m[fieldName]), Program: in.Options.Program,
		Organization: in.organization(m), Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: m[fieldID]}},
	}
	if o.Name == "" && o.Program == "" {
		if o.Name = meetings.Text(cmp.Or(m[fieldLocation], m[fieldStreet])); o.Name == "" {
			in.Refuse("name-missing", "neither a name nor a place")
			return
		}
		in.Find(program.Warning, "name-missing", "meeting_name", "", "no name; it has that of the place")
	}
	facts, present := in.formats(m)
	o.Audience = program.Audience{Relations: facts.Relations, Focus: facts.Focus}
	o.Topics = facts.Topics
	if l := facts.Languages; len(l) != 1 || l[0] != in.Options.Language {
		o.Languages = l
	}
	o.Mode, o.Status = in.mode(m, present)
	note := meetings.Text(m[fieldComments])
	join, by := in.JoinOf(m[fieldLink], m[fieldPhone], meetings.Text(m[fieldLinkInfo]))
	switch {
	case by != directory.OnRequest:
		o.Join, o.JoinBy = join, by
	case join.Note != "":
		note = strings.TrimSpace(note + "\n\n" + join.Note)
	}
	if note = in.Public("comments", note); note != "" {
		o.Note = program.Text{in.Options.Language: note}
	}
	place := in.placeNote(m)
	o.Venue = in.venue(m, &o, place, facts.Access)
	in.series(m, &o, place, present)
	in.Add(o)
}

// organization returns the ID of the service body that a meeting belongs to.
func (in *reader) organization(m *meeting) string {
	id := m[fieldBody]
	if strings.Trim(id, "0123456789") != "" {
		in.Find(program.Warning, "service-body-unread", "service_body_bigint", id, "want a number; it is listed without a service body")
		id = ""
	}
	if id == "" || id == "0" {
		return in.Home()
	}
	o := directory.Organization{
		ID: feed.ID(in.Options.Source, "service-body-"+id), Name: meetings.Text(m[fieldBodyName]), Zone: in.Options.Zone,
		Provenance: directory.Provenance{Origin: directory.Origin{Source: in.Options.Source, SourceID: id}},
	}
	if in.Options.Language != "en" {
		o.Language = in.Options.Language
	}
	for _, b := range in.server.ServiceBodies {
		if b.ID != id {
			continue
		}
		o.Name = cmp.Or(o.Name, b.Name)
		if strings.HasPrefix(b.Website, "http") {
			o.Website = b.Website
		}
		if b.Helpline != "" {
			o.Contacts = []directory.Contact{{Role: directory.RoleHelpline, Phone: b.Helpline}}
		}
	}
	o.Name = cmp.Or(o.Name, "Service body "+id)
	return in.Organization(o)
}

// formats reads the formats of a meeting.
func (in *reader) formats(m *meeting) (facts meetings.Facts, present []way) {
	if len(in.lexicon.byID) == 0 {
		if m[fieldFormats] != "" {
			in.Unread("formats")
		}
		return facts, nil
	}
	ids := strings.Split(m[fieldFormatIDs], ",")
	if m[fieldFormatIDs] == "" {
		ids = nil
		for key := range strings.SplitSeq(m[fieldFormats], ",") {
			if id, ok := in.lexicon.byKey[key]; ok {
				ids = append(ids, id)
			} else if key != "" {
				in.Find(program.Warning, "format-unknown", "formats", key, "no format of the server; left out")
			}
		}
	}
	for _, id := range ids {
		n, ok := in.lexicon.byID[id]
		switch {
		case !ok:
			in.Find(program.Warning, "format-unknown", "format_shared_id_list", id, "no format of the server; left out")
		case n.way != "":
			present = append(present, n.way)
		default:
			for _, meaning := range n.meanings() {
				facts.Add(meaning)
			}
		}
	}
	return facts, present
}

// mode says how people meet: by venue_type, or in old data by the formats.
func (in *reader) mode(m *meeting, present []way) (program.Mode, directory.Status) {
	online, closed := slices.Contains(present, wayOnline), slices.Contains(present, wayClosed)
	mode := program.ModeInPerson
	switch {
	case m[fieldVenueType] == "2" || m[fieldVenueType] == "" && online:
		mode = program.ModeOnline
	case m[fieldVenueType] == "3" || slices.Contains(present, wayHybrid):
		mode = program.ModeHybrid
	case m[fieldVenueType] != "" && m[fieldVenueType] != "1":
		in.Find(program.Warning, "venue-type-unread", "venue_type", m[fieldVenueType], "want 1 to 3; taken for 1, in person")
	}
	switch {
	case closed && mode == program.ModeHybrid || closed && online:
		return program.ModeOnline, directory.Active
	case closed && mode == program.ModeInPerson:
		return mode, directory.Suspended
	}
	return mode, directory.Active
}
