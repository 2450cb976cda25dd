package merge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/directory/feed"
	"github.com/withinreach/withinreach/program"
)

// An Import is what there is to compare. All entities have valid keys.
type Import struct {
	// Source is the name of the source, under which the directory remembers
	// what it said; see [KindMemory].
	Source string
	// New is what the source says now.
	New []directory.Entity
	// Current is all that the directory holds, as [directory.Directory.All]
	// yields it: from this source and others, and what it remembers.
	Current []directory.Entity
	// Now becomes the time of modification of what changes, to the second.
	Now time.Time
}

// A Plan says what an import would change.
type Plan struct {
	// Changes are to be committed, by [directory.Directory.Commit] or Import:
	// first what is put, in the order organizations, venues, offerings, others,
	// then what is deleted. They include what the directory is to remember, and
	// have no condition: whoever looks at a plan for a while before committing
	// sets Change.If to the revisions that it was made from.
	Changes []directory.Change
	// Steps say what happens to each record, in the order of Changes, then
	// those that stay although the source differs. Records that stay as they
	// are have none; Unchanged counts them.
	Steps     []Step
	Unchanged int
	// Before counts the offerings of the last import, and After those of this
	// one that can be taken, for [feed.Guard].
	Before, After int
	// Refused counts the records of the source that cannot be taken. Each has
	// a finding; what was imported of it before stays.
	Refused int
	// Findings report each value of the source that was not taken over.
	Findings []feed.Finding
}

// A Step is what happens to one record.
type Step struct {
	Record directory.Key
	Action Action
	Fields []string // paths of what changes in it, such as "series[mon].start"
	Reason string   // "" where the action says all
}

// An Action is what a plan does to a record.
type Action string

// The actions.
const (
	Add    Action = "add"
	Alter  Action = "change"
	Remove Action = "remove"
	Keep   Action = "keep" // although the source says otherwise
)

// String returns the step in one line.
func (s Step) String() string {
	text := fmt.Sprintf("%s %s %q", s.Action, s.Record.Kind, s.Record.ID)
	if len(s.Fields) > 0 {
		text += ": " + strings.Join(s.Fields, ", ")
	}
	if s.Reason != "" {
		text += " (" + s.Reason + ")"
	}
	return text
}

// NewPlan works out what an import changes. Equal arguments give equal plans.
// The error is that of an entity that has no form in JSON.
func NewPlan(in Import) (Plan, error) {
	p := planner{
		now:      in.Now.UTC().Truncate(time.Second),
		current:  map[directory.Key]directory.Entity{},
		last:     map[directory.Key]directory.Entity{},
		memories: map[directory.Key]directory.Opaque{},
		refused:  map[directory.Key]bool{},
	}
	p.recall(in.Source, in.Current)
	for k := range p.last {
		if k.Kind == directory.KindOffering {
			p.plan.Before++
		}
	}
	fresh := p.accepted(in.New)
	renamed := p.renames(fresh)
	for _, e := range fresh {
		if e.Key().Kind == directory.KindOffering {
			p.plan.After++
		}
	}
	says := make([]directory.Entity, len(fresh))
	for i, e := range fresh {
		var err error
		if says[i], err = p.settle(renamed.apply(e)); err != nil {
			return Plan{}, err
		}
	}
	p.needed(byKey(says))
	p.removals(byKey(says))
	if err := p.remember(in.Source, says); err != nil {
		return Plan{}, err
	}
	p.sort()
	return p.plan, nil
}

// A planner makes one plan.
type planner struct {
	plan          Plan
	now           time.Time
	current, last map[directory.Key]directory.Entity
	memories      map[directory.Key]directory.Opaque // by what they remember
	refused       map[directory.Key]bool
}

func byKey(entities []directory.Entity) map[directory.Key]directory.Entity {
	m := make(map[directory.Key]directory.Entity, len(entities))
	for _, e := range entities {
		m[e.Key()] = e
	}
	return m
}

// settle decides about one entity of the source, and returns what to remember
// of it for the next import.
func (p *planner) settle(theirs directory.Entity) (directory.Entity, error) {
	k := theirs.Key()
	base, ours := p.last[k], p.current[k]
	if base != nil {
		theirs = quiet(base, theirs)
	}
	switch {
	case ours == nil && base != nil:
		if same, err := equal(base, theirs); err != nil || same {
			return theirs, err
		}
		p.keep(k, "it was removed here, and has changed in the source since")
	case ours == nil:
		p.put(stamp(theirs, p.now, 0), Step{Record: k, Action: Add})
	default:
		return theirs, p.combine(base, ours, theirs)
	}
	return theirs, nil
}

// combine merges the change of the source into what is here.
func (p *planner) combine(base, ours, theirs directory.Entity) error {
	k := theirs.Key()
	b := any(map[string]any{})
	var err error
	if base != nil {
		if b, err = tree(base); err != nil {
			return err
		}
	}
	o, err := tree(ours)
	if err != nil {
		return err
	}
	t, err := tree(theirs)
	if err != nil {
		return err
	}
	var m threeWay
	merged := m.merge("", b, o, t)
	for _, c := range m.conflicts {
		p.plan.Findings = append(p.plan.Findings, feed.Finding{
			Source: origin(theirs).Source, SourceID: origin(theirs).SourceID, Record: k.Kind + "/" + k.ID,
			Finding: program.Finding{Code: "edited-here", Severity: program.Warning, Field: c.path, Value: show(c.theirs),
				Message: "The source has another value than the one edited here. What was edited here stays."}})
	}
	if len(m.changed) == 0 {
		if len(m.conflicts) > 0 {
			p.keep(k, "edited here")
		} else {
			p.plan.Unchanged++
		}
		return nil
	}
	e, err := entity(k, merged)
	if err != nil {
		return err
	}
	slices.Sort(m.changed)
	p.put(stamp(e, p.now, revised(ours).Sequence+1), Step{Record: k, Action: Alter, Fields: m.changed})
	return nil
}

func (p *planner) put(e directory.Entity, s Step) {
	p.plan.Changes = append(p.plan.Changes, directory.Change{Put: e, If: directory.AnyRevision})
	p.plan.Steps = append(p.plan.Steps, s)
}

func (p *planner) keep(k directory.Key, reason string) {
	p.plan.Steps = append(p.plan.Steps, Step{Record: k, Action: Keep, Reason: reason})
}

// removals deletes what the source no longer has, unless it was edited here or
// something that stays refers to it.
func (p *planner) removals(says map[directory.Key]directory.Entity) {
	after := make(map[directory.Key]directory.Entity, len(p.current))
	for k, e := range p.current {
		after[k] = e
	}
	for _, c := range p.plan.Changes {
		after[c.Put.Key()] = c.Put
	}
	var gone []directory.Key
	for k, base := range p.last {
		ours := p.current[k]
		if says[k] != nil || ours == nil || p.refused[k] {
			continue
		}
		if same, err := equal(base, ours); err != nil || !same {
			p.keep(k, "gone from the source, but edited here")
			continue
		}
		gone = append(gone, k)
		delete(after, k)
	}
	needed := map[directory.Key]bool{}
	for _, e := range after {
		for _, k := range references(e) {
			needed[k] = true
		}
	}
	for _, k := range gone {
		if needed[k] {
			p.keep(k, "gone from the source, but others refer to it")
			continue
		}
		p.plan.Changes = append(p.plan.Changes, directory.Change{Delete: k, If: directory.AnyRevision})
		p.plan.Steps = append(p.plan.Steps, Step{Record: k, Action: Remove, Reason: "gone from the source"})
	}
}

// sort brings changes and steps into the order that Plan promises.
func (p *planner) sort() {
	rank := map[string]int{directory.KindOrganization: -3, directory.KindVenue: -2, directory.KindOffering: -1}
	slices.SortStableFunc(p.plan.Changes, func(a, b directory.Change) int {
		if (a.Put == nil) != (b.Put == nil) {
			return cmp.Compare(delta(a.Put == nil), delta(b.Put == nil))
		}
		if a.Put == nil { // what refers to others goes first
			return cmp.Or(cmp.Compare(rank[b.Delete.Kind], rank[a.Delete.Kind]), a.Delete.Compare(b.Delete))
		}
		x, y := a.Put.Key(), b.Put.Key()
		return cmp.Or(cmp.Compare(rank[x.Kind], rank[y.Kind]), x.Compare(y))
	})
	action := map[Action]int{Add: 0, Alter: 0, Remove: 1, Keep: 2}
	slices.SortStableFunc(p.plan.Steps, func(a, b Step) int {
		order := cmp.Compare(rank[a.Record.Kind], rank[b.Record.Kind])
		if a.Action == Remove {
			order = -order
		}
		return cmp.Or(cmp.Compare(action[a.Action], action[b.Action]), order, a.Record.Compare(b.Record))
	})
}

func delta(b bool) int {
	if b {
		return 1
	}
	return 0
}
