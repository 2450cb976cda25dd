package admin

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/withinreach/withinreach/directory"
)

// yesNo returns a field that is so or not.
func yesNo[E directory.Entity](name string, at func(*E) *bool) field {
	f := value(name, func(e E) string { return flag(*at(&e)) }, func(e *E, s string) error {
		*at(e) = s != ""
		return nil
	})
	f.kind = "check"
	return f
}

// whole returns a field that is a number from 0 to a limit; 0 is shown as
// nothing.
func whole[E directory.Entity](name string, most int, at func(*E) *int) field {
	return value(name, func(e E) string {
		if n := *at(&e); n != 0 {
			return strconv.Itoa(n)
		}
		return ""
	}, func(e *E, s string) error {
		n, ok := 0, true
		if s != "" {
			n, ok = atoi(s, most)
		}
		if !ok {
			return fmt.Errorf("want a number from 0 to %d", most)
		}
		*at(e) = n
		return nil
	})
}

// checks returns a field for each of some codes of a list, to be ticked. Codes
// that are not among them stay as they are.
func checks[E directory.Entity, S ~string](name string, codes []S, at func(*E) *[]S) (fields []field) {
	for _, code := range codes {
		f := value(name+"."+string(code), func(e E) string {
			return flag(slices.Contains(*at(&e), code))
		}, func(e *E, s string) error {
			list := *at(e)
			has := slices.Contains(list, code)
			switch {
			case s != "" && !has:
				*at(e) = append(slices.Clip(list), code)
			case s == "" && has:
				list = slices.DeleteFunc(slices.Clone(list), func(c S) bool { return c == code })
				if len(list) == 0 {
					list = nil
				}
				*at(e) = list
			}
			return nil
		})
		f.kind = "check"
		fields = append(fields, f)
	}
	return fields
}

// others returns a field for what a list has beside some codes, with commas
// between.
func others[E directory.Entity, S ~string](name string, codes []S, at func(*E) *[]S) field {
	known := func(s S) bool { return slices.Contains(codes, s) }
	rest := func(e E) (left []S) {
		for _, s := range *at(&e) {
			if !known(s) {
				left = append(left, s)
			}
		}
		return left
	}
	f := list(name, func(e *E) *[]S { left := rest(*e); return &left })
	return value(name, func(e E) string { return f.get(e) }, func(e *E, s string) error {
		var typed []S
		inner := list(name, func(*E) *[]S { return &typed })
		if _, err := inner.set(*e, s); err != nil {
			return err
		}
		kept := slices.DeleteFunc(slices.Clone(*at(e)), func(s S) bool { return !known(s) })
		if *at(e) = append(kept, typed...); len(*at(e)) == 0 {
			*at(e) = nil
		}
		return nil
	})
}

// group puts fields under a heading of their own.
func group(name string, fields ...field) []field {
	for i := range fields {
		fields[i].group = name
	}
	return fields
}
