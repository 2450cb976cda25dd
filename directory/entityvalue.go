package directory

import (
	"fmt"
	"reflect"
	"slices"
)

var errNoEntity = fmt.Errorf("%w: entity is nil, want a record", ErrInvalid)

// entityValue returns the record itself where a pointer to one is given, which also
// is an Entity. The error is ErrInvalid for none at all.
func entityValue(e Entity) (Entity, error) {
	v := reflect.ValueOf(e)
	if v.Kind() != reflect.Pointer {
		if e == nil {
			return nil, errNoEntity
		}
		return e, nil
	}
	if v.IsNil() {
		return nil, errNoEntity
	}
	p, ok := v.Elem().Interface().(Entity)
	if !ok { // a type of the caller, which is an Entity as a pointer only
		return e, nil
	}
	return entityValue(p)
}

// entityValues returns changes with the records themselves.
func entityValues(changes []Change) ([]Change, error) {
	list := slices.Clone(changes)
	for i, c := range list {
		if c.Put == nil {
			continue
		}
		var err error
		if list[i].Put, err = entityValue(c.Put); err != nil {
			return nil, fmt.Errorf("directory: change %d: %w", i, err)
		}
	}
	return list, nil
}
