package directory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// Import makes any number of changes, in as many commits as they need, one after
// the other. The id names the import and must not be ""; its parts have the IDs
// id/1, id/2, and so on. If it stops half-way, import the same changes with the
// same id again: it goes on where it stopped, and writes nothing twice.
//
// # What others see
//
// The parts become visible in order, not together. What others refer to comes
// first: organizations, venues, offerings, everything else; then deletions, the
// other way round, those of one kind in the order given: name an organization
// before its successor. So each part leaves a directory in which every reference
// leads somewhere. To show everything at once, import offerings as suspended, and
// commit what makes them active at the end.
//
// A part that is refused, as Commit does, ends the import; the error names it,
// and the parts before stay.
func (d *Directory) Import(ctx context.Context, id string, changes ...Change) (Head, error) {
	if id == "" {
		return Head{}, fmt.Errorf("directory: import: %w: no id", ErrInvalid)
	}
	done, err := d.find(ctx, func(part string) bool { return strings.HasPrefix(part, id+"/") })
	if err != nil {
		return Head{}, fmt.Errorf("directory: import: %w", err)
	}
	head := d.Head()
	changes, err = entityValues(changes)
	if err != nil {
		return Head{}, fmt.Errorf("directory: import: %w", err)
	}
	parts, err := inParts(changes)
	if err != nil {
		return Head{}, fmt.Errorf("directory: import: %w", err)
	}
	for i, part := range parts {
		name := fmt.Sprintf("%s/%d", id, i+1)
		if c, ok := done[name]; ok && holds(c, part) {
			if head = c.Head; i+1 < len(parts) { // the next part may refer to what this one wrote
				if err := d.catchUp(ctx, head.Revision); err != nil {
					return head, fmt.Errorf("directory: import: %w", err)
				}
			}
			continue
		}
		if head, err = d.Commit(ctx, name, part...); err != nil {
			return Head{}, fmt.Errorf("directory: import: part %d of %d: %w", i+1, len(parts), err)
		}
	}
	if err := d.catchUp(ctx, head.Revision); err != nil {
		return head, fmt.Errorf("directory: imported up to revision %d, but not yet shown: %w", head.Revision, err)
	}
	return head, nil
}

// Limits of a part of an import, which leave room for what Commit adds to guard
// references.
const (
	partKeys  = MaxBatchKeys
	partBytes = MaxBatchBytes / 2
)

// inParts cuts changes into those that go together. The same changes are always
// cut the same way, whatever the store holds.
func inParts(changes []Change) ([][]Change, error) {
	order := importOrder(changes)
	var parts [][]Change
	var size int
	var keys map[Key]bool
	for _, c := range order {
		touched := append(references(c.Put), c.key())
		n := Batch{Writes: []Write{{Key: c.key()}}}.Size()
		if c.Put != nil {
			body, err := Encode(c.Put)
			if err != nil {
				return nil, err
			}
			n += len(body)
		}
		more := 0
		for _, k := range touched {
			if !keys[k] {
				more++
			}
		}
		if len(parts) == 0 || len(keys)+more > partKeys || size+n > partBytes {
			parts, keys, size = append(parts, nil), map[Key]bool{}, 0
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], c)
		size += n
		for _, k := range touched {
			keys[k] = true
		}
	}
	return parts, nil
}

// importOrder returns changes so that what others refer to is there before and
// after them.
func importOrder(changes []Change) []Change {
	successor := map[string]string{}
	for _, c := range changes {
		if o, ok := c.Put.(Organization); ok {
			successor[o.ID] = o.Successor
		}
	}
	// An organization comes after its successor, if that is imported too.
	depth := func(id string) (n int) {
		for ; successor[id] != "" && n < len(successor); id = successor[id] {
			n++
		}
		return n
	}
	rank := func(c Change) (bool, int) {
		if c.Put == nil {
			return true, -rankOf(c.Delete.Kind)
		}
		return false, rankOf(c.key().Kind)
	}
	order := slices.Clone(changes)
	slices.SortStableFunc(order, func(a, b Change) int {
		lastA, rankA := rank(a)
		lastB, rankB := rank(b)
		if lastA != lastB {
			if lastA {
				return 1
			}
			return -1
		}
		if c := cmp.Compare(rankA, rankB); c != 0 || a.key().Kind != KindOrganization {
			return c
		}
		return cmp.Compare(depth(a.key().ID), depth(b.key().ID))
	})
	return order
}
