package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"regexp"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/schedule"
)

// A wrong is one value of a change that is not accepted. What it says quotes no
// value that may be personal.
type wrong struct {
	Record *recordRef `json:"record,omitzero"` // nil is the one that was sent
	Field  string     `json:"field"`           // path, such as "series[0].first"; "" is the whole
	Detail string     `json:"detail"`          // the value, where it is not personal, and what is accepted
}

var (
	errUnauthorized = newProblem(http.StatusUnauthorized, "unauthorized", "the route needs a token, in the header Authorization: Bearer")
	errToken        = newProblem(http.StatusUnauthorized, "token", "the token is not good, or not any more")
	errForbidden    = newProblem(http.StatusForbidden, "forbidden", "the token does not open this")
	errGone         = newProblem(http.StatusGone, "gone", "what it was before is not kept any more")
	errTries        = newProblem(http.StatusTooManyRequests, "tries", "too many tokens that are no good, or too many proposals wait: try again in ten minutes")
	errInvalid      = newProblem(http.StatusUnprocessableEntity, "invalid", "some values are not accepted: see errors")
	errReferred     = newProblem(http.StatusConflict, "referred-to", "other records would break: see errors")
	errConflict     = newProblem(http.StatusConflict, "conflict", "somebody else changed what this relies on: read it again and look")
	errStale        = newProblem(http.StatusPreconditionFailed, "stale", "the record is not as the condition says: read it again and look")
	errCondition    = newProblem(http.StatusPreconditionRequired, "condition-required", "a condition is missing, want either If-Match with the ETag of the record, or If-None-Match: * for a new one")
	errMatch        = newProblem(http.StatusPreconditionRequired, "condition-required", "a condition is missing, want If-Match with the ETag of the record")
	errObjectBody   = newProblem(http.StatusBadRequest, "body", "the body is not one object of JSON in which each name is there once, at most 32 deep")
	errLargeRecord  = newProblem(http.StatusRequestEntityTooLarge, "too-large", "the body is too long, want at most 256 KiB")
)

// explained are the problems for the words of [admin.Explain].
var explained = map[string]*problem{
	"nobody": errUnauthorized, "token": errToken, "forbidden": errForbidden, "not-found": errNotFound,
	"gone": errGone, "too-many": errTries, "conflict": errConflict, "request": errInvalid, "refused": errInvalid,
	"too-large": errLargeRecord, "busy": errBusy,
}

// explain returns the problem for an error about a change of a record. Others are
// as they are.
func explain(err error, about directory.Key) error {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if f, ok := errors.AsType[*admin.FieldError](err); ok {
		return invalid(f.Field, "want "+f.Accepted)
	}
	if admin.IsConflict(err, about) {
		return errStale
	}
	if list := admin.RecordErrors(err); len(list) > 0 {
		return refused(list, about)
	}
	_, code := admin.Explain(err)
	if p, ok := explained[code]; ok {
		return p
	}
	return err
}

// invalid is the problem of one value.
func invalid(field, detail string) *problem {
	p := *errInvalid
	p.Errors = []wrong{{nil, field, detail}}
	return &p
}

// refused is the problem of a record that would be wrong, or else of others that
// would be because of it.
func refused(list []*directory.RecordError, about directory.Key) *problem {
	var own, others []wrong
	for _, e := range list {
		w := wrong{Field: e.Field, Detail: detailOf(e)}
		if e.Key == about {
			own = append(own, w)
			continue
		}
		ref := refOf(e.Key)
		w.Record = &ref
		others = append(others, w)
	}
	p := *errInvalid
	if p.Errors = own; len(own) == 0 {
		p = *errReferred
		p.Errors = others
	}
	p.Errors = p.Errors[:min(len(p.Errors), mostErrors)]
	return &p
}

// detailOf returns what is wrong, without a value that may be personal.
func detailOf(e *directory.RecordError) string {
	_, kind := errors.AsType[*json.UnmarshalTypeError](e.Err)
	_, form := errors.AsType[*json.SyntaxError](e.Err)
	switch {
	case kind || form:
		return "of another kind of JSON than the field has"
	case errors.Is(e.Err, schedule.ErrNoZone):
		return "want the IANA name of a time zone, such as America/New_York"
	}
	return quotation.ReplaceAllStringFunc(e.Err.Error(), func(quoted string) string {
		if word.MatchString(quoted) && !number.MatchString(quoted) {
			return quoted
		}
		return `"…"`
	})
}

// Records quote no field that is personal, but people mistake one field for
// another. So only what is one word is quoted, such as a date, a code or an ID: no
// name of two words, link, address, number to call or point on the map.
var (
	quotation = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	word      = regexp.MustCompile(`^"[A-Za-z0-9:;=,+_-]{0,40}"$`)
	number    = regexp.MustCompile(`[0-9]{7}|[0-9]{3}-[0-9]{3}-`)
)
