package schedule

import "time"

// A Clock is a time of day on a wall clock, from 00:00:00 to 23:59:59, without
// date or zone. Clocks are comparable with ==. The zero Clock means "no time
// given" and is not midnight; it comes before every other Clock.
type Clock struct {
	n int32 // seconds after midnight, plus 1
}

// NewClock returns a time of day; hour is 0 to 23, minute and second 0 to 59.
func NewClock(hour, minute, second int) (Clock, error) {
	switch {
	case hour < 0 || hour > 23:
		return Clock{}, outside("hour", hour, 0, 23)
	case minute < 0 || minute > 59:
		return Clock{}, outside("minute", minute, 0, 59)
	case second < 0 || second > 59:
		return Clock{}, outside("second", second, 0, 59)
	}
	return Clock{int32(hour*3600 + minute*60 + second + 1)}, nil
}

// MustClock is ParseClock for tests and package variables; it panics where
// ParseClock gives an error.
func MustClock(s string) Clock {
	c, err := ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

// ParseClock reads a time of day in the forms 18:00 and 18:00:30, and nothing
// else.
func ParseClock(s string) (Clock, error) {
	bad := func() (Clock, error) {
		return Clock{}, &FieldError{"time", s, "the form 18:00 or 18:00:30"}
	}
	if (len(s) != 5 && len(s) != 8) || s[2] != ':' || (len(s) == 8 && s[5] != ':') {
		return bad()
	}
	hour, ok1 := digits(s[:2])
	minute, ok2 := digits(s[3:5])
	second, ok3 := 0, true
	if len(s) == 8 {
		second, ok3 = digits(s[6:])
	}
	if !ok1 || !ok2 || !ok3 {
		return bad()
	}
	return NewClock(hour, minute, second)
}

// ClockOf returns the time of day that a wall clock in t's location shows at
// t, cut to the second.
func ClockOf(t time.Time) Clock {
	hour, minute, second := t.Clock()
	return Clock{int32(hour*3600 + minute*60 + second + 1)}
}

// Hour returns the hour, 0 to 23; it is 0 for the zero Clock.
func (c Clock) Hour() int { return c.Seconds() / 3600 }

// Minute returns the minute of the hour, 0 to 59.
func (c Clock) Minute() int { return c.Seconds() / 60 % 60 }

// Second returns the second of the minute, 0 to 59.
func (c Clock) Second() int { return c.Seconds() % 60 }

// Seconds returns the number of seconds that the wall clock is past 00:00:00.
// It is 0 both at midnight and for the zero Clock.
func (c Clock) Seconds() int { return int(max(c.n-1, 0)) }

// IsZero reports whether no time is given.
func (c Clock) IsZero() bool { return c.n == 0 }

// Before reports whether c comes before d on one day.
func (c Clock) Before(d Clock) bool { return c.n < d.n }

// Compare returns -1, 0 or +1 as c comes before, is, or comes after d.
func (c Clock) Compare(d Clock) int {
	switch {
	case c.n < d.n:
		return -1
	case c.n > d.n:
		return +1
	}
	return 0
}

// Equal reports whether c == d, for packages that compare by it.
func (c Clock) Equal(d Clock) bool { return c == d }

// String returns the form 18:00, or 18:00:30 where the seconds are not 0, or
// "" for the zero Clock.
func (c Clock) String() string {
	b, _ := c.AppendText(make([]byte, 0, len("18:00:30")))
	return string(b)
}

// AppendText appends what String returns. The error is always nil.
func (c Clock) AppendText(b []byte) ([]byte, error) {
	if c.n == 0 {
		return b, nil
	}
	b = append2(b, c.Hour())
	b = append2(append(b, ':'), c.Minute())
	if c.Second() != 0 {
		b = append2(append(b, ':'), c.Second())
	}
	return b, nil
}

// MarshalText returns what String returns. The error is always nil.
func (c Clock) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what MarshalText writes; no text is the zero Clock.
func (c *Clock) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Clock{}
		return nil
	}
	v, err := ParseClock(string(text))
	if err != nil {
		return err
	}
	*c = v
	return nil
}
