package schedule

import "time"

// The years that a Date can have. Schedules outside them are refused, which
// bounds every search for a date.
const (
	MinYear = 1900
	MaxYear = 2200
)

// A Date is a day of the Gregorian calendar without a time zone, from
// 1900-01-01 to 2200-12-31. Dates are comparable with == and may be map keys.
// The zero Date means "no date"; it comes before every other date.
type Date struct {
	n int32 // 1 is 1900-01-01, a Monday
}

const (
	maxDay     = 109938         // 2200-12-31
	unixOffset = -25568         // day n is n+unixOffset days after 1970-01-01
	marchZero  = 719468 - 25568 // day n is n+marchZero days after 0000-03-01
)

// NewDate returns the date of a year, month and day, each of which must exist:
// 30 February is an error, not 2 March.
func NewDate(year int, month time.Month, day int) (Date, error) {
	switch {
	case year < MinYear || year > MaxYear:
		return Date{}, outside("year", year, MinYear, MaxYear)
	case month < time.January || month > time.December:
		return Date{}, outside("month", int(month), 1, 12)
	case day < 1 || day > monthLength(year, month):
		return Date{}, outside("day", day, 1, monthLength(year, month))
	}
	return civil(year, month, day), nil
}

// MustDate is ParseDate for tests and package variables; it panics where
// ParseDate gives an error.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// ParseDate reads a date in the form 2022-06-08, and nothing else.
func ParseDate(s string) (Date, error) {
	if len(s) != len("2022-06-08") || s[4] != '-' || s[7] != '-' {
		return Date{}, &FieldError{"date", s, "the form 2022-06-08"}
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, &FieldError{"date", s, "the form 2022-06-08"}
	}
	return NewDate(year, time.Month(month), day)
}

// DateOf returns the date that a calendar in t's location shows at t, or the
// zero Date if the year is out of range.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	d, _ := NewDate(year, month, day)
	return d
}

// digits reads an unsigned decimal number of at most nine digits.
func digits(s string) (n int, ok bool) {
	if len(s) == 0 || len(s) > 9 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// Civil returns the year, month and day. For the zero Date all are 0.
func (d Date) Civil() (year int, month time.Month, day int) {
	if d.n == 0 {
		return 0, 0, 0
	}
	return civilOf(d.n)
}

// civilOf returns the year, month and day of a day number, which may also
// lie some years outside the range of Date.
func civilOf(number int32) (year int, month time.Month, day int) {
	// Euclidean affine functions instead of loops and tables: C. Neri,
	// L. Schneider, "Euclidean affine functions and their application to
	// calendar algorithms", 2022, figure 12. Years begin in March there.
	n := 4*uint32(number+marchZero) + 3
	century := n / 146097
	n = n%146097 | 3
	p := 2939745 * uint64(n)
	y := 100*century + uint32(p>>32)
	m := 2141*(uint32(p)/2939745/4) + 197913
	year, month, day = int(y), time.Month(m>>16), int(m&0xffff/2141)+1
	if month > time.December {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// civil returns a date that is known to exist, by the inverse of what civilOf
// does.
func civil(year int, month time.Month, day int) Date {
	y, m := uint32(year), uint32(month)
	if m <= 2 {
		y, m = y-1, m+12
	}
	century := y / 100
	n := 1461*y/4 - century + century/4 + (979*m-2919)/32 + uint32(day) - 1
	return Date{int32(n) - marchZero}
}

// Year returns the year, or 0 for the zero Date.
func (d Date) Year() int { y, _, _ := d.Civil(); return y }

// Month returns the month, or 0 for the zero Date.
func (d Date) Month() time.Month { _, m, _ := d.Civil(); return m }

// Day returns the day of the month, 1 to 31, or 0 for the zero Date.
func (d Date) Day() int { _, _, n := d.Civil(); return n }

// YearDay returns the day of the year, 1 to 366, or 0 for the zero Date.
func (d Date) YearDay() int {
	if d.n == 0 {
		return 0
	}
	return int(d.n-civil(d.Year(), time.January, 1).n) + 1
}

// Weekday returns the day of the week. The zero Date answers Sunday.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// AddDays returns the date n days later, or earlier where n is negative. It
// is the zero Date if that lies out of range or if d is zero.
func (d Date) AddDays(n int) Date {
	sum := int64(d.n) + int64(n)
	if d.n == 0 || n > maxDay || n < -maxDay || sum < 1 || sum > maxDay {
		return Date{}
	}
	return Date{int32(sum)}
}

// DaysSince returns the number of days from earlier to d; it is negative if d
// comes first.
func (d Date) DaysSince(earlier Date) int { return int(d.n - earlier.n) }

// Before reports whether d comes before e.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After reports whether d comes after e.
func (d Date) After(e Date) bool { return d.n > e.n }

// Compare returns -1, 0 or +1 as d comes before, is, or comes after e.
func (d Date) Compare(e Date) int {
	switch {
	case d.n < e.n:
		return -1
	case d.n > e.n:
		return +1
	}
	return 0
}

// Equal reports whether d == e, for packages that compare by it.
func (d Date) Equal(e Date) bool { return d == e }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// String returns the form 2022-06-08, or "" for the zero Date.
func (d Date) String() string {
	b, _ := d.AppendText(make([]byte, 0, len("2022-06-08")))
	return string(b)
}

// AppendText appends what String returns. The error is always nil.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.n == 0 {
		return b, nil
	}
	year, month, day := d.Civil()
	b = append2(append2(b, year/100), year%100)
	b = append2(append(b, '-'), int(month))
	return append2(append(b, '-'), day), nil
}

// append2 appends a number below 100 as two digits.
func append2(b []byte, n int) []byte {
	return append(b, byte('0'+n/10), byte('0'+n%10))
}

// MarshalText returns what String returns. The error is always nil.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads what MarshalText writes; no text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

func isLeap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

func monthLength(year int, month time.Month) int {
	if month == time.February {
		if isLeap(year) {
			return 29
		}
		return 28
	}
	// Odd months are long until July, even ones from August, whose bit 3 is set.
	return 30 + int(month+month>>3)&1
}
