package directory

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// A Change creates, replaces or deletes an entity.
type Change struct {
	Put    Entity // nil to delete
	Delete Key    // of the entity to delete; zero if Put is set
	// If is the revision at which the entity must be, as Get returned it. 0
	// is that there must be none; AnyRevision is no condition.
	If Revision
}

func (c Change) key() Key {
	if c.Put != nil {
		return c.Put.Key()
	}
	return c.Delete
}

// Commit makes changes, all or none, and returns once the directory's own
// snapshot shows them. The id makes a repetition harmless, as [Batch] says; ""
// takes a new one.
//
// Changes that would leave the directory with a new problem, such as an
// offering without its venue, are refused with that problem, a [*RecordError].
// Whatever the changes refer to must not change meanwhile; if it does, or a
// condition does not hold, the error is [ErrConflict].
func (d *Directory) Commit(ctx context.Context, id string, changes ...Change) (Head, error) {
	if id == "" {
		id = rand.Text()
	}
	changes, err := entityValues(changes)
	if err != nil {
		return Head{}, err
	}
	b, err := d.batch(id, changes)
	if err != nil {
		return Head{}, err
	}
	head, err := d.store.Commit(ctx, b)
	if errors.Is(err, ErrInvalid) {
		head, err = d.repeated(ctx, b, changes, err)
	}
	if err != nil {
		return Head{}, fmt.Errorf("directory: commit: %w", err)
	}
	if err := d.catchUp(ctx, head.Revision); err != nil {
		return head, fmt.Errorf("directory: committed as revision %d, but not yet shown: %w", head.Revision, err)
	}
	return head, nil
}

// repeated returns the head of the commit that has the ID of b and made the same
// changes, or the error that there was. The batch need not be the same: what
// guards references depends on how they were before.
func (d *Directory) repeated(ctx context.Context, b Batch, changes []Change, refused error) (Head, error) {
	if b.Validate() != nil {
		return Head{}, refused
	}
	found, err := d.find(ctx, func(id string) bool { return id == b.ID })
	if err != nil {
		return Head{}, err
	}
	if c, ok := found[b.ID]; ok && holds(c, changes) {
		return c.Head, nil
	}
	return Head{}, refused
}

// holds reports whether a commit made changes, perhaps besides others.
func holds(c Commit, changes []Change) bool {
	for _, change := range changes {
		var body []byte
		if change.Put != nil {
			var err error
			if body, err = Encode(change.Put); err != nil {
				return false
			}
		}
		if !slices.ContainsFunc(c.Records, func(r Record) bool {
			return r.Key == change.key() && r.Deleted == (change.Put == nil) && bytes.Equal(r.Body, body)
		}) {
			return false
		}
	}
	return true
}

// batch checks changes and turns them into what a store takes.
func (d *Directory) batch(id string, changes []Change) (Batch, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b := Batch{ID: id}
	edits := map[Key]Entity{}
	for _, c := range changes {
		w := Write{Key: c.key(), If: c.If, Delete: c.Put == nil}
		if c.Put != nil {
			var err error
			if w.Body, err = Encode(c.Put); err != nil {
				return Batch{}, err
			}
		}
		edits[w.Key] = c.Put
		b.Writes = append(b.Writes, w)
	}
	if err := d.newProblem(edits); err != nil {
		return Batch{}, err
	}
	err := d.guard(&b, changes)
	return b, err
}

// guard makes a batch conflict with changes to what it relies on. What was
// referred to before must not have changed. What is referred to anew is
// written once more as it is, so that whoever deletes it at the same time,
// and knows nothing of the new reference, gets the conflict too.
func (d *Directory) guard(b *Batch, changes []Change) error {
	done := map[Key]bool{}
	for _, c := range changes {
		done[c.key()] = true
	}
	for _, c := range changes {
		before := references(d.state.entities[c.key()].entity)
		for _, k := range references(c.Put) {
			h := d.state.entities[k]
			if done[k] || h.revision == 0 {
				continue
			}
			if slices.Contains(before, k) {
				if !slices.Contains(b.Checks, Check{k, h.revision}) {
					b.Checks = append(b.Checks, Check{k, h.revision})
				}
				continue
			}
			body, err := Encode(h.entity)
			if err != nil {
				return err
			}
			b.Writes = append(b.Writes, Write{Key: k, If: h.revision, Body: body})
			b.Checks = slices.DeleteFunc(b.Checks, func(c Check) bool { return c.Key == k })
			done[k] = true
		}
	}
	return nil
}

// newProblem returns the problems that edits would bring to the directory.
func (d *Directory) newProblem(edits map[Key]Entity) error {
	now := d.Snapshot()
	then := d.builder.next(now, edits, now.at+1)
	var fresh []error
	for _, k := range slices.SortedFunc(maps.Keys(then.problems), Key.Compare) {
		err := then.problems[k]
		if before := now.problems[k]; before == nil || before.Error() != err.Error() {
			fresh = append(fresh, err)
		}
	}
	return errors.Join(fresh...)
}

// references returns the keys of what an entity relies on.
func references(e Entity) []Key {
	switch e := e.(type) {
	case Organization:
		if e.Successor != "" {
			return []Key{{KindOrganization, e.Successor}}
		}
	case Offering:
		keys := []Key{{KindOrganization, e.Organization}}
		if e.Venue != "" {
			keys = append(keys, Key{KindVenue, e.Venue})
		}
		for _, v := range e.Overrides {
			if v.Venue != "" {
				keys = append(keys, Key{KindVenue, v.Venue})
			}
		}
		return keys
	case Credential:
		return []Key{{KindOffering, e.Offering}}
	}
	return nil
}
