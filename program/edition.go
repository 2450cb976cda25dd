package program

import (
	"reflect"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

// An Edition is what one source says about a program: in one language, for one
// jurisdiction, for a time. Two editions of the same program, language and
// jurisdiction never hold on the same date.
type Edition struct {
	// Key names the edition where its values are explained: 1 to 64 letters,
	// digits, ".", "_" and "-".
	Key string `json:"key"`

	Program      string       `json:"program"`  // key of the program
	Language     string       `json:"language"` // tag, such as "en"
	Jurisdiction Jurisdiction `json:"jurisdiction"`

	// From is the first date on which the edition holds and To the first on
	// which it no longer does. A zero From means that the beginning is not
	// known, a zero To that there is no end.
	From schedule.Date `json:"from,omitzero"`
	To   schedule.Date `json:"to,omitzero"`

	// Source says where the terms come from, and Confidence how sure they
	// are. DatesConfidence says how sure From and To are; if it is not
	// stated, they are as sure as the terms.
	Source          string     `json:"source"`
	Confidence      Confidence `json:"confidence"`
	DatesConfidence Confidence `json:"dates_confidence,omitzero"`

	// Note is for the people who keep the catalogue. No rule reads it.
	Note string `json:"note,omitzero"`

	// Binding names the parts of the terms, such as "sessions" or "teams",
	// from which nobody may depart: what does is an error in the eyes of
	// [Check], where it is a warning otherwise.
	Binding []string `json:"binding,omitzero"`

	Terms
}

// Terms are the parts of an edition. Each part is stated as a whole or not at
// all, and the zero value of a part means that the edition does not state it:
// a list that is there is not empty. Only Notices are overlaid one by one.
type Terms struct {
	Availability Availability        `json:"availability,omitzero"`
	Sessions     Sessions            `json:"sessions,omitzero"`
	Formats      []Format            `json:"formats,omitzero"`  // ways to deliver the sessions; the first is the usual one
	Cadences     []Cadence           `json:"cadences,omitzero"` // allowed ones
	Modes        []Mode              `json:"modes,omitzero"`    // allowed ones
	Teams        []Team              `json:"teams,omitzero"`    // at most one for each mode
	Entry        Entry               `json:"entry,omitzero"`    // unless a series says otherwise
	Audience     Audience            `json:"audience,omitzero"`
	Capacity     Capacity            `json:"capacity,omitzero"`
	Price        Price               `json:"price,omitzero"`
	Steps        []Step              `json:"steps,omitzero"` // the way to become a leader
	Maintenance  Maintenance         `json:"maintenance,omitzero"`
	Structure    Text                `json:"structure,omitzero"` // how a session goes, such as "flexible, not a class"
	Goals        []Text              `json:"goals,omitzero"`
	Principles   []Text              `json:"principles,omitzero"`
	Notices      map[NoticeKind]Text `json:"notices,omitzero"`
}

// Availability says whether a program is given in the edition's language in
// its jurisdiction. The zero Availability means not known.
type Availability string

// The availabilities.
const (
	Offered     Availability = "offered"
	OfferedSome Availability = "offered in some places" // ask the organization of the jurisdiction
	NotOffered  Availability = "not offered"
)

// Team returns the rule for a mode: its own, else the one for any mode, else
// the zero Team.
func (t Terms) Team(mode Mode) Team {
	var team Team
	for _, rule := range t.Teams {
		if rule.Mode == mode {
			return rule
		}
		if rule.Mode == "" {
			team = rule
		}
	}
	return team
}

// on reports whether the edition holds on a date.
func (e Edition) on(d schedule.Date) bool { return within(d, e.From, e.To) }

// within reports whether d lies in [from, to), where a zero date is no bound.
func within(d, from, to schedule.Date) bool {
	return !d.Before(from) && (to.IsZero() || d.Before(to))
}

func (e Edition) check(c *checker, p Program) {
	c.key("key", e.Key)
	c.tag("language", e.Language)
	c.jurisdiction("jurisdiction", e.Jurisdiction)
	c.period(e.From, e.To)
	c.provenance(e.Source, e.Confidence)
	if e.DatesConfidence != "" && !e.DatesConfidence.valid() {
		c.refuse("dates_confidence", "%.40q, want high, medium or low", e.DatesConfidence)
	}
	list(c, "binding", e.Binding, func(part string, c *checker, at string) {
		if !e.states(part) {
			c.refuse(at, "%.40q, want a part that the edition states", part)
		}
	})
	e.Terms.check(c, p.Kind, p.Free)
}

// states reports whether t has a part, by the name of its JSON field.
func (t Terms) states(part string) bool {
	v := reflect.ValueOf(t)
	for i := range v.NumField() {
		if name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); name == part {
			return !v.Field(i).IsZero()
		}
	}
	return false
}

func (t Terms) check(c *checker, kind Kind, free bool) {
	if a := t.Availability; a != "" && a != Offered && a != OfferedSome && a != NotOffered {
		c.refuse("availability", "%.40q, want %q, %q or %q", a, Offered, OfferedSome, NotOffered)
	}
	t.Sessions.check(c, "sessions")
	list(c, "formats", t.Formats, Format.check)
	list(c, "cadences", t.Cadences, func(v Cadence, c *checker, at string) { c.require(at, string(v)) })
	list(c, "modes", t.Modes, func(v Mode, c *checker, at string) { c.require(at, string(v)) })
	list(c, "teams", t.Teams, Team.check)
	t.Entry.check(c)
	t.Audience.check(c)
	t.Capacity.check(c, "capacity")
	t.Price.check(c, free)
	list(c, "steps", t.Steps, Step.check)
	t.Maintenance.check(c)
	c.optional("structure", t.Structure)
	list(c, "goals", t.Goals, func(v Text, c *checker, at string) { c.words(at, v) })
	list(c, "principles", t.Principles, func(v Text, c *checker, at string) { c.words(at, v) })
	checkTeams(c, t.Teams)
	checkSteps(c, t.Steps)
	checkNotices(c, t.Notices, kind)
}
