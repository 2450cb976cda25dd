package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/schedule"
)

// An unconfirmedView is an offering that somebody should ask about.
type unconfirmedView struct {
	Offering recordRef       `json:"offering"`
	Verified schedule.Date   `json:"verified,omitzero"` // none is never
	Doubts   []schedule.Date `json:"doubts,omitzero"`   // dates on which the door was found closed
}

// An unconfirmedAnswer is the queue, the most urgent first.
type unconfirmedAnswer struct {
	Unconfirmed []unconfirmedView `json:"unconfirmed"`
}

// unconfirmed answers with what somebody should ask about.
func (s *server) unconfirmed(w http.ResponseWriter, c *signed) error {
	if err := c.noParameters(); err != nil {
		return err
	}
	answer := unconfirmedAnswer{[]unconfirmedView{}}
	for _, r := range c.by.Unconfirmed() {
		view := unconfirmedView{Offering: refOf(r.Offering.Key()), Verified: r.Offering.Verified.On}
		for _, d := range r.Doubts {
			view.Doubts = append(view.Doubts, d.On)
		}
		answer.Unconfirmed = append(answer.Unconfirmed, view)
	}
	return c.private(w, answer)
}

// A findingsAnswer is what a person should look at.
type findingsAnswer struct {
	Findings []findingView `json:"findings"`
}

// A findingView is one thing to look at. Messages are in English.
type findingView struct {
	Record   recordRef `json:"record"`
	Code     string    `json:"code"`
	Severity string    `json:"severity"`
	Field    string    `json:"field,omitzero"`
	Message  string    `json:"message"`
}

// findings answers with what a person should look at.
func (s *server) findings(w http.ResponseWriter, c *signed) error {
	if err := c.noParameters(); err != nil {
		return err
	}
	answer := findingsAnswer{[]findingView{}}
	for _, f := range c.by.Findings() {
		answer.Findings = append(answer.Findings, findingView{refOf(f.Record), f.Code, string(f.Severity), f.Field, f.Message})
	}
	return c.private(w, answer)
}

// A proposalView is a change that waits for an editor.
type proposalView struct {
	proposalRef
	Record   recordRef       `json:"record"`
	Overtake bool            `json:"overtaken"` // the record was changed since
	At       string          `json:"at"`
	By       string          `json:"by"` // label of the token
	Mine     bool            `json:"mine"`
	Approve  bool            `json:"may_approve"`
	Body     json.RawMessage `json:"body"` // the record as it would be
}

// A proposalsAnswer is all that wait, the oldest first.
type proposalsAnswer struct {
	Proposals []proposalView `json:"proposals"`
}

func viewProposal(p admin.Proposal) (proposalView, error) {
	body, err := directory.Encode(p.Record)
	view := proposalView{
		proposalRef: proposalRef{p.ID, pathOf("proposals", p.ID)}, Record: refOf(p.Record.Key()), Overtake: p.Overtake,
		At: instant(p.At, nil), By: p.By, Mine: p.Mine, Approve: p.Approve, Body: body,
	}
	return view, err
}

// proposals answers with the changes that wait.
func (s *server) proposals(w http.ResponseWriter, c *signed) error {
	if err := c.noParameters(); err != nil {
		return err
	}
	answer := proposalsAnswer{[]proposalView{}}
	for _, p := range c.by.Proposals() {
		view, err := viewProposal(p)
		if err != nil {
			return err
		}
		answer.Proposals = append(answer.Proposals, view)
	}
	return c.private(w, answer)
}

// proposal answers with one change that waits.
func (s *server) proposal(w http.ResponseWriter, c *signed) error {
	if err := c.noParameters(); err != nil {
		return err
	}
	p, err := c.by.Proposal(c.PathValue("id"))
	if err != nil {
		return err
	}
	view, err := viewProposal(p)
	if err != nil {
		return err
	}
	return c.private(w, view)
}

// approve takes a proposal in: in the place of the record from which it was made,
// or of the one that If-Match says the caller has looked at since.
func (s *server) approve(c *change) (admin.Receipt, error) {
	p, err := c.by.Proposal(c.PathValue("id"))
	if err != nil {
		return admin.Receipt{}, err
	}
	c.about = p.Record.Key()
	at := p.Base
	if want, given := conditionOf(c.Header); given && !want.absent {
		if _, at, err = c.standing(want); err != nil {
			return admin.Receipt{}, err
		}
	}
	return c.by.Approve(p.ID, at)
}

// reject puts a proposal aside.
func (s *server) reject(c *change) (admin.Receipt, error) { return c.by.Reject(c.PathValue("id")) }

// A historyAnswer is the last commits, the newest first.
type historyAnswer struct {
	Steps []stepView `json:"steps"`
}

// A stepView is one commit, as its own ID says it.
type stepView struct {
	Revision directory.Revision `json:"revision"`
	At       string             `json:"at,omitzero"` // to the minute
	Role     string             `json:"role,omitzero"`
	Token    string             `json:"token,omitzero"` // ID
	Verb     string             `json:"verb"`
	Undo     bool               `json:"may_undo"`
	Edits    []editView         `json:"edits"`
}

// An editView is what a commit did to a record.
type editView struct {
	Record  recordRef `json:"record"`
	Created bool      `json:"created,omitzero"`
	Deleted bool      `json:"deleted,omitzero"`
	Fields  []string  `json:"fields,omitzero"` // that are other than before
}

// history answers with the last commits.
func (s *server) history(w http.ResponseWriter, c *signed) error {
	p := parameters{values: c.URL.Query()}
	k := directory.Key{Kind: p.code("kind", admin.Kinds()...), ID: p.text("id", maxID)}
	most := p.number("limit", 1, 500, 50)
	if (k.Kind == "") != (k.ID == "") {
		p.fail("id", "kind and id together, or neither")
	}
	if err := p.done(); err != nil {
		return err
	}
	steps, err := c.by.History(k, most)
	if err != nil {
		return err
	}
	answer := historyAnswer{[]stepView{}}
	for _, x := range steps {
		view := stepView{x.Revision, x.At, x.Role, x.Token, x.Verb, x.Undo, []editView{}}
		for _, e := range x.Edits {
			view.Edits = append(view.Edits, editView{refOf(e.Record), e.Made, e.Deleted, slices.Clone(e.Fields)})
		}
		answer.Steps = append(answer.Steps, view)
	}
	return c.private(w, answer)
}

// undo makes good what a commit did.
func (s *server) undo(c *change) (admin.Receipt, error) {
	n, err := strconv.ParseInt(c.PathValue("revision"), 10, 64)
	if err != nil || n < 1 {
		return admin.Receipt{}, errNotFound
	}
	return c.by.Undo(directory.Revision(n))
}
