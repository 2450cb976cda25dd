package schedule_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/withinreach/withinreach/schedule"
)

func TestValuesInDatabases(t *testing.T) {
	newYork := zone(t, "America/New_York").Location()
	var date schedule.Date
	var clock schedule.Clock
	var rule schedule.Rule
	tests := []struct {
		name string
		into sql.Scanner
		src  any
		want driver.Value // nil is NULL
		fail bool
	}{
		{"a date", &date, "2022-06-08", "2022-06-08", false},
		{"a date in bytes", &date, []byte("2022-06-08"), "2022-06-08", false},
		{"no date", &date, nil, nil, false},
		{"a DATE column", &date, time.Date(2022, 6, 8, 0, 0, 0, 0, time.UTC), "2022-06-08", false},
		{"a TIMESTAMP column is the day in its own zone", &date, time.Date(2022, 6, 8, 23, 0, 0, 0, newYork), "2022-06-08", false},
		{"a date that does not exist", &date, "2022-02-30", nil, true},
		{"a date past the calendar", &date, time.Date(2500, 1, 1, 0, 0, 0, 0, time.UTC), nil, true},
		{"a number is no date", &date, int64(20220608), nil, true},
		{"a time of day", &clock, "18:00", "18:00", false},
		{"a TIME column", &clock, "18:00:00", "18:00", false},
		{"midnight is not NULL", &clock, []byte("00:00"), "00:00", false},
		{"no time", &clock, nil, nil, false},
		{"a TIMESTAMP column is the time in its own zone", &clock, time.Date(2022, 6, 8, 18, 0, 30, 0, newYork), "18:00:30", false},
		{"25 hours", &clock, "25:00", nil, true},
		{"a rule", &rule, "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU", false},
		{"no rule", &rule, nil, nil, false},
		{"a rule below a day", &rule, "FREQ=HOURLY", nil, true},
		{"a truth value is no rule", &rule, true, nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.into.Scan(tt.src)
			var fe *schedule.FieldError
			if tt.fail {
				if !errors.As(err, &fe) {
					t.Errorf("Scan(%v) gives %v, want a FieldError", tt.src, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var value driver.Value
			switch tt.into {
			case &date:
				value, err = date.Value()
			case &clock:
				value, err = clock.Value()
			case &rule:
				value, err = rule.Value()
			}
			if err != nil || value != tt.want {
				t.Errorf("it is stored as %v, %v, want %v", value, err, tt.want)
			}
		})
	}
}

func TestRecordsInDatabases(t *testing.T) {
	series := schedule.Series{
		ID: "wed", Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: schedule.MustDate("2022-06-08"),
		Start: schedule.MustClock("18:00"), Length: 90 * time.Minute, OnHoliday: schedule.Skip,
		Exceptions: []schedule.Exception{{On: schedule.MustDate("2022-07-13"), Kind: schedule.Cancel, Reason: "flood"}},
	}
	holidays := schedule.USFederal(schedule.Observed)
	t.Run("a series comes back from text, and from bytes", func(t *testing.T) {
		value, err := series.Value()
		if err != nil {
			t.Fatal(err)
		}
		text, ok := value.(string)
		for _, src := range []any{text, []byte(text)} {
			var got schedule.Series
			if err := got.Scan(src); err != nil || !ok {
				t.Fatalf("%T: %v", value, err)
			}
			if diff := cmp.Diff(series, got); diff != "" {
				t.Errorf("%T (-want +got):\n%s", src, diff)
			}
		}
	})
	t.Run("fields of a newer version stay", func(t *testing.T) {
		var got schedule.Series
		if err := got.Scan(`{"id":"wed","later":[1]}`); err != nil {
			t.Fatal(err)
		}
		if value, err := got.Value(); err != nil || value != `{"id":"wed","later":[1]}` {
			t.Errorf("%v, %v", value, err)
		}
	})
	t.Run("so does a set of holidays", func(t *testing.T) {
		value, err := holidays.Value()
		if err != nil {
			t.Fatal(err)
		}
		var got schedule.HolidaySet
		if err := got.Scan(value); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(holidays, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("none is NULL", func(t *testing.T) {
		s, h := series, holidays
		for _, x := range []interface {
			sql.Scanner
			driver.Valuer
		}{&s, &h} {
			if err := x.Scan(nil); err != nil {
				t.Fatal(err)
			}
			if value, err := x.Value(); err != nil || value != nil {
				t.Errorf("%T is stored as %v, %v, want NULL", x, value, err)
			}
		}
	})
	t.Run("what is none is refused, and changes nothing", func(t *testing.T) {
		for _, src := range []any{"{", `{"first":"2022-02-30"}`, `[]`, int64(1), true} {
			got, set := series, holidays
			if err := got.Scan(src); err == nil {
				t.Errorf("%v is read", src)
			}
			if _, text := src.(string); !text {
				if err := set.Scan(src); err == nil {
					t.Errorf("%v is read", src)
				}
			}
			if diff := cmp.Diff(series, got); diff != "" {
				t.Errorf("%v (-want +got):\n%s", src, diff)
			}
		}
	})
}
