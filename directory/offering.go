package directory

import (
	"errors"
	"fmt"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/course"
	"github.com/withinreach/withinreach/schedule"
)

// An Offering is a program that an organization offers at a place, online or
// by telephone: what a person looks for and goes to. In JSON the fields have
// the names given here, and those that are zero are left out.
type Offering struct {
	ID   string `json:"id"`
	Name string `json:"name,omitzero"` // "" is the name of the program

	Program      string       `json:"program,omitzero"` // key in the catalogue of programs
	Organization string       `json:"organization"`     // ID of who offers it
	Venue        string       `json:"venue,omitzero"`   // ID of the venue; required to meet in person
	Room         string       `json:"room,omitzero"`    // "" is that of the venue
	Mode         program.Mode `json:"mode,omitzero"`    // "" is in person

	// Series say when it meets. Without any it meets by appointment. A series
	// needs an ID if there are several.
	Series []schedule.Series `json:"series,omitzero"`
	// Overrides change where single dates take place, at most one each.
	Overrides []Override `json:"overrides,omitzero"`

	Status Status `json:"status,omitzero"`
	// StatusSince is the first day on which a status other than active holds:
	// meetings before it took place, or do. Zero is all days.
	StatusSince schedule.Date `json:"status_since,omitzero"`
	// Successors are the IDs of offerings that take its place.
	Successors []string `json:"successors,omitzero"`

	// Entry, Audience and Languages hold where they differ from the program's.
	Entry     program.Entry    `json:"entry,omitzero"`
	Audience  program.Audience `json:"audience,omitzero"`
	Languages []string         `json:"languages,omitzero"` // BCP 47 tags; none is the organization's
	Topics    []string         `json:"topics,omitzero"`    // what it is about, such as "anxiety"

	// Registration says how to sign up, and JoinBy what the public learns
	// about the way into an online meeting. The link itself is a Credential,
	// or in Join if it is public.
	Registration Registration `json:"registration,omitzero"`
	JoinBy       JoinBy       `json:"join_by,omitzero"`
	Join         Join         `json:"join,omitzero"`

	Note       program.Text `json:"note,omitzero"`       // what else to know
	Guidelines string       `json:"guidelines,omitzero"` // https, of a document
	Contacts   []Contact    `json:"contacts,omitzero"`   // before those of the organization

	// Course says how far a course or training has come; nil for everything
	// else. Its sessions are the dates of the series.
	Course *course.Course `json:"course,omitzero"`

	// Verified says when somebody in charge last said that all this is so.
	Verified Verified `json:"verified,omitzero"`

	Provenance
	Revised
	Unknown schedule.Unknown `json:"-"`
}

// A Status says whether an offering takes place at all.
type Status string

// The statuses. One that is not listed here is kept and treated as suspended.
const (
	Active    Status = ""
	Suspended Status = "suspended" // until further notice
	Proposed  Status = "proposed"  // not yet, such as for want of a room
	Ended     Status = "ended"
)

// isOver reports whether the status leaves nothing to take place on a day or
// later.
func (o *Offering) isOver(d schedule.Date) bool {
	return o.Status != Active && !d.Before(o.StatusSince)
}

// An Override changes where one date takes place, and how.
type Override struct {
	Series string        `json:"series,omitzero"` // ID of the series
	On     schedule.Date `json:"on"`              // original date
	Venue  string        `json:"venue,omitzero"`  // ID; "" is as usual
	Room   string        `json:"room,omitzero"`   // "" is as usual
	Mode   program.Mode  `json:"mode,omitzero"`   // "" is as usual
	Note   program.Text  `json:"note,omitzero"`   // such as "Room B tonight"
}

// A Registration says how to sign up. The zero Registration is that nobody
// has to.
type Registration struct {
	URL   string `json:"url,omitzero"` // https
	Phone string `json:"phone,omitzero"`
	Email string `json:"email,omitzero"`
	// Through is the last day on which one registration is good, if there is
	// one: afterwards everybody registers anew.
	Through schedule.Date `json:"through,omitzero"`
}

// MustRenew reports whether registrations are no longer good on a day.
func (r Registration) MustRenew(on schedule.Date) bool {
	return !r.Through.IsZero() && on.After(r.Through)
}

// JoinBy says what the public learns about the way into an online or
// telephone meeting.
type JoinBy string

// The ways to join. One that is not listed here is kept and treated as
// OnRequest.
const (
	OnRequest         JoinBy = ""                   // ask a contact
	AfterRegistration JoinBy = "after registration" // the link comes by e-mail
	WithoutPasscode   JoinBy = "without passcode"   // the link is public, the passcode is not
	Public            JoinBy = "public"
)

// Verified says when and by which role a record was last confirmed. An import
// or an edit does not confirm it.
type Verified struct {
	On schedule.Date `json:"on,omitzero"`
	By string        `json:"by,omitzero"` // a role, never a name
}

// Key returns the key of the record.
func (o Offering) Key() Key { return Key{KindOffering, o.ID} }

// inPerson reports whether people can come to a place.
func inPerson(m program.Mode) bool {
	return m == "" || m == program.ModeInPerson || m == program.ModeHybrid
}

// remote reports whether people can take part from anywhere.
func remote(m program.Mode) bool {
	return m == program.ModeOnline || m == program.ModeTelephone || m == program.ModeHybrid
}

// Validate joins a [*RecordError] for each problem: no organization; neither
// name nor program; in person without venue; a public link where the link is
// not public; a course, or series, that make no sense; series without an ID or
// with the same; an override for a series that is not there.
func (o Offering) Validate() error {
	c := checker{key: o.Key()}
	c.required("organization", o.Organization)
	if o.Name == "" && o.Program == "" {
		c.add("name", errors.New("empty, want a name or a program"))
	}
	if inPerson(o.Mode) && o.Venue == "" && o.Status != Proposed {
		c.add("venue", errors.New("empty, want a venue to meet in person"))
	}
	if o.Join != (Join{}) && !o.JoinBy.public() {
		c.add("join", fmt.Errorf("there, though people join %q, want it only where the link is public", o.JoinBy))
	}
	if o.Course != nil {
		c.add("course", o.Course.Validate())
	}
	ids := map[string]bool{}
	for i, s := range o.Series {
		field := fmt.Sprintf("series[%d]", i)
		if len(o.Series) > 1 {
			c.required(field+".id", s.ID)
		}
		if ids[s.ID] {
			c.add(field+".id", fmt.Errorf("%q again, want an id of its own", s.ID))
		}
		ids[s.ID] = true
		c.add(field, s.Validate())
	}
	seen := map[schedule.Key]bool{}
	for i, v := range o.Overrides {
		key := schedule.Key{Series: v.Series, Date: v.On}
		switch field := fmt.Sprintf("overrides[%d]", i); {
		case v.On.IsZero():
			c.add(field+".on", errors.New("empty, want a date"))
		case !ids[v.Series]:
			c.add(field+".series", fmt.Errorf("%q, want the id of a series", v.Series))
		case seen[key]:
			c.add(field+".on", fmt.Errorf("%q again, want one override for a date", v.On))
		}
		seen[key] = true
	}
	return c.join()
}
