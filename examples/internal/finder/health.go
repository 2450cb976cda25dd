package finder

import (
	"cmp"
	"io"
	"net/http"
	"time"
)

// health tells whoever watches the server that it lives.
func (s *server) health(w http.ResponseWriter, _ *visit) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := io.WriteString(w, "ok\n")
	return err
}

// usualStale is the Stale of zero Options.
const usualStale = time.Hour

// isReady tells whoever sends visitors to the server whether what it shows is
// new enough. The last records are good for a long time, so being without the
// store for a moment is no reason to send people away.
func (s *server) isReady(w http.ResponseWriter, v *visit) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	text := "ready\n"
	if v.Trouble != nil && s.Clock().Sub(v.AsOf) > cmp.Or(s.Stale, usualStale) {
		w.WriteHeader(http.StatusServiceUnavailable)
		text = "the records are too old\n"
	}
	_, err := io.WriteString(w, text)
	return err
}
