package csv

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// byWords reads a column in which people say when they meet.
func (r *reader) byWords(x *record, text string) ([]schedule.Series, bool) {
	if m, ok := readMoment(text, r.order); ok && !m.utc {
		s := schedule.Series{Dates: []schedule.Date{m.date}, Start: m.clock}
		return r.atTimes(x, s), true
	}
	if days := r.dates(text); days != nil {
		return r.atTimes(x, schedule.Series{Dates: days}), true
	}
	if weeks := weeksIn(text); weeks != nil && r.section.hasDay {
		return r.timed(x, nthRule([]time.Weekday{r.section.day}, weeks))
	}
	return r.settled(x, text, false)
}

// byStrictWords reads words that were put together from columns, in which
// nothing may be left over.
func (r *reader) byStrictWords(x *record, text string) ([]schedule.Series, bool) {
	return r.settled(x, text, true)
}

// settled returns the series of a text of which nothing is open.
func (r *reader) settled(x *record, text string, strict bool) ([]schedule.Series, bool) {
	got := r.parse(text)
	if got.Status == phrase.None {
		if byAppointment(text) {
			x.note(program.Info, "by-appointment", "series", "", "no days; it is listed as meeting by appointment")
			x.unread = text
			return nil, true
		}
		x.ask("schedule-unclear", "series", text, "no days or times were found in the schedule")
		return nil, false
	}
	for _, rest := range got.Rest {
		if piece := text[rest.Span.From:rest.Span.To]; rest.Code == phrase.Unread || rest.Code == phrase.TooMuch || rest.Code == phrase.Prose && isLoose(piece, strict) {
			x.ask("schedule-unclear", "series", text, "part of the schedule was not understood: "+strings.TrimSpace(piece))
			return nil, false
		}
	}
	var list []schedule.Series
	for _, s := range got.Schedules {
		if isDetail(s) {
			x.note(program.Info, "schedule-detail", "series", "", "some of the dates are described apart; that is kept in the note only")
			x.unread = text
			continue
		}
		series, ok := r.take(x, text, s)
		if !ok {
			return nil, false
		}
		list = append(list, series...)
	}
	return list, true
}

// isDetail reports whether a schedule only says more about dates of another.
func isDetail(s phrase.Schedule) bool {
	return slices.ContainsFunc(s.Notes, func(n phrase.Note) bool { return n.Code == phrase.Detail })
}

// byAppointment reports whether a text says that there is no schedule.
func byAppointment(text string) bool {
	text = fold(text)
	return slices.ContainsFunc([]string{"appointment", "call", "contact", "varies", "tbd", "tba", "cita", "llame", "llamar", "por confirmar", "variable"},
		func(word string) bool { return strings.Contains(" "+text+" ", word) })
}

// isLoose reports whether a piece that no schedule comes from may yet belong to
// one: numbers, or words about weeks. In a strict text that is every word but
// the small ones.
func isLoose(piece string, strict bool) bool {
	for word := range strings.FieldsSeq(fold(piece)) {
		switch word {
		case "and", "y", "on", "at", "the", "of", "each", "every", "except", "excepto", "no", "not", "meeting", "from", "de", "los", "las", "a", "starting", "is", "are":
			continue
		case "odd", "even", "alternating", "pares", "impares", "par", "impar", "alternas", "alternos", "biweekly":
			return true
		}
		if strict {
			return true
		}
		if strings.IndexFunc(word, unicode.IsLetter) < 0 {
			return true
		}
	}
	return false
}

// take turns what phrase read into series, or asks.
func (r *reader) take(x *record, text string, s phrase.Schedule) ([]schedule.Series, bool) {
	series := s.Series
	missing := slices.DeleteFunc(slices.Clone(s.Missing), func(m phrase.Missing) bool {
		return m == phrase.Time || (m == phrase.Anchor || m == phrase.Starting) && (r.get(Starts) != "" || !series.First.IsZero())
	})
	if i := slices.Index(missing, phrase.AMPM); i >= 0 {
		x.ask("ampm-missing", "series", text, "morning or afternoon? The days were taken, the time was not")
		x.unread = text
		missing = slices.Delete(missing, i, i+1)
		series.Start, series.Length = schedule.Clock{}, 0
	}
	odd := s.Conflict != "" && series.Length > r.longest // finish reports it
	if len(missing) > 0 || s.Conflict != "" && !odd || !series.Rule.IsValid() && len(series.Dates) == 0 {
		why := s.Conflict
		if len(missing) > 0 {
			s.Missing = missing
			why = strings.Join(s.Asks(r.textLanguage()), " ")
		}
		x.ask("schedule-unclear", "series", text, "the schedule leaves something open: "+why)
		return nil, false
	}
	for _, w := range s.Without {
		if w.Kind == phrase.WithoutWeather || w.Kind == phrase.WithoutEvent || w.Kind == phrase.WithoutDay {
			x.ask("exception-unheld", "series", text, "an exception has no date that is sure; give dates in a column \"Changes\"")
			x.unread = text
		}
	}
	if series.Length != 0 {
		return []schedule.Series{series}, true
	}
	return r.atTimes(x, series), true
}

// atTimes gives a series without a time of day those of the columns for it.
func (r *reader) atTimes(x *record, s schedule.Series) []schedule.Series {
	if !s.Start.IsZero() || r.get(Time) == "" {
		return []schedule.Series{s}
	}
	var list []schedule.Series
	for _, t := range r.times(x) {
		s.Start, s.Length = t.start, t.length
		if t.zone != "" {
			s.Zone = t.zone
		}
		list = append(list, s)
	}
	return list
}

// dates reads a list of dates with nothing else in it, or returns nil.
func (r *reader) dates(text string) []schedule.Date {
	if !strings.Contains(text, ", ") || len(text) < 16 {
		return nil
	}
	var days []schedule.Date
	for part := range strings.SplitSeq(text, ", ") {
		m, ok := readMoment(part, r.order)
		if !ok || !m.clock.IsZero() || len(days) == maxDates {
			return nil
		}
		days = append(days, m.date)
	}
	return days
}
