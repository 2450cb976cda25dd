package finder

import (
	"context"
	"errors"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Limits of a connection. Slow and endless clients are gone after them.
const (
	headerTime = 5 * time.Second
	readTime   = 10 * time.Second
	writeTime  = 10 * time.Second
	idleTime   = 30 * time.Second
	headerSize = 16 << 10
	drainTime  = writeTime + readTime // no answer takes longer
)

// Serve answers connections to l until ctx ends, then lets the requests that
// have come in finish, and returns nil. It closes l.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:                      h,
		ReadHeaderTimeout:            headerTime,
		ReadTimeout:                  readTime,
		WriteTimeout:                 writeTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               headerSize,
		DisableGeneralOptionsHandler: true, // its answers would lack our headers
		ErrorLog:                     stdlog.New(mute{log}, "", 0),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err := server.Shutdown(drain)
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	// A connection that was accepted at the last moment is known to the server
	// only now that Serve has returned.
	return errors.Join(err, server.Shutdown(drain))
}

// A mute logs that net/http had something to say, but not what: its messages
// name the addresses of clients.
type mute struct{ log *slog.Logger }

func (m mute) Write(message []byte) (int, error) {
	m.log.Warn("a connection failed")
	return len(message), nil
}
