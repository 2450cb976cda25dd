package directory

import (
	"cmp"
	"maps"

	"github.com/withinreach/withinreach/program"
	"github.com/withinreach/withinreach/schedule"
)

// CrisisLines returns the crisis lines to show in a state, by its two letters
// or "" if that is not known, to a reader of a language on a day.
func (s *Snapshot) CrisisLines(state, language string, on schedule.Date) []program.CrisisLine {
	where := program.Jurisdiction("us")
	if state != "" {
		where = program.Jurisdiction("us/" + state)
	}
	return s.catalogue.CrisisLines(where, on, cmp.Or(language, "en"))
}

// A crisisTable holds the crisis lines of one day, by state and language, as
// far as searches have asked for them.
type crisisTable struct {
	on    schedule.Date
	lines map[crisisKey][]program.CrisisLine
}

type crisisKey struct{ state, language string }

// maxCrisisKeys is more than there are states and languages worth keeping.
const maxCrisisKeys = 200

// crisisLines is CrisisLines for searches, which share the answers.
func (s *Snapshot) crisisLines(state, language string, on schedule.Date) []program.CrisisLine {
	key := crisisKey{state, language}
	t := s.lazy.lines.Load()
	if t != nil && t.on == on {
		if lines, ok := t.lines[key]; ok {
			return lines
		}
	}
	lines := s.CrisisLines(state, language, on)
	fresh := &crisisTable{on, map[crisisKey][]program.CrisisLine{}}
	if t != nil && t.on == on && len(t.lines) < maxCrisisKeys {
		maps.Copy(fresh.lines, t.lines)
	}
	fresh.lines[key] = lines
	s.lazy.lines.Store(fresh)
	return lines
}
