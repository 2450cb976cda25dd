package meetings

import (
	"reflect"
	"testing"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// fill sets everything that a value holds to something, another one for each n.
func fill(v reflect.Value, n int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(string(rune('a' + n)))
	case reflect.Int, reflect.Int8, reflect.Int64:
		v.SetInt(int64(1 + n))
	case reflect.Bool:
		v.SetBool(n%2 == 0)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+n, 1+n))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		text := reflect.New(v.Type().Elem()).Elem()
		fill(text, n)
		v.SetMapIndex(reflect.ValueOf("en").Convert(v.Type().Key()), text)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), n)
			}
		}
	}
}

// A field that is added to offerings one day must not be left out.
func TestDigestTellsEveryFieldApart(t *testing.T) {
	var each func(v reflect.Value, path string, o *directory.Offering)
	each = func(v reflect.Value, path string, o *directory.Offering) {
		plain := v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]() && v.NumField() > 0 && v.Field(0).CanSet()
		if plain {
			for i := range v.NumField() {
				each(v.Field(i), path+"."+v.Type().Field(i).Name, o)
			}
			return
		}
		before := digest(o)
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		fill(v, 1)
		if reflect.DeepEqual(old.Interface(), v.Interface()) {
			return // of a type that shows nothing of itself; TestDigest has those
		}
		if digest(o) == before {
			t.Errorf("two offerings that differ in %s have one digest", path)
		}
		v.Set(old)
		if digest(o) != before {
			t.Errorf("the digest without %s is another one", path)
		}
	}
	var o directory.Offering
	each(reflect.ValueOf(&o).Elem(), "offering", &o)
}
