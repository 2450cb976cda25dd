package merge

import (
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

// Remembered returns what a source said at its last import, in order of the
// keys, given all that a directory holds: without what was edited there since.
// A table without keys finds its groups again by it; see csv.Sheet.
func Remembered(source string, current []directory.Entity) []directory.Entity {
	p := planner{current: map[directory.Key]directory.Entity{}, last: map[directory.Key]directory.Entity{}, memories: map[directory.Key]directory.Opaque{}}
	p.recall(source, current)
	var list []directory.Entity
	for _, k := range slices.SortedFunc(maps.Keys(p.last), directory.Key.Compare) {
		list = append(list, p.last[k])
	}
	return list
}
