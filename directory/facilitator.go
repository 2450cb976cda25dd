package directory

import (
	"context"
	"errors"
	"fmt"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
	"github.com/withinreach/withinreach/schedule"
)

// A Facilitator is the record of somebody who leads programs or may one day. It
// is private: it is loaded only with Options.Private, is in no snapshot, and
// only [Encode] and [Decode] write and read it.
type Facilitator struct {
	people.Facilitator
	// Unknown keeps the fields of a newer version.
	Unknown schedule.Unknown
}

// A Roster is who leads which meeting of an organization: a published book of
// seats. It is private as a Facilitator is.
type Roster struct {
	ID           string
	Organization string // ID
	Book         roster.Book
	// Unknown keeps the fields of a newer version.
	Unknown schedule.Unknown
}

// Key returns the key of the record.
func (f Facilitator) Key() Key { return Key{KindFacilitator, f.ID} }

// Key returns the key of the record.
func (r Roster) Key() Key { return Key{KindRoster, r.ID} }

// Validate joins a [*RecordError] for each problem: events without a day or out
// of order. Whether each could follow the one before is for
// [people.Facilitator.Replay], which knows the rules.
func (f Facilitator) Validate() error {
	c := checker{key: f.Key()}
	var last schedule.Date
	for i, e := range f.Events {
		if e.On.IsZero() || e.On.Before(last) {
			c.add(fmt.Sprintf("events[%d].on", i), fmt.Errorf("%q, want a day that is not before %q", e.On, last))
		}
		last = e.On
	}
	return c.join()
}

// Validate joins a [*RecordError] for each problem: no organization.
func (r Roster) Validate() error {
	c := checker{key: r.Key()}
	c.required("organization", r.Organization)
	return c.join()
}

// MarshalJSON returns ErrSecret: what is about people leaves through Encode
// only.
func (f Facilitator) MarshalJSON() ([]byte, error) { return nil, ErrSecret }

// MarshalJSON returns ErrSecret: what is about people leaves through Encode
// only.
func (r Roster) MarshalJSON() ([]byte, error) { return nil, ErrSecret }

// facilitatorJSON is the form in which a store keeps a Facilitator.
type facilitatorJSON struct {
	people.Facilitator
	Contact    string              `json:"contact,omitzero"`
	Attributes []program.Attribute `json:"attributes,omitzero"`
	Calendar   string              `json:"calendar,omitzero"`
}

// rosterJSON is the form in which a store keeps a Roster.
type rosterJSON struct {
	ID           string      `json:"id"`
	Organization string      `json:"organization"`
	Book         roster.Book `json:"book,omitzero"`
}

func (f Facilitator) encode() ([]byte, error) {
	return schedule.EncodeKeeping(facilitatorJSON{f.Facilitator, f.Contact, f.Attributes, f.Calendar}, f.Unknown)
}

func (r Roster) encode() ([]byte, error) {
	return schedule.EncodeKeeping(rosterJSON{r.ID, r.Organization, r.Book}, r.Unknown)
}

// errPerson says nothing of the text, which is about people.
var errPerson = errors.New("not a record of this kind in JSON")

func decodeFacilitator(body []byte) (Entity, error) {
	var j facilitatorJSON
	unknown, err := schedule.DecodeKeeping(body, &j)
	if err != nil {
		return nil, errPerson
	}
	f := Facilitator{j.Facilitator, unknown}
	f.Contact, f.Attributes, f.Calendar = j.Contact, j.Attributes, j.Calendar
	return f, nil
}

func decodeRoster(body []byte) (Entity, error) {
	var j rosterJSON
	unknown, err := schedule.DecodeKeeping(body, &j)
	if err != nil {
		return nil, errPerson
	}
	return Roster{j.ID, j.Organization, j.Book, unknown}, nil
}

// ForgetFacilitator forgets a person by ID, through all of history: their record
// is deleted, every roster keeps its past seats without a name and opens those
// from today on, and the history is pruned as [Directory.Forget] does, which
// says what is left. It needs Options.Private. After a failure call it again
// with the same id.
func (d *Directory) ForgetFacilitator(ctx context.Context, id, person string, today schedule.Date) (Head, error) {
	if !d.opt.Private {
		return Head{}, fmt.Errorf("directory: forget: %w: the directory has no private records", ErrInvalid)
	}
	var changes []Change
	d.mu.Lock()
	for k, h := range d.state.entities {
		switch e := h.entity.(type) {
		case Facilitator:
			if e.ID == person {
				changes = append(changes, Change{Delete: k, If: h.revision})
			}
		case Roster:
			if e.Book.Names(person) {
				e.Book = e.Book.Forget(person, today)
				changes = append(changes, Change{Put: e, If: h.revision})
			}
		}
	}
	d.mu.Unlock()
	if len(changes) > 0 {
		return d.Forget(ctx, id, changes...)
	}
	// Committed by an earlier call, which perhaps could not prune.
	if err := d.pruneTo(ctx, d.Head()); err != nil {
		return Head{}, fmt.Errorf("directory: forget: %w", err)
	}
	return d.Head(), nil
}
