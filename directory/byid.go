package directory

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// shards is into how many parts a byID is cut.
const shards = 256

// A byID holds records by ID. It is never changed: with copies only the parts
// that it changes, so that one more record costs little however many there are.
type byID[E Entity] struct {
	parts *[shards]map[string]*E // nil is empty
	size  int
}

// get returns the record with an ID, or nil.
func (t byID[E]) get(id string) *E {
	if t.parts == nil {
		return nil
	}
	return t.parts[hash(id)%shards][id]
}

// sorted yields the records in order of ID.
func (t byID[E]) sorted() iter.Seq2[string, *E] {
	return func(yield func(string, *E) bool) {
		if t.parts == nil {
			return
		}
		type row struct {
			id     string
			record *E
		}
		rows := make([]row, 0, t.size)
		for _, part := range t.parts {
			for id, e := range part {
				rows = append(rows, row{id, e})
			}
		}
		slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.id, b.id) })
		for _, r := range rows {
			if !yield(r.id, r.record) {
				return
			}
		}
	}
}

// with returns the records after the changes of one kind, or t itself and false
// if there are none.
func (t byID[E]) with(kind string, changes []altered) (next byID[E], changed bool) {
	var copied [shards]bool
	for _, c := range changes {
		if c.key.Kind != kind {
			continue
		}
		if !changed {
			t, changed = byID[E]{t.copied(), t.size}, true
		}
		i := hash(c.key.ID) % shards
		if !copied[i] {
			copied[i], t.parts[i] = true, maps.Clone(t.parts[i])
		}
		if t.parts[i] == nil {
			t.parts[i] = map[string]*E{}
		}
		t.size -= len(t.parts[i])
		if v, ok := c.entity.(E); ok {
			t.parts[i][c.key.ID] = &v
		} else {
			delete(t.parts[i], c.key.ID)
		}
		t.size += len(t.parts[i])
	}
	return t, changed
}

// copied returns the parts in an array of their own.
func (t byID[E]) copied() *[shards]map[string]*E {
	if t.parts == nil {
		return new([shards]map[string]*E)
	}
	parts := *t.parts
	return &parts
}
