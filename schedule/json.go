package schedule

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A Series in JSON has these fields; only what is not zero is written. Dates
// are like "2022-06-08", times like "18:00", lengths like "PT1H30M" (ISO
// 8601), rules like "FREQ=MONTHLY;BYDAY=2WE,4WE".
type seriesJSON struct {
	ID         string        `json:"id,omitempty"`
	Rule       Rule          `json:"rule,omitzero"`
	First      Date          `json:"first,omitzero"`
	Last       Date          `json:"last,omitzero"`
	Count      int           `json:"count,omitempty"`
	Start      Clock         `json:"start,omitzero"`
	Length     isoDuration   `json:"length,omitzero"`
	Zone       string        `json:"zone,omitempty"`
	OnHoliday  HolidayPolicy `json:"on_holiday,omitzero"`
	Dates      []Date        `json:"dates,omitempty"`
	Exceptions []Exception   `json:"exceptions,omitempty"`
}

// MarshalJSON writes the series as an object with the fields id, rule, first,
// last, count, start, length, zone, on_holiday, dates and exceptions, as far
// as they are not zero, then Unknown.
func (s Series) MarshalJSON() ([]byte, error) {
	return EncodeKeeping(seriesJSON{
		s.ID, s.Rule, s.First, s.Last, s.Count, s.Start, isoDuration(s.Length),
		s.Zone, s.OnHoliday, s.Dates, s.Exceptions,
	}, s.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields. It
// does not validate.
func (s *Series) UnmarshalJSON(data []byte) error {
	var j seriesJSON
	unknown, err := DecodeKeeping(data, &j)
	if err != nil {
		return err
	}
	*s = Series{
		j.ID, j.Rule, j.First, j.Last, j.Count, j.Start, time.Duration(j.Length),
		j.Zone, j.OnHoliday, j.Dates, j.Exceptions, unknown,
	}
	return nil
}

type exceptionJSON struct {
	On     Date          `json:"on"`
	Kind   ExceptionKind `json:"kind"`
	To     Date          `json:"to,omitzero"`
	Start  Clock         `json:"start,omitzero"`
	Length isoDuration   `json:"length,omitzero"`
	Reason string        `json:"reason,omitempty"`
}

// MarshalJSON writes the fields on, kind, to, start, length and reason as far
// as they are not zero, then Unknown.
func (e Exception) MarshalJSON() ([]byte, error) {
	return EncodeKeeping(exceptionJSON{e.On, e.Kind, e.To, e.Start, isoDuration(e.Length), e.Reason}, e.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields.
func (e *Exception) UnmarshalJSON(data []byte) error {
	var j exceptionJSON
	unknown, err := DecodeKeeping(data, &j)
	if err != nil {
		return err
	}
	*e = Exception{j.On, j.Kind, j.To, j.Start, time.Duration(j.Length), j.Reason, unknown}
	return nil
}

// MarshalJSON writes the fields named in the type, then Unknown.
func (s HolidaySet) MarshalJSON() ([]byte, error) {
	type plain HolidaySet
	return EncodeKeeping(plain(s), s.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields.
func (s *HolidaySet) UnmarshalJSON(data []byte) (err error) {
	type plain HolidaySet
	var p plain
	p.Unknown, err = DecodeKeeping(data, &p)
	if err == nil {
		*s = HolidaySet(p)
	}
	return err
}

// MarshalJSON writes the fields named in the type, then Unknown.
func (o OwnHoliday) MarshalJSON() ([]byte, error) {
	type plain OwnHoliday
	return EncodeKeeping(plain(o), o.Unknown)
}

// UnmarshalJSON reads what MarshalJSON writes and keeps unknown fields.
func (o *OwnHoliday) UnmarshalJSON(data []byte) (err error) {
	type plain OwnHoliday
	var p plain
	p.Unknown, err = DecodeKeeping(data, &p)
	if err == nil {
		*o = OwnHoliday(p)
	}
	return err
}

// isoDuration is a duration of whole seconds in the form of ISO 8601.
type isoDuration time.Duration

func (d isoDuration) MarshalText() ([]byte, error) {
	seconds := int64(time.Duration(d) / time.Second)
	if seconds < 0 || time.Duration(d)%time.Second != 0 {
		return nil, &FieldError{"length", time.Duration(d).String(), "whole seconds, not negative"}
	}
	b := []byte("PT")
	for _, unit := range durationUnits {
		if n := seconds / unit.seconds; n > 0 {
			b = append(strconv.AppendInt(b, n, 10), unit.name)
			seconds %= unit.seconds
		}
	}
	if len(b) == 2 {
		b = append(b, "0S"...)
	}
	return b, nil
}

var durationUnits = []struct {
	name    byte
	seconds int64
}{{'H', 3600}, {'M', 60}, {'S', 1}}

func (d *isoDuration) UnmarshalText(text []byte) error {
	bad := &FieldError{"length", string(text), "the form PT1H30M"}
	rest, ok := strings.CutPrefix(string(text), "PT")
	if !ok || rest == "" {
		return bad
	}
	var seconds int64
	for _, unit := range durationUnits {
		number, after, found := strings.Cut(rest, string(unit.name))
		if !found {
			continue
		}
		n, ok := digits(number)
		if !ok {
			return bad
		}
		seconds, rest = seconds+int64(n)*unit.seconds, after
	}
	if rest != "" || seconds > math.MaxInt64/int64(time.Second) {
		return bad
	}
	*d = isoDuration(time.Duration(seconds) * time.Second)
	return nil
}
