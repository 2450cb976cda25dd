package admin

import (
	"cmp"
	"iter"

	"github.com/withinreach/withinreach/directory"
)

// A Receipt says what a commit did.
type Receipt struct {
	Revision directory.Revision // that the commit led to
	Record   directory.Key      // that it changed, or proposes to, if it was one
	Now      directory.Entity   // the record as Record returns it; nil if it is gone or only proposed
	Created  bool               // the record is new
	Proposal string             // ID of the proposal that it made, "" if none
}

// Kinds are the kinds of the records that callers see and change.
func Kinds() []string {
	return []string{directory.KindOrganization, directory.KindVenue, directory.KindOffering}
}

// Record returns a record and its revision, without what pages do not show of a
// confidential venue.
func (c *Caller) Record(k directory.Key) (directory.Entity, directory.Revision, error) {
	e, at, err := c.kept(k)
	if err != nil {
		return nil, 0, err
	}
	return c.v.withheld(e, e), at, nil
}

// kept returns a record as it is.
func (c *Caller) kept(k directory.Key) (directory.Entity, directory.Revision, error) {
	if !directory.IsPublic(k.Kind) {
		return nil, 0, errNotFound
	}
	return c.v.recordOf(k)
}

// Records yields the records of a kind that are for the caller, in order of ID,
// as Record returns them.
func (c *Caller) Records(kind string) iter.Seq2[directory.Entity, directory.Revision] {
	return func(yield func(directory.Entity, directory.Revision) bool) {
		for e, at := range c.v.dir.All() {
			if e.Key().Kind == kind && directory.IsPublic(kind) && c.v.who.maySee(e) && !yield(c.v.withheld(e, e), at) {
				return
			}
		}
	}
}

// NewRecord returns an empty record of a kind, if the caller may make one.
func (c *Caller) NewRecord(kind string) (directory.Entity, error) {
	switch {
	case !directory.IsPublic(kind):
		return nil, errNotFound
	case !c.May(Proposer):
		return nil, errForbidden
	}
	return c.v.empty(kind)
}

// Identified returns a record that has an ID: a new one for one without.
func Identified(e directory.Entity) directory.Entity { return identified(e) }

// Put puts a record in the place of the one at a revision, 0 for none, or
// proposes it where the caller may not.
//
// What Record withholds stays as it was where the new record says nothing of it.
// When it was changed is for the server to say, and when it was confirmed for
// [Caller.Verify]: the record may repeat both, or be without.
func (c *Caller) Put(after directory.Entity, at directory.Revision) (Receipt, error) {
	before, err := c.NewRecord(after.Key().Kind)
	if at != 0 {
		before, _, err = c.kept(after.Key())
	}
	if err != nil {
		return Receipt{}, err
	}
	if after, err = asBefore(before, c.v.refilled(before, after)); err != nil {
		return Receipt{}, err
	}
	if err := after.Validate(); err != nil {
		return Receipt{}, err
	}
	after = c.v.withRevised(after)
	proposal, head, err := c.v.put(before, after, at)
	if err != nil || proposal != "" {
		return Receipt{Revision: head.Revision, Record: after.Key(), Proposal: proposal}, err
	}
	return Receipt{Revision: head.Revision, Record: after.Key(), Now: c.v.withheld(after, after), Created: at == 0}, nil
}

// Delete deletes the record at a revision. An organization needs a token for all.
func (c *Caller) Delete(k directory.Key, at directory.Revision) (Receipt, error) {
	e, _, err := c.kept(k)
	switch {
	case err != nil:
		return Receipt{}, err
	case !c.v.who.mayEdit(c.v.dir, e), k.Kind == directory.KindOrganization && !c.v.who.everywhere():
		return Receipt{}, errForbidden
	}
	head, err := c.v.commit("delete", directory.Change{Delete: k, If: at})
	return Receipt{Revision: head.Revision, Record: k}, err
}

// withheld returns a record without the values that the form keeps to itself if
// the record is as another one: those of a confidential venue.
func (v *visit) withheld(e, as directory.Entity) directory.Entity {
	for _, f := range sheets[e.Key().Kind](v, e) {
		if f.secret != nil && f.secret(as) {
			e, _ = f.set(e, "") // no value is always accepted
		}
	}
	if w, ok := e.(directory.Venue); ok && isConfidential(as) {
		w.Unknown = nil // nobody knows what a later version has there
		return w
	}
	return e
}

// refilled returns a record with the values that were withheld where it has none.
func (v *visit) refilled(before, after directory.Entity) directory.Entity {
	for _, f := range sheets[after.Key().Kind](v, after) {
		if f.secret == nil || !f.secret(before) || f.get(after) != "" {
			continue
		}
		if filled, err := f.set(after, f.get(before)); err == nil {
			after = filled
		}
	}
	w, ok := after.(directory.Venue)
	if was, _ := before.(directory.Venue); ok && was.Confidential && w.Unknown == nil {
		w.Unknown = was.Unknown
		return w
	}
	return after
}

// asBefore returns a record with what is not for callers to say as it was. It is
// an error to say otherwise.
func asBefore(before, after directory.Entity) (directory.Entity, error) {
	switch e := after.(type) {
	case directory.Organization:
		was, _ := before.(directory.Organization)
		err := revisedAs(was.Revised, &e.Revised)
		return e, err
	case directory.Venue:
		was, _ := before.(directory.Venue)
		err := revisedAs(was.Revised, &e.Revised)
		return e, err
	case directory.Offering:
		was, _ := before.(directory.Offering)
		if e.Verified = cmp.Or(e.Verified, was.Verified); e.Verified != was.Verified {
			return e, &FieldError{"verified", "what it was, or nothing: it is confirmed at another address"}
		}
		err := revisedAs(was.Revised, &e.Revised)
		return e, err
	}
	return after, nil
}

func revisedAs(was directory.Revised, is *directory.Revised) error {
	switch {
	case !is.Modified.IsZero() && !is.Modified.Equal(was.Modified):
		return &FieldError{"modified", "what it was, or nothing"}
	case is.Sequence != 0 && is.Sequence != was.Sequence:
		return &FieldError{"sequence", "what it was, or nothing"}
	}
	*is = was
	return nil
}
