package schedule

import (
	"slices"
	"strings"
)

// An enum holds the names of the values of a small type, by value. Where the
// zero value means nothing its name is "".
type enum[T ~uint8] struct {
	field string // for errors
	names []string
}

func (e enum[T]) text(v T) string {
	if int(v) < len(e.names) {
		return e.names[v]
	}
	return ""
}

func (e enum[T]) marshal(v T) ([]byte, error) {
	if int(v) >= len(e.names) {
		return nil, outside(e.field, int(v), 0, len(e.names)-1)
	}
	return []byte(e.names[v]), nil
}

func (e enum[T]) unmarshal(v *T, text []byte) error {
	i := slices.Index(e.names, string(text))
	if i < 0 {
		want := strings.TrimPrefix(strings.Join(e.names, ", "), ", ")
		return &FieldError{e.field, string(text), want}
	}
	*v = T(i)
	return nil
}
