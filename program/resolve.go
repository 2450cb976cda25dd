package program

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

var (
	// ErrNoProgram reports a key that the catalogue does not have.
	ErrNoProgram = errors.New("program: no such program")

	// ErrNoEdition reports that no edition of a program in the language holds
	// at the place on the date.
	ErrNoEdition = errors.New("program: no edition")
)

// Resolved is what holds for a program in a language, at a place, on a date,
// and where each part of it comes from.
type Resolved struct {
	Program      Program       `json:"program"`
	Language     string        `json:"language"`
	Jurisdiction Jurisdiction  `json:"jurisdiction"`
	On           schedule.Date `json:"on"`

	Terms

	// Origins has an entry for each part that is stated, under the JSON name
	// of its field: "sessions", "teams". Each notice has its own:
	// "notices.observers".
	Origins map[string]Origin `json:"origins"`
}

// An Origin says where a part of the terms comes from.
type Origin struct {
	Level   Level  `json:"level"`
	Edition string `json:"edition,omitzero"` // key; "" for a [Default]
	Source  string `json:"source"`

	// Confidence is the lower of the edition's confidence in its terms and in
	// its dates.
	Confidence Confidence `json:"confidence"`

	// Binding says that nobody may depart from the part.
	Binding bool `json:"binding,omitzero"`
}

// Resolve returns what holds for a program. The general terms of its kind come
// first; over them go the editions for the country, the state and the
// affiliate that where names, each with the parts that it states. On one level
// an edition in the language asked for goes over one in the program's own
// language, and the latter serves where the former is silent.
//
// The error is [ErrNoProgram], [ErrNoEdition] also where there are editions in
// other languages only, or tells what is wrong with where or on. A call costs
// some 20 microseconds: ask once for many listings of a program.
func (c *Catalogue) Resolve(key, language string, where Jurisdiction, on schedule.Date) (Resolved, error) {
	p, ok := c.programs[key]
	if !ok {
		return Resolved{}, fmt.Errorf("%w: %.80q", ErrNoProgram, key)
	}
	if _, err := ParseJurisdiction(string(where)); err != nil {
		return Resolved{}, err
	}
	if on.IsZero() {
		return Resolved{}, fmt.Errorf("program: resolve %.80q: no date, want one", key)
	}
	r := Resolved{
		Program: clone(p), Language: language, Jurisdiction: where, On: on,
		Origins: make(map[string]Origin, 16),
	}
	if d, ok := c.defaults[p.Kind]; ok {
		r.lay(d.Terms, Origin{LevelGeneral, "", d.Source, d.Confidence, false}, nil)
	}
	found := false
	for _, e := range c.editions[key] {
		inLanguage := covers(e.Language, language)
		if e.on(on) && where.Within(e.Jurisdiction) && (inLanguage || e.Language == p.Language) {
			found = found || inLanguage
			r.lay(e.Terms, Origin{e.Jurisdiction.Level(), e.Key, e.Source, e.Confidence.lower(e.DatesConfidence), false}, e.Binding)
		}
	}
	if !found {
		return Resolved{}, fmt.Errorf("%w of %q in %.40q for %s on %v", ErrNoEdition, key, language, where, on)
	}
	r.Terms = clone(r.Terms)
	return r, nil
}

// lay puts the parts that t states over those of r. Those named in binding
// are.
func (r *Resolved) lay(t Terms, from Origin, binding []string) {
	notices := t.Notices
	t.Notices = nil
	parts, stated := reflect.ValueOf(&r.Terms).Elem(), reflect.ValueOf(t)
	for i := range stated.NumField() {
		if part := stated.Field(i); !part.IsZero() {
			parts.Field(i).Set(part)
			name, _, _ := strings.Cut(stated.Type().Field(i).Tag.Get("json"), ",")
			origin := from
			origin.Binding = slices.Contains(binding, name)
			r.Origins[name] = origin
		}
	}
	for kind, words := range notices {
		if r.Notices == nil {
			r.Notices = map[NoticeKind]Text{}
		}
		r.Notices[kind] = words
		r.Origins["notices."+string(kind)] = from
	}
}
