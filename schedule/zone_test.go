package schedule_test

import (
	"errors"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

func zone(t testing.TB, name string) *schedule.Zone {
	t.Helper()
	z, err := schedule.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestWallClockAtAChangeOfClocks(t *testing.T) {
	tests := []struct {
		name, zone, date, clock, want string
		skipped                       bool
	}{
		{"before a US gap", "America/New_York", "2026-03-08", "01:30", "2026-03-08T01:30:00-05:00", false},
		{"a skipped time is read with the offset before", "America/New_York", "2026-03-08", "02:30", "2026-03-08T03:30:00-04:00", true},
		{"the first skipped second", "America/New_York", "2026-03-08", "02:00", "2026-03-08T03:00:00-04:00", true},
		{"after a US gap", "America/New_York", "2026-03-08", "03:00", "2026-03-08T03:00:00-04:00", false},
		{"the first of two half past one", "America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00", false},
		{"the end of the hour that comes twice", "America/New_York", "2026-11-01", "02:00", "2026-11-01T02:00:00-05:00", false},
		{"a gap in Anchorage", "America/Anchorage", "2026-03-08", "02:30", "2026-03-08T03:30:00-08:00", true},
		{"an overlap in London", "Europe/London", "2026-10-25", "01:30", "2026-10-25T01:30:00+01:00", false},
		{"a gap in London", "Europe/London", "2026-03-29", "01:30", "2026-03-29T02:30:00+01:00", true},
		{"an overlap in Sydney", "Australia/Sydney", "2026-04-05", "02:30", "2026-04-05T02:30:00+11:00", false},
		{"a gap past the stored transitions", "America/New_York", "2044-03-13", "02:30", "2044-03-13T03:30:00-04:00", true},
		{"the end of 2040, where ZoneBounds goes wrong", "America/New_York", "2040-12-31", "12:00", "2040-12-31T12:00:00-05:00", false},
		{"a gap at midnight", "America/Havana", "2022-03-13", "00:30", "2022-03-13T01:30:00-04:00", true},
		{"a zone that never changes", "America/Phoenix", "2026-03-08", "02:30", "2026-03-08T02:30:00-07:00", false},
		{"the first day of the calendar", "Pacific/Auckland", "1900-01-01", "00:00", "1900-01-01T00:00:00+11:30", false},
		{"the last second of the calendar", "America/Los_Angeles", "2200-12-31", "23:59:59", "2200-12-31T23:59:59-08:00", false},
		{"a day that a zone left out", "Pacific/Apia", "2011-12-30", "12:00", "2011-12-31T12:00:00+14:00", true},
		{"UTC", "UTC", "2026-03-08", "02:30", "2026-03-08T02:30:00Z", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			z, d, c := zone(t, tt.zone), schedule.MustDate(tt.date), schedule.MustClock(tt.clock)
			if got := z.At(d, c).Format(time.RFC3339); got != tt.want {
				t.Errorf("%s %s is %s, want %s", tt.date, tt.clock, got, tt.want)
			}
			if got := z.Skipped(d, c); got != tt.skipped {
				t.Errorf("Skipped = %v, want %v", got, tt.skipped)
			}
		})
	}
}

func TestZonesThatAreRefused(t *testing.T) {
	for _, name := range []string{"", "Local", "Nowhere/Atlantis", "../etc/passwd", "EST5EDT4,M3", "America/New_York\x00", "america/new york"} {
		if z, err := schedule.LoadZone(name); !errors.Is(err, schedule.ErrNoZone) || z != nil {
			t.Errorf("LoadZone(%q) = %v, %v, want ErrNoZone", name, z, err)
		}
	}
}
