package schedule_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

func TestDateAgreesWithTimeOnEveryDay(t *testing.T) {
	at := time.Date(1900, 1, 1, 12, 0, 0, 0, time.UTC)
	first := schedule.MustDate("1900-01-01")
	for n := 0; ; n++ {
		d := first.AddDays(n)
		if d.IsZero() {
			if at.Year() != 2201 {
				t.Fatalf("the calendar ends before %v", at)
			}
			break
		}
		year, month, day := d.Civil()
		if year != at.Year() || month != at.Month() || day != at.Day() ||
			d.Weekday() != at.Weekday() || d.YearDay() != at.YearDay() {
			t.Fatalf("day %d is %v %v (%d), want %v", n, d.Weekday(), d, d.YearDay(), at)
		}
		if got, err := schedule.ParseDate(d.String()); err != nil || got != d || d.String() != at.Format(time.DateOnly) {
			t.Fatalf("%v reads back as %v, %v", d, got, err)
		}
		if got := schedule.DateOf(at); got != d || d.DaysSince(first) != n {
			t.Fatalf("DateOf(%v) = %v, want %v", at, got, d)
		}
		at = at.AddDate(0, 0, 1)
	}
}

func TestParseDateRefuses(t *testing.T) {
	tests := []struct{ name, in string }{
		{"nothing", ""},
		{"a day that the month does not have", "2022-02-29"},
		{"the 31st of a short month", "2022-06-31"},
		{"month 13", "2022-13-01"},
		{"month 0", "2022-00-10"},
		{"day 0", "2022-06-00"},
		{"a year before the calendar", "1899-12-31"},
		{"a year after the calendar", "2201-01-01"},
		{"29 February in a century that is no leap year", "2100-02-29"},
		{"an American date", "06/08/2022"},
		{"one digit for the month", "2022-6-08"},
		{"a sign", "+022-06-08"},
		{"digits of another script", "２０２２-06-08"},
		{"a date and time", "2022-06-08T18:00:00"},
		{"a space", "2022-06-08 "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d, err := schedule.ParseDate(tt.in); err == nil || !d.IsZero() {
				t.Errorf("ParseDate(%q) = %v, %v, want an error and no date", tt.in, d, err)
			}
		})
	}
}

func TestDateOutOfRangeIsNoDate(t *testing.T) {
	first, last := schedule.MustDate("1900-01-01"), schedule.MustDate("2200-12-31")
	for _, d := range []schedule.Date{
		first.AddDays(-1), last.AddDays(1), first.AddDays(1 << 40), first.AddDays(-1 << 62),
		last.AddDays(1<<63 - 1), schedule.Date{}.AddDays(1),
		schedule.DateOf(time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)),
	} {
		if !d.IsZero() || d.String() != "" {
			t.Errorf("got %v, want no date", d)
		}
	}
	if !first.Before(last) || !last.After(first) || first.Compare(last) != -1 || last.Compare(first) != 1 {
		t.Error("dates are out of order")
	}
}

func TestClock(t *testing.T) {
	for n := range 86400 {
		c, err := schedule.NewClock(n/3600, n/60%60, n%60)
		if err != nil || c.Seconds() != n || c.IsZero() {
			t.Fatalf("second %d is %v, %v", n, c, err)
		}
		if back, err := schedule.ParseClock(c.String()); err != nil || back != c {
			t.Fatalf("%v reads back as %v, %v", c, back, err)
		}
	}
	for _, in := range []string{"", "24:00", "18:60", "18:00:60", "6:00", "18.00", "18:00 ", "-1:00", "18:00:5", "6:00 pm", "１8:0"} {
		if c, err := schedule.ParseClock(in); err == nil || !c.IsZero() {
			t.Errorf("ParseClock(%q) = %v, %v, want an error and no time", in, c, err)
		}
	}
	if (schedule.Clock{}).String() != "" || schedule.MustClock("00:00").IsZero() {
		t.Error("midnight and no time are the same")
	}
}

func TestDateAndClockInJSON(t *testing.T) {
	type pair struct {
		Date  schedule.Date
		Clock schedule.Clock
	}
	for _, text := range []string{`{"Date":"2022-06-08","Clock":"18:00"}`, `{"Date":"","Clock":""}`, `{"Date":"2200-12-31","Clock":"00:00"}`} {
		var p pair
		if err := json.Unmarshal([]byte(text), &p); err != nil {
			t.Fatal(err)
		}
		if back, err := json.Marshal(p); err != nil || string(back) != text {
			t.Errorf("%s reads back as %s, %v", text, back, err)
		}
	}
	var p pair
	if err := json.Unmarshal([]byte(`{"Date":"2022-02-30"}`), &p); err == nil {
		t.Error("30 February was accepted")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2022-06-08", "1900-01-01", "2200-12-31", "2022-02-29", "0000-00-00", "2022-6-8", ""} {
		f.Add(s)
	}
	addHostile(f, "time")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := schedule.ParseDate(s)
		if (err == nil) == d.IsZero() || (err == nil && d.String() != s) {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	})
}

func FuzzParseClock(f *testing.F) {
	for _, s := range []string{"18:00", "00:00", "23:59:59", "24:00", "18:00:00", "6:00"} {
		f.Add(s)
	}
	addHostile(f, "time")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := schedule.ParseClock(s)
		if (err == nil) == c.IsZero() || (err == nil && c.String() != s && c.String()+":00" != s) {
			t.Errorf("ParseClock(%q) = %v, %v", s, c, err)
		}
	})
}
