package api

import (
	"net/http"
	"strings"

	"github.com/withinreach/withinreach/examples/internal/admin"
)

// A signed is a call with a token, of somebody who may ask for its route.
type signed struct {
	*call
	by *admin.Caller
}

// sign finds out whose token a call carries. There are no cookies in this: a
// browser adds nothing to a request by itself that opens anything.
func (s *server) sign(c *call, least admin.Role) (*signed, error) {
	scheme, text, _ := strings.Cut(c.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		text = ""
	}
	by, err := s.Keepers.Caller(c.Request, strings.TrimSpace(text))
	switch {
	case err != nil:
		return nil, err
	case !by.May(least):
		return nil, errForbidden
	}
	return &signed{c, by}, nil
}

// read adds a route that shows something to whoever has a token of a role.
func (s *server) read(pattern string, least admin.Role, h func(http.ResponseWriter, *signed) error) {
	s.signed[pattern] = true
	s.handle(pattern, func(w http.ResponseWriter, c *call) error {
		who, err := s.sign(c, least)
		if err != nil {
			return err
		}
		return h(w, who)
	})
}

// signedRoutes adds all routes that take a token.
func (s *server) signedRoutes() {
	s.read("GET /api/v1/token", admin.Canceller, s.token)
	s.read("GET /api/v1/records/{kind}", admin.Viewer, s.records)
	s.write("POST /api/v1/records/{kind}", admin.Proposer, s.makeRecord)
	s.read("GET /api/v1/records/{kind}/{id}", admin.Viewer, s.record)
	s.write("PUT /api/v1/records/{kind}/{id}", admin.Proposer, s.putRecord)
	s.write("PATCH /api/v1/records/{kind}/{id}", admin.Proposer, s.patchRecord)
	s.write("DELETE /api/v1/records/{kind}/{id}", admin.Editor, s.deleteRecord)

	s.write("POST /api/v1/offerings/{id}/dates", admin.Canceller, s.changeDate)
	s.write("POST /api/v1/offerings/{id}/verified", admin.Editor, s.verify)
	s.read("GET /api/v1/closures", admin.Editor, s.closures)
	s.write("POST /api/v1/closures", admin.Editor, s.closeDown)
	s.write("DELETE /api/v1/closures/{id}", admin.Editor, s.lift)

	s.read("GET /api/v1/unconfirmed", admin.Viewer, s.unconfirmed)
	s.read("GET /api/v1/findings", admin.Viewer, s.findings)
	s.read("GET /api/v1/proposals", admin.Proposer, s.proposals)
	s.read("GET /api/v1/proposals/{id}", admin.Proposer, s.proposal)
	s.write("POST /api/v1/proposals/{id}/approve", admin.Editor, s.approve)
	s.write("DELETE /api/v1/proposals/{id}", admin.Proposer, s.reject)
	s.read("GET /api/v1/history", admin.Viewer, s.history)
	s.write("POST /api/v1/history/{revision}/undo", admin.Editor, s.undo)
}

// A tokenAnswer is what a token opens, without what opens it.
type tokenAnswer struct {
	ID            string     `json:"id"`
	Role          admin.Role `json:"role"`
	Label         string     `json:"label"`
	Organizations []string   `json:"organizations,omitzero"` // none is all
	Offering      string     `json:"offering,omitzero"`      // the one that a canceller is for
	Expires       string     `json:"expires"`
}

// token answers with what the token of the call opens.
func (s *server) token(w http.ResponseWriter, c *signed) error {
	if err := c.noParameters(); err != nil {
		return err
	}
	t := c.by.Held()
	return c.private(w, tokenAnswer{t.ID, t.Role, t.Label, t.Organizations, t.Offering, instant(t.Expires, nil)})
}

// noParameters refuses what is after "?" where nothing is known.
func (c *call) noParameters() error {
	p := parameters{values: c.URL.Query()}
	return p.done()
}
