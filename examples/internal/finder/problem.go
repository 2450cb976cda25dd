package finder

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// A problem is an error that a visitor gets to read: a status, and the key of
// the words that explain it. It never holds what the visitor sent.
type problem struct {
	status int
	key    string // of the explanation, with args
	args   []any
}

func (p *problem) Error() string { return "finder: " + p.key }

var (
	errRequest      = &problem{status: http.StatusBadRequest, key: "problem.request"}
	errForeign      = &problem{status: http.StatusForbidden, key: "problem.foreign"}
	errNotFound     = &problem{status: http.StatusNotFound, key: "problem.not-found"}
	errNoPlace      = &problem{status: http.StatusBadRequest, key: "problem.no-place"}
	errLongPlace    = &problem{status: http.StatusBadRequest, key: "problem.long-place"}
	errNoDate       = &problem{status: http.StatusBadRequest, key: "problem.no-date"}
	errOldPage      = &problem{status: http.StatusBadRequest, key: "problem.old-page"}
	errNoCell       = &problem{status: http.StatusNotFound, key: "problem.no-cell"}
	errDemoCalendar = &problem{status: http.StatusNotFound, key: "problem.demo-calendar"}
	errDemoFeed     = &problem{status: http.StatusNotFound, key: "problem.demo-feed"}
	errMethod       = &problem{status: http.StatusMethodNotAllowed, key: "problem.method"}
	errTooLarge     = &problem{status: http.StatusRequestEntityTooLarge, key: "problem.too-large"}
	errTooMany      = &problem{status: http.StatusTooManyRequests, key: "problem.too-many"}
	errBroken       = &problem{status: http.StatusInternalServerError, key: "problem.broken"}
	errBusy         = &problem{status: http.StatusServiceUnavailable, key: "problem.busy"}
)

// problemOf returns what to tell the visitor about an error.
func problemOf(err error) *problem {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return errBusy
	}
	return errBroken
}

// A problemView is the body of an error page.
type problemView struct {
	Heading string
	Explain string
	Search  searchView
}

// fail answers with an error: a page, or JSON for whoever asks for that.
func (s *server) fail(w http.ResponseWriter, v *visit, err error) {
	p := problemOf(err)
	if p == errBroken {
		s.Log.Error("a request failed", "pattern", v.Pattern, "type", fmt.Sprintf("%T", err))
	}
	heading, explain := v.book.say(fmt.Sprint("status.", p.status)), v.book.say(p.key, p.args...)
	if wantsJSON(v.Header.Values("Accept")) {
		writeProblem(w, p.status, heading, explain)
		return
	}
	v.self, v.hide = "/", true
	if s.render(w, v, p.status, "problem", problemView{heading, explain, v.searchForm()}) != nil {
		http.Error(w, "Something went wrong.", p.status)
	}
}

// writeProblem writes an error in the form of RFC 9457.
func writeProblem(w http.ResponseWriter, status int, title, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	// A client that has gone needs no answer.
	_ = json.NewEncoder(w).Encode(struct {
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{"about:blank", title, status, detail})
}

// wantsJSON reports whether a client takes JSON and names no kind of page.
func wantsJSON(accept []string) bool {
	all := strings.Join(accept, ",")
	return !strings.Contains(all, "html") &&
		(strings.Contains(all, "application/json") || strings.Contains(all, "application/problem+json"))
}
