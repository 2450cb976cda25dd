package roster

import (
	"errors"
	"fmt"
	"slices"
)

// Override gives a seat to a person against rules, one override for each, or
// with RuleTeamSize lets a meeting go ahead with too few; all of them are about
// one seat and person. It records who decided, by role. The error is a
// [*FieldError] for a rule that the meeting binds or that nobody can override,
// and a [*RuleError] for another rule that stands in the way too.
func (d *Desk) Override(list ...Override) ([]Event, error) {
	c := &checker{}
	var events []Event
	for i, o := range list {
		if o.Key != list[0].Key || o.Seat != list[0].Seat || o.Person != list[0].Person {
			c.refuse("override", o.SeatID.String(), "the same seat and person as the others")
		}
		if o.Rule == RuleTeamSize {
			list[i].Seat, list[i].Person = "", ""
		}
		d.checkOverride(c, o)
		events = append(events, Event{Kind: Overridden, SeatID: o.SeatID, Person: o.Person, Rule: o.Rule, At: o.At})
	}
	if len(c.errs) > 0 || len(list) == 0 {
		return nil, errors.Join(c.errs...)
	}
	if first := list[0]; first.Rule != RuleTeamSize {
		pin, before := Pin{first.SeatID, first.Person}, d.p.waived[Pin{first.SeatID, first.Person}]
		d.waive(list)
		given, err := d.Assign(first.SeatID, first.Person, first.At)
		if err != nil {
			d.p.waived[pin] = before
			return nil, err
		}
		events = append(events, given...)
	} else if !slices.ContainsFunc(d.req.Meetings, func(m Meeting) bool { return m.Key == first.Key }) {
		return nil, fmt.Errorf("%w: %s", ErrNoSeat, first.SeatID)
	} else {
		d.waive(list)
	}
	d.req.Book.Overrides = append(d.req.Book.Overrides, list...)
	return events, nil
}

func (d *Desk) checkOverride(c *checker, o Override) {
	if o.Rule == 0 || int(o.Rule) >= len(ruleNames) || o.Rule == RuleOneSeat {
		c.refuse("rule", o.Rule.String(), "a rule that can be overridden")
	}
	if o.Code == "" || len(o.Code) > 64 {
		c.refuse("code", "", "1 to 64 bytes")
	}
	if o.Role == "" || len(o.Role) > 64 {
		c.refuse("role", "", "1 to 64 bytes")
	}
	for i := range d.req.Meetings {
		if m := &d.req.Meetings[i]; m.Key == o.Key && slices.Contains(m.Binding, o.Rule) {
			c.refuse("rule", o.Rule.String(), "a rule that the meeting does not bind")
		}
	}
}

// waive lets the rules of a list pass for its seat and person.
func (d *Desk) waive(list []Override) {
	pin := Pin{list[0].SeatID, list[0].Person}
	waived := d.p.waived[pin]
	for _, o := range list {
		waived.add(o.Rule)
	}
	d.p.waived[pin] = waived
}
