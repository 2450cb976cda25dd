package finder

import (
	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
	"github.com/withinreach/withinreach/schedule/phrase"
)

// An expectView tells somebody who was never there what to expect.
type expectView struct {
	Happens    []said   // what happens there
	Leaders    string   // who leads it
	NoList     string   // that nobody writes down who comes
	Statements []string // notices of the program: what is kept private, and its limits
	Goals      []said
	Principles []said
	NoAccess   bool // nothing is known about steps, child care and the like
}

// expect says what to expect of an offering.
func (v *visit) expect(l directory.Listing, terms program.Resolved) expectView {
	view := expectView{Goals: v.book.texts(terms.Goals), Principles: v.book.texts(terms.Principles)}
	if key := "happens." + string(l.Kind); v.book.has(key) {
		view.Happens = append(view.Happens, said{Text: v.book.say(key)})
	}
	view.Happens = append(view.Happens, v.book.texts([]program.Text{terms.Structure})...)
	if n := terms.Sessions.Count; n > 1 {
		view.Happens = append(view.Happens, said{Text: v.book.say("happens.sessions", n)})
	}
	if team := terms.Team(l.Mode); team.Min > 1 {
		view.Leaders = v.book.say("leaders", team.Min)
	}
	if l.Kind == program.KindSupportGroup {
		view.NoList = v.book.say("no-attendance")
	}
	for _, statement := range terms.Statements(v.book.tag) {
		view.Statements = append(view.Statements, statement.Text)
	}
	view.NoAccess = l.Place != nil && len(l.Place.Access) == 0
	return view
}

// usually says in words when an offering meets, a line for each series that
// goes on.
func (v *visit) usually(l directory.Listing) (lines []string) {
	today := v.dayOf(l)
	for _, t := range v.Snapshot.Timetable(l.ID).Series() {
		s := t.Series()
		if !s.Last.IsZero() && s.Last.Before(today) || !s.Rule.IsValid() {
			continue
		}
		s.Exceptions = nil // those are among the dates
		began := !s.First.After(today)
		if began && s.Rule.Parts().Interval <= 1 && s.Count == 0 {
			s.First = schedule.Date{} // nobody needs to know
		}
		if text, _ := phrase.Format(s, v.book.tag, phrase.Long); text != "" {
			lines = append(lines, text)
		}
	}
	return lines
}
