package program

import (
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// Facts are what is known of one group, course, training or talk, to be held
// against the rules of its program. What is zero is not known, and nothing is
// said about it.
type Facts struct {
	Mode   Mode
	Series []schedule.Series // when it meets

	// Dates are those on which the sessions of a course are held, in order:
	// a day with two sessions comes twice.
	Dates []schedule.Date

	Entry    Entry
	Audience Audience
	Price    Price
	Places   Places // the most people that it takes

	// Team is who leads it. Nil is not known, an empty one nobody.
	Team []Leader
}

// A Leader is somebody who leads a program, as far as rules ask: no name, and
// no way to reach them.
type Leader struct {
	ID         string      `json:"id"`                  // opaque
	Certified  bool        `json:"certified,omitzero"`  // on the date in question
	Member     bool        `json:"member,omitzero"`     // of the organization, on that date
	Attributes []Attribute `json:"attributes,omitzero"` // as the host assigns them
}

// The codes of the findings of [Check].
const (
	CodeLength       = "length-differs"
	CodeCadence      = "cadence-differs"
	CodeSessionCount = "session-count-differs"
	CodeTotalHours   = "total-hours-differ"
	CodeGap          = "gap-not-allowed"
	CodeSpan         = "span-too-long"
	CodeMode         = "mode-not-allowed"
	CodeNotOffered   = "not-offered"
	CodeEntry        = "entry-differs"
	CodeAge          = "age-differs"
	CodeObservers    = "observers-differ"
	CodePrice        = "price-on-free-program"
	CodePlaces       = "places-out-of-range"
	CodeTeamSmall    = "team-too-small"
	CodeTeamLarge    = "team-too-large"
	CodeTeamLacks    = "team-lacks-attribute"
	CodeTeamAlone    = "single-leader"
	CodeNotMember    = "leader-not-a-member"
)

// Check holds facts against what a program asks for. A departure is a warning,
// or an error where the edition says that the rule is binding: the findings
// stop nothing. They are in the order of the parts of [Terms].
func Check(r Resolved, f Facts) []Finding {
	c := inspection{rules: r}
	c.availability()
	for i, s := range f.Series {
		at := fmt.Sprintf("series[%d]", i)
		c.length(at+".length", s.Length)
		c.cadence(at+".rule", CadenceOf(s))
	}
	c.sessions(f)
	c.mode(f.Mode)
	c.entry(f)
	c.price(f.Price)
	c.places(f.Places)
	if f.Team != nil {
		c.team(f.Mode, f.Team)
	}
	return c.found
}

// An inspection collects findings.
type inspection struct {
	rules Resolved
	found []Finding
}

// add notes a departure from a part of the terms.
func (c *inspection) add(part, code, field, value, format string, args ...any) {
	severity := Warning
	if c.rules.Origins[part].Binding {
		severity = Error
	}
	c.note(severity, code, field, value, format, args...)
}

func (c *inspection) note(severity Severity, code, field, value, format string, args ...any) {
	c.found = append(c.found, Finding{code, severity, field, value, fmt.Sprintf(format, args...)})
}

func (c *inspection) availability() {
	if c.rules.Availability == NotOffered {
		c.add("availability", CodeNotOffered, "program", c.rules.Program.Key,
			"%q is not offered in %q for %s", c.rules.Program.Key, c.rules.Language, c.rules.Jurisdiction)
	}
}

// length compares the length of a session with those of the program's usual
// sessions and of all its formats. A length of 0 is not known.
func (c *inspection) length(field string, length time.Duration) {
	if length == 0 {
		return
	}
	plans := []Sessions{c.rules.Sessions}
	for _, format := range c.rules.Formats {
		plans = append(plans, format.Sessions)
	}
	asked := false // whether any plan has a length
	for _, p := range plans {
		least, most := p.Between()
		asked = asked || most > 0
		if most > 0 && least <= length && length <= most {
			return
		}
	}
	if !asked {
		return
	}
	part := "sessions"
	if _, most := c.rules.Sessions.Between(); most == 0 {
		part = "formats"
	}
	c.add(part, CodeLength, field, minutes(length), "it takes %s, the program says %s", minutes(length), lengthsOf(plans))
}

// minutes returns a length as people say it.
func minutes(d time.Duration) string { return fmt.Sprintf("%d minutes", int(d/time.Minute)) }

// lengthsOf returns the lengths that plans allow, in words.
func lengthsOf(plans []Sessions) string {
	words := ""
	for _, p := range plans {
		least, most := p.Between()
		if most == 0 {
			continue
		}
		if words != "" {
			words += " or "
		}
		if least < most {
			words += fmt.Sprintf("%d to ", int(least/time.Minute))
		}
		words += minutes(most)
	}
	return words
}

func (c *inspection) cadence(field string, cadence Cadence) {
	allowed := c.rules.Cadences
	if cadence != "" && len(allowed) > 0 && !slices.Contains(allowed, cadence) {
		c.add("cadences", CodeCadence, field, string(cadence),
			"it meets %s, the program says %s", cadence, alternatives(allowed))
	}
}

func (c *inspection) mode(mode Mode) {
	allowed := c.rules.Modes
	if mode != "" && len(allowed) > 0 && !slices.Contains(allowed, mode) {
		c.add("modes", CodeMode, "mode", string(mode), "it is held %s, the program says %s", mode, alternatives(allowed))
	}
}

// alternatives joins words with "or".
func alternatives[T ~string](list []T) string {
	words := ""
	for i, v := range list {
		if i > 0 {
			words += " or "
		}
		words += string(v)
	}
	return words
}

// entry compares how people join, and who may.
func (c *inspection) entry(f Facts) {
	if want := c.rules.Entry.Mode; f.Entry.Mode != "" && want != "" && f.Entry.Mode != want {
		c.add("entry", CodeEntry, "entry.mode", string(f.Entry.Mode),
			"people join by %q, the program says %q", f.Entry.Mode, want)
	}
	a, want := f.Audience, c.rules.Audience
	const otherAges = "it takes other ages than the program, which says %s"
	if a.MinAge != 0 && a.MinAge < want.MinAge {
		c.add("audience", CodeAge, "audience.min_age", fmt.Sprint(a.MinAge), otherAges, ages(want))
	}
	if a.MaxAge != 0 && want.MaxAge != 0 && a.MaxAge > want.MaxAge {
		c.add("audience", CodeAge, "audience.max_age", fmt.Sprint(a.MaxAge), otherAges, ages(want))
	}
	if a.Observers != "" && want.Observers != "" && a.Observers != want.Observers {
		c.add("audience", CodeObservers, "audience.observers", string(a.Observers),
			"observers are %s, the program says %s", a.Observers, want.Observers)
	}
}

func ages(a Audience) string {
	if a.MaxAge == 0 {
		return fmt.Sprintf("%d and over", a.MinAge)
	}
	return fmt.Sprintf("%d to %d", a.MinAge, a.MaxAge)
}

// price is never a matter of taste: free means free.
func (c *inspection) price(p Price) {
	if p.Amount != 0 && c.rules.Program.Free {
		c.note(Error, CodePrice, "price.amount", fmt.Sprint(p.Amount),
			"it has a price, but the program is always free: leave the price out")
	}
}

func (c *inspection) places(places Places) {
	k := c.rules.Capacity
	if places != 0 && (places < k.Min || k.Max != 0 && places > k.Max) {
		c.add("capacity", CodePlaces, "places", fmt.Sprint(places), "it has %d places, the program says %s", places, k)
	}
}

// team holds the people who lead against the rule for a mode.
func (c *inspection) team(mode Mode, leaders []Leader) {
	rule, n := c.rules.Team(mode), certified(leaders)
	switch {
	case n < rule.Min:
		c.add("teams", CodeTeamSmall, "", fmt.Sprint(n),
			"%d certified to lead, the program says %d or more: find a substitute or train somebody", n, rule.Min)
	case rule.Max != 0 && n > rule.Max:
		c.add("teams", CodeTeamLarge, "", fmt.Sprint(n),
			"%d certified to lead, the program says at most %d", n, rule.Max)
	}
	for _, asked := range rule.AtLeast {
		if got := withAttribute(leaders, asked.Attribute); got < asked.Count {
			c.add("teams", CodeTeamLacks, "", string(asked.Attribute),
				"%d of the team with %q, the program says %d or more", got, asked.Attribute, asked.Count)
		}
	}
	if n == 1 {
		c.note(Warning, CodeTeamAlone, "", "1", "only one person leads this: it ends when they are away or stop")
	}
	if !c.rules.Maintenance.Member && !slices.ContainsFunc(c.rules.Steps, func(s Step) bool { return s.Kind == StepMember }) {
		return
	}
	part := "steps"
	if c.rules.Maintenance.Member {
		part = "maintenance"
	}
	for _, l := range leaders {
		if l.Certified && !l.Member {
			c.add(part, CodeNotMember, "", l.ID, "a leader is not a member of the organization on this date")
		}
	}
}
