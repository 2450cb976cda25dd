package csv

import (
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/schedule"
)

// holidays sets what the series of a row do on holidays: by the columns for
// it, else by a note that speaks of them.
func (r *reader) holidays(x *record) {
	if policy, ok := r.holidayColumn(x); ok {
		for i := range x.o.Series {
			x.o.Series[i].OnHoliday = policy
		}
	} else {
		r.noteOnDates(x)
	}
	for _, s := range x.o.Series {
		if s.OnHoliday != schedule.Keep {
			r.holidaySkippers++
			return
		}
	}
}

// holidayColumn reads the columns about holidays. "No" under "Meets on
// holidays" and "yes" under "Closed on holidays" mean the same.
func (r *reader) holidayColumn(x *record) (schedule.HolidayPolicy, bool) {
	if cell := r.get(MeetHolidays); cell != "" {
		if yes, ok := truth(cell); ok {
			return policyOf(!yes), true
		}
		x.ask("holidays-unread", "series", cell, "does it meet on holidays? Want yes or no")
	}
	cell := r.get(Holidays)
	if cell == "" {
		return 0, false
	}
	title := fold(r.title(Holidays))
	negative := strings.Contains(title, "close") || strings.Contains(title, "except") || strings.HasPrefix(title, "no ") || strings.Contains(title, "cerrado")
	if yes, ok := truth(cell); ok && (negative || strings.Contains(title, "on holidays")) {
		return policyOf(yes == negative), true
	}
	switch fold(cell) {
	case "keep", "meets", "open", "as usual", "se reune", "abierto", "como siempre":
		return schedule.Keep, true
	case "skip", "closed", "does not meet", "no meeting", "except holidays", "cancelled", "canceled", "not on holidays", "except", "cerrado", "no se reune", "no hay reunion", "excepto feriados", "excepto dias festivos":
		return schedule.Skip, true
	case "move", "moved", "next day", "se cambia", "se mueve":
		return schedule.Move, true
	case "ask", "call", "call first", "varies", "check", "llame", "llame antes", "varia", "preguntar":
		return schedule.Ask, true
	}
	x.ask("holidays-unread", "series", cell, "what happens on holidays? Want keep, skip, move or ask")
	return 0, false
}

func policyOf(closed bool) schedule.HolidayPolicy {
	if closed {
		return schedule.Skip
	}
	return schedule.Keep
}

// noteOnDates reads what a note says about the dates of a weekly group, such as
// "No meeting on holidays", as the readers of other formats do.
func (r *reader) noteOnDates(x *record) {
	note := r.joined(Note, "\n")
	if len(x.o.Series) != 1 || note == "" {
		return
	}
	series, derived, found := feed.Derive(x.o.Series[0], "", note)
	x.found = append(x.found, found...)
	if derived {
		x.o.Series[0] = series
		x.o.Derived = []string{"series"}
	}
}

// The words of changes of single dates, as they are written and read.
var changeKinds = map[string]schedule.ExceptionKind{
	"cancelled": schedule.Cancel, "canceled": schedule.Cancel, "no meeting": schedule.Cancel, "cancelada": schedule.Cancel, "cancelado": schedule.Cancel, "sin reunion": schedule.Cancel,
	"moved to": schedule.Reschedule, "se cambia a": schedule.Reschedule,
	"added": schedule.Add, "agregada": schedule.Add, "note": schedule.Annotate, "nota": schedule.Annotate,
}

// changes reads what happens on single dates: dates alone, which are
// cancelled, or entries such as
//
//	2022-11-24 cancelled: no room; 2022-12-27 moved to 2022-12-28 19:00 for 1h: closed
func (r *reader) changes(x *record, cell string) []schedule.Exception {
	var all []schedule.Exception
	for entry := range strings.FieldsFuncSeq(cell, func(c rune) bool { return c == ';' || c == '\n' }) {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		if e, ok := r.change(entry); ok {
			all = append(all, e)
			continue
		}
		for part := range strings.SplitSeq(entry, ",") {
			m, ok := readMoment(strings.TrimSpace(part), r.order)
			if !ok {
				x.ask("changes-unread", "series", entry, "a change of dates cannot be read, want such as \"2022-11-24 cancelled\"")
				break
			}
			all = append(all, schedule.Exception{On: m.date, Kind: schedule.Cancel})
		}
	}
	return all
}

// change reads one entry.
func (r *reader) change(entry string) (e schedule.Exception, ok bool) {
	what, reason, _ := strings.Cut(entry, ": ")
	e.Reason = strings.TrimSpace(reason)
	on, rest, _ := strings.Cut(strings.TrimSpace(what), " ")
	m, ok := readMoment(on, r.order)
	if !ok {
		return e, false
	}
	e.On, e.Kind = m.date, schedule.Cancel
	if rest = strings.TrimSpace(rest); rest == "" {
		return e, true
	}
	ok = false
	for words, kind := range changeKinds {
		if after, found := strings.CutPrefix(strings.ToLower(rest), words); found {
			rest, e.Kind, ok = strings.TrimSpace(after), kind, true
			break
		}
	}
	rest, length, timed := strings.Cut(" "+rest, " for ")
	if timed {
		e.Length, ok = readDuration(length, ok)
	}
	for word := range strings.FieldsSeq(rest) {
		if m, isDate := readMoment(word, r.order); isDate && e.Kind == schedule.Reschedule {
			e.To = m.date
		} else if c, level := readClock(word, true); level == sure && e.Kind != schedule.Cancel && e.Kind != schedule.Annotate {
			e.Start = c
		} else {
			return e, false
		}
	}
	return e, ok && (e.Kind != schedule.Reschedule || !e.To.IsZero() || !e.Start.IsZero() || e.Length > 0)
}

func readDuration(text string, before bool) (time.Duration, bool) {
	d, err := time.ParseDuration(text)
	return d, err == nil && before
}
