package finder

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"time"

	"github.com/withinreach/withinreach/examples/internal/operate"
)

// serveFeed answers with a text that programs fetch again and again. They may
// keep it for an hour, then ask whether it is still the same, which costs a 304
// without a body.
func serveFeed(w http.ResponseWriter, r *http.Request, contentType string, changed time.Time, text []byte) error {
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "public, max-age=3600")
	h.Add("Vary", "Accept-Encoding")
	h.Set("ETag", etag(text))
	if operate.AcceptsGzip(r.Header.Values("Accept-Encoding")) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write(text); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		text = packed.Bytes()
		h.Set("Content-Encoding", "gzip")
		h.Set("ETag", etag(text)) // other bytes, so another tag
	}
	http.ServeContent(w, r, "", changed, bytes.NewReader(text))
	return nil
}
