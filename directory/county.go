package directory

import (
	"strings"

	"github.com/withinreach/withinreach/directory/place"
)

// counties remembers the counties of ZIP codes, and of cities with their states,
// so that each is looked up once.
type counties map[Address]*inCounties

// An inCounties is where a ZIP code or a city is.
type inCounties struct {
	state string // two letters
	fips  []string
}

// of returns the FIPS codes of the counties that a venue is, or may be, in: its
// own, else that of its ZIP code if it is of its state, else those of its city. It is nil if none is
// known. Of a confidential venue the public knows no ZIP code, so that does not
// count.
func (m counties) of(v *Venue) []string {
	switch {
	case v == nil:
		return nil
	case v.County != "":
		return []string{v.County}
	}
	a := v.Address
	if a.ZIP != "" && !v.Confidential {
		in := m.named(Address{ZIP: a.ZIP})
		if in != nil && (a.State == "" || strings.EqualFold(a.State, in.state)) {
			return in.fips
		}
	}
	if a.City == "" || a.State == "" {
		return nil
	}
	if in := m.named(Address{City: a.City, State: a.State}); in != nil {
		return in.fips
	}
	return nil
}

// named returns the counties of a ZIP code, or of a city with its state; nil if
// it is not known, or ambiguous.
func (m counties) named(a Address) *inCounties {
	in, ok := m[a]
	if ok {
		return in
	}
	if p, err := place.Lookup(a.String()); err == nil && p.County.FIPS != "" {
		in = &inCounties{p.State, []string{p.County.FIPS}}
		for _, c := range p.AlsoIn {
			in.fips = append(in.fips, c.FIPS)
		}
	}
	m[a] = in
	return in
}
