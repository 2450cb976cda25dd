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
// have come in finish, and returns nil. It closes l. Where a socket outlives it,
// as [operate.Listen] has it, a restart leaves no request without an answer.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	open := newDrain()
	server := &http.Server{
		Handler:                      open.handler(h),
		ConnState:                    open.note,
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
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	err := l.Close()
	if served := <-failed; !errors.Is(served, net.ErrClosed) { // all that was accepted is known now
		err = errors.Join(err, served)
	}
	open.end(rest)
	return errors.Join(err, server.Shutdown(rest))
}

// A mute logs that net/http had something to say, but not what: its messages
// name the addresses of clients.
type mute struct{ log *slog.Logger }

func (m mute) Write(message []byte) (int, error) {
	m.log.Warn("a connection failed")
	return len(message), nil
}
