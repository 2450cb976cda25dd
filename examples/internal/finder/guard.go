package finder

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/withinreach/withinreach/examples/internal/operate"
)

const (
	maxBody    = 1 << 20 // bytes of a request
	answerTime = 5 * time.Second
)

// ServeHTTP answers a request: whatever happens, with our headers, a readable
// page and one line in the log.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	ctx, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	r = r.WithContext(ctx)
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)

	answer := &operate.Recorder{ResponseWriter: w}
	_, pattern := s.mux.Handler(r)
	s.secure(answer.Header(), r)
	defer func() {
		// The pattern stands for the address, which may say where somebody is.
		s.Metrics.Request(pattern, answer.Status, time.Since(began))
		s.Log.LogAttrs(context.WithoutCancel(ctx), slog.LevelInfo, "request",
			slog.String("method", operate.KnownMethod(r.Method)), slog.String("pattern", pattern),
			slog.Int("status", answer.Status), slog.Duration("took", time.Since(began)))
	}()
	defer s.recover(answer, r, pattern)
	if !watches(pattern) && !s.Limit.Allow(r) {
		answer.Header().Set("Retry-After", "5")
		s.fail(answer, s.visit(r), errTooMany)
		return
	}
	if pattern == "" || r.RequestURI == "*" {
		s.unrouted(answer, r)
		return
	}
	s.mux.ServeHTTP(answer, r)
}

// watches reports whether a route is for those who watch the server.
func watches(pattern string) bool { return pattern == "GET /healthz" || pattern == "GET /readyz" }

// recover turns a panic into an error page. What the panic said stays out of
// the log, since it may hold what a visitor sent.
func (s *server) recover(w *operate.Recorder, r *http.Request, pattern string) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler {
		panic(p)
	}
	s.Log.Error("a handler panicked", "pattern", pattern, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
	if w.Status != 0 {
		panic(http.ErrAbortHandler) // half an answer is out: cut the connection
	}
	defer func() {
		if recover() != nil { // the error page is what panics
			http.Error(w, "Something went wrong.", http.StatusInternalServerError)
		}
	}()
	s.fail(w, s.visit(r), errBroken)
}

// secure sets the headers that every answer has.
func (s *server) secure(h http.Header, r *http.Request) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "+
		"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if r.TLS != nil {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
	if !s.Demo.IsZero() {
		h.Set("X-Robots-Tag", "noindex, nofollow")
	}
}

// unrouted answers what no route is for, with the status that the mux gives.
func (s *server) unrouted(w http.ResponseWriter, r *http.Request) {
	v := s.visit(r)
	switch h, _ := s.mux.Handler(r); {
	case r.RequestURI == "*":
		s.fail(w, v, errRequest)
	case r.Method == http.MethodTrace || r.Method == http.MethodConnect:
		w.Header().Set("Allow", "GET, HEAD")
		s.fail(w, v, errMethod)
	default:
		told := operate.Silent()
		h.ServeHTTP(told, r)
		if told.Status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", told.Header().Get("Allow"))
			s.fail(w, v, errMethod)
			return
		}
		s.fail(w, v, errNotFound)
	}
}

// sameSite lets POSTs through that come from this site, or from something that
// is no browser, and answers 403 to the others.
func sameSite(h handler) handler {
	check := http.NewCrossOriginProtection()
	return func(w http.ResponseWriter, v *visit) error {
		// Since pages are sent with the policy no-referrer, browsers too old to
		// send Sec-Fetch-Site call their own origin "null".
		if v.Header.Get("Sec-Fetch-Site") == "" && v.Header.Get("Origin") == "null" {
			v.Header.Del("Origin")
		}
		if err := check.Check(v.Request); err != nil {
			return errForeign
		}
		return h(w, v)
	}
}
