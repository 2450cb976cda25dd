package main

import "github.com/withinreach/withinreach/directory"

// An also is records of one's own that go with those of a source and count
// before them, such as the organization that a table only has the ID of.
type also struct {
	entities []directory.Entity
	had      map[directory.Key]bool
}

const alsoUsage = "`file` of records of your own, such as organizations, that count before those of the same ID"

// readAlso reads the file of -also; "" is none.
func readAlso(name string) (a also, err error) {
	if name == "" {
		return a, nil
	}
	if a.entities, err = fromFile(name, directory.ReadRecords); err != nil {
		return a, err
	}
	a.had = make(map[directory.Key]bool, len(a.entities))
	for _, e := range a.entities {
		a.had[e.Key()] = true
	}
	return a, nil
}

// with returns the records of one's own, then those of a source that are others.
func (a also) with(entities []directory.Entity) []directory.Entity {
	all := a.entities[:len(a.entities):len(a.entities)]
	for _, e := range entities {
		if !a.had[e.Key()] {
			all = append(all, e)
		}
	}
	return all
}
