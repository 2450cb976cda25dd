package phrase_test

import (
	"strings"
	"testing"

	"github.com/withinreach/withinreach/schedule/phrase"
)

func TestAsks(t *testing.T) {
	for _, tt := range []struct{ name, text, language, want string }{
		{"the week of the month or an interval", "Every third Thursday at 6 pm", "en", "week 3 of the month, or every 3 weeks?"},
		{"the same in Spanish", "Every third Thursday at 6 pm", "es", "¿la semana 3 del mes, o cada 3 semanas?"},
		{"every other week, from when", "Every other Tuesday, 6 pm", "en", "from which date on?"},
		{"every other week, in Spanish of Mexico", "Cada dos martes, 6 pm", "es-MX", "¿desde qué fecha?"},
		{"am or pm", "Mondays at 6", "en", "morning or afternoon?"},
		{"no year", "Tuesdays starting October 4, 6 pm", "en", "from which date on, with the year?"},
		{"no weekday and no time", "Weekly meetings", "en", "at what time? on which day of the week?"},
		{"twice a month", "Meets twice a month on Mondays at 6 pm", "en", "in which weeks of the month?"},
		{"nothing is missing", "Mondays 6-7 pm", "en", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := phrase.Parse(tt.text, phrase.Context{Zone: "America/New_York"})
			if len(r.Schedules) != 1 {
				t.Fatalf("%d schedules, want 1", len(r.Schedules))
			}
			if got := strings.Join(r.Schedules[0].Asks(tt.language), " "); got != tt.want {
				t.Errorf("it asks %q, want %q", got, tt.want)
			}
		})
	}
	t.Run("there is a question for all that can be missing", func(t *testing.T) {
		all := []phrase.Missing{phrase.Day, phrase.Time, phrase.Starting, phrase.Dates, phrase.Anchor, phrase.Ordinals, phrase.AMPM, phrase.Calendar}
		for _, language := range []string{"en", "es"} {
			for i, ask := range (phrase.Schedule{Missing: all}).Asks(language) {
				if !strings.HasSuffix(ask, "?") {
					t.Errorf("%s, %s: %q", all[i], language, ask)
				}
			}
		}
	})
}
