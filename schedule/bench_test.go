package schedule_test

import (
	"fmt"
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

// A week of groups in five zones, of four kinds of rules.
func BenchmarkAgenda(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("series=%d", size), func(b *testing.B) {
			var agenda schedule.Agenda
			for i := range size {
				day := time.Weekday(i % 7)
				rule := []schedule.Rule{schedule.Weekly(day), schedule.NthWeekdays(day, 2, 4), schedule.Weekly(day).Every(2), schedule.NthWeekdays(day, -1)}[i%4]
				name := []string{"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Pacific/Honolulu"}[i%5]
				s := schedule.Series{ID: fmt.Sprint(i), Rule: rule, First: d("2000-01-01").AddDays(i % 365), Start: schedule.MustClock("18:00")}
				agenda = append(agenda, compile(b, s, schedule.CompileOptions{Zone: sharedZone(b, name)}))
			}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				for range agenda.Held(d("2026-06-01"), d("2026-06-08")) {
					n++
				}
			}
			if n == 0 {
				b.Fatal("nothing takes place")
			}
		})
	}
}

// sharedZones holds each zone once, as a program would.
var sharedZones = map[string]*schedule.Zone{}

func sharedZone(b *testing.B, name string) *schedule.Zone {
	if sharedZones[name] == nil {
		sharedZones[name] = zone(b, name)
	}
	return sharedZones[name]
}
