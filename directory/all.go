package directory

import (
	"iter"
	"maps"
	"slices"
)

// All yields the entities that the directory holds, with the revision of each,
// in order of their keys: those that are shown, those with a problem, and those
// of unknown kinds. Private ones are among them only with [Options].Private. What
// is yielded is of one moment, that of the call; it must not be changed.
func (d *Directory) All() iter.Seq2[Entity, Revision] {
	d.mu.Lock()
	entities := maps.Clone(d.state.entities)
	d.mu.Unlock()
	return func(yield func(Entity, Revision) bool) {
		for _, k := range slices.SortedFunc(maps.Keys(entities), Key.Compare) {
			if h := entities[k]; !yield(h.entity, h.revision) {
				return
			}
		}
	}
}
