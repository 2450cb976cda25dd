package schedule

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// Value returns what String returns, or nil (NULL) for the zero Date, so that
// dates in a text column sort as they should.
func (d Date) Value() (driver.Value, error) { return textOrNull(d.String()), nil }

// Scan reads what Value returns, and a DATE or TIMESTAMP column, of which it
// takes the day that it shows in its own zone.
func (d *Date) Scan(src any) error {
	if at, ok := src.(time.Time); ok {
		v := DateOf(at)
		if v.IsZero() {
			return &FieldError{"date", at.Format(time.DateOnly), "a year from 1900 to 2200"}
		}
		*d = v
		return nil
	}
	return scanText("date", src, d.UnmarshalText)
}

// Value returns what String returns, or nil (NULL) for the zero Clock.
func (c Clock) Value() (driver.Value, error) { return textOrNull(c.String()), nil }

// Scan reads what Value returns, and a TIME column without fractions.
func (c *Clock) Scan(src any) error {
	if at, ok := src.(time.Time); ok {
		*c = ClockOf(at)
		return nil
	}
	return scanText("time", src, c.UnmarshalText)
}

// Value returns what String returns, or nil (NULL) for the zero Rule.
func (r Rule) Value() (driver.Value, error) { return textOrNull(r.String()), nil }

// Scan reads what Value returns.
func (r *Rule) Scan(src any) error { return scanText("rule", src, r.UnmarshalText) }

// Value returns the text of MarshalJSON, or nil (NULL) for the zero Series.
func (s Series) Value() (driver.Value, error) { return jsonOrNull(s) }

// Scan reads what Value returns, also from a column of JSON. It does not
// validate.
func (s *Series) Scan(src any) error {
	return scanText("series", src, func(text []byte) error { return readJSON(text, s) })
}

// Value returns the text of MarshalJSON, or nil (NULL) for the zero HolidaySet.
func (s HolidaySet) Value() (driver.Value, error) { return jsonOrNull(s) }

// Scan reads what Value returns, also from a column of JSON. It does not
// validate.
func (s *HolidaySet) Scan(src any) error {
	return scanText("holidays", src, func(text []byte) error { return readJSON(text, s) })
}

// jsonOrNull returns the JSON of a record; that of a zero one has no fields.
func jsonOrNull(v json.Marshaler) (driver.Value, error) {
	text, err := v.MarshalJSON()
	if err != nil || string(text) == "{}" {
		return nil, err
	}
	return string(text), nil
}

// readJSON reads a record; no text is the zero one. After an error v is as it was.
func readJSON[T any](text []byte, v *T) error {
	var read T
	if len(text) > 0 {
		if err := json.Unmarshal(text, &read); err != nil {
			return err
		}
	}
	*v = read
	return nil
}

func textOrNull(s string) driver.Value {
	if s == "" {
		return nil
	}
	return s
}

// scanText passes a text from a database on; NULL is no text.
func scanText(field string, src any, unmarshal func([]byte) error) error {
	switch v := src.(type) {
	case nil:
		return unmarshal(nil)
	case string:
		return unmarshal([]byte(v))
	case []byte:
		return unmarshal(v)
	}
	return &FieldError{field, fmt.Sprintf("%T", src), "text or NULL"}
}
