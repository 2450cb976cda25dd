package directory

import (
	"fmt"
	"time"

	"github.com/withinreach/withinreach/schedule"
)

// Sessions says which sessions of a course a meeting holds, numbered from 1. The
// zero Sessions is none: the offering is no course that says how many it has,
// there are more dates than that, or the date falls out.
type Sessions struct {
	First, Last int // equal, unless the day holds two
	Of          int // the number of all
}

// In returns the sessions in a few words of English or Spanish, for a title:
// "Session 3 of 10". It is "" for the zero Sessions.
func (s Sessions) In(language string) string {
	words := sessionWords[calendarLanguage(language)]
	switch {
	case s.First == 0:
		return ""
	case s.Last > s.First:
		return fmt.Sprintf(words.two, s.First, s.Last, s.Of)
	}
	return fmt.Sprintf(words.one, s.First, s.Of)
}

var sessionWords = map[string]struct{ one, two string }{
	"en": {"Session %d of %d", "Sessions %d and %d of %d"},
	"es": {"Sesión %d de %d", "Sesiones %d y %d de %d"},
}

// numberSessions gives the dates of a course their numbers, in the order in
// which they are held. A date that is twice as long as usual holds two.
func (t *Timetable) numberSessions() {
	total := 0
	if c := t.offering.Course; c != nil {
		total = c.Sessions
	}
	if total == 0 {
		return
	}
	lengths := map[string]time.Duration{}
	for _, s := range t.offering.Series {
		lengths[s.ID] = s.Length
	}
	sessions, last, seen := map[schedule.Key]Sessions{}, 0, 0
	for o := range t.occurrences(schedule.Date{}, schedule.Date{}) {
		if seen++; seen > maxSessions {
			return
		}
		if !o.Status.Held() && o.Status != schedule.Unconfirmed {
			continue
		}
		n := 1
		if usual := lengths[o.Series]; usual > 0 && o.Length >= 2*usual {
			n = 2
		}
		if last+n > total { // more dates than sessions: which are meant nobody knows
			return
		}
		sessions[o.Key()] = Sessions{last + 1, last + n, total}
		last += n
	}
	t.sessions = sessions
}
