package program

import "reflect"

// clone returns a copy of v that shares no list and no map with it.
func clone[T any](v T) T {
	deepen(reflect.ValueOf(&v).Elem())
	return v
}

// deepen replaces every list and map that v can reach by a copy.
func deepen(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(fresh, v)
		for i := range fresh.Len() {
			deepen(fresh.Index(i))
		}
		v.Set(fresh)
	case reflect.Map:
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeMapWithSize(v.Type(), v.Len())
		for entry := v.MapRange(); entry.Next(); {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(entry.Value())
			deepen(value)
			fresh.SetMapIndex(entry.Key(), value)
		}
		v.Set(fresh)
	case reflect.Struct:
		for i := range v.NumField() {
			// A field that cannot be set belongs to a value type, such
			// as Date, and holds no list.
			if field := v.Field(i); field.CanSet() {
				deepen(field)
			}
		}
	}
}
