package schedule

import (
	"errors"
	"fmt"
	"strconv"
)

var (
	// ErrNoHolidays reports a series that does something about holidays,
	// compiled without a list of them.
	ErrNoHolidays = errors.New("schedule: the series depends on holidays, but none are given")

	// ErrNoZone reports a time zone that is missing, unknown, or not to be
	// found because there is no zone database. It never means UTC.
	ErrNoZone = errors.New("schedule: no such time zone")
)

// A FieldError reports a value that is not accepted. Field is the path of the
// value in its record, such as "exceptions[2].to", or the part of a rule, such
// as "BYDAY"; Value is the value as it was given; Want says what is accepted.
type FieldError struct {
	Field, Value, Want string
}

// Error returns the field, the value, cut to 64 characters, and what is accepted.
func (e *FieldError) Error() string {
	return fmt.Sprintf("schedule: %s %.64q, want %s", e.Field, e.Value, e.Want)
}

func outside(field string, value, low, high int) error {
	return &FieldError{field, strconv.Itoa(value), fmt.Sprintf("%d to %d", low, high)}
}

// problems collects the FieldErrors of a record.
type problems []error

func (p *problems) add(field, value, want string) {
	*p = append(*p, &FieldError{field, value, want})
}

func (p problems) join() error { return errors.Join(p...) }
