package directory

import (
	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Listing is what the public sees of an offering. It is a type of its own
// with every field chosen: nothing of a record is public by being in it. The
// exact place of a confidential venue is not in it, nor known to any search.
type Listing struct {
	ID           string           `json:"id"`
	Name         string           `json:"name"`
	Program      string           `json:"program,omitzero"` // key in the catalogue
	Kind         program.Kind     `json:"kind,omitzero"`
	Organization string           `json:"organization"` // ID
	Mode         program.Mode     `json:"mode"`
	Place        *Place           `json:"place,omitzero"` // nil if people do not come to a place
	Languages    []string         `json:"languages,omitzero"`
	Entry        program.Entry    `json:"entry,omitzero"`
	Audience     program.Audience `json:"audience,omitzero"`
	Topics       []string         `json:"topics,omitzero"`
	Status       Status           `json:"status,omitzero"`
	StatusSince  schedule.Date    `json:"status_since,omitzero"`
	Successors   []string         `json:"successors,omitzero"`
	Registration Registration     `json:"registration,omitzero"`
	JoinBy       JoinBy           `json:"join_by,omitzero"`
	Join         Join             `json:"join,omitzero"`   // only if JoinBy says that it is public
	Course       *CourseListing   `json:"course,omitzero"` // nil if it is none
	Guidelines   string           `json:"guidelines,omitzero"`
	Note         program.Text     `json:"note,omitzero"`
	Contacts     []Contact        `json:"contacts,omitzero"` // its own, then those of the organization
	Zone         string           `json:"zone,omitzero"`     // IANA
	Verified     Verified         `json:"verified,omitzero"`
	Provenance
	Revised
}

// A Place is what the public sees of a venue.
type Place struct {
	ID      string  `json:"id"`
	Name    string  `json:"name,omitzero"`
	Host    string  `json:"host,omitzero"`
	Room    string  `json:"room,omitzero"`
	Address Address `json:"address,omitzero"`
	// Point is where it is; if Approximate, a point within Radius of there.
	Point       earth.Point    `json:"point,omitzero"`
	Approximate bool           `json:"approximate,omitzero"`
	Radius      earth.Distance `json:"radius,omitzero"` // metres
	County      string         `json:"county,omitzero"` // FIPS
	Note        string         `json:"note,omitzero"`
	Web         string         `json:"web,omitzero"`
	Parking     []program.Text `json:"parking,omitzero"` // of the venue, then of the organization
	Access      []Access       `json:"access,omitzero"`
}

// newListing chooses what the public sees. The program is zero if it is not in
// the catalogue, the venue nil if there is none.
func newListing(o *Offering, org *Organization, venue *Venue, p program.Program, zone string) *Listing {
	l := &Listing{
		ID: o.ID, Name: o.Name, Program: o.Program, Organization: o.Organization, Mode: o.Mode,
		Languages: o.Languages, Entry: o.Entry, Audience: o.Audience, Topics: o.Topics,
		Status: o.Status, StatusSince: o.StatusSince, Successors: o.Successors, Registration: o.Registration, JoinBy: o.JoinBy,
		Guidelines: o.Guidelines, Note: o.Note, Zone: zone, Verified: o.Verified,
		Provenance: o.Provenance, Revised: o.Revised,
	}
	if l.Mode == "" {
		l.Mode = program.ModeInPerson
	}
	if o.JoinBy.public() {
		l.Join = o.Join
	}
	if len(l.Languages) == 0 {
		l.Languages = []string{org.language()}
	}
	l.Kind = p.Kind
	if l.Name == "" {
		l.Name = p.Name.In(l.Languages[0])
	}
	if l.Name == "" {
		l.Name = o.Program
	}
	l.Contacts = append(l.Contacts, o.Contacts...)
	l.Contacts = append(l.Contacts, org.Contacts...)
	if venue != nil && inPerson(l.Mode) {
		l.Place = newPlace(venue, o.Room)
		if len(org.Parking) > 0 {
			l.Place.Parking = append(l.Place.Parking, org.Parking)
		}
	}
	for _, r := range []Revised{org.Revised, venue.revised()} {
		if r.Modified.After(l.Modified) {
			l.Modified = r.Modified
		}
		l.Sequence += r.Sequence
	}
	return l
}

func (o *Organization) language() string {
	if o.Language == "" {
		return "en"
	}
	return o.Language
}

func (v *Venue) revised() Revised {
	if v == nil {
		return Revised{}
	}
	return v.Revised
}

// newPlace chooses what the public sees of a venue.
func newPlace(v *Venue, room string) *Place {
	if v.Confidential {
		area := v.Point.Cell(earth.PrivateLevel)
		return &Place{
			ID: v.ID, Address: Address{City: v.Address.City, State: v.Address.State},
			Point: area.Center(), Approximate: true, Radius: area.Radius(), County: v.County,
			Access: v.Access,
		}
	}
	p := &Place{
		ID: v.ID, Name: v.Name, Host: v.Host, Room: room, Address: v.Address, Point: v.Point,
		County: v.County, Note: v.Note, Web: v.Web, Access: v.Access,
	}
	if p.Room == "" {
		p.Room = v.Room
	}
	if len(v.Parking) > 0 {
		p.Parking = append(p.Parking, v.Parking)
	}
	return p
}

// hidden reports whether an offering is never shown to the public: a call for
// leaders only.
func hidden(k program.Kind) bool { return k == program.KindSupportCall }
