package schedule_test

import (
	"testing"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

func TestIsPlain(t *testing.T) {
	weekly := schedule.Series{Rule: schedule.Weekly(time.Monday), First: schedule.MustDate("2026-01-05"), Start: schedule.MustClock("18:00")}
	day := schedule.MustDate("2026-02-02")
	tests := []struct {
		name    string
		change  func(s *schedule.Series)
		options schedule.CompileOptions
		want    bool
	}{
		{"a rule", nil, schedule.CompileOptions{}, true},
		{"a rule that ends", func(s *schedule.Series) { s.Last, s.Count = day, 3 }, schedule.CompileOptions{}, true},
		{"a date of the rule, named again", func(s *schedule.Series) { s.Dates = []schedule.Date{day} }, schedule.CompileOptions{}, true},
		{"a date more", func(s *schedule.Series) { s.Dates = []schedule.Date{day.AddDays(1)} }, schedule.CompileOptions{}, false},
		{"a note for one date", func(s *schedule.Series) {
			s.Exceptions = []schedule.Exception{{On: day, Kind: schedule.Annotate, Reason: "Room B"}}
		}, schedule.CompileOptions{}, false},
		{"a closure", nil, schedule.CompileOptions{Closures: []schedule.Closure{{First: day, Last: day}}}, false},
		{"clocks may take a date away", nil, schedule.CompileOptions{Gap: schedule.GapSkip}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, o := weekly, tt.options
			if tt.change != nil {
				tt.change(&s)
			}
			o.Zone = schedule.NewZone(time.UTC)
			table, err := schedule.Compile(s, o)
			if err != nil {
				t.Fatal(err)
			}
			if got := table.IsPlain(); got != tt.want {
				t.Errorf("%t, want %t", got, tt.want)
			}
		})
	}
}
