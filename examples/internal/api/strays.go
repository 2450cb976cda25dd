package api

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// strays returns the paths of what was sent and is not in the record that was
// read of it, but for values that are as good as none.
func strays(sent, read any, path string) (fields []string) {
	switch sent := sent.(type) {
	case map[string]any:
		read, ok := read.(map[string]any)
		if !ok {
			break
		}
		for name, value := range sent {
			field := strings.TrimPrefix(path+"."+name, ".")
			if _, there := read[name]; !there && !isNothing(value) {
				fields = append(fields, strings.TrimPrefix(path+"."+nameable(name), "."))
				continue
			}
			fields = append(fields, strays(value, read[name], field)...)
		}
	case []any:
		read, ok := read.([]any)
		if !ok || len(read) != len(sent) {
			break
		}
		for i, value := range sent {
			fields = append(fields, strays(value, read[i], fmt.Sprintf("%s[%d]", path, i))...)
		}
	}
	return fields
}

// isNothing reports whether a value is what a field has that is left out.
func isNothing(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		for _, v := range value {
			if !isNothing(v) {
				return false
			}
		}
		return true
	case []any:
		return len(value) == 0
	}
	text := fmt.Sprint(value)
	return value == nil || text == "" || text == "0" || text == "false"
}

// unknownFields returns the paths, without numbers of list items, of all fields
// that this version does not know and a record keeps. A nil record has none.
func unknownFields(e directory.Entity) map[string]bool {
	fields := map[string]bool{}
	if e != nil {
		collect(reflect.ValueOf(e), "", fields)
	}
	return fields
}

func collect(v reflect.Value, path string, into map[string]bool) {
	if v.Type() == reflect.TypeFor[schedule.Unknown]() {
		for name := range v.Interface().(schedule.Unknown) {
			into[strings.TrimPrefix(path+"."+nameable(name), ".")] = true
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			collect(v.Elem(), path, into)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), path, into)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			inner := path
			if f.Type != reflect.TypeFor[schedule.Unknown]() && !f.Anonymous {
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				inner = path + "." + cmp.Or(name, strings.ToLower(f.Name)) // types with a form of their own have no tags
			}
			collect(v.Field(i), inner, into)
		}
	}
}

// nameable returns the name of a field, or "…" if it is none that anybody would
// give one, and may be a value.
func nameable(name string) string {
	odd := func(c rune) bool { return c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') }
	if name == "" || len(name) > 32 || strings.ContainsFunc(name, odd) {
		return "…"
	}
	return name
}
