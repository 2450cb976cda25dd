package roster

import (
	"errors"
	"fmt"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// What one request may hold. A service may set lower limits of its own.
const (
	maxMeetings = 10_000
	maxSeats    = 20 // of a meeting
	maxPeople   = 2_000
	maxPairs    = 2_000_000 // seats times people
	maxList     = 100_000   // pins, history, holds
	maxLength   = 14 * 24 * time.Hour
	maxID       = 200 // bytes
)

// A FieldError reports a value that is not accepted. Field is the path of the
// JSON field, such as "people[2].limits.per_week"; Value is the value as it was
// given, or "" where it may be about a person.
type FieldError struct {
	Field, Value, Want string
}

// Error returns field, value and what is wanted.
func (e *FieldError) Error() string {
	return fmt.Sprintf("roster: %s %.80q, want %s", e.Field, e.Value, e.Want)
}

// A checker collects what is wrong.
type checker struct{ errs []error }

func (c *checker) refuse(field, value, want string) {
	if len(c.errs) < 100 { // more would help nobody
		c.errs = append(c.errs, &FieldError{field, value, want})
	}
}

func (c *checker) between(field string, n, low, high int) {
	if n < low || n > high {
		c.refuse(field, fmt.Sprint(n), fmt.Sprintf("%d to %d", low, high))
	}
}

func (c *checker) length(field string, n, most int) bool {
	if n > most {
		c.refuse(field, fmt.Sprintf("%d entries", n), fmt.Sprintf("at most %d", most))
	}
	return n <= most
}

// id checks an opaque id, which is never quoted: somebody may have put a name
// there.
func (c *checker) id(field, id string, seen map[string]bool) {
	if id == "" || len(id) > maxID {
		c.refuse(field, "", fmt.Sprintf("1 to %d bytes", maxID))
	}
	if seen[id] {
		c.refuse(field, "", "each id once")
	}
	seen[id] = true
}

func (c *checker) instants(field string, start, end time.Time) {
	if schedule.DateOf(start).IsZero() || start.Year() < schedule.MinYear+1 {
		c.refuse(field+".start", "", fmt.Sprintf("an instant in the years %d to %d", schedule.MinYear+1, schedule.MaxYear))
	}
	if !end.IsZero() && (!end.After(start) || end.Sub(start) > maxLength) {
		c.refuse(field+".end", "", "after start, by at most 14 days")
	}
}

// Validate joins what is wrong with the request, each a [*FieldError], or
// returns ErrTooLarge. It does not tell whether the seats can be filled. At
// most 100 errors are told.
func (r *Request) Validate() error {
	c := &checker{}
	if !c.length("meetings", len(r.Meetings), maxMeetings) || !c.length("people", len(r.People), maxPeople) {
		return errors.Join(c.errs...)
	}
	seats := r.checkMeetings(c)
	people := r.checkPeople(c)
	if len(seats)*len(people) > maxPairs {
		return fmt.Errorf("%w: %d seats times %d people, want at most %d", ErrTooLarge, len(seats), len(people), maxPairs)
	}
	c.limits("limits", r.Limits)
	c.between("buffer_minutes", r.BufferMinutes, 0, 24*60)
	c.between("weights.if_needed", r.Weights.IfNeeded, 0, 100)
	c.between("weights.new", r.Weights.New, 0, 100)
	c.between("weights.spacing_days", r.Weights.SpacingDays, 0, 31)
	r.checkPairs(c, people)
	known := func(field, person string) {
		if !people[person] {
			c.refuse(field, "", "the id of one of the people")
		}
	}
	c.length("pins", len(r.Pins), maxList)
	for i, pin := range r.Pins {
		if !seats[pin.SeatID] {
			c.refuse(fmt.Sprintf("pins[%d]", i), pin.SeatID.String(), "one of the seats")
		}
		known(fmt.Sprintf("pins[%d].person", i), pin.Person)
	}
	c.length("history", len(r.History), maxList)
	for i, h := range r.History {
		known(fmt.Sprintf("history[%d].person", i), h.Person)
		c.instants(fmt.Sprintf("history[%d]", i), h.Start, h.End)
	}
	r.checkBook(c, known)
	return errors.Join(c.errs...)
}

func (r *Request) checkMeetings(c *checker) map[SeatID]bool {
	seats, keys := map[SeatID]bool{}, map[schedule.Key]bool{}
	for i, m := range r.Meetings {
		at := fmt.Sprintf("meetings[%d]", i)
		if m.Series == "" || len(m.Series) > maxID || m.Date.IsZero() {
			c.refuse(at, m.Key.String(), "a series of 1 to 200 bytes and a date")
		}
		if keys[m.Key] {
			c.refuse(at, m.Key.String(), "each key once")
		}
		keys[m.Key] = true
		c.instants(at, m.Start, m.End)
		c.length(at+".seats", len(m.Seats), maxSeats)
		for j, s := range m.Seats {
			if s.Name == "" || len(s.Name) > maxID || seats[m.ID(s)] {
				c.refuse(fmt.Sprintf("%s.seats[%d].name", at, j), s.Name, "1 to 200 bytes, each name once in its meeting")
			}
			seats[m.ID(s)] = true
		}
		c.between(at+".team.min", m.Team.Min, 0, maxSeats)
		c.length(at+".team.at_least", len(m.Team.AtLeast), maxSeats)
		for j, rule := range m.Team.AtLeast {
			c.between(fmt.Sprintf("%s.team.at_least[%d].count", at, j), rule.Count, 1, maxSeats)
		}
		for j, b := range m.Binding {
			if b == 0 || int(b) >= len(ruleNames) {
				c.refuse(fmt.Sprintf("%s.binding[%d]", at, j), fmt.Sprint(uint8(b)), "one of the rules")
			}
		}
		m.Short.check(c, at+".short")
	}
	return seats
}

func (r *Request) checkPairs(c *checker, people map[string]bool) {
	c.length("apart", len(r.Apart), maxList)
	c.length("together", len(r.Together), 1_000)
	pair := func(field string, p Pair) {
		if !people[p.A] || !people[p.B] || p.A == p.B {
			c.refuse(field, "", "the ids of two of the people")
		}
	}
	for i, p := range r.Apart {
		pair(fmt.Sprintf("apart[%d]", i), p)
	}
	for i, b := range r.Together {
		pair(fmt.Sprintf("together[%d]", i), b.Pair)
		c.between(fmt.Sprintf("together[%d].weight", i), b.Weight, 1, 10)
	}
}

// checkBook checks what the rest of a request rests on. Holds of seats that
// there are no longer are kept: their meetings may only be out of sight.
func (r *Request) checkBook(c *checker, known func(field, person string)) {
	held := map[SeatID]bool{}
	c.length("book.holds", len(r.Book.Holds), maxList)
	for i, h := range r.Book.Holds {
		at := fmt.Sprintf("book.holds[%d]", i)
		if h.Person != "" { // else it was forgotten
			known(at+".person", h.Person)
		}
		switch h.State {
		case Assigned, Confirmed, Leaving, Declined, Released:
		default:
			c.refuse(at+".state", string(h.State), `"", "confirmed", "leaving", "declined" or "released"`)
		}
		if h.State.holds() {
			if held[h.SeatID] {
				c.refuse(at, h.SeatID.String(), "one person a seat")
			}
			held[h.SeatID] = true
		}
	}
	binding := map[schedule.Key]rules{}
	for _, m := range r.Meetings {
		var set rules
		for _, b := range m.Binding {
			set.add(b)
		}
		binding[m.Key] = set
	}
	for i, o := range r.Book.Overrides {
		at := fmt.Sprintf("book.overrides[%d]", i)
		if o.Rule == 0 || int(o.Rule) >= len(ruleNames) || binding[o.Key].has(o.Rule) {
			c.refuse(at+".rule", o.Rule.String(), "a rule that the meeting does not bind")
		}
		if o.Person != "" {
			known(at+".person", o.Person)
		}
	}
}
