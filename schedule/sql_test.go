package schedule_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"testing"
	"time"

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
