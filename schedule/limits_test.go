package schedule_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// Each limit is accepted, one more is refused by name.
func TestLimits(t *testing.T) {
	first := d("2000-01-01")
	base := schedule.Series{Rule: schedule.Daily(), First: first}
	tests := []struct {
		field string
		limit int
		with  func(n int) schedule.Series
	}{
		{"count", 10_000, func(n int) schedule.Series { s := base; s.Count = n; return s }},
		{"dates", 10_000, withDates},
		{"exceptions", 10_000, withExceptions},
		{"length", 14 * 24 * 3600, func(n int) schedule.Series { s := base; s.Length = time.Duration(n) * time.Second; return s }},
	}
	for _, tt := range tests {
		t.Run(tt.field, func(t *testing.T) {
			if err := tt.with(tt.limit).Validate(); err != nil {
				t.Errorf("%d: %v", tt.limit, err)
			}
			var fe *schedule.FieldError
			if err := tt.with(tt.limit + 1).Validate(); !errors.As(err, &fe) || fe.Field != tt.field {
				t.Errorf("%d: %v, want a FieldError for %s", tt.limit+1, err, tt.field)
			}
		})
	}
	for n, accepted := range map[int]bool{10_000: true, 10_001: false, 0: false} {
		_, err := schedule.ParseRecurrence(fmt.Sprintf("FREQ=DAILY;COUNT=%d", n), first, schedule.Clock{}, nil)
		if (err == nil) != accepted {
			t.Errorf("COUNT=%d: %v", n, err)
		}
	}
}

// withDates returns a daily series with so many explicit dates.
func withDates(n int) schedule.Series {
	s := schedule.Series{Rule: schedule.Daily(), First: d("2000-01-01")}
	for i := range n {
		s.Dates = append(s.Dates, s.First.AddDays(i))
	}
	return s
}

// withExceptions returns a daily series with so many moved dates.
func withExceptions(n int) schedule.Series {
	s := schedule.Series{Rule: schedule.Daily(), First: d("2000-01-01")}
	for i := range n {
		s.Exceptions = append(s.Exceptions, schedule.Exception{On: s.First.AddDays(i), Kind: schedule.Reschedule, To: s.First.AddDays(n - i)})
	}
	return s
}

// All limits at once must stay quick.
func TestTheGreatestSeries(t *testing.T) {
	first := d("2000-01-01")
	var closures []schedule.Closure
	for i := range 10_001 {
		closures = append(closures, schedule.Closure{First: first.AddDays(i * 2), Last: first.AddDays(i*2 + i%40), Unconfirmed: i%3 == 0, Reason: "x"})
	}
	o := schedule.CompileOptions{Zone: zone(t, "America/New_York"), Closures: closures}
	if _, err := schedule.Compile(withDates(1), o); err == nil {
		t.Error("10,001 closures are accepted")
	}

	o.Closures = closures[:10_000]
	s := withExceptions(10_000)
	s.Dates = withDates(10_000).Dates
	s.OnHoliday, o.Holidays = schedule.Move, holidays(t, schedule.USFederal(schedule.Both))
	start := time.Now()
	table := compile(t, s, o)
	n := 0
	for range table.All(schedule.Date{}, schedule.Date{}) {
		n++
	}
	if n != schedule.MustDate("2200-12-31").DaysSince(first)+1 {
		t.Errorf("%d occurrences", n)
	}
	if spent := time.Since(start); spent > 10*time.Second {
		t.Errorf("201 years of the greatest series take %v", spent)
	}
}
