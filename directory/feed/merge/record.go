package merge

import (
	"encoding/json"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// tree returns an entity as the values of encoding/json, without what says when
// it was changed.
func tree(e directory.Entity) (any, error) {
	body, err := directory.Encode(e)
	if err != nil {
		return nil, err
	}
	v, err := decode(body)
	if o := object(v); o != nil {
		delete(o, "modified")
		delete(o, "sequence")
	}
	return v, err
}

// entity returns the entity of a key that has a tree.
func entity(k directory.Key, tree any) (directory.Entity, error) {
	body, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	return directory.Decode(k, body)
}

func equal(a, b directory.Entity) (bool, error) {
	x, err := tree(a)
	if err != nil {
		return false, err
	}
	y, err := tree(b)
	return err == nil && same(x, y), err
}

// stamp returns an entity that was changed at a time.
func stamp(e directory.Entity, now time.Time, sequence int) directory.Entity {
	r := directory.Revised{Modified: now, Sequence: sequence}
	switch e := e.(type) {
	case directory.Organization:
		e.Revised = r
		return e
	case directory.Venue:
		e.Revised = r
		return e
	case directory.Offering:
		e.Revised = r
		return e
	}
	return e
}

func revised(e directory.Entity) directory.Revised {
	switch e := e.(type) {
	case directory.Organization:
		return e.Revised
	case directory.Venue:
		return e.Revised
	case directory.Offering:
		return e.Revised
	}
	return directory.Revised{}
}

func origin(e directory.Entity) directory.Origin {
	switch e := e.(type) {
	case directory.Organization:
		return e.Origin
	case directory.Venue:
		return e.Origin
	case directory.Offering:
		return e.Origin
	}
	return directory.Origin{}
}

// references returns the keys of what an entity cannot be without.
func references(e directory.Entity) (keys []directory.Key) {
	if o, ok := e.(directory.Organization); ok && o.Successor != "" {
		return []directory.Key{{Kind: directory.KindOrganization, ID: o.Successor}}
	}
	o, ok := e.(directory.Offering)
	if !ok {
		return nil
	}
	keys = append(keys, directory.Key{Kind: directory.KindOrganization, ID: o.Organization})
	if o.Venue != "" {
		keys = append(keys, directory.Key{Kind: directory.KindVenue, ID: o.Venue})
	}
	for _, v := range o.Overrides {
		if v.Venue != "" {
			keys = append(keys, directory.Key{Kind: directory.KindVenue, ID: v.Venue})
		}
	}
	return keys
}

// quiet returns what the source says now, with the old spelling where an
// address is only spelled anew, or a point moved by less than geocoders differ.
func quiet(before, now directory.Entity) directory.Entity {
	v, ok := now.(directory.Venue)
	old, was := before.(directory.Venue)
	if !ok || !was {
		return now
	}
	if !v.Point.IsZero() && !old.Point.IsZero() && v.Point.Distance(old.Point) <= near {
		v.Point = old.Point
	}
	if sameAddress(v.Address, old.Address) && plain(v.Address.City) == plain(old.Address.City) &&
		v.Address.State == old.Address.State && (v.Address.ZIP == "") == (old.Address.ZIP == "") {
		v.Address = old.Address
	}
	return v
}

// show returns a value of the source in a few words.
func show(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	if v == absent {
		return ""
	}
	text, err := json.Marshal(v)
	if err != nil || len(text) > 200 {
		return ""
	}
	return string(text)
}
