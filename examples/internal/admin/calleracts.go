package admin

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/schedule"
)

// Changeable returns an offering of which the caller may change dates, or at least
// cancel them.
func (c *Caller) Changeable(offering string) (directory.Offering, directory.Revision, error) {
	o, err := c.v.cancellable(offering)
	_, at, _ := c.v.dir.Get(o.Key())
	return o, at, err
}

// ChangeDate changes one date of an offering, which must be at a revision;
// [directory.AnyRevision] is no condition.
func (c *Caller) ChangeDate(offering string, d DateChange, at directory.Revision) (Receipt, error) {
	o, err := c.v.cancellable(offering)
	if err != nil {
		return Receipt{}, err
	}
	o, head, err := c.v.change(o.ID, d, at)
	return Receipt{Revision: head.Revision, Record: o.Key(), Now: o}, err
}

// Verify takes the word of somebody in charge that an offering is as it stands at
// a revision, and clears the doubts about it.
func (c *Caller) Verify(offering string, at directory.Revision) (Receipt, error) {
	o, err := c.v.verifiable(offering)
	if err != nil {
		return Receipt{}, err
	}
	o, head, err := c.v.verifyAt(o, at)
	return Receipt{Revision: head.Revision, Record: o.Key(), Now: o}, err
}

// Unconfirmed returns what somebody should ask about, of what the token is for.
func (c *Caller) Unconfirmed() []directory.Reconfirmation { return c.v.queue() }

// Findings returns what a person should look at, of what the token is for.
func (c *Caller) Findings() []directory.Finding { return c.v.findings() }

// A Closed is a closure that is not over, with all that it closes.
type Closed struct {
	ID      string
	Closure schedule.Closure
	Records []directory.Key // organizations and venues
}

// Closures returns those of what the token may change, by their first day.
func (c *Caller) Closures() (list []Closed) {
	for _, view := range c.v.closed() {
		list = append(list, Closed{closureID(view.Key), view.closure, view.records})
	}
	return list
}

func closureID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:8])
}

// CloseDown gives a closure to what the token may change of "all" organizations,
// of an "organization" or "venue" with an ID, or of all venues of a "county".
func (c *Caller) CloseDown(what, id string, closure schedule.Closure) (Receipt, error) {
	head, err := c.v.shut(what, id, closure)
	return Receipt{Revision: head.Revision}, err
}

// Lift takes a closure away from all that it closes.
func (c *Caller) Lift(id string) (Receipt, error) {
	list := c.v.closed()
	i := slices.IndexFunc(list, func(view closedView) bool { return closureID(view.Key) == id })
	if i < 0 {
		return Receipt{}, errNotFound
	}
	head, err := c.v.reopen(list[i].Key)
	return Receipt{Revision: head.Revision}, err
}

// A Proposal is a change that waits for an editor.
type Proposal struct {
	ID       string
	Record   directory.Entity // as it would be, without what is withheld
	Base     directory.Revision
	Overtake bool // the record is no longer at Base
	At       time.Time
	By       string // label of the token
	Mine     bool
	Approve  bool // the caller may take it in
}

// Proposals returns those that the caller may see, the oldest first.
func (c *Caller) Proposals() (list []Proposal) {
	for _, p := range c.v.proposed() {
		list = append(list, c.proposal(p))
	}
	return list
}

// Proposal returns the one with an ID.
func (c *Caller) Proposal(id string) (Proposal, error) {
	p, err := c.v.proposalOf(id)
	if err != nil {
		return Proposal{}, err
	}
	return c.proposal(p), nil
}

func (c *Caller) proposal(p proposal) Proposal {
	after, _ := p.record() // those of proposed can be read
	before, at, _ := c.v.dir.Get(p.Record)
	shown := c.v.withheld(after, after)
	if before != nil {
		shown = c.v.withheld(shown, before)
	}
	return Proposal{
		ID: p.ID, Record: shown, Base: p.Base, Overtake: at != p.Base, At: p.At, By: p.By,
		Mine: p.Token == c.v.who.ID, Approve: c.v.mayApprove(p),
	}
}

// Approve takes a proposal in, in the place of what is at a revision: its Base, or
// that at which the caller saw the record since.
func (c *Caller) Approve(id string, at directory.Revision) (Receipt, error) {
	p, err := c.v.proposalOf(id)
	if err != nil {
		return Receipt{}, err
	}
	after, _ := p.record() // those that are seen can be read
	head, err := c.v.approve(p, at)
	return Receipt{Revision: head.Revision, Record: p.Record, Now: c.v.withheld(after, after)}, err
}

// Reject puts a proposal aside. Who made it may, too.
func (c *Caller) Reject(id string) (Receipt, error) {
	p, err := c.v.proposalOf(id)
	if err != nil {
		return Receipt{}, err
	}
	head, err := c.v.reject(p)
	return Receipt{Revision: head.Revision}, err
}

// A Step is one commit, as far as it is for the caller.
type Step struct {
	Revision          directory.Revision
	At                string // to the minute, as "2026-11-22T05:00Z"; "" is not known
	Role, Token, Verb string // of who did what
	Edits             []StepEdit
	Undo              bool // the caller may undo it
}

// A StepEdit is what a commit did to a record.
type StepEdit struct {
	Record  directory.Key
	Made    bool
	Deleted bool
	Fields  []string // names of those that are other than before, in order
}

// History returns the last commits, the newest first: to one record, or to all of
// what the token is for if the key is zero.
func (c *Caller) History(k directory.Key, most int) ([]Step, error) {
	var keys []directory.Key
	if k != (directory.Key{}) {
		if _, _, err := c.kept(k); err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	steps, err := c.v.steps(most, keys...)
	if err != nil {
		return nil, err
	}
	var list []Step
	for _, s := range steps {
		if step := c.step(s); len(step.Edits) > 0 {
			list = append(list, step)
		}
	}
	return list, nil
}

func (c *Caller) step(s directory.Step) Step {
	by := entryOf(s.ID)
	step := Step{Revision: s.Head.Revision, At: by.At, Role: by.Role, Token: by.Token, Verb: by.Verb, Undo: c.v.mayUndo(s)}
	for _, e := range c.v.edits(s) {
		if !directory.IsPublic(e.Key.Kind) {
			continue // about people
		}
		edit := StepEdit{Record: e.Key, Made: e.Before.Entity == nil, Deleted: e.After.Entity == nil}
		for _, d := range c.v.difference(e.Before.Entity, e.After.Entity) {
			name, _, _ := strings.Cut(d.Field, ".")
			name, _, _ = strings.Cut(name, "[")
			if !slices.Contains(edit.Fields, name) {
				edit.Fields = append(edit.Fields, name)
			}
		}
		step.Edits = append(step.Edits, edit)
	}
	return step
}

// Done returns what a commit with a mark did, and whether there was one. It reads
// the whole history.
func (c *Caller) Done(mark string) (r Receipt, ok bool, err error) {
	for s, err := range c.v.dir.History(c.v.Context()) {
		if err != nil {
			return Receipt{}, false, err
		}
		if batch, _, _ := strings.Cut(s.ID, "/"); !strings.HasSuffix(batch, " "+mark) {
			continue // one of many parts has a number after it
		}
		ok, r = true, c.receipt(s)
	}
	return r, ok, nil
}

func (c *Caller) receipt(s directory.Step) Receipt {
	r, records := Receipt{Revision: s.Head.Revision}, 0
	for _, e := range s.Edits {
		switch {
		case e.Key.Kind == KindProposal && e.After.Entity != nil:
			p, _ := reveal[proposal](e.After.Entity)
			r.Proposal, r.Record = p.ID, p.Record
		case directory.IsPublic(e.Key.Kind):
			records++
			r.Record, r.Created = e.Key, e.Before.Entity == nil
			if r.Now = e.After.Entity; r.Now != nil {
				r.Now = c.v.withheld(r.Now, r.Now)
			}
		}
	}
	if records > 1 {
		return Receipt{Revision: r.Revision}
	}
	return r
}

// Undo makes good what the commit of a revision did.
func (c *Caller) Undo(at directory.Revision) (Receipt, error) {
	head, err := c.v.undoStep(at)
	return Receipt{Revision: head.Revision}, err
}
