package phrase_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

func TestFormat(t *testing.T) {
	six, two := schedule.MustClock("18:00"), 2*time.Hour
	oct5, dec14, nov23 := schedule.MustDate("2022-10-05"), schedule.MustDate("2022-12-14"), schedule.MustDate("2022-11-23")
	var wednesdays []schedule.Date
	for d := oct5; !d.After(dec14); d = d.AddDays(7) {
		if d != nov23 {
			wednesdays = append(wednesdays, d)
		}
	}
	course := schedule.Series{
		Rule: schedule.Weekly(time.Wednesday), First: oct5, Last: dec14, Count: 11, Start: six, Length: two,
		Exceptions: []schedule.Exception{{On: nov23, Kind: schedule.Cancel}},
	}
	asDates := []phrase.Loss{{Field: "dates", Why: "they are written as a weekly course, which has the same dates"}}
	tests := []struct {
		name  string
		s     schedule.Series
		lang  string
		style phrase.Style
		want  string
		lost  []phrase.Loss
	}{
		{"a course", course, "en", phrase.Long, "Ten Wednesdays, 6:00-8:00 pm, October 5 - December 14, 2022, no meeting November 23, 2022", nil},
		{"a course in few words", course, "en-US", phrase.Short, "Wed, 6-8 pm, Oct 5 - Dec 14, 2022, 10 sessions, no meeting Nov 23, 2022", nil},
		{"a course in Spanish", course, "es", phrase.Long, "Los miércoles, de 6:00 a 8:00 p. m., del 5 de octubre al 14 de diciembre de 2022, 10 sesiones, sin reunión el 23 de noviembre de 2022", nil},
		{"dates that are a course", schedule.Series{Dates: wednesdays, Start: six, Length: two}, "en", phrase.Long,
			"Ten Wednesdays, 6:00-8:00 pm, October 5 - December 14, 2022, no meeting November 23, 2022", asDates},
		{"dates that are none", schedule.Series{Dates: []schedule.Date{dec14, oct5}}, "en", phrase.Long, "October 5 and December 14, 2022", nil},
		{"one date", schedule.Series{Dates: []schedule.Date{oct5}, Start: schedule.MustClock("12:00")}, "es", phrase.Long, "Miércoles 5 de octubre de 2022, al mediodía", nil},
		{"past midnight", schedule.Series{Rule: schedule.Daily(), Start: schedule.MustClock("23:00"), Length: two}, "en", phrase.Long, "Every day, 11:00 pm-1:00 am", nil},
		{"months", schedule.Series{Rule: schedule.Weekly(time.Monday).In(9, 10, 11, 12, 1, 2)}, "en", phrase.Cell, "Mon, from Sep through Feb", nil},
		{"ask", schedule.Series{Rule: schedule.Weekly(time.Monday), OnHoliday: schedule.Ask}, "en", phrase.Long, "Mondays, call first on holidays", nil},
		{"what is no part of the wording", schedule.Series{
			ID: "x", Rule: schedule.Weekly(time.Monday), Length: time.Hour, Zone: "America/New_York",
			Exceptions: []schedule.Exception{{On: nov23, Kind: schedule.Add}},
		}, "en", phrase.Long, "Mondays", []phrase.Loss{
			{Field: "id", Why: "an id is not said"}, {Field: "length", Why: "there is no start"}, {Field: "zone", Why: "there is no start"},
			{Field: "exceptions", Why: "moved, added and annotated dates are not said"},
		}},
		{"a rule without words", schedule.Series{Rule: schedule.Yearly(time.June, 8)}, "en", phrase.Long, "", []phrase.Loss{{Field: "rule", Why: "there are no words for it"}}},
		{"nothing", schedule.Series{}, "es", phrase.Cell, "", []phrase.Loss{{Field: "rule", Why: "there are no words for it"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, lost := phrase.Format(tt.s, tt.lang, tt.style)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(tt.lost, lost); diff != "" {
				t.Errorf("lost (-want +got):\n%s", diff)
			}
		})
	}
}
