package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/withinreach/withinreach/examples/internal/admin"
)

// public answers with what anybody may keep for a minute and then ask about
// again, which costs a 304 while it is the same.
func (c *call) public(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "public, max-age=60")
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, c.Request, "", time.Time{}, bytes.NewReader(append(body, '\n')))
	return nil
}

// private answers with what is about a place, which nobody may keep.
func (c *call) private(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(append(body, '\n')) // a client that has gone needs no answer
	return nil
}

// A problem is an error that a client is told about, in the form of RFC 9457.
// It never holds what the client sent.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Code   string `json:"code"` // stays the same, for programs
	// Parameter is the one that was not understood, and Accepted what is.
	Parameter string `json:"parameter,omitzero"`
	Accepted  string `json:"accepted,omitzero"`
	// Choices are the places that have a name that was searched for.
	Choices []choice `json:"choices,omitzero"`
	// Errors are what is wrong with a change.
	Errors []wrong `json:"errors,omitzero"`
}

// A choice is one of several places of one name.
type choice struct {
	Name   string `json:"name"`
	County string `json:"county,omitzero"`
	State  string `json:"state"`
	Cell   string `json:"cell"`
}

// Error returns the code, for logs.
func (p *problem) Error() string { return "api: " + p.Code }

func newProblem(status int, code, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Code: code}
}

var (
	errNotFound    = newProblem(http.StatusNotFound, "not-found", "there is no such record or route")
	errNoCell      = newProblem(http.StatusNotFound, "no-cell", "the address is not that of a cell, want the token of an S2 cell of level 9 to 11")
	errMethod      = newProblem(http.StatusMethodNotAllowed, "method", "the route does not take this method: see the header Allow")
	errType        = newProblem(http.StatusUnsupportedMediaType, "content-type", "the body is of another type, want application/json")
	errTooLarge    = newProblem(http.StatusRequestEntityTooLarge, "too-large", "the body is too long, want at most 16 KiB")
	errBody        = newProblem(http.StatusBadRequest, "body", "the body is not one object of JSON, each field once, with texts, numbers or lists of texts")
	errNoPlace     = newProblem(http.StatusUnprocessableEntity, "place-unknown", "no place of this name is known, want a ZIP code, a city with its state, a county with its state, or the token of a cell")
	errLongPlace   = newProblem(http.StatusUnprocessableEntity, "place-too-long", "the text is too long for a place, want at most 200 bytes")
	errManyPlaces  = newProblem(http.StatusUnprocessableEntity, "place-ambiguous", "several places have this name: search again with the cell of one of the choices")
	errTooMany     = newProblem(http.StatusTooManyRequests, "too-many", "too much was asked for at once: see the header Retry-After")
	errBroken      = newProblem(http.StatusInternalServerError, "broken", "this is a mistake of the server")
	errBusy        = newProblem(http.StatusServiceUnavailable, "busy", "the answer took too long, or is being worked out: ask again in a moment")
	errNoCounty    = newProblem(http.StatusNotFound, "no-county", "no county has this code, want the five digits of a FIPS code")
	errUnknownName = newProblem(http.StatusBadRequest, "parameter-unknown", "one of the parameters is not known: see accepted")
)

// errParameter is the problem of a value that is not accepted.
func errParameter(name, accepted string) *problem {
	p := newProblem(http.StatusBadRequest, "parameter", "the value of "+name+" is not accepted, want "+accepted)
	p.Parameter, p.Accepted = name, accepted
	return p
}

// problemOf returns what to tell a client about an error.
func problemOf(err error) *problem {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if status, code := admin.Explain(err); status < http.StatusInternalServerError && explained[code] != nil {
		return explained[code]
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return errBusy
	}
	return errBroken
}

// fail answers with a problem.
func (s *server) fail(w http.ResponseWriter, pattern string, err error) {
	p := problemOf(err)
	if p == errBroken {
		s.Log.Error("a request failed", "pattern", pattern, "type", fmt.Sprintf("%T", err))
	}
	h := w.Header()
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="within reach"`)
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // a client that has gone needs no answer
}
