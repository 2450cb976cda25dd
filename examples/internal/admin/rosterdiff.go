package admin

import (
	"maps"
	"slices"
	"strings"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
	"github.com/withinreach/withinreach/program/people"
	"github.com/withinreach/withinreach/program/roster"
)

// privateHistory reports whether the history of a private record is shown: of
// rosters to who sees the sheets, of people and ways in to who changes them.
func (v *visit) privateHistory(e directory.Entity) bool {
	switch e := e.(type) {
	case directory.Credential:
		o, ok := offeringOf(v.dir, e.Offering)
		return ok && v.who.mayEdit(v.dir, o)
	case directory.Roster:
		return isOn(v.dir, settingRosters) && v.who.maySee(e)
	case directory.Facilitator:
		return (isOn(v.dir, settingRosters) || v.hasPipeline()) && v.who.maySee(e)
	}
	return false
}

// pageOf returns the address of the page about a record.
func (v *visit) pageOf(e directory.Entity) string {
	switch e := e.(type) {
	case directory.Credential:
		return wayInPath(e.Offering)
	case directory.Roster:
		return rosterPath(e.Organization)
	case directory.Facilitator:
		if v.hasRoster(e.Organization) {
			return awayPath(e.Organization)
		}
		return pipelinePath(e.Organization)
	}
	return addressOf(e.Key())
}

// privateDifference returns what is other in a record about people. Of a person
// it tells on which days they are away and what happened on their way, and
// nothing else.
func (v *visit) privateDifference(before, after directory.Entity) []differenceView {
	was, is := v.seatsAndPeople(before), v.seatsAndPeople(after)
	var list []differenceView
	for _, name := range slices.Sorted(maps.Keys(merged(was, is))) {
		if was[name] != is[name] {
			list = append(list, differenceView{name, was[name], is[name]})
		}
	}
	return list
}

// seatsAndPeople returns what history tells of a record, in words.
func (v *visit) seatsAndPeople(e directory.Entity) map[string]string {
	told := map[string]string{}
	switch e := e.(type) {
	case directory.Roster:
		name := v.namesOfLeaders()
		for _, h := range e.Book.Holds {
			if holds(h) {
				told[h.SeatID.String()] = name(h.Person) + " (" + v.book.say("seat."+string(h.State)) + ")"
			}
		}
	case directory.Facilitator:
		for _, x := range e.Availability.Exceptions {
			if isAway(x) {
				told[v.book.say("title.away")+": "+v.span(x.First, lastDay(x))] = v.book.name("rule", roster.RuleAvailability.String())
			}
		}
		for _, x := range e.Events {
			told[strings.TrimPrefix(v.programName(x.Program)+": ", ": ")+texts.Day(x.On, v.book.tag)+", "+v.eventName(x)] = v.book.say("event.noted")
		}
	}
	return told
}

// programName returns the name of a program by its key.
func (v *visit) programName(key string) string {
	if p, ok := v.snap.Catalogue().Program(key); ok {
		return p.Name.In(v.book.tag)
	}
	return key
}

// eventName says what happened to somebody on their way.
func (v *visit) eventName(e people.Event) string {
	switch e.Kind {
	case people.Passed:
		return v.book.say("event.passed.step", e.Step)
	case people.Ended, people.Decided:
		return v.book.say("event." + eventValue(e))
	}
	return v.book.name("event", string(e.Kind))
}
