package admin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/withinreach/withinreach/directory"
	"github.com/withinreach/withinreach/examples/internal/operate"
)

const (
	maxBody    = 1 << 20  // bytes of a request
	maxUpload  = 11 << 20 // bytes of one with a file
	answerTime = 8 * time.Second
)

// ServeHTTP answers a request under /admin/: whatever happens, with our headers,
// a readable page and one line in the log.
func (a *Admin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	ctx, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	r = r.WithContext(ctx)
	answer := &operate.Recorder{ResponseWriter: w}
	handler, pattern := a.mux.Handler(r)
	a.secure(answer.Header(), r)
	defer func() {
		// The pattern stands for the address, which may hold a token.
		a.Metrics.Request(pattern, answer.Status, time.Since(began))
		a.Log.LogAttrs(context.WithoutCancel(ctx), slog.LevelInfo, "request",
			slog.String("method", operate.KnownMethod(r.Method)), slog.String("pattern", pattern),
			slog.Int("status", answer.Status), slog.Duration("took", time.Since(began)))
	}()
	defer a.recover(answer, r, pattern)
	switch {
	case !a.Limit.Allow(r):
		answer.Header().Set("Retry-After", "5")
		a.fail(answer, a.visit(r), errCrowded)
	case pattern == "":
		a.unrouted(answer, r, handler)
	default:
		a.mux.ServeHTTP(answer, r)
	}
}

// unrouted answers what no route is for, with the status that the mux gives.
func (a *Admin) unrouted(w http.ResponseWriter, r *http.Request, h http.Handler) {
	told := operate.Silent()
	h.ServeHTTP(told, r)
	if told.Status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", told.Header().Get("Allow"))
		a.fail(w, a.visit(r), errMethod)
		return
	}
	a.fail(w, a.visit(r), errNotFound)
}

// recover turns a panic into an error page. What the panic said stays out of
// the log, since it may hold what was sent.
func (a *Admin) recover(w *operate.Recorder, r *http.Request, pattern string) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler {
		panic(p)
	}
	a.Log.Error("a handler panicked", "pattern", pattern, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
	if w.Status != 0 {
		panic(http.ErrAbortHandler) // half an answer is out: cut the connection
	}
	a.fail(w, a.visit(r), errBroken)
}

// secure sets the headers that every answer has. There is no script at all.
func (a *Admin) secure(h http.Header, r *http.Request) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; "+
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	if a.secureSite(r) {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
}

// A problem is an error that a visitor gets to read: a status, and the key of
// the words that explain it. It never holds what was sent.
type problem struct {
	status int
	key    string
}

func (p *problem) Error() string { return "admin: " + p.key }

var (
	errRequest   = &problem{http.StatusBadRequest, "problem.request"}
	errNobody    = &problem{http.StatusUnauthorized, "problem.nobody"}
	errToken     = &problem{http.StatusUnauthorized, "problem.token"}
	errForbidden = &problem{http.StatusForbidden, "problem.forbidden"}
	errForeign   = &problem{http.StatusForbidden, "problem.foreign"}
	errNotFound  = &problem{http.StatusNotFound, "problem.not-found"}
	errMethod    = &problem{http.StatusMethodNotAllowed, "problem.method"}
	errConflict  = &problem{http.StatusConflict, "problem.conflict"}
	errGone      = &problem{http.StatusGone, "problem.gone"}
	errTooLarge  = &problem{http.StatusRequestEntityTooLarge, "problem.too-large"}
	errRefused   = &problem{http.StatusUnprocessableEntity, "problem.refused"}
	errTooMany   = &problem{http.StatusTooManyRequests, "problem.too-many"}
	errCrowded   = &problem{http.StatusTooManyRequests, "problem.crowded"}
	errBroken    = &problem{http.StatusInternalServerError, "problem.broken"}
	errBusy      = &problem{http.StatusServiceUnavailable, "problem.busy"}
)

// problemOf returns what to tell the visitor about an error.
func problemOf(err error) *problem {
	if errors.Is(err, errTooMany) {
		return errTooMany
	}
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if _, ok := errors.AsType[*FieldError](err); ok {
		return errRequest
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return errTooLarge
	}
	if _, ok := errors.AsType[*directory.RecordError](err); ok {
		return errRefused
	}
	switch {
	case errors.Is(err, directory.ErrConflict):
		return errConflict
	case errors.Is(err, directory.ErrCompacted):
		return errGone
	case errors.Is(err, directory.ErrInvalid), errors.Is(err, directory.ErrTooLarge):
		return errRefused
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return errBusy
	}
	return errBroken
}

// fail answers with an error. Who is not known gets the page to sign in.
func (a *Admin) fail(w http.ResponseWriter, v *visit, err error) {
	p := problemOf(err)
	if p == errBroken {
		a.Log.Error("a request failed", "pattern", v.Pattern, "type", fmt.Sprintf("%T", err))
	}
	view := problemView{Text: v.book.say(p.key), SignIn: p.status == http.StatusUnauthorized, Enter: enterPath}
	if a.render(w, v, p.status, "problem", view) != nil {
		http.Error(w, "Something went wrong.", p.status)
	}
}

// A problemView is the body of an error page.
type problemView struct {
	Text   string
	SignIn bool
	Enter  string
}

// form reads what was sent.
func (v *visit) form() error {
	if err := v.ParseForm(); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return errTooLarge
		}
		return errRequest
	}
	return nil
}
