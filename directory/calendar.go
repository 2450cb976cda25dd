package directory

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// Calendar returns the calendar of some offerings, ready for [ical.Write], with
// every date up to through, included. Offerings that are not there, or not for
// the public, are left out. It has the name and the language of the first one;
// a caller with a web site sets URL and Source, and those of the events that
// [Snapshot.Events] returns.
func (s *Snapshot) Calendar(through schedule.Date, offerings ...string) ical.Calendar {
	c := ical.Calendar{Through: through}
	for _, id := range offerings {
		l, ok := s.Listing(id)
		if !ok {
			continue
		}
		if c.Name == "" {
			c.Name = l.Name
			c.Language = calendarLanguage(l.Languages[0])
		}
		c.Events = append(c.Events, s.Events(id)...)
	}
	return c
}

// calendarLanguage returns the language nearest to tag that calendars know.
func calendarLanguage(tag string) string {
	if baseLanguage(tag) == "es" {
		return "es"
	}
	return "en"
}

// Events returns the events of an offering, one for each of its series: none
// if the offering is not there or not for the public. They hold what the
// public may see: a link to register, but no link to join; the place, but of a
// confidential venue the town only.
func (s *Snapshot) Events(offering string) []ical.Event {
	e := s.entry(offering)
	if e == nil || hidden(e.listing.Kind) {
		return nil
	}
	l := e.listing
	language := l.Languages[0]
	var events []ical.Event
	for _, table := range e.table.tables {
		series := table.Series().ID
		event := ical.Event{
			UID:         uid(l.ID, series, l.Organization),
			Timetable:   table,
			Summary:     l.Name,
			Description: l.calendarText(language),
			Location:    l.location(language),
			Geo:         l.Place.geo(),
			URL:         l.Registration.URL,
			Sequence:    l.Sequence,
			Modified:    l.Modified,
		}
		if event.Modified.IsZero() {
			event.Modified = longAgo
		}
		event.Overrides = s.overrides(e, series, language)
		events = append(events, writable(event))
	}
	return events
}

// longAgo stands for a time of change that nobody kept: equal data must give
// an equal calendar.
var longAgo = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// uid returns an identity that stays when names, times and places change.
func uid(offering, series, organization string) string {
	if series == "" {
		return ascii(offering) + "@" + ascii(organization)
	}
	return ascii(offering) + "." + ascii(series) + "@" + ascii(organization)
}

// ascii writes an ID with the letters that calendars allow; no two IDs become
// the same.
func ascii(id string) string {
	var b strings.Builder
	for i := range len(id) {
		switch c := id[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_':
			b.WriteByte(c)
		default:
			_, _ = fmt.Fprintf(&b, "=%02X", c)
		}
	}
	return b.String()
}

// calendarText says what a calendar entry should: how it is held, how to sign
// up, and what else to know.
func (l *Listing) calendarText(language string) string {
	var lines []string
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, strings.TrimPrefix(label+": "+text, ": "))
		}
	}
	words := calendarWords[calendarLanguage(language)]
	add("", words.mode[l.Mode])
	add("", l.Note.In(language))
	add(words.register, l.Registration.URL)
	add(words.register, l.Registration.Phone)
	add(words.register, l.Registration.Email)
	for _, c := range l.Contacts {
		if !c.Vacant && c.Phone != "" {
			add(words.questions, c.Phone)
			break
		}
	}
	return strings.Join(lines, "\n")
}

var calendarWords = map[string]struct {
	mode                map[program.Mode]string
	register, questions string
}{
	"en": {map[program.Mode]string{
		program.ModeOnline: "Online", program.ModeTelephone: "By telephone",
		program.ModeHybrid: "In person and online",
	}, "Register", "Questions"},
	"es": {map[program.Mode]string{
		program.ModeOnline: "En línea", program.ModeTelephone: "Por teléfono",
		program.ModeHybrid: "En persona y en línea",
	}, "Regístrese", "Preguntas"},
}

// location returns the place in one line, or how people meet without one.
func (l *Listing) location(language string) string {
	if l.Place == nil {
		return calendarWords[calendarLanguage(language)].mode[l.Mode]
	}
	return l.Place.line()
}

// line returns the place as people write it: name, room, address.
func (p *Place) line() string {
	var parts []string
	for _, s := range []string{p.Name, p.Room, p.Address.String()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// geo returns where the place is, if the public may know exactly.
func (p *Place) geo() *ical.Geo {
	if p == nil || p.Approximate || p.Point.IsZero() {
		return nil
	}
	return &ical.Geo{Lat: p.Point.Lat(), Lng: p.Point.Lng()}
}

// overrides returns what is said about single dates of a series, in order: the
// sessions of a course have their numbers in the title.
func (s *Snapshot) overrides(e *entry, series, language string) []ical.Override {
	dates := map[schedule.Date]ical.Override{}
	for _, v := range e.offering.Overrides {
		if v.Series == series {
			dates[v.On] = s.override(e, v, language)
		}
	}
	for key, sessions := range e.table.sessions {
		if key.Series == series {
			o := dates[key.Date]
			o.On, o.Summary = key.Date, e.listing.Name+": "+sessions.In(language)
			dates[key.Date] = o
		}
	}
	return slices.SortedFunc(maps.Values(dates), func(a, b ical.Override) int { return a.On.Compare(b.On) })
}

// override says where and how one date takes place.
func (s *Snapshot) override(e *entry, v Override, language string) ical.Override {
	o := ical.Override{On: v.On, Note: v.Note.In(language)}
	words := calendarWords[calendarLanguage(language)]
	mode := e.listing.Mode
	if v.Mode != "" && v.Mode != mode {
		mode = v.Mode
		o.Note = strings.TrimSuffix(words.mode[mode]+"\n"+o.Note, "\n")
	}
	venue, room := e.venue, e.offering.Room
	if v.Venue != "" {
		venue, room = s.venues.get(v.Venue), ""
	}
	if v.Room != "" {
		room = v.Room
	}
	switch {
	case !inPerson(mode):
		o.Location = words.mode[mode]
	case venue != nil && (v.Venue != "" || v.Room != "" || v.Mode != ""):
		p := newPlace(venue, room)
		o.Location, o.Geo = p.line(), p.geo()
	}
	return o
}
