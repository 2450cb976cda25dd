package directory

import (
	"errors"

	"github.com/withinreach/withinreach/directory/earth"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Venue is where people meet. In JSON the fields have the names given here,
// and those that are zero are left out.
type Venue struct {
	ID   string `json:"id"`
	Name string `json:"name"`          // of the place: "Orange Park Hospital"
	Host string `json:"host,omitzero"` // who lends it, if that is not the name
	Room string `json:"room,omitzero"` // where in the place, unless the offering says
	Zone string `json:"zone,omitzero"` // IANA; "" is that of the organization
	Note string `json:"note,omitzero"` // how to find the door
	Web  string `json:"web,omitzero"`  // https
	// Address is as its owner writes it, misspellings included.
	Address Address `json:"address,omitzero"`
	// Point is where it is. A venue without one stays listed, without
	// distance, for those who search in its county: see Results.Unplaced.
	Point earth.Point `json:"point,omitzero"`
	// County is the FIPS code, five digits; "" is that of Address, if it is known.
	County string `json:"county,omitzero"`

	Parking program.Text `json:"parking,omitzero"`
	// Access names what the place offers, such as those that begin with
	// Access in this package, or others.
	Access []Access `json:"access,omitzero"`

	// Closures are the days on which it is shut. A group that is online as
	// well meets online only on those days.
	Closures []schedule.Closure `json:"closures,omitzero"`

	// Confidential says that the public learns only about where it is: the
	// town and the county given here, and the middle of a fixed cell a few
	// kilometres wide. Searches, calendars and timetables know no better, and
	// have neither its name nor a room in it. What people write elsewhere is
	// public all the same: IDs, notes on offerings and dates, reasons of
	// closures.
	Confidential bool `json:"confidential,omitzero"`

	Provenance
	Revised
	Unknown schedule.Unknown `json:"-"`
}

// An Address is a postal address as given.
type Address struct {
	Street string `json:"street,omitzero"`
	City   string `json:"city,omitzero"`
	State  string `json:"state,omitzero"` // two letters
	ZIP    string `json:"zip,omitzero"`
}

// String returns the address in one line, such as
// "2001 Kingsley Ave., Orange Park, FL 32073".
func (a Address) String() string {
	s := a.Street
	join := func(sep, part string) {
		if part != "" && s != "" {
			s += sep
		}
		s += part
	}
	join(", ", a.City)
	join(", ", a.State)
	join(" ", a.ZIP)
	return s
}

// An Access is something that a place offers, in a word or two.
type Access string

// What places commonly offer. Others are kept as they are.
const (
	AccessStepFree   Access = "step-free"  // no steps from the street to the room
	AccessRestroom   Access = "restroom"   // one that a wheelchair fits into
	AccessParking    Access = "parking"    // free of charge
	AccessTransit    Access = "transit"    // a bus or train within a short walk
	AccessChildCare  Access = "child care" // during the meeting
	AccessMeals      Access = "meals"      // before or after the meeting
	AccessHearing    Access = "hearing"    // a loop or captions
	AccessSignLang   Access = "sign language"
	AccessFragrance  Access = "fragrance-free"
	AccessPets       Access = "service animals"
	AccessQuietSpace Access = "quiet room" // to step out to
)

// Key returns the key of the record.
func (v Venue) Key() Key { return Key{KindVenue, v.ID} }

// Validate joins a [*RecordError] for each problem: no name, a county that is
// not five digits, closures that make no sense.
func (v Venue) Validate() error {
	c := checker{key: v.Key()}
	c.required("name", v.Name)
	if v.County != "" && !isFIPS(v.County) {
		c.add("county", errors.New("want the five digits of a FIPS code"))
	}
	c.closures(v.Closures)
	return c.join()
}
