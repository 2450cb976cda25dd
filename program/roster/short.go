package roster

import (
	"slices"
	"time"
)

// A Short says what the edition wants when fewer people have a seat than the
// team needs. The zero Short wants nothing.
type Short struct {
	Hours int    `json:"hours,omitzero"` // before the start, when it is looked at; 1 to 8,784
	Do    Policy `json:"do,omitzero"`
}

// A Policy is what is done about too small a team. Nothing is ever cancelled by
// itself.
type Policy string

// The policies.
const (
	TellHost      Policy = "tell the host"
	AllowWarned   Policy = "allow with warning"
	ProposeCancel Policy = "propose to cancel"
)

func (s Short) check(c *checker, at string) {
	switch {
	case s == Short{}:
		return
	case s.Do != TellHost && s.Do != AllowWarned && s.Do != ProposeCancel:
		c.refuse(at+".do", string(s.Do), `"tell the host", "allow with warning" or "propose to cancel"`)
	}
	c.between(at+".hours", s.Hours, 1, 366*24)
}

// Short reports the meetings that begin within the hours of their [Short] and
// for which fewer people have a seat than the team needs: each once, and only
// for groups that have a roster, that is, whose seats somebody has or had. It
// cancels nothing. An override of RuleTeamSize lets a meeting go ahead.
func (d *Desk) Short(at time.Time) (events []Event) {
	used := map[string]bool{}
	for id := range d.holds {
		used[id.Series] = true
	}
	for _, h := range d.gone {
		used[h.Series] = true
	}
	for i := range d.p.meetings {
		meet := &d.p.meetings[i]
		if meet.source < 0 || meet.seats == 0 {
			continue
		}
		m := &d.req.Meetings[meet.source]
		due := m.Start.Add(-time.Duration(m.Short.Hours) * time.Hour)
		if m.Short == (Short{}) || !used[m.Series] || !m.takesPlace() || at.Before(due) || !at.Before(m.Start) ||
			slices.Contains(d.req.Book.Short, m.Key) {
			continue
		}
		filled, needed := 0, m.Team.Min
		for _, person := range d.state.who[meet.first : meet.first+meet.seats] {
			if person >= 0 {
				filled++
			}
		}
		if needed == 0 {
			needed = len(m.Seats)
		}
		small := Pin{SeatID: SeatID{Key: m.Key}}
		if waived := d.p.waived[small]; filled >= needed || waived.has(RuleTeamSize) {
			continue
		}
		d.req.Book.Short = append(d.req.Book.Short, m.Key)
		events = append(events, Event{Kind: TooFew, SeatID: small.SeatID, Do: m.Short.Do, Filled: filled, Needed: needed, At: at})
	}
	return events
}
