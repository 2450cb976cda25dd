package roster

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// CandidateOptions narrows a search for a substitute. The zero value narrows
// nothing.
type CandidateOptions struct {
	// Now is when they would be asked: those who want to know longer before
	// the start are left out. The zero Now leaves nobody out.
	Now time.Time

	// TravelMinutes is how far they may have to the place of the meeting; 0
	// means any way. Who has not said how far it is stays in.
	TravelMinutes int
}

// A Candidate could have a seat as things stand.
type Candidate struct {
	Person        string    `json:"person"`
	LastAsked     time.Time `json:"last_asked,omitzero"`
	IfNeeded      bool      `json:"if_needed,omitzero"`
	Load          int       `json:"load"`                     // meetings that they have in this roster
	TravelMinutes int       `json:"travel_minutes,omitempty"` // 0 is not known
}

// Candidates lists who could have a seat that is open, or that its holder has
// declined or is leaving: active, certified, free and within their limits.
// Those asked least recently come first, then those who are free without "if
// needed", then those with fewer meetings.
func (d *Desk) Candidates(seat SeatID, o CandidateOptions) ([]Candidate, error) {
	s, ok := d.p.seatOf[seat]
	if !ok || !d.meetingOf(s).takesPlace() {
		return nil, fmt.Errorf("%w: %s", ErrNoSeat, seat)
	}
	m := d.meetingOf(s)
	was := d.state.clear(s)
	var list []Candidate
	for i := range int32(d.p.people()) {
		person := &d.req.People[i]
		away := person.TravelMinutes[m.Place]
		soon := !o.Now.IsZero() && o.Now.Add(time.Duration(person.NoticeHours)*time.Hour).After(m.Start)
		if i == was || soon || o.TravelMinutes > 0 && away > o.TravelMinutes || d.state.blocked(i, s, 0) != 0 {
			continue
		}
		list = append(list, Candidate{person.ID, person.LastAsked,
			d.p.answers[i][d.p.seats[s].meeting] == 1, d.state.load(i), away})
	}
	if was >= 0 {
		d.state.put(s, was)
	}
	slices.SortStableFunc(list, func(a, b Candidate) int {
		return cmp.Or(a.LastAsked.Compare(b.LastAsked), compareBool(a.IfNeeded, b.IfNeeded),
			cmp.Compare(a.Load, b.Load), cmp.Compare(a.Person, b.Person))
	})
	return list, nil
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return +1
}

// Alternatives lists everybody who could have a seat in place of the one who
// has it, with what the roster would cost more, the cheapest first.
func (d *Desk) Alternatives(seat SeatID) ([]Alternative, error) {
	s, ok := d.p.seatOf[seat]
	if !ok || d.state.who[s] < 0 {
		return nil, fmt.Errorf("%w: %s", ErrNoSeat, seat)
	}
	return explainer{&solver{p: d.p, state: d.state}}.others(nil, s), nil
}

// A Thin is a group that few could lead.
type Thin struct {
	Series string   `json:"series"`
	People []string `json:"people"` // active and certified for a seat of it, in the order of Request.People
}

// thin is how many leaders make a group depend on single people.
const thin = 2

// Thin lists the groups with meetings to come on or after a date that 2 or
// fewer active people are certified to lead on it, by their series. Suspended
// groups are left out.
func (d *Desk) Thin(on schedule.Date) (list []Thin) {
	programs := map[string][]string{}
	for _, seat := range d.p.seats {
		m := &d.p.meetings[seat.meeting]
		if d.req.Meetings[m.source].takesPlace() && !m.date.Before(on) && !slices.Contains(programs[m.key.Series], seat.program) {
			programs[m.key.Series] = append(programs[m.key.Series], seat.program)
		}
	}
	for series, needed := range programs {
		t := Thin{series, []string{}}
		for _, person := range d.req.People {
			if !person.Inactive && slices.ContainsFunc(needed, func(program string) bool { return person.certified(program, on) }) {
				t.People = append(t.People, person.ID)
			}
		}
		if len(t.People) <= thin {
			list = append(list, t)
		}
	}
	slices.SortFunc(list, func(a, b Thin) int { return cmp.Compare(a.Series, b.Series) })
	return list
}
