package operate

import (
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Gzip compresses the answers of a handler that are text, for clients that
// take it. Answers that are compressed already, short ones and parts of one
// stay as they are. The ETag of an answer becomes a weak one, since its bytes
// are others then.
//
// Nothing secret is in a page together with what a visitor sent, so what is
// compressed tells nothing by its length.
func Gzip(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !AcceptsGzip(r.Header.Values("Accept-Encoding")) || r.Method == http.MethodHead {
			h.ServeHTTP(w, r)
			return
		}
		z := &packer{ResponseWriter: w}
		defer z.close()
		h.ServeHTTP(z, r)
	})
}

// shortest is the least length in bytes that is worth compressing.
const shortest = 1 << 10

var writers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	if err != nil {
		panic(err) // the level is one
	}
	return z
}}

// A packer is an answer that is compressed if its headers say that it may be.
type packer struct {
	http.ResponseWriter
	zip  *gzip.Writer // nil if it is not compressed
	told bool         // the header is written
}

// Unwrap lets [http.ResponseController] reach the answer itself.
func (p *packer) Unwrap() http.ResponseWriter { return p.ResponseWriter }

func (p *packer) WriteHeader(status int) {
	if status >= 200 && !p.told {
		p.told = true
		p.begin(status)
	}
	p.ResponseWriter.WriteHeader(status)
}

// begin decides whether to compress.
func (p *packer) begin(status int) {
	h := p.Header()
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	if !packs(kind) {
		return
	}
	if !strings.Contains(strings.ToLower(strings.Join(h.Values("Vary"), ",")), "accept-encoding") {
		h.Add("Vary", "Accept-Encoding")
	}
	short := false
	if n, err := strconv.Atoi(h.Get("Content-Length")); err == nil {
		short = n < shortest
	}
	if short || h.Get("Content-Encoding") != "" || h.Get("Content-Range") != "" ||
		status == http.StatusNoContent || status == http.StatusNotModified {
		return
	}
	h.Del("Content-Length")
	h.Del("Accept-Ranges")
	h.Set("Content-Encoding", "gzip")
	if tag := h.Get("ETag"); strings.HasPrefix(tag, `"`) {
		h.Set("ETag", "W/"+tag)
	}
	p.zip = writers.Get().(*gzip.Writer)
	p.zip.Reset(p.ResponseWriter)
}

func (p *packer) Write(b []byte) (int, error) {
	if !p.told {
		if p.Header().Get("Content-Type") == "" {
			p.Header().Set("Content-Type", http.DetectContentType(b))
		}
		p.WriteHeader(http.StatusOK)
	}
	if p.zip == nil {
		return p.ResponseWriter.Write(b)
	}
	return p.zip.Write(b)
}

// close writes what is left. A handler that panics is cut off, so that nobody
// takes half an answer for a whole one.
func (p *packer) close() {
	if p.zip == nil {
		return
	}
	if why := recover(); why != nil {
		panic(why)
	}
	_ = p.zip.Close() // a client that has gone needs no answer
	p.zip.Reset(io.Discard)
	writers.Put(p.zip)
}

// packs reports whether a type of content is worth compressing.
func packs(kind string) bool {
	return strings.HasPrefix(kind, "text/") || kind == "application/json" || kind == "image/svg+xml" ||
		strings.HasSuffix(kind, "+json") || kind == "text/javascript"
}

// AcceptsGzip reports whether the values of a header Accept-Encoding allow
// gzip by name.
func AcceptsGzip(values []string) bool {
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
