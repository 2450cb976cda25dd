package ical_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/ical"
)

// directory returns a calendar of n groups as an organization has them: most
// meet as their rule says, some skip holidays, some have changed dates.
func directory(t testing.TB, n int) ical.Calendar {
	federal := compileHolidays(t, schedule.USFederal(schedule.Observed))
	c := ical.Calendar{Name: "Groups", Through: d("2023-12-31")}
	for i := range n {
		s := schedule.Series{
			Rule: schedule.NthWeekdays(time.Weekday(i%7), 2, 4), First: d("2022-06-08"),
			Start: schedule.MustClock("18:00"), Length: 90 * time.Minute,
		}
		if i%4 == 1 {
			s.Rule, s.OnHoliday = schedule.Weekly(time.Weekday(i%7)), schedule.Skip
		}
		if i%8 == 2 {
			s.Exceptions = []schedule.Exception{{On: d("2022-08-10").AddDays((i%7 + 4) % 7), Kind: schedule.Cancel, Reason: "no room"}}
		}
		c.Events = append(c.Events, ical.Event{
			UID: fmt.Sprintf("%05d@jax.example.org", i), Timetable: compile(t, s, schedule.CompileOptions{Holidays: federal}),
			Summary:     "Connection Recovery Support Group",
			Description: "Free, peer-led and confidential. Anyone over 18 who lives with a mental illness is welcome.",
			Location:    "Orange Park Hospital, Classroom C, 2001 Kingsley Ave., Orange Park, FL 32073",
			Geo:         &ical.Geo{Lat: 30.165, Lng: -81.74},
			URL:         fmt.Sprintf("https://jax.example.org/groups/%05d", i),
			Modified:    modified,
		})
	}
	return c
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			c := directory(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if err := ical.Write(io.Discard, c); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/event")
		})
	}
}

func TestAnEventAllocatesNothing(t *testing.T) {
	allocs := func(n int) float64 {
		c := directory(t, n)
		return testing.AllocsPerRun(5, func() {
			if err := ical.Write(io.Discard, c); err != nil {
				t.Fatal(err)
			}
		})
	}
	// The set of identities grows by a few pieces.
	if few, many := allocs(1000), allocs(5000); many-few > 40 {
		t.Errorf("4,000 events more take %.0f allocations more", many-few)
	}
}
