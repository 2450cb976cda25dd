package schedule_test

import (
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

func BenchmarkOccurrence(b *testing.B) {
	federal := holidays(b, schedule.USFederal(schedule.Observed))
	tests := []struct {
		name string
		s    schedule.Series
		o    schedule.CompileOptions
	}{
		{"nth weekdays", schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4)}, schedule.CompileOptions{}},
		{"weekly", schedule.Series{Rule: schedule.Weekly(time.Tuesday)}, schedule.CompileOptions{}},
		{"weekly less holidays", schedule.Series{Rule: schedule.Weekly(time.Tuesday), OnHoliday: schedule.Skip}, schedule.CompileOptions{Holidays: federal}},
		{"daily", schedule.Series{Rule: schedule.Daily()}, schedule.CompileOptions{}},
		{"yearly by week number", schedule.Series{Rule: mustRule(b, "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,TU")}, schedule.CompileOptions{}},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			tt.s.First, tt.s.Start, tt.o.Zone = d("2000-01-01"), schedule.MustClock("18:00"), zone(b, "America/New_York")
			table := compile(b, tt.s, tt.o)
			b.ReportAllocs()
			n := 0
			var last time.Time
			for b.Loop() {
				for o := range table.Held(d("2000-01-01"), d("2100-01-01")) {
					last = o.Start()
					n++
				}
			}
			_ = last
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/occurrence")
		})
	}
}

func mustRule(t testing.TB, s string) schedule.Rule {
	t.Helper()
	r, err := schedule.ParseRule(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func BenchmarkNext(b *testing.B) {
	s := schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: d("2000-01-01"), Start: schedule.MustClock("18:00")}
	table := compile(b, s, schedule.CompileOptions{})
	at := time.Date(2040, 3, 1, 12, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := table.Next(at); !ok {
			b.Fatal("no next")
		}
	}
}

func BenchmarkCount(b *testing.B) {
	for name, rule := range map[string]schedule.Rule{
		"weekly": schedule.Weekly(time.Tuesday), "nth weekdays": schedule.NthWeekdays(time.Wednesday, 2, 4),
	} {
		b.Run(name, func(b *testing.B) {
			table := compile(b, schedule.Series{Rule: rule, First: d("1990-01-01")}, schedule.CompileOptions{})
			from, to := d("2000-01-01"), d("2100-01-01")
			b.ReportAllocs()
			for b.Loop() {
				table.Count(from, to)
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	s := schedule.Series{Rule: schedule.NthWeekdays(time.Wednesday, 2, 4), First: d("2000-01-01"), Start: schedule.MustClock("18:00")}
	o := schedule.CompileOptions{Zone: zone(b, "America/New_York")}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := schedule.Compile(s, o); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHolidaysContains(b *testing.B) {
	h := holidays(b, schedule.USFederal(schedule.Observed))
	day, n := d("2022-07-04"), 0
	for b.Loop() {
		if h.Contains(day) {
			n++
		}
	}
}

func BenchmarkHolidaySetCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		holidays(b, schedule.USFederal(schedule.Observed))
	}
}

func BenchmarkLoadZone(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		zone(b, "America/New_York")
	}
}
