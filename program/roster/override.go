package roster

import (
	"errors"
	"fmt"
	"slices"
)

// Override gives a seat to a person against rules, one override for each, or
// with RuleTeamSize lets a meeting go ahead with too few; all of them are about
// one seat and person. It records who decided, by role. The error is a
// [*FieldError] for a rule that the meeting binds or that nobody can override, or
// another one beside RuleTeamSize, and a [*RuleError] for another rule that
// stands in the way too. Without overrides nothing happens.
func (d *Desk) Override(list ...Override) ([]Event, error) {
	if len(list) == 0 {
		return nil, nil
	}
	c := &checker{}
	var events []Event
	first := list[0]
	for _, o := range list {
		if o.SeatID != first.SeatID || o.Person != first.Person {
			c.refuse("override", o.SeatID.String(), "the same seat and person as the others")
		}
		if (o.Rule == RuleTeamSize) != (first.Rule == RuleTeamSize) {
			c.refuse("rule", o.Rule.String(), "no other rule beside that of the size of the team")
		}
		d.checkOverride(c, o)
		events = append(events, Event{Kind: Overridden, SeatID: o.SeatID, Person: o.Person, Rule: o.Rule, At: o.At})
	}
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	if first.Rule == RuleTeamSize {
		if err := d.overrideSize(first); err != nil {
			return nil, err
		}
		return events, nil
	}
	pin, before := Pin{first.SeatID, first.Person}, d.p.waived[Pin{first.SeatID, first.Person}]
	d.waive(list)
	given, err := d.Assign(first.SeatID, first.Person, first.At)
	if err != nil {
		d.p.waived[pin] = before
		return nil, err
	}
	d.req.Book.Overrides = append(d.req.Book.Overrides, list...)
	return append(events, given...), nil
}

// overrideSize lets a meeting go ahead with too few.
func (d *Desk) overrideSize(o Override) error {
	if !slices.ContainsFunc(d.req.Meetings, func(m Meeting) bool { return m.Key == o.Key }) {
		return fmt.Errorf("%w: %s", ErrNoSeat, o.SeatID)
	}
	o.Seat, o.Person = "", "" // it is about the meeting
	d.waive([]Override{o})
	d.req.Book.Overrides = append(d.req.Book.Overrides, o)
	return nil
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
