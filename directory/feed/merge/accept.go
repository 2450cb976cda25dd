package merge

import (
	"fmt"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// accepted returns the entities of the source that a directory can take: one of
// a key, none of a kind that is not public, such as what the directory remembers
// or what opens it, and none that refers to what is neither in the source nor in the directory.
func (p *planner) accepted(entities []directory.Entity) []directory.Entity {
	seen := make(map[directory.Key]bool, len(entities))
	kept := make([]directory.Entity, 0, len(entities))
	for _, e := range entities {
		switch k := e.Key(); {
		case k.Kind == KindMemory:
			p.refuse(e, "memory-refused", "", "What a directory remembers of its sources is not taken from a source.")
		case !directory.IsPublic(k.Kind):
			p.refuse(e, "kind-refused", "", fmt.Sprintf("Of a source only organizations, venues and offerings are taken, no %q.", k.Kind))
		case seen[k]:
			p.refuse(e, "id-twice", "", "Another record of the source has this ID. This one is left out.")
		default:
			seen[k] = true
			kept = append(kept, e)
		}
	}
	for before := -1; before != len(kept); { // what is refused may be what others refer to
		before = len(kept)
		whole := kept[:0]
		for _, e := range kept {
			if missing, ok := p.missing(e, seen); ok {
				delete(seen, e.Key())
				p.refuse(e, "reference-missing", missing.Kind, fmt.Sprintf("It refers to the %s %q, which is neither in the source nor here. It is left out.", missing.Kind, missing.ID))
				continue
			}
			whole = append(whole, e)
		}
		kept = whole
	}
	return kept
}

// missing returns what a record refers to and is not there.
func (p *planner) missing(e directory.Entity, imported map[directory.Key]bool) (k directory.Key, ok bool) {
	for _, k := range references(e) {
		if !imported[k] && p.current[k] == nil {
			return k, true
		}
	}
	return directory.Key{}, false
}

func (p *planner) refuse(e directory.Entity, code, field, message string) {
	k, o := e.Key(), origin(e)
	p.plan.Refused++
	p.refused[k] = true
	p.plan.Findings = append(p.plan.Findings, feed.Finding{
		Source: o.Source, SourceID: o.SourceID, Record: k.Kind + "/" + k.ID,
		Finding: program.Finding{Code: code, Severity: program.Error, Field: field, Message: message}})
}

// needed adds again what was removed here, if a record that is put needs it.
func (p *planner) needed(says map[directory.Key]directory.Entity) {
	there := make(map[directory.Key]bool, len(p.current))
	for k := range p.current {
		there[k] = true
	}
	for _, c := range p.plan.Changes {
		there[c.Put.Key()] = true
	}
	for i := 0; i < len(p.plan.Changes); i++ { // which grows
		for _, k := range references(p.plan.Changes[i].Put) {
			if e := says[k]; e != nil && !there[k] {
				there[k] = true
				p.put(stamp(e, p.now, 0), Step{Record: k, Action: Add, Reason: "it was removed here, but others refer to it"})
			}
		}
	}
}
