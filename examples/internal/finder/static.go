package finder

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"time"
)

//go:embed static
var staticFiles embed.FS

// An asset is a file that pages load.
type asset struct {
	body []byte
	tag  string // an ETag
}

var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// assets reads the files that pages load.
func assets() map[string]asset {
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		panic(err) // it is part of the program
	}
	all := map[string]asset{}
	for _, e := range entries {
		body, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}
		all[e.Name()] = asset{body, etag(body)}
	}
	return all
}

func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

// asset answers with a file that pages load.
func (s *server) asset(w http.ResponseWriter, v *visit) error {
	name := v.PathValue("name")
	a, ok := s.static[name]
	if !ok {
		return errNotFound
	}
	h := w.Header()
	h.Set("Content-Type", assetTypes[path.Ext(name)])
	h.Set("Cache-Control", "public, max-age=3600")
	h.Set("ETag", a.tag)
	if name == "embed.js" { // the one that other sites load
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	http.ServeContent(w, v.Request, "", time.Time{}, bytes.NewReader(a.body))
	return nil
}
