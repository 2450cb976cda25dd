package finder

import (
	"cmp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// terms returns what holds for an offering now: the terms of its program with
// what the offering says over them.
func (v *visit) terms(l directory.Listing) program.Resolved {
	today := v.dayOf(l)
	terms, err := v.Snapshot.Terms(l.ID, l.Languages[0], today)
	if err != nil && l.Languages[0] != "en" {
		terms, err = v.Snapshot.Terms(l.ID, "en", today)
	}
	if err != nil {
		terms = program.Resolved{} // a program that the catalogue does not know
	}
	a, own := &terms.Audience, l.Audience
	if len(own.Relations) > 0 {
		a.Relations = own.Relations
	}
	if len(own.Focus) > 0 {
		a.Focus = own.Focus
	}
	a.MinAge, a.MaxAge = cmp.Or(own.MinAge, a.MinAge), cmp.Or(own.MaxAge, a.MaxAge)
	a.Observers = cmp.Or(own.Observers, a.Observers)
	a.MembersOnly = own.MembersOnly || a.MembersOnly
	if l.Entry != (program.Entry{}) {
		terms.Entry = l.Entry
	}
	return terms
}

// dayOf returns the day that it is where an offering meets.
func (v *visit) dayOf(l directory.Listing) schedule.Date {
	if loc := v.zones.get(l.Zone); loc != nil {
		return schedule.DateOf(v.now.In(loc))
	}
	return schedule.DateOf(v.now)
}

// audience says whom an offering is for.
func (v *visit) audience(a program.Audience) (lines []said) {
	for _, r := range a.Relations {
		lines = append(lines, v.book.name("relation", string(r), "en"))
	}
	switch {
	case a.MinAge > 0 && a.MaxAge > 0:
		lines = append(lines, said{Text: v.book.say("age.between", a.MinAge, a.MaxAge)})
	case a.MinAge > 0:
		lines = append(lines, said{Text: v.book.say("age.from", a.MinAge)})
	case a.MaxAge > 0:
		lines = append(lines, said{Text: v.book.say("age.to", a.MaxAge)})
	}
	if a.MembersOnly {
		lines = append(lines, said{Text: v.book.say("audience.members")})
	}
	return lines
}

// entry says how people join, "" if that is not known.
func (v *visit) entry(l directory.Listing) string {
	e := l.Entry
	if e == (program.Entry{}) {
		e = v.terms(l).Entry
	}
	if e.Mode == "" {
		return ""
	}
	text := v.book.name("entry", string(e.Mode), "en").Text
	if e.Mode == program.EntryClosedAfter {
		text = v.book.say("entry.closed after", e.AfterSession)
	}
	switch hours := e.RegisterHours; {
	case hours >= 48 && hours%24 == 0:
		text += " " + v.book.say("entry.days-before", hours/24)
	case hours > 0:
		text += " " + v.book.say("entry.hours-before", hours)
	}
	return text
}

// joinBy returns the way to join, also for one that is not known.
func joinBy(j directory.JoinBy) directory.JoinBy {
	switch j {
	case directory.AfterRegistration, directory.WithoutPasscode, directory.Public:
		return j
	}
	return "on request"
}

func isRemote(m program.Mode) bool {
	return m == program.ModeOnline || m == program.ModeTelephone || m == program.ModeHybrid
}
