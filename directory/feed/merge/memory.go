package merge

import (
	"encoding/json"
	"fmt"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// KindMemory is the kind of the records in which a directory remembers what a
// source said. They are kept like any record of a kind that the directory does
// not know, and shown to nobody.
const KindMemory = "import"

// A memory is the body of such a record.
type memory struct {
	ID     string          `json:"id"`
	Source string          `json:"source"`
	Kind   string          `json:"kind"`   // of Record
	Record json.RawMessage `json:"record"` // as the source said it
}

// recall returns what a source said at the last import, and the records that
// say so. What cannot be read is reported and counts as not remembered.
func (p *planner) recall(source string, current []directory.Entity) {
	for _, e := range current {
		o, ok := e.(directory.Opaque)
		if !ok || o.Kind != KindMemory {
			p.current[e.Key()] = e
			continue
		}
		var m memory
		err := json.Unmarshal(o.Body, &m)
		if err == nil && m.Source != source {
			continue
		}
		var id struct {
			ID string `json:"id"`
		}
		var said directory.Entity
		if err == nil {
			err = json.Unmarshal(m.Record, &id)
		}
		if err == nil {
			said, err = directory.Decode(directory.Key{Kind: m.Kind, ID: id.ID}, m.Record)
		}
		if err != nil {
			p.plan.Findings = append(p.plan.Findings, feed.Finding{Source: source, Record: o.Kind + "/" + o.ID,
				Finding: program.Finding{Code: "memory-unreadable", Severity: program.Warning,
					Message: fmt.Sprintf("What the source said at the last import cannot be read, so every difference counts as an edit made here: %v.", err)}})
			continue
		}
		p.last[said.Key()] = said
		p.memories[said.Key()] = o
	}
}

// remember adds the changes that make a directory remember what a source says.
func (p *planner) remember(source string, says []directory.Entity) error {
	for _, e := range says {
		k := e.Key()
		body, err := directory.Encode(e)
		if err != nil {
			return err
		}
		m := memory{ID: feed.ID(source, k.Kind+"/"+k.ID), Source: source, Kind: k.Kind, Record: body}
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if was, ok := p.memories[k]; !ok || string(was.Body) != string(text) {
			p.plan.Changes = append(p.plan.Changes, directory.Change{If: directory.AnyRevision,
				Put: directory.Opaque{Kind: KindMemory, ID: m.ID, Body: text}})
		}
		delete(p.memories, k)
	}
	for k, gone := range p.memories {
		if p.refused[k] {
			continue
		}
		p.plan.Changes = append(p.plan.Changes, directory.Change{Delete: gone.Key(), If: directory.AnyRevision})
	}
	return nil
}
