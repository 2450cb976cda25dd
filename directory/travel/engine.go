package travel

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/withinreach/withinreach/directory/earth"
)

// EngineOptions adjusts the client of a routing engine. The zero value fits an engine as
// it comes.
type EngineOptions struct {
	// Profile is how people travel, as the engine calls it. "" is "driving" for OSRM and
	// "auto" for Valhalla. Letters, digits, - and _ are accepted.
	Profile string

	// Limits is what the server is set up to accept. Each zero field is the engine's own
	// default.
	Limits Limits

	// MaxAnswer is the greatest size of an answer that is read, in bytes, uncompressed.
	// 0 or less is 16 MiB.
	MaxAnswer int64
}

// An engine is one server that answers tables over HTTP.
type engine struct {
	name      string
	client    *http.Client
	base      string // without a slash at the end
	profile   string
	limits    Limits
	maxAnswer int64
}

// newEngine checks what a caller gives and fills in what it leaves out.
func newEngine(name string, client *http.Client, base string, opt, standard EngineOptions) (engine, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(base, "?#") {
		return engine{}, fmt.Errorf("travel: base address of %s, want http or https, a host and a path without a query", name)
	}
	if strings.Trim(opt.Profile, "-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return engine{}, fmt.Errorf("travel: profile %.40q, want letters, digits, - and _", opt.Profile)
	}
	e := engine{
		name:      name,
		base:      strings.TrimRight(base, "/"),
		profile:   opt.Profile,
		limits:    opt.Limits,
		maxAnswer: opt.MaxAnswer,
	}
	if e.profile == "" {
		e.profile = standard.Profile
	}
	if e.limits.Pairs <= 0 {
		e.limits.Pairs = standard.Limits.Pairs
	}
	if e.limits.Points <= 0 {
		e.limits.Points = standard.Limits.Points
	}
	if e.limits.Apart <= 0 {
		e.limits.Apart = standard.Limits.Apart
	}
	if e.maxAnswer <= 0 {
		e.maxAnswer = 16 << 20
	}
	// The same client, except that places do not follow a redirect to another server.
	same := http.Client{}
	if client != nil {
		same = *client
	}
	same.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	e.client = &same
	return e, nil
}

// table asks for the trips between the places that have coordinates and settles them.
func (e *engine) table(ctx context.Context, from, to []earth.Point, opt Options,
	ask func(ctx context.Context, from, to []earth.Point, opt Options) (answer, error),
) (Result, error) {
	if err := e.limits.check(from, to); err != nil {
		return Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	rows, starts := located(from)
	columns, ends := located(to)
	whole := newResult(len(from), len(to))
	markUnlocated(whole.FromSnap, from)
	markUnlocated(whole.ToSnap, to)
	if len(rows) == 0 || len(columns) == 0 {
		return whole, nil
	}
	part, err := ask(ctx, starts, ends, opt)
	if none, ok := errors.AsType[*NoRoadError](err); ok {
		return Result{}, none.among(rows, columns)
	}
	if err != nil {
		return Result{}, err
	}
	part.settle(starts, ends, opt.maxSnap())
	whole.paste(part.Result, rows, columns)
	return whole, nil
}

func markUnlocated(snaps []earth.Distance, places []earth.Point) {
	for i, p := range places {
		if p.IsZero() {
			snaps[i] = noRoad
		}
	}
}

// among returns e with indices of the whole table instead of those of a part.
func (e *NoRoadError) among(rows, columns []int) *NoRoadError {
	whole := NoRoadError{From: -1, To: -1}
	if e.From >= 0 {
		whole.From = rows[e.From]
	}
	if e.To >= 0 {
		whole.To = columns[e.To]
	}
	return &whole
}

// do sends req and returns the status and the body of the answer.
func (e *engine) do(req *http.Request) (status int, body []byte, err error) {
	req.Header.Set("Accept", "application/json")
	resp, err := e.client.Do(req)
	if err != nil {
		return 0, nil, e.noAnswer(0, err)
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(io.LimitReader(resp.Body, e.maxAnswer+1))
	if err != nil {
		return 0, nil, e.noAnswer(resp.StatusCode, err)
	}
	if int64(len(body)) > e.maxAnswer {
		return 0, nil, e.unavailable(resp.StatusCode, "answer of more than %d bytes", e.maxAnswer)
	}
	return resp.StatusCode, body, nil
}

// noAnswer turns an error of net/http into one without a place: the text of *url.Error
// holds the address asked for, and that of a malformed answer what the server wrote.
func (e *engine) noAnswer(status int, err error) error {
	u := &UnavailableError{Engine: e.name, Status: status, Reason: "no answer"}
	switch {
	case errors.Is(err, context.Canceled):
		u.Reason, u.Err = "canceled", context.Canceled
	case errors.Is(err, context.DeadlineExceeded), isTimeout(err):
		u.Reason, u.Err = "no answer in time", context.DeadlineExceeded
	default:
		if op, ok := errors.AsType[*net.OpError](err); ok {
			u.Reason, u.Err = "no connection", op
		} else if cert, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
			u.Reason, u.Err = "certificate not trusted", cert
		}
	}
	return u
}

func isTimeout(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}

func (e *engine) unavailable(status int, format string, args ...any) error {
	return &UnavailableError{Engine: e.name, Status: status, Reason: fmt.Sprintf(format, args...)}
}

// malformed reports an answer that was sent as a good one and is not.
func (e *engine) malformed(format string, args ...any) error {
	return e.unavailable(http.StatusOK, "malformed answer: "+format, args...)
}

// read decodes JSON into v.
func (e *engine) read(status int, body []byte, v any) error {
	if err := json.Unmarshal(body, v); err != nil {
		return e.unavailable(status, "malformed answer: not the JSON of %s", e.name)
	}
	return nil
}
