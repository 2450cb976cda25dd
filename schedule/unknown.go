package schedule

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Unknown holds the fields of a JSON object that this version does not know,
// so that a record of a newer version passes through an older program
// unharmed. It is nil if there are none.
type Unknown map[string]json.RawMessage

// DecodeKeeping decodes a JSON object into the struct that v points to and
// returns the fields that the struct does not have. Types use it to write
// their UnmarshalJSON, with v of a type without that method.
func DecodeKeeping(data []byte, v any) (Unknown, error) {
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	if strict.Decode(v) == nil {
		return nil, nil
	}
	// Only records with unknown fields, which are rare, and wrong ones pay for
	// a second reading.
	if err := json.Unmarshal(data, v); err != nil {
		return nil, err
	}
	var unknown Unknown
	if err := json.Unmarshal(data, &unknown); err != nil {
		return nil, err
	}
	for _, field := range reflect.VisibleFields(reflect.TypeOf(v).Elem()) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" {
			name = field.Name
		}
		maps.DeleteFunc(unknown, func(key string, _ json.RawMessage) bool { return strings.EqualFold(key, name) })
	}
	if len(unknown) == 0 {
		return nil, nil
	}
	return unknown, nil
}

// EncodeKeeping encodes the struct v as a JSON object and adds the unknown
// fields at its end, in the order of their names.
func EncodeKeeping(v any, unknown Unknown) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil || len(unknown) == 0 {
		return data, err
	}
	data = bytes.TrimSuffix(data, []byte("}"))
	for _, name := range slices.Sorted(maps.Keys(unknown)) {
		if len(data) > 1 {
			data = append(data, ',')
		}
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		data = append(append(append(data, key...), ':'), unknown[name]...)
	}
	return append(data, '}'), nil
}
