package merge

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

// A renaming gives the ID that a record has here for the ID that it has in the
// import.
type renaming map[directory.Key]string

// renames finds the records that the source has under another ID than before:
// first those with the same key in a source, also one that they were joined
// from; then those that differ from one that is gone in nothing but keys, as
// long as there is only one such.
func (p *planner) renames(imported []directory.Entity) renaming {
	r := renaming{}
	free := maps.Clone(p.last) // of the last import, not yet found again
	var unknown []directory.Entity
	for _, e := range imported {
		if k := e.Key(); p.last[k] != nil {
			delete(free, k)
		} else {
			unknown = append(unknown, e)
		}
	}
	byOrigin := origins(free)
	unknown = slices.DeleteFunc(unknown, func(e directory.Entity) bool {
		for _, o := range originsOf(e) {
			if was, ok := byOrigin[o]; ok && free[was] != nil {
				r[e.Key()] = was.ID
				delete(free, was)
				return true
			}
		}
		return false
	})
	// Venues first, since offerings refer to them.
	for _, kind := range []string{directory.KindOrganization, directory.KindVenue, directory.KindOffering} {
		r.alike(kind, unknown, free)
	}
	return r
}

// A kindOrigin is a key in a source, of a record of a kind.
type kindOrigin struct {
	kind string
	directory.Origin
}

// origins returns the records by their keys in sources. Of two with one key it
// has the first in order, so that equal imports give equal plans.
func origins(records map[directory.Key]directory.Entity) map[kindOrigin]directory.Key {
	by := map[kindOrigin]directory.Key{}
	for _, k := range slices.SortedFunc(maps.Keys(records), directory.Key.Compare) {
		for _, o := range originsOf(records[k]) {
			if _, taken := by[o]; !taken {
				by[o] = k
			}
		}
	}
	return by
}

// originsOf returns the keys of a record in sources, its own first.
func originsOf(e directory.Entity) (list []kindOrigin) {
	kind := e.Key().Kind
	all := []directory.Origin{origin(e)}
	if o, ok := e.(directory.Offering); ok {
		all = append(all, o.Also...)
	}
	for _, o := range all {
		if o.SourceID != "" {
			list = append(list, kindOrigin{kind, o})
		}
	}
	return list
}

// alike adds the records of a kind that are alike but for their keys.
func (r renaming) alike(kind string, unknown []directory.Entity, free map[directory.Key]directory.Entity) {
	old, fresh := map[string][]string{}, map[string][]string{}
	for k, e := range free {
		if k.Kind == kind {
			old[content(e)] = append(old[content(e)], k.ID)
		}
	}
	for _, e := range unknown {
		if k := e.Key(); k.Kind == kind {
			text := content(r.apply(e))
			fresh[text] = append(fresh[text], k.ID)
		}
	}
	for text, ids := range fresh {
		if was := old[text]; len(ids) == 1 && len(was) == 1 {
			r[directory.Key{Kind: kind, ID: ids[0]}] = was[0]
		}
	}
}

// content returns what an entity says, without its keys.
func content(e directory.Entity) string {
	t, err := tree(e)
	if err != nil {
		return ""
	}
	o := object(t)
	delete(o, "id")
	delete(o, "source_id")
	text, _ := json.Marshal(o) // of a value that was decoded from JSON
	return string(text)
}

// apply returns an entity with the IDs that its records have here.
func (r renaming) apply(e directory.Entity) directory.Entity {
	if len(r) == 0 {
		return e
	}
	id := func(kind, id string) string {
		if was, ok := r[directory.Key{Kind: kind, ID: id}]; ok {
			return was
		}
		return id
	}
	switch e := e.(type) {
	case directory.Organization:
		e.ID = id(directory.KindOrganization, e.ID)
		e.Successor = id(directory.KindOrganization, e.Successor)
		return e
	case directory.Venue:
		e.ID = id(directory.KindVenue, e.ID)
		return e
	case directory.Offering:
		e.ID = id(directory.KindOffering, e.ID)
		e.Organization = id(directory.KindOrganization, e.Organization)
		e.Venue = id(directory.KindVenue, e.Venue)
		e.Successors = slices.Clone(e.Successors)
		for i, s := range e.Successors {
			e.Successors[i] = id(directory.KindOffering, s)
		}
		e.Overrides = slices.Clone(e.Overrides)
		for i, v := range e.Overrides {
			e.Overrides[i].Venue = id(directory.KindVenue, v.Venue)
		}
		return e
	}
	return e
}
