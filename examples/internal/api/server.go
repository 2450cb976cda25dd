package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/withinreach/withinreach/examples/internal/admin"
	"github.com/withinreach/withinreach/examples/internal/finder"
	"github.com/withinreach/withinreach/examples/internal/operate"
	"github.com/withinreach/withinreach/schedule"
)

const (
	maxBody    = 16 << 10 // bytes of a request without a token
	answerTime = 5 * time.Second
)

// Options configure the interface: those of the site that [finder.New] makes, and
// who looks after the list.
type Options struct {
	finder.Options
	// Keepers are the pages whose tokens open what is not public, and by whose
	// rules the list is changed. Nil leaves those routes out.
	Keepers *admin.Admin
}

// A server is the handler that New returns.
type server struct {
	Options
	mux    *http.ServeMux
	signed map[string]bool // patterns of routes that take a token
	here   *time.Location  // where the day of crisis lines begins
	past   history
	swept  sweeper
}

// New returns the handler of all routes below /api/v1/.
func New(o Options) http.Handler {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Reach == nil {
		o.Reach = new(finder.Reach)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	here, err := time.LoadLocation("America/New_York")
	if err != nil {
		panic(err) // the database of zones is part of the program
	}
	s := &server{Options: o, mux: http.NewServeMux(), signed: map[string]bool{}, here: here}
	s.handle("GET /api/v1/openapi.json", s.openAPI)
	s.handle("GET /api/v1/organizations", s.organizations)
	s.handle("GET /api/v1/organizations/{id}", s.organization)
	s.handle("GET /api/v1/offerings", s.offerings)
	s.handle("GET /api/v1/offerings/{id}", s.offering)
	s.handle("GET /api/v1/offerings/{id}/occurrences", s.occurrences)
	s.handle("GET /api/v1/near/{cell}", s.near)
	s.handle("POST /api/v1/search", s.search)
	s.handle("GET /api/v1/counties/{fips}/contacts", s.contacts)
	s.handle("GET /api/v1/crisis-lines", s.crisisLines)
	s.handle("GET /api/v1/coverage", s.coverage)
	s.handle("GET /api/v1/changes", s.changes)
	if s.Keepers != nil {
		s.signedRoutes()
	}
	return s
}

// A call is one request and what its answer is made from.
type call struct {
	*http.Request
	finder.State
	now   time.Time     // the present, for meetings
	today schedule.Date // the real day, for crisis lines
	demo  bool
}

// A handler answers a call with a value, which becomes JSON, or an error,
// which becomes a problem.
type handler func(http.ResponseWriter, *call) error

func (s *server) handle(pattern string, h handler) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		c := &call{Request: r, State: s.Source(), now: s.Clock(), demo: !s.Demo.IsZero()}
		c.today = schedule.DateOf(c.now.In(s.here))
		if c.demo {
			c.now = s.Demo
		}
		if err := h(w, c); err != nil {
			s.fail(w, pattern, err)
		}
	})
}

// ServeHTTP answers a request: whatever happens, with our headers, JSON and one
// line in the log.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	ctx, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	r = r.WithContext(ctx)
	answer := &operate.Recorder{ResponseWriter: w}
	asked := asked(r)
	_, pattern := s.mux.Handler(asked)
	public := !s.signed[pattern]
	most := int64(maxBody)
	if !public {
		most = maxRecord
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if r.Method == http.MethodOptions {
		pattern = "OPTIONS /api/v1/"
	}
	s.secure(answer.Header(), r, public)
	defer func() {
		took := time.Since(began)
		s.Metrics.Request(pattern, answer.Status, took)
		// The pattern stands for the address, which may say where somebody is.
		s.Log.LogAttrs(context.WithoutCancel(ctx), slog.LevelInfo, "request",
			slog.String("method", operate.KnownMethod(r.Method)), slog.String("pattern", pattern),
			slog.Int("status", answer.Status), slog.Duration("took", took))
	}()
	defer s.recover(answer, pattern)
	switch {
	case !s.Limit.Allow(r):
		answer.Header().Set("Retry-After", "5")
		s.fail(answer, pattern, errTooMany)
	case r.Method == http.MethodOptions:
		preflight(answer, public)
	case pattern == "" || r.Method == http.MethodTrace || r.Method == http.MethodConnect:
		s.unrouted(answer, r)
	default:
		s.mux.ServeHTTP(answer, r)
	}
}

// recover turns a panic into a problem. What the panic said stays out of the
// log, since it may hold what somebody sent.
func (s *server) recover(w *operate.Recorder, pattern string) {
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
	s.fail(w, pattern, errBroken)
}

// asked returns the request that a browser asks about before it sends it, or the
// request itself.
func asked(r *http.Request) *http.Request {
	method := r.Header.Get("Access-Control-Request-Method")
	if r.Method != http.MethodOptions || method == "" {
		return r
	}
	later := *r
	later.Method = method
	return &later
}

// secure sets the headers that every answer has. Any site may read what is
// public, without credentials. What takes a token is for programs, and for pages
// of other sites not at all.
func (s *server) secure(h http.Header, r *http.Request, public bool) {
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if public {
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag, Retry-After")
	}
	if r.TLS != nil {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
	if !s.Demo.IsZero() {
		h.Set("X-Robots-Tag", "noindex, nofollow")
	}
}

// unrouted answers what no route is for, with the status that the mux gives.
func (s *server) unrouted(w http.ResponseWriter, r *http.Request) {
	told := operate.Silent()
	h, _ := s.mux.Handler(r)
	h.ServeHTTP(told, r)
	if told.Status == http.StatusMethodNotAllowed || r.Method == http.MethodTrace || r.Method == http.MethodConnect {
		allow := told.Header().Get("Allow")
		if allow == "" {
			allow = "GET, HEAD, OPTIONS"
		}
		w.Header().Set("Allow", allow)
		s.fail(w, "", errMethod)
		return
	}
	s.fail(w, "", errNotFound)
}

// preflight tells browsers what other sites may ask.
func preflight(w http.ResponseWriter, public bool) {
	if h := w.Header(); public {
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST")
		h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
		h.Set("Access-Control-Max-Age", "86400")
	}
	w.WriteHeader(http.StatusNoContent)
}
