package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"

	"github.com/withinreach/withinreach/directory"
)

// deepest is how deep the values of a record may lie in each other.
const deepest = 32

// readJSON reads one object, in which each name is there once.
func readJSON(body []byte) (map[string]any, error) {
	in := json.NewDecoder(bytes.NewReader(body))
	in.UseNumber()
	value, err := readAny(in, deepest)
	if err != nil {
		return nil, errObjectBody
	}
	object, ok := value.(map[string]any)
	if _, err := in.Token(); !ok || !errors.Is(err, io.EOF) {
		return nil, errObjectBody
	}
	return object, nil
}

// readAny reads a value that lies at most so deep.
func readAny(in *json.Decoder, depth int) (any, error) {
	token, err := in.Token()
	if err != nil {
		return nil, err
	}
	switch {
	case token == json.Delim('{') && depth > 0:
		object := map[string]any{}
		for in.More() {
			name, err := in.Token()
			if err != nil {
				return nil, err
			}
			key := name.(string) // the decoder takes nothing else for a name
			if _, twice := object[key]; twice {
				return nil, errObject
			}
			if object[key], err = readAny(in, depth-1); err != nil {
				return nil, err
			}
		}
		_, err = in.Token()
		return object, err
	case token == json.Delim('[') && depth > 0:
		list := []any{}
		for in.More() {
			v, err := readAny(in, depth-1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err = in.Token()
		return list, err
	}
	if _, bracket := token.(json.Delim); bracket {
		return nil, errObject
	}
	return token, nil
}

// merged returns an object with a patch applied, as RFC 7396 says.
func merged(object, patch map[string]any) map[string]any {
	object = maps.Clone(object)
	for name, value := range patch {
		if value == nil {
			delete(object, name)
			continue
		}
		if part, ok := value.(map[string]any); ok {
			old, _ := object[name].(map[string]any)
			if old == nil {
				old = map[string]any{}
			}
			value = merged(old, part)
		}
		object[name] = value
	}
	return object
}

// objectOf returns a record as an object of JSON.
func objectOf(e directory.Entity) (map[string]any, error) {
	body, err := directory.Encode(e)
	if err != nil {
		return nil, err
	}
	return readJSON(body)
}

// entityOf returns the record with a key that an object is, in the place of
// another one, nil for none. Names that are not known are kept where the record
// had them before, and refused where they are new.
func entityOf(k directory.Key, object map[string]any, before directory.Entity) (directory.Entity, error) {
	if id, there := object["id"]; there && id != k.ID {
		return nil, invalid("id", "want that of the address, or none: a new record gets its ID from the server, or with PUT from the address")
	}
	object = maps.Clone(object)
	object["id"] = k.ID
	e, err := decode(k, object)
	if err != nil {
		return nil, misfit(k, object, err)
	}
	again, err := objectOf(e)
	if err != nil {
		return nil, err
	}
	fields := strays(object, again, "")
	known := unknownFields(before)
	for field := range unknownFields(e) {
		if !known[field] {
			fields = append(fields, field)
		}
	}
	if len(fields) == 0 {
		return e, nil
	}
	slices.Sort(fields)
	p := *errInvalid
	for _, field := range slices.Compact(fields) {
		p.Errors = append(p.Errors, wrong{nil, field, "no field has this name here"})
	}
	p.Errors = p.Errors[:min(len(p.Errors), mostErrors)]
	return nil, &p
}

const mostErrors = 50

func decode(k directory.Key, object map[string]any) (directory.Entity, error) {
	body, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	return directory.Decode(k, body)
}

// misfit is the problem of an object that cannot be read, for each field that
// cannot. What is in the field is quoted only where it is about dates.
func misfit(k directory.Key, object map[string]any, err error) error {
	p := *errInvalid
	for _, name := range slices.Sorted(maps.Keys(object)) {
		_, err := decode(k, map[string]any{"id": k.ID, name: object[name]})
		e, ok := errors.AsType[*directory.RecordError](err)
		if !ok {
			continue
		}
		w := wrong{Field: name, Detail: detailOf(e)}
		if !slices.Contains(timeFields, name) {
			w.Detail = "not of the form that the field has"
		}
		p.Errors = append(p.Errors, w)
	}
	if len(p.Errors) == 0 {
		return err
	}
	return &p
}

// timeFields are those in which all that can be misread is about dates.
var timeFields = []string{"series", "closures", "holidays", "overrides", "status_since"}
