package admin

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/withinreach/withinreach/directory"
)

// A Caller is a program that has sent a token, and what it may do: what a person
// with that token may do on the pages, by the same code. It is for one request.
//
// Errors of its methods are for [Explain].
type Caller struct{ v *visit }

// Caller returns who calls with a token. Cookies are not looked at. Tokens that
// are no good count by network, together with those of the pages.
func (a *Admin) Caller(r *http.Request, token string) (*Caller, error) {
	if token == "" {
		return nil, errNobody
	}
	v := a.visit(r)
	v.book = books[0]
	t, err := a.check(v, token)
	switch {
	case err != nil:
		return nil, err
	case t.Once: // a set-up link makes another token and does nothing else
		return nil, errToken
	}
	v.who = identity{t}
	return &Caller{v}, nil
}

// Marked returns the same caller, as of a moment, whose commits have a mark: the
// last part of the ID of their batches. Each mark is good for doing one thing.
func (c *Caller) Marked(mark string, at time.Time) *Caller {
	v := *c.v
	v.mark, v.now = mark, at
	return &Caller{&v}
}

// Held returns the token, without what opens anything.
func (c *Caller) Held() Held { return Held{c.v.who.ID, c.v.who.Grant} }

// May reports whether the role is at least another.
func (c *Caller) May(least Role) bool { return c.v.who.may(least) }

// Explain returns the status of HTTP for an error of this package, and a word for
// programs, such as "forbidden". What it is about is in a [*FieldError] or in
// [RecordErrors], if anywhere.
func Explain(err error) (status int, code string) {
	p := problemOf(err)
	return p.status, strings.TrimPrefix(p.key, "problem.")
}

// RecordErrors returns the errors about records that are joined in one. Their
// texts quote no value that may be personal.
func RecordErrors(err error) []*directory.RecordError { return recordErrors(err) }

// IsConflict reports whether an error says that the record with a key is not at
// the revision that was asked for. Conflicts about other records, which somebody
// else changed in the same moment, are none: try again.
func IsConflict(err error, k directory.Key) bool {
	c, ok := errors.AsType[*directory.ConflictError](err)
	return ok && c.Key == k
}
