package finder

import (
	"context"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// How long an ending server waits for connections on which nothing happens.
const (
	lingerTime = 200 * time.Millisecond // for the next request of one that was used before
	firstTime  = 2 * time.Second        // for the first request of one that has just come in
)

// A drain ends a server without leaving a request unanswered. Shutdown alone
// does: net/http drops a request that it has read while it shuts down, though
// nobody told the client that the connection is about to end. So first, while
// all requests are still answered, each answer says that it is the last one on
// its connection, until no connection is left.
type drain struct {
	ending atomic.Bool

	mu    sync.Mutex
	conns map[net.Conn]doing // those that are open
}

// A doing is what happens on a connection, and since when.
type doing struct {
	http.ConnState
	since time.Time
}

func newDrain() *drain { return &drain{conns: map[net.Conn]doing{}} }

// handler returns a handler that does what h does.
func (d *drain) handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.ending.Load() {
			w.Header().Set("Connection", "close")
		}
		h.ServeHTTP(w, r)
	})
}

// note is told of every connection what it does: see [http.Server.ConnState].
func (d *drain) note(c net.Conn, s http.ConnState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if s == http.StateClosed || s == http.StateHijacked {
		delete(d.conns, c)
		return
	}
	d.conns[c] = doing{s, time.Now()}
}

// end makes each connection end after its next answer, and returns when there
// is none left, or when ctx ends. Nothing may be accepted any more.
func (d *drain) end(ctx context.Context) {
	d.ending.Store(true)
	began := time.Now()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !d.isEmpty(began) {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// isEmpty closes the connections on which nothing has happened for long
// enough, counted from when the end began, and reports whether none is left.
func (d *drain) isEmpty(began time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for c, is := range d.conns {
		waited := min(time.Since(began), time.Since(is.since))
		if is.ConnState == http.StateIdle && waited > lingerTime || is.ConnState == http.StateNew && waited > firstTime {
			_ = c.Close() // whoever is there has sent nothing
			delete(d.conns, c)
		}
	}
	return len(d.conns) == 0
}
