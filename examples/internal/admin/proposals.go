package admin

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/texts"
)

// KindProposal is the kind of the records of changes that somebody proposes.
const KindProposal = "proposal"

// A proposal is a change that waits for an editor.
type proposal struct {
	ID     string             `json:"id"`
	Record directory.Key      `json:"record"`
	Base   directory.Revision `json:"base"` // of the record that was changed; 0 is a new one
	Body   json.RawMessage    `json:"body"` // of the record as it would be
	By     string             `json:"by"`   // label of the token
	Token  string             `json:"token"`
	At     time.Time          `json:"at"`
}

func (p proposal) entity() directory.Entity { return opaque(KindProposal, p.ID, p) }

// record returns the record as it would be.
func (p proposal) record() (directory.Entity, error) { return directory.Decode(p.Record, p.Body) }

// maxProposals is how many proposals wait at most.
const maxProposals = 500

// maySuggest reports whether the visitor may propose a record.
func (v *visit) maySuggest(e directory.Entity) bool {
	return v.who.may(Proposer) && v.who.maySee(e)
}

// propose keeps a change for an editor to look over.
func (v *visit) propose(e directory.Entity, at directory.Revision) (id string, head directory.Head, err error) {
	body, err := directory.Encode(e)
	if err != nil {
		return "", head, err
	}
	waiting := 0
	for other := range v.dir.All() {
		if other.Key().Kind == KindProposal {
			waiting++
		}
	}
	if waiting >= maxProposals {
		return "", head, errTooMany
	}
	p := proposal{
		ID: strings.ToLower(rand.Text()[:12]), Record: e.Key(), Base: at, Body: body,
		By: v.who.Label, Token: v.who.ID, At: v.now.UTC().Truncate(time.Second),
	}
	head, err = v.commit("propose", directory.Change{Put: p.entity()})
	return p.ID, head, err
}

// proposed returns the proposals that the visitor may see, the oldest first:
// those for records of their organizations, and their own.
func (v *visit) proposed() (list []proposal) {
	for e := range v.dir.All() {
		if e.Key().Kind != KindProposal {
			continue
		}
		p, ok := reveal[proposal](e)
		if after, err := p.record(); ok && err == nil && (v.who.maySee(after) || p.Token == v.who.ID) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b proposal) int { return a.At.Compare(b.At) })
	return list
}

// A proposalView is a change that waits.
type proposalView struct {
	Name, By, At, URL, Record string
	Differences               []differenceView
	Changed                   bool // the record was changed since
	May                       bool // the visitor may take it in
	Mine                      bool // the visitor may take it back
	Revision                  string
}

func (a *Admin) proposals(w http.ResponseWriter, v *visit) error {
	var list []proposalView
	for _, p := range v.proposed() {
		list = append(list, v.proposalView(p))
	}
	return a.render(w, v, http.StatusOK, "proposals", list)
}

func (v *visit) proposalView(p proposal) proposalView {
	after, _ := p.record() // those of proposed can be read
	before, at, _ := v.dir.Get(p.Record)
	view := proposalView{
		Name: v.nameOf(after), By: p.By, At: texts.Instant(v.local(p.At), v.book.tag), URL: address("proposals", p.ID),
		Differences: v.difference(before, after), Changed: at != p.Base, Mine: p.Token == v.who.ID,
		May: v.mayApprove(p), Revision: strconv.FormatInt(int64(at), 10),
	}
	if before != nil && v.who.maySee(before) {
		view.Record = addressOf(p.Record)
	}
	return view
}

func (v *visit) proposalOf(id string) (proposal, error) {
	list := v.proposed()
	i := slices.IndexFunc(list, func(p proposal) bool { return p.ID == id })
	if i < 0 {
		return proposal{}, errNotFound
	}
	return list[i], nil
}

func (a *Admin) proposal(w http.ResponseWriter, v *visit) error {
	p, err := v.proposalOf(v.PathValue("id"))
	if err != nil {
		return err
	}
	return a.render(w, v, http.StatusOK, "proposal", v.proposalView(p))
}

// decide takes a proposal in, as it was made, or puts it aside.
func (a *Admin) decide(w http.ResponseWriter, v *visit) error {
	if err := v.form(); err != nil {
		return err
	}
	p, err := v.proposalOf(v.PathValue("id"))
	if err != nil {
		return err
	}
	switch v.PostForm.Get("do") {
	case "reject":
		_, err = v.reject(p)
	case "approve":
		base, bad := v.approvedAt(p)
		if bad != nil {
			return bad
		}
		_, err = v.approve(p, base)
	default:
		return errRequest
	}
	if errors.Is(err, directory.ErrConflict) {
		return a.render(w, v, http.StatusConflict, "proposal", v.proposalView(p))
	}
	if err != nil {
		return err
	}
	return goTo(w, v, "/admin/proposals")
}

// mayApprove reports whether the visitor may change what was and what would be.
func (v *visit) mayApprove(p proposal) bool {
	after, err := p.record()
	before, _, _ := v.dir.Get(p.Record)
	return err == nil && v.who.mayEdit(v.dir, after) && (before == nil || v.who.mayEdit(v.dir, before))
}

// approve takes a proposal in, in the place of what is at a revision.
func (v *visit) approve(p proposal, base directory.Revision) (directory.Head, error) {
	after, err := p.record()
	if err != nil || !v.mayApprove(p) {
		return directory.Head{}, errForbidden
	}
	return v.commit("approve", directory.Change{Put: after, If: base}, v.settled(p))
}

// reject puts a proposal aside. Who made it may, too.
func (v *visit) reject(p proposal) (directory.Head, error) {
	if !v.mayApprove(p) && p.Token != v.who.ID {
		return directory.Head{}, errForbidden
	}
	return v.commit("reject", v.settled(p))
}

// settled is the change that ends a proposal.
func (v *visit) settled(p proposal) directory.Change {
	_, at, _ := v.dir.Get(p.entity().Key())
	return directory.Change{Delete: p.entity().Key(), If: at}
}

// approvedAt returns the revision that a proposal replaces: its base, or the one
// that the editor saw beside it and confirmed.
func (v *visit) approvedAt(p proposal) (directory.Revision, error) {
	seen, err := v.revision()
	if err != nil {
		return 0, err
	}
	if v.PostForm.Get("anyway") == "" {
		return p.Base, nil
	}
	return seen, nil
}
