package phrase

import (
	"fmt"
	"strings"

	"github.com/withinreach/withinreach/schedule"
)

// Asks returns a question for each of Missing, in its order, in words for people
// who know the group and no more: "from which date on?". The language is "es" or
// a form of it, else English.
func (s Schedule) Asks(language string) []string {
	words := questionsIn(language)
	var asks []string
	for _, m := range s.Missing {
		ask := words.of[m]
		if n, ok := s.weekOrInterval(); ok && m == Ordinals {
			ask = fmt.Sprintf(words.which, n, n)
		}
		asks = append(asks, ask)
	}
	return asks
}

// weekOrInterval reports whether the schedule may be in the nth week of each
// month or every n weeks.
func (s Schedule) weekOrInterval() (n int, ok bool) {
	if len(s.Readings) != 2 {
		return 0, false
	}
	month, weeks := s.Readings[0].Parts(), s.Readings[1].Parts()
	if month.Frequency != schedule.PerMonth || weeks.Frequency != schedule.PerWeek || len(month.Days) != 1 {
		return 0, false
	}
	return weeks.Interval, month.Days[0].N == weeks.Interval
}

// questions are the words for what is missing.
type questions struct {
	of    map[Missing]string
	which string // the nth week or every n weeks, with n twice
}

func questionsIn(language string) questions {
	if language == "es" || strings.HasPrefix(language, "es-") {
		return questions{map[Missing]string{
			Day:      "¿qué día de la semana?",
			Time:     "¿a qué hora?",
			Starting: "¿desde qué fecha, con el año?",
			Dates:    "¿en qué fechas, con el año?",
			Anchor:   "¿desde qué fecha?",
			Ordinals: "¿en qué semanas del mes?",
			AMPM:     "¿de la mañana o de la tarde?",
			Calendar: "¿según qué calendario escolar, y en qué fechas?",
		}, "¿la semana %d del mes, o cada %d semanas?"}
	}
	return questions{map[Missing]string{
		Day:      "on which day of the week?",
		Time:     "at what time?",
		Starting: "from which date on, with the year?",
		Dates:    "on which dates, with the year?",
		Anchor:   "from which date on?",
		Ordinals: "in which weeks of the month?",
		AMPM:     "morning or afternoon?",
		Calendar: "by which school calendar, and on which dates?",
	}, "week %d of the month, or every %d weeks?"}
}
