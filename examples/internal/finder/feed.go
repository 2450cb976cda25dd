package finder

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"time"
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
	if acceptsGzip(r.Header.Values("Accept-Encoding")) {
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

// acceptsGzip reports whether a header Accept-Encoding allows gzip by name.
func acceptsGzip(values []string) bool {
	for _, value := range values {
		for item := range strings.SplitSeq(value, ",") {
			name, params, _ := strings.Cut(item, ";")
			if strings.EqualFold(strings.TrimSpace(name), "gzip") {
				return quality(params) > 0
			}
		}
	}
	return false
}

// quality returns the weight among the parameters of an encoding, which is 1
// if there is none, and 0 if it is none.
func quality(params string) float64 {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(param, "=")
		if strings.EqualFold(strings.TrimSpace(name), "q") {
			q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil {
				return 0
			}
			return q
		}
	}
	return 1
}
