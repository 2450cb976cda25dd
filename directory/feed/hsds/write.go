package hsds

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/directory/feed/internal/meetings"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// Write writes the listings of a snapshot as an array of services, each with all
// that belongs to it, and returns what the format could not say of them. From and
// Through of the options are required. The same snapshot and options give the
// same bytes. Other errors are those of w.
func Write(w io.Writer, snapshot *directory.Snapshot, o feed.WriteOptions) ([]feed.Finding, error) {
	return WriteAll(w, feed.One(snapshot), o)
}

// WriteAll writes the listings of snapshots, one after the other, as one array,
// as Write does. It holds one snapshot at a time, and the keys.
func WriteAll(w io.Writer, snapshots iter.Seq[*directory.Snapshot], o feed.WriteOptions) ([]feed.Finding, error) {
	if o.From.IsZero() || o.Through.Before(o.From) {
		return nil, fmt.Errorf("hsds: from %q through %q, want a first day and no earlier last one", o.From, o.Through)
	}
	out := newWriter(o)
	buffer := bufio.NewWriter(w)
	separator := "[\n"
	enc := json.NewEncoder(buffer)
	enc.SetEscapeHTML(false)
	for snapshot := range snapshots {
		out.begin(snapshot)
		for l := range snapshot.Listings("") {
			s, ok := out.service(l)
			if !ok {
				continue
			}
			_, _ = buffer.WriteString(separator) // the buffer keeps its error
			separator = ","
			if err := enc.Encode(s); err != nil {
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

// A writer makes services of listings.
type writer struct {
	meetings.Teller
	keys          map[string]int // how often each key in a source is used
	organizations map[string]written
	offices       map[string]bool   // their ids in the format
	venues        map[string]string // keys of venues by ID
	taken         map[string]bool   // those keys
	steady        map[string]bool   // whether the clocks of a zone stay as they are
}

// A written organization is one as it stands in each of its services.
type written struct {
	directory.Organization
	id       string
	body     json.RawMessage
	holidays *schedule.Holidays
}

func newWriter(o feed.WriteOptions) *writer {
	o.Language = cmp.Or(o.Language, "en")
	return &writer{
		Teller: meetings.Teller{Options: o}, keys: map[string]int{}, organizations: map[string]written{}, offices: map[string]bool{},
		venues: map[string]string{}, taken: map[string]bool{}, steady: map[string]bool{},
	}
}

// begin goes on to a snapshot.
func (w *writer) begin(snapshot *directory.Snapshot) {
	w.Snapshot = snapshot
	for l := range snapshot.Listings("") {
		w.keys[l.SourceID]++
	}
}

// keyOf returns the key that a listing had in its source, if no other listing
// has that, or else its ID.
func (w *writer) keyOf(l directory.Listing) string {
	if l.SourceID == "" || w.keys[l.SourceID] > 1 {
		return l.ID
	}
	return l.SourceID
}

// service makes the service of a listing; ok is false if it is left out.
func (w *writer) service(l directory.Listing) (s service, ok bool) {
	key := w.keyOf(l)
	id := idOf("service", key)
	m := marker{entity: "service", id: id}
	m.mark(attrKey, key)
	org := w.organization(l.Organization)
	s = service{ID: id, OrganizationID: org.id, Organization: org.body, Name: l.Name, Description: l.Note.In(w.Options.Language)}
	if s.Schedules, ok = w.rows(l, id); !ok {
		return service{}, false
	}
	w.status(&s, l, &m)
	if w.Options.URL != "" {
		s.URL = uri(w.Options.URL + "/offerings/" + l.ID)
	}
	if !l.Modified.IsZero() {
		s.LastModified = l.Modified.UTC().Format(time.RFC3339)
	}
	for i, tag := range l.Languages {
		s.Languages = append(s.Languages, language{uuid("language", id, fmt.Sprint(i)), tag})
	}
	own := l.Contacts[:max(0, len(l.Contacts)-len(org.Contacts))]
	s.Contacts = w.contacts(own, id)
	w.texts(&m, attrNote, l.Note)
	w.assured(&s, l, &m)
	w.program(&s, l, &m)
	w.terms(&s, l, &m)
	s.Locations = w.locations(l, org.Organization, id)
	w.unsaid(l)
	s.Attributes = m.list
	return s, true
}

// status says whether it takes place.
func (w *writer) status(s *service, l directory.Listing, m *marker) {
	status := l.Status
	if !l.StatusSince.IsZero() {
		m.add(attrStatus, string(l.Status))
		m.add(attrSince, l.StatusSince.String())
		if l.StatusSince.After(w.Options.From) {
			status = directory.Active
		}
	}
	switch status {
	case directory.Active:
		s.Status = "active"
		if len(s.Schedules) == 0 && len(w.Snapshot.Timetable(l.ID).Series()) > 0 {
			s.Status = "inactive"
		}
	case directory.Ended:
		s.Status = "defunct"
	case directory.Proposed:
		s.Status = "inactive"
		m.add(attrStatus, string(l.Status))
	default:
		s.Status = "temporarily closed"
		if status != directory.Suspended {
			m.add(attrStatus, string(l.Status))
		}
	}
}

// assured says who last confirmed it: a role, by its address.
func (w *writer) assured(s *service, l directory.Listing, m *marker) {
	s.AssuredDate = l.Verified.On.String()
	m.add(attrAssurer, l.Verified.By)
	for _, c := range l.Contacts {
		if c.Role == l.Verified.By && c.Role != "" && s.AssurerEmail == "" {
			s.AssurerEmail = email(c.Email)
		}
	}
}

// program names the program and says what it costs.
func (w *writer) program(s *service, l directory.Listing, m *marker) {
	m.add(attrProgram, l.Program)
	p, ok := w.Snapshot.Catalogue().Program(l.Program)
	if !ok {
		return
	}
	name := cmp.Or(p.Name.In(w.Options.Language), l.Program)
	s.Program = &programRecord{uuid("program", l.Program), name, string(p.Kind)}
	if p.Free {
		s.Fees = words(w.Options.Language).free
		s.Costs = []costOption{{uuid("cost", s.ID), "free", "USD", 0, s.Fees}}
	}
}

// terms says whom it is for and how to get in.
func (w *writer) terms(s *service, l directory.Listing, m *marker) {
	t, a := words(w.Options.Language), l.Audience
	s.MinAge, s.MaxAge = a.MinAge, a.MaxAge
	var who []string
	for _, r := range a.Relations {
		m.add(attrRelation, string(r))
		who = append(who, string(r))
	}
	who = append(who, a.Focus...)
	m.addAll(attrFocus, a.Focus)
	m.add(attrObservers, string(a.Observers))
	if a.MembersOnly {
		m.add(attrMembers, "yes")
		who = append(who, t.members)
	}
	if a.Repeat {
		m.add(attrRepeat, "yes")
	}
	s.Eligibility = strings.Join(who, ", ")
	m.addAll(attrTopic, l.Topics)
	m.add(attrGuidelines, l.Guidelines)
	m.addAll(attrSuccessor, l.Successors)
	m.addAll(attrDerived, l.Derived)
	var how []string
	if l.Entry != (program.Entry{}) {
		how = append(how, cmp.Or(t.entry[l.Entry.Mode], string(l.Entry.Mode)))
		m.addJSON(attrEntry, l.Entry)
	}
	if r := l.Registration; r != (directory.Registration{}) {
		for _, way := range []string{r.URL, r.Phone, r.Email} {
			if way != "" {
				how = append(how, t.register+": "+way)
			}
		}
		s.Email = email(r.Email)
		m.addJSON(attrRegistration, r)
	}
	if l.Mode != program.ModeInPerson {
		if text := w.HowToJoin(l); text != "" && l.Registration.URL == "" {
			how = append(how, text)
		}
	}
	if len(s.Schedules) == 0 {
		m.add(attrZone, l.Zone)
	}
	s.Application = strings.Join(how, ". ")
}

// texts adds a text in other languages than the one that is written.
func (w *writer) texts(m *marker, name string, t program.Text) {
	tags := make([]string, 0, len(t))
	for tag := range t {
		if tag != w.Options.Language {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	for _, tag := range tags {
		m.add(name+tag, t[tag])
	}
}

// unsaid reports what no field says, and what no attribute says either: where
// else a record comes from, for names of sources mean nothing to others.
func (w *writer) unsaid(l directory.Listing) {
	for _, o := range l.Also {
		w.Unsaid(l, "also", strings.TrimSpace(o.Source+" "+o.SourceID))
	}
	if l.Course != nil {
		w.Unsaid(l, "course", string(l.Course.State))
		if l.Course.Places != "" {
			w.Unsaid(l, "course.places", string(l.Course.Places))
		}
	}
	for _, f := range []struct {
		field string
		there bool
		value string
	}{
		{"topics", len(l.Topics) > 0, strings.Join(l.Topics, ", ")},
		{"audience.observers", l.Audience.Observers != "", string(l.Audience.Observers)},
		{"audience.repeat", l.Audience.Repeat, "true"},
		{"guidelines", l.Guidelines != "", l.Guidelines},
		{"successors", len(l.Successors) > 0, strings.Join(l.Successors, ", ")},
		{"entry", l.Entry != program.Entry{}, string(l.Entry.Mode)},
		{"registration.through", !l.Registration.Through.IsZero(), l.Registration.Through.String()},
		{"status_since", !l.StatusSince.IsZero(), l.StatusSince.String()},
		{"derived", len(l.Derived) > 0, strings.Join(l.Derived, ", ")},
	} {
		if f.there {
			w.attributed(l, f.field, f.value)
		}
	}
}

// attributed reports a field that only an attribute says.
func (w *writer) attributed(l directory.Listing, field, value string) {
	w.Find(l, program.Info, "attribute-only", field, value, "the format has no field for it; it stands in the attributes, which other readers may pass over")
}
