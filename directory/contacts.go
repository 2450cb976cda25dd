package directory

import "slices"

// Contacts are the organizations that answer for a place, the nearest level
// first. Each list is in order of ID and may be empty.
type Contacts struct {
	County     string         `json:"county,omitzero"` // FIPS code, "" is not known
	State      string         `json:"state,omitzero"`  // two letters, "" is not known
	Affiliates []Organization `json:"affiliates,omitzero"`
	States     []Organization `json:"states,omitzero"`
	Nations    []Organization `json:"nations,omitzero"`
}

// Answer returns the nearest level that has an organization, and those of that
// level: every affiliate that serves the county, else the state office, else
// the national office. The list is empty if there is none at all.
func (c Contacts) Answer() (Level, []Organization) {
	switch {
	case len(c.Affiliates) > 0:
		return Affiliate, c.Affiliates
	case len(c.States) > 0:
		return StateOffice, c.States
	}
	return National, c.Nations
}

// All returns the organizations of all levels, the nearest first.
func (c Contacts) All() []Organization {
	return slices.Concat(c.Affiliates, c.States, c.Nations)
}

// Contacts returns whom to ask in a county, by its FIPS code, of a state, by
// its two letters. Either may be "" if it is not known. An organization that
// became part of another is represented by that one.
func (s *Snapshot) Contacts(county, state string) Contacts {
	return Contacts{
		County: county, State: state,
		Affiliates: s.current(s.served[county]),
		States:     s.current(s.states[state]),
		Nations:    s.current(s.nations),
	}
}

// current follows successors and lists each organization once.
func (s *Snapshot) current(list []*Organization) []Organization {
	var found []Organization
	for _, o := range list {
		// A chain longer than the number of organizations is a circle.
		for range s.organizations.size {
			next := s.organizations.get(o.Successor)
			if next == nil {
				break
			}
			o = next
		}
		if !slices.ContainsFunc(found, func(f Organization) bool { return f.ID == o.ID }) {
			found = append(found, *o)
		}
	}
	return found
}
