package directory

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// An Organization runs programs or answers for those who do: a local
// affiliate, a state office, the national office. Everything in it is meant
// for the public. In JSON the fields have the names given here, and those
// that are zero are left out.
type Organization struct {
	ID   string `json:"id"`
	Name string `json:"name"`

	// Level says whom it serves: an affiliate, the zero value, serves its
	// Counties; a state office its State; the national office everybody.
	Level Level `json:"level,omitzero"`
	// State is the two-letter code of the state it works in.
	State string `json:"state,omitzero"`
	// Counties are the FIPS codes of the counties it serves, five digits
	// each. Two affiliates may serve one county, and none may.
	Counties []string `json:"counties,omitzero"`

	// Zone is the IANA zone of its groups, where neither series nor venue
	// has one.
	Zone string `json:"zone,omitzero"`
	// Language is the BCP 47 tag of the words in its own texts; "" is "en".
	Language string `json:"language,omitzero"`

	// Holidays are the days that the holiday policies of its groups are
	// about, and Closures the days on which all of them are shut.
	Holidays schedule.HolidaySet `json:"holidays,omitzero"`
	Closures []schedule.Closure  `json:"closures,omitzero"`

	// Contacts are the ways to reach it, in the order in which to try them.
	Contacts []Contact `json:"contacts,omitzero"`
	Website  string    `json:"website,omitzero"` // https
	// Parking applies to all its groups that meet in person.
	Parking program.Text `json:"parking,omitzero"`
	// Needs are what it looks for, such as "meeting space".
	Needs []string `json:"needs,omitzero"`
	// Successor is the ID of the organization that it became part of.
	Successor string `json:"successor,omitzero"`

	Provenance
	Revised
	Unknown schedule.Unknown `json:"-"`
}

// A Level says whom an organization serves.
type Level string

// The levels. A level that is not listed here is kept and treated as an
// affiliate.
const (
	Affiliate   Level = ""
	StateOffice Level = "state"
	National    Level = "national"
)

// A Contact is a role that answers for an organization and how to reach it.
// It has no last name: a role and a first name are enough.
type Contact struct {
	// Role is such as "helpline", "office" or "education coordinator".
	Role string `json:"role"`
	Name string `json:"name,omitzero"` // a first name, if any
	// Vacant says that nobody holds the role now.
	Vacant bool   `json:"vacant,omitzero"`
	Phone  string `json:"phone,omitzero"`
	Text   string `json:"text,omitzero"` // number for text messages
	Email  string `json:"email,omitzero"`
	URL    string `json:"url,omitzero"`
	// Hours are when someone answers, on the clock of Zone, or else of the
	// organization. Nil is not known.
	Hours     program.WeeklyHours `json:"hours,omitzero"`
	Zone      string              `json:"zone,omitzero"`
	Languages []string            `json:"languages,omitzero"` // none is not known
}

// RoleHelpline is the role of a contact that answers questions by telephone.
const RoleHelpline = "helpline"

// Helpline returns the first contact in the role of a helpline that is not
// vacant.
func (o Organization) Helpline() (c Contact, ok bool) {
	for _, c := range o.Contacts {
		if c.Role == RoleHelpline && !c.Vacant {
			return c, true
		}
	}
	return Contact{}, false
}

// Jurisdiction returns the place of the organization among those that make
// rules for programs, such as "us/FL/jax".
func (o Organization) Jurisdiction() program.Jurisdiction {
	switch {
	case o.Level == National || o.State == "":
		return "us"
	case o.Level == StateOffice:
		return program.Jurisdiction("us/" + o.State)
	}
	return program.Jurisdiction("us/" + o.State + "/" + o.ID)
}

// Revised says when a record was last changed. Calendars tell by it whether
// they hold the newest version, so whoever edits a record sets both.
type Revised struct {
	Modified time.Time `json:"modified,omitzero"` // whole seconds, UTC
	Sequence int       `json:"sequence,omitzero"` // one more for each change that people can see
}

// Key returns the key of the record.
func (o Organization) Key() Key { return Key{KindOrganization, o.ID} }

// Validate joins a [*RecordError] for each problem: no name; counties that are
// not five digits; a state that is not two capital letters; contacts without a
// role; holidays or closures that make no sense.
func (o Organization) Validate() error {
	c := checker{key: o.Key()}
	c.required("name", o.Name)
	for i, county := range o.Counties {
		if !isFIPS(county) {
			c.add(fmt.Sprintf("counties[%d]", i), fmt.Errorf("%q, want the five digits of a FIPS code", county))
		}
	}
	if o.State != "" && !isStateCode(o.State) {
		c.add("state", fmt.Errorf("%q, want two capital letters", o.State))
	}
	for i, contact := range o.Contacts {
		c.required(fmt.Sprintf("contacts[%d].role", i), contact.Role)
	}
	c.add("holidays", o.Holidays.Validate())
	c.closures(o.Closures)
	return c.join()
}

func (c *checker) closures(list []schedule.Closure) {
	for i, closure := range list {
		if closure.First.IsZero() || (!closure.Last.IsZero() && closure.Last.Before(closure.First)) {
			c.add(fmt.Sprintf("closures[%d]", i),
				fmt.Errorf("from %q to %q, want a first date and no earlier last one", closure.First, closure.Last))
		}
	}
}

func isFIPS(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 5
}

func isStateCode(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}
