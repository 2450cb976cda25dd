package directory

import (
	"iter"
	"time"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// A Timetable answers when and where an offering meets: all its series seen as
// one. It is immutable and may be used by any number of goroutines. Ranges and
// order are as in [schedule.Timetable]. A nil Timetable has no meetings.
type Timetable struct {
	offering  *Offering
	tables    schedule.Agenda
	overrides map[schedule.Key]*Override
	closed    bool               // some day, for whatever reason
	shut      []schedule.Closure // of the venue, where the rest of a hybrid goes on
	secret    map[string]bool    // IDs of venues that are confidential, rooms included
	sessions  map[schedule.Key]Sessions
}

// A Meeting is one date of an offering and where it takes place.
type Meeting struct {
	schedule.Occurrence
	Venue string // ID, as of the offering or as overridden; "" if people do not come to a place
	Room  string // "" is not stated here, or not for the public: see Venue.Confidential
	Mode  program.Mode
	Note  program.Text // of this date only
	// Sessions are those of a course that are held on this date.
	Sessions Sessions
	// LengthAssumed says that Length is the usual one of the program, because
	// that of the record is not known or makes no sense. Only searches assume.
	LengthAssumed bool
}

// All yields the meetings that begin on a day from from until the day before
// to, with those that are skipped, cancelled or unconfirmed.
func (t *Timetable) All(from, to schedule.Date) iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		if t == nil {
			return
		}
		for o := range t.occurrences(from, to) {
			if !yield(t.meeting(o)) {
				return
			}
		}
	}
}

// Held yields those meetings of All that take place.
func (t *Timetable) Held(from, to schedule.Date) iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		for m := range t.All(from, to) {
			if m.Status.Held() && !yield(m) {
				return
			}
		}
	}
}

// From yields the meetings that begin at an instant or later, as All does.
func (t *Timetable) From(at time.Time) iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		if t == nil {
			return
		}
		for o := range t.from(at) {
			if !yield(t.meeting(o)) {
				return
			}
		}
	}
}

// from is From without the places.
func (t *Timetable) from(at time.Time) iter.Seq[schedule.Occurrence] {
	return func(yield func(schedule.Occurrence) bool) {
		if len(t.tables) == 0 {
			return
		}
		if len(t.tables) == 1 {
			t.tables[0].From(at)(yield)
			return
		}
		// Two days earlier, for zones behind that of the first series.
		day := schedule.DateOf(at.In(t.tables[0].Zone().Location())).AddDays(-2)
		for o := range t.tables.All(day, schedule.Date{}) {
			if !o.Start().Before(at) && !yield(o) {
				return
			}
		}
	}
}

// Next returns the first meeting at an instant or later that takes place or is
// unconfirmed, so that whoever shows it can say "call first"; ok is false if
// there is none.
func (t *Timetable) Next(at time.Time) (m Meeting, ok bool) {
	for m := range t.From(at) {
		if m.Status.Held() || m.Status == schedule.Unconfirmed {
			return m, true
		}
	}
	return Meeting{}, false
}

// Deviations yields those meetings of All that a copy of the series and of the
// place alone would get wrong: the ones that a closure cancels or leaves
// unconfirmed, and those at another place, in another way or with a note of
// their own. It costs next to nothing where there are none.
func (t *Timetable) Deviations(from, to schedule.Date) iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		if t.isPlain() {
			return
		}
		o := t.offering
		for m := range t.All(from, to) {
			closed := m.Reason.Code == schedule.ByClosure
			elsewhere := m.Venue != o.Venue || m.Room != o.Room && !t.secret[m.Venue]
			moved := m.Mode != o.Mode || inPerson(m.Mode) && elsewhere
			if (closed || moved || len(m.Note) > 0) && !yield(m) {
				return
			}
		}
	}
}

// isPlain reports whether no date can be other than the series say.
func (t *Timetable) isPlain() bool {
	return t == nil || len(t.overrides) == 0 && !t.closed
}

// Explain says for each series, in the order of Series, why it meets on a day or
// not. Where the meetings of the day take place is in All.
func (t *Timetable) Explain(d schedule.Date) []schedule.Explanation {
	if t == nil {
		return nil
	}
	list := make([]schedule.Explanation, len(t.tables))
	for i, table := range t.tables {
		list[i] = table.Explain(d)
	}
	return list
}

// Series returns the compiled series, in the order of the offering. The slice
// must not be changed.
func (t *Timetable) Series() schedule.Agenda {
	if t == nil {
		return nil
	}
	return t.tables
}

func (t *Timetable) occurrences(from, to schedule.Date) iter.Seq[schedule.Occurrence] {
	if len(t.tables) == 1 {
		return t.tables[0].All(from, to)
	}
	return t.tables.All(from, to)
}

// meeting says where an occurrence takes place.
func (t *Timetable) meeting(o schedule.Occurrence) Meeting {
	m := Meeting{Occurrence: o, Venue: t.offering.Venue, Room: t.offering.Room, Mode: t.offering.Mode}
	if m.Mode == program.ModeHybrid {
		for _, c := range t.shut {
			if c.Covers(o.Date) {
				m.Mode = program.ModeOnline
			}
		}
	}
	if v := t.overrides[o.Key()]; v != nil {
		if v.Venue != "" {
			m.Venue, m.Room = v.Venue, ""
		}
		if v.Room != "" {
			m.Room = v.Room
		}
		if v.Mode != "" {
			m.Mode = v.Mode
		}
		m.Note = v.Note
	}
	if !inPerson(m.Mode) {
		m.Venue, m.Room = "", ""
	}
	if t.secret[m.Venue] {
		m.Room = ""
	}
	m.Sessions = t.sessions[o.Key()]
	return m
}
