package course

import (
	"fmt"
	"strings"
)

// fewer is the number from which on the public reads a number of people: a
// small one could tell who they are.
const fewer = 5

// An Availability says whether there is a place for somebody new.
type Availability string

// The availabilities.
const (
	PlacesOpen   Availability = "places open"
	WaitlistOnly Availability = "waitlist only" // it is full
	ClosedToNew  Availability = "closed"        // to new people
)

// words are what pages say, by language.
var words = map[string]struct {
	few    string
	places map[Availability]string
	states map[State]string
}{
	"en": {"a few", map[Availability]string{
		PlacesOpen: "places open", WaitlistOnly: "full, with a waitlist", ClosedToNew: "closed to new people",
	}, map[State]string{
		Planned: "planned", Enrolling: "enrolling", Confirmed: "confirmed",
		Running: "running", Completed: "completed", Cancelled: "cancelled",
	}},
	"es": {"unos pocos", map[Availability]string{
		PlacesOpen: "hay lugares", WaitlistOnly: "lleno, con lista de espera", ClosedToNew: "cerrado a personas nuevas",
	}, map[State]string{
		Planned: "previsto", Enrolling: "inscripción abierta", Confirmed: "confirmado",
		Running: "en marcha", Completed: "terminado", Cancelled: "cancelado",
	}},
}

// in returns the language of words: Spanish for "es" and "es-MX", else English.
func in(language string) string {
	if language == "es" || strings.HasPrefix(language, "es-") {
		return "es"
	}
	return "en"
}

// Few returns a number of people as the public reads it: "a few" below five,
// also for none.
func Few(n int, language string) string {
	if n < fewer {
		return words[in(language)].few
	}
	return fmt.Sprint(n)
}

// In returns the state in a word or two of English or Spanish, "" for one that
// does not exist.
func (s State) In(language string) string { return words[in(language)].states[s] }

// In returns the availability in a few words of English or Spanish, "" for one
// that does not exist.
func (a Availability) In(language string) string { return words[in(language)].places[a] }

// Availability says whether there is a place, without a number. Whether it is
// too late to join is for [Course.Takes].
func (c Course) Availability() Availability {
	switch {
	case c.State.Over():
		return ClosedToNew
	case c.Full():
		return WaitlistOnly
	}
	return PlacesOpen
}
