package directory

import (
	"cmp"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/schedule"
)

// An Offered is how often an organization held a program in a year.
type Offered struct {
	Organization string `json:"organization"` // ID
	Program      string `json:"program"`      // key; "" for offerings of none
	Year         int    `json:"year"`
	Offerings    int    `json:"offerings"` // groups, or courses
	Meetings     int    `json:"meetings"`  // that take place, by the records
}

// Offered returns what each organization held in the years from one to another,
// both included, by organization, year, program: what a yearly report asks for.
// Offerings that are for leaders only count too.
func (s *Snapshot) Offered(from, to int) []Offered {
	type row struct {
		organization, program string
		year                  int
	}
	table := map[row]Offered{}
	for year := from; year <= to; year++ {
		first, err := schedule.NewDate(year, 1, 1)
		next, _ := schedule.NewDate(year+1, 1, 1) // zero after the last year: no end
		if err != nil {
			continue
		}
		for _, x := range s.items {
			held := 0
			for _, t := range x.table.Series() {
				held += t.Count(first, next)
			}
			if held == 0 {
				continue
			}
			k := row{x.offering.Organization, x.offering.Program, year}
			o := table[k]
			table[k] = Offered{k.organization, k.program, year, o.Offerings + 1, o.Meetings + held}
		}
	}
	return slices.SortedFunc(maps.Values(table), func(a, b Offered) int {
		return cmp.Or(cmp.Compare(a.Organization, b.Organization), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Program, b.Program))
	})
}

// A Need is something that an organization looks for, or a group that cannot
// begin for want of it.
type Need struct {
	Organization string   `json:"organization"`       // ID
	Needs        []string `json:"needs,omitzero"`     // such as "meeting space"
	Proposed     []string `json:"proposed,omitzero"`  // IDs of offerings that are proposed and not begun
	Interest     int      `json:"interest,omitempty"` // people who asked for courses that did not take place
}

// Needs returns what organizations look for, by ID. Interest counts those of
// cancelled courses, so it is for the people in charge: it may be small.
func (s *Snapshot) Needs() []Need {
	table := map[string]Need{}
	for id, o := range s.organizations.sorted() {
		if len(o.Needs) > 0 {
			table[id] = Need{Organization: id, Needs: o.Needs}
		}
	}
	for _, x := range s.items {
		o, id := x.offering, x.offering.Organization
		n := table[id]
		n.Organization = id
		if o.Status == Proposed {
			n.Proposed = append(n.Proposed, o.ID)
		}
		if o.Course != nil && o.Course.State.Over() {
			n.Interest += o.Course.Interested
		}
		if len(n.Needs)+len(n.Proposed)+n.Interest > 0 {
			table[id] = n
		}
	}
	return slices.SortedFunc(maps.Values(table), func(a, b Need) int { return cmp.Compare(a.Organization, b.Organization) })
}

// Instead returns other offerings of the program of an offering, for a page
// about one that was cancelled or is over: its successors, then those that take
// place on a day or later, of the same organization before others, then by ID;
// those online too.
func (s *Snapshot) Instead(offering string, on schedule.Date) []Listing {
	gone := s.entry(offering)
	if gone == nil {
		return nil
	}
	rank := func(x *entry) int {
		switch {
		case slices.Contains(gone.offering.Successors, x.offering.ID):
			return 0
		case x.offering.Organization == gone.offering.Organization:
			return 1
		}
		return 2
	}
	var found []*entry
	for _, x := range s.items {
		same := x.offering.Program == gone.offering.Program && gone.offering.Program != ""
		if x != gone && !hidden(x.listing.Kind) && (same || rank(x) == 0) && x.open(on) {
			found = append(found, x)
		}
	}
	slices.SortStableFunc(found, func(a, b *entry) int { return cmp.Compare(rank(a), rank(b)) })
	list := make([]Listing, len(found))
	for i, x := range found {
		list[i] = *x.listing
	}
	return list
}

// open reports whether somebody can still go on a day or later.
func (x *entry) open(on schedule.Date) bool {
	if len(x.offering.Series) == 0 {
		return x.offering.Status == Active
	}
	for m := range x.table.All(on, on.AddDays(int(horizon.Hours())/24)) {
		if (m.Status.Held() || m.Status == schedule.Unconfirmed) && x.listing.Course.offers(m.Date, on) {
			return true
		}
	}
	return false
}
