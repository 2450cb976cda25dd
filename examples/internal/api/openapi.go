package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for openapi.json
	"encoding/hex"
	"net/http"
	"time"
)

// The document is written by hand. Tests hold the answers to it.
//
//go:embed openapi.json
var document []byte

// openAPI answers with the description of all routes, of OpenAPI 3.1.
func (s *server) openAPI(w http.ResponseWriter, c *call) error {
	sum := sha256.Sum256(document)
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "public, max-age=3600")
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, c.Request, "", time.Time{}, bytes.NewReader(document))
	return nil
}
