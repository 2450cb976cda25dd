package roster

import (
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// Forget returns the book without a person: seats on dates from from on are
// open, earlier ones stay as held by somebody without a name, and what they
// declined, swapped or were given against a rule is gone. It is for a book that
// is at rest in a store; where a [Desk] is at work, use [Desk.Forget].
func (b Book) Forget(person string, from schedule.Date) Book {
	var holds []Hold
	for _, h := range b.Holds {
		if h.Person == person {
			if !h.State.holds() || !h.Date.Before(from) {
				continue
			}
			h.Person = ""
		}
		holds = append(holds, h)
	}
	b.Holds = holds
	b.Swaps = slices.DeleteFunc(slices.Clone(b.Swaps), func(s Swap) bool { return s.From == person || s.To == person })
	b.Overrides = slices.DeleteFunc(slices.Clone(b.Overrides), func(o Override) bool { return o.Person == person })
	return b
}

// Names reports whether a person is anywhere in the book.
func (b Book) Names(person string) bool {
	return slices.ContainsFunc(b.Holds, func(h Hold) bool { return h.Person == person }) ||
		slices.ContainsFunc(b.Swaps, func(s Swap) bool { return s.From == person || s.To == person }) ||
		slices.ContainsFunc(b.Overrides, func(o Override) bool { return o.Person == person })
}
