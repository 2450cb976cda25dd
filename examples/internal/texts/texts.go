package texts

import (
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Kind is what a text is for.
type Kind string

// The kinds.
const (
	Voicemail Kind = "voicemail" // to be read aloud
	DoorSign  Kind = "door"
	Email     Kind = "email"
	Post      Kind = "post" // short
)

// Kinds are all kinds, in the order in which to show them.
func Kinds() []Kind { return []Kind{Voicemail, DoorSign, Email, Post} }

// Options say how a text is made.
type Options struct {
	Language string    // BCP 47; Spanish for "es", else English
	Now      time.Time // dates that began before are left out
	Dates    int       // of an offering, at most; 0 is 3
	URL      string    // of the page with all dates, "" for none
}

// dateDays is how far ahead dates are looked for.
const dateDays = 60

// Offering returns a text about one offering of a snapshot, or "" if there is
// none with this ID.
func Offering(s *directory.Snapshot, id string, k Kind, o Options) string {
	l, ok := s.Listing(id)
	if !ok {
		return ""
	}
	t := teller{s, k, o.withDefaults(), nil}
	t.open(l.Name)
	t.group(l)
	t.questions(l.Contacts)
	t.close()
	return t.text()
}

// Organization returns a text about all that an organization offers, or "" if
// there is no such organization. Offerings without a date ahead are left out.
func Organization(s *directory.Snapshot, id string, k Kind, o Options) string {
	organization, ok := s.Organization(id)
	if !ok {
		return ""
	}
	t := teller{s, k, o.withDefaults(), nil}
	t.o.Dates = min(t.o.Dates, 1)
	t.open(organization.Name)
	t.say("organization.has")
	any := false
	for l := range s.Listings(id) {
		if l.Status == directory.Active && len(t.dates(l)) > 0 {
			any = true
			t.say("group", l.Name)
			t.group(l)
		}
	}
	if !any {
		t.say("none")
	}
	t.questions(organization.Contacts)
	t.close()
	return t.text()
}

func (o Options) withDefaults() Options {
	if o.Dates == 0 {
		o.Dates = 3
	}
	o.Language = spoken(o.Language)
	return o
}

// A teller puts a text together, line by line.
type teller struct {
	s     *directory.Snapshot
	k     Kind
	o     Options
	lines []string
}

func (t *teller) say(key string, args ...any) {
	t.lines = append(t.lines, say(t.o.Language, key, args...))
}

// text returns the lines: one paragraph to be read aloud, else as they are.
func (t *teller) text() string {
	between := "\n"
	if t.k == Voicemail {
		between = " "
	}
	return strings.Join(t.lines, between)
}

func (t *teller) open(name string) {
	switch t.k {
	case Voicemail:
		t.say("voicemail.open", name)
	case DoorSign:
		t.lines = append(t.lines, name, "")
	case Email:
		t.say("email.subject", name)
		t.lines = append(t.lines, "")
		t.say("email.open")
		t.say("email.body")
		t.lines = append(t.lines, "")
	case Post:
		t.say("post.open", name)
	}
}

func (t *teller) close() {
	if t.o.URL != "" && t.k != Voicemail {
		t.say("more", t.o.URL)
	}
	key := map[Kind]string{Voicemail: "voicemail.close", DoorSign: "door.close", Email: "email.close", Post: "post.close"}[t.k]
	t.say(key)
}

// group tells where and when an offering meets.
func (t *teller) group(l directory.Listing) {
	if l.Status != directory.Active && (l.StatusSince.IsZero() || !l.StatusSince.After(schedule.DateOf(t.o.Now))) {
		t.say("ended")
		return
	}
	if where := placeName(l.Place); where != "" {
		t.spokenOr("at", where)
	}
	if l.Mode != program.ModeInPerson {
		t.say("mode." + string(l.Mode))
	}
	dates := t.dates(l)
	if len(dates) == 0 {
		t.say("none")
	}
	for i, d := range dates {
		if i == 0 {
			t.spokenOr("next", d)
		} else {
			t.lines = append(t.lines, d+".")
		}
	}
	if l.Registration != (directory.Registration{}) {
		t.say("register")
	}
}

// spokenOr says a phrase in the wording for an answering machine, or another.
func (t *teller) spokenOr(key string, args ...any) {
	if t.k == Voicemail {
		key += ".spoken"
	}
	t.say(key, args...)
}

// placeName returns where people come to, as far as the public knows.
func placeName(p *directory.Place) string {
	if p == nil {
		return ""
	}
	parts := []string{p.Name, p.Room, p.Address.String()}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// dates returns the next dates in words, with what is not as usual.
func (t *teller) dates(l directory.Listing) (list []string) {
	until := schedule.DateOf(t.o.Now).AddDays(dateDays)
	for m := range t.s.Timetable(l.ID).From(t.o.Now) {
		if len(list) == t.o.Dates || m.Date.After(until) {
			break
		}
		list = append(list, t.date(l, m))
	}
	return list
}

func (t *teller) date(l directory.Listing, m directory.Meeting) string {
	return Meeting(t.s, l, m, t.o.Language)
}

// Meeting returns one date of an offering in words, with what is not as usual.
func Meeting(s *directory.Snapshot, l directory.Listing, m directory.Meeting, language string) string {
	lang := spoken(language)
	when := Day(m.Date, lang)
	if hours := Hours(m.Occurrence, lang); hours != "" {
		when = say(lang, "on", when, hours)
	}
	why := m.Reason.Text
	switch {
	case (m.Status == schedule.Cancelled || m.Status == schedule.Skipped) && why != "":
		return say(lang, "cancelled.why", when, why)
	case m.Status == schedule.Cancelled || m.Status == schedule.Skipped:
		return say(lang, "cancelled", when)
	case m.Status == schedule.Unconfirmed:
		return say(lang, "unconfirmed", when)
	case m.Status == schedule.Moved && m.Date != m.Original:
		when = say(lang, "moved", when, Day(m.Original, lang))
	}
	var here []string
	if m.Mode != "" && m.Mode != l.Mode {
		here = append(here, how(lang, m.Mode))
	}
	p, ok := s.Place(m.Venue)
	switch {
	case !ok || l.Place == nil:
	case p.ID != l.Place.ID:
		if p.Name != "" { // of a confidential venue nothing more is told
			p.Room = m.Room
		}
		here = append(here, placeName(&p))
	case p.Name != "" && m.Room != "" && m.Room != l.Place.Room:
		here = append(here, m.Room)
	}
	if note := m.Note.In(lang); note != "" {
		here = append(here, note)
	}
	for _, more := range here {
		when += "; " + more
	}
	return when
}

// questions tells the first telephone number or address to ask.
func (t *teller) questions(contacts []directory.Contact) {
	for _, c := range contacts {
		switch {
		case c.Vacant:
		case c.Phone != "":
			t.spokenOr("call", c.Phone)
			return
		case c.Email != "" && t.k != Voicemail:
			t.say("call", c.Email)
			return
		}
	}
}
