package phrase_test

import (
	"slices"
	"testing"

	"github.com/withinreach/withinreach/schedule/phrase"
)

func TestDatesInFigures(t *testing.T) {
	tests := []struct {
		name, text string
		ctx        phrase.Context
		first      string
		noted      bool
	}{
		{"S18 in English the month comes first", "Wednesdays 6-7 pm starting 6/8/2022", phrase.Context{}, "2022-06-08", false},
		{"in Spanish the day does, and a note says so", "Los miércoles de 18:00 a 19:00 a partir del 6/8/2022", phrase.Context{Language: "es"}, "2022-08-06", true},
		{"no note where only one order makes a date", "Los miércoles de 18:00 a 19:00 a partir del 21/3/2022", phrase.Context{Language: "es"}, "2022-03-21", false},
		{"no note where the context says so", "Los miércoles de 18:00 a 19:00 a partir del 6/8/2022", phrase.Context{Language: "es", DayFirst: true}, "2022-08-06", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := phrase.Parse(tt.text, tt.ctx)
			if len(r.Schedules) != 1 || r.Schedules[0].Series.First.String() != tt.first {
				t.Fatalf("%+v", r)
			}
			noted := slices.ContainsFunc(r.Schedules[0].Notes, func(n phrase.Note) bool { return n.Code == phrase.Inferred })
			if noted != tt.noted {
				t.Errorf("notes are %+v, want one: %v", r.Schedules[0].Notes, tt.noted)
			}
		})
	}
}
