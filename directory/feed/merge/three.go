package merge

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// A threeWay merges the JSON of one record. Values are those of encoding/json,
// with numbers as json.Number, and absent for a field that is not there.
type threeWay struct {
	changed   []string   // paths at which the source changed what is here
	conflicts []conflict // paths at which both changed
}

type conflict struct {
	path   string
	theirs any
}

type absence struct{}

var absent any = absence{}

// merge returns what is to be here, given what the source said before (base),
// what is here now, and what the source says now.
func (t *threeWay) merge(path string, base, ours, theirs any) any {
	if same(theirs, base) || same(theirs, ours) {
		return ours
	}
	if o, n := object(ours), object(theirs); o != nil && n != nil {
		return t.objects(path, object(base), o, n)
	}
	if o, n := keyed(ours), keyed(theirs); o != nil && n != nil {
		if b := keyed(base); b != nil {
			before := len(t.changed)
			merged := t.lists(path, *b, *o, *n)
			if !same(ours, base) {
				return merged
			}
			if len(t.changed) == before { // nothing but the order
				t.changed = append(t.changed, path)
			}
			return theirs
		}
	}
	if same(ours, base) {
		t.changed = append(t.changed, path)
		return theirs
	}
	t.conflicts = append(t.conflicts, conflict{path, theirs})
	return ours
}

func (t *threeWay) objects(path string, base, ours, theirs map[string]any) any {
	merged := map[string]any{}
	names := maps.Clone(ours)
	maps.Copy(names, theirs)
	maps.Copy(names, base)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		at := name
		if path != "" {
			at = path + "." + name
		}
		if v := t.merge(at, field(base, name), field(ours, name), field(theirs, name)); v != absent {
			merged[name] = v
		}
	}
	return merged
}

func field(o map[string]any, name string) any {
	if v, ok := o[name]; ok {
		return v
	}
	return absent
}

// A keyedList is a list of objects that can be told apart: series by ID,
// exceptions by date, contacts by role.
type keyedList struct {
	keys   []string
	values map[string]any
}

func (t *threeWay) lists(path string, base, ours, theirs keyedList) any {
	keys := slices.Clone(ours.keys)
	for _, key := range theirs.keys {
		if _, ok := ours.values[key]; !ok {
			keys = append(keys, key)
		}
	}
	var merged []any
	for _, key := range keys {
		at := path
		if key != "" {
			at += "[" + key + "]"
		}
		v := t.merge(at, field(base.values, key), field(ours.values, key), field(theirs.values, key))
		if v != absent {
			merged = append(merged, v)
		}
	}
	if len(merged) == 0 {
		return absent
	}
	return merged
}

// keyed returns a list by the keys of its objects, or nil if it is none, or
// two of them have one key.
func keyed(v any) *keyedList {
	if v == absent {
		return &keyedList{}
	}
	list, ok := v.([]any)
	if !ok {
		return nil
	}
	k := keyedList{values: map[string]any{}}
	for _, e := range list {
		o := object(e)
		if o == nil {
			return nil
		}
		key := keyOf(o)
		_, twice := k.values[key]
		if twice || key == "" && !series(o) {
			return nil
		}
		k.keys = append(k.keys, key)
		k.values[key] = e
	}
	return &k
}

// keyOf returns the key of an object in a list: of an override both the series
// and the date, of a series that is the only one "".
func keyOf(o map[string]any) string {
	var parts []string
	for _, name := range []string{"id", "series", "on", "role"} {
		if s, ok := o[name].(string); ok {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// series reports whether an object without a key is a series.
func series(o map[string]any) bool { return o["rule"] != nil || o["dates"] != nil }

func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func same(a, b any) bool { return reflect.DeepEqual(a, b) }

// decode returns the value of a text in JSON.
func decode(text []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}
